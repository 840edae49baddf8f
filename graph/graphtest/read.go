package graphtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

var unknown = graph.EntityID("nobody")

func batches(_ *testing.T, f *fixture) {
	deltas := articles(3)
	f.apply(deltas...)
	c, d, e := deltas[0].Claims[0], deltas[1].Document, deltas[2].Entities[0]
	f.view(func(r graph.Reader) {
		docs, err := r.Documents(f.ctx, []graph.ID{d.ID, unknown, d.ID, {}})
		f.equal("documents", docs, []*graph.Document{d, nil, d, nil}, err)
		claims, err := r.Claims(f.ctx, []graph.ID{unknown, c.ID, c.ID})
		f.equal("claims", claims, []*graph.Claim{nil, c, c}, err)
		keyed, err := r.DocumentsByKey(f.ctx, []string{"none", d.Key, ""})
		f.equal("by key", keyed, []*graph.Document{nil, d, nil}, err)
		entities, err := r.Entities(f.ctx, []graph.ID{unknown, e.ID, unknown, e.ID})
		f.places("entities", entities, err, false, true, false, true)
		rel := f.anyRelation(r)
		relations, err := r.Relations(f.ctx, []graph.ID{rel.ID, unknown, rel.ID})
		f.places("relations", relations, err, true, false, true)
		in, err := r.ClaimsIn(f.ctx, []graph.ID{unknown, c.Doc, unknown})
		f.lists("claims in", in, err, false, true, false)
		of, err := r.ClaimsOf(f.ctx, []graph.ID{unknown, rel.Subject, unknown})
		f.lists("claims of", of, err, false, true, false)
		related, err := r.RelationsOf(f.ctx, []graph.ID{rel.Object, unknown, rel.Subject}, graph.Both)
		f.lists("relations of", related, err, true, false, true)
		mentions, err := r.MentionsIn(f.ctx, []graph.ID{unknown, d.ID})
		if err != nil || len(mentions) != 2 || len(mentions[0]) != 0 || len(mentions[1]) == 0 {
			f.Errorf("mentions: %v, %v", mentions, err)
		}
		none, err := r.Claims(f.ctx, nil)
		if err != nil || len(none) != 0 {
			f.Errorf("no claims: %v, %v", none, err)
		}
	})
}

func (f *fixture) anyRelation(r graph.Reader) *graph.Relation {
	f.Helper()
	for rel, err := range r.AllRelations(f.ctx, graph.ID{}) {
		if err != nil {
			f.Fatal(err)
		}
		return rel
	}
	f.Fatal("no relation")
	return nil
}

// places checks which places of a batch are taken. It takes records of any type.
func (f *fixture) places(what string, batch any, err error, want ...bool) {
	f.Helper()
	var got []bool
	switch records := batch.(type) {
	case []*graph.Entity:
		got = taken(records)
	case []*graph.Relation:
		got = taken(records)
	}
	if err != nil || !slices.Equal(got, want) {
		f.Errorf("%s: places taken %v (error %v), want %v", what, got, err, want)
	}
}

func taken[T any](records []*T) []bool {
	var out []bool
	for _, r := range records {
		out = append(out, r != nil)
	}
	return out
}

func (f *fixture) lists(what string, lists [][]graph.ID, err error, filled ...bool) {
	f.Helper()
	var got []bool
	for _, l := range lists {
		got = append(got, len(l) > 0)
		if !slices.IsSortedFunc(l, graph.ID.Compare) {
			f.Errorf("%s: not ascending: %v", what, l)
		}
	}
	if err != nil || !slices.Equal(got, filled) {
		f.Errorf("%s: filled %v (error %v), want %v", what, got, err, filled)
	}
}

