package gate

import (
	"testing"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

// believed is the least share of what the rules read that is admitted when a model tells it.
const believed = 0.93

// TestAdmitsWhatTheRulesRead: a model that reads as the rules do is believed, but for words that mean two
// parties at once and triggers that stand twice in their sentence.
func TestAdmitsWhatTheRulesRead(t *testing.T) {
	told, admitted := 0, 0
	for _, text := range bundled(t) {
		doc := extract.Document{Text: text, Published: published}
		answer := &Answer{}
		res := rules(t).Extract(doc)
		for i := range res.Claims {
			if p, ok := retold(text, res, &res.Claims[i]); ok {
				answer.Claims = append(answer.Claims, p)
			}
		}
		r := New(rules(t)).Admit(doc, answer, madeBy)
		told, admitted = told+len(answer.Claims), admitted+len(r.Claims)
		for _, reason := range refusals(r) {
			t.Log(reason)
		}
	}
	if told < 100 || float64(admitted) < believed*float64(told) {
		t.Errorf("%d of %d admitted, want a share of %.2f", admitted, told, believed)
	}
	t.Logf("%d of %d admitted", admitted, told)
}

// retold is an occurrence that the rules read, as a model would tell it: without what is told by context and
// not in the sentence. Nothing may be left to tell.
func retold(text string, res *extract.Result, c *extract.Claim) (Proposal, bool) {
	p := Proposal{
		Type: c.Type, Mode: c.Mode, Phase: c.Phase, Status: c.Status, Certainty: c.Certainty, Stance: c.Stance,
		Evidence: text[c.Sentence.Start:c.Sentence.End], Trigger: text[c.Trigger.Start:c.Trigger.End],
	}
	for role, args := range map[schema.Role][]extract.Arg{schema.Agent: c.Agents, schema.Patient: c.Patients, schema.Place: c.Places, schema.Source: c.Sources} {
		var list []Argument
		for _, a := range args {
			if a.Span.End > a.Span.Start && holdsSpan(c.Sentence, a.Span) {
				list = append(list, Argument{Text: text[a.Span.Start:a.Span.End], Kind: res.Entities[a.Entity].Kind})
			}
		}
		switch role {
		case schema.Agent:
			p.Agents = list
		case schema.Patient:
			p.Patients = list
		case schema.Place:
			p.Places = list
		case schema.Source:
			p.Sources = list
		}
	}
	if c.Period.Surface != "" && holdsSpan(c.Sentence, c.Period.Span) {
		p.When = &When{Text: c.Period.Surface, From: c.Period.From, To: c.Period.To}
	}
	if c.Tally != nil && holdsSpan(c.Sentence, c.Tally.Span) {
		p.Count = &Count{Text: c.Tally.Surface, Min: end(c.Tally.Min), Max: end(c.Tally.Max)}
	}
	return p, !c.Type.IsLasting() && holdsSpan(c.Sentence, c.Trigger) && len(p.Agents)+len(p.Patients)+len(p.Places) > 0
}

func end(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}
