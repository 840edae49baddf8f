package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// site gives a phrase about somebody the place that its words name too: «the headquarters of X», or a ministry, a
// court, a brigade in which or to which something happens. The phrase goes on to mean whom it names; the place
// is one more that the models may choose.
func (p *parser) site(ph *phrase) {
	if ph.actor == nil || ph.place != nil || ph.anaphor != noAnaphor {
		return
	}
	i := p.siteNoun(ph)
	if i < 0 {
		return
	}
	last := p.qualified(i, ph.last)
	ph.site = p.built(schema.Facility, i, last)
	if last > ph.last {
		ph.site.addName(p.words(i, ph.last))
	}
}

// siteNoun returns the item of the noun by which a phrase about somebody also names a place, or -1.
func (p *parser) siteNoun(ph *phrase) int {
	if ph.nature == sites {
		for i := ph.first; i <= ph.last; i++ {
			if it := p.item(i); it.isAny(p.c.Seat, p.c.PFacility) && it.pron == "" && p.nounNumber(it) == 's' {
				if p.ownsHouse(i, ph) {
					return i
				}
				return -1
			}
		}
		return -1
	}
	if ph.nature != whole || ph.actor.kind != schema.Body && ph.actor.kind != schema.Military || !p.sited(ph) {
		return -1
	}
	it := p.item(ph.first)
	if it.is(p.c.Institution) || it.name != nil && p.firstIs(it, p.c.Institution) {
		return ph.first
	}
	return -1
}

// ownsHouse reports whether whom ph means tells the place at item i apart: an army, a body or a person by name, not
// fighters who have many such places, and nobody by his office.
func (p *parser) ownsHouse(i int, ph *phrase) bool {
	next := p.item(i + 1)
	if next == nil || next.isAny(p.c.Leader, p.c.Fighter, p.c.Official, p.c.Civil, p.c.Family, p.c.Affiliated, p.c.Loaded) {
		return false
	}
	switch ph.actor.kind {
	case schema.Military, schema.Body:
		return true
	case schema.Person, schema.State, schema.Media:
		return next.prep == 0
	}
	return next.prep == 0 && p.item(i).is(p.c.PFacility)
}

// sited reports whether a phrase stands where a place is told, or where something is struck or taken.
func (p *parser) sited(ph *phrase) bool {
	if ph.prep == 'b' || ph.rel == p.c.Fi || ph.rel == p.c.Near || ph.rel == p.c.Ala || ph.rel == p.c.Facing {
		return true
	}
	prev := p.item(ph.first - 1)
	if prev != nil && prev.np >= 0 && p.item(ph.first).conj == 'w' {
		prior := &p.s.phrases[prev.np]
		return prior.site != nil || prior.place != nil && prior.place.kind == schema.Facility
	}
	if prev == nil || ph.prep != 0 || ph.rel != lexicon.NoClass {
		return false
	}
	if prev.trig != nil && prev.trig.Kind == "event" {
		switch prev.trig.Type {
		case schema.Attack, schema.Raid, schema.Control, schema.Besiege:
			return true
		}
	}
	return false
}

// qualified returns the last of the adjectives behind item last that say of which sort or whose the thing
// is that item head names.
func (p *parser) qualified(head, last int) int {
	def := definite(p.item(head).norm) || definite(p.item(last).norm) || p.item(last).def
	for n := 0; n < 2; n++ {
		it := p.item(last + 1)
		if it == nil || !it.isWord() || it.conj != 0 || it.prep != 0 || definite(it.norm) != def || !p.sortAdjective(it) {
			break
		}
		if !def && it.is(p.c.AdjCommon) && !p.ofPeople(it) && !it.is(p.c.SortAdj) {
			break // «a military base» is one of many
		}
		last++
	}
	return last
}

// sortAdjective reports whether a word is an adjective of relation, which names a sort or an owner: «military», «Turkish».
func (p *parser) sortAdjective(it *item) bool {
	if it.finite() || it.isAny(p.c.DirAdj, p.c.Loaded, p.c.Others, p.c.AlsoAdj) {
		return false
	}
	if it.isAny(p.c.SourceAdj, p.c.Soldier, p.c.SortAdj) {
		return true
	}
	if _, ok := p.d.nisba[trimArticle(it.norm)]; ok {
		return true
	}
	return it.unknown() && len([]rune(trimArticle(it.norm))) >= 4 && relational(it.norm)
}

