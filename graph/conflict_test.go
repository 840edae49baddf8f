package graph_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// pairAct returns act number n on two entities, or on two claims where their names begin with «claim».
func pairAct(n byte, kind graph.JudgementKind, a, b string) *graph.Judgement {
	j := &graph.Judgement{ID: graph.ID{0: n, 6: 0x70, 8: 0x80}, Kind: kind, Author: "huda", Time: time.Date(2020, 1, 1, 0, 0, int(n), 0, time.UTC)}
	if strings.HasPrefix(a, "claim") {
		j.Claims = []graph.ID{graph.EntityID(a), graph.EntityID(b)}
		return j
	}
	j.Entity, j.Other = &graph.Referent{Key: a}, &graph.Referent{Key: b}
	return j
}

func undoAct(n byte, of *graph.Judgement) *graph.Judgement {
	return &graph.Judgement{ID: graph.ID{0: n, 6: 0x70, 8: 0x80}, Kind: graph.Undo, Author: "huda", Time: of.Time, Undoes: of.ID}
}

// TestConflictNamesWhatStands: an act that is refused was never recorded. What can be undone is what it contradicts,
// be that older, as when somebody judges, or newer, as when an old file is imported.
func TestConflictNamesWhatStands(t *testing.T) {
	same, not := graph.SameAs, graph.NotSame
	merge := pairAct(5, same, "a", "b")
	for name, c := range map[string]struct {
		standing []*graph.Judgement
		coming   *graph.Judgement
		want     *graph.Judgement
	}{
		"entities: the same after not the same":     {[]*graph.Judgement{pairAct(5, not, "a", "b")}, pairAct(9, same, "a", "b"), pairAct(5, not, "a", "b")},
		"entities: an older same":                   {[]*graph.Judgement{pairAct(5, not, "a", "b")}, pairAct(1, same, "a", "b"), pairAct(5, not, "a", "b")},
		"entities: not the same after the same":     {[]*graph.Judgement{merge}, pairAct(9, not, "b", "a"), merge},
		"entities: by way of another":               {[]*graph.Judgement{pairAct(2, same, "b", "top"), merge}, pairAct(9, not, "b", "a"), merge},
		"entities: an older not the same":           {[]*graph.Judgement{merge}, pairAct(1, not, "a", "b"), merge},
		"entities: a circle":                        {[]*graph.Judgement{merge}, pairAct(9, same, "b", "a"), merge},
		"entities: an older circle":                 {[]*graph.Judgement{merge}, pairAct(1, same, "b", "a"), merge},
		"entities: an older same as another":        {[]*graph.Judgement{merge}, pairAct(1, same, "a", "c"), merge},
		"claims: the same after not the same":       {[]*graph.Judgement{pairAct(5, not, "claim a", "claim b")}, pairAct(9, same, "claim b", "claim a"), pairAct(5, not, "claim a", "claim b")},
		"claims: the last link of three":            {[]*graph.Judgement{pairAct(3, same, "claim a", "claim c"), pairAct(5, not, "claim a", "claim b")}, pairAct(9, same, "claim b", "claim c"), pairAct(5, not, "claim a", "claim b")},
		"claims: an older not the same":             {[]*graph.Judgement{pairAct(5, same, "claim a", "claim b")}, pairAct(1, not, "claim a", "claim b"), pairAct(5, same, "claim a", "claim b")},
		"an older undo of what is undone":           {[]*graph.Judgement{pairAct(1, same, "a", "b"), undoAct(7, pairAct(1, same, "a", "b"))}, undoAct(3, pairAct(1, same, "a", "b")), undoAct(7, merge)},
		"claims: others that are the same besides":  {[]*graph.Judgement{pairAct(2, same, "claim x", "claim a"), pairAct(5, same, "claim a", "claim b")}, pairAct(9, not, "claim b", "claim a"), pairAct(5, same, "claim a", "claim b")},
		"entities: others that are one of the same": {[]*graph.Judgement{pairAct(2, same, "x", "a"), merge}, pairAct(9, not, "b", "a"), merge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := graph.NewCuration(append(c.standing, c.coming), c.coming)
			var act *graph.ActError
			if !errors.Is(err, graph.ErrConflict) || !errors.As(err, &act) || act.Act != c.coming.ID {
				t.Fatalf("%v, want a conflict that is the fault of %s", err, c.coming.ID)
			}
			if !strings.Contains(err.Error(), c.want.ID.String()) || strings.Contains(err.Error(), c.coming.ID.String()) {
				t.Errorf("%v, want it to name %s", err, c.want.ID)
			}
		})
	}
}

// TestConflictOfWhatComes: two lines of one file contradict each other.
func TestConflictOfWhatComes(t *testing.T) {
	a, b := pairAct(1, graph.SameAs, "a", "b"), pairAct(2, graph.NotSame, "a", "b")
	_, err := graph.NewCuration([]*graph.Judgement{a, b}, a, b)
	if !errors.Is(err, graph.ErrConflict) || !strings.Contains(err.Error(), a.ID.String()) || !strings.Contains(err.Error(), "leave one of them out") {
		t.Error(err)
	}
}
