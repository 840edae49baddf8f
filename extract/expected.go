package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// expectedPerson reads two to four words that the lexicon does not know, or common words that are names too, as the
// name of a person where the text must go on with one.
func (p *parser) expectedPerson(i int, ph *phrase) bool {
	it := p.item(i)
	if it.def || it.prep != 0 || !p.firstName(it) || !p.nameExpected(i) {
		return false
	}
	last := i
	for n := 1; n < 4; n++ {
		next := p.item(last + 1)
		if next == nil || !p.namePart(next) || next.unknown() && !next.def && !foreign(next) || adjectival(next) {
			break
		}
		last++
		if next.unknown() && next.def {
			break
		}
	}
	if last == i || !p.surnamed(i, last) {
		return p.aged(i, i, ph)
	}
	p.setPerson(i, last, ph)
	ph.gender = 'm'
	return true
}

// firstName reports whether a word can be a given name that the lexicon does not know as one.
func (p *parser) firstName(it *item) bool {
	if p.isOn(it) {
		return false
	}
	return it.isAny(p.c.Given, p.c.GivenWeak, p.c.GivenNoun) || it.unknown() && foreign(it) && !conjoined(it.norm) && len([]rune(it.norm)) >= 3
}

// surnamed reports whether what follows the first word makes a name of it: a given name, or a surname with the
// article that nothing qualifies, before the end of the phrase.
func (p *parser) surnamed(i, last int) bool {
	first, it := p.item(i), p.item(last)
	switch {
	case first.is(p.c.Given), p.item(i+1).is(p.c.Given) && !first.unknown():
		return true
	case !first.unknown():
		return it.def && !adjectival(it)
	case len([]rune(first.norm)) < 4 || first.pron != "":
		return false
	case it.def:
		return strings.HasSuffix(it.norm, string(rune(arabic.Yeh)))
	}
	if next := p.item(last + 1); p.item(i-1).isAny(p.c.TheyAre, p.c.EachOf) {
		return it.unknown() && !p.item(i-1).isAny(p.c.Among) && next != nil && (next.conj == 'w' || next.punct != "")
	}
	return it.unknown() && p.subjectEnds(last+1)
}

// nameExpected reports whether a name of a person must follow: behind the words for a killing, an arrest or a
// release, behind «they are», or in a list of names.
func (p *parser) nameExpected(i int) bool {
	j := i - 1
	for p.item(j) != nil && (p.item(j).punct == `"` || p.item(j).punct == ":") {
		j--
	}
	prev := p.item(j)
	switch {
	case prev == nil:
		return false
	case prev.isAny(p.c.TheyAre, p.c.EachOf):
		return true
	case prev.np >= 0 || prev.punct == ",":
		k := prev.np
		if prev.punct == "," {
			if p.item(j-1) == nil || p.item(j-1).np < 0 {
				return false
			}
			k = p.item(j - 1).np
		}
		who := p.s.phrases[k].actor
		return who != nil && who.kind == schema.Person && (prev.punct == "," || p.item(i).conj == 'w')
	case prev.trig != nil && prev.trig.Kind == "event" && !prev.form.Kind.IsVerb() && j == i-1:
		return done(prev) && !prev.def && p.item(i).conj == 0
	}
	return false
}

// aged reads a name before an age in brackets: «X (14 years)».
func (p *parser) aged(i, last int, ph *phrase) bool {
	open, age := p.item(last+1), p.item(last+2)
	if open == nil || open.punct != "(" || age == nil || age.qty == nil || age.qty.Unit != quantity.UnitAge && age.qty.Unit != quantity.UnitDuration {
		return false
	}
	p.setPerson(i, last, ph)
	return true
}

// agedPerson reads one to three words before an age in brackets as a name.
func (p *parser) agedPerson(i int, ph *phrase) bool {
	it := p.item(i)
	if it.def || it.prep != 0 || !p.firstName(it) {
		return false
	}
	last := i
	for n := 1; n < 4 && p.item(last+1) != nil && p.namePart(p.item(last+1)); n++ {
		last++
	}
	return p.aged(i, last, ph)
}

// shorter gives a name that ends in a word of which the lexicon knows nothing the form without it too: it may be the
// next word of the sentence.
func (p *parser) shorter(i, last int, e *entity) {
	if it := p.item(last); last > i+1 && it.unknown() && !it.def && !p.item(last-1).is(p.c.Kunya) {
		e.addName(trimMarks(p.d.text(p.item(i).start, p.item(last-1).end)))
	}
}

// quotedPlace reads a word in quotation marks behind a preposition of place as a settlement.
func (p *parser) quotedPlace(i int, ph *phrase) bool {
	it, prev, next := p.item(i), p.item(i-1), p.item(i+1)
	if prev == nil || prev.punct != `"` || next == nil || !it.unknown() || it.conj != 0 {
		return false
	}
	if next.punct != `"` || relational(it.norm) && it.def && adjectival(it) {
		return false
	}
	gov := p.item(i - 2)
	if gov == nil {
		return false
	}
	listed := gov.punct == "" && gov.np >= 0 && p.s.phrases[gov.np].isPlaceOnly() || gov.punct == `"` && it.conj == 'w'
	if !listed && !(gov.isWord() && gov.isAny(p.c.Fi, p.c.Near, p.c.Ila)) {
		return false
	}
	p.newSettlement(i, i, ph)
	return true
}

func (p *parser) newSettlement(i, last int, ph *phrase) {
	name := p.words(i, last)
	ph.place, ph.last = p.d.intern(schema.Settlement, name), last
	ph.place.addName(name)
	p.chain(ph)
}

// companion reads an unknown word with the article that goes on a list of places to its end: «in X, Y and al-Z.»
func (p *parser) companion(i int, ph *phrase) bool {
	it := p.item(i)
	n := len(p.s.phrases)
	if n == 0 || !it.unknown() || !it.def || it.conj != 'w' || it.prep != 0 || strings.HasSuffix(it.norm, string([]rune{arabic.Yeh, arabic.Noon})) {
		return false
	}
	if p.sortAdjective(it) {
		return false
	}
	prev := &p.s.phrases[n-1]
	if !prev.isPlaceOnly() || prev.anaphor != noAnaphor || i != prev.last+1 || levels[prev.place.kind] > 3 || prev.rel == 0 && prev.prep == 0 && p.item(prev.first).conj == 0 {
		return false
	}
	next := p.item(i + 1)
	if next != nil && next.punct == "" && !(next.isWord() && next.isAny(p.c.Fi, p.c.Located, p.c.Direction, p.c.Near)) && !p.listMember(i+1) {
		return false
	}
	p.newSettlement(i, i, ph)
	return true
}
