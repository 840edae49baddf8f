package graphtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
)

// eventState reads what events are made of, and makes them.
func eventState(m *machine, s graph.Store) graph.EventState {
	var now graph.EventState
	err := s.View(m.ctx, func(r graph.Reader) error {
		var entities []*graph.Entity
		for e, err := range r.AllEntities(m.ctx, graph.ID{}) {
			if err != nil {
				return err
			}
			entities = append(entities, e)
		}
		for c, err := range r.AllClaims(m.ctx, graph.ID{}) {
			if err != nil {
				return err
			}
			now.Claims = append(now.Claims, c)
		}
		now.Atlas = graph.NewAtlas(entities)
		curation, err := graph.CurationOf(m.ctx, r)
		if err != nil {
			return err
		}
		now.Overrule = curation.Overrule()
		now.Acts, err = r.Judgements(m.ctx)
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	now.Events = graph.Occurrences(now.Claims, now.Atlas, now.Overrule)
	return now
}

// eventLines returns events by their ids, as text.
func eventLines(events []*graph.Event) map[graph.ID]string {
	lines := map[graph.ID]string{}
	for _, e := range events {
		text, err := json.Marshal(e)
		if err != nil {
			panic(err) // only texts
		}
		lines[e.ID] = string(text)
	}
	return lines
}

// events compares the events of the two stores, and finds that each two claims of one have a reason to be of one.
func (m *machine) events(t *rapid.T) {
	got := m.sameEvents(m.store, m.reference)
	claims := map[graph.ID]*graph.Claim{}
	for _, c := range got.Claims {
		claims[c.ID] = c
	}
	told := map[graph.ID]bool{}
	for _, e := range got.Events {
		var of []*graph.Claim
		for _, id := range e.Claims {
			if told[id] || claims[id] == nil || claims[id].Review == graph.Rejected {
				t.Fatalf("event %s has claim %s, which is of another one, gone or rejected", e.ID, id)
			}
			told[id] = true
			of = append(of, claims[id])
		}
		for _, b := range graph.Matches(of, got.Atlas) {
			if b.Bond == graph.JudgedBond && len(got.Overrule.Together) == 0 {
				t.Fatalf("claims %s and %s are of one event, and nothing says so", b.A, b.B)
			}
		}
	}
	for _, p := range got.Overrule.Apart {
		for _, e := range got.Events {
			if slices.Contains(e.Claims, p[0]) && slices.Contains(e.Claims, p[1]) {
				t.Fatalf("claims %v are of one event, and were to be kept apart", p)
			}
		}
	}
}

// sameEvents compares the events of two stores, and returns those of the first one.
func (m *machine) sameEvents(a, b graph.Store) graph.EventState {
	got, want := eventState(m, a), eventState(m, b)
	if !maps.Equal(eventLines(got.Events), eventLines(want.Events)) {
		m.t.Fatalf("the events differ:\n%s", driftOf(eventLines(got.Events), eventLines(want.Events)))
	}
	return got
}

// followEvents does to a copy of the events what the changes since say, and compares it with the events of now.
func (m *machine) followEvents(t *rapid.T) {
	now := eventState(m, m.store)
	since := changes(t, m, m.store, m.copy.eventsAt)
	lines := eventLines(now.Events)
	for _, touched := range graph.TouchedEvents(since, now) {
		_, had := m.copy.events[touched.ID]
		switch {
		case touched.Op == graph.Added && had, len(touched.Reasons) == 0:
			t.Fatalf("event %s is %s by %v, and the copy had it: %t", touched.ID, touched.Op, touched.Reasons, had)
		case touched.Op == graph.Retracted:
			delete(m.copy.events, touched.ID)
		default:
			m.copy.events[touched.ID] = lines[touched.ID]
		}
	}
	m.copy.eventsAt += uint64(len(since))
	if !maps.Equal(m.copy.events, lines) {
		t.Fatalf("a copy of the events that followed the changes has drifted:\n%s", driftOf(m.copy.events, lines))
	}
}

func driftOf(got, want map[graph.ID]string) string {
	out := ""
	for id, line := range want {
		if got[id] != line {
			out += fmt.Sprintf("want %s\n got %s\n", line, got[id])
		}
	}
	for id, line := range got {
		if want[id] == "" {
			out += fmt.Sprintf("too many: %s\n", line)
		}
	}
	return out
}
