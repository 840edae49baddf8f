package graph

// when is a period in numbers of days.
type when struct {
	from, to int32 // both ends included
	sort     whenSort
}

type whenSort uint8

const (
	whenUnknown whenSort = iota
	whenOpen             // one end is not told
	whenShort            // up to a week and a half
	whenMonth            // a month, or a part of one
	whenLong             // anything longer
)

const (
	shortest  = 1
	shortDays = 10
	monthDays = 31
)

func whenOf(p Period) when {
	from, fromKnown := number(p.From)
	to, toKnown := number(p.To)
	switch {
	case !fromKnown && !toKnown:
		return when{}
	case !toKnown:
		return when{from, from, whenOpen}
	case !fromKnown:
		return when{to, to, whenOpen}
	}
	w := when{from, to, whenShort}
	switch days := w.days(); {
	case days > monthDays:
		w.sort = whenLong
	case days > shortDays:
		w.sort = whenMonth
	}
	return w
}

func number(d Day) (int32, bool) {
	t, ok := d.Time()
	return int32(t.Unix() / (24 * 60 * 60)), ok
}

func (w when) days() int32 { return w.to - w.from + 1 }

// holds reports whether v lies in w, with slack days more at each end.
func (w when) holds(v when, slack int32) bool { return w.from-slack <= v.from && v.to <= w.to+slack }

// Points of days. A day beside the other one is no proof.
const (
	dayEqual  = 3
	dayInWeek = 1
	dayBeside = 0
	dayFought = -2 // beside the other one: where there is fighting, there is fighting on the next day too
	spanEqual = 1
	dayInSpan = 0
)

// compareDays asks for one day, or two side by side; where one claim is coarser, for a day in its period.
// What has no day is never one occurrence with what another document tells.
func compareDays(a, b *account) Term {
	t := Term{Slot: SlotDay, Finding: Differ, Excludes: true}
	v, w := a.when, b.when
	if v.days() > w.days() {
		v, w = w, v
	}
	found := func(f Finding, points int) Term { return Term{Slot: SlotDay, Finding: f, Points: points} }
	switch {
	case v.sort == whenUnknown || w.sort == whenUnknown:
		t.Finding = Unsaid
	case v.sort == whenOpen || w.sort == whenOpen:
		if v == w && a.From == b.From {
			return found(Equal, spanEqual)
		}
	case v == w && v.days() == shortest:
		return found(Equal, dayEqual)
	case v == w:
		return found(Equal, spanEqual)
	case w.days() == shortest && w.holds(v, 1):
		return found(Near, beside(a))
	case w.days() == shortest:
	case w.sort == whenShort && w.holds(v, 0):
		return found(Part, dayInWeek)
	case w.sort == whenShort && w.holds(v, 1):
		return found(Near, beside(a))
	case w.sort == whenMonth && w.holds(v, 0):
		return found(Wide, dayInSpan)
	}
	return t
}

func beside(a *account) int {
	if a.family == forceFamily {
		return dayFought
	}
	return dayBeside
}
