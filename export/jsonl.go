package export

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/isnad-graph/isnad/graph"
)

// jsonl is the lossless form. A line refers only to lines above it; spans are bytes of the document's
// text.
var jsonl = format{
	Format: Format{
		Name:        "jsonl",
		Description: "JSON Lines, one record a line, for scripts and for moving a graph",
		Keeps:       "everything: documents with their text, entities, mentions, claims with evidence, relations",
		Loses:       "nothing that a reader of the store is shown",
		Extension:   ".jsonl",
	},
	version: 1,
	write:   writeJSONL,
}

// line is one record. Type names the one other field that is set.
type line struct {
	Type     string          `json:"type"`
	Document *graph.Document `json:"document,omitempty"`
	Entity   *graph.Entity   `json:"entity,omitempty"`
	Mention  *mention        `json:"mention,omitempty"`
	Claim    *graph.Claim    `json:"claim,omitempty"`
	Relation *graph.Relation `json:"relation,omitempty"`
}

func writeJSONL(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := &lineWriter{json.NewEncoder(f), out.counts}
	w.enc.SetEscapeHTML(false)
	if err := lines(w, "documents", g.documents(ctx), func(d *graph.Document) line { return line{Type: "document", Document: d} }); err != nil {
		return err
	}
	if err := lines(w, "entities", g.entities(ctx), func(e *graph.Entity) line { return line{Type: "entity", Entity: e} }); err != nil {
		return err
	}
	if err := lines(w, "mentions", g.mentions(ctx), func(m mention) line { return line{Type: "mention", Mention: &m} }); err != nil {
		return err
	}
	if err := lines(w, "claims", g.claims(ctx), func(c *graph.Claim) line { return line{Type: "claim", Claim: c} }); err != nil {
		return err
	}
	return lines(w, "relations", g.relations(ctx), func(r *graph.Relation) line { return line{Type: "relation", Relation: r} })
}

type lineWriter struct {
	enc    *json.Encoder
	counts map[string]int
}

func lines[T any](w *lineWriter, what string, seq iter.Seq2[T, error], wrap func(T) line) error {
	w.counts[what] = 0
	for x, err := range seq {
		if err != nil {
			return err
		}
		if err := w.enc.Encode(wrap(x)); err != nil {
			return fmt.Errorf("write %s: %w", what, err)
		}
		w.counts[what]++
	}
	return nil
}
