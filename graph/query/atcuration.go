package query

import (
	"context"
	"iter"

	"github.com/isnad-graph/isnad/graph"
)

// AsRead implements graph.Reader. What a visible document contributes before any judgement is given whole: AsOf bounds
// what is concluded of it, not what was read.
func (a *past) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	deltas, err := a.r.AsRead(ctx, docs)
	return hide(deltas, err, func(d *graph.Delta) bool { return a.published(d.Document.Published) })
}

// Judgements implements graph.Reader. They are those of today: who looks back does so with what is known of names now.
func (a *past) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	return a.r.Judgements(ctx)
}

// Revision implements graph.Reader: that of the store.
func (a *past) Revision(ctx context.Context) (graph.Revision, error) { return a.r.Revision(ctx) }

// Changes implements graph.Reader: those of the store, by when it recorded them.
func (a *past) Changes(ctx context.Context, since uint64) iter.Seq2[*graph.Change, error] {
	return a.r.Changes(ctx, since)
}
