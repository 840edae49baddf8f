package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/pattern"
)

// fired reports whether a rule speaks in the reading of text: in a claim that the article makes, or by
// taking an occurrence out of it.
func fired(x *Extractor, rule, text string) bool {
	d := x.begin(Document{Key: "example", Text: text, Published: "2019-03-04"})
	d.run()
	d.result()
	by := func(st Step) bool { return st.Rule == rule }
	for _, o := range d.lasting {
		if slices.ContainsFunc(o.steps, by) && d.wanted(o) {
			return true
		}
	}
	for _, s := range d.sentences {
		for _, o := range s.occs {
			if slices.ContainsFunc(o.steps, by) && (o.dead || d.holds(o)) {
				return true
			}
		}
	}
	return false
}

// TestRuleExamples runs the examples of every rule through the extractor.
func TestRuleExamples(t *testing.T) {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if len(x.rules.set.Rules) == 0 {
		t.Fatal("no rules")
	}
	for _, r := range x.rules.set.Rules {
		t.Run(r.ID, func(t *testing.T) {
			for _, e := range r.Yes {
				if !fired(x, r.ID, e.Text) {
					t.Errorf("%s:%d: the rule does not speak for its example\n%s", r.File, e.Line, explained(x, e.Text))
				}
			}
			for _, e := range r.No {
				if fired(x, r.ID, e.Text) {
					t.Errorf("%s:%d: the rule speaks against its example\n%s", r.File, e.Line, explained(x, e.Text))
				}
			}
		})
	}
}

func explained(x *Extractor, text string) string {
	var b strings.Builder
	if err := x.Explain(&b, Document{Text: text}); err != nil {
		return err.Error()
	}
	return b.String() + rowOf(x, text)
}

// rowOf writes the chunks of text with the classes that rules look for.
func rowOf(x *Extractor, text string) string {
	d := x.begin(Document{Text: text})
	d.run()
	var b strings.Builder
	names := x.rules.set.Classes()
	for _, s := range d.sentences {
		row := d.chunksOf(s)
		for i, c := range row.chunks {
			fmt.Fprintf(&b, "  chunk %d %s:", i, text[s.items[c.first].start:s.items[c.last].end])
			for k, name := range names {
				if row.Has(i, pattern.Class(k+1)) {
					fmt.Fprintf(&b, " %s", name)
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TestRuleLint: the rules that the binary holds are in order.
func TestRuleLint(t *testing.T) {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pattern.Lint(x.rules.set.Rules) {
		t.Error(f)
	}
}
