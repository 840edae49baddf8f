package extract

import "slices"

// otherPlaces notes that o is told of places that the text sets apart from those before and does not name: «the other towns»,
// «the rest of the areas». It is in none that another clause names.
func (b *binder) otherPlaces(o *occurrence) {
	if !o.event() || len(outright(o.places)) > 0 {
		return
	}
	for i := o.at + 1; i < len(b.s.items) && !b.barrier(i) && b.item(i).punct == ""; i++ {
		if b.at[i] != nil && !slices.Contains(b.item(i).near, b.c.Rest) {
			return // «the rest of» is spelled like «remained in it»
		}
		if b.setApart(i) {
			if b.placeBehind(i) {
				return // «the other towns of X», «the rest of the areas, such as X»
			}
			o.places = nil
			o.hold.roles[2] |= firm
			it := b.item(i)
			o.step("place.other", "none of the places before", Span{it.start, it.end})
			return
		}
	}
}

// setApart reports whether item i is a noun for places, with «other» behind it or «the rest of» before it.
func (b *binder) setApart(i int) bool {
	it, p := b.item(i), parser{d: b.d, s: b.s, c: b.c}
	if it.np >= 0 || !it.isWord() || b.d.placeNoun(it) == "" && !slices.Contains(it.near, b.c.PartOf) {
		return false
	}
	if prev := b.item(i - 1); i > 0 && prev.isWord() && slices.Contains(prev.near, b.c.Rest) {
		return true
	}
	if p.nounNumber(it) == 's' {
		return false
	}
	for j := i + 1; j <= i+2 && p.plainWord(j) && p.item(j).np < 0; j++ {
		if p.item(j).is(b.c.Others) || b.d.spells(trimArticle(p.item(j).norm), b.c.Others) {
			return true
		}
	}
	return false
}

// unplaced reports whether o has no place, and may take over one that another clause names.
func (o *occurrence) unplaced() bool { return len(o.places) == 0 && !o.hold.roles[2].is(firm) }

// placeBehind reports whether the sentence names a place behind item i, before it tells of anything else.
func (b *binder) placeBehind(i int) bool {
	for j := i + 1; j < len(b.s.items) && b.at[j] == nil && !b.barrier(j); j++ {
		if k := b.item(j).np; k >= 0 && b.s.phrases[k].place != nil {
			return true
		}
	}
	return false
}
