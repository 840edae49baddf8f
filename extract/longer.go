package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// longer gives an organisation the fuller name that the adjectives behind it make: «the forces loyal to the
// government» and «… to the legitimate government».
func (p *parser) longer(ph *phrase) {
	if ph.actor == nil || ph.anaphor != noAnaphor || ph.org != nil {
		return
	}
	if ph.nature != whole {
		if it := p.item(ph.last); ph.nature == members && it.name != nil && p.s.tokens[it.last].Kind == arabic.Number {
			if last := p.arm(ph.last); last > ph.last {
				ph.actor.addName(p.words(ph.last, last)) // «soldiers of Battalion 21 border guard»
			}
		}
		return
	}
	switch ph.actor.kind {
	case schema.Military, schema.ArmedGroup, schema.Coalition, schema.Body:
	default:
		return
	}
	first := p.item(ph.first)
	if first.name == nil && !first.isAny(p.c.OArmed, p.c.OBody, p.c.OMilitary, p.c.Force) {
		return
	}
	last := ph.last
	for n := 0; n < 3; n++ {
		it := p.item(last + 1)
		if it == nil || !it.isWord() || it.conj != 0 || it.prep != 0 || it.finite() {
			break
		}
		if !it.is(p.c.Recognised) && !(definite(it.norm) && (it.unknown() || p.sortAdjective(it))) {
			break
		}
		last++
	}
	if last == ph.last && p.s.tokens[p.item(last).last].Kind == arabic.Number {
		last = p.arm(last)
	}
	if last == ph.last {
		return
	}
	ph.actor.addName(p.words(ph.first, last))
	if ph.site != nil {
		ph.site.addName(p.words(ph.first, last))
	}
}

// arm returns the last item of the arm of the service behind the number of a unit: «Battalion 21 border guard».
func (p *parser) arm(last int) int {
	for n := 0; n < 2 && p.plainWord(last+1); n++ {
		it := p.item(last + 1)
		if it.def || !it.unknown() && !it.isAny(p.c.Fighter, p.c.Soldier, p.c.Border) || it.unknown() && verbal(it.norm) || conjoined(it.norm) {
			break
		}
		last++
	}
	return last
}

// loyal makes a phrase about the fighters of a person mean the force that is named after him.
func (p *parser) loyal(i int, ph, inner *phrase) bool {
	name, at := p.forcesOf(inner.actor)
	switch {
	case name == "":
		return false
	case at >= 0:
		ph.actor = p.d.entryEntity(at)
	default:
		ph.actor = p.d.intern(schema.ArmedGroup, name)
	}
	ph.actor.addName(p.words(i, inner.last))
	ph.nature, ph.last, ph.anaphor, ph.place = forces, inner.last, noAnaphor, nil
	return true
}

// pastOffice returns the item behind the office of somebody that begins at item j: «to the former president».
func (p *parser) pastOffice(j int) int {
	if to := p.item(j); to != nil && to.prep == 'l' && to.unknown() && to.def {
		j++
	}
	for n := 0; n < 2 && p.plainWord(j) && p.item(j).isAny(p.c.Former, p.c.SourceAdj); n++ {
		j++
	}
	return j
}

// sides reports whether a word says that somebody is on the side of a state, and so not that state itself: «gunmen loyal to X».
func (p *parser) sides(word *item, with *phrase) bool {
	return word.isWord() && word.is(p.c.LoyalTo) && with.actor != nil && with.actor.kind == schema.State
}

// loyalMen reads «the loyal to X» as the force that is named after X, or as X where that is a force.
func (p *parser) loyalMen(i int, ph *phrase) bool {
	inner := &phrase{}
	j := p.pastOffice(i + 1)
	if p.item(j) == nil || !p.head(j, inner, false) || inner.actor == nil || inner.org != nil {
		return false
	}
	if inner.actor.kind == schema.Person {
		return p.loyal(i, ph, inner)
	}
	if !force(inner.actor) {
		return false
	}
	ph.actor, ph.nature, ph.last = inner.actor, members, inner.last
	return true
}

// forcesOf returns what the forces of a person are called, empty where he has no name, and their entry in the lexicon, or -1.
func (p *parser) forcesOf(person *entity) (name string, at int32) {
	last := arabic.Tokenize(person.name, 0, len(person.name))
	if len(last) == 0 {
		return "", -1
	}
	name = p.d.word("forces") + " " + person.name[last[len(last)-1].Start:]
	tokens := arabic.Tokenize(name, 0, len(name))
	known, _ := p.d.lex.FindName(tokens, 0, nil)
	if known.Last != len(tokens)-1 {
		return name, -1
	}
	at, _ = p.d.best(known.Refs, func(x *lexicon.Entry) bool { return x.Kind == schema.ArmedGroup || x.Kind == schema.Military })
	return name, at
}

// loyalTo reads «the army units loyal to the former president X» behind a name as the force of X.
func (p *parser) loyalTo(i int, ph *phrase) bool {
	if ph.actor == nil || ph.actor.kind != schema.Military && ph.actor.kind != schema.ArmedGroup {
		return false
	}
	j := ph.last + 1
	it := p.item(j)
	if it == nil || !it.isWord() || it.conj != 0 {
		return false
	}
	switch {
	case it.is(p.c.Affiliated):
		j++
	case it.is(p.c.Former):
	default:
		return false
	}
	j = p.pastOffice(j)
	inner := &phrase{}
	if p.item(j) == nil || !p.head(j, inner, false) || inner.actor == nil || inner.org != nil {
		return false
	}
	if inner.actor.kind == schema.Person {
		return p.loyal(i, ph, inner)
	}
	if it.is(p.c.Affiliated) && !p.sides(it, inner) && inner.anaphor == noAnaphor && p.item(i).generic() && (force(inner.actor) || inner.actor.kind == schema.State) {
		ph.actor, ph.nature, ph.last = inner.actor, forces, inner.last // «the security organs that belong to X»
		return true
	}
	return false
}

// namedAfter takes the name of a person behind the name of a force that ends with his office into it: «the forces loyal to
// the president» and «… the president, X».
func (p *parser) namedAfter(i int, ph *phrase) {
	if ph.actor == nil || ph.actor.kind != schema.Military && ph.actor.kind != schema.ArmedGroup || !p.endsWithOffice(p.item(i)) {
		return
	}
	j := ph.last + 1
	for n := 0; n < 2 && p.plainWord(j) && p.item(j).isAny(p.c.Former, p.c.SourceAdj); n++ {
		j++
	}
	if it := p.item(j); it != nil && it.punct == "," {
		j++
	}
	it, inner := p.item(j), &phrase{}
	if it == nil || it.conj != 0 || it.prep != 0 || !p.head(j, inner, false) || inner.actor == nil || inner.actor.kind != schema.Person || inner.org != nil || inner.nature != whole {
		return
	}
	ph.last = inner.last
	ph.actor.addName(p.words(i, ph.last))
}

// endsWithOffice reports whether the last word of a name is an office, or says that it was held before.
func (p *parser) endsWithOffice(it *item) bool {
	last := p.s.tokens[it.last].Norm
	return it.first < it.last && (p.d.spells(last, p.c.Former) || p.d.spells(last, p.c.Title) || p.d.spells(last, p.c.LeaderOf))
}

// generic reports whether the name at an item is one that many have: «the security forces».
func (it *item) generic() bool {
	return len(it.name) > 0 && !slices.ContainsFunc(it.name, func(r lexicon.NameRef) bool { return !r.Generic })
}
