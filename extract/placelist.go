package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// listFollows reports whether the word at item j begins a list of places of one kind: «the villages of A and B».
func (p *parser) listFollows(j int, kind schema.Kind) bool {
	it, end := p.item(j), p.placeEnd(j)
	if kind == schema.Region || end < 0 || end == j && (!it.unknown() || !it.def && feminine(it)) {
		return false // «areas of many kinds and …»: without the article the feminine is an adjective
	}
	after := p.item(end + 1)
	return after != nil && after.punct != ")" && p.listMember(end+1)
}

// listMember reports whether item i, perhaps behind a comma, goes on a list of places: a word of which the
// lexicon knows nothing or a place, joined by «and».
func (p *parser) listMember(i int) bool {
	it := p.item(i)
	if it != nil && it.punct == "," {
		it = p.item(i + 1)
	}
	if it == nil || it.punct != "" || it.conj == 'f' || it.prep != 0 {
		return false
	}
	if it.conj == 'w' {
		return it.unknown() && it.def || it.name != nil
	}
	return it.unknown() && conjoined(it.norm)
}

// listedPlace reads a further member of a list of places that the phrase before it began.
func (p *parser) listedPlace(i int) *phrase {
	n := len(p.s.phrases)
	if n == 0 || !p.s.phrases[n-1].listed.IsPlace() {
		return nil
	}
	prev := &p.s.phrases[n-1]
	it := p.item(i)
	if i != prev.last+1 && !(i == prev.last+2 && p.item(i-1).punct == ",") || it.name != nil || slices.Contains(it.near, p.c.Capital) || !p.listMember(i) {
		return nil
	}
	if it.conj == 0 {
		it.conj, it.stem = 'w', string([]rune(it.norm)[1:])
		it.start += arabic.StemStart(p.d.text(it.start, it.end), 1)
	}
	last := p.memberEnd(i)
	name := p.words(i, last)
	if name == "" {
		return nil
	}
	ph := &phrase{first: i, last: last, def: it.def, listed: prev.listed, place: p.d.intern(prev.listed, name)}
	ph.place.addName(name)
	p.chain(ph)
	return ph
}

// memberEnd returns the last item of the name of a member of a list of places: «X and village Y» names one of two words,
// where the lexicon knows nothing of either.
func (p *parser) memberEnd(i int) int {
	it, next := p.item(i), p.item(i+1)
	if it.def || next == nil || next.conj != 0 || next.prep != 0 || !(next.unknown() && next.def || next.isWord() && next.is(p.c.Given)) {
		return i
	}
	return i + 1
}

// additive reports whether b adds a place to those of a: «X, in addition to Y», «X, and also Y».
func (p *parser) additive(a, b *phrase) bool {
	if !a.isPlaceOnly() || !b.isPlaceOnly() || b.prep != 0 {
		return false
	}
	added := false
	for i := a.last + 1; i < b.first; i++ {
		it := p.item(i)
		switch {
		case it.punct == "," || it.punct == `"`:
		case it.isWord() && !added && slices.Contains(it.near, p.c.Additive):
			added = true
		case it.isWord() && added && it.conj == 0 && it.isAny(p.c.Ila, p.c.An, p.c.Ala) && i == b.first-1:
		default:
			return false
		}
	}
	return added
}
