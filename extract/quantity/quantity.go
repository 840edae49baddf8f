// Package quantity finds numbers in a sentence, with the words that bound or soften them.
package quantity

import "github.com/isnad-graph/isnad/extract/arabic"

// Quantity is a number phrase with its comparators.
//
// Min and Max are what the words allow: «at least 4» is 4 and not told, «more than 70» 71 and not told,
// «less than 10» not told and 9, «tens» 20 and 99, «hundreds» 200 and 999, «20 to 30» 20 and 30,
// «about 50» 50 and 50. «Several» is a quantity of which neither is told.
type Quantity struct {
	First, Last int    // tokens, both included; a comparator that stands behind the noun is not included
	Min, Max    int    // -1 where not told
	Comparator  string // see the constants
	Digits      bool   // written in digits, at least in part
	Definite    bool   // «the five»
	Unit        string // set where it counts neither persons nor things: see the Unit constants
}

// Comparators.
const (
	Eq     = "eq"
	Ge     = "ge"
	Gt     = "gt"
	Le     = "le"
	Lt     = "lt"
	Approx = "approx" // also of two ends: «20 to 30»
	Vague  = "vague"  // tens, hundreds; several
)

// Units of numbers that count neither persons nor things.
const (
	UnitAge      = "age"
	UnitArea     = "area"
	UnitDecimal  = "decimal" // no whole number
	UnitDistance = "distance"
	UnitDuration = "duration"
	UnitFormer   = "former" // the lower end of a rise: «from 5 to 11»
	UnitLabel    = "label"  // part of a name: Division 30
	UnitMoney    = "money"
	UnitPercent  = "percent"
	UnitTime     = "time" // of day
	UnitTimes    = "times"
	UnitWeight   = "weight"
	UnitYear     = "year"
)

// Find returns the quantities in the tokens of one sentence, left to right, none overlapping another.
// Tokens for which taken answers true belong to something else, such as a date; taken may be nil.
func (d *Data) Find(tokens []arabic.Token, taken func(i int) bool) []Quantity {
	if taken == nil {
		taken = func(int) bool { return false }
	}
	f := finder{d: d, tokens: tokens, taken: taken}
	var found []Quantity
	for i := 0; i < len(tokens); {
		q, ok := f.read(i)
		if !ok {
			i = f.skip(i)
			continue
		}
		found = append(found, q)
		i = q.Last + 1
	}
	return found
}

// skip returns the token behind the one at i, or behind the ordinal there.
func (f *finder) skip(i int) int {
	if num, ok := f.d.numbers.Read(f.tokens, i); ok && num.Ordinal {
		return num.Last + 1
	}
	return i + 1
}

type finder struct {
	d      *Data
	tokens []arabic.Token
	taken  func(i int) bool
}

// read reads the quantity that begins at token i.
func (f *finder) read(i int) (Quantity, bool) {
	if f.taken(i) {
		return Quantity{}, false
	}
	comparator, between, j := f.before(i)
	num, ok := f.number(j)
	if !ok {
		return f.vague(i, j)
	}
	if between {
		if high, ok := f.number(num.Last + 1); ok && high.Conj == 'w' && high.Min > num.Min {
			return f.finish(i, spread(num, high), comparator), true
		}
		comparator, i = "", num.First
	}
	if joined, ok := f.joined(num); ok {
		return f.finish(i, joined, comparator), true
	}
	return f.finish(i, num, comparator), true
}

// stacked is how many comparators may stand before one number: «at least about 50».
const stacked = 3

// before reads the comparators at token i: the first of them, whether it is «between», and the token
// behind them.
func (f *finder) before(i int) (comparator string, between bool, next int) {
	next = i
	for k := 0; k < stacked && next < len(f.tokens); k++ {
		e, n, _ := f.d.before.Longest(f.tokens, next)
		if n == 0 {
			break
		}
		if comparator == "" || comparator == Approx {
			comparator = e.comparator
		}
		between = between || e.place == placeBetween
		next += n
	}
	return comparator, between, next
}

// number reads a cardinal number of which no token is taken.
func (f *finder) number(i int) (arabic.Numeral, bool) {
	num, ok := f.d.numbers.Read(f.tokens, i)
	if !ok || num.Ordinal {
		return num, false
	}
	for k := num.First; k <= num.Last; k++ {
		if f.taken(k) {
			return num, false
		}
	}
	return num, true
}

