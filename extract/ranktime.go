package extract

import (
	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/temporal"
)

// timeRef is a date of the article: item i of sentence s.
type timeRef struct {
	s *sentence
	i int
}

func (t timeRef) expr() *temporal.Expr { return t.s.items[t.i].time }

// timeReach is how many sentences before an occurrence its date is looked for.
const timeReach = 2

// timesAround lists the dates that could date o, those of its own sentence first.
func (d *document) timesAround(o *occurrence) []timeRef {
	var out []timeRef
	for n := o.s.n; n >= 0 && n >= o.s.n-timeReach; n-- {
		s := d.sentences[n]
		for i := range s.items {
			if datable(s.items[i].time) && !d.ofStatement(timeRef{s, i}) && !d.ofLast(s, i) && !d.ofRelative(o, timeRef{s, i}) {
				out = append(out, timeRef{s, i})
			}
		}
	}
	return out
}

// ofStatement reports whether a date stands between a verb of reporting and «that»: it is the day of the
// statement.
func (d *document) ofStatement(t timeRef) bool {
	for j := t.i + 1; j < len(t.s.items) && j <= t.i+2; j++ {
		it := &t.s.items[j]
		if it.punct == "," {
			continue
		}
		return it.np < 0 && it.isWord() && it.is(d.cls.Comp) && (d.besideReport(t) || d.reportBefore(t))
	}
	return false
}

// ofLast reports whether the date at item i only tells when the like happened last: «for the first time since June».
func (d *document) ofLast(s *sentence, i int) bool {
	if i == 0 || !s.items[i].time.Since {
		return false
	}
	it := &s.items[i-1]
	return it.np < 0 && it.isWord() && it.is(d.cls.Superlative)
}

// ofRelative reports whether a date belongs to a relative clause that tells of something else than o, whose clause it
// describes: «the town that fell last June was retaken».
func (d *document) ofRelative(o *occurrence, t timeRef) bool {
	if t.s != o.s || o.at > t.i || t.s.items[max(t.i-1, 0)].punct != "" {
		return false
	}
	rel := -1
	for k := o.at + 1; k < t.i; k++ {
		if it := &t.s.items[k]; it.np < 0 && it.isWord() && it.is(d.cls.Rel) {
			rel = k
		}
	}
	if rel < 0 || t.s.between(rel, t.i, d.cls.Comp, d.cls.Clause) {
		return false
	}
	var last *occurrence
	for _, e := range t.s.occs {
		switch {
		case e.at <= rel || e.at >= t.i || e.trig.Kind == "aux" || e.dead && e.event():
		case e.target() == o || e.evSubj == o || e.inner == o || e.cause == o || o.cause == e:
			return false
		default:
			last = e
		}
	}
	return last != nil && (last.event() || last.target() != nil || last.trig.Kind == "occur")
}

// reportBefore reports whether a verb of reporting and its speaker, however long the name, are all that stands before
// a date in its clause.
func (d *document) reportBefore(t timeRef) bool {
	for k := len(t.s.occs) - 1; k >= 0; k-- {
		if o := t.s.occs[k]; o.at < t.i {
			return o.trig.Kind == "report" && !t.s.between(o.at, t.i, d.cls.Comp)
		}
	}
	return false
}

var timeKinds = []string{
	temporal.KindDay, temporal.KindWeekday, temporal.KindDate, temporal.KindMonth, temporal.KindYear, temporal.KindPeriod,
	temporal.KindAgo, temporal.KindRange,
}

var precisions = []string{"day", "week", "month", "year"}

// timeFeatures tells the features of a date for an occurrence.
func (d *document) timeFeatures(v *vector, o *occurrence, t timeRef, all []timeRef) {
	x := t.expr()
	d.buf.cues.ofTime(o, t)
	d.wordOdds(v, "time")
	v.cat("time-kind", timeKinds, position(timeKinds, x.Kind))
	v.cat("precision", precisions, position(precisions, x.Precision))
	v.flag("since", x.Since)
	v.flag("until", x.Until)
	v.flag("anchored", x.Anchored)
	v.flag("rule-time", o.time == x)
	v.flag("rule-same", o.time != nil && o.time != x && o.period.From == x.From && o.period.To == x.To)
	v.num("back", o.s.n-t.s.n, 3)
	v.num("paragraphs-back", o.s.para-t.s.para, 3)
	v.num("dates", len(all), 5)
	here := t.s == o.s
	before, p, nearest, report, nearer := false, route{}, false, false, 0
	if here {
		at := &phrase{first: t.i, last: t.i}
		before, p, nearest = t.i < o.at, d.route(o, at), nearestEvent(o, at)
		report = d.besideReport(t)
		for _, r := range all {
			if r.s == o.s && r.i != t.i && gap(&phrase{first: r.i, last: r.i}, o.at) < gap(at, o.at) {
				nearer++
			}
		}
	}
	v.flag("time-before", before)
	v.num("time-distance", signed(p.items, before), 30)
	v.num("time-events", p.events, 4)
	v.num("time-triggers", p.triggers, 5)
	v.num("time-commas", p.commas, 3)
	v.flag("time-barrier", p.barrier)
	v.flag("time-relative", p.relative)
	v.flag("time-nearest", nearest)
	v.flag("time-of-report", report)
	v.num("nearer-dates", nearer, 3)
	v.flag("dates-previous", o.prev != nil && o.prev.time == x)
	v.flag("dates-cause", o.cause != nil && o.cause.time == x)
	v.num("position", t.i, 30)
}

// besideReport reports whether the word before a date, or a few before it, is a verb of reporting.
func (d *document) besideReport(t timeRef) bool {
	for _, o := range t.s.occs {
		if o.trig.Kind == "report" && o.at < t.i && t.i-o.at <= 6 && !t.s.between(o.at, t.i, d.cls.Comp) {
			return true
		}
	}
	return false
}

// chooseTime dates o by the likeliest of the dates around it, if it is likely enough.
func (d *document) chooseTime(v *vector, o *occurrence, model *boost.Model) {
	if model == nil {
		return
	}
	all := d.timesAround(o)
	best, most := -1, thresholds["time"]
	base := d.about(v, o)
	for i, t := range all {
		v.x = v.x[:base]
		d.timeFeatures(v, o, t, all)
		if p := model.Probability(v.x); p > most {
			best, most = i, p
		}
	}
	if best < 0 {
		o.chosen.time, o.chosen.period = nil, Period{}
		return
	}
	t := all[best]
	o.chosen.time, o.chosen.period = t.expr(), d.period(t.s, t.i, t.expr())
}

func (d *document) collectTimes(ex *Examples, pass string, o *occurrence, g *GoldEvent, weight float32) {
	all := d.timesAround(o)
	for _, t := range all {
		v := &vector{named: ex.Features["time"+pass] == nil}
		d.describe(v, o)
		d.timeFeatures(v, o, t, all)
		p := d.period(t.s, t.i, t.expr())
		ex.add("time"+pass, v, g.on(p), weight)
	}
}
