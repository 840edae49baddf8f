package graphtest

import (
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// linksOf checks what a reader may offer for searches: it agrees with the relations.
func (f *fixture) linksOf(r graph.Reader, entities []graph.ID) {
	f.Helper()
	links, ok := r.(graph.LinkReader)
	if !ok {
		return
	}
	counts, err := links.Degrees(f.ctx, entities)
	lists, err2 := links.EdgesOf(f.ctx, entities, graph.Both)
	want := make([]int, len(entities))
	for i, l := range lists {
		want[i] = len(l)
	}
	f.equal("degrees", counts, want, err)
	f.equal("edges", len(lists), len(entities), err2)
	half := len(entities) / 2
	for _, c := range []struct{ a, b []graph.ID }{
		{entities, entities}, {entities[:1], entities}, {entities, entities[:1]}, {entities[:half], entities[half:]},
		{entities[:half+1], entities[half/2:]}, {slices.Concat(entities[:half], entities[:half]), entities}, {nil, entities},
	} {
		for _, predicates := range [][]schema.Predicate{nil, {schema.Attacked, schema.KilledIn}} {
			f.between(links, r, c.a, c.b, predicates)
		}
	}
}

func (f *fixture) between(links graph.LinkReader, r graph.Reader, a, b []graph.ID, predicates []schema.Predicate) {
	f.Helper()
	var want []graph.ID
	for rel, err := range r.AllRelations(f.ctx, graph.ID{}) {
		if err != nil {
			f.Fatal(err)
		}
		meets := slices.Contains(a, rel.Subject) && slices.Contains(b, rel.Object) || slices.Contains(a, rel.Object) && slices.Contains(b, rel.Subject)
		if meets && len(rel.Supporting) > 0 && (predicates == nil || slices.Contains(predicates, rel.Predicate)) {
			want = append(want, rel.ID)
		}
	}
	edges, err := links.EdgesBetween(f.ctx, a, b, 0, predicates...)
	got := edgeIDs(edges)
	f.equal("edges between", got, want, err)
	some, err := links.EdgesBetween(f.ctx, a, b, 2, predicates...)
	if err != nil || len(some) != min(2, len(want)) {
		f.Errorf("at most 2 of %d edges: %d (error %v)", len(want), len(some), err)
	}
	for _, id := range edgeIDs(some) {
		if !slices.Contains(want, id) {
			f.Errorf("an edge of a short list is none of the whole: %s", id)
		}
	}
}

// edgeIDs returns the ids of edges, ascending, doubles kept.
func edgeIDs(edges []graph.Edge) []graph.ID {
	var ids []graph.ID
	for _, e := range edges {
		ids = append(ids, e.ID())
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return ids
}
