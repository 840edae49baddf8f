package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// inDocument returns a claim of a document at a place of its own there.
func inDocument(doc string, at int, c graph.Claim, change func(*graph.Claim)) *graph.Claim {
	made := told(doc, c, change)
	made.ID = graph.ClaimID(made.Doc, graph.Span{Start: at, End: at + 1}, made.Type, 0)
	return made
}

// denial returns a claim that denies c, without a day, and with what change makes of it.
func denial(c graph.Claim, change func(*graph.Claim)) *graph.Claim {
	return inDocument("d", 9, c, func(d *graph.Claim) {
		d.Status, d.Period = schema.Denied, graph.Period{}
		if change != nil {
			change(d)
		}
	})
}

// TestDenialInOneDocument has one line for each thing that a denial has to have in common with what it denies.
func TestDenialInOneDocument(t *testing.T) {
	for _, test := range []struct {
		name   string
		told   graph.Claim
		denied func(*graph.Claim)
		want   bool
	}{
		{"the same without a day", assault, nil, true},
		{"of the same day", assault, func(d *graph.Claim) { d.Period = assault.Period }, true},
		{"of the day beside", assault, func(d *graph.Claim) { d.Period = on("2018-01-11", "2018-01-11") }, false},
		{"without a day, some sentences later", assault, func(d *graph.Claim) { d.Evidence.Sentence = graph.Span{Start: 900, End: 990} }, true},
		{"without a day, at the end of the article", assault, func(d *graph.Claim) { d.Evidence.Sentence = graph.Span{Start: 2900, End: 2990} }, false},
		{"of the same day, at the end of the article", assault, func(d *graph.Claim) {
			d.Period, d.Evidence.Sentence = assault.Period, graph.Span{Start: 2900, End: 2990}
		}, true},
		{"without a day, in the sentence that tells it", at(assault, 1000), nil, false},
		{"without a day, before it was told", at(assault, 1000), func(d *graph.Claim) { d.Evidence.Sentence = graph.Span{End: 10} }, false},
		{"of another doer", assault, func(d *graph.Claim) { d.Agents = args("others") }, false},
		{"of another victim", assault, func(d *graph.Claim) { d.Patients = args("others") }, false},
		{"of the doer alone", assault, func(d *graph.Claim) { d.Patients = nil }, true},
		{"of nobody", assault, func(d *graph.Claim) { d.Agents, d.Patients = nil, nil }, false},
		{"from nowhere", assault, func(d *graph.Claim) { d.Places = nil }, false},
		{"elsewhere", assault, func(d *graph.Claim) { d.Places = args("base") }, false},
		{"in the province", assault, func(d *graph.Claim) { d.Places = args("governorate") }, false},
		{"in the town around it", inQuarter(assault), func(d *graph.Claim) { d.Places = args("town") }, true},
		{"in a quarter of it", assault, func(d *graph.Claim) { d.Places = args("quarter") }, false},
		{"of who holds two towns, of one of them", hold, func(d *graph.Claim) { d.Places = args("town", "village") }, false},
		{"of another type", assault, func(d *graph.Claim) { d.Type = schema.Clash }, false},
		{"from the air", assault, func(d *graph.Claim) { d.Mode = schema.Airstrike }, false},
		{"a plan", assault, func(d *graph.Claim) { d.Status = schema.Planned }, false},
		{"of an assault that failed", failed(assault), nil, true},
		{"of what is only planned", planned(assault), nil, false},
		{"of what has no day", undated(assault), nil, false},
		{"of gunmen nobody knows, by who did not do it", by(assault, "unknown"), nil, false},
		{"of the dead, whoever they are", deaths, nil, true},
		{"of other dead", deaths, func(d *graph.Claim) { d.Patients = args("army") }, false},
		{"of who holds the town", hold, nil, true},
		{"of its loss", hold, func(d *graph.Claim) { d.Phase = schema.Lose }, false},
		{"of a part of it", hold, func(d *graph.Claim) { d.Places = args("quarter") }, false},
	} {
		one := inDocument("d", 1, test.told, nil)
		d := denial(test.told, test.denied)
		if test.name == "of gunmen nobody knows, by who did not do it" {
			d.Agents = args("rebels")
		}
		events := graph.Occurrences([]*graph.Claim{one, d}, known(), graph.Overrule{})
		if got := len(events) == 1; got != test.want || got != graph.DeniesOwn(d, one, known()) || got != graph.DeniesOwn(one, d, known()) {
			t.Errorf("%s: one event %t, want %t", test.name, got, test.want)
		}
	}
}

