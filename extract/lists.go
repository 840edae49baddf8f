package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// coordinate joins «A and B» where both are of one sort and nothing but quotes stands between them.
func (p *parser) coordinate() {
	ps := p.s.phrases
	for k := 1; k < len(ps); k++ {
		a, b := &ps[k-1], &ps[k]
		first := p.item(b.first)
		if p.including(a, b) {
			a.and, b.joined, b.under = k, true, true
			for b.first = p.quote(a.last + 1); p.item(b.first).np < 0; b.first++ {
				p.item(b.first).np = k // «and the groups under its banner» belongs to the list
			}
			b.first = p.quote(a.last + 1)
			continue
		}
		if p.atTheirHead(a, b) {
			a.and, b.joined = k, true
			continue
		}
		if p.additive(a, b) {
			a.and, b.joined, b.rel = k, true, lexicon.NoClass
			continue
		}
		if c := p.openBetween(k); c >= 0 {
			ps[c].and, b.joined = k, true
			continue
		}
		if first.conj != 'w' && !p.commaList(k) && !p.bayn(b) || !p.adjacent(a, b) || !alike(a, b) {
			continue
		}
		if b.prep != 0 && b.prep != a.prep || b.rel != lexicon.NoClass && !(b.rel == a.rel && b.rel == p.c.Bayn) {
			continue
		}
		a.and, b.joined = k, true
		p.ownForces(a, b)
		if a.areaNoun != "" && b.isPlaceOnly() && b.areaNoun == "" {
			p.areaOf(a, b)
		}
		if a.anaphor == bareAnaphor && a.actor == nil && b.nature == members && a.nature == members {
			a.actor = b.actor // «a commander and two fighters of X»
		}
	}
}

// openBetween returns the phrase behind «between» that phrase k is the other side of, past what only describes the first
// side: «between A, backed by B, and C»; or -1.
func (p *parser) openBetween(k int) int {
	ps := p.s.phrases
	a, b := &ps[k-1], &ps[k]
	if p.item(b.first).conj != 'w' || b.prep != 0 || b.rel != lexicon.NoClass || b.actor == nil || a.prep != 'b' && a.rel != p.c.WithSupport || !p.adjacent(a, b) {
		return -1
	}
	for c := k - 2; c >= 0 && c >= k-3; c-- {
		if ps[c].rel == p.c.Bayn {
			if ps[c].and < 0 && ps[c].actor != nil && !p.s.between(ps[c].last, a.first, p.c.Comp, p.c.Rel, p.c.Clause) {
				return c
			}
			return -1
		}
	}
	return -1
}

// ownForces reads a person named second behind «forces of» as his forces, where the lexicon knows them: «the militias of
// X and P».
func (p *parser) ownForces(a, b *phrase) {
	if b.actor == nil || b.actor.kind != schema.Person || b.org != nil || b.anaphor != noAnaphor {
		return
	}
	forces := p.item(a.first).isAny(p.c.Force, p.c.LoadedNoun, p.c.OArmed, p.c.Fighter)
	if !forces && (a.actor == nil || a.actor.kind != schema.ArmedGroup || a.org != nil) {
		return
	}
	// Beside rebels, «X» are his forces where they are rebels too: «the positions of the Houthis and Saleh».
	if _, at := p.forcesOf(b.actor); at >= 0 && (forces || p.d.lex.Entries[at].Kind == schema.ArmedGroup) {
		inner := *b
		p.loyal(b.first, b, &inner)
	}
}

// atTheirHead reports whether b names a person of those whom a tells of: «some leaders, at their head X».
func (p *parser) atTheirHead(a, b *phrase) bool {
	if a.actor == nil || b.actor == nil || b.actor.kind != schema.Person {
		return false
	}
	i := a.last + 1
	if it := p.item(i); it.punct == "," {
		i++
	}
	return i == b.first-1 && p.item(i).isWord() && p.item(i).is(p.c.AtTheirHead)
}

// areaOf makes the second place of «the deserts of A and B» the desert of B.
func (p *parser) areaOf(a, b *phrase) {
	name := a.areaNoun + " " + b.place.name
	e := p.d.intern(a.place.kind, name)
	e.addName(name)
	b.chain = append([]*entity{b.place}, b.chain...)
	b.place = e
}

// bayn reports whether b follows «and between».
func (p *parser) bayn(b *phrase) bool {
	return b.rel == p.c.Bayn && b.relItem >= 0 && p.item(b.relItem).conj == 'w'
}

// commaList reports whether phrase k stands behind a comma in a list that a conjunction ends.
func (p *parser) commaList(k int) bool {
	ps := p.s.phrases
	if ps[k-1].rel == p.c.Per && !ps[k].source {
		return false // «according to X, A and B …»
	}
	it := p.item(ps[k].first - 1)
	if it == nil || it.punct != "," {
		return false
	}
	for n := k + 1; n < len(ps) && n < k+5; n++ {
		if !p.adjacent(&ps[n-1], &ps[n]) {
			return false
		}
		if p.item(ps[n].first).conj == 'w' {
			return alike(&ps[k], &ps[n])
		}
	}
	return false
}

func (p *parser) adjacent(a, b *phrase) bool {
	for i := a.last + 1; i < b.first; i++ {
		if it := p.item(i); it.punct != `"` && it.punct != "," && it.punct != ")" && it.punct != "(" && !it.is(p.c.Bayn) && !it.is(p.c.SideMark) {
			return false
		}
	}
	return true
}

// alike reports whether a and b can be members of one list.
func alike(a, b *phrase) bool {
	if a.isPlaceOnly() || b.isPlaceOnly() {
		return a.place != nil && b.place != nil
	}
	return true
}

func (ph *phrase) isPlaceOnly() bool {
	return ph.actor == nil && ph.anaphor == noAnaphor && ph.place != nil
}

// including reports whether b begins the list in «A and the groups under its banner, such as B, C and D».
func (p *parser) including(a, b *phrase) bool {
	i := p.quote(a.last + 1)
	it := p.item(i)
	if a.actor == nil || b.actor == nil || !organised(a.actor) || !organised(b.actor) || b.first-i > 6 || it == nil || it.conj != 'w' || !it.isAny(p.c.OArmed, p.c.Force) {
		return false
	}
	like, affiliated := false, false
	for i++; i < b.first; i++ {
		it := p.item(i)
		like = it.isWord() && it.is(p.c.SuchAs) || like && it.punct == `"`
		affiliated = affiliated || it.isWord() && it.is(p.c.Affiliated)
	}
	return like && affiliated
}
