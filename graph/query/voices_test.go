package query

import (
	"math"
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

// TestSketch: how much of one text stands in another one is seen to a few hundredths, and copies are
// those of which half does.
func TestSketch(t *testing.T) {
	wire, other := prose(1, 600), prose(2, 600)
	for _, c := range []struct {
		name   string
		a, b   string
		share  float64
		copies bool
	}{
		{"itself", text(wire), text(wire), 1, true},
		{"with other letters and marks", "قالت المصادر إنّ القوّات دخلت المدينة، أمس", "قالت المصادر ان القوات دخلت المدينه أمس", 1, true},
		{"cut to its first third", text(wire), text(wire[:200]), 1, true},
		{"with a paragraph of its own", text(wire), text(wire[:400], other[:200]), 0.66, true},
		{"a quote of a few lines", text(wire), text(other[:500], wire[:100]), 0.16, false},
		{"another text", text(wire), text(other), 0, false},
		{"a denial of one sentence", "سيطر تنظيم داعش على مدينة هجين أمس.", "نفت قسد سيطرة تنظيم داعش على مدينة هجين أمس.", 0.75, false},
		{"a sentence with one word more", text(wire[:20]), text(wire[:21]), 1, true},
		{"a sentence with another figure", text(wire[:20]), text(wire[:10], other[:1], wire[11:20]), 0.76, false},
		{"a sentence of a long text", text(wire[:20]), text(wire[:60]), 1, false},
		{"too short for a shingle", "قصف المدينة", "قصف المدينة", 0, false},
		{"nothing", "", "", 0, false},
	} {
		a, b := SketchOf(c.a), SketchOf(c.b)
		if got := a.Share(b); math.Abs(got-c.share) > 0.08 || got != b.Share(a) {
			t.Errorf("%s: share %.2f and %.2f, want about %.2f", c.name, got, b.Share(a), c.share)
		}
		if a.Copies(b) != c.copies {
			t.Errorf("%s: copies %t", c.name, a.Copies(b))
		}
	}
}

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
