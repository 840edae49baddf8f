package graph_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func TestRevisionText(t *testing.T) {
	r := graph.Revision{Store: id("store"), Number: 12}
	if got, err := graph.ParseRevision(r.String()); err != nil || got != r {
		t.Errorf("%s comes back as %s, %v", r, got, err)
	}
	for _, bad := range []string{"", "12", "@12", r.Store.String(), r.Store.String() + "@", r.Store.String() + "@-1", r.Store.String() + "@1x"} {
		if _, err := graph.ParseRevision(bad); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v, want ErrInvalid", bad, err)
		}
	}
}

func TestSumOfChanges(t *testing.T) {
	step := func(n uint64, ops map[string]graph.Op) *graph.Change {
		c := &graph.Change{Number: n, Reasons: []graph.Reason{{Cause: graph.Ingested, Key: "k"}}}
		for name, op := range ops {
			c.Claims = append(c.Claims, graph.Touch{ID: id(name), Op: op})
		}
		return c
	}
	a, c, r := graph.Added, graph.Changed, graph.Retracted
	net := graph.Sum([]*graph.Change{
		step(1, map[string]graph.Op{"stays": a, "passes": a, "goes": c, "returns": r, "differs": c}),
		step(2, map[string]graph.Op{"stays": c, "passes": r, "goes": r, "returns": a}),
	})
	want := map[graph.ID]graph.Touched{}
	for name, w := range map[string]struct {
		op graph.Op
		n  uint64
	}{"stays": {a, 2}, "goes": {r, 2}, "returns": {c, 2}, "differs": {c, 1}} {
		want[id(name)] = graph.Touched{Touch: graph.Touch{ID: id(name), Op: w.op}, Number: w.n}
	}
	for _, got := range net.Claims {
		if w := want[got.ID]; got.Op != w.Op || got.Number != w.Number || len(got.Reasons) != 1 {
			t.Errorf("got %+v, want %+v", got, w)
		}
	}
	if len(net.Claims) != len(want) || !slices.IsSortedFunc(net.Claims, func(x, y graph.Touched) int { return x.ID.Compare(y.ID) }) {
		t.Errorf("%d records touched, want %d, ascending", len(net.Claims), len(want))
	}
}

func TestCompareReadings(t *testing.T) {
	claim := func(name string, ty schema.Type, agents ...string) *graph.Claim {
		return &graph.Claim{ID: id(name), Type: ty, Agents: args(agents...)}
	}
	sorted := func(claims ...*graph.Claim) []*graph.Claim {
		slices.SortFunc(claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
		return claims
	}
	before := sorted(claim("same", schema.Attack, "x"), claim("altered", schema.Attack, "y"), claim("moved", schema.Kill, "x"), claim("lost", schema.Meet))
	after := sorted(claim("same", schema.Attack, "x"), claim("altered", schema.Attack, "z"), claim("elsewhere", schema.Kill, "x"), claim("gained", schema.Raid))
	d := graph.Compare(before, after)
	if d.Same != 1 || len(d.Moved) != 1 || d.Moved[0] != [2]graph.ID{id("moved"), id("elsewhere")} ||
		len(d.Altered) != 1 || d.Altered[0][1].Agents[0].Entity != id("z") ||
		len(d.Gained) != 1 || d.Gained[0].ID != id("gained") || len(d.Lost) != 1 || d.Lost[0].ID != id("lost") {
		t.Errorf("%+v", d)
	}
	if d := graph.Compare(before, before); !d.IsEmpty() || d.Same != 4 {
		t.Errorf("of a reading to itself: %+v", d)
	}
}
