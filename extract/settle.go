package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/temporal"
	"github.com/isnad-graph/isnad/schema"
)

// settle completes the occurrences of a sentence from each other: places and times that one of them
// tells for all, and doers that a cause names.
func (d *document) settle(s *sentence) {
	d.futures(s)
	d.times(s)
	for range 2 {
		for _, o := range s.occs {
			if o.event() && !o.dead {
				inherit(o)
			}
		}
	}
	d.spreadPlaces(s)
	for _, o := range s.occs {
		if o.event() && !o.dead {
			inherit(o)
		}
	}
}

// inherit takes over from the cause of o what o lacks, and gives it what it lacks.
func inherit(o *occurrence) {
	c := o.cause
	if c == nil {
		return
	}
	if harm(o.typ) && o.typ != schema.Displace && (c.typ == schema.Attack || c.typ == schema.Raid) && len(o.agents) == 0 && c.status != schema.Failed {
		for _, a := range c.agents {
			if !has(o.patients, a.entity) {
				o.agents = addArg(o.agents, arg{a.entity, a.span, true})
			}
		}
	}
	if o.typ == schema.Support && len(o.patients) == 0 {
		for _, a := range c.agents {
			if !has(o.agents, a.entity) && !c.fought(a) {
				o.patients = addArg(o.patients, arg{a.entity, a.span, a.span == Span{}})
			}
		}
	}
	if o.unplaced() {
		o.places = inferred(c.places)
	} else if c.unplaced() {
		c.places = inferred(o.places)
	}
	if o.period == (Period{}) {
		o.period, o.time = c.period, c.time
	} else if c.period == (Period{}) {
		c.period, c.time = o.period, o.time
	}
}

// fought reports whether a is named as the one with whom others clash: «clashes with A, with the support of B»
// tell that B supports those others.
func (o *occurrence) fought(a arg) bool {
	return o.typ == schema.Clash && o.didAt("role.with", a.span)
}

func inferred(args []arg) []arg {
	var out []arg
	for _, a := range args {
		out = append(out, arg{a.entity, a.span, true})
	}
	return out
}

// futures marks verbs in the future as planned.
func (d *document) futures(s *sentence) {
	for _, o := range s.occs {
		it := &s.items[o.at]
		if o.event() && !o.noun && it.prep == 's' && o.status == schema.Happened {
			o.status = schema.Planned
			o.step("status.future", "future", Span{it.start, it.end})
		}
	}
}

// times gives each date of the sentence to the occurrence of its clause that stands nearest, the one
// before it first. A date beside a verb of reporting dates the report.
func (d *document) times(s *sentence) {
	for i := range s.items {
		x := s.items[i].time
		if !datable(x) || d.ofLast(s, i) {
			continue
		}
		if o := d.timed(s, i); o != nil && o.time == nil {
			o.time, o.period = x, d.period(s, i, x)
			o.hold.time = firmness(0).with(firm, besideVerb(o, i))
			o.step("time."+x.Kind, o.period.From+"/"+o.period.To, o.period.Span)
		}
	}
	d.thens(s)
	for _, o := range s.occs {
		if !o.event() && o.time != nil && o.trig.Kind != "report" {
			for t := o.target(); t != nil && t.time == nil; t = nil {
				t.time, t.period, t.hold.time = o.time, o.period, o.hold.time
			}
		}
	}
	d.spreadTimes(s)
}

// datable reports whether x says when something was, by itself. «Until now» does not.
func datable(x *temporal.Expr) bool {
	return x != nil && x.Kind != temporal.KindEvent && x.Kind != temporal.KindVague && !(x.Until && x.Kind == temporal.KindDay)
}

// thens dates what «then» stands right behind by the latest date before it in the sentence.
func (d *document) thens(s *sentence) {
	for _, o := range s.occs {
		if o.at+1 >= len(s.items) || !o.event() || !s.items[o.at+1].isWord() || !s.items[o.at+1].is(d.cls.Then) {
			continue
		}
		for i := o.at - 1; i >= 0; i-- {
			if x := s.items[i].time; datable(x) {
				o.time, o.period = x, d.period(s, i, x)
				o.hold.time |= firm
				o.step("time.then", o.period.From+"/"+o.period.To, o.period.Span)
				break
			}
		}
	}
}

