package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// furtherTolls proposes, for the models alone, each further number of persons behind the dead or wounded of o as a
// toll of its own: «killed ten civilians, and three of X's soldiers», «among them two of Y's».
func (d *document) furtherTolls(b *binder, o *occurrence) {
	if o.typ != schema.Kill && o.typ != schema.Injure || o.split || len(o.told) == 0 && o.tally == nil || o.trig.Frame.ID == "means" {
		return
	}
	for i := o.at + 1; i < len(b.s.items) && !b.nextToll(o, i); i++ {
		k := b.item(i).np
		if k < 0 || b.s.phrases[k].first != i || !b.countsPersons(o, k) {
			continue
		}
		ph := &b.s.phrases[k]
		e := d.asRole(o, ph, lexicon.PatientSlot)
		if e == nil || e.isPlace() || has(o.agents, e) {
			continue
		}
		n := *o
		tally := *ph.tally
		n.loose, n.split, n.tally, n.cause, n.told = true, true, &tally, nil, nil
		n.patients = []arg{{e, d.phraseSpan(b.s, ph), false}}
		n.steps = append(slices.Clone(o.steps), Step{"toll.further", "a further number", n.patients[0].span})
		b.s.loose = append(b.s.loose, &n)
	}
}

// nextToll reports whether item i tells what no longer belongs to the dead or wounded of o.
func (b *binder) nextToll(o *occurrence, i int) bool {
	e := b.at[i]
	return e != nil && e != o && (harm(e.typ) || !e.noun && e.trig.Kind != "aux")
}

// countsPersons reports whether phrase k counts persons who are none that the rules gave o.
func (b *binder) countsPersons(o *occurrence, k int) bool {
	ph := &b.s.phrases[k]
	if ph.tally == nil || ph.nature == families || ph.nature == sites || ph.nature == forces || slices.Contains(o.told, k) || ph.prep != 0 {
		return false
	}
	return ph.rel == lexicon.NoClass || ph.rel == b.c.Alongside || ph.rel == b.c.Ila
}
