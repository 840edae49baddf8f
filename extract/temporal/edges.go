package temporal

// edge reads the beginning, middle or end of a period: «early in May», «the end of 2014», «the last 24
// hours».
func (p *parser) edge(i int) (v period, next int) {
	e := p.at(i)
	j := p.after(i)
	if e.n == edgeFinal {
		return p.final(j)
	}
	whole, next := p.edged(j)
	if next == 0 {
		return period{}, 0
	}
	if !whole.known || whole.kind == KindEvent {
		whole.kind = KindPeriod
		return whole, next
	}
	v = whole
	v.kind = KindPeriod
	switch {
	case whole.prec == years:
		v.from, v.to = yearEdge(whole, e.n)
		v.prec = months
	case whole.prec == months && e.n == edgeFirst:
		v.to, v.prec, v.kind = v.from, days, KindDate
	case whole.prec == months:
		v.from, v.to = monthEdge(whole, e.n)
		v.prec = weeks
	}
	return v, next
}

// edged reads the period whose edge is told: a month, a year, «this month», «last week».
func (p *parser) edged(i int) (v period, next int) {
	w := p.at(i)
	if w.conj != 0 || w.prep != 0 {
		return period{}, 0
	}
	switch w.class {
	case monthWord:
		return p.month(i)
	case numberWord:
		return p.year(i)
	case demWord:
		return p.pointed(i)
	case unitWord:
		if v, next = p.unit(i); next > 0 && v.prec > days {
			return v, next
		}
		if w.def && w.count == 1 && w.unit > days { // «the end of the month»
			return p.calendar(w.unit, 0), p.after(i)
		}
	}
	return period{}, 0
}

func yearEdge(y period, edge int) (from, to day) {
	switch edge {
	case edgeMiddle:
		return y.from.addMonths(5), y.from.addMonths(7) - 1
	case edgeEnd:
		return y.from.addMonths(11), y.to
	}
	return y.from, y.from.addMonths(1) - 1
}

func monthEdge(m period, edge int) (from, to day) {
	switch edge {
	case edgeMiddle:
		return m.from + 10, m.from + 19
	case edgeEnd:
		return m.from + 20, m.to
	}
	return m.from, m.from + 9
}

// final reads «the last 24 hours», «the last two weeks».
func (p *parser) final(i int) (v period, next int) {
	w := p.at(i)
	switch {
	case w.class == numberWord:
		u := p.at(p.after(i))
		if u.class == unitWord && u.conj == 0 && u.prep == 0 {
			return p.stretch(-int(w.value), u.unit), p.after(p.after(i))
		}
	case w.class == unitWord && w.count > 0 && !w.def && w.conj == 0 && w.prep == 0 && (w.unit > days || w.count == 2):
		if _, named := p.point(i); named == 0 {
			return p.stretch(-w.count, w.unit), p.after(i)
		}
	}
	return period{}, 0
}
