package export

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

// timed is an article with times that are coarse, open, relative or of what lasts.
func timed(t testing.TB) *graph.Delta {
	a := newArticle(t, "timed", "وكالة أولى", "2019-02-01", "في أكتوبر قصفت جهة أولى بلدة ثانية، ومنذ عام سيطرت عليها ثم خسرتها، ويتبع لها فصيل، وقتل سبعة 💥 أمس")
	a.delta.Document.URL = "https://example.org/خبر 1?q=\"x\""
	x, p, s := a.names(graph.Entity{Key: "actor/x", Kind: schema.ArmedGroup, Name: "جهة أولى"}, "جهة أولى"),
		a.names(graph.Entity{Key: "place/p", Kind: schema.Settlement, Name: "بلدة ثانية"}, "بلدة ثانية"),
		a.names(graph.Entity{Key: "actor/s", Kind: schema.ArmedGroup, Name: "فصيل"}, "فصيل")
	period := func(precision string, from, to graph.Day) graph.Period {
		return graph.Period{From: from, To: to, Precision: precision, Anchored: true, Surface: "حينها"}
	}
	a.says("قصفت", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(x), Places: args(p), Period: period(graph.PrecisionMonth, "2018-10-01", "2018-10-31")})
	a.says("سيطرت", graph.Claim{Type: schema.Control, Phase: schema.Gain, Status: schema.Happened, Agents: args(x), Places: args(p), Period: period(graph.PrecisionYear, "2018-01-01", "2018-12-31")})
	a.says("خسرتها", graph.Claim{Type: schema.Control, Phase: schema.Lose, Status: schema.Happened, Agents: args(x), Places: args(p), Period: period(graph.PrecisionDay, "", "2019-01-05")})
	a.says("يتبع لها", graph.Claim{Type: schema.MemberOf, Status: schema.Happened, Agents: args(s), Patients: args(x), Period: period(graph.PrecisionDay, "2018-03-01", "")})
	seven := 7
	a.says("قتل سبعة 💥", graph.Claim{Type: schema.Kill, Status: schema.Happened, Patients: args(s), Period: graph.Period{Surface: "أمس"},
		Loaded: []graph.Span{a.span("💥")}, Tallies: []graph.Tally{{What: "killed", Min: &seven, Comparator: "ge", Surface: "سبعة"}}})
	return a.done()
}

// quads returns the lines of an N-Quads export.
func quads(t testing.TB, deltas []*graph.Delta, opt Options) []string {
	t.Helper()
	files, _ := write(t, deltas, "nquads", opt)
	return strings.Split(strings.TrimSuffix(string(files["out.nq"]), "\n"), "\n")
}

// about returns what lines say of subject, in short form.
func about(lines []string, subject string) []string {
	var out []string
	for _, line := range lines {
		if rest, ok := strings.CutPrefix(line, subject+" "); ok {
			rest = strings.TrimSuffix(rest, " .")
			for _, p := range prefixes {
				rest = strings.ReplaceAll(rest, "<"+p[1], "<"+p[0]+":")
			}
			out = append(out, rest)
		}
	}
	return out
}

func claimOf(t testing.TB, deltas []*graph.Delta, which func(*graph.Claim) bool) *graph.Claim {
	t.Helper()
	for _, d := range deltas {
		if i := slices.IndexFunc(d.Claims, which); i >= 0 {
			return d.Claims[i]
		}
	}
	t.Fatal("no such claim")
	return nil
}

func toldNode(c *graph.Claim) string { return "<urn:uuid:" + c.ID.String() + "#told>" }

