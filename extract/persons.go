package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// person reads a name of a person at item i. After a title one known given name is not needed.
func (p *parser) person(i int, ph *phrase, titled bool) bool {
	first := p.item(i)
	if first.name != nil {
		return p.knownPerson(i, ph)
	}
	if first.is(p.c.OCommunity) {
		return false // «the house of X» is no person
	}
	known := p.given(i, titled)
	if !known && !(titled && first.unknown() && !first.def && !conjoined(first.norm)) {
		return false
	}
	last := p.nameEnd(i)
	words := last - i + 1
	switch {
	case words == 1 && !(titled && known && !first.is(p.c.Kunya)) && !first.is(p.c.KunyaName):
		return false
	case first.def && !titled:
		return false
	}
	p.setPerson(i, last, ph)
	return true
}

// nameEnd returns the last item of the name of a person that begins at item i. Behind a surname with the
// article no word without it goes on; behind a kunya the name of one's people may stand.
func (p *parser) nameEnd(i int) int {
	last := i
	for n := 1; n < 5; n++ {
		it, prev := p.item(last+1), p.item(last)
		if it == nil {
			break
		}
		if it.is(p.c.Surname) && it.conj == 0 && it.prep == 0 && (p.item(last+2) == nil || !p.namePart(p.item(last+2))) {
			return last + 1
		}
		if it.unknown() && it.def && !belongs(it) && n > 1 && definite(prev.norm) && belongs(prev) {
			break // «Muhammad al-Farmawi, aged …»
		}
		if !p.origins(i, n, it) && (!p.namePart(it) || it.unknown() && (!it.def && n > 1 && (clitic(it.norm) || definite(prev.norm) && !prev.is(p.c.Kunya)) || adjectival(it))) {
			break
		}
		last++
	}
	return last
}

// origins reports whether it, n words behind the beginning of a name at item i, tells the people or place that the bearer
// is of: that of a kunya, «Abu Usama the Iraqi», or the surname right behind a given name.
func (p *parser) origins(i, n int, it *item) bool {
	if !definite(it.norm) || it.conj != 0 || it.prep != 0 {
		return false
	}
	if p.sideOrMovement(i+n-1, n, it) {
		return true
	}
	if !it.isWord() {
		return false
	}
	first := p.item(i)
	kunya := first.is(p.c.Kunya) && n > 1 || first.is(p.c.KunyaName)
	switch {
	case kunya && (it.is(p.c.Civil) && p.nounNumber(it) == 's' || it.is(p.c.DirAdj) && belongs(it)):
		return true
	case kunya || n > 1 || !first.isAny(p.c.Given, p.c.GivenWeak):
		return false
	}
	return p.peoples(it)
}

// sideOrMovement reports whether it, right behind a given name at item i, is a surname that also tells a side or a movement:
// «Muhammad al-Shamali», «Hasan al-Houthi».
func (p *parser) sideOrMovement(i, n int, it *item) bool {
	named := p.item(i)
	given := named.is(p.c.Given) || n > 1 && named.isAny(p.c.GivenWeak, p.c.GivenNoun)
	return given && !definite(named.norm) && !p.isOn(named) && belongs(it) && it.isAny(p.c.DirAdj, p.c.HouthiMember) && p.nounNumber(it) != 'p'
}

// peoples reports whether a word is the name of one of a people, in the singular: «al-Masri».
func (p *parser) peoples(it *item) bool {
	return it.isWord() && it.def && belongs(it) && it.isAny(p.c.Civil, p.c.SourceAdj) && p.nationAt(it) != nil
}

// belongs reports whether a word has the ending of those that tell where one belongs.
func belongs(it *item) bool { return strings.HasSuffix(it.norm, string(rune(arabic.Yeh))) }

// adjectival reports whether an unknown word is a feminine adjective with the article, which describes and
// names nobody.
func adjectival(it *item) bool {
	return it.def && strings.HasSuffix(it.norm, string([]rune{arabic.Yeh, arabic.Heh}))
}

// given reports whether the word at item i is a given name here: one that is also a common word counts
// behind a title or before another name, and the preposition that is spelled like one never does.
func (p *parser) given(i int, titled bool) bool {
	it := p.item(i)
	if p.isOn(it) {
		return false
	}
	if it.isAny(p.c.Given, p.c.Kunya, p.c.KunyaName) {
		return true
	}
	next := p.item(i + 1)
	if next == nil || next.conj != 0 || next.prep != 0 {
		return titled && it.isAny(p.c.GivenWeak, p.c.GivenNoun)
	}
	surname := next.def && next.unknown() && len([]rune(next.stem)) >= 4 && !adjectival(next)
	switch {
	case titled || next.is(p.c.Given):
		return it.isAny(p.c.GivenWeak, p.c.GivenNoun)
	case it.is(p.c.GivenWeak):
		return surname || p.peoples(next)
	}
	n := len([]rune(next.stem))
	return it.is(p.c.GivenNoun) && p.onlyName(it) && surname && belongs(next) && n >= 5 && n <= 6
}

