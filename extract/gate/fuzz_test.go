package gate

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// FuzzGate: whatever is answered to whatever article, what is admitted stands in the text and re-reads.
func FuzzGate(f *testing.F) {
	for _, p := range []Proposal{attack(), kill(), clash()} {
		b, err := json.Marshal(map[string]any{"claims": []Proposal{p}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(news, string(b))
		f.Add(strings.ReplaceAll(news, " ", "\u200f "), "```json\n"+string(b)+"\n```")
		f.Add(strings.ReplaceAll(news, "ا", "ـا"), string(b))
		f.Add(news[:300], string(b))
		f.Add(news+news, string(b))
	}
	for _, answer := range []string{
		"", "{}", "[]", "null", `{"claims": null}`, `{"claims": []}`, `{"claims": [null, 1, "x", {}]}`, `{"claims": [{"type": "attack"`,
		`{"claims": [{"type": "kill", "status": "happened", "evidence": "في", "trigger": "في", "places": [{"text": "في", "kind": "region"}]}]}`,
		`{"claims": [{"type": "part-of", "status": "happened", "evidence": "«»", "trigger": "", "agents": [{}], "patients": [{}]}]}`,
		"{\"claims\": []} and more", "\ufeff{\"claims\": []}",
	} {
		f.Add(news, answer)
		f.Add("", answer)
	}
	g := New(rules(f))
	f.Fuzz(func(t *testing.T, text, raw string) {
		answer, err := ParseAnswer([]byte(raw))
		if err != nil {
			return
		}
		doc := extract.Document{Key: "fuzz", Text: text, Published: published}
		r := g.Admit(doc, answer, madeBy)
		checkAdmitted(t, text, answer, r)
		if told := len(r.Claims) + len(refusals(r)); told != len(answer.Claims)+answer.Malformed {
			t.Fatalf("%d claims, %d admitted or refused", len(answer.Claims)+answer.Malformed, told)
		}
		if again := g.Admit(doc, answer, madeBy); !reflect.DeepEqual(r, again) {
			t.Fatalf("two runs differ: %q %q", text, raw)
		}
	})
}

// checkAdmitted checks what holds of whatever is admitted.
func checkAdmitted(t testing.TB, text string, answer *Answer, r *extract.Result) {
	t.Helper()
	told := map[string]bool{}
	for _, p := range answer.Claims {
		for _, role := range schema.Roles {
			for _, a := range p.arguments(role) {
				tellWords(told, words(a.Text))
			}
		}
	}
	inText := func(what string, s extract.Span) {
		if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%s [%d:%d] of %d bytes", what, s.Start, s.End, len(text))
		}
		if utf8.ValidString(text) && (!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End])) {
			t.Fatalf("%s [%d:%d] cuts a rune", what, s.Start, s.End)
		}
	}
	for _, c := range r.Claims {
		for what, s := range map[string]extract.Span{"sentence": c.Sentence, "trigger": c.Trigger, "quote": c.Quote} {
			inText(what, s)
		}
		if !holdsSpan(c.Sentence, c.Quote) || !holdsSpan(c.Quote, c.Trigger) {
			t.Fatalf("sentence %v, quote %v, trigger %v", c.Sentence, c.Quote, c.Trigger)
		}
		for _, a := range slices.Concat(c.Agents, c.Patients, c.Places, c.Sources) {
			inText("argument", a.Span)
			if words := joined(words(text[a.Span.Start:a.Span.End])); !told[strings.TrimPrefix(words, definite)] {
				t.Fatalf("the words %q are no argument of the answer", words)
			}
			if e := r.Entities[a.Entity]; e.Name == "" || len(e.Names) == 0 || !slices.Contains(schema.Kinds, e.Kind) {
				t.Fatalf("entity %+v", e)
			}
			if !a.Inferred && !holdsSpan(c.Sentence, a.Span) {
				t.Fatalf("argument %v outside of the sentence %v", a.Span, c.Sentence)
			}
		}
		if c.Tally != nil {
			inText("tally", c.Tally.Span)
		}
		if c.Period.Surface != "" {
			inText("period", c.Period.Span)
		}
		for _, s := range c.Steps {
			inText("step", s.Span)
		}
	}
	for _, m := range r.Mentions {
		inText("mention", m.Span)
		if m.Entity < 0 || m.Entity >= len(r.Entities) {
			t.Fatalf("mention of entity %d of %d", m.Entity, len(r.Entities))
		}
	}
}

// tellWords notes the words of an argument, with and without what could be clitics of the first.
func tellWords(told map[string]bool, tokens []arabic.Token) {
	if len(tokens) == 0 {
		return
	}
	for _, s := range arabic.Prefixes(tokens[0].Norm, nil) {
		rest := append([]arabic.Token{{Norm: s.Stem}}, tokens[1:]...)
		told[strings.TrimPrefix(joined(rest), definite)] = true
	}
}

func holdsSpan(outer, inner extract.Span) bool {
	return inner.Start >= outer.Start && inner.End <= outer.End
}
