package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Delta is what changed in a store from one revision to another.
type Delta struct {
	From, To graph.Revision
	graph.Net
}

// Since returns what changed from a revision on to that of r. Who applies it to a copy of the one has a
// copy of the other: what was added or changed is to be read from r, what was retracted to be dropped.
// It returns an error that wraps graph.ErrRevision where the store never had that revision: only a whole
// copy helps then; and graph.ErrNoHistory where r withholds something.
func Since(ctx context.Context, r graph.Reader, from graph.Revision) (*Delta, error) {
	changes, to, err := History(ctx, r, from)
	if err != nil {
		return nil, err
	}
	return &Delta{From: from, To: to, Net: graph.Sum(changes)}, nil
}

// Since does so, and tells of events too, of which x is the index of the snapshot. What it tells of them is never less than
// what changed, and can be more: see graph.TouchedEvents.
func (x *EventIndex) Since(ctx context.Context, r graph.Reader, from graph.Revision) (*Delta, error) {
	changes, to, err := History(ctx, r, from)
	if err != nil {
		return nil, err
	}
	d := &Delta{From: from, To: to, Net: graph.Sum(changes)}
	if len(changes) == 0 {
		return d, nil
	}
	curation, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	now := graph.EventState{Events: slices.Collect(x.Events()), Atlas: x.atlas, Overrule: curation.Overrule()}
	if now.Acts, err = r.Judgements(ctx); err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	for c, err := range r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read claims: %w", err)
		}
		if c.Type.IsLasting() {
			continue
		}
		if now.Claims = append(now.Claims, c); len(now.Claims)%batchSize == 0 {
			if err := looking(ctx, batchSize); err != nil {
				return nil, err
			}
		}
	}
	d.Events = graph.TouchedEvents(changes, now)
	return d, nil
}

// History returns the changes after a revision, in their order, and the revision that they lead to. Its
// errors are those of Since.
func History(ctx context.Context, r graph.Reader, from graph.Revision) ([]*graph.Change, graph.Revision, error) {
	to, err := r.Revision(ctx)
	if err != nil {
		return nil, to, fmt.Errorf("read revision: %w", err)
	}
	if _, ok := r.(graph.WithheldReader); ok {
		return nil, to, graph.ErrNoHistory
	}
	switch {
	case from.Store != to.Store:
		return nil, to, fmt.Errorf("%w: %s is of another store than %s; take a whole copy", graph.ErrRevision, from, to)
	case from.Number > to.Number:
		return nil, to, fmt.Errorf("%w: %s comes after the last one, %s; take a whole copy", graph.ErrRevision, from, to)
	}
	var changes []*graph.Change
	for c, err := range r.Changes(ctx, from.Number) {
		if err != nil {
			return nil, to, fmt.Errorf("read changes since %s: %w", from, err)
		}
		changes = append(changes, c)
	}
	return changes, to, nil
}
