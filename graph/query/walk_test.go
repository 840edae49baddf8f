package query

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func TestNeighborhood(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for _, c := range []struct {
			depth  int
			filter RelationFilter
			want   []string
		}{
			{0, RelationFilter{}, []string{"actor/far"}},
			{1, RelationFilter{}, []string{"actor/blues", "actor/far"}},
			{2, RelationFilter{}, []string{"actor/blues", "actor/far", "actor/reds"}}, // what is only denied is no link
			{3, RelationFilter{}, []string{"actor/blues", "actor/far", "actor/reds", "place/town", "place/village"}},
			{9, RelationFilter{}, []string{"actor/blues", "actor/far", "actor/reds", "place/province", "place/town", "place/village"}},
			{9, RelationFilter{Predicates: []schema.Predicate{schema.MetWith}}, []string{"actor/blues", "actor/far"}},
			{9, RelationFilter{Predicates: []schema.Predicate{}}, []string{"actor/far"}},
			{9, RelationFilter{Claims: ClaimFilter{Types: []schema.Type{schema.Meet, schema.Clash}}}, []string{"actor/blues", "actor/far", "actor/reds"}},
			{9, RelationFilter{MinSources: 2}, []string{"actor/far"}},
		} {
			s := must[*Subgraph](t)(Neighborhood(t.Context(), r, far.ID, c.depth, c.filter, 0))
			if got := entityKeys(s.Entities); !slices.Equal(got, c.want) {
				t.Errorf("depth %d, %+v: %v, want %v", c.depth, c.filter, got, c.want)
			}
			if s.Hops[far.ID] != 0 || len(s.Hops) != len(s.Entities) {
				t.Errorf("hops %v", s.Hops)
			}
		}
		s := must[*Subgraph](t)(Neighborhood(t.Context(), r, blues.ID, 1, RelationFilter{}, 0))
		want := relationNames(t, r, everything(t, AllRelations(t.Context(), r, RelationFilter{Either: []graph.ID{blues.ID}, MinSources: 1})))
		if got := relationNames(t, r, s.Relations); !slices.Equal(got, want) {
			t.Errorf("relations %v, want %v", got, want)
		}
		if _, err := Neighborhood(t.Context(), r, graph.EntityID("x"), 1, RelationFilter{}, 0); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("of nobody: %v, want ErrNotFound", err)
		}
		if _, err := Neighborhood(t.Context(), r, far.ID, 3, RelationFilter{}, 4); !errors.Is(err, ErrTooMany) {
			t.Errorf("over the limit: %v, want ErrTooMany", err)
		}
		if s, err := Neighborhood(t.Context(), r, far.ID, 3, RelationFilter{}, 5); err != nil || len(s.Entities) != 5 {
			t.Errorf("at the limit: %v, %v", s, err)
		}
	})
}

func TestPath(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		hops := must[[]Hop](t)(Path(t.Context(), r, far.ID, village.ID, 5, RelationFilter{}))
		var got []string
		at := far.ID
		for _, h := range hops {
			if h.From != at || h.Relation == nil || h.Relation.Subject != h.From && h.Relation.Object != h.From {
				t.Fatalf("hop %+v does not go on from %s", h, at)
			}
			at = h.To
			got = append(got, string(h.Relation.Predicate))
		}
		if at != village.ID || len(got) != 3 || got[0] != "met-with" || got[2] != "controls" {
			t.Errorf("path %v", got)
		}
		if hops, err := Path(t.Context(), r, far.ID, village.ID, 2, RelationFilter{}); err != nil || hops != nil {
			t.Errorf("of two hops: %v, %v, want none", hops, err)
		}
		if hops, err := Path(t.Context(), r, far.ID, greens.ID, 9, RelationFilter{}); err != nil || hops != nil {
			t.Errorf("over a denial: %v, %v, want none", hops, err)
		}
		if hops, err := Path(t.Context(), r, far.ID, far.ID, 0, RelationFilter{}); err != nil || hops == nil || len(hops) != 0 {
			t.Errorf("to itself: %v, %v, want an empty path", hops, err)
		}
		if _, err := Path(t.Context(), r, far.ID, graph.EntityID("x"), 3, RelationFilter{}); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("to nobody: %v, want ErrNotFound", err)
		}
		only := RelationFilter{Predicates: []schema.Predicate{schema.MetWith, schema.ClashedWith}}
		if hops, err := Path(t.Context(), r, far.ID, reds.ID, 3, only); err != nil || len(hops) != 2 || hops[1].Relation.Predicate != schema.ClashedWith {
			t.Errorf("over some predicates: %v, %v", hops, err)
		}
	})
}

