package arabic

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// NumeralKind says how a number word joins others.
type NumeralKind uint8

// Kinds of number words.
const (
	UnitNumeral    NumeralKind = iota // 1 to 9; before ten it makes 11 to 19, before hundred 100 to 900
	JoinedNumeral                     // 1 only where ten or tens follow; a pronoun elsewhere
	TenNumeral                        // 10
	TensNumeral                       // 20 to 90
	HundredNumeral                    // 100 to 900
	ScaleNumeral                      // 1,000, 1,000,000 …: multiplies what stands before
	ScalesNumeral                     // its plural: alone, an unknown number of them
	DualNumeral                       // 2,000, 2,000,000 …
	RoughNumeral                      // tens, hundreds
	PartNumeral                       // a half, a fourth: of a scale
	OrdinalNumeral                    // first to tenth
)

var numeralKinds = map[string]NumeralKind{
	"unit": UnitNumeral, "joined": JoinedNumeral, "ten": TenNumeral, "tens": TensNumeral, "hundred": HundredNumeral,
	"scale": ScaleNumeral, "scales": ScalesNumeral, "dual": DualNumeral, "rough": RoughNumeral, "part": PartNumeral,
	"ordinal": OrdinalNumeral,
}

// ParseNumeralKind reads the name of a kind as the tables write it.
func ParseNumeralKind(name string) (NumeralKind, error) {
	kind, ok := numeralKinds[name]
	if !ok {
		return 0, fmt.Errorf("unknown kind of numeral %q", name)
	}
	return kind, nil
}

// Numerals reads numbers, in digits, in words and in both. It is safe for concurrent use once filled.
type Numerals struct {
	words Phrases[numeral]
	heads map[string]Split // particles that stand before digits
}

type numeral struct {
	kind  NumeralKind
	value int
}

// Add enters a number word. Bare says that it never takes the article.
func (n *Numerals) Add(word string, kind NumeralKind, value int, bare bool) {
	if n.heads == nil {
		n.heads = make(map[string]Split)
		particles(func(head string, s Split, _ int) {
			if _, ok := n.heads[head]; !ok && head != "" {
				n.heads[head] = s
			}
		})
	}
	n.words.Add(word, bare, numeral{kind, value})
}

// Numeral is a number as read. Min and Max differ where it is rough: «hundreds» is 200 to 999.
type Numeral struct {
	First, Last int // tokens, both included; First may be a particle before digits
	Min, Max    int
	Digits      bool // at least in part
	Definite    bool // has the article
	Ordinal     bool
	Fraction    bool // not a whole number: Min and Max are rounded down
	Conj, Prep  byte // particles on the first word, as in Split
}

// Read returns the longest number that begins at token i, and whether there is one. Words add up as
// Arabic adds them: the greater first, but units before tens; each joined by «و».
func (n *Numerals) Read(tokens []Token, i int) (Numeral, bool) {
	if i >= len(tokens) || tokens[i].Kind == Punct {
		return Numeral{}, false
	}
	first, ok := n.term(tokens, i)
	if !ok {
		return Numeral{}, false
	}
	num := Numeral{First: i, Digits: first.digits, Definite: first.split.Def, Conj: first.split.Conj, Prep: first.split.Prep}
	switch first.kind {
	case OrdinalNumeral:
		return n.ordinal(tokens, num, first), true
	case RoughNumeral, ScalesNumeral:
		return n.rough(tokens, num, first), true
	}
	total, next, scale := n.group(tokens, i, first)
	if next == 0 {
		return Numeral{}, false
	}
	for scale >= 1000 {
		more, end, s, digits := n.addend(tokens, next, scale)
		if end == 0 {
			break
		}
		total, next, scale, num.Digits = total+more, end, s, num.Digits || digits
	}
	num.Last = next - 1
	num.Min = int(total)
	num.Fraction = total != math.Trunc(total)
	num.Max = num.Min
	return num, total < math.MaxInt32
}

// term is one word or run of digits.
type term struct {
	kind   NumeralKind
	value  float64
	split  Split
	next   int // token behind it
	digits bool
}

func (n *Numerals) term(tokens []Token, i int) (term, bool) {
	if i >= len(tokens) {
		return term{}, false
	}
	switch tok := tokens[i]; tok.Kind {
	case Number:
		return digits(tok, i)
	case Word:
		if v, size, s := n.words.Longest(tokens, i); size > 0 {
			return term{kind: v.kind, value: float64(v.value), split: s, next: i + size}, true
		}
		if i+1 < len(tokens) && tokens[i+1].Kind == Number {
			if s, ok := n.heads[tok.Norm]; ok {
				t, ok := digits(tokens[i+1], i+1)
				t.split = s
				return t, ok
			}
		}
	}
	return term{}, false
}

