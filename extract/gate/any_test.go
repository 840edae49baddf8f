package gate

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
	"github.com/isnad-graph/isnad/testdata"
)

// TestAnyWords: claims put together from any words of any sentence of the bundled articles. What is admitted
// stands in the text, and who has a key of the lexicon is called by a name of it or as the rules read it.
func TestAnyWords(t *testing.T) {
	g := New(rules(t))
	texts := bundled(t)
	admitted := 0
	rapid.Check(t, func(rt *rapid.T) {
		doc := extract.Document{Text: rapid.SampledFrom(texts).Draw(rt, "text"), Published: published}
		survey := g.rules.Survey(doc)
		if len(survey.Sentences) == 0 {
			return
		}
		answer := &Answer{}
		for range 60 {
			answer.Claims = append(answer.Claims, anyProposal(rt, doc.Text, survey))
		}
		r := g.Admit(doc, answer, madeBy)
		checkAdmitted(t, doc.Text, answer, r)
		checkKeys(t, doc, survey.Result, g.rules.Lexicon(), r)
		admitted += len(r.Claims)
	})
	if admitted == 0 {
		t.Error("nothing was admitted: the test shows nothing")
	}
	t.Logf("%d admitted", admitted)
}

func bundled(t testing.TB) []string {
	t.Helper()
	files, err := testdata.FS.ReadFile(testdata.Articles)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(string(files)) {
		texts = append(texts, rowText(t, line))
	}
	return texts
}

// anyProposal is a claim of words of one sentence: any words, or those of a mention or of a trigger of the
// rules, in any roles.
func anyProposal(rt *rapid.T, text string, v *extract.Survey) Proposal {
	sentence := rapid.SampledFrom(v.Sentences).Draw(rt, "sentence")
	inside := func(s extract.Span) bool { return s.Start >= sentence.Span.Start && s.End <= sentence.Span.End }
	var mentions, triggers []string
	for _, m := range v.Result.Mentions {
		if inside(m.Span) {
			mentions = append(mentions, text[m.Span.Start:m.Span.End])
		}
	}
	for _, c := range v.Result.Claims {
		if inside(c.Trigger) {
			triggers = append(triggers, text[c.Trigger.Start:c.Trigger.End])
		}
	}
	some := func(name string, known []string, most int) string {
		if len(known) > 0 && rapid.Bool().Draw(rt, name+" known") {
			return rapid.SampledFrom(known).Draw(rt, name)
		}
		first := rapid.IntRange(0, len(sentence.Tokens)-1).Draw(rt, name)
		last := min(first+rapid.IntRange(0, most).Draw(rt, name+" words"), len(sentence.Tokens)-1)
		return text[sentence.Tokens[first].Start:sentence.Tokens[last].End]
	}
	one := func(name string, kinds ...schema.Kind) []Argument {
		return []Argument{{Text: some(name, mentions, 3), Kind: rapid.SampledFrom(kinds).Draw(rt, name+" kind")}}
	}
	p := Proposal{
		Type: rapid.SampledFrom([]schema.Type{schema.Attack, schema.Kill, schema.Detain}).Draw(rt, "type"), Status: schema.Happened,
		Evidence: text[sentence.Span.Start:sentence.Span.End], Trigger: some("trigger", triggers, 1),
		Agents: one("agent", schema.ArmedGroup, schema.Military, schema.Civilians, schema.Person, schema.State),
	}
	if rapid.Bool().Draw(rt, "place") {
		p.Places = one("place", schema.Settlement, schema.Region, schema.Facility)
	}
	if p.Type.HasTally() && rapid.Bool().Draw(rt, "count") {
		p.Count = &Count{Text: some("count", nil, 2), Min: number(3), Max: number(3)}
	}
	return p
}

// checkKeys checks that an argument is what its key says, by a way other than the gate's.
func checkKeys(t *testing.T, doc extract.Document, all *extract.Result, lex *lexicon.Lexicon, r *extract.Result) {
	t.Helper()
	read := slices.Clone(all.Mentions)
	for _, c := range all.Claims {
		for _, a := range slices.Concat(c.Agents, c.Patients, c.Places, c.Sources) {
			read = append(read, extract.Mention{Entity: a.Entity, Span: a.Span})
		}
	}
	for _, c := range r.Claims {
		for _, a := range slices.Concat(c.Agents, c.Patients, c.Places) {
			e := r.Entities[a.Entity]
			if e.Key == "" {
				continue
			}
			known := slices.ContainsFunc(read, func(m extract.Mention) bool {
				return all.Entities[m.Entity].Key == e.Key && m.Span.Start < a.Span.End && a.Span.Start < m.Span.End
			})
			known = known || slices.ContainsFunc(all.Entities, func(o extract.Entity) bool {
				return o.Key == e.Key && slices.Contains(o.Names, doc.Text[a.Span.Start:a.Span.End])
			})
			if !known && !lexiconName(lex, e.Key, doc.Text[a.Span.Start:a.Span.End]) {
				t.Fatalf("%q is no name of %s: %+v", doc.Text[a.Span.Start:a.Span.End], e.Key, c.Steps)
			}
		}
	}
}

func lexiconName(lex *lexicon.Lexicon, key, words string) bool {
	n, _ := lex.FindName(arabic.Tokenize(words, 0, len(words)), 0, nil)
	for _, ref := range n.Refs {
		if lex.Entries[ref.Entry].Key == key {
			return true
		}
	}
	return false
}
