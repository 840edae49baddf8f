package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// among adds the persons and the civilians whom the text names behind «among them» to those whom o befell.
func (b *binder) among(o *occurrence) {
	if !o.event() || !harm(o.typ) || o.typ == schema.Displace || len(o.patients) == 0 {
		return
	}
	i := b.amongThem(o.at)
	if i < 0 {
		return
	}
	found := false
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.first < i || ph.actor == nil || ph.actor.kind != schema.Person && ph.actor.kind != schema.Civilians || ph.rel != lexicon.NoClass || ph.prep != 0 {
			continue
		}
		if found && b.item(ph.first).conj != 'w' || !found && b.parted(i, ph.first) || b.speakerAt(ph) {
			return
		}
		found = true
		o.patients = addArg(o.patients, arg{ph.actor, b.d.phraseSpan(b.s, ph), false})
		o.step("role.among", ph.actor.name, b.d.phraseSpan(b.s, ph))
	}
}

// named reports whether a phrase only names some of those whom o befell: «ten were killed, among them X».
func (b *binder) named(o *occurrence, ph *phrase) bool {
	it := b.item(ph.first - 1)
	return o.event() && harm(o.typ) && ph.first-1 > o.at && it.np < 0 && it.isWord() && it.is(b.c.Among)
}

// amongThem returns the item of «among them» behind a trigger, with no other occurrence before it, or -1.
func (b *binder) amongThem(at int) int {
	for i := at + 1; i < len(b.s.items); i++ {
		it := b.item(i)
		switch {
		case it.np < 0 && it.isWord() && it.is(b.c.Among) && it.conj != 'f':
			return i
		case b.at[i] != nil && b.at[i].event(), it.punct != "" && it.punct != "," && it.punct != `"`:
			return -1
		}
	}
	return -1
}

// speakerAt reports whether a phrase is the subject of a verb of reporting.
func (b *binder) speakerAt(ph *phrase) bool {
	return slices.ContainsFunc(b.s.occs, func(p *occurrence) bool {
		return p.trig.Kind == "report" && p.subjAt >= 0 && &b.s.phrases[p.subjAt] == ph
	})
}
