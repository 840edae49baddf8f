package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// whoIs reports whether phrase k only tells what the person named right before it is: «X, the leader in Y».
func (b *binder) whoIs(k int) bool {
	if k == 0 {
		return false
	}
	ph, prev := &b.s.phrases[k], &b.s.phrases[k-1]
	it := b.item(ph.first)
	return prev.actor != nil && prev.actor.kind == schema.Person && prev.last == ph.first-1 && ph.nature == members && ph.prep == 0 && ph.rel == lexicon.NoClass &&
		it.conj == 0 && definite(it.norm) && it.isAny(b.c.Leader, b.c.LeaderOf, b.c.Title, b.c.Fighter)
}

// whoNamed reports whether phrase k only tells what the person is whose name follows: «the pilot of X, N».
func (b *binder) whoNamed(k int) bool {
	if k+1 >= len(b.s.phrases) {
		return false
	}
	ph, next := &b.s.phrases[k], &b.s.phrases[k+1]
	it := b.item(next.first)
	return ph.nature == members && ph.tally == nil && ph.prep == 0 && ph.rel == lexicon.NoClass && definite(b.item(ph.first).norm) && b.item(ph.first).is(b.c.Fighter) &&
		next.first == ph.last+1 && next.actor != nil && next.actor.kind == schema.Person && next.prep == 0 && next.rel == lexicon.NoClass && it.conj == 0
}
