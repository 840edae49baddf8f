package temporal

// point reads one day or period. Next is 0 where there is none.
func (p *parser) point(i int) (v period, next int) {
	w := p.at(i)
	if p.blocked(i) {
		return period{}, 0
	}
	switch w.class {
	case deicticWord, nowWord:
		return p.deictic(i, w.n)
	case partWord:
		return p.part(i)
	case weekdayWord:
		if w.def {
			return p.weekday(i)
		}
	case unitWord:
		v, next = p.unit(i)
		return p.soFar(v, i), next
	case demWord, thatWord:
		v, next = p.pointed(i)
		return p.soFar(v, i), next
	case monthWord:
		return p.month(i)
	case numberWord:
		return p.numbered(i)
	case edgeWord:
		return p.edge(i)
	case seasonWord:
		return p.season(i)
	}
	return period{}, 0
}

// soFar ends «this month» and «this year» on the day of publication, unless a word before token i says that what is told is
// still to come.
func (p *parser) soFar(v period, i int) period {
	if v.kind == KindPeriod && v.known && !v.free && v.from <= p.pub && p.pub < v.to && !p.planned(i) {
		v.to = p.pub
	}
	return v
}

// blocked reports whether the date at token i is part of a name: «the 14 March alliance».
func (p *parser) blocked(i int) bool {
	w := p.at(i)
	if w.prep != 0 || w.conj != 0 {
		return false
	}
	switch p.before(i) {
	case blockWord:
		return w.class == monthWord || w.class == numberWord || w.class == weekdayWord
	case numberWord:
		return w.class == monthWord // of a day that it does not have, or of a name
	}
	return false
}

// numbered reads what begins with a number: a date, a year, «24 hours past», «two days have passed».
func (p *parser) numbered(i int) (v period, next int) {
	if v, next = p.numeric(i); next > 0 {
		return v, next
	}
	if v, next = p.date(i); next > 0 {
		return v, next
	}
	if v, next = p.lastN(i); next > 0 {
		return v, next
	}
	switch p.before(i) {
	case sinceWord, untilWord, inWord:
		return p.year(i)
	}
	if j := p.after(i); p.punct(j, "-") && p.is(j+1, numberWord) {
		return p.yearSpan(i)
	}
	return period{}, 0
}

// deictic reads «yesterday», with the weekday and the date that may stand beside it.
func (p *parser) deictic(i, offset int) (v period, next int) {
	next = p.after(i)
	base := p.pub + day(offset)
	v = p.relative(base, base, days, KindDay)
	if wd, after := p.beside(next); after > 0 {
		v, next = p.settle(base, wd), after
	}
	return p.partBehind(p.dateBeside(v, next))
}

// beside reads the weekday beside another day: «(Friday)», «, Friday», «on Friday».
func (p *parser) beside(i int) (wd, next int) {
	j := p.skipPunct(i, ",")
	open := p.punct(j, "(")
	if open {
		j++
	}
	if u := p.at(j); u.class == unitWord && u.unit == days && u.count == 1 && !u.def {
		j = p.after(j)
	}
	w := p.at(j)
	if w.class != weekdayWord || !w.def || w.conj != 0 || w.prep != 0 {
		return 0, 0
	}
	next = p.after(j)
	switch p.at(next).class {
	case lastWord, nextWord:
		return 0, 0
	}
	if open {
		if !p.punct(next, ")") && !p.is(next, numberWord) {
			return 0, 0
		}
		next = p.skipPunct(next, ")")
	}
	return w.n, next
}

