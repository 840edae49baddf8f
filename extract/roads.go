package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// roadHead reads a road by where it leads: «the road between X and Y», «the line that joins X and Y», «the X – Y
// road». The places that it joins are part of its name.
func (p *parser) roadHead(i int, ph *phrase) bool {
	if p.behindPlace(i) {
		return false // «X on the road from Y to Z» says where X lies
	}
	j, joined, to := i+1, false, false
	for n := 0; n < 2 && p.plainWord(j) && (p.item(j).is(p.c.AdjCommon) || p.sortAdjective(p.item(j)) || p.item(j).unknown() && p.item(j).def); n++ {
		j++
	}
	if it := p.item(j); it != nil && it.isWord() && it.conj == 0 && it.isAny(p.c.Joining, p.c.Beside) {
		j, joined, to = j+1, true, it.is(p.c.Beside)
	}
	if it := p.item(j); it != nil && it.isWord() && it.isAny(p.c.Bayn, p.c.Ila) {
		j, joined, to = j+1, true, to || it.is(p.c.Ila)
	}
	from := p.placeEndAt(j, joined)
	if from < 0 {
		return false
	}
	last := from
	for n := 0; n < 3; n++ {
		k := last + 1
		it := p.item(k)
		dash := it != nil && it.punct == "-"
		if dash {
			k++
		} else if !joined || it == nil || it.conj != 'w' {
			break
		}
		next := p.placeEndAt(k, true)
		if next < 0 {
			break
		}
		last, joined = next, joined && !dash
	}
	if last == from && !to {
		return false // «the road of X» is read as any place
	}
	ph.place, ph.last = p.built(schema.Facility, i, last), last
	return true
}

// firstIs reports whether the first word of an item of several words belongs to class c.
func (p *parser) firstIs(it *item, c lexicon.Class) bool {
	return p.d.spells(p.s.tokens[it.first].Norm, c)
}

// placeEndAt returns the last item of the place that begins at item j, its type noun and the preposition written with it
// included; -1 where none does. Names that the lexicon does not know count behind a word that joins.
func (p *parser) placeEndAt(j int, joined bool) int {
	it := p.item(j)
	if it == nil || it.punct != "" || it.prep != 0 && it.prep != 'b' && it.prep != 'l' {
		return -1
	}
	if last := p.placeNameEnd(j); last >= 0 {
		return last
	}
	if joined && it.unknown() && it.def {
		return j
	}
	return -1
}

// placeNameEnd returns the last item of the name of a place that begins at item j, without what it lies in; -1 where none
// does.
func (p *parser) placeNameEnd(j int) int {
	inner := &phrase{}
	switch {
	case !p.place(j, inner):
		return -1
	case p.item(j).name != nil:
		return j
	case p.item(j+1) != nil && p.item(j+1).name != nil:
		return j + 1
	case len(inner.chain) > 0:
		return -1
	}
	return inner.last
}

// borderItself reads the words for a border strip or area that say no more.
func (p *parser) borderItself(i int, ph *phrase) bool {
	if it := p.item(i); it.first == it.last || p.behindPlace(i) {
		return false
	}
	ph.place = p.built(schema.Natural, i, i)
	return true
}
