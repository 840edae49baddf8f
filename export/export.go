// Package export writes what a store holds in the formats of other tools.
//
// Every format is a pure function of the snapshot and the options: records come in a fixed order and
// the bytes are the same on every run and machine. Memory does not grow with the graph, but for the
// ids of what a filter keeps and, where events are written, some tens of bytes of each claim. A file is
// written under a temporary name and renamed when it is whole.
//
// A new format is one file: a value of type format, listed in formats.
package export

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Format describes one export format.
type Format struct {
	Name        string `json:"name"`        // as on the command line
	Description string `json:"description"` // one line: what it is and who reads it
	Keeps       string `json:"keeps"`       // what of the graph is in it
	Loses       string `json:"loses"`       // what is not
	Extension   string `json:"extension"`   // with its dot; empty where Directory is set
	Directory   bool   `json:"directory"`   // the target is a directory of files
	Increments  bool   `json:"increments"`  // it can be exported since a revision
}

// Options says what to export and how. The zero value exports everything and overwrites nothing.
type Options struct {
	Filter    Filter
	Overwrite bool // replace files that are there already
	BOM       bool // csv and acled only, an error with others: begin with a byte order mark, for Excel

	// Compress is how files are packed. Write also goes by the ending of a format that is one file, .gz or
	// .zst, where it is empty, and wants that ending where it is not.
	Compress Compression
	// Places tells what is known of a place that no document names, by its key: kind, names, parent and coordinates, nil where
	// nothing is. Formats that tell what a place lies in follow its parents there; it is not asked where r withholds
	// anything. Nil: they follow them as far as they are stored.
	Places func(key string) *graph.Entity
	// TempDir is where parts of a file wait for others; nothing stays there. Empty: the system's directory for such files.
	TempDir string
	// Since asks for what changed since a revision of the store, of formats that have increments and without a filter;
	// zero: for everything.
	Since graph.Revision
}

// format is a Format with its writer.
type format struct {
	Format
	version int  // of the layout: raised when a reader of the old one would misread the new one
	packed  bool // it is compressed by itself
	marked  bool // it may begin with a byte order mark
	write   func(ctx context.Context, g *subgraph, out *output) error
}

// formats lists every format, in the order in which they are shown.
var formats = []format{
	jsonl, graphML, gephi,
	nquads, turtle, jsonLD, stix, ftm, bundle,
	gexf, neo4j, cypher, geoJSON, kml, cytoscape, acled,
}

// Formats returns the formats there are, the lossless one first.
func Formats() []Format {
	all := make([]Format, len(formats))
	for i, f := range formats {
		all[i] = f.Format
	}
	return all
}

// Write exports the snapshot r to dst, a file or, for a directory format, a directory, which is made
// where it is missing. The manifest goes beside the file (dst + ".manifest.json") or into the
// directory ("manifest.json"), last, and is returned.
//
// Errors: ErrFormat, ErrExists, ErrOptions, graph.ErrRevision where the store never had Options.Since, and what r, the file system and ctx give. After an error no file has
// been replaced, unless the error came while the whole files were being renamed into place; no
// manifest is there then.
func Write(ctx context.Context, r graph.Reader, name, dst string, opt Options) (*Manifest, error) {
	f, err := find(name)
	if err != nil {
		return nil, err
	}
	opt.Compress = opt.Compress.of(f, dst)
	if err := opt.Compress.fits(f, dst); err != nil {
		return nil, fmt.Errorf("export %s: %w", name, err)
	}
	st := newStage(f, dst)
	defer st.discard()
	if err := st.check(opt.Overwrite); err != nil {
		return nil, fmt.Errorf("export %s: %w", name, err)
	}
	m, err := run(ctx, f, r, opt, st.create)
	if err != nil {
		return nil, fmt.Errorf("export %s to %s: %w", name, dst, err)
	}
	if err := st.commit(m); err != nil {
		return nil, fmt.Errorf("export %s to %s: %w", name, dst, err)
	}
	return m, nil
}

