package temporal

// bounded reads an expression with what bounds it: since, until, from … to, between … and. Next is at
// most i where there is none.
func (p *parser) bounded(i int) (v period, next int, since, until bool) {
	w := p.at(i)
	switch w.class {
	case sinceWord:
		v, next, since = p.since(i)
		return v, next, since, false
	case untilWord:
		if v, next = p.point(p.after(i)); next > 0 {
			return v, next, false, true
		}
	case toWord:
		if c := p.at(p.after(i)).class; c == nowWord || c == deicticWord {
			v, next = p.point(p.after(i))
			return v, next, false, next > 0
		}
	case fromWord, betweenWord:
		v, next = p.fromTo(i)
		return v, next, false, false
	case agoWord, passingWord:
		v, next = p.anniversary(i)
		return v, next, false, false
	case morrowWord:
		if w.prep == 0 {
			v = unresolved(KindEvent, days)
			v.after = 1
			return v, p.after(i), false, false
		}
	case beforeWord, afterWord:
		v, next = p.ago(i)
		return v, next, false, false
	case demWord, thatWord, partWord, deicticWord, weekdayWord, unitWord, numberWord, monthWord, edgeWord, seasonWord:
		v, next = p.joined(i)
		return v, next, false, false
	}
	return v, 0, false, false
}

// since reads «since …», with «until …» behind it if it is there; «since two days» is «two days ago».
func (p *parser) since(i int) (v period, next int, since bool) {
	start := p.skipPunct(p.after(i), ",")
	if v, next = p.joined(start); next == 0 {
		v, next = p.duration(start, -1)
		return v, next, next > 0
	}
	if v.kind == KindRange {
		return v, next, false
	}
	p.remember(v)
	if end, after := p.end(next); after > 0 {
		return span(p.rebased(v, start, end), end), after, false
	}
	return v, next, true
}

// end reads «until …» and «to …».
func (p *parser) end(i int) (v period, next int) {
	i = p.skipPunct(i, ",")
	if w := p.at(i); (w.class == untilWord || w.class == toWord) && w.prep == 0 {
		return p.point(p.after(i))
	}
	return period{}, 0
}

// fromTo reads «from … to …» and «between … and …».
func (p *parser) fromTo(i int) (v period, next int) {
	start := p.after(i)
	if u := p.at(start); u.class == unitWord && u.count == 2 {
		start = p.after(start) // between the years …
	}
	if v, next = p.days(start); next > 0 {
		return v, next
	}
	a, mid := p.point(start)
	if mid == 0 {
		return p.yearSpan(start)
	}
	p.remember(a)
	if p.is(i, betweenWord) {
		if p.at(mid).conj != 'w' {
			return period{}, 0
		}
		next = mid
	} else if c := p.at(mid).class; c == toWord || c == untilWord {
		next = p.after(mid)
	}
	if next == 0 {
		return period{}, 0
	}
	b, next := p.point(next)
	if next == 0 {
		return period{}, 0
	}
	return span(p.rebased(a, start, b), b), next
}

// rebased reads the first of two ends, at token i, again as the second dates it: «28 December to 3
// January 2015».
func (p *parser) rebased(a period, i int, b period) period {
	if !a.floating || !b.known {
		return a
	}
	pub, anchored := p.pub, p.anchored
	p.pub, p.anchored = b.to, true
	a, _ = p.point(i)
	p.pub, p.anchored = pub, anchored
	a.free = b.free
	return a
}

// yearSpan reads two years, «2011 to 2013», «2011 and 2013».
func (p *parser) yearSpan(i int) (v period, next int) {
	a, mid := p.year(i)
	if mid == 0 {
		return period{}, 0
	}
	if c := p.at(mid).class; c == toWord || c == untilWord {
		mid = p.after(mid)
	} else if p.punct(mid, "-") {
		mid++
	} else if p.at(mid).conj != 'w' {
		return period{}, 0
	}
	b, next := p.year(mid)
	if next == 0 || b.from < a.from {
		return period{}, 0
	}
	return span(a, b), next
}

// joined reads a point, or several that one word announces: «on Thursday and Friday», «the 5th to the
// 10th of March», «the months of May and June».
func (p *parser) joined(i int) (v period, next int) {
	if u := p.at(i); u.class == unitWord && u.count == 2 && !u.def {
		if v, next = p.pair(p.after(i)); next > 0 {
			return v, next
		}
	}
	if v, next = p.days(i); next > 0 {
		return v, next
	}
	return p.point(i)
}

// pair reads two points behind a dual: both days, both months, both years.
func (p *parser) pair(i int) (v period, next int) {
	if v, next = p.days(i); next > 0 {
		return v, next
	}
	if v, next = p.yearSpan(i); next > 0 {
		return v, next
	}
	a, mid := p.point(i)
	if mid == 0 || p.at(mid).conj != 'w' {
		return period{}, 0
	}
	b, next := p.point(mid)
	if next == 0 {
		return period{}, 0
	}
	return span(p.rebased(a, i, b), b), next
}

// days reads two days of one month: «from 19 to 29 September», «5 and 10 March», «19-29 September».
func (p *parser) days(i int) (v period, next int) {
	first, mid := p.dayNumber(i)
	if mid == 0 {
		return period{}, 0
	}
	switch c := p.at(mid).class; {
	case c == toWord || c == untilWord:
		mid = p.after(mid)
	case p.punct(mid, "-"):
		mid++
	case p.at(mid).class != numberWord || p.at(mid).conj != 'w':
		return period{}, 0
	}
	last, _ := p.dayNumber(mid)
	b, next := p.date(mid)
	if next == 0 || b.prec != days || last <= first {
		return period{}, 0
	}
	a := b
	a.from -= day(last - first)
	return span(a, b), next
}

// sinceWindow is how far a date may stand behind «since»: «since it broke out in March 2011».
const sinceWindow = 7

// sinceBefore reports whether «in DATE» at token i dates the beginning of something: «since» and its
// noun stand before it, nothing between.
func (p *parser) sinceBefore(i int, kind string) int {
	if p.before(i) != inWord || kind == KindEvent || kind == KindVague {
		return -1
	}
	for j := i - 2; j >= 0 && j >= i-sinceWindow; j-- {
		switch c := p.at(j).class; {
		case c == sinceWord:
			return j
		case p.tokens[j].Kind != 0 || c.begins():
			return -1
		}
	}
	return -1
}
