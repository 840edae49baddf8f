package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// gather passes the occurrences of all sentences that hold on to the claims of the article; what tells
// an occurrence again is folded into what told it first.
func (d *document) gather() {
	if !d.learned("event") {
		d.dropLoose()
	}
	weighed := d.learned("event") && d.looseLearned // then the models have judged those pairs
	for _, s := range d.sentences {
		for _, o := range s.occs[:len(s.occs):len(s.occs)] {
			if o.event() && !o.dead && !weighed {
				d.derivePairs(o)
			}
		}
	}
	d.countTypes()
	for _, s := range d.sentences {
		d.daysBehind(s)
	}
	for _, s := range d.sentences {
		for _, o := range s.occs {
			if !o.event() || o.dead {
				continue
			}
			d.trim(o)
			d.byAir(o)
			if !d.holds(o) {
				continue
			}
			if e := d.same(o); e != nil {
				d.fold(e, o)
				continue
			}
			o.shown = explicit(o)
			d.found(o)
		}
	}
	d.totals()
	d.headcounts()
	d.plausible()
	d.literal()
	d.settleLasting()
}

// snapshot keeps o as it told the occurrence, before others are folded into it.
func snapshot(o *occurrence) *occurrence {
	told := *o
	return &told
}

// derivePairs adds what an occurrence implies by its meaning: an assassination is a killing too.
func (d *document) derivePairs(o *occurrence) {
	var twin schema.Type
	switch {
	case o.typ == schema.Attack && o.mode == schema.Assassination && o.status == schema.Happened && !o.begun:
		twin = schema.Kill
	case o.typ == schema.Kill && o.mode == schema.Execution:
		twin = schema.Attack
	default:
		return
	}
	n := *o
	n.typ, n.steps = twin, append([]Step{}, o.steps...)
	n.step("implied."+string(twin), "implied by "+o.trig.ID, o.trigger())
	if twin == schema.Kill {
		n.mode = ""
	}
	o.s.occs = append(o.s.occs, &n)
}

// same returns the claim of the article that o tells again, or nil.
func (d *document) same(o *occurrence) *occurrence {
	c := d.clusterOf(o)
	if c == nil {
		return nil
	}
	d.tells(c, o)
	return c.head
}

// clusterOf returns the cluster of what o tells again, by the model or else by the rule; or nil.
func (d *document) clusterOf(o *occurrence) *cluster {
	if d.learned("coref") {
		return d.telling(&d.buf.vector, o)
	}
	for _, c := range slices.Backward(d.retellable(o.typ)) {
		if d.coref(c.head, o) {
			return c
		}
	}
	return nil
}

// coref is the rule by which two occurrences of one article are one: no slot, date, count or status
// speaks against it, and something speaks for it.
func (d *document) coref(e, o *occurrence) bool {
	if o.echoes == e || o.echoes != nil && o.echoes == e.echoes {
		return true
	}
	if e.phase != o.phase || e.status != o.status {
		return false
	}
	if common(e.agents, o.patients)+common(e.patients, o.agents) > 0 && e.typ != schema.Clash {
		return false
	}
	if !agree(e.agents, o.agents) || !agree(e.patients, o.patients) || !d.samePlaces(e.places, o.places) {
		return false
	}
	if e.tally != nil && o.tally != nil && (e.tally.Min != o.tally.Min || e.tally.Max != o.tally.Max) {
		return false
	}
	if e.period.From != "" && o.period.From != "" && (e.period.From != o.period.From || e.period.To != o.period.To) {
		return false
	}
	if e.time != nil && o.time != nil && e.period.Surface != o.period.Surface && e.period.From == "" {
		return false
	}
	return d.bond(e, o)
}

// bond is what speaks for two mentions being one occurrence: participants in common, or nearness with
// nothing of their own.
func (d *document) bond(e, o *occurrence) bool {
	shared := common(e.agents, o.agents) + common(e.patients, o.patients)
	placed := common(e.places, o.places)
	bare := len(o.agents)+len(o.patients) == 0 || len(e.agents)+len(e.patients) == 0
	if e.zone() == TitleZone {
		return shared+placed > 0
	}
	if shared > 0 && (placed > 0 || len(e.places) == 0 || len(o.places) == 0) {
		return true
	}
	return bare && (placed > 0 || o.definite) && o.s.para-e.s.para <= 1
}

func (o *occurrence) zone() ZoneKind { return o.s.zone }

func common(a, b []arg) int {
	n := 0
	for _, x := range a {
		if has(b, x.entity) {
			n++
		}
	}
	return n
}