// relations makes each relation anew from the claims themselves.
func relations(_ *testing.T, f *fixture) {
	deltas := articles(8)
	f.apply(deltas...)
	witnesses, sketches := map[graph.Edge][]graph.Witness{}, graph.Sketches{}
	for _, d := range deltas {
		sketches[d.Document.ID] = graph.SketchOf(d.Document.Text)
		for _, c := range d.Claims {
			edges, w := graph.Witnesses(d.Document, c)
			for _, e := range edges {
				witnesses[e] = append(witnesses[e], w)
			}
		}
	}
	f.view(func(r graph.Reader) {
		n := 0
		for got, err := range r.AllRelations(f.ctx, graph.ID{}) {
			if err != nil {
				f.Fatal(err)
			}
			e := graph.Edge{Predicate: got.Predicate, Subject: got.Subject, Object: got.Object}
			want := graph.NewRelation(e, witnesses[e], sketches)
			f.equal("relation", got, want, nil)
			same, err := r.Relations(f.ctx, []graph.ID{got.ID})
			f.equal("relation by id", same, []*graph.Relation{want}, err)
			n++
		}
		if n != len(witnesses) || n == 0 {
			f.Errorf("%d relations, want %d", n, len(witnesses))
		}
	})
}

// relationsOf compares the index with what a look at all relations gives.
func relationsOf(_ *testing.T, f *fixture) {
	f.apply(articles(8)...)
	some := []schema.Predicate{schema.Attacked, schema.ClashedWith}
	f.view(func(r graph.Reader) {
		entities := f.collect("entities", sequencesOf(r)["entities"](f.ctx, graph.ID{}))
		for _, dir := range []graph.Direction{graph.Both, graph.Out, graph.In} {
			for _, predicates := range [][]schema.Predicate{nil, some, {"no-such"}} {
				got, err := r.RelationsOf(f.ctx, entities, dir, predicates...)
				want := f.scanRelations(r, entities, func(rel *graph.Relation, id graph.ID) bool {
					return (predicates == nil || slices.Contains(predicates, rel.Predicate)) &&
						(dir != graph.In && rel.Subject == id || dir != graph.Out && rel.Object == id)
				})
				f.equal("relations of", got, want, err)
			}
		}
		f.edgesOf(r, entities)
	})
}

func (f *fixture) scanRelations(r graph.Reader, entities []graph.ID, keep func(*graph.Relation, graph.ID) bool) [][]graph.ID {
	f.Helper()
	lists := make([][]graph.ID, len(entities))
	for rel, err := range r.AllRelations(f.ctx, graph.ID{}) {
		if err != nil {
			f.Fatal(err)
		}
		for i, id := range entities {
			if keep(rel, id) {
				lists[i] = append(lists[i], rel.ID)
			}
		}
	}
	return lists
}

// edgesOf checks the extra that a reader may have: it leaves out what is only denied.
func (f *fixture) edgesOf(r graph.Reader, entities []graph.ID) {
	f.Helper()
	edges, ok := r.(graph.EdgeReader)
	if !ok {
		return
	}
	lists, err := edges.EdgesOf(f.ctx, entities, graph.Both)
	got := make([][]graph.ID, len(lists))
	for i, l := range lists {
		for _, e := range l {
			got[i] = append(got[i], e.ID())
		}
	}
	want := f.scanRelations(r, entities, func(rel *graph.Relation, id graph.ID) bool {
		return len(rel.Supporting) > 0 && (rel.Subject == id || rel.Object == id)
	})
	f.equal("edges of", got, want, err)
	f.linksOf(r, entities)
}

// claimsOf compares the index with what a look at all claims gives.
func claimsOf(_ *testing.T, f *fixture) {
	f.apply(articles(6)...)
	f.view(func(r graph.Reader) {
		entities := f.collect("entities", sequencesOf(r)["entities"](f.ctx, graph.ID{}))
		for _, roles := range [][]schema.Role{nil, {schema.Agent}, {schema.Source}, {schema.Patient, schema.Place}, schema.Roles} {
			got, err := r.ClaimsOf(f.ctx, entities, roles...)
			want := make([][]graph.ID, len(entities))
			for c, err := range r.AllClaims(f.ctx, graph.ID{}) {
				if err != nil {
					f.Fatal(err)
				}
				for i, id := range entities {
					if takesPart(c, id, roles) {
						want[i] = append(want[i], c.ID)
					}
				}
			}
			f.equal("claims of", got, want, err)
		}
	})
}