// ofPeople reports whether an adjective names a nation or a creed.
func (p *parser) ofPeople(it *item) bool {
	_, ok := p.d.nisba[trimArticle(it.norm)]
	return ok || it.is(p.c.Creed)
}

// relational reports whether a word ends like an adjective of relation.
func relational(norm string) bool {
	yeh := string(rune(arabic.Yeh))
	return strings.HasSuffix(norm, yeh) || strings.HasSuffix(norm, yeh+string(rune(arabic.Heh))) || strings.HasSuffix(norm, yeh+string(rune(arabic.Alef)))
}

// builtHead reads a facility or a feature of the land that is told apart by its sort, its use or its owner: «the
// central prison», «an ammunition store», «a station for fuel», «the house of X». It counts only where a place is told or hit.
func (p *parser) builtHead(i int, ph *phrase) bool {
	it := p.item(i)
	if it.pron != "" || !p.placed(i, ph) {
		return false
	}
	last := p.builtEnd(i)
	if last == i {
		return false
	}
	kind := schema.Facility
	if it.is(p.c.PNatural) {
		kind = schema.Natural
	}
	ph.place, ph.last = p.built(kind, i, last), last
	if ph.quantified && ph.first < i {
		ph.place.addName(p.words(ph.first, last))
	}
	p.chain(ph)
	return true
}

// builtEnd returns the last item of what tells apart the place at item i; i where nothing does.
func (p *parser) builtEnd(i int) int {
	it, next := p.item(i), p.item(i+1)
	if last := p.qualified(i, i); last > i && (p.single(it) || p.ofPeople(p.item(i+1))) {
		return last
	}
	if next != nil && !it.def && (next.punct == `"` || next.punct == "(") {
		return p.markedName(i)
	}
	if next != nil && next.qty != nil && !it.def && next.conj == 0 && next.first == next.last && definite(next.norm) {
		return i + 1
	}
	if it.def || next == nil || !next.isWord() || next.conj != 0 || !p.single(it) && !it.is(p.c.PNatural) {
		return i
	}
	accusative := strings.HasSuffix(it.norm, string(rune(arabic.Alef)))
	switch {
	case next.prep == 'l':
		if !next.unknown() || !next.def {
			return i
		}
	case next.prep != 0 || accusative || !p.genitive(i, next):
		return i
	}
	inner := &phrase{}
	if next.prep == 0 && p.person(i+1, inner, false) {
		return inner.last
	}
	if after := p.item(i + 2); next.prep == 0 && p.firstName(next) && !next.def && after != nil && after.unknown() && after.def && after.conj == 0 && after.prep == 0 && strings.HasSuffix(after.norm, string(rune(arabic.Yeh))) {
		return i + 2 // «the house of» a man whom the lexicon does not know
	}
	if next.prep == 0 && p.d.placeNoun(next) != "" && !next.def {
		return max(i, p.placeNameEnd(i+1))
	}
	last := i + 1
	if after := p.item(last + 1); !next.def && after != nil && after.unknown() && after.def && after.conj == 0 && after.prep == 0 {
		last++
	}
	return p.qualified(last, last)
}

// markedName returns the last item of a name of up to four words in marks behind item i, with the adjectives behind
// it; i where there is none.
func (p *parser) markedName(i int) int {
	shut := `"`
	if p.item(i+1).punct == "(" {
		shut = ")"
	}
	for j := i + 2; j < i+7; j++ {
		it := p.item(j)
		switch {
		case it == nil || it.punct == "" && it.finite():
			return i
		case it.punct == shut && j > i+2:
			for k := j + 1; k < j+3 && p.plainWord(k) && definite(p.item(k).norm) && p.sortAdjective(p.item(k)); k++ {
				j = k
			}
			return j
		case it.punct != "" && it.punct != "-":
			return i
		}
	}
	return i
}

// single reports whether a noun is no plural and no dual.
func (p *parser) single(it *item) bool {
	n := p.nounNumber(it)
	return n == 's' || n == 0
}

