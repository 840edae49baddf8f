package query

import (
	"context"
	"fmt"
	"iter"

	"github.com/isnad-graph/isnad/graph"
)

// EventFilter selects events. Each condition of Claims is met by one claim of the event, not all of them
// by the same one: an attack of which one outlet tells the attacker and another one the victim has both.
type EventFilter struct {
	IDs          []graph.ID // of the events, or of any of their claims
	Claims       ClaimFilter
	MinDocuments int // at least so many documents tell it

	Logic[EventFilter]
	Told Quantified[ClaimFilter] // of its claims, each of which meets all of a filter or not
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
// a snapshot keeps it. It keeps some tens of bytes of each claim, reads the rest when it is asked, does not change and is safe
// for concurrent use.
type EventIndex struct {
	table *graph.EventTable
	atlas *graph.Atlas
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
	curation, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	return IndexEventsBy(ctx, r, curation.Overrule())
}

// IndexEventsBy does so with other overruling pairs than those of the judgements.
func IndexEventsBy(ctx context.Context, r graph.Reader, overrule graph.Overrule) (*EventIndex, error) {
	atlas, err := ReadAtlas(ctx, r)
	if err != nil {
		return nil, err
	}
	table, err := graph.NewEventTable(r.AllClaims(ctx, graph.ID{}), atlas, overrule)
	if err != nil {
		return nil, err
	}
	return &EventIndex{table, atlas}, nil
}

// Events yields all events, ascending by id.
func (x *EventIndex) Events() iter.Seq[*graph.Event] { return x.table.After(graph.ID{}) }

// Of returns the event that each claim tells, nil for what is no claim of an event: one place for each. What tells the same
// event gets the same one.
func (x *EventIndex) Of(claims []graph.ID) []*graph.Event {
	events, made := make([]*graph.Event, len(claims)), map[graph.ID]*graph.Event{}
	for i, claim := range claims {
		id := x.table.IDOf(claim)
		if id.IsZero() {
			continue
		}
		if made[id] == nil {
			made[id] = x.table.Of(claim)
		}
		events[i] = made[id]
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
	return collect(s.all(ctx, graph.ID{}))
}

// Count returns how many events pass f.
func (x *EventIndex) Count(ctx context.Context, r graph.Reader, f EventFilter) (int, error) {
	if isZero(f) {
		return x.table.Len(), ctx.Err()
	}
	s, err := x.selection(ctx, r, f)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// selection makes ready what f asks. Events are made of the table as they are tested.
func (x *EventIndex) selection(ctx context.Context, r graph.Reader, f EventFilter) (*selection[graph.Event], error) {
	var c candidates
	if f.IDs != nil {
		c.meet(x.idsOf(f.IDs))
	}
	asked := []Quantified[ClaimFilter]{f.Told}
	for _, condition := range f.Claims.conditions() {
		asked = append(asked, Quantified[ClaimFilter]{Some: &condition})
	}
	keepers := []keeper[graph.Event]{x.toldByEnough(f.MinDocuments)}
	for _, q := range asked {
		told, err := x.told(ctx, r, q)
		if err != nil {
			return nil, err
		}
		told.narrow(ctx, &c)
		keepers = append(keepers, told.keep)
	}
	logic, err := joined(f.Logic, func(f EventFilter) (*selection[graph.Event], error) { return x.selection(ctx, r, f) })
	if err != nil {
		return nil, err
	}
	logic.narrow(&c)
	s := &selection[graph.Event]{id: eventID, scan: x.scan, load: x.load, indexed: c.indexed, ids: c.ids}
	if !isZero(f) {
		s.keep = chain(append(keepers, logic.keep)...)
	}
	return s, c.err
}

func eventID(e *graph.Event) graph.ID { return e.ID }

func (x *EventIndex) scan(ctx context.Context, after graph.ID) iter.Seq2[*graph.Event, error] {
	return func(yield func(*graph.Event, error) bool) {
		n := 0
		for e := range x.table.After(after) {
			if n++; n%batchSize == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (x *EventIndex) load(ctx context.Context, ids []graph.ID) ([]*graph.Event, error) {
	return x.Of(ids), ctx.Err()
}

// idsOf returns the ids of the events that claims tell, each once.
func (x *EventIndex) idsOf(claims []graph.ID) []graph.ID {
	ids := make([]graph.ID, 0, len(claims))
	for _, claim := range claims {
		if id := x.table.IDOf(claim); !id.IsZero() {
			ids = append(ids, id)
		}
	}
	return sortIDs(ids)
}

// told makes ready the test of what q asks of the claims of events.
func (x *EventIndex) told(ctx context.Context, r graph.Reader, q Quantified[ClaimFilter]) (quantified[graph.Event, graph.Claim], error) {
	of := kinship[graph.Event, graph.Claim]{
		of: listEach(toldBy),
		to: func(_ context.Context, batch []*graph.Claim) ([]graph.ID, error) {
			ids := make([]graph.ID, len(batch))
			for i, c := range batch {
				ids[i] = c.ID
			}
			return x.idsOf(ids), nil
		},
	}
	return quantify(q, of, func(f ClaimFilter) (*selection[graph.Claim], error) {
		s, err := f.selection(ctx, r)
		if err == nil && f.asksLittle() {
			s.load = x.bare
		}
		return s, err
	})
}

func toldBy(e *graph.Event) []graph.ID { return e.Claims }

// bare returns claims with no more than the table keeps of them.
func (x *EventIndex) bare(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	claims := make([]*graph.Claim, len(ids))
	for i, id := range ids {
		claims[i] = x.table.Bare(id)
	}
	return claims, ctx.Err()
}

// toldByEnough keeps the events that at least so many documents tell.
func (x *EventIndex) toldByEnough(documents int) keeper[graph.Event] {
	if documents <= 1 {
		return nil
	}
	return func(_ context.Context, batch []*graph.Event) ([]*graph.Event, error) {
		return without(batch, func(e *graph.Event) bool { return x.table.Documents(e) < documents }), nil
	}
}
