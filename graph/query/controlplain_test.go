package query

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// plainOn is who holds the place of b on day d, by the rules as they are told: each day from all marks.
func plainOn(b *board, d graph.Day) verdict {
	sure := b.marks[:b.until(d)]
	v := verdict{state: Unclear, rule: RuleNoEvidence, holders: plainHolders(b, sure, d)}
	if len(v.holders) > 0 {
		b.judge(&v, sure, d)
	} else if v.cause = plainEnd(sure); v.cause != nil {
		v.rule, v.last, v.against = RuleEnded, v.cause.hi, []*mark{v.cause}
	}
	for _, m := range b.marks[b.until(d):] {
		if m.lo == "" || m.lo > d || m.grade == hedged || m.sign == denies || !m.part.IsZero() {
			continue
		}
		for _, h := range v.holders {
			other := m.sign == takes && !b.together(m.actor, h.actor)
			if (other || m.sign == loses && m.grade == firm && m.actor == h.actor) && h.best.last(d) < d {
				return verdict{state: Unclear, rule: RuleChanging, cause: m, last: v.last, against: []*mark{m}}
			}
		}
	}
	return v
}

func plainEnd(sure []*mark) *mark {
	for _, m := range slices.Backward(sure) {
		if m.sign == loses && m.grade == firm && m.part.IsZero() {
			return m
		}
	}
	return nil
}

func plainHolders(b *board, sure []*mark, d graph.Day) []holding {
	best := map[graph.ID]*mark{}
	for _, m := range sure {
		if m.sign != takes || !m.part.IsZero() {
			continue
		}
		if have := best[m.actor]; have == nil || m.last(d) > have.last(d) || m.last(d) == have.last(d) && m.gain {
			best[m.actor] = m
		}
	}
	var spells []holding
	firmer := false
	for actor, m := range best {
		if plainOver(b, m, sure[b.from(m.hi):], d) {
			continue
		}
		h := holding{actor: actor, marks: plainSpell(b, m, sure, d), best: m}
		firmer = firmer || h.grade() > hedged
		spells = append(spells, h)
	}
	if firmer {
		spells = slices.DeleteFunc(spells, func(h holding) bool { return h.grade() == hedged })
	}
	slices.SortFunc(spells, func(x, y holding) int { return x.actor.Compare(y.actor) })
	return spells
}

func plainOver(b *board, m *mark, later []*mark, d graph.Day) bool {
	last := latestOn(m.last(d))
	return slices.ContainsFunc(later, func(n *mark) bool { return n.endsSpell(m, last.day) || b.supersedes(n, m, last) })
}

func plainSpell(b *board, m *mark, sure []*mark, d graph.Day) []*mark {
	var marks []*mark
	next := m
	for _, n := range slices.Backward(sure) {
		if n.sign != takes || n.actor != m.actor || !n.part.IsZero() || n.last(d) > m.last(d) {
			continue
		}
		if n != m && plainBetween(b, n, next, sure[b.from(n.hi):], d) {
			break
		}
		marks, next = append(marks, n), n
	}
	slices.Reverse(marks)
	return marks
}

func plainBetween(b *board, early, late *mark, later []*mark, d graph.Day) bool {
	last := latestOn(early.last(d))
	return slices.ContainsFunc(later, func(n *mark) bool {
		return n.hi <= late.hi && (n.endsSpell(early, last.day) || n.hi < late.hi && b.supersedes(n, early, last))
	})
}

// plainFold folds marks as fold does, each against all others.
func plainFold(marks []*mark) []*mark {
	for _, m := range marks {
		if m.sign == denies || m.lo == m.hi || m.sign == takes && !m.gain {
			continue
		}
		for _, n := range marks {
			if n != m && n.sign == m.sign && n.actor == m.actor && n.lo != "" && n.part.IsZero() == m.part.IsZero() && !n.retold && m.covers(n) {
				m.retold = true
				n.also = append(append(n.also, m.claim), m.also...)
				break
			}
		}
	}
	return slices.DeleteFunc(marks, func(m *mark) bool { return m.retold })
}

