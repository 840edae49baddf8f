package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// subject looks for the subject of a verb before it.
func (b *binder) subject(o *occurrence) {
	comma := false
	for i := o.at - 1; i >= 0; i-- {
		it := b.item(i)
		switch {
		case it.np >= 0:
			if b.item(o.at).conj != 0 && i == o.at-1 || comma && b.item(o.at).conj != 0 {
				return
			}
			if b.companion(o, b.listHead(it.np)) {
				i = b.s.phrases[b.listHead(it.np)].relItem
				continue
			}
			if k := b.listHead(it.np); o.trig.Kind == "occur" && b.ofEvent(k) {
				b.eventBefore(o, b.at[b.s.phrases[k].first-1]) // «the retaking of P will be done soon»
				return
			}
			if h := &b.s.phrases[b.listHead(it.np)]; h.rel != lexicon.NoClass || h.prep != 0 {
				if i = h.first; h.relItem >= 0 {
					i = h.relItem
				}
				continue
			}
			if k := b.listHead(it.np); b.s.phrases[k].isPlaceOnly() && o.trig.Frame.Subj == lexicon.AgentSlot && o.event() && b.bearing(k) {
				i = b.s.phrases[k].first // «people of P, north of Q, were executed»
				continue
			}
			if b.item(o.at).pron != "" && o.trig.Frame.Obj != lexicon.NoSlot && b.subjectFollows(o) {
				b.fill(o, o.trig.Frame.Obj, b.listHead(it.np), "topic object")
				return
			}
			if comma && !b.topic(i) || b.ofEvent(b.listHead(it.np)) && b.subjectFollows(o) {
				return
			}
			b.takeSubject(o, b.listHead(it.np))
			return
		case it.punct == ",":
			if b.item(o.at).conj != 0 {
				return
			}
			comma = true
		case it.punct == `"` || it.punct == ")" || it.punct == "(" || it.time != nil || it.qty != nil:
		case b.barrier(i):
			if it.isWord() && it.is(b.c.Rel) {
				b.relative(o, i)
			}
			return
		case b.at[i] != nil && b.at[i].trig.Kind == "aux":
		case b.at[i] != nil:
			if b.item(o.at).conj != 0 {
				return
			}
			b.eventBefore(o, b.at[i])
			return
		case it.is(b.c.Neg) || it.is(b.c.NegLa) || b.describes(it):
		default:
			return
		}
	}
}

// describes reports whether a word only describes the noun before it.
func (b *binder) describes(it *item) bool {
	if !it.isWord() || it.prep != 0 {
		return false
	}
	return it.unknown() && (it.conj == 0 || it.def) || it.isAny(b.c.SourceAdj, b.c.Loaded, b.c.AdjCommon, b.c.AlsoAdj,
		b.c.ModeAir, b.c.ModeDrone, b.c.ModeSuicide, b.c.DirAdj, b.c.Others, b.c.Some)
}

// topic reports whether the phrase at item i opens its clause: only then may commas part it from its verb.
func (b *binder) topic(i int) bool {
	ph := &b.s.phrases[b.item(i).np]
	j := ph.first - 1
	for j >= 0 && b.item(j).punct == `"` {
		j--
	}
	return j < 0 || b.barrier(j)
}

// listHead returns the first phrase of the list that phrase k ends.
func (b *binder) listHead(k int) int {
	for k > 0 && b.s.phrases[k].joined && b.s.phrases[k-1].and == k {
		k--
	}
	return k
}

func (b *binder) takeSubject(o *occurrence, k int) {
	ph := &b.s.phrases[k]
	if ph.rel != lexicon.NoClass || ph.prep != 0 {
		return
	}
	if b.relPhrase(o, k) {
		return
	}
	b.isSubject(o, k, "subject")
}

// isSubject makes the list that phrase k begins the subject of a verb.
func (b *binder) isSubject(o *occurrence, k int, how string) {
	o.subjAt = k
	if o.event() && ambiguousVoice(o) && o.did("role.by") {
		o.passive = true // «was killed at the hands of X»: the subject behind them suffers
		b.fill(o, o.trig.Frame.Obj, k, "passive subject")
		return
	}
	b.fill(o, o.trig.Frame.Subj, k, how)
	o.subj = b.d.args(b.s, k, false)
}

// ofEvent reports whether phrase k is the genitive of an event noun right before it: «from the control of X», which is
// no subject of the verb behind it.
func (b *binder) ofEvent(k int) bool {
	e := b.at[b.s.phrases[k].first-1]
	return e != nil && e.noun && e.event()
}

// subjectFollows reports whether a phrase without a preposition stands right behind the verb.
func (b *binder) subjectFollows(o *occurrence) bool {
	for i := o.at + 1; i < len(b.s.items) && i < o.at+4; i++ {
		it := b.item(i)
		if it.np >= 0 {
			ph := &b.s.phrases[it.np]
			return ph.rel == lexicon.NoClass && ph.prep == 0 && !ph.isPlaceOnly()
		}
		if it.punct != `"` && it.time == nil {
			return false
		}
	}
	return false
}

