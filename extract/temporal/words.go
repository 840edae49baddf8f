package temporal

import "github.com/isnad-graph/isnad/extract/arabic"

// precision is the grain of a period or the unit of a duration.
type precision int

const (
	minutes precision = iota
	hours
	days
	weeks
	months
	years
	decades
)

var precisions = [...]string{"minute", "hour", "day", "week", "month", "year", "decade"}

// String returns the name of a precision that a period can have.
func (p precision) String() string { return precisions[min(max(p, days), years)] }

// word is what a token, or a phrase that begins with it, can do in a date.
type word struct {
	*entry
	size       int32 // tokens
	value      int32 // of a number
	conj, prep byte
	def        bool
	ordinal    bool
	digits     bool
}

var (
	noEntry     = &entry{}
	numberEntry = &entry{class: numberWord}
)

type parser struct {
	tokens   []arabic.Token
	words    []word // one a token
	pub      day
	anchored bool // pub is known
	prev     period
	hasPrev  bool
	age      int // how many sentences before this one prev was told
}

// classify looks every token up and reports whether any can begin an expression.
func (p *parser) classify(d *Data) bool {
	any := false
	for i := range p.tokens {
		w := word{entry: noEntry, size: 1}
		if e, n, s := d.words.Longest(p.tokens, i); n > 0 && !(e.class == edgeWord && s.Def) {
			w = word{entry: e, size: int32(n), conj: s.Conj, prep: s.Prep, def: s.Def}
		} else if n, ok := d.numbers.Read(p.tokens, i); ok && n.Min == n.Max && !n.Fraction {
			w = word{
				entry: numberEntry, size: int32(n.Last - i + 1), value: int32(min(n.Min, 1<<30)),
				conj: n.Conj, prep: n.Prep, def: n.Definite, ordinal: n.Ordinal, digits: n.Digits,
			}
		} else if p.tokens[i].Kind == arabic.Number {
			w.entry, w.value = numberEntry, -1
		}
		any = any || w.class.begins()
		p.words = append(p.words, w)
	}
	return any
}

// begins reports whether an expression can have its core in a word of class c.
func (c class) begins() bool {
	switch c {
	case numberWord, monthWord, weekdayWord, partWord, unitWord, deicticWord, nowWord, seasonWord, morrowWord:
		return true
	}
	return false
}

// at returns the word at token i; one of no class beyond the ends.
func (p *parser) at(i int) word {
	if i < 0 || i >= len(p.words) {
		return word{entry: noEntry, size: 1}
	}
	return p.words[i]
}

// is reports whether the word at token i has class c.
func (p *parser) is(i int, c class) bool { return p.at(i).class == c }

// after returns the token behind the word at token i.
func (p *parser) after(i int) int { return i + int(p.at(i).size) }

// skip returns the token behind the word at token i if it has class c and no particle, else i.
func (p *parser) skip(i int, c class) int {
	if w := p.at(i); w.class == c && w.conj == 0 && w.prep == 0 {
		return p.after(i)
	}
	return i
}

// punct reports whether token i is that punctuation mark.
func (p *parser) punct(i int, mark string) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].Kind == arabic.Punct && p.tokens[i].Norm == mark
}

// skipPunct returns the token behind that mark if it stands at token i, else i.
func (p *parser) skipPunct(i int, mark string) int {
	if p.punct(i, mark) {
		return i + 1
	}
	return i
}

// before returns the class of the word just before token i, or the class of preposition that is written
// onto the word at i.
func (p *parser) before(i int) class {
	if w := p.at(i); w.prep == 'b' || w.prep == 'l' {
		return inWord
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if w := p.words[j]; j+int(w.size) == i && w.class != noWord {
			return w.class
		}
	}
	return noWord
}
