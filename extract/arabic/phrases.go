package arabic

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Phrases maps words and phrases to values, and finds them in tokens whatever particles (و ف ب ل ك)
// and article are written onto their first word. Every such form is made once, on Add, so that a look-up
// is one access to a map. It is safe for concurrent use once filled.
type Phrases[V any] struct {
	heads map[string][]phrase[V]
	sieve sieve
}

type phrase[V any] struct {
	rest  []string // normal forms behind the first word
	split Split
	cost  int // particles on the first word
	value V
}

// Add enters text, a word or several. Bare says that it never takes the article.
func (p *Phrases[V]) Add(text string, bare bool, value V) {
	tokens := Tokenize(text, 0, len(text))
	if len(tokens) == 0 {
		return
	}
	if p.heads == nil {
		p.heads = make(map[string][]phrase[V])
	}
	var rest []string
	for _, t := range tokens[1:] {
		rest = append(rest, t.Norm)
	}
	attach(tokens[0].Norm, func(form string, s Split, cost int) {
		if s.Def && bare || s.Prep != 0 && rest == nil && utf8.RuneCountInString(tokens[0].Norm) < 3 {
			return // two letters behind a particle are nearly always another word
		}
		list := append(p.heads[form], phrase[V]{rest: rest, split: s, cost: cost, value: value})
		slices.SortStableFunc(list, func(a, b phrase[V]) int {
			return cmp.Or(len(b.rest)-len(a.rest), a.cost-b.cost)
		})
		p.heads[form] = list
		p.sieve.add(form)
	})
}

// Longest returns the longest phrase that begins at token i, the number of its tokens, and what was
// cut off its first word; of two as long, the one that has less cut off. It does not allocate.
func (p *Phrases[V]) Longest(tokens []Token, i int) (value V, n int, s Split) {
	if !p.sieve.may(tokens[i].Norm) {
		return value, 0, s
	}
	for _, c := range p.heads[tokens[i].Norm] {
		if follows(tokens[i+1:], c.rest) {
			return c.value, 1 + len(c.rest), c.split
		}
	}
	return value, 0, s
}

func follows(tokens []Token, words []string) bool {
	if len(tokens) < len(words) {
		return false
	}
	for i, w := range words {
		if tokens[i].Norm != w {
			return false
		}
	}
	return true
}

// attach yields the forms of a word with particles and article written onto it: the inverse of
// Prefixes.
func attach(word string, yield func(form string, s Split, cost int)) {
	particles(func(head string, s Split, cost int) {
		s.Stem = word
		yield(head+word, s, cost)
	})
}

// particles yields what can be written onto the front of a word.
func particles(yield func(head string, s Split, cost int)) {
	article := alef + lam
	for _, conj := range []byte{0, 'w', 'f'} {
		for _, prep := range []byte{0, 'b', 'l', 'k'} {
			head, cost := particle(conj)+particle(prep), min(1, int(conj))+min(1, int(prep))
			skip := utf8.RuneCountInString(head)
			yield(head, Split{Conj: conj, Prep: prep, Skip: skip}, cost)
			def := head + article
			if prep == 'l' {
				def = head + lam
			}
			yield(def, Split{Conj: conj, Prep: prep, Def: true, Skip: utf8.RuneCountInString(def)}, cost+1)
		}
	}
}

func particle(p byte) string {
	switch p {
	case 'w':
		return waw
	case 'f':
		return string(rune(Feh))
	case 'b':
		return string(rune(Beh))
	case 'l':
		return lam
	case 'k':
		return string(rune(Kaf))
	}
	return ""
}
