package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// listFollows reports whether the word at item j begins a list of places of one kind: «the villages of A and B».
func (p *parser) listFollows(j int, kind schema.Kind) bool {
	it, after := p.item(j), p.item(j+1)
	return kind != schema.Region && it.def && it.unknown() && after != nil && after.punct != ")" && p.listMember(j+1)
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
	if i != prev.last+1 && !(i == prev.last+2 && p.item(i-1).punct == ",") || it.name != nil || !p.listMember(i) {
		return nil
	}
	if it.conj == 0 {
		it.conj, it.stem = 'w', string([]rune(it.norm)[1:])
		it.start += arabic.StemStart(p.d.text(it.start, it.end), 1)
	}
	name := p.words(i, i)
	if name == "" {
		return nil
	}
	ph := &phrase{first: i, last: i, def: it.def, listed: prev.listed, place: p.d.intern(prev.listed, name)}
	ph.place.addName(name)
	p.chain(ph)
	return ph
}
