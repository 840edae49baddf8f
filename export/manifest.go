package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Manifest says what an export holds and how to check it. It names no time and no machine: the same
// snapshot and options give the same manifest. Only the revision depends on how the store came to be what
// it is.
type Manifest struct {
	Format      string          `json:"format"`
	Version     int             `json:"version"`               // of the format's layout
	Filter      Filter          `json:"filter,omitzero"`       // absent: everything
	Store       graph.Stats     `json:"store"`                 // what the store held, without its size on disk
	Revision    graph.Revision  `json:"revision"`              // of the store
	Since       *graph.Revision `json:"since,omitempty"`       // of an increment: what it adds to
	Compression Compression     `json:"compression,omitempty"` // of the files; empty: none
	Withheld    *graph.Withheld `json:"withheld,omitempty"`    // counts what a policy keeps back; absent: there is none
	LeftOut     query.LeftOut   `json:"leftOut,omitzero"`      // by the filter's point of view in time, for want of a day
	Counts      map[string]int  `json:"counts"`                // records written, by sort
	Files       []File          `json:"files"`                 // by name

	Nothing bool `json:"-"` // there is a filter, and it left nothing to write but what it names itself
}

// File is one file of an export.
type File struct {
	Name   string `json:"name"` // without its directory
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // in hex
}

func newManifest(f format, filter Filter, stats graph.Stats, left query.LeftOut, out *output) *Manifest {
	stats.Bytes = 0 // depends on how the graph came to be, not on what it is
	m := &Manifest{Format: f.Name, Version: f.version, Filter: filter, Store: stats, LeftOut: left, Counts: out.counts}
	for _, file := range out.files {
		m.Files = append(m.Files, File{Name: file.name, Bytes: file.bytes, SHA256: file.hex()})
	}
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return m
}

func (m *Manifest) encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}