// companion takes «together with X» between a subject and its verb as a further subject.
func (b *binder) companion(o *occurrence, k int) bool {
	ph := &b.s.phrases[k]
	if ph.rel != b.c.Maa && ph.rel != b.c.Alongside || ph.actor == nil {
		return false
	}
	b.fill(o, o.trig.Frame.Subj, k, "companion")
	o.subj = append(o.subj, b.d.args(b.s, k, false)...)
	return true
}

// relPhrase reports whether phrase k and the verb are parted by a relative pronoun: handled elsewhere.
func (b *binder) relPhrase(o *occurrence, k int) bool {
	for i := b.s.phrases[k].last + 1; i < o.at; i++ {
		if b.item(i).isWord() && b.item(i).is(b.c.Rel) {
			return true
		}
	}
	return false
}

// relative binds a relative clause to what stands before its pronoun at item i: to its object if the
// verb carries a pronoun, else to its subject.
func (b *binder) relative(o *occurrence, i int) {
	o.relative = true
	for j := i - 1; j >= 0 && j > i-8; j-- {
		it := b.item(j)
		switch {
		case it.np >= 0:
			k := b.listHead(it.np)
			if h := &b.s.phrases[k]; h.rel == b.c.LedBy {
				j = h.relItem
				continue
			}
			if b.resumed(o) {
				if b.s.phrases[k].place != nil {
					b.fill(o, lexicon.PlaceSlot, k, "relative place")
				}
				return
			}
			b.relativeTo(o, k, j)
			return
		case b.at[j] != nil && b.at[j].noun:
			b.eventBefore(o, b.at[j])
			return
		case it.punct == `"` || it.punct == ")" || it.punct == "(" || it.punct == "," || b.describes(it):
		default:
			return
		}
	}
}

// relativeTo binds the verb of a relative clause to phrase k, which ends at item j.
func (b *binder) relativeTo(o *occurrence, k, j int) {
	if b.item(o.at).pron == "" {
		b.isSubject(o, k, "relative subject")
	} else {
		b.fill(o, o.trig.Frame.Obj, k, "relative object")
	}
	if o.trig.Kind != "occur" && o.trig.Kind != "light" {
		return
	}
	if o.noun || b.ownObject(o) {
		return
	}
	// «the campaign against X that Y leads»: the noun before may be an occurrence further left.
	for m := j; m >= 0 && m > j-8; m-- {
		if e := b.at[m]; e != nil && e.event() && e.noun {
			o.inner = e
			return
		}
	}
}

// ownObject reports whether an event noun stands right behind a light verb: «X, which launched an attack».
func (b *binder) ownObject(o *occurrence) bool {
	n := b.at[o.at+1]
	return o.trig.Kind == "light" && n != nil && n.event() && n.noun && !n.definite
}

// resumed reports whether a preposition with a pronoun behind the verb takes up what stands before the
// relative pronoun: «the town that X controls (it)».
func (b *binder) resumed(o *occurrence) bool {
	for i := o.at + 1; i < len(b.s.items) && i <= o.at+3; i++ {
		it := b.item(i)
		if it.np < 0 && it.isWord() && it.is(b.c.Resumptive) {
			return true
		}
	}
	return false
}

// eventBefore binds a verb to the event noun before it: «an attack that X launched», «clashes broke out».
func (b *binder) eventBefore(o, e *occurrence) {
	if !e.noun {
		return
	}
	o.relative = true
	if b.item(o.at).pron != "" || o.trig.Kind == "light" && b.resumed(o) {
		o.inner = e
		return
	}
	if next := b.item(o.at + 1); next != nil && next.isWord() && next.is(b.c.Whereby) {
		return // «a deal by which X left»
	}
	o.evSubj, o.subjAt = e, -2
}

// canBeSubject reports whether the first phrase behind a verb is its subject. A place, or a position of
// somebody, behind a verb of force is its object: the subject is carried over.
func (b *binder) canBeSubject(o *occurrence, f *lexicon.Frame, ph *phrase, k int) bool {
	if ph.isPlaceOnly() {
		return f.Subj == lexicon.PlaceSlot || o.trig.Kind == "suffer" // «the airport came under shelling»
	}
	if f.Obj != lexicon.NoSlot && f.Subj == lexicon.AgentSlot && ph.nature == sites && o.event() || b.goesOn(o, k) {
		return false
	}
	if f.Obj != lexicon.NoSlot && f.Subj == lexicon.AgentSlot && o.event() && b.disagrees(o, ph) && len(b.d.focus.subject) > 0 && b.d.focus.in == b.s &&
		agrees(b.d.focus.subject[0], o.form.Gender, o.form.Number != 's') && b.d.focus.subject[0] != ph.actor {
		return false
	}
	if f.Obj == lexicon.PatientSlot && f.Subj == lexicon.AgentSlot && o.event() && ambiguousVoice(o) &&
		b.item(o.at).conj == 'w' && b.verbBefore(o.at) && !b.anotherDirect(k) && len(b.d.focus.subject) > 0 {
		e := b.d.focus.subject[0]
		if ph.actor != e && agrees(e, o.form.Gender, o.form.Number != 's') {
			return false // «and killed three of Y»: the subject goes on
		}
	}
	return true
}

