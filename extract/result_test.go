package extract

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/schema"
)

// checkResult checks what holds of the result of any text.
func checkResult(t testing.TB, text string, r *Result) {
	t.Helper()
	valid := utf8.ValidString(text)
	span := func(what string, s Span, empty bool) {
		if empty && s == (Span{}) {
			return
		}
		if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%s [%d:%d] of %d bytes: %q", what, s.Start, s.End, len(text), text)
		}
		if valid && (!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End])) {
			t.Fatalf("%s [%d:%d] cuts a rune: %q", what, s.Start, s.End, text)
		}
	}
	entity := func(what string, i int) {
		if i < 0 || i >= len(r.Entities) {
			t.Fatalf("%s is entity %d of %d", what, i, len(r.Entities))
		}
	}
	for i, z := range r.Zones {
		span("zone", z.Span, false)
		if i > 0 && z.Span.Start < r.Zones[i-1].Span.End {
			t.Fatalf("zones %d and %d overlap", i-1, i)
		}
	}
	for i, m := range r.Mentions {
		span("mention", m.Span, false)
		entity("mention", m.Entity)
		if !slices.Contains([]string{"name", "nominal", "pronoun"}, m.Form) || i > 0 && m.Span.Start < r.Mentions[i-1].Span.Start {
			t.Fatalf("mention %+v", m)
		}
	}
	for _, d := range r.Diagnostics {
		span("diagnostic", d.Span, true)
	}
	for _, c := range r.Claims {
		checkClaim(t, r, c, span, entity)
	}
	for _, e := range r.Entities {
		if e.Name == "" || len(e.Names) == 0 || !slices.Contains(schema.Kinds, e.Kind) {
			t.Fatalf("entity %+v", e)
		}
	}
}

func checkClaim(t testing.TB, r *Result, c Claim, span func(string, Span, bool), entity func(string, int)) {
	t.Helper()
	span("sentence", c.Sentence, false)
	span("trigger", c.Trigger, false)
	span("quote", c.Quote, false)
	span("period", c.Period.Span, true)
	if c.Trigger.Start < c.Sentence.Start || c.Trigger.End > c.Sentence.End || c.Quote.Start > c.Trigger.Start || c.Quote.End < c.Trigger.End {
		t.Fatalf("trigger, quote and sentence: %+v", c)
	}
	for _, list := range [][]Arg{c.Agents, c.Patients, c.Places, c.Sources} {
		for _, a := range list {
			span("argument", a.Span, true)
			entity("argument", a.Entity)
		}
	}
	for _, side := range c.Sides {
		for _, i := range side {
			entity("side", i)
		}
	}
	for _, s := range c.Loaded {
		span("loaded term", s, false)
	}
	for _, s := range c.Steps {
		span("step", s.Span, true)
	}
	checkVocabulary(t, c)
	if c.Tally != nil {
		span("tally", c.Tally.Span, true)
		if c.Tally.Min < -1 || c.Tally.Max < -1 || c.Tally.Max >= 0 && c.Tally.Min > c.Tally.Max || !c.Type.HasTally() {
			t.Fatalf("tally %+v of %s", c.Tally, c.Type)
		}
	}
	for _, day := range []string{c.Period.From, c.Period.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			t.Fatalf("day %q", day)
		}
	}
	if c.Period.From != "" && c.Period.To != "" && c.Period.From > c.Period.To {
		t.Fatalf("period %+v", c.Period)
	}
}

func checkVocabulary(t testing.TB, c Claim) {
	t.Helper()
	known := slices.Contains(schema.EventTypes, c.Type) || slices.Contains(schema.LastingTypes, c.Type)
	known = known && slices.Contains(schema.Statuses, c.Status) && slices.Contains(schema.Certainties, c.Certainty)
	known = known && slices.Contains(schema.Stances, c.Stance)
	known = known && (c.Mode == "" || slices.Contains(schema.Modes, c.Mode)) && (c.Phase == "" || slices.Contains(schema.Phases, c.Phase))
	if !known {
		t.Fatalf("words outside the vocabulary: %+v", c)
	}
	if c.Rule == "" || len(c.Steps) == 0 {
		t.Fatalf("%s claim without a derivation: rule %q, %d steps", c.Type, c.Rule, len(c.Steps))
	}
}
