package temporal

// part reads what begins with a part of the day: «yesterday evening», «the night of Monday to
// Tuesday», «last night».
func (p *parser) part(i int) (v period, next int) {
	w, j := p.at(i), p.after(i)
	if shift, after, ok := p.shift(j); ok && w.def {
		d := p.pub + day(shift)
		v = p.relative(d, d, days, KindDay)
		v.part = w.part
		return p.besideNight(v, after)
	}
	if w.def {
		return p.thisNight(i)
	}
	if u := p.at(j); u.class == fewWord || u.class == noWord || u.conj != 0 || u.prep != 0 {
		return period{}, 0
	}
	if w.part == nightPart {
		if v, next = p.night(j); next > 0 {
			return v, next
		}
	}
	switch p.at(j).class {
	case partWord:
		if p.at(j).def && p.is(p.after(j), lastWord) { // the middle of last night
			return p.part(j)
		}
		return period{}, 0
	case deicticWord, weekdayWord, unitWord, numberWord, monthWord:
		if v, next = p.point(j); next > 0 && (v.prec == days || v.kind == KindEvent) {
			v.part = w.part
			return v, next
		}
	}
	return period{}, 0
}

const nightPart = "night"

// besideNight reads the weekday beside «last night».
func (p *parser) besideNight(v period, i int) (period, int) {
	wd, next := p.beside(i)
	if next == 0 {
		return v, i
	}
	s := p.settle(v.from, wd)
	s.part = v.part
	return s, next
}

// thisNight reads «tonight», and «during the night», which runs into the day of publication.
func (p *parser) thisNight(i int) (v period, next int) {
	w := p.at(i)
	if w.part != nightPart || w.prep != 0 {
		return period{}, 0
	}
	if p.before(i) != inWord {
		return period{}, 0
	}
	v = p.relative(p.pub-1, p.pub, days, KindRange)
	v.part = w.part
	return v, p.after(i)
}

// night reads the two weekdays that a night joins: «Monday - Tuesday», «Monday/Tuesday», «Monday to Tuesday».
func (p *parser) night(i int) (v period, next int) {
	if u := p.at(i); u.class == unitWord && u.unit == days && !u.def {
		i = p.after(i)
	}
	a := p.at(i)
	j := p.after(i)
	if p.punct(j, "-") || p.punct(j, "/") {
		j++
	}
	j = p.skip(j, toWord)
	b := p.at(j)
	if a.class != weekdayWord || b.class != weekdayWord || b.n != a.n%7+1 || !a.def || !b.def || b.prep != 0 {
		return period{}, 0
	}
	next = p.after(j)
	to := p.pub.onOrBefore(b.n)
	if shift, after, ok := p.shift(next); ok {
		next, to = after, p.shifted(to, shift)
	}
	v = p.relative(to-1, to, days, KindWeekday)
	v.part = nightPart
	return v, next
}
