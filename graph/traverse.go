package graph

import (
	"context"

	"github.com/isnad-graph/isnad/schema"
)

// EdgeReader is what a Reader offers besides, where it can give the ends of relations without reading
// what witnesses say about them. Searches over many hops ask for it.
type EdgeReader interface {
	// EdgesOf returns, for each entity, its edges in ascending order of their ids; no predicates means all.
	EdgesOf(ctx context.Context, entities []ID, dir Direction, predicates ...schema.Predicate) ([][]Edge, error)
}