func failed(c graph.Claim) graph.Claim  { c.Status = schema.Failed; return c }
func planned(c graph.Claim) graph.Claim { c.Status = schema.Planned; return c }
func undated(c graph.Claim) graph.Claim { c.Period = graph.Period{}; return c }

func inQuarter(c graph.Claim) graph.Claim { c.Places = args("quarter"); return c }

func at(c graph.Claim, start int) graph.Claim {
	c.Evidence.Sentence = graph.Span{Start: start, End: start + 10}
	return c
}

func by(c graph.Claim, who string) graph.Claim { c.Agents = args(who); return c }

// TestDenialBringsNothingWithIt: what other documents tell joins a denied claim by itself, and not by what its denial
// says; and what people have decided of the denial stands.
func TestDenialBringsNothingWithIt(t *testing.T) {
	one, d := inDocument("d", 1, assault, nil), denial(assault, func(d *graph.Claim) { d.Period = assault.Period })
	like := inDocument("e", 1, assault, nil)
	also := inDocument("d", 5, assault, nil)
	onlyDenial := inDocument("f", 1, assault, func(c *graph.Claim) { c.Agents, c.Patients = args("others"), args("army") })
	loud := denial(assault, func(d *graph.Claim) { d.Agents, d.Period = args("rebels", "others"), assault.Period })
	sizes := func(o graph.Overrule, claims ...*graph.Claim) string {
		var out []int
		for _, e := range graph.Occurrences(claims, known(), o) {
			out = append(out, len(e.Claims))
		}
		slices.Sort(out)
		return fmt.Sprint(out)
	}
	apart := func(a, b *graph.Claim) graph.Overrule { return graph.Overrule{Apart: [][2]graph.ID{{a.ID, b.ID}}} }
	together := func(a, b *graph.Claim) graph.Overrule { return graph.Overrule{Together: [][2]graph.ID{{a.ID, b.ID}}} }
	for _, test := range []struct {
		name string
		got  string
		want string
	}{
		{"with another document", sizes(graph.Overrule{}, one, d, like), "[3]"},
		{"of one of two", sizes(graph.Overrule{}, one, d, also), "[1 1 1]"},
		{"of one of two that people put together", sizes(together(one, also), one, d, also), "[3]"},
		{"of one of two, kept apart from the other", sizes(apart(also, d), one, d, also), "[1 2]"},
		{"kept apart", sizes(apart(one, d), one, d), "[1 1]"},
		{"kept apart from what another document tells", sizes(apart(like, d), one, d, like), "[1 2]"},
		{"put with what another document tells", sizes(together(like, d), one, d, like), "[1 2]"},
		{"that is like what the other one is not like", sizes(graph.Overrule{}, one, loud, onlyDenial), "[1 2]"},
	} {
		if test.got != test.want {
			t.Errorf("%s: events of %s claims, want %s", test.name, test.got, test.want)
		}
	}
	bonds := ""
	for _, m := range graph.Matches([]*graph.Claim{one, denial(assault, nil), like}, known()) {
		bonds += fmt.Sprint(m.Bond, " ", m.Same(), "; ")
	}
	if bonds != "denial true; points true; company true; " {
		t.Errorf("bonds %s", bonds)
	}
}