func (d *document) period(s *sentence, i int, x *temporal.Expr) Period {
	it := &s.items[i]
	if x.Kind == temporal.KindAgo && x.Since && x.To == "" {
		ago := *x
		ago.To = ago.From // «two days ago», of something that was over at once
		x = &ago
	}
	return Period{
		From: x.From, To: x.To, Precision: x.Precision, Anchored: x.Anchored,
		Surface: d.text(it.start, it.end), Span: Span{it.start, it.end},
	}
}

// openEnded lets what lasts go on from «since two days»; of what is over at once these words say that it was two days ago.
func (o *occurrence) openEnded() {
	if x := o.time; x != nil && x.Kind == temporal.KindAgo && x.Since && x.To == "" && o.lasts() && o.period.From == x.From {
		o.period.To = ""
	}
}

// closeSince ends what is told between «since» and its date on that date: «since the fall of P in May» tells that P fell in May.
func (o *occurrence) closeSince() {
	x := o.time
	if x == nil || x.Through == "" || o.period.To != "" || o.period.From != x.From {
		return
	}
	if at := o.s.items[o.at].first; at > x.SinceAt && at < x.First && o.s.span.Start <= o.period.Span.Start && o.period.Span.End <= o.s.span.End {
		o.period.To = x.Through
	}
}

// lasts reports whether the words of o tell of something that goes on.
func (o *occurrence) lasts() bool {
	switch o.typ {
	case schema.Kill, schema.Injure, schema.Release, schema.Meet, schema.Agree, schema.Withdraw, schema.Displace:
		return false
	case schema.Besiege:
		return true
	case schema.Control:
		return o.phase == schema.Hold
	}
	if !o.noun {
		return o.form.Kind == arabic.Imperfect
	}
	return mutual(o.typ) || slices.ContainsFunc(o.s.occs, func(p *occurrence) bool { // «is under fire»
		return !p.noun && p.at < o.at && p.form.Kind == arabic.Imperfect
	})
}

// timed returns the occurrence that the date at item i dates.
func (d *document) timed(s *sentence, i int) *occurrence {
	var before, after *occurrence
	for _, o := range s.occs {
		if o.trig.Kind == "plain" || o.dead && !o.event() {
			continue
		}
		if o.at < i && !d.hardBreak(s, o.at, i) {
			before = o
		}
		if o.at > i && after == nil && !d.hardBreak(s, i, o.at) {
			after = o
		}
	}
	if before == nil {
		return after
	}
	if k := before.trig.Kind; (k == "occur" || k == "light") && before.target() == nil && !before.noun {
		if o := d.whenTold(s, i); o != nil {
			return o
		}
	}
	return before
}

// whenTold returns what is told behind the word «when», a comma at most between it and the date at item i: «it happened on
// Monday, when A stormed P».
func (d *document) whenTold(s *sentence, i int) *occurrence {
	k := i + 1
	if k < len(s.items) && s.items[k].punct == "," {
		k++
	}
	if k >= len(s.items) || !s.items[k].isWord() || !d.ownWord(&s.items[k], "when") {
		return nil
	}
	for _, o := range s.occs {
		if o.at > k && o.event() && !o.dead {
			return o
		}
	}
	return nil
}

// hardBreak reports whether a clause boundary parts items i and j.
func (d *document) hardBreak(s *sentence, i, j int) bool {
	return s.between(i, j, d.cls.Comp, d.cls.Clause) || slices.ContainsFunc(s.items[min(i+1, j):j], func(it item) bool {
		return it.punct == ";" || it.punct == ":"
	})
}

// between reports whether a word of one of cs stands between items i and j, outside the phrases.
func (s *sentence) between(i, j int, cs ...lexicon.Class) bool {
	for k := i + 1; k < j; k++ {
		if it := &s.items[k]; it.np < 0 && it.isWord() && it.isAny(cs...) {
			return true
		}
	}
	return false
}

// spreadTimes lets occurrences of one sentence without a date have that of their neighbour, unless a
// clause of another time parts them.
func (d *document) spreadTimes(s *sentence) {
	var last *occurrence
	for _, o := range s.occs {
		if !o.event() || o.dead {
			continue
		}
		if o.time == nil && last != nil && !d.turn(s, last.at, o.at) {
			o.time, o.period = last.time, last.period
		}
		if o.time != nil && spreads(o.time) {
			last = o
		}
	}
	last = nil
	for k := len(s.occs) - 1; k >= 0; k-- {
		o := s.occs[k]
		if !o.event() || o.dead {
			continue
		}
		if o.time == nil && last != nil && !d.turn(s, o.at, last.at) {
			o.time, o.period = last.time, last.period
		}
		if o.time != nil && spreads(o.time) {
			last = o
		}
	}
}

