package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// sourceHead reads anonymous sources: «local sources», «eyewitnesses», «an official in X».
func (p *parser) sourceHead(i int, ph *phrase) bool {
	it := p.item(i)
	j := p.sourceAdjectives(i)
	if p.officialAgain(i, j, ph) {
		return true
	}
	inner := &phrase{}
	next := p.item(j)
	if it.is(p.c.Official) && next != nil {
		at := -1
		switch {
		case next.isWord() && next.isAny(p.c.Fi, p.c.Min, p.c.Within, p.c.Issued):
			at = j + 1
		case next.prep == 'l' || next.prep == 'b' && !it.is(p.c.Work):
			at = j
		case j == i+1 && !it.def && next.prep == 0 && next.conj == 0:
			at = j
		}
		if at >= 0 && p.head(at, inner, false) && inner.actor != nil && inner.actor.kind != schema.Person && inner.nature != civils && !(it.is(p.c.Source) && inner.place != nil) && !toldTo(next, inner) {
			ph.actor, ph.nature, ph.last, ph.source = inner.actor, members, inner.last, true
			switch {
			case !it.isAny(p.c.Source, p.c.Work), it.is(p.c.Work) && !p.speaks(i):
				delete(p.d.byNoun, it.stem) // «said in a report that X published»: it need not be the report of X
			case !it.def:
				p.d.byNoun[it.stem] = inner.actor // «a source in X», later «the source»
			}
			return true
		}
	}
	if it.is(p.c.Work) && it.def && j == i+1 {
		return p.thisWork(i, ph)
	}
	if it.is(p.c.Work) && !p.speaks(i) {
		delete(p.d.byNoun, it.stem)
		return false // what is told «in a report» its author tells
	}
	if j > i+1 && it.isAny(p.c.Site, p.c.Civil) && !p.speaks(i) && !p.quoted(i) && !p.reports(i-1) && !p.reports(j) {
		return false // «three Palestinian medics» who are killed tell nothing
	}
	if !it.is(p.c.Source) {
		return p.unnamedOfficial(i, j, ph)
	}
	if j == i+1 && it.def && p.saidBefore(i) {
		ph.actor, ph.last, ph.source = p.anonymous(i, j), i, true
		return true
	}
	if j == i+1 && (it.isAny(p.c.Site, p.c.Civil, p.c.PFacility) || p.d.placeNoun(it) != "") {
		return false
	}
	if next != nil && next.name != nil && j == i+1 && next.prep == 0 && next.conj == 0 && !it.def {
		// A name follows: «the agency X», «the correspondent of X».
		known := &phrase{}
		p.fromRefs(next, known)
		if known.actor == nil || known.actor.kind != schema.Media {
			return false
		}
		ph.actor, ph.last, ph.source = known.actor, j, true
		p.d.byNoun[it.stem] = known.actor
		return true
	}
	if q := p.item(i + 1); q != nil && q.punct == `"` && !it.def {
		if p.quotedMedia(i, ph) {
			return true
		}
	}
	if it.is(p.c.MediaNoun) && j == i+1 && !it.def && next != nil && next.unknown() && next.conj == 0 && next.prep == 0 {
		return p.newMedia(i, j, ph)
	}
	ph.actor, ph.last, ph.source = p.anonymous(i, j), j-1, true
	p.sourcePlace(i, ph)
	return true
}

// toldTo reports whether what begins at next is an outlet that somebody told something, not whose source he is: «local sources told X».
func toldTo(next *item, ph *phrase) bool { return next.prep == 'l' && ph.actor.kind == schema.Media }

// officialAgain reads «the Yemeni official», who speaks, as the person who spoke last, or as the state where no person did.
func (p *parser) officialAgain(i, j int, ph *phrase) bool {
	it, next := p.item(i), p.item(j)
	if !it.is(p.c.Official) || it.is(p.c.Source) || !it.def || it.prep != 0 || j == i+1 || !p.speaks(i) {
		return false
	}
	if next != nil && next.np < 0 && next.name != nil && next.prep == 0 && next.conj == 0 {
		return false // his name follows
	}
	e := p.lastPerson()
	for k := i + 1; k < j && e == nil; k++ {
		if n, ok := p.d.nisba[trimArticle(p.item(k).norm)]; ok && p.d.stateOf(n) >= 0 {
			e = p.d.entryEntity(p.d.stateOf(n))
		}
	}
	if e == nil {
		return false
	}
	ph.actor, ph.nature, ph.last, ph.source = e, members, j-1, true
	return true
}

