package query

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// EventFilter selects events. Each condition of Claims is met by one claim of the event, not all of them
// by the same one: an attack of which one outlet tells the attacker and another one the victim has both.
type EventFilter struct {
	IDs          []graph.ID // of the events, or of any of their claims
	Claims       ClaimFilter
	MinDocuments int // at least so many documents tell it
}

// SelectEvents returns a page of the events that pass f.
func SelectEvents(ctx context.Context, r graph.Reader, f EventFilter, p Page) (List[graph.Event], error) {
	x, err := IndexEvents(ctx, r)
	if err != nil {
		return List[graph.Event]{}, err
	}
	return x.Select(ctx, r, f, p)
}

// CountEvents returns how many events pass f.
func CountEvents(ctx context.Context, r graph.Reader, f EventFilter) (int, error) {
	x, err := IndexEvents(ctx, r)
	if err != nil {
		return 0, err
	}
	return x.Count(ctx, r, f)
}

// AllEvents yields the events that pass f, ascending by id.
func AllEvents(ctx context.Context, r graph.Reader, f EventFilter) iter.Seq2[*graph.Event, error] {
	return stream(ctx, r, func(ctx context.Context, r graph.Reader) (*selection[graph.Event], error) {
		x, err := IndexEvents(ctx, r)
		if err != nil {
			return nil, err
		}
		return x.selection(ctx, r, f)
	})
}

// EventIndex is all events of one snapshot. To make one reads every claim: who asks more than once about
// a snapshot keeps it. It does not change and is safe for concurrent use.
type EventIndex struct {
	events  []*graph.Event // ascending by id
	byClaim map[graph.ID]*graph.Event
	claims  map[graph.ID]*graph.Claim
	atlas   *graph.Atlas
}

// ReadAtlas reads what the lexicon says of all entities of the snapshot.
func ReadAtlas(ctx context.Context, r graph.Reader) (*graph.Atlas, error) {
	var entities []*graph.Entity
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		entities = append(entities, e)
	}
	return graph.NewAtlas(entities), nil
}

// IndexEvents computes the events of what r reads, by the rule of graph.Occurrences and the judgements
// that stand.
func IndexEvents(ctx context.Context, r graph.Reader) (*EventIndex, error) {
	acts, err := r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	curation, err := graph.NewCuration(acts)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	return IndexEventsBy(ctx, r, graph.Overrule{Together: curation.Together(), Apart: curation.Apart()})
}

// IndexEventsBy does so with other overruling pairs than those of the judgements.
func IndexEventsBy(ctx context.Context, r graph.Reader, overrule graph.Overrule) (*EventIndex, error) {
	atlas, err := ReadAtlas(ctx, r)
	if err != nil {
		return nil, err
	}
	x := &EventIndex{byClaim: map[graph.ID]*graph.Event{}, claims: map[graph.ID]*graph.Claim{}, atlas: atlas}
	var claims []*graph.Claim
	for c, err := range r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		claims = append(claims, c)
		x.claims[c.ID] = c
	}
	x.events = graph.Occurrences(claims, atlas, overrule)
	for _, e := range x.events {
		for _, id := range e.Claims {
			x.byClaim[id] = e
		}
	}
	return x, nil
}

// Of returns the event that each claim tells, nil for what is no claim of an event: one place for each.
func (x *EventIndex) Of(claims []graph.ID) []*graph.Event {
	events := make([]*graph.Event, len(claims))
	for i, id := range claims {
		events[i] = x.byClaim[id]
	}
	return events
}

// Select returns a page of the events that pass f. The reader is that of the snapshot.
func (x *EventIndex) Select(ctx context.Context, r graph.Reader, f EventFilter, p Page) (List[graph.Event], error) {
	s, err := x.selection(ctx, r, f)
	if err != nil {
		return List[graph.Event]{}, err
	}
	return s.page(ctx, p)
}

// All returns the events that pass f, ascending by id.
func (x *EventIndex) All(ctx context.Context, r graph.Reader, f EventFilter) ([]*graph.Event, error) {
	s, err := x.selection(ctx, r, f)
	if err != nil {
		return nil, err
	}
	return x.Of(s.ids), nil
}

// Count returns how many events pass f.
func (x *EventIndex) Count(ctx context.Context, r graph.Reader, f EventFilter) (int, error) {
	s, err := x.selection(ctx, r, f)
	if err != nil {
		return 0, err
	}
	return len(s.ids), nil
}

// selection tests all events at once, since the tests of their claims are batches.
func (x *EventIndex) selection(ctx context.Context, r graph.Reader, f EventFilter) (*selection[graph.Event], error) {
	events := x.events
	if f.IDs != nil {
		events = slices.DeleteFunc(slices.Clone(x.Of(f.IDs)), func(e *graph.Event) bool { return e == nil })
	}
	for _, condition := range f.Claims.conditions() {
		passing, err := x.passing(ctx, r, condition, events)
		if err != nil {
			return nil, err
		}
		events = slices.DeleteFunc(slices.Clone(events), func(e *graph.Event) bool {
			return !slices.ContainsFunc(e.Claims, func(id graph.ID) bool { return passing[id] })
		})
	}
	s := &selection[graph.Event]{id: func(e *graph.Event) graph.ID { return e.ID }, indexed: true, ids: []graph.ID{}}
	s.load = func(_ context.Context, ids []graph.ID) ([]*graph.Event, error) { return x.Of(ids), nil }
	for _, e := range events {
		if f.MinDocuments <= 1 || x.documents(e) >= f.MinDocuments {
			s.ids = append(s.ids, e.ID)
		}
	}
	s.ids = sortIDs(s.ids)
	return s, nil
}

// passing returns which claims of events pass f.
func (x *EventIndex) passing(ctx context.Context, r graph.Reader, f ClaimFilter, events []*graph.Event) (map[graph.ID]bool, error) {
	ids, indexed, err := f.candidates(ctx, r)
	if err != nil {
		return nil, err
	}
	allowed := candidates{indexed: indexed, ids: ids}
	var told []graph.ID
	for _, e := range events {
		told = append(told, e.Claims...)
	}
	allowed.meet(told)
	passing := map[graph.ID]bool{}
	for batch := range slices.Chunk(allowed.ids, batchSize) {
		claims := make([]*graph.Claim, 0, len(batch))
		for _, id := range batch {
			claims = append(claims, x.claims[id])
		}
		kept, err := f.keep(ctx, r, claims)
		if err != nil {
			return nil, err
		}
		for _, c := range kept {
			passing[c.ID] = true
		}
	}
	return passing, nil
}

func (x *EventIndex) documents(e *graph.Event) int {
	docs := map[graph.ID]bool{}
	for _, id := range e.Claims {
		docs[x.claims[id].Doc] = true
	}
	return len(docs)
}
