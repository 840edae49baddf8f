package query

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Precisions of a bound, besides those of periods.
const (
	PrecisionPublished = "published" // known only as not after the day of publication
	PrecisionOpen      = "open"      // not told
)

// Bound is one end of an interval.
type Bound struct {
	Day       graph.Day // the first or last day; zero where the end is open
	Earliest  graph.Day // it cannot lie before this day; zero where that is not known
	Latest    graph.Day // it cannot lie after this day; zero where that is not known
	Precision string    // day, week, month or year told; published; open
}

// Interval is a stretch of days with one state of control.
type Interval struct {
	Place   graph.ID
	State   ControlState
	Rule    string
	From    Bound // since Day for sure, and not before Earliest
	To      Bound // until Earliest at least, and Latest at most
	Holders []Holder
	Against []graph.ID // claims, ascending
}

// ControlHistory is control over time: of one place, or of the places that an actor is said to hold.
type ControlHistory struct {
	Subject   graph.ID
	Intervals []Interval // by place, then day
	Undated   []graph.ID // claims of no known day, ascending
}

// ControlTimeline returns the intervals of control that have a day in [from, to]; an empty end is open. Of a place they
// follow each other without a gap, from the first claim on: where nobody knows, an interval says so. Of an actor they are
// those in which it is among the holders, at each place, and the unknown ones that follow them. Each interval is what
// Control answers on each of its days. An interval is given whole, also where it reaches beyond the period.
//
// It returns an error that wraps ErrPeriod where to is before from, and graph.ErrNotFound where the subject is not stored.
func ControlTimeline(ctx context.Context, r graph.Reader, subject graph.ID, from, to graph.Day) (*ControlHistory, error) {
	if from != "" && to != "" && to < from {
		return nil, fmt.Errorf("control timeline: %w: %s..%s", ErrPeriod, from, to)
	}
	e, err := ResolveID(ctx, r, subject)
	if err != nil {
		return nil, err
	}
	places := []graph.ID{subject}
	if !e.Kind.IsPlace() {
		if places, err = heldBy(ctx, r, subject); err != nil {
			return nil, fmt.Errorf("control by %s: %w", e.Key, err)
		}
	}
	boards, err := newBoards(ctx, r, places)
	if err != nil {
		return nil, fmt.Errorf("control timeline of %s: %w", e.Key, err)
	}
	t := &ControlHistory{Subject: subject}
	for _, p := range sortIDs(places) {
		intervals := boards[p].intervals()
		if !e.Kind.IsPlace() {
			intervals = heldOf(intervals, subject)
		}
		for _, i := range intervals {
			if overlaps(i.From.Day, i.To.Day, from, to) || i.From.Day == "" && i.To.Day == "" {
				t.Intervals = append(t.Intervals, i)
			}
		}
		t.Undated = append(t.Undated, boards[p].undated...)
	}
	t.Undated = sortIDs(t.Undated)
	return t, nil
}

// ControlTimelines returns what ControlTimeline answers for each of places of which control, its loss or a withdrawal is
// told, ascending by id. It reads them together.
func ControlTimelines(ctx context.Context, r graph.Reader, places []graph.ID) ([]*ControlHistory, error) {
	places, err := touched(ctx, r, sortIDs(places))
	if err != nil {
		return nil, fmt.Errorf("control timelines: %w", err)
	}
	boards, err := newBoards(ctx, r, places)
	if err != nil {
		return nil, fmt.Errorf("control timelines: %w", err)
	}
	var out []*ControlHistory
	for _, p := range places {
		out = append(out, &ControlHistory{Subject: p, Intervals: boards[p].intervals(), Undated: sortIDs(boards[p].undated)})
	}
	return out, nil
}

// heldBy returns the places that an actor is told to have held or lost.
func heldBy(ctx context.Context, r graph.Reader, actor graph.ID) ([]graph.ID, error) {
	ids, err := r.ClaimsOf(ctx, []graph.ID{actor}, schema.Agent)
	if err != nil {
		return nil, err
	}
	claims, err := r.Claims(ctx, ids[0])
	if err != nil {
		return nil, err
	}
	var places []graph.ID
	for _, c := range present(claims) {
		if bears(c) {
			for _, a := range c.Places {
				places = append(places, a.Entity)
			}
		}
	}
	return sortIDs(places), nil
}