// lastPerson returns the person who spoke last, nil where it was no single person.
func (p *parser) lastPerson() *entity {
	if s := p.d.focus.speaker; len(s) > 0 && s[0].kind == schema.Person {
		return s[0]
	}
	return nil
}

// thisWork reads «the report» that speaks: whose report it is does, or else whoever spoke last.
func (p *parser) thisWork(i int, ph *phrase) bool {
	if !p.speaks(i) {
		return false
	}
	e := p.d.byNoun[p.item(i).stem]
	if e == nil && len(p.d.focus.speaker) > 0 {
		e = p.d.focus.speaker[0]
	}
	if e == nil {
		return false
	}
	ph.actor, ph.last, ph.source = e, i, true
	return true
}

// reports reports whether what stands at item i can be a verb of reporting, whatever else it can be.
func (p *parser) reports(i int) bool {
	it := p.item(i)
	return it != nil && slices.ContainsFunc(it.reads, func(r lexicon.Reading) bool { return r.Sense.Trigger != nil && r.Sense.Trigger.Kind == "report" })
}

// quoted reports whether what stands at item i is somebody whom others quote: «quoting X».
func (p *parser) quoted(i int) bool {
	prev := p.item(i - 1)
	return prev != nil && prev.isWord() && prev.is(p.c.An)
}

// speaks reports whether what stands at item i tells something: behind a verb of reporting, or behind «according to».
func (p *parser) speaks(i int) bool {
	return p.reported(i) || p.item(i).is(p.c.Per) || p.behindPer(i)
}

// behindPer reports whether item i stands behind «according to».
func (p *parser) behindPer(i int) bool {
	prev := p.item(i - 1)
	return prev != nil && prev.isWord() && prev.is(p.c.Per)
}

// saidBefore reports whether a word that also means places means sources here: it stands where a source does, and
// sources of that sort spoke before.
func (p *parser) saidBefore(i int) bool {
	return (p.reported(i) || p.behindPer(i)) && p.d.lastAnonymous(p.item(i).stem) != nil
}

// sourceAdjectives returns the item behind the adjectives of a source: «Egyptian security sources».
func (p *parser) sourceAdjectives(i int) int {
	j := i + 1
	for k := p.item(j); k != nil && k.punct == "" && k.prep == 0 && (k.conj == 0 || j > i+1 && !p.item(i).def); k = p.item(j) {
		_, nation := p.d.nisba[trimArticle(k.norm)]
		if _, many := p.nationMany(k); many && p.item(i).isAny(p.c.Official, p.c.Source) && !p.item(i).isAny(p.c.Site, p.c.Civil) {
			nation = true
		}
		if !k.is(p.c.SourceAdj) && !(nation && k.conj == 0 && k.def == p.item(i).def) {
			break
		}
		j++
	}
	return j
}

// unnamedOfficial reads «a security official», of whom only the office is told, as a source where he speaks.
func (p *parser) unnamedOfficial(i, j int, ph *phrase) bool {
	it := p.item(i)
	speaks := p.reported(i) || p.behindPer(i) || p.quoted(i) && !it.is(p.c.Soldier)
	if definite(it.norm) || !speaks || p.reported(i) && oblique(it.norm) {
		return false
	}
	for k := i + 1; k < j; k++ {
		n, ok := p.d.nisba[p.item(k).norm]
		if !ok {
			n, ok = p.nationMany(p.item(k))
		}
		if ok {
			state := p.d.stateOf(n)
			if state < 0 || p.item(i+1).is(p.c.Soldier) {
				return false // a military official of a nation speaks for its army
			}
			ph.actor, ph.nature, ph.last, ph.source = p.d.entryEntity(state), members, j-1, true
			ph.actor.addName(p.words(i, j-1))
			return true
		}
	}
	if next := p.item(j); j == i+1 && next != nil && next.isWord() && next.conj == 0 && next.prep == 0 && !next.isAny(p.c.Comp, p.c.Fi, p.c.Min) {
		return false // an office that goes on: «the official of the party's media»
	}
	ph.actor, ph.last, ph.source = p.anonymous(i, j), j-1, true
	p.sourcePlace(i, ph)
	return true
}

// oblique reports whether a noun stands as no subject does: «told officials», «told an officer».
func oblique(norm string) bool {
	return strings.HasSuffix(norm, string([]rune{arabic.Yeh, arabic.Noon})) || strings.HasSuffix(norm, string(rune(arabic.Alef)))
}

