package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Timeline returns the events of x, the index of r, in which e takes any part, or, of a place, those at it or inside of it: by their first day,
// the unknown day last, then by their last day and id. With an end of a period given, only those that overlap it.
//
// It returns an error that wraps ErrPeriod where to is before from.
func Timeline(ctx context.Context, r graph.Reader, x *EventIndex, e *graph.Entity, from, to graph.Day) ([]*graph.Event, error) {
	if from != "" && to != "" && to < from {
		return nil, fmt.Errorf("timeline of %s: %w: %s..%s", e.Key, ErrPeriod, from, to)
	}
	f := EventFilter{Claims: ClaimFilter{From: from, To: to}}
	if e.Kind.IsPlace() {
		f.Claims.Places = []graph.ID{e.ID}
	} else {
		f.Claims.Participants = []graph.ID{e.ID}
	}
	found, err := x.All(ctx, r, f)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", e.Key, err)
	}
	events := slices.Clone(found)
	slices.SortFunc(events, func(a, b *graph.Event) int {
		return cmp.Or(compareDays(a.From, b.From), compareDays(a.To, b.To), a.ID.Compare(b.ID))
	})
	return events, nil
}

// compareDays puts the unknown day last.
func compareDays(a, b graph.Day) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}
