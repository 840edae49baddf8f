package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// surnameHead reads a given name that stands alone as the person whose name ended in it: «Mahmoud Sulayman
// … Sulayman added». A name that is also a common word counts only behind a verb of speaking.
func (p *parser) surnameHead(i int, ph *phrase) bool {
	it := p.item(i)
	e := p.d.byWord[it.stem]
	if e == nil || e.kind != schema.Person || !p.onlyName(it) || !it.is(p.c.Given) && !p.reported(i) {
		return false
	}
	if next := p.item(i + 1); next != nil && p.namePart(next) {
		return false // another person who shares that name
	}
	ph.actor, ph.last, ph.gender = e, i, e.gender
	e.addName(p.d.surfaceWord(it))
	return true
}

// rankedAgain reads a surname with the article right behind a rank as the person whom the article named in full before:
// «Major General Mahmoud al-Sabihi … Major General al-Sabihi», though the word for the rank means a brigade too.
func (p *parser) rankedAgain(i int, ph *phrase) bool {
	it, rank := p.item(i), p.item(i-1)
	if rank == nil || !rank.isWord() || !rank.is(p.c.Title) || !it.isWord() || !it.def || it.conj != 0 || it.prep != 0 || it.name != nil {
		return false
	}
	e := p.d.byWord[it.stem]
	if e == nil && rank.is(p.c.OArmed) && p.reported(i-1) && it.unknown() && foreign(it) && p.nationAt(it) == nil {
		e = p.d.intern(schema.Person, p.words(i, i)) // «Major General al-Sabihi said»: no brigade speaks
		p.d.byWord[it.stem] = e
	}
	if e == nil || e.kind != schema.Person || p.ordinal(i) {
		return false
	}
	ph.actor, ph.last, ph.gender = e, i, 'm'
	e.addName(p.d.surfaceWord(it))
	return true
}

// onlyName reports whether every reading of it is a given name.
func (p *parser) onlyName(it *item) bool {
	for k := range it.reads {
		switch it.reads[k].Sense.Class {
		case p.c.Given, p.c.GivenWeak, p.c.GivenNoun, p.c.KunyaName:
		default:
			return false
		}
	}
	return len(it.reads) > 0
}

// reported reports whether a verb of speaking stands right before item i.
func (p *parser) reported(i int) bool {
	it := p.item(i - 1)
	return it != nil && it.trig != nil && it.trig.Kind == "report" && it.form.Kind.IsVerb() && !it.is(p.c.Among)
}

// calledHead reads «who is called X»: a person, unless it is a place or a group that is called so.
func (p *parser) calledHead(i int, ph *phrase) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		it := p.item(j)
		if it.name != nil || it.isAny(p.c.OArmed, p.c.OBody, p.c.OMilitary, p.c.OCommunity, p.c.Source) || p.d.placeNoun(it) != "" {
			return false
		}
	}
	j := p.quote(i + 1)
	if it := p.item(j); it != nil && it.punct == "," {
		j = p.quote(j + 1)
	}
	it := p.item(j)
	if it == nil || it.punct != "" || it.conj != 0 || it.prep != 0 || it.def {
		return false
	}
	inner := &phrase{}
	if !p.person(j, inner, true) {
		return false
	}
	ph.actor, ph.last, ph.gender = inner.actor, inner.last, 'm'
	return true
}

// quotedPerson reads two or three unknown words between a verb of speaking and the end of its subject, «said
// X Y, …», «said X Y that …», as the name of who speaks.
func (p *parser) quotedPerson(i int, ph *phrase) bool {
	it := p.item(i)
	if !p.reported(i) || it.def || !foreign(it) || len([]rune(it.norm)) < 3 {
		return false
	}
	last := i
	for n := 1; n < 4; n++ {
		next := p.item(last + 1)
		if next == nil || !next.unknown() && !p.onlyName(next) || !foreign(next) {
			break
		}
		last++
	}
	if last == i || !p.subjectEnds(last+1) {
		return false
	}
	p.setPerson(i, last, ph)
	return true
}