// isOn reports whether a word is the preposition that differs from a common name only by the dots of its
// last letter: it has none, or the article writes none anywhere.
func (p *parser) isOn(it *item) bool {
	if !it.is(p.c.Ala) {
		return false
	}
	return p.d.dotted || arabic.IsAlefMaksura(lastRune(arabic.Plain(p.d.text(it.start, it.end))))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// clitic reports whether an unknown word begins with a letter that is more likely a preposition or a
// conjunction than part of a third name.
func clitic(norm string) bool {
	r := []rune(norm)
	switch r[0] {
	case arabic.Waw:
		return len(r) >= 4
	case arabic.Lam, arabic.Beh, arabic.Feh:
		return len(r) > 4
	}
	return false
}

// conjoined reports whether an unknown word is more likely one behind «and» or a preposition than
// a name.
func conjoined(norm string) bool {
	r := []rune(norm)
	return r[0] == arabic.Waw && len(r) >= 5 || clitic(norm) && r[len(r)-1] == arabic.Heh
}

// namePart reports whether a word can go on a name of a person.
func (p *parser) namePart(it *item) bool {
	if it.punct != "" || it.conj != 0 || it.prep != 0 || it.qty != nil || it.time != nil {
		return false
	}
	if it.name != nil {
		for _, r := range it.name {
			if k := p.d.lex.Entries[r.Entry].Kind; k == schema.Person || k.IsPlace() {
				return it.def || it.stem == it.norm
			}
		}
		return false
	}
	if p.isOn(it) {
		return false
	}
	if it.isAny(p.c.Given, p.c.GivenWeak, p.c.GivenNoun, p.c.Kunya, p.c.KunyaName) {
		return true
	}
	return it.unknown() && len([]rune(it.norm)) >= 3
}

func (p *parser) knownPerson(i int, ph *phrase) bool {
	it := p.item(i)
	for _, r := range it.name {
		if p.d.lex.Entries[r.Entry].Kind == schema.Person {
			ph.actor, ph.last = p.d.entryEntity(r.Entry), i
			ph.actor.addName(p.d.surface(it))
			p.lastName(i, i, ph.actor)
			return true
		}
	}
	return false
}

func (p *parser) setPerson(i, last int, ph *phrase) {
	name := trimMarks(p.d.text(p.item(i).start, p.item(last).end))
	ph.actor, ph.last = p.d.intern(schema.Person, name), last
	ph.actor.addName(name)
	p.shorter(i, last, ph.actor)
	p.lastName(i, last, ph.actor)
	p.nickname(last+1, ph)
}

// lastName lets the last word of a name of a person stand for it from here on.
func (p *parser) lastName(i, last int, e *entity) {
	it := p.item(last)
	if i == last && it.name == nil {
		return
	}
	t := p.s.tokens[it.last]
	stem := t.Norm
	if sp := arabic.Prefixes(stem, nil); len(sp) > 1 && sp[1].Def && sp[1].Conj == 0 {
		stem = sp[1].Stem
	}
	if len([]rune(stem)) >= 3 {
		p.d.byWord[stem] = e
	}
}

// nickname reads «known as X» behind a name of a person.
func (p *parser) nickname(i int, ph *phrase) {
	if it := p.item(i); it != nil && it.punct == "(" {
		i++
	}
	it := p.item(i)
	if it == nil || !it.isWord() || !it.is(p.c.AliasIntro) {
		return
	}
	j := p.quote(i + 1)
	if p.item(j) == nil {
		return
	}
	last := j
	for n := 0; n < 4 && p.item(last+1) != nil && p.namePart(p.item(last+1)); n++ {
		last++
	}
	if p.item(j).punct != "" || p.item(j).finite() {
		return
	}
	ph.actor.addName(trimMarks(p.d.text(p.item(j).start, p.item(last).end)))
	ph.last = p.unquote(last)
	if it := p.item(ph.last + 1); it != nil && it.punct == ")" {
		ph.last++
	}
}

// titled reads titles and offices before a name: «the spokesman of X, Colonel Y», «the head of X». Without
// a name behind them, an office stands for the body that it speaks for or belongs to.
func (p *parser) titled(i int, ph *phrase) bool {
	role := schema.MemberOf
	j := i
	var org *phrase
	var held office
	for n := 0; n < 6; n++ {
		j = p.quote(j)
		it := p.item(j)
		if it == nil {
			break
		}
		if n > 0 && it.punct == "," && org != nil {
			j++
			continue
		}
		if it.punct != "" && it.punct != "-" {
			break
		}
		if it.punct == "-" {
			j++
			continue
		}
		inner := &phrase{}
		if (n > 0 || !it.isAny(p.c.Title, p.c.Spokes)) && (it.conj == 0 || n == 0) && p.person(j, inner, true) {
			ph.actor, ph.last, ph.gender = inner.actor, inner.last, 'm'
			if org != nil && org.actor != nil && !held.former {
				ph.org = held.body(p.d, org.actor)
				ph.role = held.role(role, ph.org)
			}
			return true
		}
		if n > 0 && it.conj != 0 {
			break
		}
		if p.rankedAgain(j, ph) {
			return true
		}
		if org != nil && held.another(p, it) {
			break
		}
		held.read(p, it)
		where := &phrase{}
		if org != nil && (it.isWord() && it.is(p.c.Fi) && p.item(j+1) != nil && p.place(j+1, where) || it.prep == 'b' && p.place(j, where)) {
			j = where.last + 1
			continue
		}
		switch {
		case it.is(p.c.Spokes):
			role = schema.SpeaksFor
			j++
			org = p.officeBody(j)
			if org != nil {
				j = org.last + 1
			}
		case it.isAny(p.c.Title, p.c.LeaderOf):
			if it.is(p.c.LeaderOf) && role != schema.SpeaksFor && !it.def {
				role = schema.Leads
			}
			j++
			if org == nil {
				if org = p.officeBody(j); org != nil {
					j = org.last + 1
				}
			}
		case n > 0 && org == nil && held.within(p, it):
			if org = p.officeBody(j); org == nil {
				n = 6
				break
			}
			j = org.last + 1 // «the minister of justice in the government»
		case n > 0 && org == nil && p.nationAt(it) != nil:
			org = &phrase{first: j, last: j, actor: p.nationAt(it)}
			j++
		case n > 0 && org == nil && it.name != nil && it.prep == 0 && !p.actorName(it) && p.place(j, where):
			j = where.last + 1 // «the governor of P, X»
		case it.isAny(p.c.SourceAdj, p.c.AdjCommon, p.c.Portfolio) || n > 0 && it.is(p.c.Former) || n > 0 && (it.unknown() && it.def || definite(it.norm) && p.sortAdjective(it)):
			j++
		default:
			n = 6
		}
	}
	if org == nil || org.actor == nil {
		return false
	}
	ph.actor, ph.nature, ph.last, ph.gender, ph.source = held.body(p.d, org.actor), members, org.last, 'm', true
	return true
}

// nationAt returns the state whose adjective it is, or nil: «the Iranian minister» speaks for Iran.
func (p *parser) nationAt(it *item) *entity {
	n, ok := p.d.nisba[it.stem]
	if !ok || !it.isWord() {
		return nil
	}
	return p.d.entryEntity(n.state)
}

// officeBody reads the body behind an office: «… of the army», «… in X».
func (p *parser) officeBody(j int) *phrase {
	j = p.quote(j)
	it := p.item(j)
	if it == nil || it.conj != 0 || it.punct != "" || it.prep == 'k' {
		return nil
	}
	if it.isAny(p.c.Fi, p.c.Min) {
		j++
		if it = p.item(j); it == nil {
			return nil
		}
	}
	if it.isAny(p.c.Title, p.c.Given, p.c.Kunya) {
		return nil
	}
	inner := &phrase{}
	if !p.head(j, inner, false) {
		return nil
	}
	if inner.anaphor == orgAnaphor && inner.actor == nil {
		inner.actor = p.organisation(j)
	}
	if inner.actor == nil || inner.actor.kind == schema.Person || inner.nature == civils {
		return nil
	}
	p.trailer(inner)
	return inner
}

// organisation returns whom «the organisation» at item i means while its sentence is still being read: the
// latest one so headed.
func (p *parser) organisation(i int) *entity {
	noun := p.item(i).stem
	named := func(e *entity) bool { return !e.isPlace() && p.d.headed(e, noun) }
	for k := len(p.s.phrases) - 1; k >= 0; k-- {
		if e := p.s.phrases[k].actor; e != nil && named(e) {
			return e
		}
	}
	return p.d.focus.find(named)
}
