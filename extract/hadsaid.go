package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// hadReach is how far before a verb of reporting «was», with its subject, may stand.
const hadReach = 18

// hadSaid returns who stands between «was» and the verb of o: «X had announced that …». Told says that somebody stands there,
// whether it is read as anybody or not: nobody who spoke before.
func (d *document) hadSaid(s *sentence, o *occurrence) (out []arg, told bool) {
	if o.noun {
		return nil, false
	}
	for i := o.at - 1; i >= max(0, o.at-hadReach); i-- {
		it := &s.items[i]
		switch {
		case it.np < 0 && it.isWord() && d.ownWord(it, "was"):
			if next := d.after(s, i); next == nil || next == &s.items[o.at] || next.np < 0 && next.is(d.cls.Particle) || next.prep != 0 {
				return nil, false // «he had said»
			}
			return d.subjectOfWas(s, i, o.at), true
		case it.punct == ";" || it.punct == ":" || it.np < 0 && it.isWord() && it.isAny(d.cls.Comp, d.cls.Rel):
			return nil, false
		}
	}
	return nil, false
}

// subjectOfWas returns who the phrase behind «was» at item i names, before item end, or the person in whom it ends.
func (d *document) subjectOfWas(s *sentence, i, end int) []arg {
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.first <= i || ph.last >= end || ph.actor == nil || ph.actor.isPlace() || ph.prep != 0 || ph.rel != lexicon.NoClass {
			continue
		}
		begins := ph.first == i+1 || ph.first == i+2 && s.items[i+1].punct == `"`
		if begins || ph.actor.kind == schema.Person && s.apposed(ph.first) {
			return d.args(s, k, false)
		}
	}
	return nil
}

// strangerSpeaks reports whether a word that nobody knows stands right behind the verb of o as its subject: a surname, most
// often, and none of somebody who spoke before.
func (d *document) strangerSpeaks(s *sentence, o *occurrence) bool {
	if o.noun || o.at+1 >= len(s.items) {
		return false
	}
	it := &s.items[o.at+1]
	return it.isWord() && it.np < 0 && it.unknown() && it.conj == 0 && it.prep == 0 && it.pron == "" && !it.def && !oblique(it.norm) && it.time == nil
}
