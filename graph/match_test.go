package graph_test

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// known is an atlas of one country: a town with a quarter in a district of a governorate, another town,
// and an army with a brigade.
func known() *graph.Atlas {
	entity := func(key string, kind schema.Kind, parent string) *graph.Entity {
		return &graph.Entity{ID: id(key), Key: key, Kind: kind, Parent: parent}
	}
	return graph.NewAtlas([]*graph.Entity{
		entity("country", schema.Country, ""), entity("governorate", schema.Region, "country"),
		entity("district", schema.District, "governorate"), entity("town", schema.Settlement, "district"),
		entity("quarter", schema.Neighbourhood, "town"), entity("base", schema.Facility, "governorate"), entity("village", schema.Settlement, "governorate"),
		entity("army", schema.Military, "state"), entity("brigade", schema.Military, "army"), entity("rebels", schema.ArmedGroup, ""),
		entity("jihadis", schema.ArmedGroup, ""), entity("civilians", schema.Civilians, ""), entity("unknown", schema.Unknown, ""),
		entity("leader", schema.Person, ""), entity("tribe", schema.Community, ""),
	})
}

func on(from, to graph.Day) graph.Period { return graph.Period{From: from, To: to} }

func killed(n int) []graph.Tally { return []graph.Tally{{What: "killed", Min: &n, Max: &n}} }

// told returns a claim of a document, with what change makes of it.
func told(doc string, c graph.Claim, change func(*graph.Claim)) *graph.Claim {
	if change != nil {
		change(&c)
	}
	c.Doc = id(doc)
	c.ID = graph.ClaimID(c.Doc, graph.Span{Start: 1, End: 2}, c.Type, 0)
	return &c
}

var (
	assault = graph.Claim{Type: schema.Attack, Mode: schema.Ground, Agents: args("rebels"), Patients: args("army"), Places: args("town"),
		Period: on("2018-01-10", "2018-01-10")}
	strike = graph.Claim{Type: schema.Attack, Agents: args("rebels"), Patients: args("army"), Places: args("base"), Period: on("2018-01-10", "2018-01-10")}
	deaths = graph.Claim{Type: schema.Kill, Patients: args("civilians"), Places: args("town"), Tallies: killed(12), Period: on("2018-01-10", "2018-01-10")}
	hold   = graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: args("rebels"), Places: args("town"), Period: on("2018-01-10", "2018-01-10")}
	talks  = graph.Claim{Type: schema.Negotiate, Agents: args("rebels", "army"), Places: args("town"), Period: on("2018-01-10", "2018-01-10")}
)

