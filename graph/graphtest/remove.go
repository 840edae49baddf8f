package graphtest

import (
	"errors"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func removeEqualsNever(_ *testing.T, f *fixture) {
	deltas := articles(8)
	f.apply(deltas...)
	for i := range 3 {
		f.remove(deltas[i])
		f.same("removed", f.dump(), f.like(deltas[i+1:]...))
		f.clean()
	}
	for _, d := range deltas[3:] {
		f.remove(d)
	}
	f.same("all removed", f.dump(), f.like())
	f.clean()
}

// removeReceipt takes the counts from the difference of what can be read before and after.
func removeReceipt(_ *testing.T, f *fixture) {
	deltas := articles(20)
	f.apply(deltas...)
	var sum graph.Receipt
	before := f.counts()
	for _, d := range deltas {
		got := f.remove(d)
		after := f.counts()
		want := difference(before, after)
		want.Document, want.Key, want.Claims = d.Document.ID, d.Document.Key, len(d.Claims)
		if *got != want {
			f.Errorf("receipt %+v, want %+v", *got, want)
		}
		sum.RelationsGone += got.RelationsGone
		sum.RelationsThinned += got.RelationsThinned
		sum.EntitiesGone += got.EntitiesGone
		before = after
	}
	if sum.RelationsGone == 0 || sum.RelationsThinned == 0 || sum.EntitiesGone == 0 {
		f.Errorf("the case has nothing to count: %+v", sum)
	}
}

func difference(before, after counts) graph.Receipt {
	r := graph.Receipt{
		RelationsGone: before.stats.Relations - after.stats.Relations,
		EntitiesGone:  before.stats.Entities - after.stats.Entities,
	}
	for id, witnesses := range before.witnesses {
		if left := after.witnesses[id]; left > 0 && left < witnesses {
			r.RelationsThinned++
		}
	}
	return r
}

type counts struct {
	stats     graph.Stats
	witnesses map[graph.ID]int
}

func (f *fixture) counts() counts {
	c := counts{witnesses: map[graph.ID]int{}}
	f.view(func(r graph.Reader) {
		var err error
		if c.stats, err = r.Stats(f.ctx); err != nil {
			f.Fatal(err)
		}
		for rel, err := range r.AllRelations(f.ctx, graph.ID{}) {
			if err != nil {
				f.Fatal(err)
			}
			c.witnesses[rel.ID] = len(rel.Supporting) + len(rel.Denying)
		}
	})
	return c
}

func removeAbsent(_ *testing.T, f *fixture) {
	deltas := articles(2)
	f.apply(deltas[0])
	before := f.dump()
	for _, id := range []graph.ID{deltas[1].Document.ID, {}, deltas[0].Entities[0].ID} {
		if r, err := f.Remove(f.ctx, id); !errors.Is(err, graph.ErrNotFound) || r != nil {
			f.Errorf("remove %s: %v, %v, want ErrNotFound", id, r, err)
		}
	}
	f.same("nothing removed", f.dump(), before)
	f.remove(deltas[0])
	if _, err := f.Remove(f.ctx, deltas[0].Document.ID); !errors.Is(err, graph.ErrNotFound) {
		f.Errorf("remove again: %v, want ErrNotFound", err)
	}
}

// named returns a document that calls one entity by names.
func named(key, class string, names ...string) *graph.Delta {
	d := article(key, 0)
	e := &graph.Entity{ID: graph.EntityID("actor/x"), Key: "actor/x", Kind: schema.ArmedGroup, Name: "Main", Class: class}
	for _, n := range names {
		e.Names = append(e.Names, graph.Name{Text: n, Lang: "en", Script: "Latn"})
	}
	return &graph.Delta{Document: d.Document, Entities: []*graph.Entity{e}}
}

func removeNames(_ *testing.T, f *fixture) {
	both, one := named("doc-1", "", "Shared", "Alone", "Alone"), named("doc-2", "", "Shared")
	f.apply(both, one)
	f.found("shared", 1)
	f.found("alone", 1)
	f.found("main", 1)
	f.remove(both)
	f.found("alone", 0)
	f.found("shared", 1)
	f.found("main", 1)
	f.remove(one)
	f.found("shared", 0)
	f.found("main", 0)
	f.clean()
}

// found checks how many entities a search form leads to.
func (f *fixture) found(form string, want int) {
	f.Helper()
	f.view(func(r graph.Reader) {
		ids, err := r.EntitiesByName(f.ctx, form, false)
		if err != nil || len(ids) != want {
			f.Errorf("%d entities named %q (error %v), want %d", len(ids), form, err, want)
		}
	})
}

// leastSpeaks: where documents disagree about an entity, which of them is believed must not depend on
// the order in which they came.
func leastSpeaks(_ *testing.T, f *fixture) {
	a, b := named("doc-1", "class-1", "One"), named("doc-2", "class-2", "Two")
	if b.Document.ID.Compare(a.Document.ID) < 0 {
		a, b = b, a
	}
	f.apply(b)
	f.class(b.Entities[0].Class)
	f.apply(a)
	f.class(a.Entities[0].Class)
	f.apply(b)
	f.class(a.Entities[0].Class)
	f.remove(a)
	f.class(b.Entities[0].Class)
	f.clean()
}

func (f *fixture) class(want string) {
	f.Helper()
	f.view(func(r graph.Reader) {
		e, err := r.Entities(f.ctx, []graph.ID{graph.EntityID("actor/x")})
		if err != nil || e[0] == nil || e[0].Class != want {
			f.Errorf("entity %+v (error %v), want class %s", e, err, want)
		}
	})
}