func digits(tok Token, i int) (term, bool) {
	if len(tok.Norm) > 12 || strings.Count(tok.Norm, ".") > 1 {
		return term{}, false
	}
	v, err := strconv.ParseFloat(tok.Norm, 64)
	return term{kind: UnitNumeral, value: v, next: i + 1, digits: true}, err == nil
}

// group reads a number below a thousand and the scale behind it. It returns the value, the token
// behind it (0 where there is no number) and the scale, 1 where there is none.
func (n *Numerals) group(tokens []Token, i int, first term) (value float64, next int, scale float64) {
	switch first.kind {
	case ScaleNumeral:
		return n.half(tokens, first.value, first.next, first.value)
	case DualNumeral:
		return n.half(tokens, first.value, first.next, first.value/2)
	case PartNumeral:
		if t, ok := n.term(tokens, first.next); ok && t.kind == ScaleNumeral && t.plain() {
			return t.value / first.value, t.next, 1
		}
		return 0, 0, 1
	}
	value, next = n.below1000(tokens, first)
	if next == 0 {
		return 0, 0, 1
	}
	t, ok := n.term(tokens, next)
	if ok && t.plain() && (t.kind == ScaleNumeral || t.kind == ScalesNumeral) {
		return n.half(tokens, value*t.value, t.next, t.value)
	}
	return value, next, 1
}

// half adds «and a half» behind a scale.
func (n *Numerals) half(tokens []Token, value float64, next int, scale float64) (float64, int, float64) {
	t, ok := n.term(tokens, next)
	if !ok || t.kind != PartNumeral || t.split.Conj != 'w' || t.split.Def {
		return value, next, scale
	}
	value, next = value+scale/t.value, t.next
	if s, ok := n.term(tokens, next); ok && s.kind == ScaleNumeral && s.value == scale && s.plain() {
		next = s.next
	}
	return value, next, 1
}

// below1000 reads digits, or words up to hundreds. Next is 0 where there is no number.
func (n *Numerals) below1000(tokens []Token, first term) (value float64, next int) {
	if first.kind != HundredNumeral {
		return n.below100(tokens, first)
	}
	t, ok := n.term(tokens, first.next)
	if ok && !t.digits && t.adds() {
		if more, end := n.below100(tokens, t); end > 0 && more < 100 {
			return first.value + more, end
		}
	}
	return first.value, first.next
}

func (n *Numerals) below100(tokens []Token, first term) (value float64, next int) {
	switch {
	case first.digits, first.kind == TenNumeral, first.kind == TensNumeral:
		return first.value, first.next
	case first.kind != UnitNumeral && first.kind != JoinedNumeral:
		return 0, 0
	}
	if t, ok := n.term(tokens, first.next); ok && !t.digits {
		switch {
		case t.kind == TenNumeral && t.plain() && !t.split.Def:
			return first.value + 10, t.next
		case t.kind == TensNumeral && t.adds():
			return first.value + t.value, t.next
		case t.kind == HundredNumeral && t.plain() && t.value == 100 && first.value > 2 && first.kind == UnitNumeral:
			return first.value * 100, t.next
		}
	}
	if first.kind == JoinedNumeral {
		return 0, 0
	}
	return first.value, first.next
}

// addend reads «و» and a number below the scale. End is 0 where there is none.
func (n *Numerals) addend(tokens []Token, i int, scale float64) (value float64, end int, s float64, digits bool) {
	t, ok := n.term(tokens, i)
	if !ok || !t.adds() {
		return 0, 0, 1, false
	}
	value, end, s = n.group(tokens, i, t)
	if value >= scale || s >= scale || value != math.Trunc(value) {
		return 0, 0, 1, false
	}
	return value, end, s, t.digits
}

// rough reads «tens» and «thousands», also «tens of thousands».
func (n *Numerals) rough(tokens []Token, num Numeral, first term) Numeral {
	value, next := first.value, first.next
	if t, ok := n.term(tokens, next); ok && first.kind == RoughNumeral && t.kind == ScalesNumeral && t.plain() {
		value, next = value*t.value, t.next
	}
	num.Last, num.Min, num.Max = next-1, int(2*value), int(10*value)-1
	return num
}

// ordinal reads «the third», «the thirteenth», «the twenty-third».
func (n *Numerals) ordinal(tokens []Token, num Numeral, first term) Numeral {
	value, next := first.value, first.next
	if t, ok := n.term(tokens, next); ok && !t.digits {
		if t.kind == TenNumeral && t.plain() && !t.split.Def {
			value, next = value+10, t.next
		} else if t.kind == TensNumeral && t.adds() && t.split.Def == first.split.Def {
			value, next = value+t.value, t.next
		}
	}
	num.Ordinal, num.Last, num.Min, num.Max = true, next-1, int(value), int(value)
	return num
}

// plain reports whether no particle but the article is written onto t.
func (t term) plain() bool { return t.split.Conj == 0 && t.split.Prep == 0 }

// adds reports whether t is joined by «و» alone.
func (t term) adds() bool { return t.split.Conj == 'w' && t.split.Prep == 0 }
