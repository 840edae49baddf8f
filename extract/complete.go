package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// complete fills what the occurrences of a sentence leave open from those that they refer back to or
// belong to: the parties of «the clashes», whom an attack struck, the number that a toll rose to.
func (d *document) complete(s *sentence) {
	for _, o := range s.occs {
		if o.trig.Kind == "echo" {
			d.echo(o)
		}
	}
	d.tolls(s)
	d.losses(s)
	for _, o := range s.occs {
		if !o.event() || o.dead {
			continue
		}
		d.again(o)
		d.purpose(o)
	}
	for _, o := range s.occs {
		if o.event() && !o.dead {
			d.joined(o)
			o.regains()
		}
	}
	for _, o := range s.occs {
		if o.event() && !o.dead && o.typ == schema.Clash {
			d.parties(o)
		}
		if o.event() && !o.dead && o.typ == schema.Besiege {
			d.besieged(o)
		}
	}
	for _, o := range s.occs {
		if o.event() && !o.dead && harm(o.typ) && o.cause != nil {
			d.struck(o)
		}
	}
}

// echo lets «the operation» mean the latest scene, for those whose cause it is.
func (d *document) echo(o *occurrence) {
	e := d.sceneBefore(o, nil)
	if e == nil {
		return
	}
	for _, p := range o.s.occs {
		if p.evSubj == o && p.event() && p.typ == schema.Attack && len(p.agents) == 0 {
			p.agents, p.subjAt = inferred(e.agents), -2
			p.places = addAll(p.places, inferred(e.places))
		}
		if p.event() && p != o && p.cause == nil && harm(p.typ) && !d.hardBreak(o.s, min(p.at, o.at), max(p.at, o.at)) {
			p.cause = e
		}
	}
}

// again binds an event noun without participants to the occurrence that it names again: the latest of
// its type in this sentence or, with the article, in this paragraph or the one before.
func (d *document) again(o *occurrence) {
	if !o.noun || len(o.agents)+len(o.patients) > 0 || o.tally != nil || harm(o.typ) {
		return
	}
	e := d.sceneBefore(o, func(e *occurrence) bool {
		return e.typ == o.typ && !drives(e) && (d.samePlaces(e.places, o.places) || d.placesGiven(e, o))
	})
	if e == nil || !o.definite && e.s != o.s {
		return
	}
	for _, p := range o.s.occs {
		if p.cause == o {
			p.cause = e
		}
	}
	o.agents, o.patients = inferred(e.agents), inferred(e.patients)
	if len(o.places) == 0 {
		o.places = inferred(e.places)
	}
	if o.time == nil {
		o.time, o.period = e.time, e.period
	}
	o.step("coreference.again", "names again what was told before", o.trigger())
	o.echoes = e
	if o.status == schema.Failed && o.did("status.repelled") && e.status == schema.Happened {
		e.status = schema.Failed
		e.step("status.told-later", "told again as repelled", o.trigger())
	}
}

// placesGiven reports whether o only says where e, told before, took place: «the explosion occurred in the X mosque». The
// lexicon does not know that place, which can lie in that of e.
func (d *document) placesGiven(e, o *occurrence) bool {
	if !o.definite || o.status != schema.Happened || e.s == o.s || d.toldApart(o) {
		return false
	}
	if !slices.ContainsFunc(o.s.occs, func(q *occurrence) bool { return q.trig.Kind == "occur" && q.inner == o && q.status == schema.Happened }) {
		return false
	}
	for _, a := range o.places {
		for _, x := range e.places {
			if a.entity.entry >= 0 || levels[a.entity.kind] >= levels[x.entity.kind] {
				return false
			}
		}
	}
	return len(o.places) > 0 && len(e.places) > 0
}

// toldApart reports whether «other» or an ordinal behind the word for o sets it apart from what was told before.
func (d *document) toldApart(o *occurrence) bool {
	for i := o.at + 1; i <= o.at+2 && i < len(o.s.items); i++ {
		it := &o.s.items[i]
		if it.isWord() && it.np < 0 && (d.spells(trimArticle(it.norm), d.cls.Others) || slices.Contains(it.near, d.cls.Ordinal)) {
			return true
		}
	}
	return false
}

// drives reports whether o drives somebody out, which nobody calls an attack afterwards.
func drives(o *occurrence) bool {
	return o.trig.Frame.ID == "drive-out" || o.trig.Frame.ID == "expel"
}

