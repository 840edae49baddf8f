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

// TestCompareSeesWhatIsExchanged: where two claims come to say what the other one said, both are altered, and none has moved;
// claims of one trigger are only counted anew.
func TestCompareSeesWhatIsExchanged(t *testing.T) {
	claim := func(name, agent string, trigger int) *graph.Claim {
		c := &graph.Claim{ID: id(name), Type: schema.Attack, Agents: args(agent)}
		c.Evidence.Trigger = graph.Span{Start: trigger, End: trigger + 1}
		return c
	}
	sorted := func(claims ...*graph.Claim) []*graph.Claim {
		slices.SortFunc(claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
		return claims
	}
	d := graph.Compare(sorted(claim("a", "x", 1), claim("b", "y", 5)), sorted(claim("a", "y", 1), claim("b", "x", 5)))
	if len(d.Altered) != 2 || len(d.Moved)+len(d.Gained)+len(d.Lost)+d.Same != 0 {
		t.Errorf("exchanged: %+v", d)
	}
	d = graph.Compare(sorted(claim("a", "x", 1), claim("b", "y", 1)), sorted(claim("a", "z", 1), claim("b", "x", 1), claim("c", "y", 1)))
	if len(d.Moved) != 2 || len(d.Gained) != 1 || len(d.Altered)+len(d.Lost)+d.Same != 0 {
		t.Errorf("counted anew: %+v", d)
	}
}

// TestCompareSeesAllThatIsSaid: a part of a place, hours of control, and how well a day is known are part of what a claim says.
func TestCompareSeesAllThatIsSaid(t *testing.T) {
	whole := graph.Claim{ID: id("a"), Type: schema.Control, Places: args("p"), Period: graph.Period{From: "2018-12-01", To: "2018-12-31", Anchored: true, Precision: graph.PrecisionDay}}
	part, brief, month, relative := whole, whole, whole, whole
	part.Places = []graph.Arg{{Entity: whole.Places[0].Entity, Part: graph.Span{Start: 1, End: 2}}}
	brief.Brief = graph.Span{Start: 1, End: 2}
	month.Period.Precision = graph.PrecisionMonth
	relative.Period.Anchored = false
	for what, c := range map[string]*graph.Claim{"part": &part, "brief": &brief, "month": &month, "relative": &relative} {
		if d := graph.Compare([]*graph.Claim{&whole}, []*graph.Claim{c}); len(d.Altered) != 1 || d.Same != 0 {
			t.Errorf("%s: %+v", what, d)
		}
	}
	elsewhere := part
	elsewhere.Places = []graph.Arg{{Entity: part.Places[0].Entity, Part: graph.Span{Start: 7, End: 9}}}
	if d := graph.Compare([]*graph.Claim{&part}, []*graph.Claim{&elsewhere}); d.Same != 1 {
		t.Errorf("the same part in other words: %+v", d)
	}
}

func TestCompareEntities(t *testing.T) {
	entity := func(key string) *graph.Entity {
		return &graph.Entity{ID: graph.EntityID(key), Key: key, Kind: schema.Settlement, Name: key, Names: []graph.Name{{Text: key}}}
	}
	same, lost, gained, before, after := entity("same"), entity("lost"), entity("gained"), entity("described"), entity("described")
	called := entity("same")
	called.Names, called.External = nil, map[string]string{}
	after.Parent = "place/around"
	d := graph.CompareEntities([]*graph.Entity{same, lost, before}, []*graph.Entity{gained, after, called})
	if len(d.Gained) != 1 || d.Gained[0].Key != "gained" || len(d.Lost) != 1 || d.Lost[0].Key != "lost" ||
		len(d.Described) != 1 || d.Described[0][0].Parent != "" || d.Described[0][1].Parent != "place/around" {
		t.Errorf("%+v", d)
	}
	if d := graph.CompareEntities([]*graph.Entity{same}, []*graph.Entity{called}); !d.IsEmpty() {
		t.Errorf("of what is called otherwise: %+v", d)
	}
}
