package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// partOnly reports whether a place only tells where something without a name lies that was taken: «took a
// mosque in X» is no control of X.
func (b *binder) partOnly(o *occurrence, ph *phrase) bool {
	for i := o.at + 1; i < ph.first; i++ {
		it := b.item(i)
		if it.np < 0 && it.isWord() && it.is(b.c.Ala) {
			next := b.item(i + 1)
			return next != nil && next.np < 0 && b.d.placeNoun(next) != "" && !next.is(b.c.PArea)
		}
	}
	return false
}

// exile reports whether phrase k tells where those who return had been: «the displaced in X returned to Y».
func (b *binder) exile(o *occurrence, k int) bool {
	if o.typ != schema.Displace || o.phase != schema.Return {
		return false
	}
	for n := k + 1; n < len(b.s.phrases) && !b.parted(o.at, b.s.phrases[n].first); n++ {
		if b.s.phrases[n].rel == b.c.Ila {
			return true
		}
	}
	return false
}

// home reports whether phrase k tells where those who return went: «returned to their homes in X».
func (b *binder) home(o *occurrence, k int) bool {
	return o.typ == schema.Displace && o.phase == schema.Return && k > 0 && b.s.phrases[k-1].rel == b.c.Ila && b.s.phrases[k-1].place == nil
}

// bearing reports whether phrase k only says where the place right before it lies: «X, north of Y».
func (b *binder) bearing(k int) bool {
	if k == 0 || b.s.phrases[k-1].place == nil {
		return false
	}
	for i := b.s.phrases[k-1].last + 1; i < b.s.phrases[k].first; i++ {
		if it := b.item(i); it.punct != "" && it.punct != "," && it.punct != "(" && it.punct != `"` || it.conj != 0 {
			return false
		}
	}
	return true
}

// partOfLand reports whether a phrase without a preposition is a part of a land that is told by its side: «the north of X».
func (b *binder) partOfLand(ph *phrase) bool {
	p := parser{d: b.d, s: b.s, c: b.c}
	return ph.rel == lexicon.NoClass && ph.prep == 0 && ph.isPlaceOnly() && ph.place.kind == schema.Region && p.firstIs(b.item(ph.first), b.c.Direction)
}

// located reports whether a phrase only says where something lies: «the town that lies on X», «that lies on the border
// between X and Y».
func (b *binder) located(ph *phrase) bool {
	if b.lying(ph) {
		return true
	}
	at := ph.first
	if ph.rel != lexicon.NoClass {
		at = ph.relItem
	}
	it := b.item(at - 1)
	return it != nil && it.np < 0 && it.isWord() && (it.is(b.c.Bordering) || ph.rel == b.c.Ala && it.is(b.c.Located))
}

// around reports whether «around» stands before a phrase.
func (b *binder) around(ph *phrase) bool {
	it := b.item(ph.first - 1)
	return it != nil && it.isWord() && it.is(b.c.Around)
}

// siteBefore reports whether the positions of somebody stand between o and phrase k, and nothing else that acts.
func (b *binder) siteBefore(o *occurrence, k int) bool {
	for n := k - 1; n >= 0 && b.s.phrases[n].first > o.at; n-- {
		if ph := &b.s.phrases[n]; ph.actor != nil && !ph.isPlaceOnly() && ph.place == nil {
			return ph.nature == sites
		}
	}
	return false
}

// lying reports whether nothing but words of place stands between a word for lying somewhere and ph: «that lies on the border
// between the provinces of X and Y». What something lies in is more than where it lies.
func (b *binder) lying(ph *phrase) bool {
	bound := false
	for i := ph.first - 1; i >= 0; i-- {
		it := b.item(i)
		switch {
		case it.np >= 0:
			if !b.s.phrases[it.np].isPlaceOnly() {
				return false
			}
		case !it.isWord():
			return false
		case it.is(b.c.Located):
			return bound
		case it.isAny(b.c.Border, b.c.Bayn):
			bound = true
		case it.isAny(b.c.Ala, b.c.Near, b.c.Direction, b.c.DirAdj, b.c.Maa, b.c.Min, b.c.An), b.d.placeNoun(it) != "":
		default:
			return false
		}
	}
	return false
}