// sourcePlace adds where an unnamed source is to its names: «sources in X».
func (p *parser) sourcePlace(i int, ph *phrase) {
	if it := p.item(ph.last + 1); it == nil || !it.isWord() || !it.isAny(p.c.Fi, p.c.Min) {
		return
	}
	where := &phrase{}
	if k := ph.last + 2; p.item(k) != nil && p.place(k, where) {
		ph.actor.addName(p.words(i, where.last))
	}
}

// quotedMedia reads «the network "X"» where X is not in the lexicon.
func (p *parser) quotedMedia(i int, ph *phrase) bool {
	end := p.closing(i + 1)
	if end < 0 || end-i > 5 {
		return false
	}
	inner := p.item(i + 2)
	if inner.name != nil {
		known := &phrase{}
		p.fromRefs(inner, known)
		if known.actor == nil || known.actor.kind != schema.Media {
			return false
		}
		ph.actor, ph.last, ph.source = known.actor, end, true
		p.d.byNoun[p.item(i).stem] = known.actor
		return true
	}
	name := trimMarks(p.d.text(inner.start, p.item(end-1).end))
	ph.actor = p.d.intern(schema.Media, name)
	ph.actor.addName(name)
	ph.actor.addName(trimMarks(p.d.text(p.item(i).start, p.item(i).end)) + " " + name)
	p.d.byNoun[p.item(i).stem] = ph.actor
	ph.last, ph.source = end, true
	return true
}

// newMedia reads «the network X» where X is a word that the lexicon does not know.
func (p *parser) newMedia(i, j int, ph *phrase) bool {
	if after := p.item(j + 1); after != nil && after.unknown() && after.def && after.conj == 0 && after.prep == 0 {
		j++
	}
	name := p.words(i, j)
	ph.actor = p.d.intern(schema.Media, name)
	ph.actor.addName(name)
	ph.actor.addName(p.words(i+1, j))
	p.d.byNoun[p.item(i).stem] = ph.actor
	ph.last, ph.source = j, true
	return true
}

// closing returns the item of the quotation mark that ends the quotation opened at item i, or -1.
func (p *parser) closing(i int) int {
	for j := i + 2; j < len(p.s.items) && j < i+7; j++ {
		if p.item(j).punct == `"` {
			return j
		}
	}
	return -1
}

// anonymousKey begins the keys of sources without a name.
const anonymousKey = "~media:"

func (e *entity) anonymous() bool { return strings.HasPrefix(e.key, anonymousKey) }

// anonymous returns the entity for a source without a name; the same words with the article mean the same.
func (p *parser) anonymous(i, j int) *entity {
	var stems []string
	for k := i; k < j; k++ {
		it := p.item(k)
		stems = append(stems, trimArticle(it.stem))
	}
	surface := p.words(i, j-1)
	if j == i+1 && p.item(i).def {
		if e := p.d.byNoun[stems[0]]; e != nil {
			return e
		}
		if e := p.reporter(i); e != nil {
			return e
		}
		if e := p.d.lastAnonymous(stems[0]); e != nil {
			e.addName(surface)
			return e
		}
		if len(p.d.focus.speaker) > 0 {
			return p.d.focus.speaker[0]
		}
	}
	if !p.item(i).def {
		delete(p.d.byNoun, stems[0]) // «the source» is the latest
	} else if e := p.d.lastAnonymous(strings.Join(stems, " ")); e != nil {
		e.addName(surface) // «Palestinian medical sources», later «the medical sources»
		return e
	}
	key := anonymousKey + strings.Join(stems, " ")
	e, ok := p.d.entities[key]
	if !ok {
		e = p.d.add(&entity{key: key, kind: schema.Media, name: surface, entry: -1})
	}
	e.addName(surface)
	return e
}

// reporter returns whom «according to the source» at item i means where its sentence has an outlet as its speaker.
func (p *parser) reporter(i int) *entity {
	if !p.behindPer(i) {
		return nil
	}
	for k := len(p.s.phrases) - 1; k >= 0; k-- {
		ph := &p.s.phrases[k]
		if ph.source && ph.actor != nil && ph.actor.kind == schema.Media && ph.rel == lexicon.NoClass && ph.prep == 0 && p.reported(ph.first) {
			return ph.actor
		}
	}
	return nil
}

// lastAnonymous returns the latest anonymous source whose first words are stem.
func (d *document) lastAnonymous(stem string) *entity {
	for k := len(d.order) - 1; k >= 0; k-- {
		if rest, ok := strings.CutPrefix(d.order[k].key, anonymousKey); ok && (rest == stem || strings.HasPrefix(rest, stem+" ")) {
			return d.order[k]
		}
	}
	return nil
}
