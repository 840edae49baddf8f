package graphtest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// sequence hides the type of what a sequence yields.
type sequence func(ctx context.Context, after graph.ID) iter.Seq2[graph.ID, error]

func sequenceOf[T any](all func(context.Context, graph.ID) iter.Seq2[*T, error], id func(*T) graph.ID) sequence {
	return func(ctx context.Context, after graph.ID) iter.Seq2[graph.ID, error] {
		return func(yield func(graph.ID, error) bool) {
			for v, err := range all(ctx, after) {
				found := graph.ID{}
				if v != nil {
					found = id(v)
				}
				if !yield(found, err) {
					return
				}
			}
		}
	}
}

func sequencesOf(r graph.Reader) map[string]sequence {
	return map[string]sequence{
		"documents": sequenceOf(r.AllDocuments, func(v *graph.Document) graph.ID { return v.ID }),
		"entities":  sequenceOf(r.AllEntities, func(v *graph.Entity) graph.ID { return v.ID }),
		"claims":    sequenceOf(r.AllClaims, func(v *graph.Claim) graph.ID { return v.ID }),
		"relations": sequenceOf(r.AllRelations, func(v *graph.Relation) graph.ID { return v.ID }),
	}
}

func (f *fixture) collect(what string, seq iter.Seq2[graph.ID, error]) []graph.ID {
	f.Helper()
	var ids []graph.ID
	for id, err := range seq {
		if err != nil {
			f.Fatalf("%s: %v", what, err)
		}
		ids = append(ids, id)
	}
	return ids
}

func sequences(_ *testing.T, f *fixture) {
	for _, d := range Generate(3, 15) { // more than a store may read at a time
		f.apply(d)
	}
	f.view(func(r graph.Reader) {
		stats, err := r.Stats(f.ctx)
		if err != nil {
			f.Fatal(err)
		}
		want := map[string]int{"documents": stats.Documents, "entities": stats.Entities, "claims": stats.Claims, "relations": stats.Relations}
		for what, all := range sequencesOf(r) {
			ids := f.collect(what, all(f.ctx, graph.ID{}))
			if len(ids) != want[what] || !slices.IsSortedFunc(ids, graph.ID.Compare) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
				f.Errorf("%s: %d ids, want %d, ascending and distinct", what, len(ids), want[what])
			}
			f.after(what, all, ids)
		}
		for d, err := range r.AllDocuments(f.ctx, graph.ID{}) {
			if err != nil || d.Text != "" || d.Key == "" {
				f.Errorf("document %+v (error %v), want it without its text", d, err)
			}
		}
	})
}

// after checks that a sequence starts after ids that are there and after such as are not, also at its ends.
func (f *fixture) after(what string, all sequence, ids []graph.ID) {
	f.Helper()
	last := graph.ID{}
	for i := range last {
		last[i] = 0xFF
	}
	beyond := ids[2]
	beyond[len(beyond)-1]++ // an id that nobody has, right after one that is there
	for name, c := range map[string]struct {
		after graph.ID
		want  []graph.ID
	}{
		"the first": {ids[0], ids[1:]}, "one in between": {beyond, ids[3:]},
		"the last": {ids[len(ids)-1], nil}, "the greatest": {last, nil},
	} {
		if got := f.collect(what, all(f.ctx, c.after)); !slices.Equal(got, c.want) {
			f.Errorf("%s after %s: %d ids, want %d", what, name, len(got), len(c.want))
		}
	}
	for id, err := range all(f.ctx, graph.ID{}) {
		if id != ids[0] || err != nil {
			f.Errorf("%s: first is %s (error %v), want %s", what, id, err, ids[0])
		}
		break
	}
}

func sequencesCancelled(_ *testing.T, f *fixture) {
	f.apply(articles(3)...)
	f.view(func(r graph.Reader) {
		ctx, cancel := context.WithCancel(f.ctx)
		cancel()
		for what, all := range sequencesOf(r) {
			n := 0
			for id, err := range all(ctx, graph.ID{}) {
				n++
				if !errors.Is(err, context.Canceled) || !id.IsZero() {
					f.Errorf("%s: %s, %v, want a zero value and context.Canceled", what, id, err)
				}
			}
			if n != 1 {
				f.Errorf("%s: yielded %d times, want once", what, n)
			}
		}
		if _, err := r.Claims(ctx, []graph.ID{unknown}); !errors.Is(err, context.Canceled) {
			f.Errorf("claims: %v, want context.Canceled", err)
		}
	})
}

func nestedReads(_ *testing.T, f *fixture) {
	f.apply(articles(3)...)
	f.view(func(r graph.Reader) {
		n := 0
		for d, err := range r.AllDocuments(f.ctx, graph.ID{}) {
			for e, err2 := range r.AllEntities(f.ctx, graph.ID{}) {
				for rel, err3 := range r.AllRelations(f.ctx, graph.ID{}) {
					claims, err4 := r.Claims(f.ctx, rel.Supporting)
					if err := errors.Join(err, err2, err3, err4); err != nil {
						f.Fatal(err)
					}
					n += len(claims)
					break
				}
				_ = e
			}
			_ = d
		}
		if n == 0 {
			f.Error("nothing was read")
		}
	})
}
