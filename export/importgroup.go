package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// group is the lines of one document.
type group struct {
	delta  *graph.Delta
	line   int    // of the document
	bad    int    // the first line that is wrong; 0: none
	reason string // why
}

func (g *group) spoil(line int, reason string) {
	if g.bad == 0 {
		g.bad, g.reason = line, reason
	}
}

// open begins a document; what came before it must have been closed.
func (i *importer) open(d *graph.Document) {
	if i.current != nil {
		i.spoil("another document begins before this one is whole")
		i.reject()
	}
	i.stray = false
	i.current = &group{delta: &graph.Delta{Document: d}, line: i.in.n}
}

// part takes a line that belongs to the document that is open.
func (i *importer) part(l line) {
	g := i.current
	if g == nil {
		if !i.stray {
			i.problem("a "+l.Type+" without its document before it", "export it anew")
		}
		i.stray = true
		return
	}
	doc := g.delta.Document.ID
	switch {
	case l.Mention != nil && l.Mention.Doc == doc:
		g.delta.Mentions = append(g.delta.Mentions, l.Mention.Mention)
	case l.Claim != nil && l.Claim.Doc == doc:
		g.delta.Claims = append(g.delta.Claims, l.Claim)
	case l.Reading != nil && l.Reading.Doc == doc:
		i.close(l.Reading)
	default:
		g.spoil(i.in.n, "the "+l.Type+" is of another document")
	}
}

// close ends the document that is open.
func (i *importer) close(r *reading) {
	g := i.current
	if len(g.delta.Mentions) != r.Mentions || len(g.delta.Claims) != r.Claims {
		g.spoil(i.in.n, fmt.Sprintf("%d mentions and %d claims of the document are there, and it had %d and %d",
			len(g.delta.Mentions), len(g.delta.Claims), r.Mentions, r.Claims))
	}
	if r.AsRead != nil {
		g.delta.Mentions, g.delta.Claims = r.AsRead.Mentions, r.AsRead.Claims
	}
	if slices.ContainsFunc(g.delta.Claims, func(c *graph.Claim) bool { return c == nil || c.Review != "" }) {
		g.spoil(i.in.n, "a claim was judged, and what was read before is not in the file")
	}
	if g.bad == 0 {
		g.delta.Entities = i.contributed(g, r)
	}
	if g.bad != 0 {
		i.reject()
		return
	}
	i.ready = append(i.ready, g)
	i.current = nil
}

// contributed returns the entities of a document, ascending: those that its reading lists or, where it lists
// none, those that it names, as their lines have them.
func (i *importer) contributed(g *group, r *reading) []*graph.Entity {
	same := r.Same
	if len(same) == 0 && len(r.Entities) == 0 {
		same = named(g.delta)
	}
	var out []*graph.Entity
	for _, id := range same {
		out = append(out, i.lineOf(g, id))
	}
	for _, c := range r.Entities {
		e := c.Entity
		if e == nil {
			copied := *i.lineOf(g, c.ID)
			copied.Names = c.Names
			e = &copied
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
	return out
}

// lineOf returns the entity that has a line. Where there is none, g is spoilt.
func (i *importer) lineOf(g *group, id graph.ID) *graph.Entity {
	if e := i.entities[id]; e != nil {
		return e
	}
	g.spoil(i.in.n, fmt.Sprintf("the entity %s has no line", id))
	return &graph.Entity{ID: id}
}

// named returns what the mentions and claims of d name, ascending.
func named(d *graph.Delta) []graph.ID {
	var ids []graph.ID
	for _, m := range d.Mentions {
		ids = append(ids, m.Entity)
	}
	for _, c := range d.Claims {
		for _, role := range schema.Roles {
			for _, a := range c.Args(role) {
				ids = append(ids, a.Entity)
			}
		}
		for _, side := range c.Sides {
			ids = append(ids, side...)
		}
	}
	return unique(ids)
}

// spoil notes that the last line is wrong: for the document that is open or, where none is, by itself.
func (i *importer) spoil(what string) {
	if i.current != nil {
		i.current.spoil(i.in.n, what)
		return
	}
	i.problem(what, "export it anew")
	i.stray = true
}

// reject drops the document that is open.
func (i *importer) reject() {
	i.rejectFor(i.current, i.current.bad, i.current.reason)
	i.current = nil
}

// lineReader reads lines and counts them.
type lineReader struct {
	r *bufio.Reader
	n int // of the last line
}

// badLine is a line that is not one of ours.
type badLine struct{ what string }

func (b *badLine) Error() string { return b.what }

// next returns the next line; empty ones are passed over. Errors: io.EOF at the end, *badLine, and what
// the reader gives.
func (r *lineReader) next() (line, error) {
	for {
		text, err := r.r.ReadBytes('\n')
		if len(text) == 0 && errors.Is(err, io.EOF) {
			return line{}, io.EOF
		}
		r.n++
		if err != nil && !errors.Is(err, io.EOF) {
			return line{}, fmt.Errorf("read line %d: %w", r.n, err)
		}
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var l line
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&l); err != nil {
			return line{}, &badLine{fmt.Sprintf("not a record of this version: %v", err)}
		}
		return l, nil
	}
}