// randomMarks makes marks as newBoard does, of few actors and days, so that all rules meet.
func randomMarks(r *rand.Rand) []*mark {
	var marks []*mark
	for i := range 5 + r.IntN(60) {
		m := &mark{
			claim: graph.NewID("claim", fmt.Sprint(i)), actor: graph.NewID("actor", fmt.Sprint(r.IntN(4))),
			sign: sign(max(0, r.IntN(6)-3)), grade: grade(r.IntN(4)), hi: graph.Day("2018-03-01").AddDays(r.IntN(40)), unit: graph.PrecisionDay,
		}
		m.grade = min(m.grade, firm)
		m.gain = m.sign == takes && r.IntN(2) == 0
		if m.lo = m.hi; r.IntN(3) == 0 {
			m.lo = m.hi.AddDays(-r.IntN(12))
		} else if r.IntN(5) == 0 {
			m.lo = ""
		}
		if m.sign == takes && r.IntN(4) == 0 {
			m.until = m.hi.AddDays(r.IntN(15))
		}
		if r.IntN(8) == 0 {
			m.part = graph.Span{Start: 0, End: 2}
		}
		marks = append(marks, m)
	}
	slices.SortFunc(marks, compareMarks)
	return marks
}

func copied(marks []*mark) []*mark {
	out := make([]*mark, len(marks))
	for i, m := range marks {
		c := *m
		out[i] = &c
	}
	return out
}

// told returns what v says, by claims.
func (v verdict) told(d graph.Day) string {
	out := fmt.Sprint(v.state, v.rule, v.last, markClaims(v.against))
	for _, h := range v.holders {
		out += fmt.Sprint(h.holder(d))
	}
	return out
}

// TestDayByDayIsThePlainRule: what is kept from day to day changes nothing of what a day by itself would say, and neither
// does it matter which days were asked for before.
func TestDayByDayIsThePlainRule(t *testing.T) {
	rules := map[string]int{}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		marks := randomMarks(r)
		b := &board{marks: marks, sides: &sides{}, allies: map[[2]graph.ID]bool{}, of: map[graph.ID][]*mark{}}
		if r.IntN(2) == 0 {
			x, y := graph.NewID("actor", "0"), graph.NewID("actor", "1")
			b.allies[[2]graph.ID{x, y}], b.allies[[2]graph.ID{y, x}] = true, true
		}
		folded := plainFold(copied(marks))
		if b.fold(); len(b.marks) != len(folded) || !slices.EqualFunc(b.marks, folded, func(m, n *mark) bool { return reflect.DeepEqual(m, n) }) {
			t.Fatalf("seed %d: folded to %d marks, want %d", seed, len(b.marks), len(folded))
		}
		b.index()
		all, some := newDayByDay(b), newDayByDay(b)
		for i := range 75 {
			d := graph.Day("2018-02-15").AddDays(i)
			v := plainOn(b, d)
			want := v.told(d)
			rules[v.rule]++
			if next := all.on(d); next.told(d) != want || !next.same(v) {
				t.Fatalf("seed %d, %s: %s, want %s", seed, d, next.told(d), want)
			}
			if r.IntN(4) == 0 {
				if next := some.on(d); next.told(d) != want || b.on(d).told(d) != want {
					t.Fatalf("seed %d, %s of some days: %s, want %s", seed, d, next.told(d), want)
				}
			}
			for a := range 4 {
				actor := graph.NewID("actor", fmt.Sprint(a))
				if got := b.goesOn(actor, d); got != plainGoesOn(b, actor, d) {
					t.Fatalf("seed %d, %s: %s goes on: %t", seed, d, actor, got)
				}
			}
		}
	}
	if len(rules) != 10 {
		t.Errorf("rules met: %v", rules)
	}
}

func plainGoesOn(b *board, actor graph.ID, d graph.Day) bool {
	sure := b.marks[:b.until(d)]
	return slices.ContainsFunc(sure, func(m *mark) bool {
		return m.sign == takes && m.actor == actor && !plainOver(b, m, sure[b.from(m.hi):], d)
	})
}