func takesPart(c *graph.Claim, entity graph.ID, roles []schema.Role) bool {
	if len(roles) == 0 {
		roles = schema.Roles
	}
	for _, role := range roles {
		for _, a := range c.Args(role) {
			if a.Entity == entity {
				return true
			}
		}
	}
	return false
}

func documentsByKey(_ *testing.T, f *fixture) {
	d := article("doc-x", 1)
	f.apply(d, article("doc-xy", 2))
	f.view(func(r graph.Reader) {
		got, err := r.DocumentsByKey(f.ctx, []string{"doc-x", "doc-", "doc-xyz", strings.Repeat("k", 1<<17)})
		f.equal("by key", got, []*graph.Document{d.Document, nil, nil, nil}, err)
	})
	f.apply(article("doc-x", 3))
	f.view(func(r graph.Reader) {
		got, err := r.DocumentsByKey(f.ctx, []string{"doc-x"})
		f.equal("by key, replaced", got, []*graph.Document{article("doc-x", 3).Document}, err)
	})
}

func entitiesByName(_ *testing.T, f *fixture) {
	a, b := named("doc-1", "", "Alpha", "Alpha Beta"), named("doc-2", "", "alpha", "ALPHABET")
	for _, e := range b.Entities {
		e.Key, e.ID = "actor/y", graph.EntityID("actor/y")
	}
	f.apply(a, b)
	x, y := graph.EntityID("actor/x"), graph.EntityID("actor/y")
	both := []graph.ID{x, y}
	slices.SortFunc(both, graph.ID.Compare)
	f.view(func(r graph.Reader) {
		for _, c := range []struct {
			key    string
			prefix bool
			want   []graph.ID
		}{
			{"alpha", false, both}, {"alpha", true, both}, {"alpha beta", false, []graph.ID{x}}, {"alphabet", false, []graph.ID{y}},
			{"alpha ", true, []graph.ID{x}}, {"alphab", true, []graph.ID{y}}, {"alph", false, nil}, {"", false, nil}, {"", true, both},
			{"beta", true, nil}, {"Alpha", false, nil}, {strings.Repeat("n", 1<<17), false, nil}, {strings.Repeat("n", 1<<17), true, nil},
		} {
			got, err := r.EntitiesByName(f.ctx, c.key, c.prefix)
			if err != nil || !slices.Equal(got, c.want) {
				f.Errorf("named %.20q, prefix %v: %v (error %v), want %v", c.key, c.prefix, got, err, c.want)
			}
		}
	})
}

func stats(_ *testing.T, f *fixture) {
	deltas := articles(5)
	f.apply(deltas...)
	f.apply(fewer(deltas[3]))
	f.remove(deltas[4])
	deltas = append(deltas[:3], fewer(deltas[3]))
	var want graph.Stats
	entities, edges := map[graph.ID]bool{}, map[graph.ID]bool{}
	for _, d := range deltas {
		want.Documents++
		want.Claims += len(d.Claims)
		want.Mentions += len(d.Mentions)
		for _, e := range d.Entities {
			entities[e.ID] = true
		}
		for _, c := range d.Claims {
			witnessed, _ := graph.Witnesses(d.Document, c)
			for _, e := range witnessed {
				edges[e.ID()] = true
			}
		}
	}
	want.Entities, want.Relations = len(entities), len(edges)
	f.view(func(r graph.Reader) {
		got, err := r.Stats(f.ctx)
		if got.Bytes = 0; err != nil || got != want {
			f.Errorf("%+v (error %v), want %+v", got, err, want)
		}
	})
}
