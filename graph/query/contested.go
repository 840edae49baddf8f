package query

import (
	"context"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// Contested returns the slots in which two claims, those of one event, exclude each other: other doers, other victims,
// other places, days that do not overlap, figures that cannot both be right, and what one tells and
// another one denies. They come in the order of a comparison.
func (x *EventIndex) Contested(claims []*graph.Claim) []graph.Slot {
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

// Matches returns the arithmetic for each two of claims, those of one event, in their order, and why they are of one event.
func (x *EventIndex) Matches(claims []*graph.Claim) []graph.Match {
	return graph.Matches(claims, x.atlas)
}

// ToldClaims returns the claims of events, each event's ascending by id, in the order of events.
func ToldClaims(ctx context.Context, r graph.Reader, events ...*graph.Event) ([][]*graph.Claim, error) {
	var ids []graph.ID
	for _, e := range events {
		ids = append(ids, e.Claims...)
	}
	claims, err := r.Claims(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	told := make([][]*graph.Claim, len(events))
	for i, e := range events {
		told[i], claims = present(claims[:len(e.Claims)]), claims[len(e.Claims):]
	}
	return told, nil
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
