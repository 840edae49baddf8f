package pattern

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// row is a Sequence of chunks, each written as its classes.
type row struct {
	set    *Set
	chunks [][]string
}

func (r row) Len() int { return len(r.chunks) }

func (r row) Has(i int, c Class) bool { return slices.Contains(r.chunks[i], r.set.Classes()[c-1]) }

func chunks(text string) [][]string {
	var out [][]string
	for _, f := range strings.Fields(text) {
		out = append(out, strings.Split(f, "+"))
	}
	return out
}

func everything(string) bool { return true }

// compile makes a set of one rule with the given match lines; each capture is used.
func compile(t testing.TB, matches ...string) *Set {
	t.Helper()
	text := "rule r\n"
	for _, m := range matches {
		text += "  match " + m + "\n"
	}
	text += "  drop on=x\n"
	rules, err := Parse("t.rules", text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Compile(rules, everything)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFind(t *testing.T) {
	tests := []struct {
		name, match, text string
		want              []Range // of the capture x
	}{
		{"atoms in a row", "actor link x:actor", "actor link actor", []Range{{2, 3}}},
		{"one class is missing", "actor link x:actor", "actor link place", nil},
		{"all of its classes", "x:actor&whole", "actor actor+whole whole", []Range{{1, 2}}},
		{"optional there", `actor ","? x:link`, "actor , link", nil},
		{"optional not there", `actor ","? x:link`, "actor link", []Range{{1, 2}}},
		{"optional mark there", `actor mark? x:link`, "actor mark link", []Range{{2, 3}}},
		{"optional is taken", "link x:actor?", "link actor", []Range{{1, 2}}},
		{"alternatives", "(a|b b) x:c", "a c b c b b c", []Range{{1, 2}, {6, 7}}},
		{"any", "a _ x:c", "a z c a c", []Range{{2, 3}}},
		{"no more than needed", "a _{0,3} x:c", "a c c", []Range{{1, 2}}},
		{"no more than allowed", "a _{0,1} x:c", "a z z c", nil},
		{"least number", "a _{2,3} x:c", "a c z c", []Range{{3, 4}}},
		{"star", "a b* x:c", "a b b b c", []Range{{4, 5}}},
		{"plus needs one", "a b+ x:c", "a c", nil},
		{"a group repeats", "a (b c)* x:d", "a b c b c d", []Range{{5, 6}}},
		{"a loop of nothing ends", "a (b?)* x:c", "a b b c", []Range{{3, 4}}},
		{"look", "!b x:a", "a a+b", []Range{{0, 1}}},
		{"look behind", "x:a !b", "a b a c", []Range{{2, 3}}},
		{"look at the end", "x:a !b", "a", []Range{{0, 1}}},
		{"look at alternatives", "x:a !(b|c)", "a b a c a d", []Range{{4, 5}}},
		{"start", "< x:a", "a a", []Range{{0, 1}}},
		{"end", "x:a >", "a a", []Range{{1, 2}}},
		{"group captured", "a x:(b c)", "a b c", []Range{{1, 3}}},
		{"every beginning", "x:a b", "a b a b", []Range{{0, 1}, {2, 3}}},
		{"overlapping", "x:actor link actor", "actor link actor link actor", []Range{{0, 1}, {2, 3}}},
		{"prefixed", "x:verb:nafa", "verb:nafa", []Range{{0, 1}}},
		{"marks", `"(" x:a ")"`, `"(" a ")"`, []Range{{1, 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := compile(t, tt.match)
			var got []Range
			for _, d := range s.Find(row{s, chunks(tt.text)}) {
				if x, ok := d.Get("x"); ok {
					got = append(got, x)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q in %q: x = %v, want %v", tt.match, tt.text, got, tt.want)
			}
		})
	}
}

func TestFindInOrderOfLines(t *testing.T) {
	s := compile(t, "x:b", "x:a")
	var got []int
	for _, d := range s.Find(row{s, chunks("a b a")}) {
		got = append(got, d.Match, d.At.First)
	}
	if want := []int{0, 1, 1, 0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("line and beginning of matches = %v, want %v", got, want)
	}
}

func TestParseRule(t *testing.T) {
	rules, err := Parse("t.rules", `# a comment of the file

rule kill.end
  # «X met
  # his end»
  match verb:laqiya x:(actor|person) n:number?
  match x:civilians verb:laqiya
  claim kill status=happened mode=execution agent=x.first,x.last count=n at=x
  set phase=hold on=x
  cause from=x to=x
  yes a b
  no c
`)
	if err != nil {
		t.Fatal(err)
	}
	r := rules[0]
	if r.ID != "kill.end" || r.Doc != "«X met his end»" || len(r.Matches) != 2 || r.Line != 3 {
		t.Errorf("rule = %+v", r)
	}
	if got := r.Matches[0].Captures; !slices.Equal(got, []string{"x", "n"}) {
		t.Errorf("captures = %v", got)
	}
	e := r.Effects[0]
	want := []Binding{{schema.Agent, "x", First}, {schema.Agent, "x", Last}}
	if e.Verb != ClaimVerb || e.Type != schema.Kill || e.Mode != schema.Execution || !slices.Equal(e.Roles, want) || e.Count != "n" || e.At != "x" {
		t.Errorf("claim = %+v", e)
	}
	if e := r.Effects[1]; e.Verb != SetVerb || e.Phase != schema.Hold || e.On != "x" {
		t.Errorf("set = %+v", e)
	}
	if len(r.Yes) != 1 || r.Yes[0] != (Example{"a b", 11}) || len(r.No) != 1 {
		t.Errorf("examples = %v, %v", r.Yes, r.No)
	}
}

func TestParseErrors(t *testing.T) {
	head := "rule r\n  match x:a\n"
	tests := []struct{ name, text, want string }{
		{"no head", "  match a\n", "t.rules:1: not a rule: a line that belongs to no rule; begin with"},
		{"bad head", "rule R!\n", "t.rules:1:"},
		{"no match", "rule r\n  drop on=x\n", "looks for nothing; add a match line"},
		{"no effect", "rule r\n  match a\n", "says nothing; add a line of claim"},
		{"unknown part", "rule r\n  when a\n", `t.rules:2: not a rule: no part of a rule is called "when"; use match`},
		{"arabic in a pattern", "rule r\n  match \u0645\n", "letters beyond ASCII"},
		{"no type", head + "  claim murder agent=x\n", `t.rules:3: not a rule: no type "murder"`},
		{"no value", head + "  claim attack agent\n", "write key=value"},
		{"unknown key", head + "  claim attack who=x\n", `claim takes no "who"; use phase`},
		{"unknown status", head + "  claim attack agent=x status=done\n", `no status "done"`},
		{"unknown capture", head + "  claim attack agent=y\n", `has no capture "y"; capture it as`},
		{"unknown part of a list", head + "  claim attack agent=x.second\n", "«.first» or «.last»"},
		{"lasting without object", head + "  claim member-of agent=x\n", "a subject and an object"},
		{"claim about nobody", head + "  claim attack status=failed\n", "a claim about nobody"},
		{"set on nothing", head + "  set status=failed\n", "set needs the occurrence"},
		{"cause with one end", head + "  cause from=x\n", "a cause needs both ends"},
		{"empty example", head + "  yes\n", "an empty example"},
		{"only optional", "rule r\n  match a? _\n  drop on=x\n", "needs a chunk that must be there"},
		{"open bracket", "rule r\n  match (a\n  drop on=x\n", "a bracket is not closed"},
		{"stray bracket", "rule r\n  match a)\n  drop on=x\n", `")" stands alone`},
		{"empty branch", "rule r\n  match (a|)\n  drop on=x\n", "an empty pattern or branch"},
		{"bad bounds", "rule r\n  match a{3,1}\n  drop on=x\n", "want {m,n}"},
		{"too many times", "rule r\n  match a{0,99}\n  drop on=x\n", "want {m,n}"},
		{"look at a sequence", "rule r\n  match !(a b) a\n  drop on=x\n", "looks at one chunk"},
		{"open mark", "rule r\n  match \",\n  drop on=x\n", "a quoted mark is not closed"},
		{"deep", "rule r\n  match " + strings.Repeat("(", 9) + "a" + strings.Repeat(")", 9) + "\n", "nest deeper"},
		{"class wanted", "rule r\n  match x:\n  drop on=x\n", "want a class"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("t.rules", tt.text)
			if !errors.Is(err, ErrSyntax) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestCompileRefusesUnknownClasses(t *testing.T) {
	rules, err := Parse("t.rules", "rule r\n  match x:a nonsense\n  drop on=x\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Compile(rules, func(c string) bool { return c == "a" })
	if !errors.Is(err, ErrClass) || !strings.Contains(err.Error(), "t.rules:2: ") || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("error = %v, want one with the place and the class", err)
	}
}

func TestLint(t *testing.T) {
	rules, err := Parse("t.rules", `rule b
  match x:a y:b
  drop on=x
  yes 1
  yes 2
  no 3
  no 4
rule a
  match x:a
  drop on=x
  yes 1
rule b
  match x:a
  drop on=x
  yes 1
  yes 2
  no 3
  no 4
`)
	if err != nil {
		t.Fatal(err)
	}
	faults := Lint(rules)
	want := []error{ErrCapture, ErrOrder, ErrExamples, ErrDuplicate}
	if len(faults) != len(want) {
		t.Fatalf("faults = %v", faults)
	}
	for i := range want {
		if !errors.Is(faults[i], want[i]) {
			t.Errorf("fault %d = %v, want %v", i, faults[i], want[i])
		}
	}
}

// TestFindStaysInRange: whatever the pattern and the row, matching ends and every range lies in the row,
// and the anchors never hide a match.
func TestFindStaysInRange(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		text := "x:a " + randomPattern(r, 3)
		rules, err := Parse("t.rules", "rule r\n  match "+text+"\n  drop on=x\n")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		s, err := Compile(rules, everything)
		if err != nil {
			t.Fatal(err)
		}
		seq := row{s, make([][]string, r.IntN(12))}
		for i := range seq.chunks {
			seq.chunks[i] = []string{string(rune('a' + r.IntN(3)))}
		}
		found := s.Find(seq)
		checkRanges(t, text, found, seq.Len())
		if all := everyStart(s, seq); all != len(found) {
			t.Fatalf("%q in %v: %d matches, %d without anchors", text, seq.chunks, len(found), all)
		}
	}
}

func checkRanges(t *testing.T, text string, found []Derivation, n int) {
	t.Helper()
	for _, d := range found {
		if d.At.First < 0 || d.At.Last > n || d.At.First > d.At.Last {
			t.Fatalf("%q: match %v of %d chunks", text, d.At, n)
		}
		for _, c := range d.Captures {
			if c.First < d.At.First || c.Last > d.At.Last || c.First >= c.Last {
				t.Fatalf("%q: capture %v of match %v", text, c, d.At)
			}
		}
	}
}

// everyStart counts the matches that there are when every beginning is tried.
func everyStart(s *Set, seq Sequence) int {
	var m machine
	n := 0
	for start := 0; start <= seq.Len(); start++ {
		if _, ok := m.run(&s.lines[0], seq, start); ok {
			n++
		}
	}
	return n
}

func randomPattern(r *rand.Rand, depth int) string {
	var parts []string
	for range 1 + r.IntN(3) {
		parts = append(parts, randomElement(r, depth)+[]string{"", "", "?", "*", "+", "{1,3}"}[r.IntN(6)])
	}
	return strings.Join(parts, " ")
}

func randomElement(r *rand.Rand, depth int) string {
	switch k := r.IntN(6); {
	case k == 0:
		return "_"
	case k == 1 && depth > 0:
		return "(" + randomPattern(r, depth-1) + "|" + randomPattern(r, depth-1) + ")"
	case k == 2 && depth > 0:
		return "y:(" + randomPattern(r, depth-1) + ")"
	}
	return string(rune('a' + r.IntN(3)))
}

func FuzzParse(f *testing.F) {
	f.Add("rule r\n  match x:actor \",\"? (a|b c){0,3} !d >\n  claim attack agent=x.first phase=gain\n  yes s\n")
	f.Add("rule r\n  match verb:a&b+ _* y:event:kill\n  set status=failed on=y\n  cause from=y to=y\n")
	f.Add("rule r\n  match ((((")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := Parse("f.rules", text)
		if err != nil {
			if !errors.Is(err, ErrSyntax) {
				t.Errorf("error of another kind: %v", err)
			}
			return
		}
		s, err := Compile(rules, everything)
		if err != nil {
			t.Fatal(err)
		}
		seq := row{s, make([][]string, 8)}
		names := s.Classes()
		for i := range seq.chunks {
			seq.chunks[i] = names[min(i, len(names)):min(i+2, len(names))]
		}
		for _, d := range s.Find(seq) {
			if d.At.Last > seq.Len() {
				t.Errorf("match %v of %d chunks", d.At, seq.Len())
			}
		}
	})
}

// bits is a Sequence as the extractor has it.
type bits struct{ rows []uint64 }

func (b bits) Len() int                { return len(b.rows) }
func (b bits) Has(i int, c Class) bool { return b.rows[i]&(1<<c) != 0 }
func (b bits) Any(c Class) bool {
	return slices.ContainsFunc(b.rows, func(r uint64) bool { return r&(1<<c) != 0 })
}

func BenchmarkFind(b *testing.B) {
	s := compile(b, `x:actor ","? affiliated y:actor`, "noun:a (y:actor|place) _{0,4} x:event", "x:actor led-by person")
	rare, common := s.class("affiliated"), s.class("actor")
	for name, every := range map[string]int{"none": 1000, "some": 7} {
		seq := bits{make([]uint64, 40)}
		for i := range seq.rows {
			if i%3 == 0 {
				seq.rows[i] |= 1 << common
			}
			if i%every == 1 && every < 1000 {
				seq.rows[i] |= 1 << rare
			}
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Find(seq)
			}
		})
	}
}