// device reports whether the word at item i, right behind a verb of violence that has no subject yet, is what explodes: a
// bomb, a mined vehicle.
func (b *binder) device(o *occurrence, i int) bool {
	it := b.item(i)
	if o.noun || !o.event() || o.subjAt != -1 || i > o.at+2 || it.np >= 0 || !it.isWord() || it.conj != 0 || it.prep != 0 ||
		o.trig.Frame.Subj != lexicon.AgentSlot || o.trig.Frame.Obj != lexicon.PatientSlot || len(o.trig.Needs) > 0 {
		return false // of what is fired, thrown or planted a device is the object
	}
	return (o.typ == schema.Attack || harm(o.typ)) && (i == o.at+1 && b.d.ownWord(it, "device") || b.d.ownWord(it, "device-adj"))
}

// byDevice makes the device at item i the subject of o, which then has no doer: what follows without a preposition is
// whom or what it struck.
func (b *binder) byDevice(o *occurrence, i int) {
	o.subjAt = -2
	o.hold.roles[0] |= closed
	o.step("subject.device", "no doer, but a device", Span{b.item(i).start, b.item(i).end})
}

// goesOn makes a noun for an attack the subject of a verb of attack that goes on with «and» and has one phrase behind it:
// «an attack was made, and struck X».
func (b *binder) goesOn(o *occurrence, k int) bool {
	if o.noun || o.typ != schema.Attack || b.item(o.at).conj != 'w' || o.trig.Frame.Obj != lexicon.PatientSlot || o.trig.Frame.Subj != lexicon.AgentSlot || b.anotherDirect(k) {
		return false
	}
	for n := len(b.s.occs) - 1; n >= 0; n-- {
		e := b.s.occs[n]
		if e.at >= o.at {
			continue
		}
		if e.event() && (!e.noun || e.typ != schema.Attack) || b.parted(e.at, o.at) {
			return false
		}
		if e.event() {
			if b.undertakes(e, o) {
				return false
			}
			o.evSubj, o.subjAt = e, -2
			return true
		}
	}
	return false
}

// undertakes reports whether a verb before e bears on it whose subject may be that of o too: «A launched an attack, and
// struck X».
func (b *binder) undertakes(e, o *occurrence) bool {
	return slices.ContainsFunc(b.s.occs, func(p *occurrence) bool {
		return p.at < e.at && !p.noun && p.target() == e && len(p.subj) > 0 && agrees(p.subj[0].entity, o.form.Gender, o.form.Number != 's')
	})
}

// disagrees reports whether a verb cannot have a phrase as its subject by gender.
func (b *binder) disagrees(o *occurrence, ph *phrase) bool {
	return ph.nature == whole && ph.and < 0 && o.form.Number == 's' && ph.gender != 0 && o.form.Gender != 0 && ph.gender != o.form.Gender
}

// anotherDirect reports whether another phrase without a preposition follows phrase k in its clause.
func (b *binder) anotherDirect(k int) bool {
	for n := k + 1; n < len(b.s.phrases); n++ {
		ph := &b.s.phrases[n]
		for i := b.s.phrases[n-1].last + 1; i < ph.first; i++ {
			if b.barrier(i) || b.at[i] != nil || b.item(i).punct == "," {
				return false
			}
		}
		if ph.joined {
			continue
		}
		if ph.rel == lexicon.NoClass && ph.prep == 0 && b.item(ph.first).conj == 0 {
			return true
		}
	}
	return false
}

// lateSubject takes the first free phrase behind the occurrence at item i that a verb bears on as its subject:
// «took part in the talks, according to X, A and B».
func (b *binder) lateSubject(o *occurrence, i int) {
	if o.noun || o.subjAt != -1 || len(o.agents) > 0 {
		return
	}
	for j := i + 1; j < len(b.s.items); j++ {
		it := b.item(j)
		switch {
		case it.np >= 0:
			ph := &b.s.phrases[it.np]
			if ph.rel == lexicon.NoClass && ph.prep == 0 && !ph.isPlaceOnly() {
				b.isSubject(o, it.np, "late subject")
			}
			if ph.rel != b.c.Per {
				return
			}
			j = ph.last
		case it.punct == "," || it.punct == `"` || it.time != nil || it.isWord() && it.is(b.c.Per):
		default:
			return
		}
	}
}
