package export

import (
	"context"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// geoPrecision is 1 where the very place has coordinates and is a town or finer, 2 where it is a district
// or a place above stands in for it, 3 for a province or a country; empty without coordinates.
func (r *acledRow) geoPrecision() string {
	at := r.mapped()
	switch {
	case at == nil:
		return ""
	case at.Kind == schema.Region || at.Kind == schema.Country:
		return "3"
	case at != r.place || at.Kind == schema.District:
		return "2"
	}
	return "1"
}

// mapped returns the place or else the nearest one above it that has coordinates; nil where none has.
func (r *acledRow) mapped() *graph.Entity {
	return r.upwards(func(e *graph.Entity) bool { return e.Point != nil })
}

// upwards returns the first of the place and what it lies in, the nearest first, that fits; nil where none does.
func (r *acledRow) upwards(fits func(*graph.Entity) bool) *graph.Entity {
	for e, n := r.place, 0; e != nil && n <= len(r.above); e, n = r.above[graph.EntityID(e.Parent)], n+1 {
		if fits(e) {
			return e
		}
	}
	return nil
}

func (r *acledRow) degrees(axis func(*graph.Point) float64) string {
	if e := r.mapped(); e != nil {
		return degrees(e.Point, axis)
	}
	return ""
}

// area returns the name of the place of a kind that it lies in, or is.
func (r *acledRow) area(kind schema.Kind) string {
	return nameOf(r.upwards(func(e *graph.Entity) bool { return e.Kind == kind }))
}

// province returns the name of the first-level division: the nearest region that has a p-code, since regions that people
// speak of lie in it or around it, or else the nearest region.
func (r *acledRow) province() string {
	coded := r.upwards(func(e *graph.Entity) bool { return e.Kind == schema.Region && e.External["pcode"] != "" })
	if coded != nil {
		return nameOf(coded)
	}
	return r.area(schema.Region)
}

// district returns the name of a district that it lies in, or is: the widest is 0, one in it is 1.
func (r *acledRow) district(depth int) string {
	var all []*graph.Entity
	r.upwards(func(e *graph.Entity) bool {
		if e.Kind == schema.District {
			all = append(all, e)
		}
		return false
	})
	if depth >= len(all) {
		return ""
	}
	return nameOf(all[len(all)-1-depth])
}

// above adds to known the places that e lies in by the lexicon; nil for those of which nothing is known.
func (g *subgraph) above(ctx context.Context, e *graph.Entity, known map[graph.ID]*graph.Entity) error {
	for e != nil && e.Parent != "" {
		id := graph.EntityID(e.Parent)
		if _, read := known[id]; read {
			return nil // and so was what lies above it
		}
		found, err := g.r.Entities(ctx, []graph.ID{id})
		if err != nil {
			return fmt.Errorf("read places: %w", err)
		}
		if found[0] == nil && g.places != nil {
			found[0] = g.places(e.Parent)
		}
		e = found[0]
		known[id] = e
	}
	return nil
}