// joined reads the second of two numbers: «20 to 30», «three or four», «20-30».
func (f *finder) joined(low arabic.Numeral) (arabic.Numeral, bool) {
	j := low.Last + 1
	if j >= len(f.tokens) || low.Min != low.Max {
		return low, false
	}
	_, n, s := f.d.join.Longest(f.tokens, j)
	dash := f.tokens[j].Norm == "-" && !f.tokens[j].Space
	switch {
	case n == 0 && !dash, n > 0 && s.Skip > 0:
		return low, false
	case dash:
		n = 1
	}
	high, ok := f.number(j + n)
	if !ok || high.Conj != 0 || high.Prep != 0 || high.Min != high.Max || dash && f.tokens[j+n].Space {
		return low, false
	}
	both := spread(low, high)
	return both, both.Min < both.Max && !f.rise(low.First)
}

// spread makes one number of the two ends of a range: a scale behind the second holds for the first.
func spread(low, high arabic.Numeral) arabic.Numeral {
	both := low
	both.Last, both.Max, both.Digits = high.Last, high.Max, low.Digits || high.Digits
	for scale := 1000000; scale >= 1000; scale /= 1000 {
		if high.Max >= scale && high.Max%scale == 0 && low.Min < 1000 && low.Min <= high.Max/scale {
			both.Min = low.Min * scale
			break
		}
	}
	return both
}

// finish applies the comparators before and behind a number and says what it counts.
func (f *finder) finish(first int, num arabic.Numeral, comparator string) Quantity {
	q := Quantity{
		First: first, Last: num.Last, Min: num.Min, Max: num.Max,
		Digits: num.Digits, Definite: num.Definite, Unit: f.unit(num),
	}
	q.Last = max(q.Last, f.end(num), f.percent(num))
	if c, last := f.behind(q.Last + 1); c != "" && (comparator == "" || comparator == Approx) {
		comparator, q.Last = c, max(q.Last, last)
	}
	return q.compare(comparator)
}

// compare sets the bounds that a comparator leaves.
func (q Quantity) compare(comparator string) Quantity {
	exact := q.Min == q.Max
	q.Comparator = comparator
	switch {
	case comparator == Ge:
		q.Max = -1
	case comparator == Gt:
		if exact {
			q.Min++
		}
		q.Max = -1
	case comparator == Le:
		q.Min = -1
	case comparator == Lt:
		q.Min = -1
		if exact {
			q.Max--
		}
	case !exact && q.isRough():
		q.Comparator = Vague
	case !exact:
		q.Comparator = Approx
	case comparator == "":
		q.Comparator = Eq
	}
	return q
}

// isRough reports whether the bounds are those of tens, hundreds or thousands.
func (q Quantity) isRough() bool { return !q.Digits && q.Max == 5*q.Min-1 }

// reach is how many words may stand between a number and a comparator behind its noun.
const reach = 4

// behind reads the comparator at token i or behind the noun there. Last is its last token if it stands
// at i, else 0.
func (f *finder) behind(i int) (comparator string, last int) {
	for k := i; k < len(f.tokens) && k <= i+reach; k++ {
		if e, n, s := f.d.behind.Longest(f.tokens, k); n > 0 && s.Skip == 0 {
			if k == i {
				return e.comparator, k + n - 1
			}
			return e.comparator, 0
		}
		if c := f.behindComma(k); c != "" {
			return c, 0
		}
		if f.tokens[k].Kind != arabic.Word || f.taken(k) || f.closes(k) {
			break
		}
	}
	return "", 0
}

// behindComma reads the comparator that a comma at token k parts from its noun: «55 persons, at least». Where a number
// stands behind it, it is that one's.
func (f *finder) behindComma(k int) string {
	if f.tokens[k].Norm != "," {
		return ""
	}
	e, n, s := f.d.behind.Longest(f.tokens, k+1)
	if n == 0 || s.Skip != 0 {
		return ""
	}
	if _, ok := f.d.numbers.Read(f.tokens, k+1+n); ok {
		return ""
	}
	return e.comparator
}

// closes reports whether the word at token k begins something new: it is joined by «و» or is a number.
func (f *finder) closes(k int) bool {
	if _, ok := f.d.numbers.Read(f.tokens, k); ok {
		return true
	}
	for _, r := range f.tokens[k].Norm {
		return r == arabic.Waw
	}
	return false
}

// vague reads «several», between first and the number that is not there; «several hundred» is hundreds.
func (f *finder) vague(first, i int) (Quantity, bool) {
	if i >= len(f.tokens) || f.taken(i) {
		return Quantity{}, false
	}
	_, n, _ := f.d.vague.Longest(f.tokens, i)
	if n == 0 {
		return Quantity{}, false
	}
	if num, ok := f.number(i + n); ok && num.Min != num.Max {
		return f.finish(first, num, ""), true
	}
	return Quantity{First: i, Last: i + n - 1, Min: -1, Max: -1, Comparator: Vague}, true
}