// heldOf keeps the intervals in which actor is a holder, and the unknown ones right behind them.
func heldOf(intervals []Interval, actor graph.ID) []Interval {
	var kept []Interval
	before := false
	for _, i := range intervals {
		held := slices.ContainsFunc(i.Holders, func(h Holder) bool { return h.Actor == actor })
		if held || before && i.State == Unclear {
			kept = append(kept, i)
		}
		before = held
	}
	return kept
}

// intervals returns all intervals of the place, by day; none where nothing is told.
func (b *board) intervals() []Interval {
	var out []Interval
	var v verdict
	var seen graph.Day
	days, against := newDayByDay(b), map[*mark]bool{}
	for _, d := range b.breaks() {
		next := days.on(d)
		switch {
		case len(out) == 0 && next.rule == RuleNoEvidence:
			continue
		case len(out) == 0 || !next.same(v):
			start := b.start(next, d)
			if n := len(out); n > 0 {
				out[n-1].close(v, seen, start.before(v.last), against)
				clear(against)
			}
			out = append(out, Interval{Place: b.place, State: next.state, Rule: next.rule, From: start})
		}
		v, seen = next, d
		for _, m := range v.against {
			against[m] = true
		}
	}
	if n := len(out); n > 0 {
		out[n-1].close(v, seen, Bound{Earliest: v.last, Precision: PrecisionOpen}, against)
	}
	return out
}

// close ends an interval of which v, on day d, is the last verdict, and against which marks stand on any of its days.
func (i *Interval) close(v verdict, d graph.Day, end Bound, against map[*mark]bool) {
	for _, h := range v.holders {
		i.Holders = append(i.Holders, h.holder(d))
	}
	i.Against, i.To = markClaims(slices.Collect(maps.Keys(against))), end
}

// breaks returns the days on which the state can change, ascending.
func (b *board) breaks() []graph.Day {
	var days []graph.Day
	for _, m := range b.marks {
		days = append(days, m.hi, m.hi.AddDays(1), m.hi.AddDays(1+slack))
		if m.lo != "" && m.lo != m.hi {
			days = append(days, m.lo, m.lo.AddDays(1))
		}
		if m.until > m.hi {
			days = append(days, m.until, m.until.AddDays(1), m.until.AddDays(1+slack))
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// start returns the bound at which v begins on day d: that of the most exact mark which brought it about.
func (b *board) start(v verdict, d graph.Day) Bound {
	if v.rule == RuleChanging {
		return Bound{Day: d, Earliest: d, Latest: v.cause.hi, Precision: v.cause.unit}
	}
	var m *mark
	for _, cause := range b.causes(v, d) {
		if m == nil || cause.lo > m.lo {
			m = cause
		}
	}
	switch {
	case m == nil: // no new account, but an old one that no longer counts
		return Bound{Day: d, Earliest: d, Latest: d, Precision: graph.PrecisionDay}
	case m.lo == "":
		return Bound{Day: d, Latest: d, Precision: PrecisionPublished}
	}
	return Bound{Day: d, Earliest: m.lo, Latest: d, Precision: m.unit}
}

// causes returns the marks that count from day d on: those on which v rests, else any.
func (b *board) causes(v verdict, d graph.Day) []*mark {
	all := slices.Clone(v.against)
	for _, h := range v.holders {
		all = append(all, h.marks...)
	}
	if v.cause != nil {
		all = append(all, v.cause)
	}
	later := func(m *mark) bool { return m.hi != d }
	if all = slices.DeleteFunc(all, later); len(all) > 0 {
		return all
	}
	return b.marks[b.from(d):b.until(d)]
}

// before returns the end of what goes on until f begins, and of which last was the latest evidence.
func (f Bound) before(last graph.Day) Bound {
	to := Bound{Day: f.Day.AddDays(-1), Earliest: f.Earliest.AddDays(-1), Latest: f.Latest.AddDays(-1), Precision: f.Precision}
	to.Earliest = max(to.Earliest, min(last, to.Day))
	return to
}
