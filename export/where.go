package export

import (
	"context"
	"fmt"
	"math"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Box is a part of the map in WGS 84, in degrees, its edges included. West is greater than East where it
// lies across the 180th meridian.
type Box struct {
	West  float64 `json:"west"`
	South float64 `json:"south"`
	East  float64 `json:"east"`
	North float64 `json:"north"`
}

// Validate returns an error that wraps ErrOptions where b is none.
func (b Box) Validate() error {
	for _, d := range []struct{ degrees, most float64 }{{b.West, 180}, {b.East, 180}, {b.South, 90}, {b.North, 90}} {
		if !(math.Abs(d.degrees) <= d.most) { // not a number is none, too
			return fmt.Errorf("%w: %v degrees, at most %v either way", ErrOptions, d.degrees, d.most)
		}
	}
	if b.South > b.North {
		return fmt.Errorf("%w: south %v lies above north %v", ErrOptions, b.South, b.North)
	}
	return nil
}

func (b Box) holds(p *graph.Point) bool {
	if p == nil || p.Lat < b.South || p.Lat > b.North {
		return false
	}
	if b.West > b.East {
		return p.Lon >= b.West || p.Lon <= b.East
	}
	return p.Lon >= b.West && p.Lon <= b.East
}

// bounds are the conditions of a filter that depend on more of the graph than a claim.
type bounds struct {
	relations map[graph.ID]bool // nil: any
	places    map[graph.ID]bool // nil: anywhere
}

func newBounds(ctx context.Context, r graph.Reader, f Filter) (b bounds, err error) {
	if !f.Around.IsZero() {
		of := query.RelationFilter{Predicates: f.Predicates, MinSources: f.MinSources, MinDocuments: f.MinDocuments, Claims: f.Claims}
		near, err := query.Neighborhood(ctx, r, f.Around, f.Depth, of, 0)
		if err != nil {
			return b, err
		}
		b.relations = map[graph.ID]bool{}
		for _, x := range near.Relations {
			b.relations[x.ID] = true
		}
	}
	if f.Box == nil {
		return b, nil
	}
	if err := f.Box.Validate(); err != nil {
		return b, err
	}
	b.places = map[graph.ID]bool{}
	for e, err := range query.AllEntities(ctx, r, query.EntityFilter{Located: true}) {
		if err != nil {
			return b, fmt.Errorf("find places: %w", err)
		}
		if f.Box.holds(e.Point) {
			b.places[e.ID] = true
		}
	}
	return b, nil
}

// keeps returns those of edges, which c bears, that lie within b, and whether c is chosen at all.
func (b bounds) keeps(c *graph.Claim, edges []graph.Edge) ([]graph.Edge, bool) {
	if b.places != nil && !b.hasPlace(c) {
		return nil, false
	}
	if b.relations == nil {
		return edges, true
	}
	var kept []graph.Edge
	for _, e := range edges {
		if b.relations[e.ID()] {
			kept = append(kept, e)
		}
	}
	return kept, len(kept) > 0
}

func (b bounds) hasPlace(c *graph.Claim) bool {
	for _, a := range c.Places {
		if b.places[a.Entity] {
			return true
		}
	}
	return false
}
