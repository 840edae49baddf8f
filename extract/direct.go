package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// direct handles a phrase without a preposition: the genitive of a noun, the subject or object of a verb.
func (b *binder) direct(o *occurrence, f *lexicon.Frame, k int, direct *int, genitive bool) bool {
	ph := &b.s.phrases[k]
	if b.ofAnother(o, ph) || b.specifies(o) || b.named(o, ph) {
		return true
	}
	*direct++
	if o.noun {
		switch {
		case *direct == 1 && (genitive || !b.item(o.at).def):
			if b.item(o.at).pron != "" && f.Obj != lexicon.NoSlot {
				b.fill(o, f.Obj, k, "object")
				return true
			}
			if o.typ == schema.Attack && b.strikes(o, ph) {
				b.fill(o, lexicon.PatientSlot, k, "object")
				return true
			}
			b.genitive(o, f, k)
		case *direct == 2 && f.Obj != lexicon.NoSlot && len(o.agents) > 0 && len(o.patients) == 0:
			b.fill(o, f.Obj, k, "object")
		case *direct == 2 && f.Gen == lexicon.PatientSlot && f.Obj == lexicon.PatientSlot && len(o.patients) > 0 && len(o.agents) == 0 && ph.actor != nil:
			// Two genitives in a row: the first did it, the second suffered it.
			o.agents, o.patients = o.patients, nil
			b.fill(o, f.Obj, k, "object")
		default:
			return false
		}
		return true
	}
	switch {
	case b.item(o.at).pron != "" && o.subjAt < 0, o.subjAt == -1 && b.canBeSubject(o, f, ph, k):
		b.isSubject(o, k, "subject")
	case b.item(o.at).pron != "" && o.subjAt >= 0:
		return false // «X struck them»: the pronoun is the object
	case f.Obj != lexicon.NoSlot:
		b.fill(o, f.Obj, k, "object")
	default:
		return false
	}
	return true
}

// strikes reports whether o, a noun, is the subject of the verb right before it, which then has the phrase ph as its object: «an
// American raid hit X». Adjectives stand between, or the accusative shows it.
func (b *binder) strikes(o *occurrence, ph *phrase) bool {
	if verb := b.item(o.at - 1); verb == nil || !verb.finite() || verb.trig.Kind != "event" {
		return false
	}
	if first := b.item(ph.first); ph.first == o.at+1 && (first.name != nil || first.def || !strings.HasSuffix(first.norm, string(rune(arabic.Alef)))) {
		return false
	}
	for i := o.at + 1; i < ph.first; i++ {
		if it := b.item(i); !it.isWord() || it.np >= 0 || it.trig != nil || it.conj != 0 || it.prep != 0 || definite(it.norm) != definite(b.item(o.at).norm) {
			return false
		}
	}
	return true
}

// ofAnother reports whether a phrase is the genitive of a word that the lexicon does not know: «the
// absence of X's aircraft» is no object.
func (b *binder) ofAnother(o *occurrence, ph *phrase) bool {
	i := ph.first - 1
	for i > o.at && b.item(i).punct == `"` {
		i--
	}
	if i <= o.at {
		return false
	}
	it := b.item(i)
	if o.trig.Kind == "report" && ph.actor != nil && ph.actor.kind == schema.Media {
		return false // what an account of an outlet publishes the outlet does
	}
	return it.unknown() && !it.def && !strings.HasSuffix(it.norm, string(rune(arabic.Alef)))
}

// specifies reports whether a noun for the dead or wounded only says what a number counts: «28 dead» in the
// accusative, which no genitive follows.
func (b *binder) specifies(o *occurrence) bool {
	it := b.item(o.at)
	return o.noun && o.trig.Frame.ID == "dead" && it.form.Number == 's' && strings.HasSuffix(it.stem, string(rune(arabic.Alef)))
}

// genitive gives the genitive of a verbal noun its role: that of the frame, but what is a place and
// cannot act is where or what was struck.
func (b *binder) genitive(o *occurrence, f *lexicon.Frame, k int) {
	slot := f.Gen
	if ph := &b.s.phrases[k]; slot == lexicon.PlaceSlot && ph.place == nil && wholeGroup(ph) {
		slot = lexicon.AgentSlot // «X's recapture of …»
	}
	if slot == lexicon.AgentSlot && o.typ == schema.Attack && f.Obj == lexicon.PatientSlot && b.s.phrases[k].nature == sites {
		slot = lexicon.PatientSlot // «the bombing of X's positions»
	}
	onto := f.ID == "seize-ala" // its nouns end with the preposition: «the arrest of»
	if slot == lexicon.PatientSlot && !onto && f.Subj == lexicon.AgentSlot && wholeGroup(&b.s.phrases[k]) && b.s.phrases[k].and < 0 {
		switch o.typ {
		case schema.Kill, schema.Injure, schema.Detain, schema.Release:
			slot = lexicon.AgentSlot
		case schema.Attack:
			if b.anotherDirect(k) {
				slot = lexicon.AgentSlot // «X's bombing of a house»
			}
		}
	}
	b.fill(o, slot, k, "genitive")
}
