package extract

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// looseReadings proposes, for the models alone, what the words of s could tell besides: a lemma whose
// needed word does not stand near, and what its lemma is also used for. The rules of the sentence have
// spoken by then and see nothing of it; where no model speaks, it is dropped.
func (d *document) looseReadings(s *sentence) {
	if len(d.sentences) < minSentences {
		return // no model speaks
	}
	told := slices.Clone(s.occs)
	b := binder{d, s, &d.cls, make(map[int]*occurrence, len(told))}
	for _, o := range told {
		b.at[o.at] = o
	}
	for i := range s.items {
		if s.items[i].isWord() {
			d.looseAt(&b, i, told)
		}
	}
	d.looseSupport(&b)
	for _, o := range told {
		switch {
		case !o.event():
		case o.dead:
			d.doubted(o)
		default:
			d.alsoTold(&b, o)
			d.furtherTolls(&b, o)
		}
	}
}

// looseAt proposes the best reading of item i whose needed word does not stand near, if nothing else is told
// there and the participants are such as it asks for.
func (d *document) looseAt(b *binder, i int, told []*occurrence) {
	e := b.at[i]
	if e != nil && e.event() {
		return
	}
	it := &b.s.items[i]
	if it.is(d.cls.AgentBy) && slices.ContainsFunc(told, func(o *occurrence) bool { return o.at < i && o.did("role.by") && !b.parted(o.at, i) }) {
		return // «fell into X's hands» tells one thing
	}
	before := *it
	var o *occurrence
	switch {
	case e == nil || e.trig.Kind == "plain" || e.trig.Kind == "echo":
		o = d.looseReading(b.s, i)
	case e.trig.Also != nil:
		o = e.as(e.trig.Also)
	}
	if o == nil {
		return
	}
	taken := make([]bool, len(b.s.phrases))
	for k := range b.s.phrases {
		taken[k] = b.s.phrases[k].taken
	}
	o.loose = true
	n := len(b.s.occs)
	if it.np >= 0 {
		o.noun = true
		b.fill(o, o.trig.Frame.Subj, it.np, "named") // «the captives», «the displaced»: named by what befell them
		b.complements(o)
	} else {
		b.bindOne(o)
	}
	b.s.occs = b.s.occs[:n]
	b.flight(o)
	b.negate(o)
	if o.dead || !d.fits(o) {
		*it = before
		for k := range taken {
			b.s.phrases[k].taken = taken[k]
		}
		return
	}
	d.borrow(o, told)
	d.sourcesOf(b.s, o)
	b.s.loose = append(b.s.loose, o)
}

// looseSupport proposes «with the support of X», «with the help of X's strikes» as an occurrence of its own wherever
// no verb takes it in; whoever fights stands before it.
func (d *document) looseSupport(b *binder) {
	for i := range b.s.items {
		it := b.item(i)
		if it.np >= 0 || !it.isWord() || !it.is(b.c.WithSupport) || slices.ContainsFunc(b.s.occs, func(o *occurrence) bool { return o.at == i }) {
			continue
		}
		n := &occurrence{
			typ: schema.Support, status: schema.Happened, certainty: schema.Asserted, s: b.s, at: i, loose: true,
			trig: d.supportTrigger, noun: true, subjAt: -1, rule: "support.with",
		}
		for k := range b.s.phrases {
			ph := &b.s.phrases[k]
			switch {
			case ph.actor == nil || ph.rel != lexicon.NoClass && ph.relItem != i || ph.prep != 0:
			case ph.first < i:
				n.patients = d.args(b.s, b.listHead(k), false)
			case ph.first < i+4 && len(n.agents) == 0:
				n.agents = d.args(b.s, k, false)
			}
		}
		if !requirements["back"](n) {
			continue
		}
		n.step("support.with", "supports whoever fights before it", Span{it.start, it.end})
		d.sourcesOf(b.s, n)
		b.s.loose = append(b.s.loose, n)
	}
}

// looseReading makes an occurrence of the reading of item i that is least cut among those of events whose
// needed word does not stand near.
func (d *document) looseReading(s *sentence, i int) *occurrence {
	return d.occurrenceOf(s, i, func(t *lexicon.Trigger) bool {
		return t.Loose && (s.items[i].np < 0 || len(t.Needs) == 0) && !d.needsMet(s, i, t)
	})
}

// fits reports whether the participants of a loose reading are those of armed conflict, or the sentence at least
// names who fights.
func (d *document) fits(o *occurrence) bool {
	switch o.typ {
	case schema.Meet:
		return count(o.agents, party) > 0
	case schema.Negotiate, schema.Agree:
		return count(o.agents, party) > 1 && anyOf(o.agents, armed)
	case schema.Protest:
		return len(o.agents) > 0
	case schema.Kill, schema.Injure:
		return len(o.patients) > 0 || o.tally != nil
	case schema.Detain, schema.Release, schema.Displace:
		return len(o.patients) > 0
	}
	if o.typ == schema.Support && len(o.trig.Needs) == 0 {
		return anyOf(o.patients, force)
	}
	return anyOf(o.agents, force) || anyOf(o.patients, force) || slices.ContainsFunc(o.s.phrases, func(ph phrase) bool { return ph.actor != nil && force(ph.actor) })
}

