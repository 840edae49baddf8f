package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// corefFeatures tells the features of two occurrences of one type, e told before o, for being one.
func (d *document) corefFeatures(v *vector, e, o *occurrence) {
	d.buf.cues.ofCoref(e, o)
	d.wordOdds(v, "coref")
	v.cat("type", typeNames, typeNumber[o.typ])
	v.flag("rule", d.coref(e, o))
	v.flag("named-again", o.echoes == e || o.echoes != nil && o.echoes == e.echoes)
	v.flag("title", e.zone() == TitleZone)
	v.flag("caption", e.zone() == CaptionZone)
	v.flag("same-sentence", e.s == o.s)
	v.num("sentences", o.s.n-e.s.n, 12)
	v.num("paragraphs", o.s.para-e.s.para, 8)
	v.flag("same-lemma", e.trig == o.trig)
	v.flag("same-mode", e.mode == o.mode)
	v.flag("mode-differs", e.mode != o.mode && e.mode != "" && o.mode != "")
	v.flag("same-status", e.status == o.status)
	v.flag("same-phase", e.phase == o.phase)
	v.flag("definite", o.definite)
	v.flag("noun", o.noun)
	v.flag("first-noun", e.noun)
	v.flag("relative", o.relative)
	v.flag("same-cause", o.cause != nil && o.cause == e.cause)
	args := [2][3][]arg{{e.agents, e.patients, e.places}, {o.agents, o.patients, o.places}}
	shared, own, other := 0, 0, 0
	for i := range 3 {
		a, b := args[0][i], args[1][i]
		n := common(a, b)
		v.count("shared", slotNames[i], n, 4)
		v.count("first-only", slotNames[i], len(a)-n, 4)
		v.count("second-only", slotNames[i], len(b)-n, 4)
		v.part("conflict", slotNames[i], n == 0 && len(a) > 0 && len(b) > 0)
		shared, other, own = shared+n, other+len(a)-n, own+len(b)-n
	}
	v.num("shared", shared, 6)
	v.num("first-only", other, 6)
	v.num("second-only", own, 6)
	v.flag("places-agree", d.samePlaces(e.places, o.places))
	v.flag("crossed", common(e.agents, o.patients)+common(e.patients, o.agents) > 0)
	v.flag("tally-both", e.tally != nil && o.tally != nil)
	v.flag("tally-same", e.tally != nil && sameTally(e.tally, o.tally))
	v.flag("tally-one", (e.tally != nil) != (o.tally != nil))
	v.flag("date-both", e.period.From != "" && o.period.From != "")
	v.flag("date-same", e.period.From != "" && e.period.From == o.period.From && e.period.To == o.period.To)
	v.flag("date-one", (e.period.From != "") != (o.period.From != ""))
	v.num("sources-shared", common(e.sources, o.sources), 2)
	v.flag("sources-differ", len(e.sources) > 0 && len(o.sources) > 0 && common(e.sources, o.sources) == 0)
	v.num("of-type", d.typeCount[typeNumber[o.typ]], 12)
	v.num("between", between(e, o, 8), 8)
}

// between counts the occurrences of their type that are told between e and o, up to most.
func between(e, o *occurrence, most int) int {
	n := 0
	for p := o.prevSame; p != nil && p != e && n < most; p = p.prevSame {
		n++
	}
	return n
}

// retold bounds how many occurrences of a type may be told between two tellings of one: a reader does not go
// back further, and articles of usual length do not have so many.
const retold = 128

// cluster is a claim with the occurrences that tell it, as each told it. Those that o is too far behind are left out.
type cluster struct {
	head *occurrence
	told []*occurrence
}

// tells notes that o tells c.
func (d *document) tells(c *cluster, o *occurrence) {
	t := typeNumber[o.typ]
	o.nth = d.told[t]
	d.told[t]++
	c.told = append(c.told, snapshot(o))
}

// found makes a claim of o that others may tell again.
func (d *document) found(o *occurrence) {
	d.claims = append(d.claims, o)
	c := &cluster{head: o}
	d.tells(c, o)
	d.clusters[typeNumber[o.typ]] = append(d.clusters[typeNumber[o.typ]], c)
}

// retellable returns the clusters that an occurrence of type t can tell again, in the order of the text.
func (d *document) retellable(t schema.Type) []*cluster {
	n := typeNumber[t]
	first := d.told[n] - retold
	if first <= 0 {
		return d.clusters[n]
	}
	for _, c := range d.clusters[n] {
		for len(c.told) > 0 && c.told[0].nth < first {
			c.told = c.told[1:]
		}
	}
	d.clusters[n] = slices.DeleteFunc(d.clusters[n], func(c *cluster) bool { return len(c.told) == 0 })
	return d.clusters[n]
}

