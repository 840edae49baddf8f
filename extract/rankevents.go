package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// eventFeatures tells the features by which an occurrence, its roles settled, is worth a claim.
func (d *document) eventFeatures(v *vector, o *occurrence) {
	d.describe(v, o)
	v.odds("words", "event", o.words)
	v.cat("lemma", d.lemmas, position(d.lemmas, o.trig.ID))
	for i, list := range [][]arg{o.agents, o.patients, o.places} {
		v.count("chosen", slotNames[i], len(list), 4)
		v.odds("likeliest", slotNames[i], o.likeliest[i])
	}
	v.flag("agent-armed", anyOf(o.agents, armed))
	v.flag("agent-force", anyOf(o.agents, force))
	v.flag("agent-state", anyOf(o.agents, func(e *entity) bool { return e.kind == schema.State }))
	v.flag("agent-person", anyOf(o.agents, func(e *entity) bool { return e.kind == schema.Person }))
	v.flag("agent-body", anyOf(o.agents, func(e *entity) bool { return e.kind == schema.Body }))
	v.flag("patient-force", anyOf(o.patients, force))
	v.flag("patient-civil", anyOf(o.patients, civil))
	v.flag("patient-person", anyOf(o.patients, func(e *entity) bool { return e.kind == schema.Person }))
	v.flag("requirement", d.required(o))
	v.flag("enough", d.enough(o))
	v.flag("hard", hard(o))
	v.num("hard-elsewhere", d.hardCount, 10)
	v.num("claims-elsewhere", d.eventCount, 30)
	v.flag("certain", o.certainty == schema.Asserted)
	v.flag("quoted", o.s.items[o.at].quoted)
	light, report := o.bearing()
	v.flag("light", light)
	v.flag("reported", report)
	v.flag("told-before", d.toldBefore(o))
	v.flag("same-type-before", o.prevSame != nil)
	back := 0
	if o.prevSame != nil {
		back = o.s.n - o.prevSame.s.n
	}
	v.num("same-type-back", back, 6)
	v.flag("stative", o.form.Kind == 0)
}

// unlikely is the log-odds of the words around an occurrence below which nothing else is asked about it. Of 2,554 that held-out
// articles rightly had, 5 stood below; of 3,467 that were dropped in the end 1,415, and of 466 wrong ones that were kept 45.
const unlikely = -1.5

// dropUnlikely weighs the words around each occurrence, and drops those for which they hold out no hope. What they say in
// full did not happen, or not yet, is weighed with the others: few articles tell of that.
func (d *document) dropUnlikely() {
	words := d.models.Cues["event"]
	if words == nil {
		return
	}
	for o := range d.events() {
		d.buf.cues.ofEvent(o)
		if o.words = d.buf.cues.weigh(words); o.words < unlikely && !(o.unreal() && o.full()) {
			o.dead = true
			o.step("ranked.out", "the words around it are not those of an occurrence", o.trigger())
		}
	}
}

// bearing reports whether a light verb bears on o, and whether a verb of reporting stands before it.
func (o *occurrence) bearing() (light, report bool) {
	for _, p := range o.s.occs {
		light = light || p.trig.Kind == "light" && p.target() == o
		report = report || p.trig.Kind == "report" && p.at < o.at
	}
	return light, report
}

// toldBefore reports whether the rules take o for an occurrence that was told before.
func (d *document) toldBefore(o *occurrence) bool {
	for e, n := o.prevSame, 0; e != nil && n < retold; e, n = e.prevSame, n+1 {
		if d.coref(e, o) {
			return true
		}
	}
	return false
}

// countEvents counts what the article tells, for the likelihood of each single occurrence.
func (d *document) countEvents() {
	d.hardCount, d.eventCount = 0, 0
	for o := range d.events() {
		d.eventCount++
		d.hardCount += b2i(hard(o))
	}
}

// What an occurrence needs that has all that its lemma asks for, one that also counts those whom it befell, one whose
// parties the words name, and one of which they say in full that it did not happen, or not yet.
const (
	fullBar     = 0.52
	numberedBar = 0.45
	partiesBar  = 0.4
	unrealBar   = 0.35
)

// looseBar is what a loose reading needs, which the rules do not vouch for; nothing reaches never.
const (
	looseBar = 0.8
	never    = 2
)

// onlyBegun reports whether what the trigger of o tells is only begun, by whichever reading of it.
func (o *occurrence) onlyBegun() bool {
	return slices.ContainsFunc(o.s.occs, func(p *occurrence) bool { return p.at == o.at && p.begun })
}

// numbered reports whether a number stands with those whom o befell.
func (o *occurrence) numbered() bool {
	return slices.ContainsFunc(o.told, func(k int) bool { return o.s.phrases[k].quantified })
}

// settleEvents drops the occurrences that are not worth a claim.
func (d *document) settleEvents() {
	model := d.models.Trees["event"]
	if model == nil {
		return
	}
	d.countEvents()
	v := &d.buf.vector
	var out []*occurrence
	for o := range d.events() {
		v.x = v.x[:0]
		d.eventFeatures(v, o)
		o.worth = model.Probability(v.x)
		bar := d.worthBar(o)
		if o.worth < bar {
			out = append(out, o)
		}
	}
	for _, o := range out {
		o.dead = true
		o.step("ranked.out", "not likely enough to be an occurrence", o.trigger())
	}
}

// worthBar is the probability that o needs to be worth a claim: the less, the more of it the words tell.
func (d *document) worthBar(o *occurrence) float32 {
	bar := thresholds["event"]
	switch {
	case mutual(o.typ) && len(outright(o.read[0])) > 1:
		bar = partiesBar
	case o.loose && o.typ == schema.Kill && o.onlyBegun():
		return never // «began to besiege and liquidate them» tells of no dead
	case o.loose:
		return looseBar
	case o.typ == schema.Besiege && d.required(o) && d.enough(o) && o.numbered():
		bar = partiesBar // people are counted as besieged where the words mean just that
	case d.required(o) && d.enough(o) && o.numbered():
		bar = numberedBar
	case d.required(o) && d.enough(o):
		bar = fullBar
	}
	if o.unreal() && o.full() {
		bar = min(bar, unrealBar)
	}
	return bar
}

// unreal reports whether the words say that o did not happen, or not yet.
func (o *occurrence) unreal() bool {
	return o.status == schema.Denied || o.status == schema.Planned
}

// full reports whether the clause of o names or means who takes part on both sides, or who and where.
func (o *occurrence) full() bool {
	if mutual(o.typ) {
		return shown(o.read[0]) > 1
	}
	return len(o.read[0])+shown(o.read[1]) > 0 && shown(o.read[1])+shown(o.read[2]) > 0
}

func (d *document) collectEvents(ex *Examples, a *alignment) {
	d.countEvents()
	for o := range d.events() {
		v := &vector{named: ex.Features["event"] == nil}
		d.eventFeatures(v, o)
		_, ok := a.event[o]
		ex.add("event", v, ok, a.weight(o))
	}
}