// TestPathsAreTheSameOverEveryReader compares walks over edges in memory with walks over relations, on
// random content with many shortest paths.
func TestPathsAreTheSameOverEveryReader(t *testing.T) {
	walks := map[string][]string{}
	over(t, generated, func(t *testing.T, r graph.Reader) {
		entities := everything(t, r.AllEntities(t.Context(), graph.ID{}))
		from := firstArg(generated[0].Claims, schema.Agent)
		found := 0
		for i := 0; i < len(entities); i += len(entities) / 20 {
			for _, f := range []RelationFilter{{}, {Claims: ClaimFilter{Statuses: []schema.Status{schema.Happened}}}} {
				hops := must[[]Hop](t)(Path(t.Context(), r, from, entities[i].ID, 6, f))
				line := entities[i].Key
				for _, h := range hops {
					line += " " + h.Relation.ID.String()
				}
				found += len(hops)
				walks[t.Name()] = append(walks[t.Name()], line)
			}
		}
		if found < 20 {
			t.Errorf("only %d hops in all", found)
		}
	})
	var lists [][]string
	for _, lines := range walks {
		lists = append(lists, lines)
	}
	if len(lists) != 2 || !slices.Equal(lists[0], lists[1]) {
		t.Errorf("the stores lead over different paths:\n%s\n\n%s", strings.Join(lists[0], "\n"), strings.Join(lists[1], "\n"))
	}
}

func TestEvents(t *testing.T) {
	docs := smallWorld()
	over(t, docs, func(t *testing.T, r graph.Reader) {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		one := func(e *graph.Entity) []graph.ID { return []graph.ID{e.ID} }
		attack := []schema.Type{schema.Attack}
		for name, c := range map[string]struct {
			filter EventFilter
			want   []int // claims of each event, the largest first
		}{
			"all":           {EventFilter{}, []int{2, 1, 1, 1, 1, 1}}, // part-of is no event
			"attacks":       {EventFilter{Claims: ClaimFilter{Types: attack}}, []int{2, 1, 1}},
			"two documents": {EventFilter{MinDocuments: 2}, []int{2}},
			// one claim tells the attacker, the other one the quarter
			"told together":    {EventFilter{Claims: ClaimFilter{Agents: one(reds), Places: one(quarter)}}, []int{2}},
			"source and place": {EventFilter{Claims: ClaimFilter{Sources: one(monitor), Places: one(quarter)}}, []int{2}},
			"province":         {EventFilter{Claims: ClaimFilter{Places: one(province)}}, []int{2}},
			"denied":           {EventFilter{Claims: ClaimFilter{Statuses: []schema.Status{schema.Denied}}}, []int{1}},
			"day":              {EventFilter{Claims: ClaimFilter{To: "2018-03-01"}}, []int{2, 1}},
			"outlet":           {EventFilter{Claims: ClaimFilter{Outlets: []string{"one"}, Types: attack}}, []int{2, 1}},
			"text":             {EventFilter{Claims: ClaimFilter{Text: "طائرات"}}, []int{2}},
			"of two outlets":   {EventFilter{Claims: ClaimFilter{Text: "المرصد", Outlets: []string{"two"}}}, []int{2}},
			"nothing":          {EventFilter{Claims: ClaimFilter{Types: []schema.Type{}}}, nil},
			"no ids":           {EventFilter{IDs: []graph.ID{}}, nil},
			"unknown id":       {EventFilter{IDs: one(reds)}, nil},
		} {
			list := must[List[graph.Event]](t)(x.Select(t.Context(), r, c.filter, Page{}))
			var got []int
			for _, e := range list.Items {
				got = append(got, len(e.Claims))
			}
			slices.SortFunc(got, func(a, b int) int { return b - a })
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: events of %v claims, want %v", name, got, c.want)
			}
			if n, err := CountEvents(t.Context(), r, c.filter); err != nil || n != len(c.want) {
				t.Errorf("%s: counts %d (error %v), want %d", name, n, err, len(c.want))
			}
			if streamed := everything(t, AllEvents(t.Context(), r, c.filter)); len(streamed) != len(c.want) {
				t.Errorf("%s: streams %d, want %d", name, len(streamed), len(c.want))
			}
		}
		// every claim of an event leads to it, also as a filter
		list := must[List[graph.Event]](t)(SelectEvents(t.Context(), r, EventFilter{MinDocuments: 2}, Page{}))
		event := list.Items[0]
		for _, id := range event.Claims {
			byClaim := must[List[graph.Event]](t)(SelectEvents(t.Context(), r, EventFilter{IDs: []graph.ID{id}}, Page{}))
			if len(byClaim.Items) != 1 || byClaim.Items[0].ID != event.ID {
				t.Errorf("claim %s leads to %v", id, byClaim.Items)
			}
		}
		if of := x.Of([]graph.ID{graph.EntityID("x"), event.Claims[1]}); of[0] != nil || of[1] == nil || of[1].ID != event.ID {
			t.Errorf("events of claims: %v", of)
		}
	})
}
