package temporal

// Years that a bare number can be, in either calendar.
const (
	firstYear, lastYear   = 1900, 2100
	firstHijri, lastHijri = 1300, 1500
)

// year reads a year: «the year 2017», or the number alone where the caller knows that a date stands here.
func (p *parser) year(i int) (v period, next int) {
	y, next := p.yearRef(i, false)
	if next == 0 {
		return period{}, 0
	}
	return p.resolveYear(y), next
}

func (p *parser) resolveYear(y yearRef) period {
	switch {
	case y.event:
		return p.sameAgain(years, y.shift)
	case y.hijri:
		return absolute(hijriDay(y.year, 1, 1), hijriDay(y.year+1, 1, 1)-1, years, KindYear)
	case y.year != 0:
		from, to := yearSpan(y.year)
		return absolute(from, to, years, KindYear)
	}
	pub, _ := p.pubYear(false)
	from, to := yearSpan(pub + y.shift)
	return p.relative(from, to, years, KindPeriod)
}

// yearBehind reads the year behind a month or an edge: «2017», «, 2017», «of the year 2017», «of last year».
func (p *parser) yearBehind(i int, hijri bool) (y yearRef, next int) {
	if p.is(i, fromWord) && p.at(i).conj == 0 && p.is(p.after(i), unitWord) {
		return p.yearRef(p.after(i), hijri)
	}
	if w := p.at(i + 1); w.class == numberWord && w.size == 1 && (p.punct(i, ",") || p.punct(i, "/") || p.punct(i, "-")) {
		i++
	}
	if w := p.at(i); w.conj != 0 || w.prep != 0 {
		return y, 0
	}
	return p.yearRef(i, hijri)
}

// yearRef reads a year in any form. Hijri says that it follows a month of that calendar.
func (p *parser) yearRef(i int, hijri bool) (y yearRef, next int) {
	w := p.at(i)
	if w.class == demWord {
		if u := p.at(p.after(i)); u.class == unitWord && u.unit == years && u.count == 1 && u.def {
			return yearRef{told: true, shifted: true}, p.after(p.after(i))
		}
		return y, 0
	}
	if w.class != unitWord || w.unit != years || w.count != 1 {
		return p.yearNumber(i, hijri)
	}
	j := p.after(i)
	if y, next = p.yearNumber(j, true); next > 0 {
		return y, next
	}
	if !w.def {
		return y, 0
	}
	if shift, after, ok := p.shift(j); ok {
		return yearRef{told: true, shifted: true, shift: shift}, after
	}
	if p.is(j, sameWord) {
		return p.sameYear(p.at(j).n), p.after(j)
	}
	return y, 0
}

// yearNumber reads the number of a year, with its era. Named says that the words before it announce it:
// then words do for the number, and it may be of the Hijri calendar without saying so.
func (p *parser) yearNumber(i int, named bool) (y yearRef, next int) {
	w := p.at(i)
	if w.class != numberWord || w.ordinal || !named && !(w.digits && w.size == 1 || w.prep != 0 || w.conj != 0) {
		return y, 0
	}
	n := int(w.value)
	if !named && n%100 == 0 && n != 2000 {
		return y, 0
	}
	next = p.after(i)
	hijri := n >= firstHijri && n <= lastHijri
	if e := p.at(next); e.class == eraWord {
		hijri = hijri && e.n == 1
		next = p.after(next)
	} else if !named && hijri {
		return y, 0 // a number without an era is not of the Hijri calendar
	}
	if !hijri && (n < firstYear || n > lastYear) {
		return y, 0
	}
	return yearRef{year: n, hijri: hijri, told: true}, next
}

// sameYear is the year of the last date told in the sentence, or the one n after it.
func (p *parser) sameYear(n int) yearRef {
	if !p.hasPrev || !p.prev.free {
		return yearRef{told: true, event: true, shift: n}
	}
	y, _, _ := p.prev.from.date()
	return yearRef{year: y + n, told: true}
}