func TestOnlyWhatHappenedIsAnEvent(t *testing.T) {
	deltas := fixture(t)
	lines := quads(t, deltas, Options{})
	for _, d := range deltas {
		for _, c := range d.Claims {
			supports, _ := graph.Supports(c)
			got := strings.Join(about(lines, toldNode(c)), "\n")
			if want := supports && !c.Type.IsLasting(); strings.Contains(got, "<sem:") != want {
				t.Errorf("%s that %s: in terms of SEM where %v was wanted:\n%s", c.Type, c.Status, want, got)
			}
			edges := 0
			for _, line := range lines {
				inGraph := len(strings.Fields(line)) == 5 && strings.HasSuffix(line, "<urn:uuid:"+c.ID.String()+"> .")
				if inGraph && !strings.HasPrefix(line, "<urn:uuid:"+c.ID.String()) {
					edges++
				}
			}
			if want := len(graph.Edges(c)); supports && edges != want || !supports && edges != 0 {
				t.Errorf("%s that %s bears %d edges, of %d", c.Type, c.Status, edges, want)
			}
		}
	}
}

func TestDenialIsKept(t *testing.T) {
	deltas := fixture(t)
	lines := quads(t, deltas, Options{})
	denied := claimOf(t, deltas, func(c *graph.Claim) bool { return c.Status == schema.Denied })
	relation := graph.RelationID(schema.Controls, graph.EntityID(isis.Key), graph.EntityID(hajin.Key))
	got := about(lines, "<urn:uuid:"+relation.String()+">")
	if !slices.Contains(got, "<isnad:deniedBy> <urn:uuid:"+denied.ID.String()+">") || slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "supportedBy") }) {
		t.Errorf("the relation says\n%s", strings.Join(got, "\n"))
	}
	if got := about(lines, "<urn:uuid:"+denied.ID.String()+">"); !slices.Contains(got, `<isnad:status> "denied"`) {
		t.Errorf("the claim says\n%s", strings.Join(got, "\n"))
	}
}

func TestTimesAreAsCoarseAsTold(t *testing.T) {
	deltas := []*graph.Delta{timed(t)}
	lines := quads(t, deltas, Options{})
	for _, test := range []struct {
		ty        schema.Type
		phase     schema.Phase
		want, not []string
	}{
		{schema.Attack, "", []string{`<isnad:from> "2018-10"^^<xsd:gYearMonth>`, `<sem:hasTimeStamp> "2018-10"^^<xsd:gYearMonth>`}, []string{"valid", "hasBegin"}},
		{schema.Control, schema.Gain, []string{`<isnad:validFrom> "2018"^^<xsd:gYear>`}, []string{"validTo"}},
		{schema.Control, schema.Lose, []string{`<isnad:validTo> "2019-01-05"^^<xsd:date>`, `<sem:hasEndTimeStamp> "2019-01-05"^^<xsd:date>`}, []string{"validFrom", "isnad:from", "hasTimeStamp", "hasBegin"}},
		{schema.MemberOf, "", []string{`<isnad:validFrom> "2018-03-01"^^<xsd:date>`}, []string{"validTo", "isnad:to>", "sem:"}},
		{schema.Kill, "", []string{`<isnad:unanchored> "true"^^<xsd:boolean>`, `<isnad:timeWords> "أمس"@ar`}, []string{"isnad:from", "sem:hasTime", "sem:hasB"}},
	} {
		c := claimOf(t, deltas, func(c *graph.Claim) bool { return c.Type == test.ty && c.Phase == test.phase })
		got := strings.Join(about(lines, toldNode(c)), "\n")
		for _, s := range test.want {
			if !strings.Contains(got, s) {
				t.Errorf("%s %s lacks %s:\n%s", test.ty, test.phase, s, got)
			}
		}
		for _, s := range test.not {
			if strings.Contains(got, s) {
				t.Errorf("%s %s has %s:\n%s", test.ty, test.phase, s, got)
			}
		}
	}
}

