package export

import (
	"context"
	"iter"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/internal/ahead"
)

// describer writes what documents tell.
type describer struct {
	w      rdfWriter
	counts map[string]int
	spare  []statement
}

// report writes t, of which the document itself is described by nodes.
func (d *describer) report(t report, nodes []node) error {
	d.w.write(nil, nodes)
	d.counts["documents"]++
	runes := newRuneCounter(t.Text)
	for _, c := range t.claims {
		nodes, err := describeClaim(t, c, runes, d.spare)
		if err != nil {
			return err
		}
		d.w.write(nil, nodes)
		d.spare = nodes[0].statements
		nodes = describeTold(c, d.spare)
		d.w.write(&c.ID, nodes)
		d.spare = nodes[0].statements
		d.counts["claims"]++
	}
	return nil
}

// rdfParts is a syntax in which what was written apart can be put together as it is.
type rdfParts interface {
	rdfWriter
	part(to *scratch) rdfWriter // one that writes to a buffer
	whole(b []byte)             // writes what a part has written
}

// scratch is bytes that are used again: blocks are large, and fresh memory has to be cleared for each.
type scratch struct{ b []byte }

var scratches = sync.Pool{New: func() any { return &scratch{} }}

func newScratch() *scratch {
	s := scratches.Get().(*scratch)
	s.b = s.b[:0]
	return s
}

// free gives s back; it must not be used any more.
func (s *scratch) free() { scratches.Put(s) }

// Write implements io.Writer.
func (s *scratch) Write(p []byte) (int, error) {
	s.b = append(s.b, p...)
	return len(p), nil
}

// writeNodes writes a node for each of seq. Where the syntax lets it, several batches of them are described at once.
func writeNodes[T any](out *output, w rdfWriter, what string, seq iter.Seq2[T, error], describe func(T) node) error {
	parts, ok := w.(rdfParts)
	if !ok {
		for x, err := range seq {
			if err != nil {
				return err
			}
			if w.write(nil, []node{describe(x)}); w.err() != nil {
				break
			}
			out.counts[what]++
		}
		return w.err()
	}
	describeAll := func(text *scratch, batch []T) error {
		part := parts.part(text)
		for _, x := range batch {
			part.write(nil, []node{describe(x)})
		}
		return part.err()
	}
	return inChunks(out.counts, what, seq, describeAll, func(b []byte) error {
		parts.whole(b)
		return w.err()
	})
}

// rdfBlock is the statements about some documents.
type rdfBlock struct {
	text    *scratch
	outlets []outletAt
	counts  map[string]int
}

// outletAt is where the description of an outlet stands in a block. Which blocks need it is known only when
// those before are written.
type outletAt struct {
	id         graph.ID
	start, end int
}

func writeBlocks(ctx context.Context, g *subgraph, out *output, w rdfParts, outlets firsts) error {
	blocks := ahead.Of(g.batches(ctx, reportsAtOnce, true), func(docs docBatch) (*rdfBlock, error) {
		return g.rdfBlock(ctx, w, docs)
	})
	for b, err := range blocks {
		if err != nil {
			return err
		}
		b.write(w, outlets)
		b.text.free()
		for what, n := range b.counts {
			out.counts[what] += n
		}
		if w.err() != nil {
			break
		}
	}
	return w.err()
}

// rdfBlock reads and describes documents.
func (g *subgraph) rdfBlock(ctx context.Context, w rdfParts, docs docBatch) (*rdfBlock, error) {
	b := &rdfBlock{text: newScratch(), counts: map[string]int{}}
	part := w.part(b.text)
	told := describer{w: part, counts: b.counts}
	known := firsts{}
	for t, err := range g.tellings(ctx, docs) {
		if err != nil {
			return nil, err
		}
		nodes := describeDocument(t.Document, known)
		if len(nodes) > 1 {
			at := outletAt{id: nodes[0].subject.id, start: len(b.text.b)}
			part.write(nil, nodes[:1])
			at.end = len(b.text.b)
			b.outlets, nodes = append(b.outlets, at), nodes[1:]
		}
		if err := told.report(t, nodes); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// write writes b without the outlets that came before.
func (b *rdfBlock) write(w rdfParts, outlets firsts) {
	done := 0
	for _, at := range b.outlets {
		if !outlets.first(at.id) {
			w.whole(b.text.b[done:at.start])
			done = at.end
		}
	}
	w.whole(b.text.b[done:])
}