// spreads reports whether a date can date the neighbours of what it stands beside: a day does, «for two
// years» does not.
func spreads(x *temporal.Expr) bool {
	return !x.Since && !x.Until && (x.Precision == "day" || x.Precision == "month")
}

// turn reports whether the story changes time between items i and j: «after», «before», a relative clause.
func (d *document) turn(s *sentence, i, j int) bool {
	return s.between(i, min(j+1, len(s.items)), d.cls.After, d.cls.Before, d.cls.Rel)
}

// spreadPlaces lets occurrences without a place have that of the occurrence before them in the sentence,
// else of the one behind, else the place of the heading.
func (d *document) spreadPlaces(s *sentence) {
	var last *occurrence
	for _, o := range s.occs {
		if !o.event() || o.dead || o.trig.Frame.Obj == "place" {
			if o.event() && !o.dead && len(o.places) > 0 && o.typ == schema.Control {
				last = o
			}
			continue
		}
		if last != nil && placed(o.typ) && o.unplaced() {
			o.places = inferred(last.places)
			o.step("place.carried", "where the occurrence before it took place", Span{})
		}
		if len(o.places) > 0 {
			last = o
		}
	}
	last = nil
	for k := len(s.occs) - 1; k >= 0; k-- {
		o := s.occs[k]
		if !o.event() || o.dead {
			continue
		}
		if last != nil && placed(o.typ) && o.unplaced() {
			o.places = inferred(last.places)
		}
		if len(o.places) > 0 {
			last = o
		}
	}
	d.freePlaces(s)
}

// placed reports whether occurrences of that type may take their place from their surroundings.
func placed(t schema.Type) bool {
	switch t {
	case schema.Attack, schema.Clash, schema.Raid, schema.Kill, schema.Injure, schema.Detain, schema.Support, schema.Besiege, schema.Protest:
		return true
	}
	return false
}

// freePlaces gives a place that stands in the sentence in no role to the occurrences without one.
func (d *document) freePlaces(s *sentence) {
	var at *phrase
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.place != nil && !ph.taken && (ph.rel == d.cls.Fi || ph.prep == 'b' || ph.rel == d.cls.Near) && !d.inName(ph) {
			at = ph
			break
		}
	}
	for _, o := range s.occs {
		if !o.event() || o.dead || !placed(o.typ) || !o.unplaced() {
			continue
		}
		switch {
		case at != nil:
			o.places = []arg{{at.place, d.phraseSpan(s, at), true}}
		case s.heading != nil:
			o.places = []arg{{s.heading, Span{}, true}}
		default:
			if e := d.placeBefore(o); e != nil {
				o.places = inferred(e.places)
				o.step("place.scene", "where the sentence before it plays", Span{})
			}
		}
	}
}

// placeBefore returns the latest placed occurrence of the sentence before in the same paragraph that has
// somebody in common with o, or for which o goes on without a party of its own.
func (d *document) placeBefore(o *occurrence) *occurrence {
	for k := d.now - 1; k >= 0 && k >= d.now-2; k-- {
		s := d.sentences[k]
		if s.para != o.s.para {
			return nil
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			e := s.occs[n]
			if !e.event() || e.dead || len(e.places) == 0 || !placed(e.typ) {
				continue
			}
			if common(e.agents, o.agents)+common(e.patients, o.patients)+common(e.agents, o.patients)+common(e.patients, o.agents) > 0 || len(o.agents)+len(o.patients) == 0 {
				return e
			}
		}
	}
	return nil
}

func (d *document) inName(ph *phrase) bool { return ph.actor != nil && ph.actor.kind != schema.State }

// besideVerb reports whether nothing but words that describe stands between the verb of o and a date behind it.
func besideVerb(o *occurrence, i int) bool {
	if o.noun || o.at > i {
		return false
	}
	for k := o.at + 1; k < i; k++ {
		if it := &o.s.items[k]; it.np >= 0 || !it.isWord() || it.trig != nil || it.conj != 0 || it.time != nil {
			return false
		}
	}
	return true
}
