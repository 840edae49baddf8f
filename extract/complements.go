package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// complements scans what stands behind a trigger in its clause.
func (b *binder) complements(o *occurrence) {
	f := o.trig.Frame
	outer := o
	if t := b.carried(o); t != nil {
		defer func() { b.passOn(outer, t) }()
	}
	direct, genitive := 0, o.noun && o.form.Kind != arabic.Participle
	comma := false
	pastAdj := false
	for i := o.at + 1; i < len(b.s.items); i++ {
		it := b.item(i)
		if it.punct == "(" {
			i = b.bracket(i)
			continue
		}
		switch {
		case it.np >= 0:
			k := it.np
			ph := &b.s.phrases[k]
			if i == ph.first {
				if comma && ph.rel == lexicon.NoClass && ph.prep == 0 && (it.conj != 0 || o.noun || direct > 0 && (f.Obj == lexicon.NoSlot || len(o.patients)+len(o.places) > 0)) {
					return
				}
				if ph.rel == lexicon.NoClass && ph.prep == 0 && it.conj != 0 && !ph.joined {
					return
				}
				if !ph.joined {
					if !b.complement(o, f, k, &direct, genitive && !pastAdj) {
						return
					}
				}
			}
			i = ph.last
			pastAdj = true
		case it.punct == ",":
			comma = true
		case it.punct == `"` || it.punct == "(" || it.punct == ")" || it.time != nil || it.qty != nil || it.punct == "-" || it.punct == "!":
		case b.barrier(i):
			return
		case b.at[i] != nil:
			if b.at[i].participle() && o.noun {
				i = b.pastPhrase(i)
				continue
			}
			b.bearsOn(o, b.at[i])
			if mutual(b.at[i].typ) {
				b.lateSubject(o, i)
			}
			return
		case it.conj != 0 && it.finite():
			return
		case b.device(o, i):
			b.byDevice(o, i)
		default:
			b.nation(o, i)
		}
	}
}

// nation takes an adjective of a nation right behind an event noun as its doer, «the Turkish attacks», or the forces of
// that nation behind a verb that tells of forces by a word that names none, «Saudi reinforcements arrived».
func (b *binder) nation(o *occurrence, i int) {
	it := b.item(i)
	if i > o.at+b.nationWithin(o) || it.conj != 0 || it.prep != 0 || len(o.agents) > 0 || !it.isWord() {
		return
	}
	n, ok := b.d.nisba[it.stem]
	if !ok {
		return
	}
	doer := n.state
	if force, ok := b.d.forceOf[doer]; ok && !o.noun {
		doer = force
	}
	e := b.d.entryEntity(doer)
	if o.noun {
		e.addName(trimMarks(b.d.text(it.start, it.end)))
	}
	o.agents = addArg(o.agents, arg{e, Span{it.start, it.end}, false})
	o.step("role.nation", e.name, Span{it.start, it.end})
}

// nationWithin returns how many items behind o the adjective of a nation tells who did it; 0 is none.
func (b *binder) nationWithin(o *occurrence) int {
	if !o.noun {
		if next := b.item(o.at + 1); o.typ == schema.Deploy && o.trig.Frame.ID == "arrive" && next != nil && next.np < 0 {
			return 4
		}
		return 0
	}
	switch {
	case !o.event():
	case o.typ == schema.Attack, o.typ == schema.Raid, o.typ == schema.Besiege:
		return 3
	}
	return 0
}

// participle reports whether o only describes a noun: «backed by X», «held by X».
func (o *occurrence) participle() bool {
	if o.form.Kind == arabic.Participle {
		return true
	}
	switch o.trig.Frame.ID {
	case "backed", "besieged":
		return o.noun
	}
	return false
}

// pastPhrase returns the last item of the list of phrases behind item i.
func (b *binder) pastPhrase(i int) int {
	for j := i + 1; j < len(b.s.items) && j < i+5; j++ {
		if k := b.item(j).np; k >= 0 {
			for b.s.phrases[k].and >= 0 {
				k = b.s.phrases[k].and
			}
			return b.s.phrases[k].last
		}
	}
	return i
}

