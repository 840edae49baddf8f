package temporal

// monthRef is a month as told.
type monthRef struct {
	month  int
	hijri  bool
	year   yearRef
	shift  int // last, this, next
	hasMod bool
}

// yearRef is a year as told. Zero is not told.
type yearRef struct {
	year    int  // in full
	hijri   bool // of the Hijri calendar
	shift   int  // from the year of publication
	told    bool
	shifted bool
	event   bool // «the same year»
}

// month reads a month without a day.
func (p *parser) month(i int) (v period, next int) {
	ref, next := p.monthName(i, false)
	if next == 0 {
		return period{}, 0
	}
	return p.resolveMonth(ref, i), next
}

// date reads a day of a month: «7 May», «the 3rd of this month», «the 15th instant»; a Hijri one with
// the Gregorian one beside it.
func (p *parser) date(i int) (v period, next int) {
	if v, next = p.oneDate(i); v.hijri {
		return p.hijriPair(v, next)
	}
	return v, next
}

func (p *parser) oneDate(i int) (v period, next int) {
	d, j := p.dayNumber(i)
	if j == 0 {
		return period{}, 0
	}
	if p.is(j, fromWord) && p.at(j).conj == 0 {
		j = p.after(j)
	} else if p.punct(j, "/") || p.punct(j, "-") {
		j++
	}
	ref, next := p.monthName(j, true)
	if next == 0 {
		return p.dayOfThis(d, j)
	}
	v, ok := p.resolveDate(ref, d, i)
	if !ok {
		return period{}, 0
	}
	v.hijri = ref.hijri
	return v, next
}

// dayNumber reads the number of a day of a month.
func (p *parser) dayNumber(i int) (d, next int) {
	w := p.at(i)
	if w.class != numberWord || w.value < 1 || w.value > 31 || w.ordinal && !w.def || w.prep == 'k' {
		return 0, 0
	}
	return int(w.value), p.after(i)
}

// dayOfThis reads «this month» and «instant» behind a day.
func (p *parser) dayOfThis(d, i int) (v period, next int) {
	shift, next, ok := p.shift(i)
	if !ok || shift != 0 {
		u := p.at(i)
		if u.class == demWord {
			i = p.after(i)
			u = p.at(i)
			shift, next, ok = 0, p.after(i), true
		} else {
			shift, next, ok = p.shift(p.after(i))
		}
		if u.class != unitWord || u.unit != months || u.count != 1 || !u.def {
			return period{}, 0
		}
		if j := p.after(i); p.is(j, sameWord) {
			return p.dayOfSame(d, p.at(j).n), p.after(j)
		}
	}
	if !ok {
		return period{}, 0
	}
	y, m := p.pubYear(false)
	from, _ := monthSpan(y, m+shift)
	n, valid := validDayIn(from, d)
	if p.anchored && !valid {
		return period{}, 0
	}
	return p.relative(n, n, days, KindDate), next
}

// dayOfSame is a day of the month last told, or of the one n after it.
func (p *parser) dayOfSame(d, n int) period {
	m := p.sameAgain(months, n)
	if day, ok := validDayIn(m.from, d); m.known && ok {
		m.from, m.to, m.prec, m.kind = day, day, days, KindDate
		return m
	}
	return unresolved(KindEvent, days)
}

// validDayIn returns the day of the month that begins at first, and whether the month has it.
func validDayIn(first day, d int) (day, bool) {
	y, m, _ := first.date()
	return validDay(y, m, d)
}

// hijriPair reads the Gregorian date beside a Hijri one, which is exact where the other is computed.
func (p *parser) hijriPair(v period, i int) (period, int) {
	j := p.skipPunct(i, ",")
	open := p.punct(j, "(") || p.punct(j, "-") || p.punct(j, "/")
	if open {
		j++
	}
	j2 := p.skip(j, equalsWord)
	if !open && j2 == j {
		return v, i
	}
	g, next := p.numeric(j2)
	if next == 0 {
		if g, next = p.oneDate(j2); next == 0 || g.prec != days || g.hijri {
			return v, i
		}
	}
	if g.known && v.known && (g.from-v.from > 3 || v.from-g.from > 3) {
		return v, i
	}
	return g, p.skipPunct(next, ")")
}

