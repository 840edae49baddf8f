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
	curation, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	return IndexEventsBy(ctx, r, curation.Overrule())
}

// ListEvents returns the events of what r reads, as IndexEvents has them, ascending by id. It holds neither an
// index nor claims: of each claim that may share its event with another one it keeps some hundred bytes.
func ListEvents(ctx context.Context, r graph.Reader) ([]*graph.Event, error) {
	curation, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	atlas, err := ReadAtlas(ctx, r)
	if err != nil {
		return nil, err
	}
	return graph.OccurrencesIn(r.AllClaims(ctx, graph.ID{}), atlas, curation.Overrule())
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
		events = present(x.Of(f.IDs))
	}
	for _, condition := range f.Claims.conditions() {
		told, err := x.told(r, Quantified[ClaimFilter]{Some: &condition})(ctx, events)
		if err != nil {
			return nil, err
		}
		events = told
	}
	logic, err := joined(f.Logic, func(f EventFilter) (*selection[graph.Event], error) { return x.selection(ctx, r, f) })
	if err != nil {
		return nil, err
	}
	events, err = chain(x.told(r, f.Told), logic.keep)(ctx, events)
	s := &selection[graph.Event]{id: eventID, indexed: true, ids: []graph.ID{}}
	s.load = func(_ context.Context, ids []graph.ID) ([]*graph.Event, error) { return x.Of(ids), nil }
	for _, e := range events {
		if f.MinDocuments <= 1 || x.documents(e) >= f.MinDocuments {
			s.ids = append(s.ids, e.ID)
		}
	}
	s.ids = sortIDs(s.ids)
	return s, err
}

func eventID(e *graph.Event) graph.ID { return e.ID }

// told keeps the events of whose claims q holds. Claims are tested as the index has them.
func (x *EventIndex) told(r graph.Reader, q Quantified[ClaimFilter]) keeper[graph.Event] {
	if isZero(q) {
		return nil
	}
	return func(ctx context.Context, events []*graph.Event) ([]*graph.Event, error) {
		test, err := quantify(q, kinship[graph.Event, graph.Claim]{of: listEach(toldBy)},
			func(f ClaimFilter) (*selection[graph.Claim], error) {
				s, err := f.selection(ctx, r)
				if err == nil {
					s.load = x.claimsWith
				}
				return s, err
			})
		if err != nil {
			return nil, err
		}
		return test.keep(ctx, events)
	}
}

func toldBy(e *graph.Event) []graph.ID { return e.Claims }

func (x *EventIndex) claimsWith(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	claims := make([]*graph.Claim, len(ids))
	for i, id := range ids {
		claims[i] = x.claims[id]
	}
	return claims, ctx.Err()
}

func (x *EventIndex) documents(e *graph.Event) int {
	docs := map[graph.ID]bool{}
	for _, id := range e.Claims {
		docs[x.claims[id].Doc] = true
	}
	return len(docs)
}