// bracket returns the item of the bracket that closes the one at item i, or i.
func (b *binder) bracket(i int) int {
	for j := i + 1; j < len(b.s.items) && j < i+10; j++ {
		if b.item(j).punct == ")" {
			return j
		}
	}
	return i
}

// bearsOn notes the event noun behind a light verb or a modal as what it bears on. In any case the clause
// of o ends there: what follows belongs to the later noun.
func (b *binder) bearsOn(o, n *occurrence) {
	if !n.noun || o.inner != nil {
		return
	}
	if b.raidStruck(o, n) {
		o.evSubj, o.subjAt = n, -2 // «a raid struck …», the verb first
		return
	}
	switch o.trig.Kind {
	case "light", "suffer", "scene", "repel", "try", "fail", "plan", "deny", "accuse", "occur":
		o.inner = n
	}
}

// raidStruck reports whether the event noun right behind a verb of attack is its subject.
func (b *binder) raidStruck(o, n *occurrence) bool {
	return !o.noun && o.event() && o.typ == schema.Attack && o.subjAt == -1 && n.at == o.at+1 && n.event() && n.typ == schema.Attack &&
		b.item(n.at).prep == 0 && b.item(n.at).conj == 0
}

// complement gives phrase k the role that its preposition has in the frame of o. It reports whether the
// scan goes on.
func (b *binder) complement(o *occurrence, f *lexicon.Frame, k int, direct *int, genitive bool) bool {
	ph := &b.s.phrases[k]
	c := b.c
	switch {
	case (ph.rel == c.Near || b.partOfLand(ph)) && b.bearing(k), b.located(ph), b.whoIs(k), b.whoNamed(k):
	case ph.prep == 'b' && (f.ID == "backed" || f.ID == "call-in"):
		b.fill(o, f.Min, k, "with")
	case ph.prep == 'b' && f.ID == "visit" && !o.noun && ph.actor != nil && ph.actor.kind == schema.Person:
		b.fill(o, f.Maa, k, "with") // «met with X»
	case ph.prep == 'b':
		if ph.place != nil && (ph.actor == nil || !organised(ph.actor) || ph.actor.kind == schema.State) {
			b.placeOf(o, k)
		} else if f.Obj == lexicon.PatientSlot && len(o.patients) == 0 && o.trig.Kind == "event" && o.typ == schema.Support {
			b.fill(o, f.Obj, k, "b")
		}
	case ph.prep == 'l':
		b.li(o, f, k)
	case ph.prep == 'k':
	case ph.rel == c.AgentBy:
		b.fillBy(o, k)
	case ph.rel == c.Alongside && o.typ == schema.Support && o.loose:
		b.fill(o, lexicon.PatientSlot, k, "alongside")
	case ph.rel == c.Alongside:
		if f.Subj == lexicon.AgentSlot && (len(o.agents) > 0 || o.noun) {
			b.fill(o, lexicon.AgentSlot, k, "alongside")
			if !o.noun {
				o.subj = append(o.subj, b.d.args(b.s, k, false)...)
			}
		}
	case ph.rel == c.LedBy:
		if o.noun && len(o.agents) == 0 && f.Subj == lexicon.AgentSlot {
			b.fill(o, lexicon.AgentSlot, k, "led by")
		}
	case ph.rel == c.Facing:
		if o.typ == schema.Withdraw {
			b.fill(o, lexicon.PatientSlot, k, "before")
		}
	case ph.rel == c.Didd:
		b.fill(o, f.Didd, k, "against")
	case ph.rel == c.Ala:
		b.fill(o, f.Ala, k, "on")
	case ph.rel == c.Bayn:
		b.fill(o, f.Bayn, k, "between")
	case ph.rel == c.Maa:
		b.fill(o, f.Maa, k, "with")
	case ph.rel == c.An:
		b.fill(o, f.An, k, "about")
	case ph.rel == c.Ila:
		b.fill(o, f.Ila, k, "to")
	case ph.rel == c.Min:
		b.fill(o, f.Min, k, "from")
	case ph.rel == c.Per:
		return true
	case ph.rel == c.WithSupport && o.trig.Kind == "accuse":
		return false
	case ph.rel == c.WithSupport:
		b.supporter(o, k)
	case ph.rel == c.Fi || ph.rel == c.Near || ph.rel == c.During || ph.rel == c.Across:
		if ph.place != nil {
			if (o.typ != schema.Control || !b.partOnly(o, ph)) && !b.exile(o, k) {
				b.placeOf(o, k)
			}
			o.hold.roles[2] = o.hold.roles[2].with(firm, b.home(o, k))
		} else if ph.rel == c.Fi && f.ID == "dead" {
			b.fill(o, f.Gen, k, "in")
		}
	case ph.rel == lexicon.NoClass && o.typ == schema.Besiege && ph.place != nil && b.around(ph):
		b.placeOf(o, k)
	case ph.rel == lexicon.NoClass:
		return b.direct(o, f, k, direct, genitive)
	}
	return true
}

