package query

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// TestEventsFollowJudgements: what people put together is one event, until they take it back; what they
// reject belongs to none.
func TestEventsFollowJudgements(t *testing.T) {
	one, two := report("a", "one", nil, 9, prose(1, 20)), report("b", "two", nil, 90, prose(2, 20))
	a, b := one.Claims[0].ID, two.Claims[0].ID
	s := memstore.New(memstore.Options{})
	defer s.Close()
	if err := s.Apply(t.Context(), one, two); err != nil {
		t.Fatal(err)
	}
	judge := func(n byte, j graph.Judgement) {
		j.ID, j.Author, j.Time = graph.ID{6: 0x70, 8: 0x80, 15: n}, "analyst", judgedAt.UTC()
		if _, err := s.Judge(t.Context(), &j); err != nil {
			t.Fatal(err)
		}
	}
	events := func() [2]*graph.Event {
		var found [2]*graph.Event
		err := s.View(t.Context(), func(r graph.Reader) error {
			x, err := IndexEvents(t.Context(), r)
			if err == nil {
				copy(found[:], x.Of([]graph.ID{a, b}))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if e := events(); e[0].ID == e[1].ID {
		t.Fatal("nine dead are ninety by the rule")
	}
	judge(1, graph.Judgement{Kind: graph.SameAs, Claims: []graph.ID{a, b}})
	if e := events(); e[0].ID != e[1].ID || len(e[0].Claims) != 2 {
		t.Errorf("judged the same, but %v and %v", e[0], e[1])
	}
	judge(2, graph.Judgement{Kind: graph.Undo, Undoes: graph.ID{6: 0x70, 8: 0x80, 15: 1}})
	if e := events(); e[0].ID == e[1].ID {
		t.Error("the undone judgement stands")
	}
	judge(3, graph.Judgement{Kind: graph.Reject, Claims: []graph.ID{a}})
	if e := events(); e[0] != nil || e[1] == nil {
		t.Errorf("one claim rejected: %v", e)
	}
}

// TestEventsFollowJudgementsOverAnEdit: two reports that are judged to tell one occurrence do so when one is edited.
func TestEventsFollowJudgementsOverAnEdit(t *testing.T) {
	one, two := report("a", "one", nil, 9, prose(1, 20)), report("b", "two", nil, 90, prose(2, 20))
	s := memstore.New(memstore.Options{})
	defer s.Close()
	if err := s.Apply(t.Context(), one, two); err != nil {
		t.Fatal(err)
	}
	record := func(n byte, v Verdict) {
		v.Author = "analyst"
		var j *graph.Judgement
		err := s.View(t.Context(), func(r graph.Reader) (err error) {
			j, err = Judge(t.Context(), r, v, graph.ID{6: 0x70, 8: 0x80, 15: n}, judgedAt)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Judge(t.Context(), j); err != nil {
			t.Fatal(err)
		}
	}
	record(1, Verdict{Kind: graph.SameAs, Refs: []string{one.Claims[0].ID.String(), two.Claims[0].ID.String()}})
	newer := graphtest.Edited(one, "words ")
	if err := s.Apply(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	view := func() (joined bool, bearings map[graph.ID]Bearing) {
		err := s.View(t.Context(), func(r graph.Reader) error {
			x, err := IndexEvents(t.Context(), r)
			if err != nil {
				return err
			}
			e := x.Of([]graph.ID{newer.Claims[0].ID, two.Claims[0].ID})
			joined = e[0].ID == e[1].ID
			bearings, err = Bearings(t.Context(), r)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return joined, bearings
	}
	joined, bearings := view()
	if carried := bearings[graph.ID{6: 0x70, 8: 0x80, 15: 1}].Carried; !joined || len(carried) != 1 || carried[0].Now != newer.Claims[0].ID {
		t.Errorf("one event: %t; bearings %+v", joined, bearings)
	}
	record(2, Verdict{Kind: graph.Undo, Refs: []string{graph.ID{6: 0x70, 8: 0x80, 15: 1}.String()}})
	if joined, bearings := view(); joined || len(bearings) > 0 {
		t.Errorf("undone, but one event: %t; bearings %+v", joined, bearings)
	}
}
