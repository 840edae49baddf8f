package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// bombs is the lemma of bombing of which the word alone does not say by what means.
const bombs = "qasafa"

// byAir makes the bombing of somebody whose aircraft the article speaks of one from the air, where the words
// beside it name no other means.
func (d *document) byAir(o *occurrence) {
	if o.typ != schema.Attack || o.mode != schema.Shelling || o.trig.ID != bombs || len(o.agents) == 0 {
		return
	}
	if next := d.after(o.s, o.at); next == nil || next.np < 0 {
		return
	}
	for _, a := range o.agents {
		if !d.flies(a.entity) {
			return
		}
	}
	o.mode = schema.Airstrike
	o.step("mode.aircraft", "the article speaks of aircraft of whom it names", o.trigger())
}

// answer is what was found out once: 0 nothing yet, yes or no.
type answer int8

const (
	yes answer = 1
	no  answer = -1
)

// flies reports whether the article speaks of aircraft of e.
func (d *document) flies(e *entity) bool {
	if e.aircraft == 0 {
		if e.aircraft = no; d.namesAircraft(e) {
			e.aircraft = yes
		}
	}
	return e.aircraft == yes
}

func (d *document) namesAircraft(e *entity) bool {
	return slices.ContainsFunc(e.refs, func(m mentionRef) bool {
		it := &m.s.items[m.s.phrases[m.phrase].first]
		return it.is(d.cls.ModeAir) || d.spells(it.norm, d.cls.ModeAir)
	})
}
