package link

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// linked is a claim with the index in Result.Claims of the claim that it came from.
type linked struct {
	claim *graph.Claim
	index int
	form  []byte // see said
}

// said returns what the claim says, without its id and its rule. Few claims share their trigger with
// another one, so that few are asked.
func (l *linked) said() []byte {
	if l.form == nil {
		l.form = form(l.claim)
	}
	return l.form
}

// claims returns the claims of res with their ids. Two claims that say the same on the same words are
// one, the one whose rule sorts first. Claims that share type and trigger are numbered in the order of
// what they say, so that the number does not hang on the order in which they were found.
func claims(doc *graph.Document, res *extract.Result, nodes []*graph.Entity, version string) []*linked {
	out := make([]*linked, 0, len(res.Claims))
	for i := range res.Claims {
		c := claim(&res.Claims[i], nodes)
		c.Doc = doc.ID
		out = append(out, &linked{claim: c, index: i})
	}
	slices.SortStableFunc(out, compareLinked)
	out = slices.CompactFunc(out, func(a, b *linked) bool {
		return compareTriggers(a.claim, b.claim) == 0 && bytes.Equal(a.said(), b.said())
	})
	serial := 0
	for i, l := range out {
		if i > 0 && compareTriggers(out[i-1].claim, l.claim) == 0 {
			serial++
		} else {
			serial = 0
		}
		l.claim.ID = graph.ClaimID(doc.ID, l.claim.Evidence.Trigger, l.claim.Type, serial)
		l.claim.Lexicon = version
	}
	return out
}

func compareLinked(a, b *linked) int {
	if c := compareTriggers(a.claim, b.claim); c != 0 {
		return c
	}
	return cmp.Or(bytes.Compare(a.said(), b.said()), strings.Compare(a.claim.Rule, b.claim.Rule))
}

func compareTriggers(a, b *graph.Claim) int {
	s, t := a.Evidence.Trigger, b.Evidence.Trigger
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End), strings.Compare(string(a.Type), string(b.Type)))
}

func form(c *graph.Claim) []byte {
	said := *c
	said.Rule = ""
	b, err := json.Marshal(&said)
	if err != nil {
		panic("link: a claim is plain data: " + err.Error())
	}
	return b
}

func claim(c *extract.Claim, nodes []*graph.Entity) *graph.Claim {
	return &graph.Claim{
		Type: c.Type, Mode: c.Mode, Phase: c.Phase,
		Status:    cmp.Or(c.Status, schema.Happened),
		Certainty: c.Certainty, Stance: c.Stance,
		Agents: args(c.Agents, nodes), Patients: args(c.Patients, nodes), Places: args(c.Places, nodes),
		Sources:  args(c.Sources, nodes),
		Sides:    sides(c.Sides, nodes),
		Period:   period(c.Period),
		Tallies:  tallies(c),
		Brief:    graph.Span(c.Brief),
		Loaded:   spans(c.Loaded),
		Evidence: graph.Evidence{Sentence: graph.Span(c.Sentence), Trigger: graph.Span(c.Trigger), Quote: graph.Span(c.Quote)},
		Rule:     c.Rule,
	}
}

// args keeps the order of the text, which is that of the chain for sources, and the first of doubles.
func args(in []extract.Arg, nodes []*graph.Entity) []graph.Arg {
	var out []graph.Arg
	for _, a := range in {
		id := nodes[a.Entity].ID
		if !slices.ContainsFunc(out, func(b graph.Arg) bool { return b.Entity == id }) {
			out = append(out, graph.Arg{Entity: id, Span: graph.Span(a.Span), Inferred: a.Inferred, Part: graph.Span(a.Part)})
		}
	}
	return out
}

func sides(in [][]int, nodes []*graph.Entity) [][]graph.ID {
	var out [][]graph.ID
	for _, side := range in {
		var ids []graph.ID
		for _, e := range side {
			ids = append(ids, nodes[e].ID)
		}
		slices.SortFunc(ids, graph.ID.Compare)
		out = append(out, slices.Compact(ids))
	}
	return out
}

func period(p extract.Period) graph.Period {
	return graph.Period{
		From: graph.Day(p.From), To: graph.Day(p.To), Precision: p.Precision, Anchored: p.Anchored,
		Surface: p.Surface, Span: graph.Span(p.Span),
	}
}

var counted = map[schema.Type]string{
	schema.Kill: "killed", schema.Injure: "injured", schema.Detain: "detained", schema.Release: "released",
	schema.Displace: "displaced",
}

func tallies(c *extract.Claim) []graph.Tally {
	t := c.Tally
	if t == nil {
		return nil
	}
	return []graph.Tally{{
		What: cmp.Or(counted[c.Type], string(c.Type)), Min: told(t.Min), Max: told(t.Max),
		Comparator: t.Comparator, Unit: t.Unit, Surface: t.Surface, Span: graph.Span(t.Span),
	}}
}

func told(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

func spans(in []extract.Span) []graph.Span {
	var out []graph.Span
	for _, s := range in {
		out = append(out, graph.Span(s))
	}
	slices.SortFunc(out, func(a, b graph.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return slices.Compact(out)
}