// sceneBefore returns the latest attack, clash, raid or siege before o, in its paragraph or the one before.
func (d *document) sceneBefore(o *occurrence, ok func(*occurrence) bool) *occurrence {
	for s := range d.backwards(1) {
		if s.occs == nil || s != o.s && (!s.done || s.zone == CaptionZone) {
			continue
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			e := s.occs[n]
			if e == o || s == o.s && e.at >= o.at || !e.event() || e.dead || harm(e.typ) {
				continue
			}
			switch e.typ {
			case schema.Control:
				if o.typ == schema.Control && len(e.agents) > 0 && ok != nil && ok(e) {
					return e
				}
			case schema.Attack, schema.Clash, schema.Raid, schema.Besiege:
				if ok == nil || ok(e) {
					return e
				}
			}
		}
	}
	return nil
}

// purpose reads «to arrest X» behind a raid or an attack as intended: X is whom the raid was for.
func (d *document) purpose(o *occurrence) {
	it := &o.s.items[o.at]
	if !o.noun || it.prep != 'l' || it.def && !o.toDo(&d.cls) || o.status != schema.Happened || o.did("status.done") {
		return
	}
	for _, e := range o.s.occs {
		if e.inner == o || e.evSubj == o || e.trig.Kind == "cause" && e.at == o.at-1 {
			return
		}
	}
	for _, a := range o.agents {
		if !a.inferred && a.span.Start > it.end {
			return // «an end to X's control»
		}
	}
	for k := len(o.s.occs) - 1; k >= 0; k-- {
		e := o.s.occs[k]
		if e.at >= o.at || !e.event() || e.dead {
			continue
		}
		if o.typ == schema.Detain && (e.typ == schema.Raid || e.typ == schema.Attack) {
			e.patients = addAll(e.patients, o.patients)
		}
		break
	}
	o.status = schema.Planned
	o.step("status.purpose", "a purpose", o.trigger())
	if harm(o.typ) && o.typ != schema.Displace && o.typ != schema.Detain {
		o.dead = true
	}
}

// toDo reports whether o, with the article, is what somebody is out to do and not what there was: «for the seizure of P».
func (o *occurrence) toDo(c *classes) bool {
	next := o.at + 1
	return o.typ == schema.Control && next < len(o.s.items) && o.s.items[next].isWord() && o.s.items[next].isAny(c.Ala, c.Resumptive)
}

// joinedWithin is how many items may stand between event nouns that are joined by «and».
const joinedWithin = 9

// joined takes over that an event is only intended, or denied, from the event noun to which its own is joined: «in order
// to storm P and take it», «denied the shelling of P and the arrest of A».
func (d *document) joined(o *occurrence) {
	it := &o.s.items[o.at]
	if !o.noun || it.conj != 'w' || it.prep != 0 || o.status != schema.Happened {
		return
	}
	var e *occurrence
	for _, x := range o.s.occs {
		if x.at < o.at && (e == nil || x.at >= e.at) && !(x.dead && x.event()) {
			e = x
		}
	}
	if e == nil || !e.noun || !e.event() || !e.unreal() || o.at-e.at > joinedWithin || d.hardBreak(o.s, e.at, o.at) {
		return
	}
	for i := e.at + 1; i < o.at; i++ {
		if it := &o.s.items[i]; it.punct != "" || it.isWord() && it.finite() {
			return
		}
	}
	o.status = e.status
	o.step("status.joined", "as "+e.trig.ID, o.trigger())
}

// parties gives a clash told with fewer than two sides those of the scene that it belongs to.
func (d *document) parties(o *occurrence) {
	if len(o.agents) >= 2 {
		return
	}
	e := o.cause
	if e == nil || len(e.agents) == 0 {
		e = d.sceneBefore(o, func(e *occurrence) bool {
			return e.typ != schema.Clash && len(e.agents) > 0 && (e.s == o.s || d.near(e, o)) && (len(o.agents) == 0 || has(e.agents, o.agents[0].entity) || has(e.patients, o.agents[0].entity))
		})
	}
	if e == nil {
		d.subjectParty(o)
		return
	}
	for _, a := range append(inferred(e.agents), inferred(e.patients)...) {
		if a.entity.armed() {
			o.agents = addArg(o.agents, a)
		}
	}
	o.step("clash.parties", "the sides of the scene that it belongs to", o.trigger())
}

