package eval

import (
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/schema"
)

// alignEntities returns the gold entity of each system entity that has one.
func alignEntities(gold, system []facts.Entity) map[string]string {
	gn, sn := allNames(gold), allNames(system)
	weight := make([][]float64, len(gold))
	for i := range gold {
		weight[i] = make([]float64, len(system))
		for j := range system {
			weight[i][j] = alike(&gold[i], &system[j], gn[i], sn[j])
		}
	}
	toGold := map[string]string{}
	for _, p := range assign(weight) {
		toGold[system[p[1]].ID] = gold[p[0]].ID
	}
	return toGold
}

func allNames(entities []facts.Entity) []map[string]bool {
	out := make([]map[string]bool, len(entities))
	for i := range entities {
		out[i] = names(&entities[i])
	}
	return out
}

func alike(g, s *facts.Entity, gNames, sNames map[string]bool) float64 {
	if generic(g) || generic(s) {
		if g.Kind == s.Kind {
			return 1
		}
		return 0
	}
	shared := float64(common(gNames, sNames))
	if shared > 0 && g.Kind == s.Kind {
		shared += 0.1
	}
	return shared
}

func generic(e *facts.Entity) bool {
	k := schema.Kind(e.Kind)
	return k == schema.Civilians || k == schema.Unknown
}

// events aligns the events of each type and returns how many were hit, of gold and of system.
func (c *comparison) events(rename func(string) string) [3]int {
	gold, system := events(c.gold, same), events(c.system, rename)
	system = slices.DeleteFunc(system, func(e event) bool { return !slices.Contains(schema.EventTypes, schema.Type(e.Type)) })
	hit := 0
	for _, kind := range types(gold, system) {
		hit += c.eventsOf(kind, ofType(gold, kind), ofType(system, kind), rename)
	}
	c.row("events").add(hit, len(gold), len(system))
	return [3]int{hit, len(gold), len(system)}
}

func types(sets ...[]event) []string {
	var out []string
	for _, set := range sets {
		for _, e := range set {
			out = append(out, e.Type)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *comparison) eventsOf(kind string, gold, system []event, rename func(string) string) int {
	weight := make([][]float64, len(gold))
	for i := range gold {
		weight[i] = make([]float64, len(system))
		for j := range system {
			weight[i][j] = likeness(gold[i], system[j])
		}
	}
	pairs := assign(weight)
	goldLeft, systemLeft := slices.Clone(gold), slices.Clone(system)
	for _, p := range pairs {
		c.pair(gold[p[0]], system[p[1]], rename)
		goldLeft[p[0]].Event, systemLeft[p[1]].Event = nil, nil
	}
	c.left("-", goldLeft, func(e event) { c.row("event slots").add(0, len(e.slots), 0) })
	c.left("+", systemLeft, func(e event) { c.row("event slots").add(0, 0, len(e.slots)) })
	c.row("events of type "+kind).add(len(pairs), len(gold), len(system))
	return len(pairs)
}

func (c *comparison) left(sign string, events []event, count func(event)) {
	for _, e := range events {
		if e.Event != nil {
			count(e)
			c.lines = append(c.lines, fmt.Sprintf("  %s %s %s %s «%s»", sign, e.Type, e.ID, show(e.slots), e.Quote))
		}
	}
}

// pair counts what is right in an aligned pair.
func (c *comparison) pair(g, s event, rename func(string) string) {
	addSets(c.row("event slots"), g.slots, s.slots)
	if common(g.slots, s.slots) != max(len(g.slots), len(s.slots)) {
		c.lines = append(c.lines, fmt.Sprintf("  ~ %s %s: gold %s system %s", g.Type, g.ID, show(g.slots), show(s.slots)))
	}
	addSets(c.row("event sources"), set(g.Sources, same), set(s.Sources, rename))
	c.share("date from right", equal(g.From, s.From))
	c.share("date to right", equal(g.To, s.To))
	c.share("status right", status(g.Event) == status(s.Event))
	if schema.Type(g.Type).HasTally() {
		c.share("count right", equalCount(g.Count, s.Count))
	}
	if c.article != "" {
		c.share("evidence overlaps", overlap(g, s, c.article))
	}
}

func set(ids []string, name func(string) string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[name(id)] = true
	}
	return out
}