// agree reports whether one of two lists holds all of the other.
func agree(a, b []arg) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	n := common(a, b)
	return n == min(len(a), len(b))
}

// samePlaces reports whether two lists of places can mean one: none, some in common, or one within the other.
func (d *document) samePlaces(a, b []arg) bool {
	if len(a) == 0 || len(b) == 0 || common(a, b) > 0 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if d.inside(x.entity, y.entity) || d.inside(y.entity, x.entity) {
				return true
			}
		}
	}
	return false
}

// inside reports whether place a lies in b, by the lexicon or by what the article tells.
func (d *document) inside(a, b *entity) bool {
	if a.entry >= 0 && b.entry >= 0 && d.lex.Within(int(a.entry), int(b.entry)) {
		return true
	}
	for _, o := range a.relations {
		c := o.patients[0].entity
		if o.typ == schema.PartOf && (c == b || c != a && c.entry >= 0 && b.entry >= 0 && d.lex.Within(int(c.entry), int(b.entry))) {
			return true
		}
	}
	return false
}

// fold takes into claim e what o tells beyond it.
func (d *document) fold(e, o *occurrence) {
	wasTitle := e.zone() == TitleZone && o.zone() != TitleZone
	e.agents = o.joins(e.agents, o.agents, 0)
	e.patients = o.joins(e.patients, o.patients, 1)
	if len(e.places) == 0 || d.finer(o.places, e.places) || o.echoes == e && d.placesGiven(e, o) {
		e.places = o.places
	} else if len(o.places) > 0 && common(e.places, o.places) > 0 {
		for _, p := range o.places {
			if !o.afar(p) && !d.covers(p.entity, e.places) {
				e.places = addArg(e.places, p)
			}
		}
	}
	if e.tally == nil {
		e.tally = o.tally
	}
	if e.time == nil && o.time != nil {
		e.time, e.period = o.time, o.period
	}
	if len(e.sources) == 0 || wasTitle {
		if len(o.sources) > 0 {
			e.sources, e.stance = o.sources, o.stance
		}
	} else {
		e.sources = addAll(e.sources, o.sources)
	}
	if n := explicit(o); wasTitle || o.zone() != TitleZone && n > e.shown {
		// The body tells it in full: the evidence is there.
		e.shown = n
		e.s, e.at, e.form, e.trig, e.noun = o.s, o.at, o.form, o.trig, o.noun
	}
	if e.mode == "" {
		e.mode = o.mode
	}
	it := &o.s.items[o.at]
	e.step("coreference", "told again", Span{it.start, it.end})
}

// afar reports whether place a of o is taken from another sentence: such a place is o's own guess at where a claim is
// that may be told elsewhere in full.
func (o *occurrence) afar(a arg) bool {
	return o.ranked && (a.span.Start < o.s.span.Start || a.span.End > o.s.span.End)
}

// joins adds to the arguments of a claim those of an occurrence that tells it again: where the claim has
// some, only those that the words tell.
func (o *occurrence) joins(args, more []arg, slot int) []arg {
	if len(args) == 0 || !o.ranked {
		return addAll(args, more)
	}
	for _, a := range more {
		if told, _ := inRole(o.read[slot], a.entity); told {
			args = addArg(args, a)
		}
	}
	return args
}

// explicit counts what a mention of an occurrence says itself.
func explicit(o *occurrence) int {
	n := 0
	for slot, list := range [][]arg{o.agents, o.patients, o.places} {
		for _, a := range list {
			told, _ := inRole(o.read[slot], a.entity)
			n += b2i((told || !o.ranked) && !a.inferred && a.span.Start >= o.s.span.Start && a.span.End <= o.s.span.End)
		}
	}
	return n + b2i(o.tally != nil)
}

// covers reports whether one of places lies inside p or is p.
func (d *document) covers(p *entity, places []arg) bool {
	for _, q := range places {
		if q.entity == p || d.inside(q.entity, p) {
			return true
		}
	}
	return false
}

// finer reports whether places a are told more exactly than b.
func (d *document) finer(a, b []arg) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, x := range b {
		ok := false
		for _, y := range a {
			ok = ok || y.entity != x.entity && (d.inside(y.entity, x.entity) || d.insideNamesake(y.entity, x.entity))
		}
		if !ok {
			return false
		}
	}
	return true
}

// insideNamesake reports whether place a lies in one that bears the name of b: a village in the province of
// which the city has its name.
func (d *document) insideNamesake(a, b *entity) bool {
	return a.entry >= 0 && slices.ContainsFunc(b.candidates, func(key string) bool {
		i := d.lex.Index(key)
		return i >= 0 && d.lex.Within(int(a.entry), i)
	})
}
