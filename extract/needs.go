package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// needsMet reports whether a word that t needs stands near item i: behind it in its clause, or before it
// where the word can be its subject or what its pronoun means.
func (d *document) needsMet(s *sentence, i int, t *lexicon.Trigger) bool {
	for _, c := range t.Needs {
		if d.needAhead(s, i, c) || d.needBehind(s, i, c) {
			return true
		}
	}
	return len(t.Needs) == 0
}

func (d *document) needAhead(s *sentence, i int, c lexicon.Class) bool {
	for j := i + 1; j < len(s.items) && j <= i+8; j++ {
		it := &s.items[j]
		if it.punct != "" && it.punct != `"` && it.punct != "," || it.isAny(d.cls.Comp, d.cls.Rel) {
			return false
		}
		if d.answers(s, it, c) {
			return true
		}
		if j > i+1 && it.finite() && it.conj != 0 {
			return false
		}
	}
	return false
}

// needBehind looks for the word before item i: what a pronoun on it means, or the subject of a verb.
func (d *document) needBehind(s *sentence, i int, c lexicon.Class) bool {
	if s.items[i].pron != "" {
		for j := i - 1; j >= 0 && j >= i-4; j-- {
			if s.items[j].is(c) {
				return true
			}
		}
	}
	if !d.subjects(c) || !s.items[i].finite() {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		it := &s.items[j]
		if it.punct != "" && it.punct != `"` && it.punct != "," || it.isAny(d.cls.Comp, d.cls.Clause) || it.finite() && it.trig.Kind != "aux" {
			return false
		}
		if it.np >= 0 && d.answers(s, it, c) {
			ph := &s.phrases[it.np]
			return ph.rel == lexicon.NoClass && ph.prep == 0
		}
	}
	return false
}

// subjects reports whether the words of class c are of those that can do what a verb tells.
func (d *document) subjects(c lexicon.Class) bool {
	switch c {
	case d.cls.Forces, d.cls.Civil, d.cls.Family, d.cls.Fighter:
		return true
	}
	return false
}

// answers reports whether an item is of class c. A name is what its first word is, and a phrase that names
// a fighting body without a preposition is forces.
func (d *document) answers(s *sentence, it *item, c lexicon.Class) bool {
	if it.is(c) || it.name != nil && d.firstWord(it, c) {
		return c != d.cls.Forces || it.np < 0 || s.phrases[it.np].rel == lexicon.NoClass
	}
	if c != d.cls.Forces || it.np < 0 {
		return false
	}
	ph := &s.phrases[it.np]
	return ph.actor != nil && force(ph.actor) && ph.rel == lexicon.NoClass && ph.prep == 0
}

// firstWord reports whether the first word of a name of several words is of class c.
func (d *document) firstWord(it *item, c lexicon.Class) bool {
	if it.first == it.last {
		return false
	}
	var reads []lexicon.Reading
	reads, d.buf.splits = d.lex.Readings(it.norm, d.buf.splits, nil)
	for _, r := range reads {
		if r.Sense.Class == c {
			return true
		}
	}
	return false
}
