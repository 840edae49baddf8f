package query

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func number(n int) *int { return &n }

func toll(doc, source string, low, high *int) *graph.Claim {
	c := &graph.Claim{Doc: graph.DocumentID(doc, ""), Tallies: []graph.Tally{{What: "killed", Min: low, Max: high}}}
	c.ID = graph.NewID("claim of a test", doc)
	if source != "" {
		c.Sources = []graph.Arg{{Entity: graph.EntityID(source)}}
	}
	return c
}

func but(c *graph.Claim, status schema.Status) *graph.Claim {
	c.Status = status
	return c
}

func TestTallies(t *testing.T) {
	for _, test := range []struct {
		name           string
		claims         []*graph.Claim
		min, best, max *int
		contested      bool
	}{
		{"one source quoted twice counts once", []*graph.Claim{
			toll("a", "monitor", number(7), number(7)), toll("b", "monitor", number(7), number(7)),
			toll("c", "", number(4), number(4)), toll("d", "agency", number(4), number(4)),
		}, number(4), number(4), number(7), true},
		{"of figures with as many sources the lowest", []*graph.Claim{
			toll("a", "", number(9), number(9)), toll("b", "", number(5), number(5)),
		}, number(5), number(5), number(9), true},
		{"an open end excludes nothing above it", []*graph.Claim{
			toll("a", "", number(4), nil), toll("b", "", number(6), number(6)),
		}, number(4), number(4), number(6), false},
		{"an open end excludes what is below it", []*graph.Claim{
			toll("a", "", number(7), nil), toll("b", "", number(6), number(6)),
		}, number(6), number(6), number(7), true},
		{"only a bound above", []*graph.Claim{toll("a", "", nil, number(12))}, number(12), number(12), number(12), false},
		{"a denial has no part in it", []*graph.Claim{
			toll("a", "", number(7), number(7)), but(toll("b", "", number(9), number(9)), schema.Denied), but(toll("c", "", number(2), number(2)), schema.Planned),
			but(toll("d", "", number(7), number(7)), schema.Failed),
		}, number(7), number(7), number(7), false},
		{"denials only", []*graph.Claim{
			but(toll("b", "", number(9), number(9)), schema.Denied), but(toll("c", "", number(8), number(8)), schema.Denied),
		}, nil, nil, nil, false},
		{"no figure", []*graph.Claim{toll("a", "", nil, nil)}, nil, nil, nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Tallies(test.claims, (&Reports{}).Voices(test.claims))
			if len(got) != 1 || got[0].What != "killed" || got[0].Rule != BestRule || len(got[0].Accounts) != len(test.claims) {
				t.Fatalf("got %+v", got)
			}
			for name, pair := range map[string][2]*int{"min": {got[0].Min, test.min}, "best": {got[0].Best, test.best}, "max": {got[0].Max, test.max}} {
				if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] != *pair[1] {
					t.Errorf("%s: got %v, want %v", name, value(pair[0]), value(pair[1]))
				}
			}
			if got[0].Contested != test.contested {
				t.Errorf("contested: got %t", got[0].Contested)
			}
		})
	}
}

func value(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}
