package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// report is a document with its claims, ascending by id.
type report struct {
	*graph.Document
	claims []*graph.Claim
}

// reportsAtOnce is how many documents are read with their claims at once: what is written of them is some megabytes.
const reportsAtOnce = 16

// reports yields the documents with their claims: each text is read once, however many claims quote it.
func (g *subgraph) reports(ctx context.Context) iter.Seq2[report, error] {
	return func(yield func(report, error) bool) {
		for batch, err := range g.batches(ctx, reportsAtOnce, true) {
			if err != nil {
				yield(report{}, err)
				return
			}
			for t, err := range g.tellings(ctx, batch) {
				if !yield(t, err) || err != nil {
					return
				}
			}
		}
	}
}

// tellings yields some documents with their claims.
func (g *subgraph) tellings(ctx context.Context, batch docBatch) iter.Seq2[report, error] {
	return func(yield func(report, error) bool) {
		docs, err := load(ctx, "document", batch.ids, g.r.Documents)
		if err != nil {
			yield(report{}, err)
			return
		}
		lists, err := batch.from.ClaimsTold(ctx, batch.ids)
		if err != nil {
			yield(report{}, fmt.Errorf("read claims: %w", err))
			return
		}
		for i, d := range docs {
			claims, err := g.chosenClaims(d, lists[i])
			if !yield(report{d, claims}, err) || err != nil {
				return
			}
		}
	}
}

// chosenClaims returns those of claims, which are of d, that the filter chooses.
func (g *subgraph) chosenClaims(d *graph.Document, claims []*graph.Claim) ([]*graph.Claim, error) {
	if slices.Contains(claims, nil) {
		return nil, fmt.Errorf("%w: a claim of %s is named but not stored; `isnad verify` says more", graph.ErrCorrupt, d.Key)
	}
	if g.chosen == nil {
		return claims, nil
	}
	return slices.DeleteFunc(claims, func(c *graph.Claim) bool { return !has(g.chosen.claims, c.ID) }), nil
}

// quote returns the words of c's document that make it checkable: its quote, else its sentence. It
// returns an error where they do not lie in the text.
func (t report) quote(c *graph.Claim) (string, graph.Span, error) {
	q := c.Evidence.Quote
	if q.IsZero() {
		q = c.Evidence.Sentence
	}
	s, err := t.words(c, q)
	return s, q, err
}

// words returns the words of the text at s, which c cites.
func (t report) words(c *graph.Claim, s graph.Span) (string, error) {
	if s.Start < 0 || s.Start > s.End || s.End > len(t.Text) {
		return "", fmt.Errorf("%w: claim %s cites bytes %d to %d of %s, which has %d", graph.ErrCorrupt, c.ID, s.Start, s.End, t.Key, len(t.Text))
	}
	return t.Text[s.Start:s.End], nil
}

// originSpace is the space of the ids of outlets, which a store knows by their names only.
const originSpace graph.Space = "outlet"

func outletID(name string) graph.ID { return graph.NewID(originSpace, name) }

// seenLimit bounds how many outlets are remembered. News has some hundreds of them; where the limit is
// passed, an outlet is described a second time, which no reader of these formats minds.
const seenLimit = 1 << 14

// firsts remembers what came before.
type firsts map[graph.ID]bool

// first reports whether id did not come before, as far as is remembered.
func (f firsts) first(id graph.ID) bool {
	if f[id] {
		return false
	}
	if len(f) == seenLimit {
		clear(f)
	}
	f[id] = true
	return true
}
