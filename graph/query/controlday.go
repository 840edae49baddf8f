package query

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// dayByDay goes over a board day by day, forwards. It keeps what the next day has in common with the last one, so that a day costs what
// is told of those who hold the place then, and not all that was told before.
type dayByDay struct {
	*board
	counted  int                  // marks that count by now
	lastEnd  *mark                // the last of them that ends what somebody held
	takings  map[graph.ID]*taking // by actor
	standing map[graph.ID]*taking // those that may go on
	coming   []*mark              // vague ones that are yet to begin, by lo
	changing []*mark              // those that have begun and do not count yet, in their order
}

func newDayByDay(b *board) *dayByDay {
	t := &dayByDay{board: b, takings: map[graph.ID]*taking{}, standing: map[graph.ID]*taking{}, coming: slices.Clone(b.vague)}
	slices.SortFunc(t.coming, func(m, n *mark) int { return cmp.Or(cmp.Compare(m.lo, n.lo), cmp.Compare(m.at, n.at)) })
	return t
}

// on returns who holds the place on day d, by the rules of Control. It is not before the day that was asked for last.
func (t *dayByDay) on(d graph.Day) verdict {
	t.advance(d)
	sure := t.marks[:t.counted]
	v := verdict{state: Unclear, rule: RuleNoEvidence, holders: t.holders(sure, d)}
	if len(v.holders) > 0 {
		t.judge(&v, sure, d)
	} else if v.cause = t.lastEnd; v.cause != nil {
		v.rule, v.last, v.against = RuleEnded, v.cause.hi, []*mark{v.cause}
	}
	if m := t.against(v, d); m != nil {
		return verdict{state: Unclear, rule: RuleChanging, cause: m, last: v.last, against: []*mark{m}}
	}
	return v
}

// advance takes in what counts, and what has begun, by day d.
func (t *dayByDay) advance(d graph.Day) {
	for ; t.counted < len(t.marks) && t.marks[t.counted].hi <= d; t.counted++ {
		switch m := t.marks[t.counted]; {
		case !m.part.IsZero():
		case m.sign == takes:
			t.take(m)
		case m.sign == loses && m.grade == firm:
			t.lastEnd = m
		}
	}
	for ; len(t.coming) > 0 && t.coming[0].lo <= d; t.coming = t.coming[1:] {
		m := t.coming[0]
		i, _ := slices.BinarySearchFunc(t.changing, m.at, func(n *mark, at int) int { return cmp.Compare(n.at, at) })
		t.changing = slices.Insert(t.changing, i, m)
	}
	for len(t.changing) > 0 && t.changing[0].hi <= d { // they are by hi
		t.changing = t.changing[1:]
	}
}

func (t *dayByDay) take(m *mark) {
	s := t.takings[m.actor]
	if s == nil {
		s = &taking{}
		t.takings[m.actor] = s
	}
	s.add(m)
	t.standing[m.actor] = s
}

// holders returns the spells that go on at day d, ascending by actor.
func (t *dayByDay) holders(sure []*mark, d graph.Day) []holding {
	var spells []holding
	firmer := false
	for actor, s := range t.standing {
		m := s.latest(d)
		if s.over(t.board, m, sure, d) {
			if len(s.open) == 0 { // for good, unless more is told of it
				delete(t.standing, actor)
			}
			continue
		}
		h := holding{actor: actor, marks: s.spell(t.board, m, sure, d), best: m}
		firmer = firmer || h.grade() > hedged
		spells = append(spells, h)
	}
	if firmer {
		spells = slices.DeleteFunc(spells, func(h holding) bool { return h.grade() == hedged })
	}
	slices.SortFunc(spells, func(x, y holding) int { return x.actor.Compare(y.actor) })
	return spells
}

// against returns a mark by which the place may have changed hands by day d already, against v.
func (t *dayByDay) against(v verdict, d graph.Day) *mark {
	for _, m := range t.changing {
		for _, h := range v.holders {
			other := m.sign == takes && !t.together(m.actor, h.actor)
			if (other || m.sign == loses && m.grade == firm && m.actor == h.actor) && h.best.last(d) < d {
				return m
			}
		}
	}
	return nil
}
