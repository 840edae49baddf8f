package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// ambiguousVoice reports whether a verb is spelled alike in both voices and its passive is common.
func ambiguousVoice(o *occurrence) bool {
	if o.form.Kind != arabic.Perfect && o.form.Kind != arabic.Imperfect {
		return false
	}
	switch o.typ {
	case schema.Kill, schema.Injure, schema.Detain, schema.Release, schema.Displace:
		return o.trig.Frame.Subj == lexicon.AgentSlot
	}
	return o.trig.Type == schema.Attack && o.mode == schema.Assassination
}

// passiveForm reports whether a verb is passive beyond doubt.
func passiveForm(f arabic.Form) bool {
	return f.Kind == arabic.PassiveVrb || f.Passive && f.Kind == arabic.Imperfect
}

// settleVoice decides whether a verb that can be either is active or passive: with one noun phrase and
// none before it, it is passive, and that phrase suffers.
func (b *binder) settleVoice(o *occurrence) {
	if !o.event() {
		return
	}
	passive := passiveForm(o.form)
	if ambiguousVoice(o) && !passive {
		b.countedObject(o)
		passive = len(o.agents) > 0 && len(o.patients) == 0 && !o.did("role.object")
		if passive && b.item(o.at).pron != "" {
			passive = false
		}
	}
	if passive && o.trig.Frame.Subj == lexicon.AgentSlot && len(o.patients) == 0 {
		if o.subjAt >= 0 && wholeGroup(&b.s.phrases[o.subjAt]) && !passiveForm(o.form) {
			return // «X kidnapped», told without whom
		}
		if o.subjAt >= 0 && b.s.phrases[o.subjAt].anaphor == bareAnaphor {
			k := o.subjAt
			o.agents, o.passive = slices.DeleteFunc(o.agents, func(a arg) bool { return !o.byAgent(a) }), true
			o.tally, o.told = nil, nil // those whom it befell are counted now
			b.fill(o, lexicon.PatientSlot, k, "passive subject")
			return
		}
		kept := o.agents[:0:0]
		for _, a := range o.agents {
			if a.inferred || o.byAgent(a) {
				kept = append(kept, a)
				continue
			}
			o.patients = addArg(o.patients, a)
		}
		o.agents = kept
		if len(o.patients) > 0 {
			o.passive = true
			o.step("voice.passive", "one participant only: it suffers", Span{b.item(o.at).start, b.item(o.at).end})
		}
	}
}

// objectWithin is how many items the object of a verb may stand behind its subject, past what describes the subject.
const objectWithin = 12

// countedObject finds the object of a verb of harm behind a clause that only describes its subject: «a bomber who is
// believed to be of X killed 32 persons». A noun with a number, and neither preposition nor «and», has no other part there.
func (b *binder) countedObject(o *occurrence) {
	if o.noun || len(o.patients) > 0 || o.did("role.object") {
		return
	}
	last := o.at
	switch next := b.item(o.at + 1); {
	case o.subjAt >= 0:
		if ph := &b.s.phrases[o.subjAt]; b.item(ph.first).qty == nil {
			last = max(last, ph.last)
			break
		}
		return
	case next == nil || !next.isWord() || !next.unknown() || next.conj != 0 || next.prep != 0:
		return
	}
	for i := last + 1; i < len(b.s.items) && i <= last+objectWithin; i++ {
		it := b.item(i)
		switch {
		case b.at[i] != nil && !b.adverbial(b.at[i]) || it.punct != "" && it.punct != "," && it.punct != `"` && it.punct != "(" && it.punct != ")":
			return
		case it.np < 0:
			continue
		}
		ph := &b.s.phrases[it.np]
		if ph.quantified && ph.tally != nil && ph.rel == lexicon.NoClass && ph.prep == 0 && !ph.joined && b.item(ph.first).conj == 0 && b.item(ph.first).qty != nil {
			o.tally = nil // that of the subject
			b.fill(o, o.trig.Frame.Obj, it.np, "object")
			return
		}
		i = ph.last
	}
}

// adverbial reports whether an event noun only says how: «by throwing bombs», «with bullets».
func (b *binder) adverbial(o *occurrence) bool {
	it := b.item(o.at)
	return o.noun && (o.trig.ID == "means" || it.conj == 0 && it.prep == 0 && !it.def && strings.HasSuffix(it.norm, string(rune(arabic.Alef))))
}

// wholeGroup reports whether a phrase names a fighting body as such, which is no person that one kills
// or arrests.
func wholeGroup(ph *phrase) bool {
	return ph.nature == whole && ph.anaphor == noAnaphor && ph.tally == nil && ph.actor != nil &&
		(ph.actor.kind == schema.ArmedGroup || ph.actor.kind == schema.Military || ph.actor.kind == schema.Coalition || ph.actor.kind == schema.State)
}

func (o *occurrence) byAgent(a arg) bool { return o.didAt("role.by", a.span) }

// selfHarm reads «blew himself up», «the blowing up of themselves by X»: whoever does that is the attacker.
func (b *binder) selfHarm(o *occurrence) {
	if !o.event() || o.trig.Frame.ID != "blast" {
		return
	}
	for i := o.at + 1; i < len(b.s.items) && i <= o.at+4; i++ {
		it := b.item(i)
		switch {
		case it.np >= 0 || it.punct == `"`:
			continue
		case !it.isWord() || !it.is(b.c.Self):
			return
		}
		o.mode = schema.Suicide
		if o.noun && len(o.agents) == 0 {
			o.agents, o.patients = o.patients, nil
		}
		o.hold.roles[0] = o.hold.roles[0].with(firm, len(o.agents) > 0)
		o.step("self", "the attacker is whom the attack destroys", Span{it.start, it.end})
		return
	}
}
