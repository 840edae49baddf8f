package quantity

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// unit says what num counts if that is neither persons nor things.
func (f *finder) unit(num arabic.Numeral) string {
	behind, before := f.unitBehind(num.Last+1, num.Min != num.Max), f.unitBefore(num)
	switch {
	case behind == UnitDuration && f.isAge(num):
		return UnitAge
	case before == unitAgeCue:
		before = ""
	}
	switch {
	case f.clock(num):
		return UnitTime
	case behind != "":
		return behind
	case before != "":
		return before
	case f.isLabel(num):
		return UnitLabel
	case num.Fraction:
		return UnitDecimal
	case f.isFormer(num):
		return UnitFormer
	}
	return ""
}

// end returns the last token of what is not taken apart though it is more than a number: «10:30», «1/3».
func (f *finder) end(num arabic.Numeral) int {
	k := num.Last
	for num.Digits && k+2 < len(f.tokens) && f.sign(k+1) && f.tokens[k+2].Kind == arabic.Number {
		k += 2
	}
	return k
}

// sign reports whether token i joins two numbers.
func (f *finder) sign(i int) bool {
	switch t := f.tokens[i]; t.Norm {
	case ":", "/":
		return !t.Space && !f.tokens[i+1].Space
	case "+":
		return true
	}
	return false
}

// percent returns the last token of «in a hundred» behind num, which is no number of its own; 0 without.
func (f *finder) percent(num arabic.Numeral) int {
	if i := num.Last + 1; i < len(f.tokens) {
		if u, n, s := f.d.unitBehind.Longest(f.tokens, i); n > 0 && s.Skip == 0 && u == UnitPercent {
			return num.Last + n
		}
	}
	return 0
}

func (f *finder) clock(num arabic.Numeral) bool {
	return f.end(num) > num.Last && f.tokens[num.Last+1].Norm == ":"
}

// unitBehind returns the unit whose name stands at token i; behind thousands and millions it may have
// the article.
func (f *finder) unitBehind(i int, plural bool) string {
	if i >= len(f.tokens) || f.taken(i) {
		return ""
	}
	if u, n, s := f.d.unitBehind.Longest(f.tokens, i); n > 0 && s.Conj == 0 && s.Prep == 0 && (plural || !s.Def) {
		return u
	}
	return ""
}

// unitBefore returns the unit that the word before num announces; of «one» and «two» also the noun that
// they follow.
func (f *finder) unitBefore(num arabic.Numeral) string {
	i := num.First - 1
	if i < 0 {
		return ""
	}
	if u, n, _ := f.d.unitBefore.Longest(f.tokens, i); n == 1 {
		if u != UnitLabel || num.Digits || num.Definite {
			return u
		}
	}
	if i > 0 {
		if u, n, _ := f.d.unitBefore.Longest(f.tokens, i-1); n == 2 {
			return u
		}
	}
	if num.Max <= 2 && !num.Digits {
		if u, n, _ := f.d.unitBehind.Longest(f.tokens, i); n == 1 {
			return u
		}
	}
	return ""
}

// isAge reports whether a number of years is an age: announced, or alone in brackets.
func (f *finder) isAge(num arabic.Numeral) bool {
	if u := f.unitBefore(num); u == UnitAge || u == unitAgeCue {
		return true
	}
	i, j := num.First-1, num.Last+2
	return i >= 0 && j < len(f.tokens) && f.tokens[i].Norm == "(" && f.tokens[j].Norm == ")"
}

// isLabel reports whether digits are part of a name: glued to a sign or to letters (F16, M-4), a
// fraction, or with leading zeros.
func (f *finder) isLabel(num arabic.Numeral) bool {
	if !num.Digits {
		return false
	}
	tok := f.tokens[num.Last]
	if len(tok.Norm) > 1 && tok.Norm[0] == '0' || f.end(num) > num.Last {
		return true
	}
	if i := num.First - 1; i >= 0 && !f.tokens[num.First].Space {
		prev := f.tokens[i]
		glued := prev.Kind == arabic.Word || strings.Contains("/#+=_", prev.Norm) || prev.Norm == "-" && i > 0 && !prev.Space
		if glued {
			return true
		}
	}
	i := num.Last + 1
	return i < len(f.tokens) && f.tokens[i].Kind == arabic.Word && !f.tokens[i].Space && f.tokens[i].Norm[0] < 0x80
}

// riseReach is how far a verb of rising may stand before «from 5 to 11».
const riseReach = 8

// isFormer reports whether num is the first of «rose from 5 to 11».
func (f *finder) isFormer(num arabic.Numeral) bool {
	j := num.Last + 1
	if j >= len(f.tokens) || !f.rise(num.First) {
		return false
	}
	if _, n, s := f.d.join.Longest(f.tokens, j); n == 0 || s.Skip > 0 {
		return false
	}
	return true
}

// rise reports whether a verb of rising or falling and «from» stand before token i.
func (f *finder) rise(i int) bool {
	if i < 1 {
		return false
	}
	if e, n, _ := f.d.cues.Longest(f.tokens, i-1); n == 0 || e.place != placeFrom {
		return false
	}
	for j := i - 2; j >= 0 && j >= i-riseReach; j-- {
		if e, n, _ := f.d.cues.Longest(f.tokens, j); n > 0 && e.place == placeRise {
			return true
		}
	}
	return false
}