// foreign reports whether a word has the shape of a name: no clitic, no feminine ending or pronoun, and with
// the article only as the name of one's people or place.
func foreign(it *item) bool {
	r := []rune(it.norm)
	end := r[len(r)-1]
	return it.conj == 0 && it.prep == 0 && !clitic(it.norm) && end != arabic.Heh && (!it.def || end == arabic.Yeh)
}

// subjectEnds reports whether the subject of a verb of speaking can end before item i.
func (p *parser) subjectEnds(i int) bool {
	it := p.item(i)
	if it == nil {
		return false
	}
	return it.punct == "," || it.punct == "(" || it.punct == ":" ||
		it.isWord() && (it.prep == 'l' || it.isAny(p.c.Comp, p.c.Fi, p.c.Title, p.c.LeaderOf, p.c.Spokes, p.c.Official, p.c.During))
}

// surnameOpen reports whether a surname that many bear, and that is gated therefore, means the person of the
// lexicon: the article names him in full, or it stands behind his office, or beside a party of his theatre.
// Part of a longer name it is not.
func (d *document) surnameOpen(s *sentence, n *lexicon.Name) bool {
	at := slices.IndexFunc(n.Refs, func(r lexicon.NameRef) bool {
		return r.Gated && d.lex.Entries[r.Entry].Kind == schema.Person
	})
	if at < 0 || d.nameGoesOn(s, n.Last+1) {
		return false
	}
	ref := n.Refs[at]
	if len(s.items) == 0 {
		return d.named[ref.Entry] > 0
	}
	prev := &s.items[len(s.items)-1]
	if prev.isAny(d.cls.Given, d.cls.GivenWeak, d.cls.GivenNoun, d.cls.Kunya, d.cls.KunyaName) && n.Split.Conj == 0 {
		return false
	}
	if d.named[ref.Entry] > 0 || prev.isAny(d.cls.Title) && n.Split.Conj == 0 && d.theatres[d.lex.Entries[ref.Entry].Theatre] > 0 {
		return true
	}
	for _, r := range prev.name {
		if x := &d.lex.Entries[r.Entry]; n.Split.Conj != 0 && !x.Kind.IsPlace() && x.Theatre == d.lex.Entries[ref.Entry].Theatre {
			return true
		}
	}
	return false
}

// nameGoesOn reports whether the word at token i can be a further part of the name before it.
func (d *document) nameGoesOn(s *sentence, i int) bool {
	if i >= len(s.tokens) || s.tokens[i].Kind != arabic.Word {
		return false
	}
	reads := d.lookAt(s, i).all
	for _, r := range reads {
		switch r.Sense.Class {
		case d.cls.Given, d.cls.GivenWeak, d.cls.GivenNoun, d.cls.Kunya, d.cls.KunyaName:
			return r.Split.Conj == 0
		}
	}
	sp := arabic.Prefixes(s.tokens[i].Norm, nil)
	return len(reads) == 0 && len(sp) > 1 && sp[1].Def && sp[1].Conj == 0 && sp[1].Prep == 0
}

// othersSurname reports whether a name of one word with the article, the surname of a person of the lexicon, ends the name
// of somebody else: the word before it is unknown and can be a given name, and the article names that person nowhere in full.
func (d *document) othersSurname(s *sentence, n *lexicon.Name) bool {
	if n.First != n.Last || !definite(s.tokens[n.First].Norm) || n.Split.Conj != 0 || n.Split.Prep != 0 || len(s.items) == 0 {
		return false
	}
	prev := &s.items[len(s.items)-1]
	if !prev.unknown() || prev.def || len([]rune(prev.norm)) < 3 || !foreign(prev) || verbal(prev.norm) {
		return false
	}
	return !slices.ContainsFunc(n.Refs, func(r lexicon.NameRef) bool {
		return d.lex.Entries[r.Entry].Kind != schema.Person || d.inFull[r.Entry]
	})
}
