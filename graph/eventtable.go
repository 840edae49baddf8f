package graph

import (
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// EventTable is the occurrences that claims tell, as Occurrences has them. It keeps neither events nor claims but some tens of
// bytes of each claim, and makes events as they are asked for. It does not change and is safe for concurrent use.
//
// A row's group is the row of the first claim of its event, whose id is that of the event; from there next leads to the
// others, ascending.
type EventTable struct {
	ledger
	events int
}

// noRow is next of the last claim of an event.
const noRow = ^uint32(0)

// NewEventTable groups claims, which come in ascending order of id. It returns the first error of claims.
func NewEventTable(claims iter.Seq2[*Claim, error], atlas *Atlas, overrule Overrule) (*EventTable, error) {
	t := &EventTable{}
	named := overrule.named()
	known := growing{Atlas: atlas}
	for c, err := range claims {
		switch {
		case err != nil:
			return nil, err
		case c.Type.IsLasting() || c.Review == Rejected:
		case mayJoin(c) || mayDeny(c) || named[c.ID]:
			known.take(c)
			t.add(c, known.Atlas)
		default:
			t.add(c, nil)
		}
	}
	g, b := newGrouping(&t.ledger, known.Atlas, overrule), newBlocks(&t.ledger, known.Atlas)
	for _, some := range g.kindred() {
		for _, p := range b.samePairs(some) {
			g.join(p.a, p.b)
		}
	}
	t.link()
	return t, nil
}

// link chains the claims of each event, and drops what it took to find them.
func (t *EventTable) link() {
	for i := t.rows.n - 1; i >= 0; i-- {
		r := t.rows.at(uint32(i))
		r.parts = noParts
		if r.group == uint32(i) {
			t.events++
			continue
		}
		first := t.rows.at(r.group)
		r.next, first.next = first.next, uint32(i)
	}
	t.parts, t.part = nil, nil
	t.docs.done()
	t.days.done()
	t.vocabulary.done()
	t.things = numbering[string]{}
}

// Len returns how many events there are.
func (t *EventTable) Len() int { return t.events }

// Claims returns how many claims tell them.
func (t *EventTable) Claims() int { return t.rows.n }

// After yields, ascending, the events that come after an id, which need not exist; the zero id is before all.
func (t *EventTable) After(id ID) iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		from, found := t.index(id)
		if found && !id.IsZero() {
			from++
		}
		for i := from; int(i) < t.rows.n; i++ {
			if t.rows.at(i).group == i && !yield(t.event(i)) {
				return
			}
		}
	}
}

// Of returns the event that a claim tells, nil where it tells none.
func (t *EventTable) Of(claim ID) *Event {
	i, ok := t.index(claim)
	if !ok {
		return nil
	}
	return t.event(t.rows.at(i).group)
}

// IDOf returns the id of the event that a claim tells, the zero id where it tells none.
func (t *EventTable) IDOf(claim ID) ID {
	i, ok := t.index(claim)
	if !ok {
		return ID{}
	}
	return t.rows.at(t.rows.at(i).group).id
}

// Documents returns how many documents tell e.
func (t *EventTable) Documents(e *Event) int {
	if len(e.Claims) < 2 {
		return len(e.Claims)
	}
	docs := map[uint32]bool{}
	for i, ok := t.index(e.ID); ok; ok = i != noRow {
		r := t.rows.at(i)
		docs[r.doc] = true
		i = r.next
	}
	return len(docs)
}

// Bare returns what is kept of a claim of an event: its id, document, type, mode, phase, status, certainty and the days of
// its period; nil where it tells none. An empty status reads as what it means.
func (t *EventTable) Bare(claim ID) *Claim {
	i, ok := t.index(claim)
	if !ok {
		return nil
	}
	g := t.gist(i)
	return &Claim{
		ID: g.ID, Doc: g.Doc, Type: g.Type, Mode: g.Mode, Phase: g.Phase, Status: g.Status,
		Certainty: schema.Certainty(t.vocabulary.values[t.rows.at(i).sure]), Period: Period{From: g.From, To: g.To},
	}
}

// event makes the event whose first claim is row i.
func (t *EventTable) event(i uint32) *Event {
	var one [1]gist
	claims := append(one[:0], t.gist(i))
	for j := t.rows.at(i).next; j != noRow; j = t.rows.at(j).next {
		claims = append(claims, t.gist(j))
	}
	e := occurrence(claims)
	e.Claims = make([]ID, len(claims))
	for k := range claims {
		e.Claims[k] = claims[k].ID
	}
	return &e
}

// all returns the events, ascending.
func (t *EventTable) all() []*Event {
	events := make([]*Event, 0, t.events)
	return slices.AppendSeq(events, t.After(ID{}))
}