// genitive reports whether the word behind the type noun at item i can be what it is of. Behind a noun that has many
// senses it must have the article.
func (p *parser) genitive(i int, next *item) bool {
	if next.finite() || next.isAny(p.c.Leader, p.c.Fighter, p.c.Official, p.c.Civil, p.c.Family, p.c.Title) || len([]rune(next.norm)) < 3 || !next.def && !p.item(i).isAny(p.c.PFacility, p.c.PNatural) && !next.isAny(p.c.Given, p.c.Kunya) {
		return false
	}
	if next.unknown() {
		return !conjoined(next.norm) && (next.def || !verbal(next.norm) && !clitic(next.norm) && !strings.HasSuffix(next.norm, string(rune(arabic.Alef))))
	}
	if next.isAny(p.c.AdjCommon, p.c.SourceAdj, p.c.DirAdj, p.c.Some, p.c.Others, p.c.Loaded, p.c.Fi, p.c.Ala, p.c.Min, p.c.Ila, p.c.Maa, p.c.Bayn) {
		return false
	}
	for k := range next.reads {
		if s := &next.reads[k].Sense; s.Form.Kind == arabic.Noun && s.Trigger == nil {
			return true
		}
	}
	return next.isAny(p.c.Given, p.c.Kunya, p.c.PlaceHead, p.c.Portfolio) || p.onlyName(next)
}

// verbal reports whether an unknown word without the article is spelled like a verb of the third person.
func verbal(norm string) bool {
	r := []rune(norm)
	return (r[0] == arabic.Yeh || r[0] == arabic.Teh) && len(r) <= 6
}

// placed reports whether item i stands where a place is told or hit: behind a preposition, behind the words of an
// occurrence, in a list of places.
func (p *parser) placed(i int, ph *phrase) bool {
	if p.item(i).prep == 'b' || p.item(i).prep == 'l' || ph.prep != 0 {
		return true
	}
	first := ph.first
	j := first - 1
	for it := p.item(j); it != nil && (it.punct == `"` || it.time != nil || it.isWord() && it.isAny(p.c.OneOf, p.c.Some)); it = p.item(j) {
		j--
	}
	prev := p.item(j)
	switch {
	case prev == nil || prev.punct != "":
		return false
	case prev.trig != nil && prev.trig.Kind == "event":
		return true
	case prev.np >= 0:
		prior := &p.s.phrases[prev.np]
		if p.item(first).conj == 'w' {
			return prior.place != nil || prior.nature == sites
		}
		return p.verbBefore(prior.first)
	}
	return prev.isWord() && (prev.isAny(p.c.Fi, p.c.Near, p.c.Ala, p.c.Ila, p.c.Min, p.c.Across, p.c.Beside, p.c.Facing, p.c.Direction) || prev.isAny(p.c.Seat, p.c.PFacility, p.c.Site))
}

// verbBefore reports whether a verb that tells an occurrence stands right before item i: what follows the subject
// is its object.
func (p *parser) verbBefore(i int) bool {
	it := p.item(i - 1)
	return it != nil && it.trig != nil && it.trig.Kind == "event" && it.form.Kind.IsVerb()
}

// built returns the place that items i to last name. Spellings of one description that differ in article and case are one place.
func (p *parser) built(kind schema.Kind, i, last int) *entity {
	name := p.words(i, last)
	words := strings.Fields(arabic.Normalize(name))
	for k, w := range words {
		w = trimArticle(w)
		if r := []rune(w); len(r) > 4 && r[len(r)-1] == arabic.Alef {
			w = string(r[:len(r)-1])
		}
		words[k] = w
	}
	if e := p.d.placeNames[name]; e != nil {
		return e
	}
	e := p.d.internAs(kind, strings.Join(words, " "), name)
	e.addName(name)
	return e
}

// selfHead reads words that name a stretch of land or sea by themselves: «international waters».
func (p *parser) selfHead(i int, ph *phrase) bool {
	kind := schema.Natural
	if p.item(i).is(p.c.FacilityItself) {
		kind = schema.Facility
	}
	ph.place = p.built(kind, i, i)
	p.chain(ph)
	return true
}
