package temporal

// ago reads «two days ago», and «two days after», which another event tells.
func (p *parser) ago(i int) (v period, next int) {
	w := p.at(i)
	if p.before(i) == fromWord && w.class == beforeWord {
		return period{}, 0 // «on the part of»
	}
	start := p.after(i)
	if _, named := p.joined(start); named > 0 {
		return period{}, 0 // «before Thursday»: the day is told by itself
	}
	v, next = p.duration(start, -1)
	if next == 0 {
		return period{}, 0
	}
	if w.class == afterWord {
		return p.daysAfter(start, next, v.prec), next
	}
	if p.is(next, fromWord) {
		after := p.after(next)
		if c := p.at(after).class; c == nowWord || c == unitWord && p.at(after).def {
			return v, p.after(after)
		}
		return unresolved(KindEvent, v.prec), next // «two days before the attack»
	}
	return v, next
}

// daysAfter is the period that the words between tokens i and next tell as so many days behind an event: «two days after».
func (p *parser) daysAfter(i, next int, prec precision) period {
	v := unresolved(KindEvent, prec)
	w, n := p.at(i), 1
	if w.class == numberWord && !w.ordinal {
		n, w = int(w.value), p.at(p.after(i))
	} else if w.class == unitWord {
		n = w.count
	}
	if w.class != unitWord || n <= 0 || n > 60 {
		return v
	}
	switch w.unit {
	case days:
		v.after = n
	case weeks:
		v.after = 7 * n
	}
	return v
}

// duration reads a number of units and gives the time that far from publication.
func (p *parser) duration(i, sign int) (v period, next int) {
	about := false
	for p.is(i, approxWord) {
		i, about = p.after(i), true
	}
	w := p.at(i)
	switch w.class {
	case fewWord:
		if u := p.at(p.after(i)); u.class == unitWord && u.count == 0 {
			return unresolved(KindVague, u.unit), p.after(p.after(i))
		}
	case numberWord:
		u := p.at(p.after(i))
		if u.class == unitWord && u.conj == 0 && u.prep == 0 && !u.def && !w.ordinal {
			return p.agoPeriod(sign*int(w.value), u.unit), p.after(p.after(i))
		}
	case unitWord:
		switch {
		case w.def && !about, w.conj != 0, w.prep != 0:
		case w.count == 0:
			return unresolved(KindVague, w.unit), p.after(i)
		default:
			return p.agoPeriod(sign*w.count, w.unit), p.after(i)
		}
	}
	return period{}, 0
}

// agoPeriod is the time n units before publication (n is negative): a day for hours, days and weeks, the
// month for months, the year for years.
func (p *parser) agoPeriod(n int, u precision) period {
	d := p.moved(n, u)
	y, m, _ := d.date()
	from, to := d, d
	switch u {
	case months:
		from, to = monthSpan(y, m)
	case years, decades:
		from, to = yearSpan(y)
	}
	return p.relative(from, to, max(u, days), KindAgo)
}

// anniversary reads «a whole year has passed since»: what stands behind happened that long ago to the day.
func (p *parser) anniversary(i int) (v period, next int) {
	j := p.after(i)
	n, u := p.at(j).count, p.at(j)
	if u.class == numberWord && !u.ordinal {
		n, j = int(u.value), p.after(j)
		u = p.at(j)
	}
	if u.class != unitWord || u.def || u.conj != 0 || u.prep != 0 || n <= 0 || u.unit < days {
		return period{}, 0
	}
	next = p.skip(p.after(j), wholeWord)
	if !p.is(next, onWord) || p.at(next).prep != 0 {
		return period{}, 0
	}
	d := p.moved(-n, u.unit)
	return p.relative(d, d, days, KindAgo), next
}