// telling returns the cluster that o tells again, or nil.
func (d *document) telling(v *vector, o *occurrence) *cluster {
	model := d.models.Trees["coref"]
	var best *cluster
	most := thresholds["coref"]
	for _, c := range d.retellable(o.typ) {
		if c.parts(o) {
			continue
		}
		if c.sameDeath(o) {
			return c
		}
		if c.otherDeath(o) || slices.ContainsFunc(c.told, func(e *occurrence) bool { return apart(e, o) }) {
			continue
		}
		sum := float32(0)
		for _, e := range c.told {
			v.x = v.x[:0]
			d.corefFeatures(v, e, o)
			sum += model.Probability(v.x)
		}
		if p := sum / float32(len(c.told)); p > most {
			best, most = c, p
		}
	}
	return best
}

// sameDeath reports whether o tells of the death of a person of whose death c tells: nobody dies twice.
func (c *cluster) sameDeath(o *occurrence) bool {
	a, b := c.head.patients, o.patients
	if o.typ != schema.Kill || c.head.status != schema.Happened || o.status != schema.Happened || len(a)+len(b) > 2 && (manyFell(c.head) || manyFell(o)) {
		return false
	}
	return (covered(a, b) || covered(b, a)) && anyOf(b, func(e *entity) bool { return e.kind == schema.Person && has(a, e) })
}

// otherDeath reports whether o names somebody else as dead than c does.
func (c *cluster) otherDeath(o *occurrence) bool {
	person := func(e *entity) bool { return e.kind == schema.Person }
	return o.typ == schema.Kill && anyOf(c.head.patients, person) && anyOf(o.patients, person) &&
		!anyOf(o.patients, func(e *entity) bool { return person(e) && has(c.head.patients, e) })
}

// parts reports whether the words speak against o being what c tells: it is denied and c is not, or
// somebody else brought it about.
func (c *cluster) parts(o *occurrence) bool {
	for _, e := range c.told {
		if o.echoes == e || o.echoes != nil && o.echoes == e.echoes {
			return false
		}
		if (e.status == schema.Denied) != (o.status == schema.Denied) || (e.status == schema.Planned) != (o.status == schema.Planned) {
			return true
		}
		if o.typ == schema.Control && disjoint(outright(o.read[2]), e.places) || harm(o.typ) && opposed(e, o) || !mutual(o.typ) && !harm(o.typ) && disjoint(e.named(), o.named()) {
			return true
		}
	}
	return false
}

// opposed reports whether of two harms one was done by whom the other struck, and not by the same.
func opposed(a, b *occurrence) bool {
	x, y := a.doers(), b.doers()
	return len(x) > 0 && len(y) > 0 && common(x, y) == 0 && common(x, b.patients)+common(y, a.patients) > 0
}

// disjoint reports whether two lists hold somebody each, and nobody in common.
func disjoint(a, b []arg) bool {
	return len(a) > 0 && len(b) > 0 && common(a, b) == 0
}

// named returns who did o, as far as its words settle that.
func (o *occurrence) named() []arg {
	if o.hold.roles[0].is(closed) || o.did("subject.speaker") {
		return o.read[0]
	}
	return outright(o.read[0])
}

// outright returns the arguments that the words name.
func outright(args []arg) []arg {
	return slices.DeleteFunc(slices.Clone(args), func(a arg) bool { return a.inferred })
}

// doers returns who did o: its agents, else those of what brought it about.
func (o *occurrence) doers() []arg {
	if len(o.agents) == 0 && o.cause != nil {
		return o.cause.agents
	}
	return o.agents
}

func (d *document) countTypes() {
	d.typeCount = [32]int{}
	for o := range d.events() {
		d.typeCount[typeNumber[o.typ]]++
	}
}

func (d *document) collectCoref(ex *Examples, a *alignment) {
	d.countTypes()
	for o := range d.events() {
		g, ok := a.event[o]
		if !ok {
			continue
		}
		for e := o.prevSame; e != nil; e = e.prevSame {
			h, ok := a.event[e]
			if !ok || e.dead {
				continue
			}
			v := &vector{named: ex.Features["coref"] == nil}
			d.corefFeatures(v, e, o)
			ex.add("coref", v, g == h, a.weight(e, o))
		}
	}
}

// manyFell reports whether the number of those who fell in o is more than one: it may be a toll in which the death of one of them
// is told again.
func manyFell(o *occurrence) bool { return o.tally != nil && o.tally.Min != 1 }