// Encode exports the snapshot r to w, in a format that is one file. The manifest is returned only.
func Encode(ctx context.Context, r graph.Reader, name string, w io.Writer, opt Options) (*Manifest, error) {
	f, err := find(name)
	if err != nil {
		return nil, err
	}
	if f.Directory {
		return nil, fmt.Errorf("export %s: %w; name a directory to write to", name, ErrManyFiles)
	}
	if err := opt.Compress.fits(f, ""); err != nil {
		return nil, fmt.Errorf("export %s: %w", name, err)
	}
	open := func(string) (io.Writer, error) { return w, nil }
	m, err := run(ctx, f, r, opt, open)
	if err != nil {
		return nil, fmt.Errorf("export %s: %w", name, err)
	}
	return m, nil
}

func run(ctx context.Context, f format, r graph.Reader, opt Options, open opener) (*Manifest, error) {
	if err := opt.check(f); err != nil {
		return nil, err
	}
	withheld, err := opt.withheld(r)
	if err != nil {
		return nil, err
	}
	revision, err := r.Revision(ctx)
	if err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	stats, err := r.Stats(ctx)
	if err != nil {
		return nil, fmt.Errorf("count the store: %w", err)
	}
	g, err := newSubgraph(ctx, r, opt.Filter)
	if err != nil {
		return nil, err
	}
	if g.withheld = withheld; withheld == nil {
		g.places = opt.Places
	}
	left, err := query.LeftOutOf(ctx, g.r)
	if err != nil {
		return nil, err
	}
	out := &output{open: open, bom: opt.BOM, compress: opt.Compress, temp: opt.TempDir, counts: map[string]int{}}
	if err := opt.write(ctx, f, g, out); err != nil {
		return nil, err
	}
	if err := out.flush(); err != nil {
		return nil, err
	}
	m := newManifest(f, opt.Filter, stats, left, out)
	m.Nothing = !opt.Filter.IsZero() && g.nothing(out.counts)
	m.Revision, m.Compression, m.Withheld = revision, opt.Compress, withheld
	if opt.Since != (graph.Revision{}) {
		m.Since = &opt.Since
	}
	return m, nil
}

// check returns an error where f cannot do what o asks for.
func (o Options) check(f format) error {
	if _, known := packers[o.Compress]; !known {
		return fmt.Errorf("%w: no compression %q", ErrOptions, o.Compress)
	}
	if o.BOM && !f.marked {
		return fmt.Errorf("%w: only csv and acled can begin with a byte order mark, not %s", ErrOptions, f.Name)
	}
	if o.Since == (graph.Revision{}) {
		return nil
	}
	if !f.Increments {
		return fmt.Errorf("%w: %s is written whole, since what its readers have of it cannot be mended record by record: leave out the revision, or take the increment as one of %s",
			ErrOptions, f.Name, strings.Join(incremental(), ", "))
	}
	if !o.Filter.IsZero() {
		return fmt.Errorf("%w: an export since a revision takes no filter: what passes one no more could not be told", ErrOptions)
	}
	return nil
}

// withheld counts what r keeps back, nil where it keeps back nothing. Who is not to see all is not told what became of it.
func (o Options) withheld(r graph.Reader) (*graph.Withheld, error) {
	w, ok := r.(graph.WithheldReader)
	if !ok {
		return nil, nil
	}
	if o.Since != (graph.Revision{}) {
		return nil, fmt.Errorf("%w: an export since a revision withholds nothing, and this one has to: take a whole one", ErrOptions)
	}
	counts := w.Withheld()
	return &counts, nil
}

func (o Options) write(ctx context.Context, f format, g *subgraph, out *output) error {
	switch {
	case o.Since == (graph.Revision{}):
		return f.write(ctx, g, out)
	case f.Name == jsonl.Name:
		return increment(ctx, g, o.Since, out)
	}
	if err := g.step(ctx, o.Since); err != nil {
		return err
	}
	out.counts["retracted"] = len(g.gone)
	return f.write(ctx, g, out)
}

func find(name string) (format, error) {
	names := make([]string, len(formats))
	for i, f := range formats {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return format{}, fmt.Errorf("%w %q; there are %s", ErrFormat, name, strings.Join(names, ", "))
}

// target returns the path of the file that a format calls name; the empty name is the file of a
// format that has one.
func (f format) target(dst, name string) string {
	if f.Directory {
		return filepath.Join(dst, name)
	}
	return dst
}

func (f format) manifestPath(dst string) string {
	if f.Directory {
		return filepath.Join(dst, "manifest.json")
	}
	return dst + ".manifest.json"
}
