package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// nameHead reads a name of the lexicon.
func (p *parser) nameHead(i int, ph *phrase) bool {
	it := p.item(i)
	ph.last = i
	if p.placeAgain(it, ph) {
		return true
	}
	p.fromRefs(it, ph)
	if ph.actor == nil && ph.place == nil {
		return p.homeless(i, ph)
	}
	p.ofNation(i, ph)
	if prev := p.item(i - 1); ph.actor != nil && ph.actor.kind == schema.Media && it.quoted && prev != nil && prev.unknown() && prev.quoted {
		return false // part of a longer name: the operation «Storm of X»
	}
	ph.gender = genderOf(ph)
	if ph.actor != nil && ph.actor.kind == schema.Person && it.first < it.last {
		p.lastName(i, i, ph.actor)
	}
	if p.loyalTo(i, ph) {
		return true
	}
	p.namedAfter(i, ph)
	if ph.isPlaceOnly() {
		p.placeAdjective(ph)
		p.chain(ph)
	}
	if ph.actor != nil && ph.actor.kind == schema.Media {
		ph.source = true
	}
	return true
}

// homeless reads the name of a body that many lands have where none of those that the lexicon knows is at home: «the
// military council in P».
func (p *parser) homeless(i int, ph *phrase) bool {
	it := p.item(i)
	if it.first == it.last || !it.generic() || !p.firstIs(it, p.c.OBody) {
		return false
	}
	return p.newOrg(i, i, schema.Body, ph)
}

// ofNation lets the adjective behind a name that the forces of many lands have tell which one is meant: «the Saudi border
// guards», «the Iraqi security men».
func (p *parser) ofNation(i int, ph *phrase) {
	it := p.item(i)
	if ph.actor == nil || ph.actor.kind != schema.Military || !it.generic() || p.item(i+1) == nil || !definite(p.item(i+1).norm) {
		return
	}
	n, ok := p.nationMany(p.item(i + 1))
	if !ok && p.plainWord(i+1) {
		n, ok = p.d.nisba[trimArticle(p.item(i+1).norm)]
	}
	if !ok || n.country < 0 {
		return
	}
	theatre := countryTheatre[p.d.lex.Entries[n.country].Key]
	at, _ := p.d.best(it.name, func(x *lexicon.Entry) bool {
		land, known := p.d.landOf[int32(p.d.lex.Index(x.Key))]
		return x.Kind == schema.Military && (known && land == n.country || theatre != "" && x.Theatre == theatre)
	})
	if at < 0 {
		return
	}
	ph.actor, ph.last = p.d.entryEntity(at), i+1
	ph.actor.addName(p.words(i, i+1))
}

// placeAgain reads a generic name that is also a type noun as a reference to the place of that sort that
// the article spoke of: «the base» is no organisation where a base was named.
func (p *parser) placeAgain(it *item, ph *phrase) bool {
	if !it.generic() {
		return false
	}
	kind := p.d.placeNoun(&item{reads: it.reads})
	if kind == "" {
		return false
	}
	for k := len(p.d.focus.places) - 1; k >= 0; k-- {
		if e := p.d.focus.places[k]; e.kind == kind && strings.HasPrefix(arabic.Normalize(e.name), trimArticle(it.norm)) {
			ph.place, ph.anaphor = e, placeAnaphor
			return true
		}
	}
	return false
}

func genderOf(ph *phrase) byte {
	if ph.actor != nil && ph.actor.gender != 0 {
		return ph.actor.gender
	}
	return 0
}

// fromRefs gives ph the readings of a name as somebody and as somewhere.
func (p *parser) fromRefs(it *item, ph *phrase) {
	d := p.d
	surface := d.surface(it)
	actor, cands := d.best(it.name, func(x *lexicon.Entry) bool { return !x.Kind.IsPlace() })
	if actor >= 0 {
		ph.actor = d.entryEntity(actor)
		ph.actor.addName(surface)
		p.innerNames(it, ph.actor)
		p.namedLeader(it, ph)
		ph.actor.noteCandidates(cands)
	}
	place, cands := d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
	if place >= 0 {
		ph.place = d.entryEntity(place)
		ph.place.addName(surface)
		p.innerNames(it, ph.place)
		ph.place.noteCandidates(cands)
	}
}

func (e *entity) noteCandidates(keys []string) {
	if len(keys) > len(e.candidates) {
		e.candidates = keys
	}
}

// surface returns the words of a name as the text has them, clitics and quotes removed.
func (d *document) surface(it *item) string {
	text := trimMarks(d.text(it.start, it.end))
	if it.prep == 'l' && it.def {
		return d.definite + text
	}
	return text
}

// aliasHead reads a word that an earlier mention made a name: the last name of a person.
func (p *parser) aliasHead(i int, ph *phrase) bool {
	it := p.item(i)
	e := p.d.byWord[it.stem]
	if e == nil || it.quoted && e.kind == schema.Person {
		return false
	}
	ph.actor, ph.last, ph.gender = e, i, e.gender
	e.addName(p.d.surfaceWord(it))
	return true
}

// surnameAlone reports whether the word at item i, which could be an adjective too, stands where only a noun can: behind
// an event noun without the article, «the death of al-Sudani».
func (p *parser) surnameAlone(i int) bool {
	it, prev := p.item(i), p.item(i-1)
	return it.def && it.prep == 0 && it.conj == 0 && prev != nil && prev.isWord() && prev.trig != nil && !prev.finite() && !prev.def && prev.pron == "" &&
		p.d.byWord[it.stem] != nil && p.d.byWord[it.stem].kind == schema.Person
}

func (d *document) surfaceWord(it *item) string { return d.surfaceSpan(it, it.end) }

// surfaceSpan returns the words from item it to byte end; an article that a preposition has swallowed is
// written out.
func (d *document) surfaceSpan(it *item, end int) string {
	text := trimMarks(d.text(it.start, end))
	if it.prep == 'l' && it.def && it.name == nil && strings.HasPrefix(arabic.Plain(text), string(rune(arabic.Lam))) {
		return string(rune(arabic.Alef)) + text
	}
	return text
}

// loadedHead reads «the militia X», «the remnants of X» as X, and keeps the loaded word apart.
func (p *parser) loadedHead(i int, ph *phrase) bool {
	it := p.item(i)
	inner := &phrase{}
	if !p.head(i+1, inner, false) || inner.actor == nil && inner.anaphor == noAnaphor {
		if it.def && it.isAny(p.c.OArmed) {
			ph.anaphor, ph.gender = orgAnaphor, 'f'
			return true
		}
		return false
	}
	first, prep, def, tally := ph.first, ph.prep, ph.def, ph.tally
	quantified := ph.quantified
	*ph = *inner
	ph.first, ph.prep, ph.def, ph.quantified = first, prep, def, quantified
	if tally != nil {
		ph.tally = tally
	}
	ph.loaded = append(ph.loaded, Span{it.start, it.end})
	return true
}
