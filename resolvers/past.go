package resolvers

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// whenArgs are the arguments of roots that read from a point of view in time. What they mean is settled where the
// field is entered, see meter, so that all that is selected below reads from there too.
type whenArgs struct {
	AsOf           *day
	KnownAt        *day
	IncludeUndated bool
}

// pasts are the points of view that the roots of one request read from, each made once.
type pasts struct {
	mu  sync.Mutex
	all map[query.When]func() *request
}

// from returns r as args of a root see it.
func (r *request) from(ctx context.Context, args map[string]any) *request {
	w, err := whenOf(args)
	if err != nil {
		return r.reading(refused{err})
	}
	if w.IsZero() {
		return r
	}
	r.pasts.mu.Lock()
	view, ok := r.pasts.all[w]
	if !ok {
		view = sync.OnceValue(func() *request {
			at, err := r.at(ctx, w)
			if err != nil {
				return r.reading(refused{err})
			}
			return at
		})
		r.pasts.all[w] = view
	}
	r.pasts.mu.Unlock()
	return view()
}

// at returns r from a point of view. What was found out from there before is used where all of the store is seen. It charges
// one, and one for each 100 documents, whose days it may take to read.
func (r *request) at(ctx context.Context, w query.When) (*request, error) {
	s, err := r.Stats(ctx)
	if err == nil {
		err = r.charge(1 + s.Documents/100)
	}
	if err != nil {
		return nil, err
	}
	if r.kept == nil {
		at, err := query.At(ctx, r.Reader, w)
		if err != nil {
			return nil, err
		}
		return r.reading(at), nil
	}
	revision, err := r.revision(ctx)
	if err != nil {
		return nil, err
	}
	view := r.kept.view(revision, w)
	at, err := view.Over(ctx, r.Reader)
	if err != nil {
		return nil, err
	}
	return r.readingFrom(view, revision, at), nil
}

func whenOf(args map[string]any) (w query.When, err error) {
	if w.AsOf, err = dayArg(args["asOf"]); err != nil {
		return w, err
	}
	if w.KnownAt, err = dayArg(args["knownAt"]); err != nil {
		return w, err
	}
	if include, _ := args["includeUndated"].(bool); include {
		if w.KnownAt == "" {
			return w, badInput("includeUndated needs knownAt: without it no article is left out for want of a day")
		}
		w.Undated = query.IncludeUndated
	}
	return w, nil
}

func dayArg(value any) (graph.Day, error) {
	if value == nil {
		return "", nil
	}
	d := day(fmt.Sprint(value))
	return d.input()
}

// refused is the reader of a root whose point of view there is none of: all reading fails.
type refused struct{ err error }

func (r refused) Documents(context.Context, []graph.ID) ([]*graph.Document, error) { return nil, r.err }
func (r refused) Entities(context.Context, []graph.ID) ([]*graph.Entity, error)    { return nil, r.err }
func (r refused) Claims(context.Context, []graph.ID) ([]*graph.Claim, error)       { return nil, r.err }
func (r refused) Relations(context.Context, []graph.ID) ([]*graph.Relation, error) { return nil, r.err }

func (r refused) DocumentsByKey(context.Context, []string) ([]*graph.Document, error) {
	return nil, r.err
}

func (r refused) AllDocuments(context.Context, graph.ID) iter.Seq2[*graph.Document, error] {
	return failing[graph.Document](r.err)
}

func (r refused) AllEntities(context.Context, graph.ID) iter.Seq2[*graph.Entity, error] {
	return failing[graph.Entity](r.err)
}

func (r refused) AllClaims(context.Context, graph.ID) iter.Seq2[*graph.Claim, error] {
	return failing[graph.Claim](r.err)
}

func (r refused) AllRelations(context.Context, graph.ID) iter.Seq2[*graph.Relation, error] {
	return failing[graph.Relation](r.err)
}

func failing[T any](err error) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) { yield(nil, err) }
}

func (r refused) RelationsOf(context.Context, []graph.ID, graph.Direction, ...schema.Predicate) ([][]graph.ID, error) {
	return nil, r.err
}

func (r refused) ClaimsOf(context.Context, []graph.ID, ...schema.Role) ([][]graph.ID, error) {
	return nil, r.err
}

func (r refused) ClaimsIn(context.Context, []graph.ID) ([][]graph.ID, error) { return nil, r.err }

func (r refused) MentionsIn(context.Context, []graph.ID) ([][]graph.Mention, error) {
	return nil, r.err
}

func (r refused) EntitiesByName(context.Context, string, bool) ([]graph.ID, error) {
	return nil, r.err
}

func (r refused) Stats(context.Context) (graph.Stats, error) { return graph.Stats{}, r.err }

func (r refused) AsRead(context.Context, []graph.ID) ([]*graph.Delta, error) { return nil, r.err }

func (r refused) Judgements(context.Context) ([]*graph.Judgement, error) { return nil, r.err }

func (r refused) Revision(context.Context) (graph.Revision, error) { return graph.Revision{}, r.err }

func (r refused) Changes(context.Context, uint64) iter.Seq2[*graph.Change, error] {
	return failing[graph.Change](r.err)
}
