package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// carried returns the event noun before a light verb or a verb of occurring that its complements belong to.
func (b *binder) carried(o *occurrence) *occurrence {
	if o.noun || o.trig.Kind != "light" && o.trig.Kind != "occur" {
		return nil
	}
	t := o.inner
	if t == nil {
		t = o.evSubj
	}
	if t == nil || !t.event() || t.at > o.at {
		return nil
	}
	return t
}

// passOn gives the complements of a light verb to the event noun before it: «an attack that X launched on Y».
func (b *binder) passOn(o, t *occurrence) {
	f := t.trig.Frame
	if o.trig.Kind == "light" {
		b.lend(t, o.agents)
	}
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.first < o.at || ph.joined || b.parted(o.at, ph.first) || b.triggerBetween(o.at, ph.first) || b.s.between(o.at, ph.first, b.c.Rel, b.c.RelMa) {
			continue
		}
		direct := 2
		if ph.rel == lexicon.NoClass && ph.prep == 0 {
			if o.trig.Kind == "occur" && ph.place != nil && !b.ofAnother(o, ph) {
				b.placeOf(t, k)
			}
			continue
		}
		b.complement(t, f, k, &direct, false)
	}
}

func (b *binder) triggerBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if b.at[k] != nil {
			return true
		}
	}
	return false
}
