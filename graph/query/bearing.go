package query

import (
	"context"

	"github.com/isnad-graph/isnad/graph"
)

// Bearing is on what a judgement bears, where that is not just what it names.
type Bearing struct {
	Carried []graph.Carried // claims that say now what those said that were judged
	Strays  []graph.Stray   // claims that were judged and in the place of which there is none
}

// Bearings returns, by judgement that stands, on what it bears, of those that name claims which are no more.
func Bearings(ctx context.Context, r graph.Reader) (map[graph.ID]Bearing, error) {
	c, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	strays, err := c.Strays(ctx, r)
	if err != nil {
		return nil, err
	}
	out := map[graph.ID]Bearing{}
	for _, t := range c.Carried() {
		b := out[t.Judgement]
		b.Carried = append(b.Carried, t)
		out[t.Judgement] = b
	}
	for _, s := range strays {
		b := out[s.Judgement]
		b.Strays = append(b.Strays, s)
		out[s.Judgement] = b
	}
	return out, nil
}
