package memstore

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

var _ graph.ContributionReader = (*reader)(nil)

// Contributions implements graph.ContributionReader.
func (r *reader) Contributions(ctx context.Context, entities []graph.ID) ([][]graph.Contribution, error) {
	return each(ctx, r, entities, func(id graph.ID) []graph.Contribution {
		said := slices.Clone(r.views.contributions[r.views.curation.Entity(id)])
		slices.SortStableFunc(said, func(a, b graph.Contribution) int { return rank(a) - rank(b) })
		return said
	})
}

func rank(c graph.Contribution) int {
	if c.Borrowed {
		return 1
	}
	return 0
}

// contribute notes what d says of each entity; documents come in ascending order of their ids.
func (v *views) contribute(d graph.Curated) {
	for _, e := range d.Entities {
		said := graph.Contribution{Doc: d.Document.ID, Entity: e, Borrowed: d.Borrowed[e.ID]}
		v.contributions[e.ID] = append(v.contributions[e.ID], said)
	}
}