// li handles the preposition that marks the doer of some nouns and the sufferer of others.
func (b *binder) li(o *occurrence, f *lexicon.Frame, k int) {
	slot := f.Li
	if o.noun && f.Obj == lexicon.PatientSlot && b.item(b.s.phrases[k].first).conj == 'w' && b.siteBefore(o, k) {
		b.fill(o, f.Obj, k, "li") // «the bombing of positions of A in P and of B in Q»
		return
	}
	if !o.noun && f.Subj != lexicon.PlaceSlot && !(o.typ == schema.Support && slot == lexicon.PatientSlot || mutual(o.typ) && slot == lexicon.AgentSlot) {
		return
	}
	if o.noun && slot == lexicon.AgentSlot && len(o.agents) > 0 && f.Obj != lexicon.NoSlot {
		slot = f.Obj
	}
	if o.noun && slot == lexicon.AgentSlot && len(o.patients) > 0 && f.Gen == lexicon.PatientSlot && b.s.phrases[k].actor != nil && o.typ != schema.Kill {
		slot = f.Li
	}
	if o.noun && f.Gen == lexicon.PatientSlot && slot == lexicon.PatientSlot && len(o.patients) > 0 && len(o.agents) == 0 && f.Obj == lexicon.PatientSlot {
		// «X's targeting of Y»: with both complements the genitive is the doer.
		o.agents, o.patients = o.patients, nil
	}
	b.fill(o, slot, k, "li")
}

func (b *binder) fillBy(o *occurrence, k int) {
	// A subject that was taken for the doer is the one that suffers.
	if !o.noun && len(o.agents) > 0 && len(o.patients) == 0 {
		o.agents, o.patients = nil, o.agents
	}
	b.fill(o, lexicon.AgentSlot, k, "by")
	ph := &b.s.phrases[k]
	o.step("role.by", "named as the doer", b.d.phraseSpan(b.s, ph))
}

// supporter reads «with the support of X» as an occurrence of its own.
func (b *binder) supporter(o *occurrence, k int) {
	ph := &b.s.phrases[k]
	n := &occurrence{
		typ: schema.Support, status: schema.Happened, certainty: schema.Asserted, s: b.s, at: ph.relItem,
		trig: b.d.supportTrigger, noun: true, subjAt: -1, rule: "support.with",
	}
	n.agents = b.d.args(b.s, k, false)
	n.cause = o
	it := b.item(ph.relItem)
	n.step("support.with", "supports the doer of the occurrence beside it", Span{it.start, it.end})
	b.s.occs = append(b.s.occs, n)
}

// placeOf takes a phrase as where o happened.
func (b *binder) placeOf(o *occurrence, k int) {
	for n := k; n >= 0; n = b.s.phrases[n].and {
		ph := &b.s.phrases[n]
		if ph.place == nil {
			continue
		}
		o.places = addArg(o.places, arg{ph.place, b.d.phraseSpan(b.s, ph), false})
		ph.taken = true
	}
}
