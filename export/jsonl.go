package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/internal/ahead"
)

// jsonl is the lossless form. A line refers only to lines above it; spans are bytes of the document's
// text. Import reads it.
var jsonl = format{
	Format: Format{
		Name:        "jsonl",
		Description: "JSON Lines, one record a line, for scripts and for moving a graph; `isnad import` reads it",
		Keeps: "everything: documents with their text, entities, mentions, claims with evidence, relations, judgements, " +
			"and what was read before them",
		Loses:      "nothing that a reader of the store is shown; with a filter, judgements",
		Extension:  ".jsonl",
		Increments: true,
	},
	version: jsonlVersion,
	write:   writeJSONL,
}

// jsonlVersion is raised when a reader of the older form would misread the newer one. Version 1 had no
// first and last line, and not enough to bring a store back.
const jsonlVersion = 2

// line is one record. Type names the one other field that is set, but for Op.
type line struct {
	Type      string           `json:"type"`
	Op        graph.Op         `json:"op,omitempty"` // of an increment: what became of the record
	Export    *preamble        `json:"export,omitempty"`
	Document  *graph.Document  `json:"document,omitempty"`
	Entity    *graph.Entity    `json:"entity,omitempty"`
	Mention   *mention         `json:"mention,omitempty"`
	Claim     *graph.Claim     `json:"claim,omitempty"`
	Reading   *reading         `json:"reading,omitempty"`
	Relation  *graph.Relation  `json:"relation,omitempty"`
	Judgement *graph.Judgement `json:"judgement,omitempty"`
	Retracted *retracted       `json:"retracted,omitempty"`
	End       map[string]int   `json:"end,omitempty"`
}

// preamble is the first line.
type preamble struct {
	Version  int             `json:"version"`
	Since    *graph.Revision `json:"since,omitempty"`    // of an increment: what it adds to
	Revision *graph.Revision `json:"revision,omitempty"` // of an increment: what it leads to
}

// reading closes the lines of a document. It says how many they are, and what was read where they do
// not show it.
type reading struct {
	Doc      graph.ID       `json:"doc"`
	Mentions int            `json:"mentions"`
	Claims   int            `json:"claims"`
	Same     []graph.ID     `json:"same,omitempty"`     // entities that the document has as their lines do
	Entities []contribution `json:"entities,omitempty"` // the others that it names
	AsRead   *asRead        `json:"asRead,omitempty"`   // where judgements changed the document
}

// contribution is an entity as one document has it: with those of its names that the document uses.
type contribution struct {
	ID     graph.ID      `json:"id"`
	Names  []graph.Name  `json:"names,omitempty"`
	Entity *graph.Entity `json:"entity,omitempty"` // whole, where it is not its line with other names
}

type asRead struct {
	Mentions []graph.Mention `json:"mentions,omitempty"`
	Claims   []*graph.Claim  `json:"claims,omitempty"`
}

func writeJSONL(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := newLineWriter(f, out.counts)
	if err := w.write(line{Type: "export", Export: &preamble{Version: jsonlVersion}}); err != nil {
		return err
	}
	if err := lines(w, "entities", g.entities(ctx), func(e *graph.Entity) line { return line{Type: "entity", Entity: e} }); err != nil {
		return err
	}
	if err := w.documents(ctx, g, false); err != nil {
		return err
	}
	if err := lines(w, "relations", g.relations(ctx), func(r *graph.Relation) line { return line{Type: "relation", Relation: r} }); err != nil {
		return err
	}
	if err := w.judgements(ctx, g); err != nil {
		return err
	}
	return w.write(line{Type: "end", End: out.counts})
}

type lineWriter struct {
	w      io.Writer
	enc    *json.Encoder
	lines  []byte // room for those of a document
	counts map[string]int
	// op returns what became of a record; nil where that is not asked. It is called from several goroutines.
	op func(kind string, id graph.ID) graph.Op
}

