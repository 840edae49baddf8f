package query

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// prose returns n words, a function of seed.
func prose(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		for range 3 + r.IntN(4) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		words[i] = b.String()
	}
	return words
}

func text(parts ...[]string) string { return strings.Join(slices.Concat(parts...), " ") }

// report tells in one document that so many fell in the town.
func report(key, outlet string, source *graph.Entity, n int, words []string) *graph.Delta {
	a := &article{key: key, outlet: outlet, published: "2018-03-02"}
	c := graph.Claim{Type: schema.Kill, Agents: args(reds), Patients: args(blues), Places: args(town), Period: graph.Period{From: "2018-03-01", To: "2018-03-01"},
		Tallies: []graph.Tally{{What: "killed", Min: &n, Max: &n}}}
	who := []*graph.Entity{reds, blues, town}
	if source != nil {
		c.Sources, who = args(source), append(who, source)
	}
	a.says(text(words), c, who...)
	return a.delta()
}

// TestVoices: five articles on one occurrence have three voices, and a toll counts voices.
func TestVoices(t *testing.T) {
	wire := prose(1, 200)
	docs := []*graph.Delta{
		report("a", "one", nil, 9, wire),
		report("b", "two", nil, 9, append(slices.Clone(wire), prose(9, 20)...)), // prints the same agency's text
		report("c", "three", monitor, 7, prose(3, 200)),
		report("d", "four", monitor, 8, prose(4, 200)), // asks the same monitor
		report("e", "five", nil, 8, prose(5, 200)),
	}
	over(t, docs, func(t *testing.T, r graph.Reader) {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		all := must[[]*graph.Event](t)(x.All(t.Context(), r, EventFilter{}))
		if len(all) != 1 || len(all[0].Claims) != 5 {
			t.Fatalf("%d events", len(all))
		}
		claims := claimsTold(t, r, all[0])
		reports := must[*Reports](t)(ReadReports(t.Context(), r, claims))
		voices := reports.Voices(claims)
		got := map[string]bool{}
		for _, v := range voices {
			got[strings.Join(v.Outlets, "+")] = v.Copies
			if len(v.Claims) != len(v.Documents) || !slices.IsSortedFunc(v.Claims, graph.ID.Compare) {
				t.Errorf("voice %+v", v)
			}
		}
		if len(got) != 3 || !got["one+two"] || got["four+three"] || got["five"] {
			t.Errorf("voices and whether they are copies: %v", got)
		}
		slices.Reverse(claims)
		if again := reports.Voices(claims); len(again) != 3 || !slices.Equal(again[0].Claims, voices[0].Claims) {
			t.Errorf("voices depend on the order of claims: %v", again)
		}
		// nine stands in two articles of one voice; eight is told by two voices
		toll := Tallies(claims, voices)[0]
		if *toll.Min != 7 || *toll.Best != 8 || *toll.Max != 9 || !toll.Contested || toll.Rule != BestRule {
			t.Errorf("toll %d to %d, best %d", *toll.Min, *toll.Max, *toll.Best)
		}
		if slots := x.Contested(claimsTold(t, r, all[0])); !slices.Equal(slots, []graph.Slot{graph.SlotTally}) {
			t.Errorf("contested in %v", slots)
		}
	})
}

// TestCopiesThatDeny: who prints a report and makes a denial of it has copied nothing.
func TestCopiesThatDeny(t *testing.T) {
	docs := []*graph.Delta{
		report("a", "one", nil, 9, prose(1, 200)),
		report("b", "two", nil, 9, append(prose(7, 1), prose(1, 200)...)),
		report("c", "three", nil, 9, append(prose(8, 1), prose(1, 200)...)),
	}
	docs[1].Claims[0].Status = schema.Denied
	over(t, docs, func(t *testing.T, r graph.Reader) {
		c := must[*Comparison](t)(CompareSources(t.Context(), r, docs[0].Claims[0].ID))
		copies := map[string]bool{}
		for _, v := range c.Columns {
			copies[strings.Join(v.Outlets, "+")] = v.Copies
		}
		if len(c.Columns) != 2 || !copies["one+three"] || copies["two"] {
			t.Errorf("columns, and whether they are copies: %v", copies)
		}
	})
}

