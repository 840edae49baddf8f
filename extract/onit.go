package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// itReach is how far behind a word a preposition with a pronoun may stand that says where: «the withdrawal of X's forces from it».
const itReach = 4

// onIt gives a taking of a place or a retreat, of which none is told, the place that a preposition with a pronoun means: «attacked P and
// took it», «held P after X's withdrawal from it». In a relative clause the pronoun means what that describes.
func (b *binder) onIt(o *occurrence) {
	if o.typ != schema.Control && o.typ != schema.Withdraw || len(o.places) > 0 || !o.noun && b.item(o.at).conj == 0 || b.apart(o) {
		return
	}
	for i := o.at + 1; i <= o.at+itReach; i++ {
		it := b.item(i)
		if it == nil || it.punct != "" || it.conj != 0 || b.at[i] != nil {
			return
		}
		if it.np >= 0 || !it.isWord() || b.slotOfIt(o, it) != lexicon.PlaceSlot {
			continue
		}
		if e := b.placeBefore(o, it); e != nil {
			o.places = addArg(o.places, arg{e, Span{it.start, it.end}, true})
			o.step("pronoun.place", e.name, Span{it.start, it.end})
		}
		return
	}
}

// apart reports whether o stands in a relative clause or behind a negation: «the province that A announced the taking of».
func (b *binder) apart(o *occurrence) bool {
	for i := o.at - 1; i >= 0 && b.item(i).punct == ""; i-- {
		if it := b.item(i); it.np < 0 && it.isWord() && it.isAny(b.c.Rel, b.c.RelMa, b.c.Neg, b.c.NegWithout) {
			return true
		}
	}
	return false
}

// slotOfIt returns the role that o gives to what a preposition with a pronoun of the third person means; none to other words.
func (b *binder) slotOfIt(o *occurrence, it *item) lexicon.Slot {
	f := o.trig.Frame
	switch {
	case b.d.ownWord(it, "it-on"):
		return f.Ala
	case b.d.ownWord(it, "it-from"):
		return f.Min
	case b.d.ownWord(it, "it-to"):
		return f.Ila
	case b.d.ownWord(it, "it-in"):
		return lexicon.PlaceSlot
	}
	return lexicon.NoSlot
}

// placeBefore returns the one place of what the sentence tells before o, else the place that it names last before o, where that
// agrees with the pronoun on it.
func (b *binder) placeBefore(o *occurrence, it *item) *entity {
	feminine := strings.HasSuffix(it.norm, string(rune(arabic.Alef)))
	agrees := func(e *entity) bool { return e.kind == schema.Facility || feminine == town(e) }
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		if p := b.s.occs[k]; p.at < o.at && p.event() && !p.dead && len(p.places) == 1 && agrees(p.places[0].entity) {
			return p.places[0].entity
		}
	}
	for k := len(b.s.phrases) - 1; k >= 0; k-- {
		ph := &b.s.phrases[k]
		switch {
		case ph.last >= o.at || ph.place == nil:
		case !ph.isPlaceOnly() || ph.joined || ph.and >= 0 || !agrees(ph.place):
			return nil
		default:
			return ph.place
		}
	}
	return nil
}

// town reports whether a pronoun means e in the feminine, as it does towns, lands and the like.
func town(e *entity) bool {
	switch e.kind {
	case schema.Settlement, schema.Region, schema.District, schema.Country:
		return true
	}
	return false
}
