package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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

// withRules returns an extractor that has further rules.
func withRules(t *testing.T, rules string) (*Extractor, error) {
	t.Helper()
	return New(Options{Extra: fstest.MapFS{
		"ar/rules/extra.rules": {Data: []byte(rules)},
		"ar/rules/words.tsv":   {Data: []byte("id\tform\nextra-word\tبتوجيه\n")},
	}})
}

func TestRulesOfOthers(t *testing.T) {
	tests := []struct{ name, rules, text, want string }{
		{
			"a claim of its own words", "rule x.directed\n  match a:actor extra-word b:actor\n  claim support agent=b patient=a\n",
			"قصف حزب الله بتوجيه إيران مدينة حلب.", "support happened [إيران] [حزب الله]",
		},
		{
			"a status", "rule x.status\n  match extra-word x:event\n  set status=planned on=x\n",
			"تحركت قوات البيشمركة بتوجيه قصف على بلدة سنجار.", "attack planned [] []",
		},
		{
			"what is there is completed, not told twice", "rule x.again\n  match x:event:attack a:actor p:place\n  claim attack mode=ground agent=a place=p at=x\n",
			"هاجم تنظيم داعش مدينة سنجار.", "attack happened [تنظيم داعش] []",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, err := withRules(t, tt.rules)
			if err != nil {
				t.Fatal(err)
			}
			r := x.Extract(Document{Text: tt.text})
			names := func(args []Arg) string {
				var out []string
				for _, a := range args {
					out = append(out, r.Entities[a.Entity].Name)
				}
				return "[" + strings.Join(out, " ") + "]"
			}
			var got []string
			for _, c := range r.Claims {
				got = append(got, fmt.Sprintf("%s %s %s %s", c.Type, c.Status, names(c.Agents), names(c.Patients)))
			}
			n := 0
			for _, g := range got {
				n += strings.Count(g, tt.want)
			}
			if n != 1 {
				t.Errorf("claims = %q, want %q once", got, tt.want)
			}
		})
	}
}

func TestFaultyRulesAreRefused(t *testing.T) {
	tests := []struct{ name, rules, want string }{
		{"syntax", "rule x\n  match (\n", "ar/rules/extra.rules:2: not a rule"},
		{"class", "rule x\n  match a:nonsense\n  drop on=a\n", "ar/rules/extra.rules:2: unknown class: rule x looks for nonsense"},
		{"lemma", "rule x\n  match a:verb:nonsense\n  drop on=a\n", "unknown class: rule x looks for verb:nonsense"},
		{"kind", "rule x\n  match a:kind:nonsense\n  drop on=a\n", "unknown class: rule x looks for kind:nonsense"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := withRules(t, tt.rules); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}