// borrow gives a loose reading the time and the place of the occurrence that is told nearest to it in its clause.
func (d *document) borrow(o *occurrence, told []*occurrence) {
	var near *occurrence
	for _, e := range told {
		if e.event() && !e.dead && !d.hardBreak(o.s, min(e.at, o.at), max(e.at, o.at)) && (near == nil || steps(e, o) < steps(near, o)) {
			near = e
		}
	}
	if near == nil {
		return
	}
	o.time, o.period = near.time, near.period
	if len(o.places) == 0 && placed(o.typ) {
		o.places = inferred(near.places)
	}
}

func steps(a, b *occurrence) int { return max(a.at-b.at, b.at-a.at) }

// insert puts o among the occurrences of s, before the first that stands behind it.
func (s *sentence) insert(o *occurrence) {
	n := len(s.occs)
	if k := slices.IndexFunc(s.occs, func(e *occurrence) bool { return e.at > o.at }); k >= 0 {
		n = k
	}
	s.occs = slices.Insert(s.occs, n, o)
}

// alsoTold proposes what the lemma of o is also used for, with the participants of o.
func (d *document) alsoTold(b *binder, o *occurrence) {
	t := cmp.Or(o.trig.Also, o.undertaken)
	if t == nil {
		return
	}
	n := *o
	n.loose, n.trig, n.rule, n.cause, n.echoes = true, t, t.ID, nil, nil
	n.typ, n.mode, n.phase = t.Type, t.Mode, t.Phase
	n.steps = slices.Clone(o.steps)
	switch {
	case t.Type == schema.Support:
		n.agents, n.patients = nil, nil
		b.bindOne(&n)
	case t.Type == schema.Withdraw && o.typ == schema.Displace:
		n.agents, n.patients = o.patients, nil
	case t.Type == schema.Displace && o.typ == schema.Withdraw:
		n.agents, n.patients = nil, o.agents
	case t.Frame.Obj != lexicon.PatientSlot && !mutual(t.Type):
		if t.Type == schema.Control {
			n.losers = addAll(n.losers[:len(n.losers):len(n.losers)], o.patients) // «X drove Y out of P»: Y does not hold it
		}
		n.patients = nil
	}
	if !t.Type.HasTally() {
		n.tally, n.split = nil, false
	}
	if !d.fits(&n) && len(n.agents)+len(n.patients) > 0 {
		return
	}
	n.step("trigger."+t.ID, "also told", o.trigger())
	o.s.loose = append(o.s.loose, &n)
}

// doubted proposes what the rules dropped for the sake of a denial, an accusation, a purpose or a condition.
func (d *document) doubted(o *occurrence) {
	for _, st := range o.steps {
		if status := doubts[st.Rule]; status != "" {
			n := *o
			n.loose, n.dead, n.cause, n.echoes = true, false, nil, nil
			if n.status == schema.Happened {
				n.status = status
			}
			n.steps = slices.Clone(o.steps)
			if d.fits(&n) {
				o.s.loose = append(o.s.loose, &n)
			}
			return
		}
	}
}

// doubts holds the status of what is told only to deny it, as a purpose or as a condition, by the rule that says so.
var doubts = map[string]schema.Status{
	"status.denied": schema.Denied, "status.negated": schema.Denied, "status.purpose": schema.Planned, "status.conditional": schema.Planned,
}

// as makes an occurrence of lemma t of the word that tells o.
func (o *occurrence) as(t *lexicon.Trigger) *occurrence {
	n := &occurrence{
		typ: t.Type, mode: t.Mode, phase: t.Phase, status: schema.Happened, certainty: schema.Asserted, rule: t.ID,
		s: o.s, at: o.at, trig: t, form: o.form, noun: o.noun, definite: o.definite, subjAt: -1,
	}
	n.step("trigger."+t.ID, t.Kind, o.trigger())
	return n
}

// mingleLoose puts the loose readings among the occurrences, once all sentences are read.
func (d *document) mingleLoose() {
	for _, s := range d.sentences {
		for _, o := range s.loose {
			s.insert(o)
		}
	}
}

// dropLoose drops what only models can weigh.
func (d *document) dropLoose() {
	for o := range d.events() {
		o.dead = o.dead || o.loose
	}
}

// dropUnlearned drops the loose readings whose lemma the models were not trained on, and all of them where the
// models know none of the lemmas that only they can weigh: they were trained before there were any.
func (d *document) dropUnlearned() {
	for o := range d.events() {
		o.dead = o.dead || o.loose && (!d.looseLearned || position(d.lemmas, o.trig.ID) < 0)
	}
}

// knowsLoose reports whether lemmas hold one of a trigger that only models can weigh.
func knowsLoose(lemmas []string, triggers []*lexicon.Trigger) bool {
	return slices.ContainsFunc(triggers, func(t *lexicon.Trigger) bool {
		return t.Loose && len(t.Needs) == 0 && slices.Contains(lemmas, t.ID)
	})
}