func TestQuotesAreFoundByCodePoints(t *testing.T) {
	deltas := []*graph.Delta{timed(t)}
	kill := claimOf(t, deltas, func(c *graph.Claim) bool { return c.Type == schema.Kill })
	text := []rune(deltas[0].Document.Text)
	got := about(quads(t, deltas, Options{}), "<urn:uuid:"+kill.ID.String()+">")
	quote := []rune("قتل سبعة 💥")
	at := len([]rune(deltas[0].Document.Text[:kill.Evidence.Quote.Start]))
	if string(text[at:at+len(quote)]) != string(quote) {
		t.Fatal("the test is wrong")
	}
	for _, want := range []term{integer(at), integer(at + len(quote))} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, `"`+want.text+`"`) }) {
			t.Errorf("no offset %s in\n%s", want.text, strings.Join(got, "\n"))
		}
	}
}

func TestRuneCounterGoesBothWays(t *testing.T) {
	text := "aب💥ج"
	c := newRuneCounter(text)
	for _, test := range [][2]int{{3, 2}, {7, 3}, {1, 1}, {len(text), 4}, {0, 0}} {
		if got := c.at(test[0]); got != test[1] {
			t.Errorf("byte %d is code point %d, want %d", test[0], got, test[1])
		}
	}
	if utf16Len(text) != 5 {
		t.Errorf("%d units of UTF-16, want 5", utf16Len(text))
	}
}

// TestOntologyHasEveryTerm: what is written is declared, and so is what could be.
func TestOntologyHasEveryTerm(t *testing.T) {
	own := regexp.MustCompile(`<https://github\.com/isnad-graph/isnad/ns#([^>]+)>`)
	used := map[string]bool{}
	for _, line := range quads(t, append(fixture(t), graphtest.Generate(3, 30)...), Options{}) {
		for _, m := range own.FindAllStringSubmatch(line, -1) {
			used["isnad:"+m[1]] = true
		}
	}
	for _, w := range typeWords {
		used[w.curie] = true
	}
	for _, w := range kindWords {
		used[w.curie] = true
	}
	for _, w := range predicateWords {
		used[w.curie] = true
	}
	if len(used) < 80 {
		t.Errorf("only %d terms in use", len(used))
	}
	for w := range used {
		if !strings.Contains(ontology, "\n"+w+" a ") {
			t.Errorf("%s is not in ontology.ttl", w)
		}
	}
}

func TestLanguageTag(t *testing.T) {
	for want, n := range map[string]graph.Name{
		"ar": {Lang: "ar", Script: "Arab"}, "en": {Lang: "en"}, "ar-Latn": {Lang: "ar", Script: "Latn"}, "ku-Latn": {Lang: "ku", Script: "Latn"}, "": {Lang: "a b"},
	} {
		if got := languageTag(n); got != want {
			t.Errorf("%+v is tagged %q, want %q", n, got, want)
		}
	}
}

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d":          "https://example.org/a?b=c#d",
		"https://example.org/خبر":              "https://example.org/خبر",
		"https://example.org/a b<c>\"{x}\\^`|": "https://example.org/a%20b%3Cc%3E%22%7Bx%7D%5C%5E%60%7C",
		" http://example.org/x\n":              "http://example.org/x",
		"javascript:alert(1)":                  "", "/local/file": "", "": "", "https://": "", "file:///etc/x": "", "http://[::1": "",
	} {
		if got, ok := webAddress(in); got != want || ok != (want != "") {
			t.Errorf("%q became %q (%v), want %q", in, got, ok, want)
		}
	}
}

func TestASCIIAddress(t *testing.T) {
	if got, _ := asciiAddress("https://example.org/خ x"); got != "https://example.org/%D8%AE%20x" {
		t.Errorf("got %s", got)
	}
	if _, ok := asciiAddress("ftp://example.org/"); ok {
		t.Error("ftp is no web address")
	}
}

func FuzzTidyIsClean(f *testing.F) {
	f.Add("\ufffe\x00a\tb\r\n")
	f.Add("cut \xd8")
	f.Fuzz(func(t *testing.T, s string) {
		if tidy(s) != clean(s) {
			t.Errorf("%q: %q, clean gives %q", s, tidy(s), clean(s))
		}
	})
}