func newLineWriter(to io.Writer, counts map[string]int) *lineWriter {
	w := &lineWriter{w: to, enc: json.NewEncoder(to), counts: counts}
	w.enc.SetEscapeHTML(false)
	return w
}

func (w *lineWriter) write(l line) error {
	if err := w.enc.Encode(l); err != nil {
		return fmt.Errorf("write %s: %w", l.Type, err)
	}
	return nil
}

// became returns what became of a record since the revision that was asked for.
func (w *lineWriter) became(kind string, id graph.ID) graph.Op {
	if w.op == nil {
		return ""
	}
	return w.op(kind, id)
}

// lines writes a line for each of seq. Lines of several batches are made at once.
func lines[T any](w *lineWriter, what string, seq iter.Seq2[T, error], wrap func(T) line) error {
	w.counts[what] = 0
	encode := func(text *scratch, batch []T) error {
		part := newLineWriter(text, nil)
		for _, x := range batch {
			if err := part.write(wrap(x)); err != nil {
				return err
			}
		}
		return nil
	}
	return inChunks(w.counts, what, seq, encode, func(b []byte) error {
		if _, err := w.w.Write(b); err != nil {
			return fmt.Errorf("write %s: %w", what, err)
		}
		return nil
	})
}

// documents writes each document with all that belongs to it. Self-contained, its entities are described
// in full even where they have a line.
func (w *lineWriter) documents(ctx context.Context, g *subgraph, selfContained bool) error {
	for _, what := range []string{"documents", "mentions", "claims"} {
		w.counts[what] = 0
	}
	t, err := newTeller(ctx, g)
	if err != nil {
		return err
	}
	t.whole = selfContained
	for b, err := range ahead.Of(g.batches(ctx, blockSize, false), func(docs docBatch) (*block, error) { return w.block(ctx, t, docs) }) {
		if err != nil {
			return err
		}
		_, err := w.w.Write(b.text.b)
		b.text.free()
		if err != nil {
			return fmt.Errorf("write documents: %w", err)
		}
		for what, n := range b.counts {
			w.counts[what] += n
		}
	}
	return nil
}

// blockSize is how many documents are read, and their lines made, at once.
const blockSize = 32

// block is the lines of some documents.
type block struct {
	text   *scratch
	counts map[string]int
}

func (w *lineWriter) block(ctx context.Context, t *teller, docs docBatch) (*block, error) {
	tellings, err := t.tell(ctx, docs)
	if err != nil {
		return nil, err
	}
	b := &block{text: newScratch(), counts: map[string]int{}}
	part := newLineWriter(b.text, b.counts)
	part.op = w.op
	for _, d := range tellings {
		if err := part.document(d); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (w *lineWriter) document(d *telling) error {
	if err := w.write(line{Type: "document", Op: w.became("document", d.Document.ID), Document: d.Document}); err != nil {
		return err
	}
	j := jsonText{w.lines[:0]}
	for _, m := range d.mentions {
		j.mentionLine(mention{d.Document.ID, m})
	}
	for _, c := range d.claims {
		j.claimLine(w.became("claim", c.ID), c)
	}
	w.lines = j.b
	if _, err := w.w.Write(j.b); err != nil {
		return fmt.Errorf("write mentions and claims: %w", err)
	}
	w.counts["documents"]++
	w.counts["mentions"] += len(d.mentions)
	w.counts["claims"] += len(d.claims)
	return w.write(line{Type: "reading", Reading: &d.reading})
}

// judgements writes the acts of curation. A part of a graph is exported as they make it, without them.
func (w *lineWriter) judgements(ctx context.Context, g *subgraph) error {
	w.counts["judgements"] = 0
	if !g.filter.IsZero() {
		return nil
	}
	acts, err := g.r.Judgements(ctx)
	if err != nil {
		return fmt.Errorf("read judgements: %w", err)
	}
	w.counts["judgements"] = len(acts)
	for _, j := range acts {
		if err := w.write(line{Type: "judgement", Judgement: j}); err != nil {
			return err
		}
	}
	return nil
}