// besieged makes those under siege the ones that an attack of the same sentence without a victim strikes.
func (d *document) besieged(o *occurrence) {
	for _, e := range o.s.occs {
		if e.event() && !e.dead && e.typ == schema.Attack && len(e.agents) > 0 && len(e.patients) == 0 && e.at > o.at {
			for _, a := range inferred(o.patients) {
				if !has(e.agents, a.entity) {
					e.patients = addArg(e.patients, a)
				}
			}
		}
	}
}

// near reports whether a later sentence goes on with the scene of an earlier one.
func (d *document) near(e, o *occurrence) bool {
	return o.s.para == e.s.para && (o.definite || len(o.places) == 0)
}

// subjectParty adds the subject of the clause around a clash «with X» to its sides.
func (d *document) subjectParty(o *occurrence) {
	if len(o.agents) != 1 {
		return
	}
	for k := len(o.s.occs) - 1; k >= 0; k-- {
		p := o.s.occs[k]
		if p.at >= o.at || p.noun || p.trig.Kind == "report" || p.trig.Kind == "aux" {
			continue
		}
		for _, a := range p.subj {
			if a.entity.armed() && !has(o.agents, a.entity) {
				o.agents = addArg(o.agents, arg{a.entity, a.span, true})
			}
		}
		return
	}
}

// struck gives an attack without a victim those that it harmed.
func (d *document) struck(o *occurrence) {
	c := o.cause
	if c.typ != schema.Attack || len(c.patients) > 0 {
		return
	}
	for _, a := range o.patients {
		if !has(c.agents, a.entity) {
			c.patients = addArg(c.patients, arg{a.entity, a.span, true})
		}
	}
}

// tolls gives «the number of X's dead rose to N» its number, which stands behind «to».
func (d *document) tolls(s *sentence) {
	for k, o := range s.occs {
		if o.dead || !harm(o.typ) || o.trig.Frame.ID != "dead" || o.tally != nil || len(o.patients) == 0 {
			continue
		}
		for i := o.at + 1; i < len(s.items); i++ {
			it := &s.items[i]
			if it.qty == nil || it.qty.Unit != "" || i == 0 || !s.items[i-1].is(d.cls.Ila) {
				if next := later(s, k, i); next != nil && next.typ == o.typ && next.trig.Frame.ID == "dead" && len(next.patients) > 0 {
					break
				}
				continue
			}
			p := parser{d: d, s: s, c: &d.cls}
			o.tally = p.tally(it)
			o.hold = hold{roles: [3]firmness{1: firm}, tally: firmness(0).with(firm, o.tally != nil)}
			if n := later(s, k, i+1); n != nil && n.typ == o.typ && len(n.patients) == 0 {
				n.dead = true
			}
			break
		}
	}
}

// losses gives a number of dead without a side that of «X's losses rose to N dead».
func (d *document) losses(s *sentence) {
	for _, o := range s.occs {
		if o.dead || !harm(o.typ) || o.trig.Frame.ID != "dead" || o.tally == nil || len(o.patients) > 0 {
			continue
		}
		for k := len(s.phrases) - 1; k >= 0; k-- {
			ph := &s.phrases[k]
			if ph.last >= o.at || ph.actor == nil || ph.first == 0 || !s.items[ph.first-1].is(d.cls.TollWord) && !(ph.rel == 0 && ph.prep == 'l') {
				continue
			}
			o.patients = d.args(s, k, false)
			o.hold.roles[1] = firmness(0).with(firm, o.tally != nil)
			o.step("losses", "whose losses they are", d.phraseSpan(s, ph))
			break
		}
	}
}

// later returns the occurrence behind s.occs[k] whose trigger is item i.
func later(s *sentence, k, i int) *occurrence {
	for _, n := range s.occs[k+1:] {
		if n.at == i {
			return n
		}
	}
	return nil
}

// regains lets the control in «to regain control of P» be what the regaining is: planned, failed, denied.
func (o *occurrence) regains() {
	if o.typ != schema.Control || !o.noun || o.status == schema.Happened {
		return
	}
	for _, q := range o.s.occs {
		if q.at == o.at+1 && q.typ == schema.Control && q.noun && q.status == schema.Happened {
			q.status = o.status
			q.step("status.of", "as the noun that it belongs to", o.trigger())
		}
	}
}
