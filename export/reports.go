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

// reports yields the documents with their claims: each text is read once, however many claims quote it.
// Of a document only its claims are in memory besides its text, not those of the whole batch.
func (g *subgraph) reports(ctx context.Context) iter.Seq2[report, error] {
	return func(yield func(report, error) bool) {
		for batch, err := range batches(g.documentIDs(ctx)) {
			if err != nil {
				yield(report{}, err)
				return
			}
			if !g.tellBatch(ctx, batch, yield) {
				return
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

func (g *subgraph) tellBatch(ctx context.Context, ids []graph.ID, yield func(report, error) bool) bool {
	docs, err := load(ctx, "document", ids, g.r.Documents)
	if err != nil {
		yield(report{}, err)
		return false
	}
	lists, err := g.r.ClaimsIn(ctx, ids)
	if err != nil {
		yield(report{}, fmt.Errorf("read claims: %w", err))
		return false
	}
	next, stop := iter.Pull2(loaded(ctx, "claim", g.chosenOf(lists), g.r.Claims))
	defer stop()
	for i, d := range docs {
		t := report{Document: d, claims: make([]*graph.Claim, 0, len(lists[i]))}
		for range lists[i] {
			c, err, _ := next()
			if err != nil {
				yield(report{}, err)
				return false
			}
			t.claims = append(t.claims, c)
		}
		if !yield(t, nil) {
			return false
		}
	}
	return true
}

// chosenOf drops from lists what the filter does not choose and returns all the rest in a row.
func (g *subgraph) chosenOf(lists [][]graph.ID) []graph.ID {
	if g.chosen == nil {
		return slices.Concat(lists...)
	}
	for i, list := range lists {
		lists[i] = slices.DeleteFunc(slices.Clone(list), func(id graph.ID) bool { return !has(g.chosen.claims, id) })
	}
	return slices.Concat(lists...)
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