// dateBeside reads the date behind a day that is already told: «(31 July)», «, 31 July 2015»,
// «corresponding to 31 July». The date is right, and a conflict is noted.
func (p *parser) dateBeside(v period, i int) (period, int) {
	j := p.skipPunct(i, ",")
	j = p.skipPunct(j, "-")
	open := p.punct(j, "(")
	if open {
		j++
	}
	j = p.skip(j, equalsWord)
	w := p.at(j)
	if w.class != numberWord || w.conj != 0 || w.prep == 'b' {
		return v, i
	}
	d, next := p.numeric(j)
	if next == 0 {
		d, next = p.date(j)
	}
	if next == 0 || d.prec != days {
		return v, i
	}
	if open {
		if !p.punct(next, ")") {
			return v, i
		}
		next++
	}
	if d.known && v.kind == KindWeekday {
		d.conflict = d.conflict || d.from.weekday() != v.weekday
	} else {
		d.conflict = d.conflict || v.known && d.known && d.from != v.from
	}
	d.part = v.part
	return d, next
}

// partBehind reads a part of the day behind a day: «yesterday evening».
func (p *parser) partBehind(v period, i int) (period, int) {
	w := p.at(i)
	if w.class != partWord || w.n != standsBehind || w.def || w.conj != 0 || w.prep != 0 || v.part != "" {
		return v, i
	}
	switch next := p.at(p.after(i)); next.class {
	case deicticWord, weekdayWord, unitWord:
		if next.conj == 0 {
			return v, i // it belongs to the next day told
		}
	}
	v.part = w.part
	return v, p.after(i)
}

// weekday reads a weekday with what is said of it.
func (p *parser) weekday(i int) (v period, next int) {
	w := p.at(i)
	next = p.after(i)
	back := p.pub.onOrBefore(w.n)
	v = p.relative(back, back, days, KindWeekday)
	v.weekday, v.floating = w.n, true
	if d, after, ok := p.shift(next); ok {
		next = after
		back = p.shifted(back, d)
		v.from, v.to, v.floating = back, back, false
	} else if p.planned(i) && back < p.pub {
		v.from, v.to = back+7, back+7
	} else if off, after := p.deicticBeside(next); after > 0 {
		v, next = p.settle(p.pub+day(off), w.n), after
	}
	return p.partBehind(p.dateBeside(v, next))
}

// shifted is the weekday that «last» and «next» mean, given the last one on or before publication.
func (p *parser) shifted(back day, shift int) day {
	switch {
	case shift > 0:
		return back + 7
	case shift < 0 && back == p.pub:
		return back + day(7*shift)
	case shift < 0:
		return back + day(7*(shift+1))
	}
	return back
}

// settle is a day told both by its offset and by its weekday.
func (p *parser) settle(base day, wd int) period {
	v := p.relative(base, base, days, KindDay)
	near, same := nearest(base, wd)
	v.checked, v.off, v.conflict = p.anchored, near-base, p.anchored && !same
	if v.off >= -2 && v.off <= 2 {
		v.from, v.to = near, near
	}
	return v
}

// deicticBeside reads «(yesterday)» behind a weekday.
func (p *parser) deicticBeside(i int) (offset, next int) {
	j := p.skipPunct(i, ",")
	open := p.punct(j, "(")
	if open {
		j++
	}
	w := p.at(j)
	today := w.class == unitWord && w.unit == days && w.count == 1 && w.def
	if w.class != deicticWord && !today || w.conj != 0 || w.prep != 0 {
		return 0, 0
	}
	next = p.after(j)
	if open {
		if !p.punct(next, ")") {
			return 0, 0
		}
		next++
	}
	return w.n, next
}

// shift reads «last», «before last», «this» or «next» behind a word: -1, -2, 0 or 1.
func (p *parser) shift(i int) (n, next int, ok bool) {
	w := p.at(i)
	if w.conj != 0 || w.prep != 0 {
		return 0, 0, false
	}
	switch {
	case w.class == lastWord && (w.def || w.n == 2):
		return -w.n, p.after(i), true
	case w.class == thisWord && w.def:
		return 0, p.after(i), true
	case w.class == nextWord && w.def:
		return 1, p.after(i), true
	}
	return 0, 0, false
}

// planned reports whether a word shortly before token i says that what is told is still to come.
func (p *parser) planned(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		if p.at(j).class == plannedWord {
			return true
		}
	}
	return false
}
