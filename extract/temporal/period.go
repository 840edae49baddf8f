package temporal

// period is an expression while it is put together.
type period struct {
	from, to day
	known    bool // from and to are told
	free     bool // told without the publication date
	openFrom bool // from is not told
	prec     precision
	kind     string
	part     string
	conflict bool
	floating bool // the nearest of many: a weekday, a date without a year
	weekday  int
	hijri    bool
	checked  bool // told by deictic and weekday
	off      day
	after    int // days behind the event that tells it; 0: not told
}

// Beyond these, a number of years or days is no duration that a newspaper tells.
var earliest, latest = dayOf(1000, 1, 1), dayOf(3000, 1, 1)

// relative is a period that the publication date gives.
func (p *parser) relative(from, to day, prec precision, kind string) period {
	if from < earliest || to > latest {
		return unresolved(KindVague, prec)
	}
	return period{from: from, to: to, known: p.anchored, prec: prec, kind: kind}
}

// absolute is a period told in full.
func absolute(from, to day, prec precision, kind string) period {
	return period{from: from, to: to, known: true, free: true, prec: prec, kind: kind}
}

// unresolved is a period that neither the words nor the publication date give.
func unresolved(kind string, prec precision) period {
	return period{free: true, kind: kind, prec: prec}
}

// span joins two ends.
func span(a, b period) period {
	v := period{
		from: a.from, to: b.to, known: a.known && b.known, free: a.free && b.free, prec: max(a.prec, b.prec),
		kind: KindRange, part: a.part, conflict: a.conflict || b.conflict,
	}
	if !v.known {
		return v
	}
	if v.from > v.to {
		v.from, v.to, v.conflict = b.from, a.to, true
	}
	return v
}

// nearest returns the day with that weekday that is closest to base, and whether it is base itself.
func nearest(base day, weekday int) (day, bool) {
	back := base.onOrBefore(weekday)
	if base-back > 3 {
		back += 7
	}
	return back, back == base
}

// monthOf is a month of a year.
func monthOf(y, m int, hijri bool) (from, to day) {
	if hijri {
		return hijriMonthSpan(y, m)
	}
	return monthSpan(y, m)
}

// dateOf is a day of a month, if there is such a day.
func dateOf(y, m, d int, hijri bool) (day, bool) {
	if hijri {
		return hijriDay(y, m, d), m >= 1 && m <= 12 && d >= 1 && d <= 30
	}
	return validDay(y, m, d)
}

// pubYear is the year of publication in that calendar, with the month.
func (p *parser) pubYear(hijri bool) (y, m int) {
	if hijri {
		y, m, _ = hijriDate(p.pub)
		return y, m
	}
	y, m, _ = p.pub.date()
	return y, m
}
