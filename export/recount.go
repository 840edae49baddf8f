package export

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// recount returns what the chosen claims alone make of the relations of batch, without those that none
// of them bears on and those that the filter does not choose.
func (g *subgraph) recount(ctx context.Context, batch []*graph.Relation) ([]*graph.Relation, error) {
	var ids []graph.ID
	for _, x := range batch {
		ids = append(append(ids, x.Supporting...), x.Denying...)
	}
	chosen, err := g.chosenWitnesses(ctx, unique(ids))
	if err != nil {
		return nil, err
	}
	var kept []*graph.Relation
	for _, x := range batch {
		var of []graph.Witness
		for _, id := range slices.Concat(x.Supporting, x.Denying) {
			if w, ok := chosen[id]; ok {
				of = append(of, w)
			}
		}
		if len(of) == 0 {
			continue
		}
		edge := graph.Edge{Predicate: x.Predicate, Subject: x.Subject, Object: x.Object}
		if y := graph.NewRelation(edge, of); g.choose.relation(y) {
			kept = append(kept, y)
		}
	}
	return kept, nil
}

func (g *subgraph) chosenWitnesses(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Witness, error) {
	chosen := map[graph.ID]graph.Witness{}
	for chunk := range slices.Chunk(ids, batchSize) {
		claims, err := g.claimsByID(ctx, chunk)
		if err != nil {
			return nil, err
		}
		claims = slices.DeleteFunc(slices.Clone(claims), func(c *graph.Claim) bool { return !g.choose.claim(c) })
		docs, err := g.documentsOf(ctx, claims)
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			_, chosen[c.ID] = graph.Witnesses(docs[c.Doc], c)
		}
	}
	return chosen, nil
}
