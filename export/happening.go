package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// happening is an event as the chosen claims tell it.
type happening struct {
	*graph.Event
	claims    []*graph.Claim // chosen ones that hold, ascending
	witnesses []witness      // of claims, the earliest published first
	entities  map[graph.ID]*graph.Entity
	agents    []graph.ID // without doubles, in the order of claims, like all
	patients  []graph.ID
	places    []graph.ID    // the finest first
	voices    []query.Voice // of the claims that count, where several do
}

// happenings yields the events ascending by id. An event is the one that the whole snapshot makes of its
// claims, so that its id leads to it everywhere; it is told by the chosen claims only.
func (g *subgraph) happenings(ctx context.Context) iter.Seq2[*happening, error] {
	return func(yield func(*happening, error) bool) {
		events, err := g.eventIndex(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		expanded(unfailing(events.Events()), eventsAtOnce, func(some []*graph.Event) ([]*happening, error) { return g.happeningsOf(ctx, some) })(yield)
	}
}

// eventsAtOnce is how many events are read at once, with the texts of all that tell them.
const eventsAtOnce = batchSize / 4

// eventIndex returns the events of the snapshot. No claim stays in memory.
func (g *subgraph) eventIndex(ctx context.Context) (*query.EventIndex, error) {
	if g.events == nil {
		events, err := query.IndexEvents(ctx, g.r)
		if err != nil {
			return nil, fmt.Errorf("find events: %w", err)
		}
		g.events = events
	}
	return g.events, nil
}

func (g *subgraph) happeningsOf(ctx context.Context, events []*graph.Event) ([]*happening, error) {
	var ids []graph.ID
	told := make([]int, len(events))
	for i, e := range events {
		for _, id := range e.Claims {
			if g.chosen == nil || has(g.chosen.claims, id) {
				ids = append(ids, id)
				told[i]++
			}
		}
	}
	var claims []*graph.Claim
	for c, err := range loaded(ctx, "claim", ids, g.r.Claims) {
		if err != nil {
			return nil, err
		}
		claims = append(claims, c)
	}
	witnesses, err := g.witnesses(ctx, ids)
	if err != nil {
		return nil, err
	}
	entities, err := g.argumentsOf(ctx, claims)
	if err != nil {
		return nil, err
	}
	var out []*happening
	for i, n := range told {
		h := newHappening(events[i], claims[:n], witnesses[:n], entities)
		enough, err := h.toldBy(ctx, g.r, g.filter)
		if err != nil {
			return nil, err
		}
		if enough {
			if err := h.hear(ctx, g.r); err != nil {
				return nil, err
			}
			out = append(out, h)
		}
		claims, witnesses = claims[n:], witnesses[n:]
	}
	return out, nil
}

// newHappening leaves out claims that were judged not to hold.
func newHappening(e *graph.Event, claims []*graph.Claim, witnesses []witness, entities map[graph.ID]*graph.Entity) *happening {
	h := &happening{Event: e, entities: entities}
	for i, c := range claims {
		if c.Review == graph.Rejected {
			continue
		}
		h.claims = append(h.claims, c)
		h.witnesses = append(h.witnesses, witnesses[i])
		h.agents = addArgs(h.agents, c.Agents)
		h.patients = addArgs(h.patients, c.Patients)
		h.places = addArgs(h.places, c.Places)
	}
	h.witnesses = sorted(h.witnesses)
	slices.SortStableFunc(h.places, func(a, b graph.ID) int { return fineness(entities[a].Kind) - fineness(entities[b].Kind) })
	return h
}

func addArgs(ids []graph.ID, args []graph.Arg) []graph.ID {
	for _, a := range args {
		if !slices.Contains(ids, a.Entity) {
			ids = append(ids, a.Entity)
		}
	}
	return ids
}

// fineness orders kinds of places, those that say most exactly where something was first.
func fineness(k schema.Kind) int {
	switch k {
	case schema.Facility, schema.Neighbourhood:
		return 0
	case schema.Settlement:
		return 1
	case schema.Natural:
		return 2
	case schema.District:
		return 3
	case schema.Region:
		return 4
	}
	return 5
}

// argumentsOf returns the entities in the roles of claims.
func (g *subgraph) argumentsOf(ctx context.Context, claims []*graph.Claim) (map[graph.ID]*graph.Entity, error) {
	var ids []graph.ID
	for _, c := range claims {
		for _, role := range schema.Roles {
			for _, a := range c.Args(role) {
				ids = append(ids, a.Entity)
			}
		}
	}
	out := map[graph.ID]*graph.Entity{}
	for e, err := range loaded(ctx, "entity", unique(ids), g.r.Entities) {
		if err != nil {
			return nil, err
		}
		out[e.ID] = e
	}
	return out, nil
}

// occurred reports whether a claim tells that it took place; a plan and what is only denied did not.
func (h *happening) occurred() bool {
	return slices.ContainsFunc(h.claims, func(c *graph.Claim) bool { supports, _ := graph.Supports(c); return supports })
}

// denied reports whether somebody denies it.
func (h *happening) denied() bool {
	return slices.ContainsFunc(h.claims, denies)
}

func denies(c *graph.Claim) bool { return c.Status == schema.Denied || c.Stance == schema.Denies }

// mode returns the mode that most claims tell, of several such the first in the order of claims.
func (h *happening) mode() schema.Mode {
	return commonest(h.claims, func(c *graph.Claim) schema.Mode { return c.Mode })
}

func (h *happening) phase() schema.Phase {
	return commonest(h.claims, func(c *graph.Claim) schema.Phase { return c.Phase })
}

// commonest returns the value that most claims have, those without one aside.
func commonest[V ~string](claims []*graph.Claim, value func(*graph.Claim) V) V {
	count := map[V]int{}
	var most V
	for _, c := range claims {
		if v := value(c); v != "" {
			if count[v]++; most == "" {
				most = v
			}
		}
	}
	for _, c := range claims {
		if v := value(c); v != "" && count[v] > count[most] {
			most = v
		}
	}
	return most
}

// tallies returns what is counted.
func (h *happening) tallies() []query.Tally { return query.Tallies(h.claims, h.voices) }

// hear finds who speaks, as far as the figures depend on it: where several claims count.
func (h *happening) hear(ctx context.Context, r graph.Reader) error {
	var counting []*graph.Claim
	for _, c := range h.claims {
		if len(c.Tallies) > 0 {
			counting = append(counting, c)
		}
	}
	if len(counting) < 2 {
		return nil
	}
	reports, err := query.ReadReports(ctx, r, counting)
	if err != nil {
		return err
	}
	h.voices = reports.Voices(counting)
	return nil
}

// toldBy reports whether any claims are left of h, and of as many documents and independent sources as f asks for. Who
// denies h is no second source for it, unless nobody else speaks of it.
func (h *happening) toldBy(ctx context.Context, r graph.Reader, f Filter) (bool, error) {
	telling := slices.DeleteFunc(slices.Clone(h.claims), denies)
	if len(telling) == 0 {
		telling = h.claims
	}
	if len(telling) < max(1, f.MinSources) || documentsOf(telling) < f.MinDocuments {
		return false, nil
	}
	if f.MinSources < 2 {
		return true, nil
	}
	reports, err := query.ReadReports(ctx, r, telling)
	if err != nil {
		return false, err
	}
	return len(reports.Voices(telling)) >= f.MinSources, nil
}

// killed returns how many were killed; the zero Tally where nobody counts them.
func (h *happening) killed() query.Tally {
	for _, t := range h.tallies() {
		if t.What == "killed" {
			return t
		}
	}
	return query.Tally{}
}

func (h *happening) names(ids []graph.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = clean(h.entities[id].Name)
	}
	return out
}

// sources returns the names of those who tell it, sorted.
func (h *happening) sources() []string {
	var names []string
	for _, w := range h.witnesses {
		names = append(names, clean(w.source))
	}
	return sortedTexts(names)
}

func (h *happening) documents() int { return documentsOf(h.claims) }

func documentsOf(claims []*graph.Claim) int {
	docs := map[graph.ID]bool{}
	for _, c := range claims {
		docs[c.Doc] = true
	}
	return len(docs)
}

func (h *happening) claimIDs() []graph.ID {
	ids := make([]graph.ID, len(h.claims))
	for i, c := range h.claims {
		ids[i] = c.ID
	}
	return ids
}

// located returns the finest place that has coordinates; nil where none has.
func (h *happening) located() *graph.Entity {
	for _, id := range h.places {
		if e := h.entities[id]; e.Point != nil {
			return e
		}
	}
	return nil
}
