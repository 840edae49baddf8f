package memstore

import (
	"reflect"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// difference notes in c what differs between two views.
func difference(c *graph.Change, before, after *views) {
	c.Documents = touches(before.bare, after.bare, func(id graph.ID) bool {
		return same(before.bare[id], after.bare[id]) && same(before.mentions[id], after.mentions[id])
	})
	c.Entities = touches(before.entities, after.entities, func(id graph.ID) bool {
		return same(before.entities[id], after.entities[id])
	})
	c.Claims = touches(before.claims, after.claims, func(id graph.ID) bool {
		return same(before.claims[id], after.claims[id])
	})
	for _, t := range c.Claims {
		if was := before.claims[t.ID]; was != nil {
			if f, may := graph.FormerOf(was); may {
				c.Formers = append(c.Formers, f)
			}
		}
	}
	for _, t := range c.Entities {
		if graph.Reshaped(before.entities[t.ID], after.entities[t.ID]) {
			c.Reshaped = append(c.Reshaped, t.ID)
		}
	}
	c.Relations = touches(before.relations, after.relations, func(id graph.ID) bool {
		return same(before.witnesses[id], after.witnesses[id])
	})
}

func same(a, b any) bool { return reflect.DeepEqual(a, b) }

// touches lists what is in one of two maps, or in both and not equal.
func touches[T any](before, after map[graph.ID]T, equal func(graph.ID) bool) []graph.Touch {
	var out []graph.Touch
	for id := range before {
		if _, stays := after[id]; !stays {
			out = append(out, graph.Touch{ID: id, Op: graph.Retracted})
		} else if !equal(id) {
			out = append(out, graph.Touch{ID: id, Op: graph.Changed})
		}
	}
	for id := range after {
		if _, was := before[id]; !was {
			out = append(out, graph.Touch{ID: id, Op: graph.Added})
		}
	}
	slices.SortFunc(out, func(a, b graph.Touch) int { return a.ID.Compare(b.ID) })
	return out
}
