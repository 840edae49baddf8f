package query

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

const (
	slack     = 1                       // days between reports of one day
	retold    = 7                       // days within which a report without a day is one of a dated change
	endOfTime = graph.Day("9999-12-31") // after all that can be told
)

// holding is one actor's spell on a place.
type holding struct {
	actor graph.ID
	marks []*mark // of the spell, by day
	best  *mark   // the latest of them
}

// verdict is who holds a place on a day.
type verdict struct {
	state   ControlState
	rule    string
	holders []holding // ascending by actor
	against []*mark
	cause   *mark     // of unknown: what left it so
	last    graph.Day // of the latest mark that bears on it
}

// same reports whether v and w differ in nothing but evidence.
func (v verdict) same(w verdict) bool {
	return v.state == w.state && v.rule == w.rule &&
		slices.EqualFunc(v.holders, w.holders, func(a, b holding) bool { return a.actor == b.actor })
}

// on returns who holds the place on day d, by the rules of Control.
func (b *board) on(d graph.Day) verdict { return newDayByDay(b).on(d) }

// until returns how many marks count by day d; they are sorted by that day.
func (b *board) until(d graph.Day) int {
	n, _ := slices.BinarySearchFunc(b.marks, d, func(m *mark, d graph.Day) int {
		if m.hi <= d {
			return -1
		}
		return 1
	})
	return n
}

// from returns the index of the first mark of day d or later.
func (b *board) from(d graph.Day) int {
	n, _ := slices.BinarySearchFunc(b.marks, d, func(m *mark, d graph.Day) int { return cmp.Compare(m.hi, d) })
	return n
}

// over reports whether what m tells, the latest of its actor, had ended by day d. The first marks of sure are known not to
// have ended it.
func (b *board) over(m *mark, sure []*mark, first int, d graph.Day) bool {
	last := m.latestBy(d)
	for _, n := range sure[max(first, b.from(last.day)):] { // what is of an earlier day ends nothing
		if n.endsSpell(m, last.day) || b.supersedes(n, m, last) {
			return true
		}
	}
	return false
}

// latest is the latest day of a mark, and that day with the slack that others may have.
type latest struct {
	day    graph.Day
	slacks [slack + 1]graph.Day
}

func latestOn(day graph.Day) latest {
	l := latest{day: day}
	for i := range l.slacks {
		l.slacks[i] = l.day.AddDays(slack + i)
	}
	return l
}

// latestBy returns the latest day, up to d, of which m tells.
func (m *mark) latestBy(d graph.Day) latest {
	if m.until <= d {
		return m.closed
	}
	return latestOn(m.last(d))
}

// endsSpell reports whether n says that the actor of m had lost the place after last, the latest day of m.
func (n *mark) endsSpell(m *mark, last graph.Day) bool {
	return n.sign == loses && n.grade == firm && n.part.IsZero() && n.actor == m.actor &&
		(n.hi > last || n.hi == last && !m.gain)
}

// supersedes reports whether n says that another side had taken the place of m after last, the latest day of m.
func (b *board) supersedes(n, m *mark, last latest) bool {
	if n.sign != takes || n.grade == hedged || !n.part.IsZero() {
		return false
	}
	later := n.hi > last.slacks[n.slack()-slack] || n.gain && !m.gain && n.hi > last.day
	return later && !b.together(n.actor, m.actor)
}

// slack returns within how many days m can be of the same day as others: what is known by its publication alone is
// mostly of the day before.
func (m *mark) slack() int {
	if m.lo == "" {
		return slack + 1
	}
	return slack
}

// together reports whether two actors can hold the place at once.
func (b *board) together(x, y graph.ID) bool {
	return b.sides.one(x, y) || b.allies[[2]graph.ID{x, y}]
}

// between reports whether an end, or another side, stands between two marks of one actor.
func (b *board) between(early, late *mark, sure []*mark, d graph.Day) bool {
	last := early.latestBy(d)
	for _, n := range sure[b.from(last.day):] { // what is of an earlier day ends nothing
		if n.hi > late.hi {
			break
		}
		if n.endsSpell(early, last.day) || n.hi < late.hi && b.supersedes(n, early, last) {
			return true
		}
	}
	return false
}

// grade returns that of the firmest mark of the spell.
func (h holding) grade() grade {
	g := hedged
	for _, m := range h.marks {
		g = max(g, m.grade)
	}
	return g
}

func (h holding) state() (ControlState, string) {
	switch h.grade() {
	case firm:
		return Held, RuleIndependent
	case own:
		return Claimed, RuleOwnWord
	}
	return Claimed, RuleHedged
}

func (h holding) holder(d graph.Day) Holder {
	if len(h.marks) == 0 { // what was told last of the day on which it was also lost
		h.marks = []*mark{h.best}
	}
	out := Holder{Actor: h.actor, Since: h.marks[0].hi, Last: h.best.last(d), Brief: true, Claims: markClaims(h.marks)}
	out.State, _ = h.state()
	for _, m := range h.marks {
		out.Brief = out.Brief && m.brief
	}
	return out
}

// judge settles the state of a place that somebody holds.
func (b *board) judge(v *verdict, sure []*mark, d graph.Day) {
	v.state = ""
	rules := map[string]bool{}
	for _, h := range v.holders {
		if state, rule := h.state(); v.state != Held {
			v.state, v.rule = state, rule
		}
		v.last = max(v.last, h.best.last(d))
		for _, m := range sure[b.from(h.best.hi.AddDays(-slack)):] {
			if rule := b.objection(m, h, d); rule != "" {
				rules[rule] = true
				v.against = append(v.against, m)
				v.last = max(v.last, m.hi)
			}
		}
		rules[RuleSameDays] = rules[RuleSameDays] || slices.ContainsFunc(v.holders, func(other holding) bool {
			return !b.together(h.actor, other.actor)
		})
	}
	for _, rule := range []string{RuleSameDays, RuleSameDay, RuleDenied, RuleDivided} {
		if rules[rule] {
			v.state, v.rule = Contested, rule
			return
		}
	}
}

// objection returns the rule by which m makes the spell h contested on day d, empty where it does not.
func (b *board) objection(m *mark, h holding, d graph.Day) string {
	last := h.best.last(d)
	switch {
	case m.grade == hedged:
		return ""
	case m.sign == takes:
		if !m.part.IsZero() && m.hi >= last && !b.together(m.actor, h.actor) {
			return RuleDivided
		}
	case m.actor != h.actor:
		return ""
	case m.sign == denies:
		if m.hi.AddDays(slack) >= last {
			return RuleDenied
		}
	case m.hi < last:
		return ""
	case !m.part.IsZero():
		return RuleDivided
	case m.grade < firm:
		return RuleDenied
	case m.hi == last:
		return RuleSameDay
	}
	return ""
}

// goesOn reports whether what is told of actor, of the place or of a part of it, had not ended by day d.
func (b *board) goesOn(actor graph.ID, d graph.Day) bool {
	sure := b.marks[:b.until(d)]
	return slices.ContainsFunc(b.of[actor], func(m *mark) bool {
		return m.hi <= d && m.sign == takes && !b.over(m, sure, 0, d)
	})
}