// monthName reads a month with its second name, its deictic and its year. Gated says that what stands
// before it already makes it a month.
func (p *parser) monthName(i int, gated bool) (ref monthRef, next int) {
	start := i
	if u := p.at(i); u.class == unitWord && u.unit == months && u.count == 1 {
		i, gated = p.after(i), true
	}
	w := p.at(i)
	if w.class != monthWord || i > start && (w.conj != 0 || w.prep != 0) {
		return ref, 0
	}
	ref.month, ref.hijri = w.n, w.hijri
	next = p.after(i)
	if after := p.secondName(next, w); after > 0 {
		next, gated = after, true
	}
	if shift, after, ok := p.shift(next); ok {
		ref.shift, ref.hasMod, next, gated = shift, true, after, true
	}
	if y, after := p.yearBehind(next, w.hijri); after > 0 {
		ref.year, next, gated = y, after, true
	}
	if !gated && !p.gateOpen(i, w) {
		return ref, 0
	}
	return ref, next
}

// gateOpen reports whether what stands before a month's name suffices to read it as one.
func (p *parser) gateOpen(i int, w word) bool {
	if w.gate == openGate {
		return true
	}
	switch p.before(i) {
	case sinceWord, edgeWord:
		return true
	case inWord:
		return w.gate == wordGate || i > 0 && p.at(i-1).class == inWord && p.at(i-1).n == during
	case untilWord, fromWord, monthWord:
		return w.gate == wordGate
	}
	return false
}

// secondName reads the same month in another usage: «/ November», «(November)», «November».
func (p *parser) secondName(i int, first word) (next int) {
	j := i
	open := p.punct(j, "(")
	if open || p.punct(j, "/") || p.punct(j, "-") {
		j++
	}
	w := p.at(j)
	if w.class != monthWord || w.n != first.n || w.hijri != first.hijri || w.conj != 0 {
		return 0
	}
	if next = p.after(j); open {
		if !p.punct(next, ")") {
			return 0
		}
		next++
	}
	return next
}

// resolveMonth gives a month its year.
func (p *parser) resolveMonth(ref monthRef, i int) period {
	y, ok := p.yearOf(ref, 0, i)
	if ref.year.event {
		return unresolved(KindMonth, months)
	}
	from, to := monthOf(y, ref.month, ref.hijri)
	v := p.relative(from, to, months, KindMonth)
	v.floating = !ref.year.told
	if ok {
		v.known, v.free = true, true
	}
	return p.checkMonth(v, ref, 0)
}

// resolveDate gives a day of a month its year. There may be no such day.
func (p *parser) resolveDate(ref monthRef, d, i int) (period, bool) {
	y, free := p.yearOf(ref, d, i)
	if ref.year.event {
		return unresolved(KindDate, days), true
	}
	n, ok := dateOf(y, ref.month, d, ref.hijri)
	if !ok && (free || p.anchored) {
		return period{}, false
	}
	v := p.relative(n, n, days, KindDate)
	v.floating = !ref.year.told
	if free {
		v.known, v.free = true, true
	}
	return p.checkMonth(v, ref, d), true
}

// checkMonth notes where a deictic contradicts the date: «13 October of this month» told in November.
func (p *parser) checkMonth(v period, ref monthRef, d int) period {
	if !ref.hasMod || !p.anchored {
		return v
	}
	_, m := p.pubYear(ref.hijri)
	v.conflict = ref.shift == 0 && m != ref.month || ref.shift < 0 && d > 0 && m == ref.month
	return v
}

// yearOf returns the year of a month, and whether it is told in full. Without a year it is the one that
// puts the day, or the month's first, last on or before publication; first after it where what is told
// is still to come.
func (p *parser) yearOf(ref monthRef, d, i int) (y int, free bool) {
	if ref.year.year != 0 {
		return ref.year.year, true
	}
	y, m := p.pubYear(ref.hijri)
	if ref.year.told {
		return y + ref.year.shift, false
	}
	start, _ := dateOf(y, ref.month, max(d, 1), ref.hijri)
	switch {
	case ref.hasMod && ref.shift > 0, !ref.hasMod && p.planned(i):
		if start <= p.pub {
			y++
		}
	case ref.hasMod && ref.shift == 0 && m == ref.month:
	case ref.hasMod && ref.shift < 0 && d == 0 && m == ref.month:
		y += ref.shift
	default:
		if start > p.pub {
			y--
		}
		y += min(0, ref.shift+1)
	}
	return y, false
}
