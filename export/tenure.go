package export

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// tenure is a stretch of days for which claims tell that an actor holds a place: from the first of them
// to the last, or to the day on which a claim tells that it was lost. Nothing is carried on beyond what is
// told.
type tenure struct {
	holder, place *graph.Entity
	from, to      graph.Day // both empty where no claim has a day
	taken         bool      // a claim tells that it was taken on the first day
	lost          bool      // a claim tells that it was lost, or left, on the last day
	claims        []graph.ID
	denying       int
	witnesses     []witness
}

// tenures yields them by relation, each relation's by day.
func (g *subgraph) tenures(ctx context.Context) iter.Seq2[*tenure, error] {
	denied := 0
	held := func(yield func(edge, error) bool) {
		for e, err := range g.edges(ctx, &denied) {
			if (err != nil || e.Predicate == schema.Controls) && !yield(e, err) {
				return
			}
		}
	}
	return expanded(held, func(batch []edge) ([]*tenure, error) {
		var out []*tenure
		for _, e := range batch {
			found, err := g.tenuresOf(ctx, e)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
		return out, nil
	})
}

func (g *subgraph) tenuresOf(ctx context.Context, e edge) ([]*tenure, error) {
	ends, err := load(ctx, "entity", []graph.ID{e.Subject, e.Object}, g.r.Entities)
	if err != nil {
		return nil, err
	}
	var gains []*graph.Claim
	for c, err := range loaded(ctx, "claim", e.Supporting, g.r.Claims) {
		if err != nil {
			return nil, err
		}
		gains = append(gains, c)
	}
	losses, err := g.losses(ctx, e)
	if err != nil {
		return nil, err
	}
	tenures := spells(gains, losses)
	for _, t := range tenures {
		t.holder, t.place, t.denying = ends[0], ends[1], len(e.Denying)
		for _, w := range e.witnesses {
			if slices.Contains(t.claims, w.claim) {
				t.witnesses = append(t.witnesses, w)
			}
		}
	}
	return tenures, nil
}

// losses returns the days on which claims tell that the holder lost or left the place, ascending.
func (g *subgraph) losses(ctx context.Context, e edge) ([]graph.Day, error) {
	ids := []graph.ID{graph.RelationID(schema.Lost, e.Subject, e.Object), graph.RelationID(schema.WithdrewFrom, e.Subject, e.Object)}
	relations, err := g.r.Relations(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read losses: %w", err)
	}
	var claims []graph.ID
	for _, r := range relations {
		if r == nil {
			continue
		}
		for _, id := range r.Supporting {
			if g.chosen == nil || has(g.chosen.claims, id) {
				claims = append(claims, id)
			}
		}
	}
	var days []graph.Day
	for c, err := range loaded(ctx, "claim", claims, g.r.Claims) {
		if err != nil {
			return nil, err
		}
		if d := cmp.Or(c.Period.From, c.Period.To); d != "" {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days, nil
}

// spells makes tenures of claims that an actor holds a place and of the days on which it lost it,
// ascending. What has no day makes a tenure of its own.
func spells(gains []*graph.Claim, losses []graph.Day) []*tenure {
	first := func(c *graph.Claim) graph.Day { return cmp.Or(c.Period.From, c.Period.To) }
	gains = slices.Clone(gains)
	slices.SortStableFunc(gains, func(a, b *graph.Claim) int { return cmp.Compare(first(a), first(b)) })
	var out []*tenure
	var open *tenure
	for _, c := range gains {
		from, to := first(c), cmp.Or(c.Period.To, c.Period.From)
		if open != nil && open.to != "" {
			open.end(losses, from)
		}
		if open == nil || open.lost || open.to == "" && from != "" {
			open = &tenure{from: from, to: to, taken: c.Phase == schema.Gain}
			out = append(out, open)
		}
		open.to = max(open.to, to)
		open.claims = append(open.claims, c.ID)
	}
	if open != nil && open.to != "" {
		open.end(losses, "9999-12-31")
	}
	return out
}

// end closes t on the first loss after it was last told and before day.
func (t *tenure) end(losses []graph.Day, day graph.Day) {
	for _, lost := range losses {
		if lost >= t.to && lost < day {
			t.to, t.lost = lost, true
			return
		}
	}
}
