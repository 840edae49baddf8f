package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// spell is an interval of the control of a place, as query.ControlTimeline tells it. What it is, all claims of the
// snapshot tell; those that are listed with it are the chosen ones.
type spell struct {
	query.Interval
	place     *graph.Entity
	holders   []*graph.Entity
	claims    []graph.ID // chosen ones that tell of the holders, ascending
	witnesses []witness  // of claims, or where there are none of those against; the earliest published first
}

// spells yields the intervals of control to which chosen claims bear witness, and the unknown ones right behind them: by
// place, each place's by day. Claims without any day are no interval; their number is added to undated.
func (g *subgraph) spells(ctx context.Context, undated *int) iter.Seq2[*spell, error] {
	c, err := g.controlClaims(ctx)
	if err != nil {
		return func(yield func(*spell, error) bool) { yield(nil, err) }
	}
	places := scan("entities", g.r.AllEntities(ctx, graph.ID{}))
	if c.chosen != nil {
		places = loaded(ctx, "entity", c.chosen.entities, g.r.Entities)
	}
	places = sifted(places, func(e *graph.Entity) bool {
		return e.Kind.IsPlace() && (g.filter.Box == nil || g.filter.Box.holds(e.Point))
	})
	return expanded(places, placesAtOnce, func(some []*graph.Entity) ([]*spell, error) { return c.spells(ctx, some, undated) })
}

// placesAtOnce is of how many places all that is told of their control is read at once.
const placesAtOnce = 32

// controlling chooses intervals of control.
type controlling struct {
	*subgraph
	chosen *chosen // nil: everything
}

// controlClaims returns the claims that choose intervals: those that pass the filter, whatever days they are of. An
// interval has a day in a period also where nothing was told in it.
func (g *subgraph) controlClaims(ctx context.Context) (c controlling, err error) {
	f := g.filter
	f.Claims.From, f.Claims.To = "", ""
	switch {
	case f.timeless().IsZero():
		return controlling{g, nil}, nil
	case f.Claims.From == g.filter.Claims.From && f.Claims.To == g.filter.Claims.To:
		return controlling{g, g.chosen}, nil
	}
	c = controlling{subgraph: g}
	c.chosen, err = choose(ctx, g.r, f)
	return c, err
}

func (c controlling) spells(ctx context.Context, places []*graph.Entity, undated *int) ([]*spell, error) {
	byID := map[graph.ID]*graph.Entity{}
	var ids []graph.ID
	for _, p := range places {
		byID[p.ID], ids = p, append(ids, p.ID)
	}
	histories, err := query.ControlTimelines(ctx, c.r, ids)
	if err != nil {
		return nil, err
	}
	var out []*spell
	for _, h := range histories {
		*undated += len(c.only(h.Undated))
		told, err := c.told(ctx, byID[h.Subject], h)
		if err != nil {
			return nil, err
		}
		out = append(out, told...)
	}
	return out, nil
}

// only returns those of claims that are chosen.
func (c controlling) only(claims []graph.ID) []graph.ID {
	if c.chosen == nil {
		return claims
	}
	return slices.DeleteFunc(slices.Clone(claims), func(id graph.ID) bool { return !has(c.chosen.claims, id) })
}

// told returns the chosen intervals of one place.
func (c controlling) told(ctx context.Context, place *graph.Entity, h *query.ControlHistory) ([]*spell, error) {
	var out []*spell
	before := false // the interval before is there
	for _, i := range h.Intervals {
		s, err := c.spell(ctx, place, i)
		if err != nil {
			return nil, fmt.Errorf("control of %s: %w", place.Key, err)
		}
		enough, err := c.witnessed(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("control of %s: %w", place.Key, err)
		}
		before = enough || before && i.State == query.Unclear
		if before && c.during(i) {
			out = append(out, s)
		}
	}
	return out, nil
}

func (c controlling) spell(ctx context.Context, place *graph.Entity, i query.Interval) (*spell, error) {
	s := &spell{Interval: i, place: place}
	var actors []graph.ID
	for _, h := range i.Holders {
		actors = append(actors, h.Actor)
		s.claims = append(s.claims, h.Claims...)
	}
	s.claims, s.Against = c.only(unique(s.claims)), c.only(i.Against)
	var err error
	if s.holders, err = load(ctx, "entity", actors, c.r.Entities); err != nil {
		return nil, err
	}
	spoken := s.claims
	if len(spoken) == 0 {
		spoken = s.Against
	}
	witnesses, err := c.witnesses(ctx, spoken)
	s.witnesses = sorted(witnesses)
	return s, err
}

// witnessed reports whether enough of what is chosen tells of s.
func (c controlling) witnessed(ctx context.Context, s *spell) (bool, error) {
	if c.chosen == nil {
		return true, nil
	}
	documents := map[string]bool{}
	for _, w := range s.witnesses {
		documents[w.order.key] = true
	}
	if len(s.witnesses) < max(1, c.filter.MinSources) || len(documents) < c.filter.MinDocuments {
		return false, nil
	}
	return c.enoughSources(ctx, s.witnesses)
}

// enoughSources reports whether as many independent sources as are asked for stand behind witnesses.
func (c controlling) enoughSources(ctx context.Context, witnesses []witness) (bool, error) {
	if c.filter.MinSources < 2 {
		return true, nil
	}
	var tellings []graph.Telling
	for _, w := range witnesses {
		tellings = append(tellings, w.telling)
	}
	sketches, err := graph.SketchesOf(ctx, c.r, graph.Needed(tellings))
	return sketches.Sources(tellings) >= c.filter.MinSources, err
}

// during reports whether i has a day in the period that is asked for.
func (c controlling) during(i query.Interval) bool {
	from, to := c.filter.Claims.From, c.filter.Claims.To
	return (to == "" || i.From.Day <= to) && (from == "" || i.To.Day == "" || i.To.Day >= from)
}
