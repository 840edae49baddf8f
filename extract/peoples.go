package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// people is a nation or a creed whose members act or are hit as such.
type people struct {
	name  string // of them all, with the article
	entry int32  // in the lexicon, or -1
	many  bool   // this form is a plural
	two   bool   // this form is a dual
	some  bool   // unnamed ones to whom something is done are civilians
}

// loadPeoples fills the words that name members of a people, by their forms without the article.
func (x *Extractor) loadPeoples(rows []lexicon.Row) error {
	x.peoples = map[string]people{}
	for _, r := range rows {
		form, plural := r.Get("form"), r.Get("plural")
		p := people{entry: -1}
		switch some := r.Get("some"); some {
		case "":
		case string(schema.Civilians):
			p.some = true
		default:
			return r.Errorf("an unnamed few are %q: leave it empty, or say %s", some, schema.Civilians)
		}
		if id := r.Get("actor"); id != "" {
			k := x.lex.Index(lexicon.Key("actors", id))
			if k < 0 {
				return r.Errorf("no entity %q among the actors", id)
			}
			p.entry = int32(k)
		}
		many := plural
		if many == "" {
			many = form + string([]rune{arabic.Waw, arabic.Noon})
		}
		p.name = x.definite + many
		stem := arabic.Normalize(form)
		x.peoples[stem], x.peoples[stem+string(rune(arabic.Alef))] = p, p
		p.many = true
		for _, end := range []rune{arabic.Yeh, arabic.Waw, arabic.Alef} {
			p.two = end == arabic.Alef
			x.peoples[stem+string([]rune{end, arabic.Noon})] = p
		}
		p.two = false
		if plural != "" {
			x.peoples[arabic.Normalize(plural)] = p
		}
	}
	return nil
}

// peopleAt returns the people whose members an item names.
func (p *parser) peopleAt(it *item) (people, bool) {
	if it == nil || !it.isWord() || it.time != nil || it.qty != nil {
		return people{}, false
	}
	if f, ok := p.d.peoples[trimArticle(it.norm)]; ok {
		return f, true
	}
	f, ok := p.d.peoples[it.stem]
	return f, ok
}

// peopleHead reads members of a people who are no adjective of somebody before them: «three Palestinians», «killed a
// settler», «between Shia and Sunnis».
func (p *parser) peopleHead(i int, ph *phrase) bool {
	it := p.item(i)
	f, ok := p.peopleAt(it)
	if !ok || it.pron != "" || !p.noAdjective(i, f, ph) {
		return false
	}
	ph.actor, ph.last, ph.plural = p.d.peopleEntity(f), i, f.many
	if f.some && !it.def && p.suffers(i, ph) {
		ph.actor, ph.nature = p.d.generic(schema.Civilians), civils
	}
	ph.actor.addName(p.d.surfaceWord(it))
	switch {
	case f.two:
		p.countNumber(it, ph, 2)
	case !f.many:
		p.countNumber(it, ph, 1)
	}
	ph.last = p.adjectives(i+1, 2) - 1
	return true
}

// suffers reports whether something is done to those whom the phrase up to item i names, as far as the word before it shows: they
// stand at the head of nothing, and are not who does what a verb tells.
func (p *parser) suffers(i int, ph *phrase) bool {
	prev := p.item(min(i, ph.first) - 1)
	switch {
	case prev == nil || prev.punct != "":
		return false
	case prev.np >= 0:
		return p.verbBefore(p.s.phrases[prev.np].first)
	case prev.trig != nil:
		return prev.trig.Kind == "event" && done(prev)
	}
	return true
}

// countNumber counts so many where no word does: the noun shows by its form that they are one or two.
func (p *parser) countNumber(it *item, ph *phrase, n int) {
	if !ph.quantified && !it.def {
		ph.tally = &Tally{Min: n, Max: n, Comparator: "eq", Span: Span{it.start, it.end}, Surface: p.d.text(it.start, it.end)}
	}
}

// peopleEntity returns the entity of the article for a people.
func (d *document) peopleEntity(f people) *entity {
	if f.entry >= 0 {
		return d.entryEntity(f.entry)
	}
	return d.intern(schema.Community, f.name)
}

