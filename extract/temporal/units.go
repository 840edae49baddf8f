package temporal

// unit reads what begins with a unit of time: «the day of Thursday», «the month of May», «the year
// 2017», «last week», «the last three days».
func (p *parser) unit(i int) (v period, next int) {
	w := p.at(i)
	j := p.after(i)
	switch {
	case w.unit == days && w.count == 1 && w.def:
		return p.today(i)
	case w.unit == days && w.count == 1:
		switch p.at(j).class {
		case deicticWord, weekdayWord, numberWord:
			if p.at(j).conj == 0 {
				return p.point(j)
			}
		}
		return period{}, 0
	case w.unit == months && w.count == 1 && p.is(j, monthWord):
		return p.month(i)
	case w.unit == years && w.count == 1:
		if v, next = p.year(i); next > 0 {
			return v, next
		}
	}
	if !w.def {
		return p.passed(i)
	}
	return p.definite(i)
}

// today reads «today», unless it is «the same day» or «the third day».
func (p *parser) today(i int) (v period, next int) {
	j := p.after(i)
	switch w := p.at(j); {
	case w.class == sameWord:
		return p.sameDay(w.n), p.after(j)
	case w.class == numberWord && w.ordinal && w.def && w.conj == 0:
		next = p.after(j)
		if p.is(next, runningWord) {
			next = p.after(next)
		}
		return unresolved(KindEvent, days), next
	case w.class == lastWord && w.def:
		return p.relative(p.pub-1, p.pub-1, days, KindDay), p.after(j)
	}
	return p.deictic(i, 0)
}

// definite reads a unit with the article: «last month», «the last two weeks», «the following week».
func (p *parser) definite(i int) (v period, next int) {
	w := p.at(i)
	j := p.after(i)
	if p.is(j, sameWord) && w.count == 1 && w.unit > hours {
		return p.sameAgain(w.unit, p.at(j).n), p.after(j)
	}
	n, vague := w.count, w.count == 0
	if num := p.at(j); num.class == numberWord && num.def && num.conj == 0 && !num.ordinal && w.count == 0 {
		n, vague, j = int(num.value), false, p.after(j)
	}
	j = p.skip(j, fewWord)
	shift, next, ok := p.shift(j)
	switch {
	case !ok:
		return period{}, 0
	case w.count == 1 && w.unit < days:
		return period{}, 0
	case w.count == 1:
		return p.calendar(w.unit, shift), next
	case shift == 0:
		return period{}, 0
	case vague && w.unit == hours && shift < 0:
		return p.relative(p.pub-1, p.pub, days, KindRange), next
	case vague:
		return unresolved(KindVague, w.unit), next
	}
	return p.stretch(n*shift, w.unit), next
}

// sunday is the first day of a week.
const sunday = 7

// calendar is the week, month or year that lies shift from that of publication.
func (p *parser) calendar(u precision, shift int) period {
	var from, to day
	y, m := p.pubYear(false)
	switch u {
	case weeks:
		from = p.pub.onOrBefore(sunday) + day(7*shift)
		to = from + 6
		if shift == 0 {
			from, to = p.pub-6, p.pub
		}
	case months:
		from, to = monthSpan(y, m+shift)
	case years:
		from, to = yearSpan(y + shift)
	default:
		return p.stretch(shift, u)
	}
	return p.relative(from, to, u, KindPeriod)
}

// stretch is the last n units up to publication, or the next n from it. Of days, those before it: the paper of Friday tells of
// Wednesday and Thursday as «the last two days».
func (p *parser) stretch(n int, u precision) period {
	other := p.moved(n, u)
	switch {
	case n < 0 && u == days:
		return p.relative(other, p.pub-1, days, KindRange)
	case n < 0:
		return p.relative(other, p.pub, max(u, days), KindRange)
	}
	return p.relative(p.pub, other, max(u, days), KindRange)
}

// longest is the longest stretch that is moved by, in years; a greater number is no duration.
const longest = 3000

// moved is the day of publication moved by n units; a part of a day counts as one.
func (p *parser) moved(n int, u precision) day {
	n = min(max(n, -365*longest), 365*longest)
	switch u {
	case minutes:
		return p.pub
	case hours:
		return p.pub + day(n/24)
	case days:
		return p.pub + day(n)
	case weeks:
		return p.pub + day(7*n)
	case months:
		return p.pub.addMonths(n)
	case decades:
		n *= 10
	}
	return p.pub.addMonths(12 * min(max(n, -longest), longest))
}