// TestMatch has one line for each thing that the rule says: another claim of the same story, and what it
// comes to.
func TestMatch(t *testing.T) {
	inferred := func(args []graph.Arg) []graph.Arg {
		for i := range args {
			args[i].Inferred = true
		}
		return args
	}
	for _, c := range []struct {
		name   string
		claim  graph.Claim
		change func(*graph.Claim)
		slot   graph.Slot
		find   graph.Finding
		points int
		same   bool
	}{
		{"equal", assault, nil, graph.SlotDay, graph.Equal, 11, true},
		{"a silence is no difference", assault, func(c *graph.Claim) { c.Patients, c.Mode = nil, "" }, graph.SlotPatients, graph.Unsaid, 8, true},
		{"no day", assault, func(c *graph.Claim) { c.Period = graph.Period{} }, graph.SlotDay, graph.Unsaid, 8, false},
		{"fighting on the next day", assault, func(c *graph.Claim) { c.Period = on("2018-01-11", "2018-01-11") }, graph.SlotDay, graph.Near, 6, false},
		{"two days later", assault, func(c *graph.Claim) { c.Period = on("2018-01-12", "2018-01-12") }, graph.SlotDay, graph.Differ, 8, false},
		{"a day in a week", assault, func(c *graph.Claim) { c.Period = on("2018-01-08", "2018-01-14") }, graph.SlotDay, graph.Part, 9, true},
		{"a day in a month says little", assault, func(c *graph.Claim) { c.Period = on("2018-01-01", "2018-01-31") }, graph.SlotDay, graph.Wide, 8, true},
		{"a day in a year says nothing", assault, func(c *graph.Claim) { c.Period = on("2018-01-01", "2018-12-31") }, graph.SlotDay, graph.Differ, 8, false},
		{"a quarter of the town", assault, func(c *graph.Claim) { c.Places = args("quarter") }, graph.SlotPlace, graph.Part, 10, true},
		{"the district of the town", assault, func(c *graph.Claim) { c.Places = args("district") }, graph.SlotPlace, graph.Part, 9, true},
		{"the country alone", assault, func(c *graph.Claim) { c.Places = args("country") }, graph.SlotPlace, graph.Wide, 6, false},
		{"the town with its country", assault, func(c *graph.Claim) { c.Places = args("country", "town") }, graph.SlotPlace, graph.Equal, 11, true},
		{"another town", assault, func(c *graph.Claim) { c.Places = args("village") }, graph.SlotPlace, graph.Differ, 8, false},
		{"no place", assault, func(c *graph.Claim) { c.Places = nil }, graph.SlotPlace, graph.Unsaid, 8, false},
		{"a place from the context", assault, func(c *graph.Claim) { c.Places = inferred(args("town")) }, graph.SlotPlace, graph.Equal, 8, true},
		{"a sum over two towns", assault, func(c *graph.Claim) { c.Places = args("town", "village") }, graph.SlotPlace, graph.Equal, 7, false},
		{"a brigade of the army", assault, func(c *graph.Claim) { c.Patients = args("brigade") }, graph.SlotPatients, graph.Part, 10, true},
		{"unknown attackers", assault, func(c *graph.Claim) { c.Agents = args("unknown") }, graph.SlotAgents, graph.Generic, 9, true},
		{"other attackers", assault, func(c *graph.Claim) { c.Agents = args("jihadis") }, graph.SlotAgents, graph.Differ, 5, false},
		{"an ally more", assault, func(c *graph.Claim) { c.Agents = args("jihadis", "rebels") }, graph.SlotAgents, graph.Equal, 11, true},
		{"a clash in the same town", assault, func(c *graph.Claim) { c.Type, c.Mode = schema.Clash, "" }, graph.SlotPlace, graph.Wide, 5, false},
		{"a clash at the same base", strike, func(c *graph.Claim) { c.Type = schema.Clash }, graph.SlotType, graph.Near, 8, true},
		{"a raid is another thing", assault, func(c *graph.Claim) { c.Type = schema.Raid }, graph.SlotType, graph.Differ, 11, false},
		{"from the air", assault, func(c *graph.Claim) { c.Mode = schema.Airstrike }, graph.SlotMode, graph.Differ, 10, false},
		{"a denial joins", assault, func(c *graph.Claim) { c.Status = schema.Denied }, graph.SlotStatus, graph.Differ, 11, true},
		{"a repelled attack", assault, func(c *graph.Claim) { c.Status = schema.Failed }, graph.SlotStatus, graph.Near, 9, true},
		{"a plan", assault, func(c *graph.Claim) { c.Status = schema.Planned }, graph.SlotStatus, graph.Differ, 11, false},

		{"the same dead", deaths, nil, graph.SlotTally, graph.Equal, 9, true},
		{"a toll that has risen", deaths, func(c *graph.Claim) { c.Tallies = killed(15) }, graph.SlotTally, graph.Near, 8, true},
		{"a toll twice as high", deaths, func(c *graph.Claim) { c.Tallies = killed(24) }, graph.SlotTally, graph.Differ, 6, false},
		{"a toll far from it", deaths, func(c *graph.Claim) { c.Tallies = killed(40) }, graph.SlotTally, graph.Differ, 3, false},
		{"other dead", deaths, func(c *graph.Claim) { c.Patients = args("army") }, graph.SlotPatients, graph.Differ, 5, false},
		{"the dead of a tribe", deaths, func(c *graph.Claim) { c.Patients = args("tribe") }, graph.SlotPatients, graph.Generic, 9, true},
		{"dead whom nobody counts", deaths, func(c *graph.Claim) { c.Tallies = nil }, graph.SlotTally, graph.Unsaid, 5, false},

		{"the town taken", hold, nil, graph.SlotPlace, graph.Equal, 8, true},
		{"a quarter is not the town", hold, func(c *graph.Claim) { c.Places = args("quarter") }, graph.SlotPlace, graph.Differ, 5, false},
		{"lost is not taken", hold, func(c *graph.Claim) { c.Phase = schema.Lose }, graph.SlotType, graph.Differ, 8, false},

		{"talks of the same two", talks, nil, graph.SlotAgents, graph.Equal, 10, true},
		{"a meeting of them", talks, func(c *graph.Claim) { c.Type = schema.Meet }, graph.SlotType, graph.Near, 8, true},
		{"talks with others", talks, func(c *graph.Claim) { c.Agents = args("rebels", "jihadis") }, graph.SlotAgents, graph.Differ, 6, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := told("one", c.claim, nil), told("two", c.claim, c.change)
			m, back := graph.CompareClaims(a, b, known()), graph.CompareClaims(b, a, known())
			if m != back {
				t.Errorf("not the same either way round: %+v, %+v", m, back)
			}
			var term graph.Term
			for _, x := range m.Terms {
				if x.Slot == c.slot {
					term = x
				}
			}
			if term.Finding != c.find || m.Points != c.points || m.Same() != c.same {
				t.Errorf("%s is %q, %d points, same %t; want %q, %d, %t\n%+v", c.slot, term.Finding, m.Points, m.Same(), c.find, c.points, c.same, m.Terms)
			}
		})
	}
	if m := graph.CompareClaims(told("one", assault, nil), told("one", assault, func(c *graph.Claim) { c.Type = schema.Clash }), known()); m.Same() {
		t.Error("claims of one document are the same")
	}
	if m := graph.CompareClaims(told("one", assault, nil), told("two", assault, nil), nil); m.Same() {
		t.Errorf("a place of which nothing is known says as much as a town: %+v", m)
	}
}
