package graph

import (
	"context"

	"github.com/isnad-graph/isnad/schema"
)

// EdgeReader is what a Reader offers besides, where it can give the ends of relations without reading
// what witnesses say about them. Searches over many hops ask for it.
type EdgeReader interface {
	// EdgesOf returns, for each entity, its edges in ascending order of their ids; no predicates means all.
	// Edges that are only denied are left out.
	EdgesOf(ctx context.Context, entities []ID, dir Direction, predicates ...schema.Predicate) ([][]Edge, error)
}

// LinkReader is an EdgeReader that can also tell what a search needs to know about an entity with very
// many edges without listing them.
type LinkReader interface {
	EdgeReader
	// Degrees returns, for each entity, how many edges EdgesOf would list for it.
	Degrees(ctx context.Context, entities []ID) ([]int, error)
	// EdgesBetween returns the edges, in either direction, that have one end among a and the other one
	// among b, each edge once and in no certain order, at most limit of them; no predicates means all, and
	// limit 0 means no limit. Edges that are only denied are left out. What it costs follows the shorter
	// list and the edges found, not the degree of the entities.
	EdgesBetween(ctx context.Context, a, b []ID, limit int, predicates ...schema.Predicate) ([]Edge, error)
}