// lastN reads «the 24 hours past», «two days have passed».
func (p *parser) lastN(i int) (v period, next int) {
	w, u := p.at(i), p.at(p.after(i))
	if w.class != numberWord || w.ordinal || u.class != unitWord || u.conj != 0 || u.prep != 0 || u.def && u.count != 0 {
		return period{}, 0
	}
	j := p.after(p.after(i))
	if p.is(j, agoWord) && !w.def {
		return p.agoPeriod(-int(w.value), u.unit), p.after(j)
	}
	shift, next, ok := p.shift(j)
	if !ok || shift == 0 {
		return period{}, 0
	}
	return p.stretch(shift*int(w.value), u.unit), next
}

// passed reads «two days have passed», without a number.
func (p *parser) passed(i int) (v period, next int) {
	w, j := p.at(i), p.after(i)
	if !p.is(j, agoWord) || w.count == 0 {
		return period{}, 0
	}
	return p.agoPeriod(-w.count, w.unit), p.after(j)
}

// sameDay is the day told last, or the one n after it, where a single day was told last, in this sentence or the one before.
func (p *parser) sameDay(n int) period {
	if !p.hasPrev || p.age > 1 || p.prev.prec != days || p.prev.from != p.prev.to {
		return unresolved(KindEvent, days)
	}
	d := p.prev.from + day(n)
	return period{from: d, to: d, known: true, free: p.prev.free, prec: days, kind: KindDay}
}

// pointed reads «this week», and «that day», which another day tells.
func (p *parser) pointed(i int) (v period, next int) {
	w, j := p.at(i), p.after(i)
	u := p.at(j)
	if !u.def || u.conj != 0 || u.prep != 0 {
		return period{}, 0
	}
	switch {
	case u.class == partWord && w.class == demWord:
		v = p.relative(p.pub, p.pub, days, KindDay)
		v.part = u.part
		return v, p.after(j)
	case u.class == partWord:
		return unresolved(KindEvent, days), p.after(j)
	case u.class != unitWord || u.count != 1 || u.unit < days || u.unit > years:
		return period{}, 0
	case w.class == thatWord && u.unit == days:
		return p.sameDay(0), p.after(j)
	case w.class == thatWord:
		return unresolved(KindEvent, u.unit), p.after(j)
	case u.unit == days:
		return p.relative(p.pub, p.pub, days, KindDay), p.after(j)
	}
	return p.calendar(u.unit, 0), p.after(j)
}

// season reads «the summer of 2012» and «last summer».
func (p *parser) season(i int) (v period, next int) {
	w, j := p.at(i), p.after(i)
	if shift, after, ok := p.shift(j); ok && w.def {
		y, _ := p.pubYear(false)
		v = p.seasonOf(y, w.n)
		if shift <= 0 && v.from > p.pub || shift < 0 && v.to >= p.pub {
			y--
		} else if shift > 0 && v.from <= p.pub {
			y++
		}
		v = p.seasonOf(y+min(0, shift+1), w.n)
		v.known, v.free = p.anchored, false
		return v, after
	}
	y, next := p.yearBehind(j, false)
	if next == 0 || w.def || y.event {
		return period{}, 0
	}
	year := p.resolveYear(y)
	from, _, _ := year.from.date()
	v = p.seasonOf(from, w.n)
	v.known, v.free = year.known, year.free
	return v, next
}

// seasonOf is a season of a year; a winter belongs to the year in which it ends.
func (p *parser) seasonOf(y, season int) period {
	from, _ := monthSpan(y, 3*season)
	if season == winterSeason {
		from, _ = monthSpan(y-1, 12)
	}
	return absolute(from, from.addMonths(3)-1, months, KindPeriod)
}

// sameAgain is the month or year of the last date told, or the one n after it; a week or
// day is told by an event.
func (p *parser) sameAgain(u precision, n int) period {
	if !p.hasPrev {
		return unresolved(KindEvent, u)
	}
	y, m, _ := p.prev.from.date()
	v := p.prev
	switch u {
	case months:
		v.from, v.to = monthSpan(y, m+n)
	case years:
		v.from, v.to = yearSpan(y + n)
	default:
		return unresolved(KindEvent, u)
	}
	return period{from: v.from, to: v.to, known: true, free: v.free, prec: u, kind: KindPeriod}
}
