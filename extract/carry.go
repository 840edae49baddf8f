package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// keep notes the subject of a clause for the clauses that follow without one.
func (f *focus) keep(o *occurrence) {
	if len(o.subj) == 0 || o.trig.Kind == "report" || o.relative || o.passive {
		return
	}
	f.subject = f.subject[:0]
	for _, a := range o.subj {
		if a.entity.kind != schema.Media && !a.entity.isPlace() {
			f.subject, f.in = append(f.subject, a.entity), o.s
		}
	}
}

// dropped gives a verb without a subject of its own the subject of the clause before.
func (b *binder) dropped(o *occurrence) {
	it := b.item(o.at)
	if passiveForm(o.form) || o.trig.Frame.Subj == lexicon.NoSlot {
		return
	}
	if it.form.Person == '1' {
		for _, e := range b.d.focus.speaker[:min(1, len(b.d.focus.speaker))] {
			a := arg{b.d.sideOf(e), Span{}, true}
			o.subj = append(o.subj, a)
			b.put(o, o.trig.Frame.Subj, a)
		}
		return
	}
	if !b.continues(o) {
		return
	}
	if e := b.selfSubject(o); e != nil {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
		o.step("subject.speaker", "the speaker tells of itself", Span{it.start, it.end})
		return
	}
	if e := b.sentenceSubject(o); e != nil {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
		o.step("subject.sentence", "the first body that the sentence names", Span{it.start, it.end})
		return
	}
	if b.d.focus.in != b.s && (o.at > 4 || o.evSubj != nil || o.relative) {
		return // the sentence before is too far from a verb in the middle of this one
	}
	for _, e := range b.d.focus.subject {
		if !agrees(e, it.form.Gender, it.form.Number != 's') {
			return
		}
	}
	for _, e := range b.d.focus.subject {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
	}
	o.step("subject.carried", "the subject of the clause before", Span{it.start, it.end})
}

// sentenceSubject returns the first phrase of the sentence without a preposition, if no clause before the
// verb has had a subject: its own verb is one that the lexicon does not know.
func (b *binder) sentenceSubject(o *occurrence) *entity {
	if b.d.focus.in == b.s {
		return nil
	}
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.last >= o.at {
			return nil
		}
		if ph.rel != lexicon.NoClass || ph.prep != 0 || ph.actor == nil || !organised(ph.actor) || ph.joined {
			continue
		}
		if ph.taken || b.speaks(k) || !agrees(ph.actor, o.form.Gender, o.form.Number != 's') {
			return nil
		}
		return ph.actor
	}
	return nil
}

// speaks reports whether phrase k is the subject of a verb of reporting.
func (b *binder) speaks(k int) bool {
	for _, o := range b.s.occs {
		if o.trig.Kind == "report" && o.subjAt == k {
			return true
		}
	}
	return false
}

// selfSubject returns the speaker where a verb of reporting governs «that it …» and the speaker agrees.
func (b *binder) selfSubject(o *occurrence) *entity {
	i := o.at - 1
	for i >= 0 && (b.item(i).punct == `"` || b.item(i).is(b.c.Particle)) {
		i--
	}
	if i < 0 || !b.item(i).is(b.c.Comp) || len([]rune(b.item(i).stem)) < 3 {
		return nil
	}
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		r := b.s.occs[k]
		if r.at < i && r.trig.Kind == "report" && len(r.agents) > 0 {
			if e := r.agents[0].entity; organised(e) && agrees(e, o.form.Gender, o.form.Number != 's') {
				return e
			}
			return nil
		}
	}
	return nil
}

// continues reports whether a verb goes on with the clause before: it is joined by a conjunction, or a
// complementizer or the verb «was» stands before it.
func (b *binder) continues(o *occurrence) bool {
	it := b.item(o.at)
	if o.trig.Kind == "report" {
		return false
	}
	if ambiguousVoice(o) && len(o.patients) > 0 {
		return it.conj == 'w' && o.at > 0 && b.verbBefore(o.at)
	}
	return true
}

// verbBefore reports whether an active verb with a subject stands before item i in the sentence.
func (b *binder) verbBefore(i int) bool {
	for _, o := range b.s.occs {
		if o.at < i && !o.noun && len(o.subj) > 0 && o.trig.Kind != "report" && !o.passive {
			return true
		}
	}
	return false
}
