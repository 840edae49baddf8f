package query

import "github.com/isnad-graph/isnad/graph"

// Contested returns the slots in which two claims of e exclude each other: other doers, other victims,
// other places, days that do not overlap, figures that cannot both be right, and what one tells and
// another one denies. They come in the order of a comparison.
func (x *EventIndex) Contested(e *graph.Event) []graph.Slot {
	claims := x.Claims(e)
	if len(claims) < 2 {
		return nil
	}
	var out []graph.Slot
	for _, slot := range comparedSlots {
		if disputed(slot, "", claims, x.atlas) {
			out = append(out, slot)
		}
	}
	return out
}

// Matches returns the arithmetic for each two claims of e, in the order of their ids, and why they are of one event.
func (x *EventIndex) Matches(e *graph.Event) []graph.Match {
	return graph.Matches(x.Claims(e), x.atlas)
}

// Claims returns the claims of e, which is an event of x, ascending by id.
func (x *EventIndex) Claims(e *graph.Event) []*graph.Claim {
	claims := make([]*graph.Claim, 0, len(e.Claims))
	for _, id := range e.Claims {
		claims = append(claims, x.claims[id])
	}
	return claims
}

// disputed reports whether two of claims exclude each other in a slot; what narrows a tally down to one
// thing counted.
func disputed(slot graph.Slot, what string, claims []*graph.Claim, atlas *graph.Atlas) bool {
	for i, a := range claims {
		for _, b := range claims[i+1:] {
			if slot == graph.SlotTally {
				if tallyDisputed(what, a, b) {
					return true
				}
				continue
			}
			m := graph.CompareClaims(a, b, atlas)
			term := m.Term(slot)
			if term.Finding == graph.Differ || slot == graph.SlotDay && term.Finding == graph.Near {
				return true
			}
		}
	}
	return false
}

func tallyDisputed(what string, a, b *graph.Claim) bool {
	if !counts(a) || !counts(b) { // that is what their status disputes
		return false
	}
	for _, t := range a.Tallies {
		for _, u := range b.Tallies {
			if t.What == u.What && (what == "" || what == t.What) && excludes(t, u) {
				return true
			}
		}
	}
	return false
}
