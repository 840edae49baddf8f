package extract

import (
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// jointTolls reads «dozens of X fell between dead and wounded»: one number for both, which says of neither
// how many they are.
func (b *binder) jointTolls() {
	for _, o := range b.s.occs {
		n := b.coordinated(o)
		if n != nil && b.deadAndHurt(o, n) {
			b.oneNumber(o, n)
		}
		prev := b.item(o.at - 1)
		if n == nil || o.typ != schema.Kill || n.typ != schema.Injure || !o.noun || b.item(o.at).def || prev == nil || !prev.is(b.c.Bayn) {
			continue
		}
		if l := b.fallen(o); l != nil {
			o.dead = true
			b.share(l, n, l.patients, l.tally)
			continue
		}
		if k := b.item(o.at - 2).np; k >= 0 && o.at >= 2 {
			ph := &b.s.phrases[b.listHead(k)]
			b.share(o, n, b.d.args(b.s, b.listHead(k), false), ph.tally)
		}
	}
}

// deadAndHurt reports whether o and n are words for the dead and for the wounded.
func (b *binder) deadAndHurt(o, n *occurrence) bool {
	return o.typ == schema.Kill && n.typ == schema.Injure && o.noun && !o.dead && !n.dead && o.trig.Frame.ID == "dead" && n.trig.Frame.ID == "dead"
}

// oneNumber reads «dozens of dead and wounded», «30 dead and wounded»: the number before is of both together.
func (b *binder) oneNumber(o, n *occurrence) {
	t := o.tally
	for k := range b.s.phrases {
		if ph := &b.s.phrases[k]; ph.tally != nil && b.counts(k, o) {
			t = ph.tally
		}
	}
	if t == nil || n.tally != nil && n.tally != t {
		return
	}
	b.share(o, n, addAll(o.patients, n.patients), t)
}

// counts reports whether phrase k is the number of those that o is a word for: «dozens of the dead».
func (b *binder) counts(k int, o *occurrence) bool {
	if !o.noun || o.trig.Frame.ID != "dead" {
		return false
	}
	i := b.s.phrases[k].last + 1
	if it := b.item(i); it != nil && it.isWord() && it.is(b.c.Min) {
		i++
	}
	return i == o.at
}

// fallen returns the death told before the number that o divides, or nil.
func (b *binder) fallen(o *occurrence) *occurrence {
	for i := o.at - 2; i >= 0 && i >= o.at-10; i-- {
		switch l := b.at[i]; {
		case l != nil && l.event() && l.typ == schema.Kill && !l.dead && len(l.patients) > 0:
			return l
		case l != nil || b.barrier(i):
			return nil
		}
	}
	return nil
}

// share gives the dead and the wounded of a joint toll the same people.
func (b *binder) share(dead, hurt *occurrence, people []arg, t *Tally) {
	dead.patients, hurt.patients = people, people
	dead.agents, hurt.agents = nil, nil
	dead.tally, hurt.tally = joint(t), joint(t)
	dead.hold.tally, hurt.hold.tally = firm, firm
	for _, o := range []*occurrence{dead, hurt} {
		o.step("toll.joint", "one number for the dead and the wounded", o.trigger())
	}
	if hurt.cause == nil {
		hurt.cause = dead.cause
	}
}

// joint returns what a joint number says of one of its parts: not more than that, where it is exact.
func joint(t *Tally) *Tally {
	if t == nil || t.Max < 0 || t.Comparator == quantity.Vague {
		return nil
	}
	part := *t
	part.Min = -1
	return &part
}
