package export

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// recount returns what the chosen claims alone make of the relations of batch, without those that the
// filter does not keep.
func (g *subgraph) recount(ctx context.Context, batch []*graph.Relation) ([]*graph.Relation, error) {
	witnesses, err := g.chosenWitnesses(ctx, batch)
	if err != nil {
		return nil, err
	}
	var edges []graph.Witnessed
	for _, x := range batch {
		e := graph.Witnessed{Edge: graph.Edge{Predicate: x.Predicate, Subject: x.Subject, Object: x.Object}}
		for _, id := range slices.Concat(x.Supporting, x.Denying) {
			if w, ok := witnesses[id]; ok {
				e.Witnesses = append(e.Witnesses, w)
			}
		}
		edges = append(edges, e)
	}
	made, err := graph.Relate(ctx, g.r, edges)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(made, func(x *graph.Relation) bool { return !g.filter.keeps(x) }), nil
}

// chosenWitnesses returns what the chosen claims among the witnesses of relations say.
func (g *subgraph) chosenWitnesses(ctx context.Context, relations []*graph.Relation) (map[graph.ID]graph.Witness, error) {
	var ids []graph.ID
	for _, x := range relations {
		for _, id := range slices.Concat(x.Supporting, x.Denying) {
			if has(g.chosen.claims, id) {
				ids = append(ids, id)
			}
		}
	}
	witnesses := map[graph.ID]graph.Witness{}
	for chunk := range slices.Chunk(unique(ids), batchSize) {
		claims, err := load(ctx, "claim", chunk, g.r.Claims)
		if err != nil {
			return nil, err
		}
		docs, err := g.documentsOf(ctx, claims)
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			_, witnesses[c.ID] = graph.Witnesses(docs[c.Doc], c)
		}
	}
	return witnesses, nil
}