// TestComparison: one outlet denies what another one tells, by other hands and on the next day.
func TestComparison(t *testing.T) {
	told := func(key, outlet string, change func(*graph.Claim)) *graph.Delta {
		a := &article{key: key, outlet: outlet}
		c := graph.Claim{Type: schema.Attack, Mode: schema.Shelling, Agents: args(reds), Patients: args(blues), Places: args(town),
			Period: graph.Period{From: "2018-03-01", To: "2018-03-01"}}
		change(&c)
		return a.says(text(prose(uint64(key[0]), 20)), c, reds, blues, greens, town, quarter).delta()
	}
	docs := []*graph.Delta{
		told("a", "one", func(*graph.Claim) {}),
		told("b", "two", func(c *graph.Claim) { c.Status, c.Agents = schema.Denied, args(reds, greens) }),
		told("c", "three", func(c *graph.Claim) { c.Places, c.Patients = args(quarter), nil }),
	}
	over(t, docs, func(t *testing.T, r graph.Reader) {
		claim := docs[0].Claims[0].ID
		c := must[*Comparison](t)(CompareSources(t.Context(), r, claim))
		if len(c.Columns) != 3 || len(c.Event.Claims) != 3 || len(c.Rows) != 5 {
			t.Fatalf("%d columns, %d claims, %d rows", len(c.Columns), len(c.Event.Claims), len(c.Rows))
		}
		contested := []graph.Slot{}
		for _, row := range c.Rows {
			if row.Contested {
				contested = append(contested, row.Slot)
			}
			for i, cell := range row.Cells {
				for _, p := range cell {
					if !slices.Equal(p.Claims, c.Columns[i].Claims) {
						t.Errorf("%s: position of %v in the column of %v", row.Slot, p.Claims, c.Columns[i].Claims)
					}
				}
				if row.Slot == graph.SlotPatients && (len(cell) == 0) != (c.Columns[i].Outlets[0] == "three") {
					t.Errorf("%s does not tell to whom: %v", c.Columns[i].Outlets, cell)
				}
			}
		}
		if !slices.Equal(contested, []graph.Slot{graph.SlotStatus}) {
			t.Errorf("contested in %v", contested)
		}
		if c.Event.Status != schema.Happened {
			t.Errorf("status %s: two tell it, one denies it", c.Event.Status)
		}
		x := must[*EventIndex](t)(IndexEventsBy(t.Context(), r, graph.Overrule{Apart: [][2]graph.ID{{claim, docs[1].Claims[0].ID}}}))
		if apart := must[*Comparison](t)(x.CompareSources(t.Context(), r, claim)); len(apart.Columns) == 3 {
			t.Error("what was to be kept apart is compared")
		}
		if _, err := CompareSources(t.Context(), r, graph.EntityID("x")); err == nil {
			t.Error("no event is compared")
		}
	})
}

// TestContested: people put together what the rule would not, and the event says where it disagrees.
func TestContested(t *testing.T) {
	one := report("a", "one", nil, 9, prose(1, 20))
	two := report("b", "two", nil, 90, prose(2, 20))
	two.Claims[0].Agents, two.Claims[0].Places = args(greens), args(village)
	two.Claims[0].Period = graph.Period{From: "2018-03-02", To: "2018-03-02"}
	two.Entities = append(two.Entities, greens, village)
	docs := []*graph.Delta{one, two}
	over(t, docs, func(t *testing.T, r graph.Reader) {
		pair := [2]graph.ID{one.Claims[0].ID, two.Claims[0].ID}
		x := must[*EventIndex](t)(IndexEventsBy(t.Context(), r, graph.Overrule{Together: [][2]graph.ID{pair}}))
		e := x.Of(pair[:1])[0]
		want := []graph.Slot{graph.SlotAgents, graph.SlotPlace, graph.SlotDay, graph.SlotTally}
		if got := x.Contested(claimsTold(t, r, e)); !slices.Equal(got, want) {
			t.Errorf("contested in %v, want %v", got, want)
		}
		if m := x.Matches(claimsTold(t, r, e)); len(m) != 1 || m[0].Same() {
			t.Errorf("matches %+v", m)
		}
	})
}

// TestWireCopiesCountOnce: what two outlets print of one agency is one source wherever sources are counted, and a third
// report is the second one.
func TestWireCopiesCountOnce(t *testing.T) {
	wire := prose(1, 200)
	docs := []*graph.Delta{
		report("a", "one", nil, 9, wire),
		report("b", "two", nil, 9, append(slices.Clone(wire), prose(9, 20)...)),
		report("c", "three", nil, 9, prose(5, 200)),
	}
	for _, d := range docs[1:] { // without a day they are three events
		d.Claims[0].Period = graph.Period{}
	}
	for n, want := range map[int]int{2: 1, 3: 2} {
		over(t, docs[:n], func(t *testing.T, r graph.Reader) {
			known := must[graph.Reader](t)(At(t.Context(), r, When{KnownAt: "2018-12-31"}))
			for name, r := range map[string]graph.Reader{"now": r, "as known at": known} {
				for _, rel := range everything(t, AllRelations(t.Context(), r, RelationFilter{})) {
					if rel.Sources != want || rel.Documents != n {
						t.Errorf("%s: %s of %d documents has %d sources, want %d", name, rel.Predicate, rel.Documents, rel.Sources, want)
					}
				}
				if got := must[int](t)(CountRelations(t.Context(), r, RelationFilter{MinSources: 2})); (got > 0) != (want > 1) {
					t.Errorf("%s: %d relations have two sources", name, got)
				}
				paths := must[[]*Trace](t)(Paths(t.Context(), r, graph.EntityID(reds.Key), graph.EntityID(blues.Key), PathOptions{Filter: RelationFilter{MinSources: 2}}))
				if (len(paths) > 0) != (want > 1) {
					t.Errorf("%s: %d paths of two sources", name, len(paths))
				}
				x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
				groups := must[*Aggregation](t)(Aggregate(t.Context(), r, x, AggregateOptions{By: []Dimension{OfType}}))
				if groups.Whole.Sources != want || groups.Groups[0].Sources != want || groups.Whole.Documents != n {
					t.Errorf("%s: aggregated, %d documents have %d sources, want %d", name, groups.Whole.Documents, groups.Whole.Sources, want)
				}
			}
		})
	}
}
