package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// step makes g what was added or changed since a revision, and notes what is there no more, for formats of records that
// stand by themselves. Claims of documents that changed are among it, and the relations that they bear on: who tells them is
// written with them.
func (g *subgraph) step(ctx context.Context, since graph.Revision) error {
	delta, err := query.Since(ctx, g.r, since)
	if err != nil {
		return err
	}
	for record, t := range delta.All() {
		if t.Op == graph.Retracted {
			g.gone = append(g.gone, retracted{record, t.ID})
		}
	}
	g.chosen = &chosen{documents: staying(delta.Documents), entities: staying(delta.Entities), claims: staying(delta.Claims), relations: staying(delta.Relations)}
	g.stepping = true
	return g.widen(ctx)
}

// staying returns the ids of what was added or changed.
func staying(touched []graph.Touched) []graph.ID {
	ids := []graph.ID{}
	for _, t := range touched {
		if t.Op != graph.Retracted {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// widen adds the claims of documents that changed with the relations that they bear on, and the documents of claims.
func (g *subgraph) widen(ctx context.Context) error {
	lists, err := g.r.ClaimsIn(ctx, g.chosen.documents)
	if err != nil {
		return fmt.Errorf("read claims of documents that changed: %w", err)
	}
	told := slices.Concat(lists...)
	for c, err := range loaded(ctx, "claim", told, g.r.Claims) {
		if err != nil {
			return err
		}
		for _, e := range g.filter.edges(c) {
			g.chosen.relations = append(g.chosen.relations, e.ID())
		}
	}
	for c, err := range loaded(ctx, "claim", g.chosen.claims, g.r.Claims) {
		if err != nil {
			return err
		}
		g.chosen.documents = append(g.chosen.documents, c.Doc)
	}
	g.chosen.claims = unique(append(g.chosen.claims, told...))
	g.chosen.documents, g.chosen.relations = unique(g.chosen.documents), unique(g.chosen.relations)
	return nil
}

// goneEdges returns, for formats that have supported relations only, those that are none any more.
func (g *subgraph) goneEdges(ctx context.Context) ([]graph.ID, error) {
	var ids []graph.ID
	for _, r := range g.gone {
		if r.Kind == graph.RelationRecord {
			ids = append(ids, r.ID)
		}
	}
	for r, err := range g.relations(ctx) {
		if err != nil {
			return nil, err
		}
		if len(r.Supporting) == 0 {
			ids = append(ids, r.ID)
		}
	}
	return unique(ids), nil
}

// incremental are the names of the formats that can be exported since a revision.
func incremental() []string {
	var names []string
	for _, f := range formats {
		if f.Increments {
			names = append(names, f.Name)
		}
	}
	return names
}
