package main

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/gate"
	"github.com/isnad-graph/isnad/graph"
)

// readmit puts a stored claim that a model told before the gate again, in the words that it was admitted on:
// the steps are those of the gate, and no model is asked. A note says where the gate would refuse it today.
func (x *explainer) readmit(c *graph.Claim, doc extract.Document) (steps []extract.Step, note string) {
	answer := &gate.Answer{Claims: []gate.Proposal{x.proposal(c, doc.Text)}}
	res := gate.New(x.ex).Admit(doc, answer, c.Rule)
	if len(res.Claims) > 0 {
		return res.Claims[0].Steps, ""
	}
	for _, d := range res.Diagnostics {
		if reason, ok := strings.CutPrefix(d.Code, extract.RefusedPrefix); ok {
			return nil, "this version would refuse it, " + reason + ": " + d.Message
		}
	}
	return nil, "this version would refuse it"
}

// proposal is c as a model would tell it.
func (x *explainer) proposal(c *graph.Claim, text string) gate.Proposal {
	words := func(s graph.Span) string { return text[s.Start:s.End] }
	arguments := func(args []graph.Arg) []gate.Argument {
		var out []gate.Argument
		for _, a := range args {
			arg := gate.Argument{Text: words(a.Span)}
			if e := x.names[a.Entity]; e != nil {
				arg.Kind = e.Kind
			}
			out = append(out, arg)
		}
		return out
	}
	p := gate.Proposal{
		Type: c.Type, Mode: c.Mode, Phase: c.Phase, Status: c.Status, Certainty: c.Certainty, Stance: c.Stance,
		Evidence: words(c.Evidence.Quote), Trigger: words(c.Evidence.Trigger),
		Agents: arguments(c.Agents), Patients: arguments(c.Patients), Places: arguments(c.Places), Sources: arguments(c.Sources),
	}
	for i, a := range c.Agents {
		p.Agents[i].Side = sideOf(c, a.Entity)
	}
	if c.Period.Surface != "" {
		p.When = &gate.When{Text: c.Period.Surface, From: string(c.Period.From), To: string(c.Period.To)}
	}
	if len(c.Tallies) > 0 {
		t := c.Tallies[0]
		p.Count = &gate.Count{Text: t.Surface, Min: t.Min, Max: t.Max}
	}
	return p
}

// sideOf returns on which side of a clash an entity stands, or 0.
func sideOf(c *graph.Claim, entity graph.ID) int {
	return 1 + slices.IndexFunc(c.Sides, func(side []graph.ID) bool { return slices.Contains(side, entity) })
}
