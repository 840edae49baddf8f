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
	var kept []*graph.Relation
	for _, x := range batch {
		var of []graph.Witness
		for _, id := range slices.Concat(x.Supporting, x.Denying) {
			if w, ok := witnesses[id]; ok {
				of = append(of, w)
			}
		}
		e := graph.Edge{Predicate: x.Predicate, Subject: x.Subject, Object: x.Object}
		if y := graph.NewRelation(e, of); g.filter.keeps(y) {
			kept = append(kept, y)
		}
	}
	return kept, nil
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
