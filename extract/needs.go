package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// needsMet reports whether a word that t needs stands near item i: behind it in its clause, or before it
// where the word can be its subject or what its pronoun means.
func (d *document) needsMet(s *sentence, i int, t *lexicon.Trigger) bool {
	if len(t.Needs) == 0 {
		return !t.Loose // what nothing near can bear out is for the models
	}
	return d.needAhead(s, i, t) || d.needBehind(s, i, t)
}

func (d *document) needAhead(s *sentence, i int, t *lexicon.Trigger) bool {
	for j, n := i+1, 0; j < len(s.items) && n < 8; j++ {
		it := &s.items[j]
		if it.np < 0 || it.np != s.items[j-1].np {
			n++ // a phrase counts as one word
		}
		if it.punct != "" && it.punct != `"` && it.punct != "," || it.isAny(d.cls.Comp, d.cls.Rel) {
			return false
		}
		if d.answers(s, it, t) {
			return true
		}
		if j > i+1 && it.finite() && it.conj != 0 {
			return false
		}
	}
	return false
}

// needBehind looks for the word before item i: what a pronoun on it means, or the subject of a verb.
func (d *document) needBehind(s *sentence, i int, t *lexicon.Trigger) bool {
	if s.items[i].pron != "" {
		for j := i - 1; j >= 0 && j >= i-4; j-- {
			if slices.ContainsFunc(t.Needs, func(c lexicon.Class) bool { return d.wordOf(&s.items[j], c) }) {
				return true
			}
		}
	}
	if !s.items[i].finite() || !moves(t.Frame) && t.Frame.ID != "send" {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		it := &s.items[j]
		if it.punct != "" && it.punct != `"` && it.punct != "," || it.isAny(d.cls.Comp, d.cls.Clause) || it.finite() && it.trig.Kind != "aux" {
			return false
		}
		if it.np >= 0 && d.answers(s, it, t) {
			ph := &s.phrases[it.np]
			return d.free(ph) && ph.prep == 0
		}
	}
	return false
}

// moves reports whether a frame tells of somebody who goes, comes, stands or dies: the word that its
// trigger needs is its subject.
func moves(f *lexicon.Frame) bool {
	switch f.ID {
	case "arrive", "vacate", "leave", "flee", "return", "protest", "die":
		return true
	}
	return false
}

// answers reports whether an item is what t needs. Behind a preposition a fighter does not march, and a
// phrase that names a fighting body is one that does.
func (d *document) answers(s *sentence, it *item, t *lexicon.Trigger) bool {
	for _, c := range t.Needs {
		if d.wordOf(it, c) {
			return !slices.Contains(t.Needs, d.cls.Forces) || it.np < 0 || d.free(&s.phrases[it.np])
		}
	}
	if it.np < 0 {
		return false
	}
	ph := &s.phrases[it.np]
	if t.Frame.ID == "die" && t.Req == "" && ph.tally != nil && ph.actor != nil && (force(ph.actor) || civil(ph.actor)) {
		return d.free(ph) && ph.prep == 0 // «16 of X fell»
	}
	if !slices.Contains(t.Needs, d.cls.Forces) || !moves(t.Frame) {
		return false
	}
	return ph.actor != nil && force(ph.actor) && ph.rel == lexicon.NoClass && ph.prep == 0
}

// free reports whether no preposition governs a phrase but one that tells how many it is part of.
func (d *document) free(ph *phrase) bool { return ph.rel == lexicon.NoClass || ph.rel == d.cls.Min }

// wordOf reports whether an item is a word of class c, or a name that begins with one.
func (d *document) wordOf(it *item, c lexicon.Class) bool {
	if it.is(c) || slices.Contains(it.near, c) {
		return true
	}
	if it.name == nil || it.first == it.last {
		return false
	}
	return d.spells(it.norm, c)
}

// spells reports whether a word in its normal form can be one of class c, whatever its sentence makes of it.
func (d *document) spells(norm string, c lexicon.Class) bool {
	return slices.ContainsFunc(d.look(norm).all, func(r lexicon.Reading) bool { return r.Sense.Class == c })
}
