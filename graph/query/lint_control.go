package query

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Rules about several claims.
const (
	RuleControl  = "overlapping-control"
	RuleCircular = "source-cycle"
)

// control keeps claims of control of known days by known actors. A month is no day, and of a region or
// a country each of two may hold a part.
func (l *linter) control(c *graph.Claim) {
	toTheDay := c.Period.From != "" && (c.Period.Precision == "" || c.Period.Precision == graph.PrecisionDay)
	if c.Type != schema.Control || !happened(c) || !toTheDay || len(c.Agents) == 0 {
		return
	}
	for _, p := range c.Places {
		if e := l.entities[p.Entity]; e != nil && (e.Kind == schema.Country || e.Kind == schema.Region) {
			continue
		}
		l.held[p.Entity] = append(l.held[p.Entity], c)
	}
}

// lintControl finds places that different actors hold on the same days, one finding for two actors.
func (l *linter) lintControl() {
	for _, place := range slices.SortedFunc(maps.Keys(l.held), graph.ID.Compare) {
		claims := l.held[place]
		slices.SortStableFunc(claims, func(a, b *graph.Claim) int {
			return cmp.Or(cmp.Compare(a.Period.From, b.Period.From), a.ID.Compare(b.ID))
		})
		told := map[[2]graph.ID]bool{}
		for i, a := range claims {
			for _, b := range claims[i+1:] {
				if b.Period.From > end(a) {
					break
				}
				l.lintHolders(place, a, b, told)
			}
		}
	}
}

// end returns the last day of c. A claim without one is not taken to last.
func end(c *graph.Claim) graph.Day { return max(c.Period.From, c.Period.To) }

// lintHolders compares two claims of control over place whose days overlap. Those who hold it together
// in one of them are no rivals, and who lost it in those days has handed it over.
func (l *linter) lintHolders(place graph.ID, a, b *graph.Claim, told map[[2]graph.ID]bool) {
	if a.Phase == schema.Lose || b.Phase == schema.Lose || shareAgent(a, b) {
		return
	}
	if l.lost(place, a, b) {
		return
	}
	pair := [2]graph.ID{a.Agents[0].Entity, b.Agents[0].Entity}
	if pair[1].Compare(pair[0]) < 0 {
		pair[0], pair[1] = pair[1], pair[0]
	}
	if told[pair] {
		return
	}
	told[pair] = true
	l.find(Finding{
		Severity: LintWarning, Rule: RuleControl, Entities: append([]graph.ID{place}, pair[:]...),
		What: fmt.Sprintf("%s is held by %s and by %s, both on %s", l.key(place),
			l.key(a.Agents[0].Entity), l.key(b.Agents[0].Entity), b.Period.From),
		Remedy: "compare the two sentences: a part of the place, a day wrongly read, or two sources that disagree, which may stay",
	}, a, b)
}

func shareAgent(a, b *graph.Claim) bool {
	for _, x := range a.Agents {
		if slices.ContainsFunc(b.Agents, func(y graph.Arg) bool { return x.Entity == y.Entity }) {
			return true
		}
	}
	return false
}

// lost reports whether an actor of a or b lost place on a day that both share.
func (l *linter) lost(place graph.ID, a, b *graph.Claim) bool {
	from, to := max(a.Period.From, b.Period.From), min(end(a), end(b))
	return slices.ContainsFunc(l.held[place], func(c *graph.Claim) bool {
		return c.Phase == schema.Lose && c.Period.From <= to && end(c) >= from && (shareAgent(a, c) || shareAgent(b, c))
	})
}

// lintSources finds sources that have it from each other, over however many others: the same type of
// event, on one day, at one place.
func (l *linter) lintSources() {
	told := map[string]bool{}
	for _, o := range slices.SortedFunc(maps.Keys(l.heard), compareOccasions) {
		for _, ring := range rings(l.heard[o]) {
			f := Finding{
				Severity: LintWarning, Rule: RuleCircular, Entities: ring, Claims: between(l.heard[o], ring),
				What:   fmt.Sprintf("%s on %s at %s: %s have it from each other", o.t, o.day, l.key(o.place), l.keys(ring)),
				Remedy: "count these sources as one for this event, or read who speaks first",
			}
			if id := fmt.Sprint(f.Claims); !told[id] {
				told[id] = true
				l.find(f)
			}
		}
	}
}

func compareOccasions(a, b occasion) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.t, b.t), a.place.Compare(b.place))
}

// keys names the first few entities in messages.
func (l *linter) keys(ids []graph.ID) string {
	const shown = 6
	var names []string
	for i, id := range ids {
		if i == shown {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(ids)-shown)
		}
		names = append(names, l.key(id))
	}
	return strings.Join(names, ", ")
}

// between returns the claims by which the sources of ring hear from each other.
func between(h hearsay, ring []graph.ID) []graph.ID {
	var claims []graph.ID
	for _, by := range ring {
		for _, from := range ring {
			if c, ok := h[by][from]; ok && by != from {
				claims = append(claims, c)
			}
		}
	}
	slices.SortFunc(claims, graph.ID.Compare)
	return slices.Compact(claims)
}

// rings returns the sets of sources that reach each other, each ascending, by Tarjan's algorithm.
func rings(h hearsay) [][]graph.ID {
	t := &tarjan{next: h, index: map[graph.ID]int{}, low: map[graph.ID]int{}, open: map[graph.ID]bool{}}
	for _, s := range slices.SortedFunc(maps.Keys(h), graph.ID.Compare) {
		if _, seen := t.index[s]; !seen {
			t.visit(s)
		}
	}
	return t.rings
}

type tarjan struct {
	next       hearsay
	index, low map[graph.ID]int
	open       map[graph.ID]bool
	stack      []graph.ID
	rings      [][]graph.ID
}

// visit goes as deep as chains of sources go, which is not far.
func (t *tarjan) visit(s graph.ID) {
	t.index[s], t.low[s] = len(t.index), len(t.index)
	t.stack, t.open[s] = append(t.stack, s), true
	for _, n := range slices.SortedFunc(maps.Keys(t.next[s]), graph.ID.Compare) {
		if _, seen := t.index[n]; !seen {
			t.visit(n)
			t.low[s] = min(t.low[s], t.low[n])
		} else if t.open[n] {
			t.low[s] = min(t.low[s], t.index[n])
		}
	}
	if t.low[s] != t.index[s] {
		return
	}
	at := slices.Index(t.stack, s)
	ring := slices.Clone(t.stack[at:])
	t.stack = t.stack[:at]
	for _, member := range ring {
		t.open[member] = false
	}
	if len(ring) > 1 {
		slices.SortFunc(ring, graph.ID.Compare)
		t.rings = append(t.rings, ring)
	}
}
