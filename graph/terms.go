package graph

import "github.com/isnad-graph/isnad/schema"

func compareDocuments(a, b *account) Term {
	if a.Doc == b.Doc { // one document's own coreference has spoken
		return Term{Slot: SlotDocument, Finding: Equal, Excludes: true}
	}
	return Term{Slot: SlotDocument, Finding: Differ}
}

// Points of types and statuses of one family that differ.
const (
	typeNear   = -2
	statusNear = -2
)

func compareTypes(a, b *account) Term {
	t := Term{Slot: SlotType, Finding: Equal}
	switch {
	case a.family != b.family || phaseOf(a) != phaseOf(b):
		t.Finding, t.Excludes = Differ, true
	case a.Type != b.Type || a.Phase != b.Phase:
		t.Finding, t.Points = Near, typeNear
	}
	return t
}

// phaseOf returns the phase as far as it keeps occurrences apart: people who flee may be told as
// evacuated, but not as coming back.
func phaseOf(a *account) schema.Phase {
	switch {
	case a.family == lossFamily || a.Phase == schema.Evacuate:
		return ""
	case a.Type == schema.Displace && a.Phase != schema.Return:
		return ""
	}
	return a.Phase
}

// compareStatus lets a denial join what it denies, and a repelled attack the attack. What is planned has
// not happened.
func compareStatus(a, b *account) Term {
	t := Term{Slot: SlotStatus, Finding: Equal}
	s, u := a.Status, b.Status
	switch {
	case s == u:
	case s == schema.Planned || u == schema.Planned:
		t.Finding, t.Excludes = Differ, true
	case s == schema.Denied || u == schema.Denied:
		t.Finding = Differ
	case a.family == forceFamily:
		t.Finding, t.Points = Near, statusNear
	default:
		t.Finding, t.Excludes = Differ, true
	}
	return t
}

// StatusOf returns the status of c, which may be left empty for what happened.
func StatusOf(c *Claim) schema.Status {
	if c.Status == "" {
		return schema.Happened
	}
	return c.Status
}

// Points of modes.
const (
	modeEqual = 1
	modeNear  = -1
)

// compareModes keeps an air strike from a raid on foot. Bombardment may be told of guns or of aircraft,
// and an assault may be with a bomb.
func compareModes(a, b *account) Term {
	t := Term{Slot: SlotMode, Finding: Unsaid}
	s, u := meansOf(a.Mode), meansOf(b.Mode)
	switch {
	case a.Mode == "" || b.Mode == "":
	case a.Mode == b.Mode:
		t.Finding, t.Points = Equal, modeEqual
	case s == u:
		t.Finding = Near
	case s == anyMeans || u == anyMeans:
		t.Finding = Near
	case s == airMeans && u != fireMeans, u == airMeans && s != fireMeans:
		t.Finding, t.Excludes = Differ, true
	default:
		t.Finding, t.Points = Near, modeNear
	}
	return t
}

// Points of tallies.
const (
	tallyLarge  = 3
	tallyEqual  = 2
	tallySmall  = 1 // one or two persons: so many fall everywhere
	tallyClose  = 2 // large figures that differ by a quarter at most
	tallyNear   = 0
	tallyFar    = 0 // tolls rise, and sources disagree
	tallyRemote = -3
	tallyUnsaid = -1 // of persons, who are the occurrence

	smallTally = 2
	largeTally = 10
)

// compareTallies weighs figures. They may differ: that is what an event's tallies are for.
func compareTallies(a, b *account) Term {
	t := Term{Slot: SlotTally, Finding: Unsaid}
	for i := range a.Tallies {
		for j := range b.Tallies {
			if a.Tallies[i].What != b.Tallies[j].What {
				continue
			}
			found, ok := compareTally(&a.Tallies[i], &b.Tallies[j])
			if ok && (t.Finding == Unsaid || found.Points > t.Points) {
				t = found
			}
		}
	}
	if t.Finding == Unsaid && bodily(a.Type) {
		t.Points = tallyUnsaid
	}
	return t
}

func compareTally(a, b *Tally) (Term, bool) {
	t := Term{Slot: SlotTally, Finding: Near, Points: tallyNear}
	aLow, aHigh := figures(a)
	bLow, bHigh := figures(b)
	if aLow == nil || bLow == nil {
		return t, false
	}
	gap := max(*aLow-*bHigh, *bLow-*aHigh)
	low := min(*aHigh, *bHigh)
	switch {
	case *aLow == *bLow && *aHigh == *bHigh && *aLow == *aHigh:
		t.Finding, t.Points = Equal, tallyEqual
		switch {
		case *aLow <= smallTally:
			t.Points = tallySmall
		case *aLow >= largeTally:
			t.Points = tallyLarge
		}
	case gap <= 0:
	case low >= largeTally && gap <= low/4:
		t.Points = tallyClose
	case gap <= smallTally:
	case gap <= max(5, low):
		t.Finding, t.Points = Differ, tallyFar
	default:
		t.Finding, t.Points = Differ, tallyRemote
	}
	return t, true
}

// figures returns the lowest and the highest number that t names; an open end has that of the other one.
func figures(t *Tally) (low, high *int) {
	low, high = t.Min, t.Max
	if low == nil {
		low = high
	}
	if high == nil {
		high = low
	}
	return low, high
}