// noAdjective reports whether the word for a member of a people at item i stands for itself: it is counted, or stands
// behind a preposition, a verb or the noun of what was done to him.
func (p *parser) noAdjective(i int, f people, ph *phrase) bool {
	it := p.item(i)
	if ph.quantified {
		return true
	}
	if ph.first < i {
		return false
	}
	j := i - 1
	for p.item(j) != nil && p.item(j).punct == `"` {
		j--
	}
	prev := p.item(j)
	switch {
	case prev == nil || prev.punct != "":
		return f.many
	case prev.np >= 0:
		return !it.def && it.conj == 0 && it.prep == 0 && p.verbBefore(p.s.phrases[prev.np].first)
	case it.conj != 0 || it.prep != 0:
		return f.many
	case prev.trig != nil && prev.trig.Kind == "event":
		return f.many || done(prev)
	}
	return f.many && prev.isWord() && p.governs(prev)
}

// done reports whether an item tells what is done to people.
func done(it *item) bool {
	switch it.trig.Type {
	case schema.Kill, schema.Injure, schema.Detain, schema.Release:
		return true
	}
	return false
}

// governs reports whether a word is a preposition or the like.
func (p *parser) governs(it *item) bool {
	for _, c := range p.d.governors {
		if it.is(c) {
			return true
		}
	}
	return it.isAny(p.c.Comp, p.c.OneOf, p.c.Some)
}

// folk reads «the Palestinian prisoners», «Shia pilgrims» as the people that they are of.
func (p *parser) folk(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if next == nil || next.conj != 0 || next.prep != 0 || next.punct != "" || definite(next.norm) != it.def {
		return false
	}
	e := p.communityAt(next)
	if e == nil {
		return false
	}
	ph.last = i + 1
	if !it.is(p.c.Folk) {
		return false
	}
	ph.actor, ph.nature = e, civils
	ph.actor.addName(p.words(i, i+1))
	return true
}

// communityAt returns the people or the community that an item names, or nil.
func (p *parser) communityAt(it *item) *entity {
	if f, ok := p.peopleAt(it); ok {
		return p.d.peopleEntity(f)
	}
	if it.name != nil {
		if at, _ := p.d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind == schema.Community }); at >= 0 && !p.placeName(it) {
			return p.d.entryEntity(at)
		}
	}
	return nil
}

func (p *parser) placeName(it *item) bool {
	at, _ := p.d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
	return at >= 0
}

// band reads fighters of nobody named by what they are: «local gunmen», «Kurdish fighters». Spellings that differ in case
// and number are one band.
func (p *parser) band(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if next == nil || !next.isWord() || next.conj != 0 || next.prep != 0 || !it.is(p.c.Gunman) || p.single(it) || definite(next.norm) != it.def {
		return false
	}
	_, folk := p.peopleAt(next)
	_, nation := p.d.nisbaMany[trimArticle(next.norm)]
	if !folk && !nation && !next.is(p.c.Band) {
		return false
	}
	name := p.words(i, i+1)
	ph.actor = p.d.internAs(schema.ArmedGroup, bandKey(next.norm), name)
	ph.actor.addName(name)
	ph.nature, ph.last = members, i+1
	p.countNoun(i, ph)
	return true
}

// bandKey returns the adjective of a band without article and ending.
func bandKey(norm string) string {
	s := trimArticle(norm)
	for _, end := range []string{string([]rune{arabic.Waw, arabic.Noon}), string([]rune{arabic.Yeh, arabic.Noon}), string(rune(arabic.Alef))} {
		s = strings.TrimSuffix(s, end)
	}
	return "fighters " + s
}

// tribesmen reads «men of the tribes», «tribal fighters» as the tribes.
func (p *parser) tribesmen(i int, ph *phrase) bool {
	ph.actor, ph.last = p.d.intern(schema.Community, p.d.word("tribes")), i
	ph.actor.addName(p.words(i, i))
	ph.nature = members
	ph.last = p.adjectives(i+1, 2) - 1
	if next := p.item(ph.last + 1); ph.last == i && next != nil && next.isWord() && next.is(p.c.Gunman) && next.conj == 0 && next.prep == 0 {
		ph.last++
	}
	if ph.last > i {
		ph.actor.addName(p.words(i, ph.last))
	}
	return true
}
