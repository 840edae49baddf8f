package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Points of places.
const (
	placeEqual     = 3
	placeInside    = 2
	districtInside = 1
	regionOnly     = -1 // on one day a governorate sees many fights of the same parties
	countryOnly    = -2
	clashInTown    = 0  // on one day a town sees more than one clash
	placeContext   = -1 // one of the claims takes the place over from its context
	fightContext   = -3 // and tells fighting, of which there is more than one scene
	placeBeyond    = -4 // one of the claims sums up over a further area
)

// comparePlaces takes the pair of places that says most.
func comparePlaces(a, b *account, atlas *Atlas) Term {
	best := Term{Slot: SlotPlace, Finding: Differ, Excludes: true}
	if len(a.places) == 0 || len(b.places) == 0 {
		best.Finding = Unsaid
		return best
	}
	for _, x := range a.places {
		for _, y := range b.places {
			t, ok := comparePlace(x, y, atlas)
			if t.Points > clashInTown && clashes(a, b) && town(x, y, atlas) {
				t.Finding, t.Points = Wide, clashInTown
			}
			ok = ok && (x == y || !territorial(a))
			if ok && (best.Excludes || t.Points > best.Points) {
				best = t
			}
		}
	}
	if best.Excludes {
		return best
	}
	if best.Points > 0 && (a.placeContext || b.placeContext) {
		best.Points += contextOf(a)
	}
	if sums(a) && (beyond(a.places, b.places, atlas) || beyond(b.places, a.places, atlas)) {
		best.Points += placeBeyond
	}
	return best
}

func comparePlace(x, y int32, atlas *Atlas) (Term, bool) {
	t := Term{Slot: SlotPlace, Finding: Equal, Points: placeEqual}
	whole, inside := x, placeInside
	switch {
	case x == y:
	case atlas.inside(x, y):
		t.Finding, whole = Part, y
	case atlas.inside(y, x):
		t.Finding = Part
	default:
		return t, false
	}
	switch atlas.kind(whole) {
	case schema.Country:
		return Term{Slot: SlotPlace, Finding: Wide, Points: countryOnly}, true
	case schema.Region, schema.Natural, "":
		return Term{Slot: SlotPlace, Finding: Wide, Points: regionOnly}, true
	case schema.District:
		inside = districtInside
	}
	if x != y {
		t.Points = inside
	}
	return t, true
}

func clashes(a, b *account) bool { return a.Type == schema.Clash || b.Type == schema.Clash }

// town reports whether x or y is a whole town or district.
func town(x, y int32, atlas *Atlas) bool {
	whole := func(k schema.Kind) bool { return k == schema.Settlement || k == schema.District }
	return whole(atlas.kind(x)) || whole(atlas.kind(y))
}

// territorial reports whether a is about the place itself: a part does not stand for the whole there.
func territorial(a *account) bool {
	switch a.Type {
	case schema.Control, schema.Withdraw, schema.Besiege:
		return true
	}
	return false
}

// sums reports whether reports add up what a tells, over places: the dead, and the scenes of fighting.
func sums(a *account) bool { return bodily(a.Type) || a.family == forceFamily }

// contextOf returns what it costs that a place is not said in the clause of the event. The dead lie where
// the sentence before has the attack.
func contextOf(a *account) int {
	switch {
	case bodily(a.Type):
		return 0
	case a.family == forceFamily:
		return fightContext
	}
	return placeContext
}

// beyond reports whether an area among places has nothing to do with any of others. A town that is told
// with a quarter or a building is the town around it, though the lexicon may not know.
func beyond(places, others []int32, atlas *Atlas) bool {
	return len(places) > 1 && slices.ContainsFunc(places, func(p int32) bool {
		switch atlas.kind(p) {
		case schema.Settlement, schema.District:
			if slices.ContainsFunc(places, func(q int32) bool { return withinTown(atlas.kind(q)) }) {
				return false
			}
		case schema.Region, schema.Country:
		default:
			return false
		}
		return !slices.ContainsFunc(others, func(o int32) bool { return p == o || atlas.inside(p, o) || atlas.inside(o, p) })
	})
}

func withinTown(k schema.Kind) bool { return k == schema.Neighbourhood || k == schema.Facility }
