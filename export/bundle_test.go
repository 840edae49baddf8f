package export

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// unzipped exports deltas and returns the files of the zip, with their names in its order.
func unzipped(t testing.TB, deltas []*graph.Delta, opt Options) (map[string][]byte, []string) {
	t.Helper()
	files, _ := write(t, deltas, "bundle", opt)
	b := files["out.zip"]
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out, names := map[string][]byte{}, []string{}
	for _, f := range r.File {
		if !f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(rc); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return out, names
}

func TestBundleManifest(t *testing.T) {
	only := Options{Filter: Filter{Claims: query.ClaimFilter{Types: []schema.Type{schema.Attack}}}}
	files, names := unzipped(t, fixture(t), only)
	if got := strings.Join(names, " "); got != "index.html graph.json README.txt manifest.json" {
		t.Errorf("files %s", got)
	}
	var m Manifest
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Files) != 3 || m.Format != "bundle" || m.Counts["claims"] != 4 || m.Counts["documents"] != 4 || len(m.Filter.Claims.Types) != 1 {
		t.Errorf("manifest %+v", m)
	}
	for _, f := range m.Files {
		sum := sha256.Sum256(files[f.Name])
		if hex.EncodeToString(sum[:]) != f.SHA256 || int64(len(files[f.Name])) != f.Bytes {
			t.Errorf("the manifest does not fit %s", f.Name)
		}
	}
}

// TestBundleGoesByTheFilter: page and graph are those of a store that holds no more than is chosen; only the
// manifest says how it was chosen.
func TestBundleGoesByTheFilter(t *testing.T) {
	day := graph.Day("2018-10-22")
	known := slices.DeleteFunc(fixture(t), func(d *graph.Delta) bool { return d.Document.Published == "" || d.Document.Published > day })
	for name, test := range map[string]struct {
		filter Filter
		same   []*graph.Delta
	}{
		"everything": {Filter{Claims: query.ClaimFilter{Statuses: schema.Statuses}}, fixture(t)},
		"known then": {Filter{KnownAt: day}, known},
	} {
		got, _ := unzipped(t, fixture(t), Options{Filter: test.filter})
		want, _ := unzipped(t, test.same, Options{})
		for _, file := range []string{"index.html", "graph.json"} {
			if !bytes.Equal(got[file], want[file]) {
				t.Errorf("%s: %s differs", name, file)
			}
		}
		if bytes.Equal(got["manifest.json"], want["manifest.json"]) {
			t.Errorf("%s: the manifest does not name the filter", name)
		}
	}
}

// bundleGraph is graph.json.
type bundleGraph struct {
	Entities  []graph.Entity
	Documents []struct {
		graph.Document
		Claims []shownClaim
	}
	Relations []graph.Relation
}

func TestBundleMarksAreExact(t *testing.T) {
	deltas := mixed(t)
	files, _ := unzipped(t, deltas, Options{})
	var g bundleGraph
	if err := json.Unmarshal(files["graph.json"], &g); err != nil {
		t.Fatal(err)
	}
	claims, docs := map[graph.ID]*graph.Claim{}, map[graph.ID]string{}
	for _, d := range deltas {
		docs[d.Document.ID] = d.Document.Text
		for _, c := range d.Claims {
			claims[c.ID] = c
		}
	}
	marks := map[string]int{}
	for _, d := range g.Documents {
		if d.Text != "" {
			t.Errorf("%s has its text", d.Key)
		}
		text := []rune(docs[d.ID])
		for _, s := range d.Claims {
			c := claims[s.ID]
			if string(text[s.Passage.Start:s.Passage.End]) != s.Passage.Text {
				t.Errorf("claim %s: the passage is not where it says", c.ID)
			}
			units := utf16.Encode([]rune(s.Passage.Text))
			for _, m := range s.Passage.Marks {
				marks[m.Role]++
				want := map[string]graph.Span{"quote": c.Evidence.Quote, "trigger": c.Evidence.Trigger}[m.Role]
				for _, a := range c.Args(schema.Role(m.Role)) {
					if a.Entity == m.Entity {
						want = a.Span
					}
				}
				if got := string(utf16.Decode(units[m.Start:m.End])); !want.IsZero() && got != docs[d.ID][want.Start:want.End] {
					t.Errorf("claim %s: %s is %q, want %q", c.ID, m.Role, got, docs[d.ID][want.Start:want.End])
				}
			}
		}
	}
	for _, role := range []string{"quote", "trigger", "agent", "patient", "place", "source", "time", "tally", "loaded"} {
		if marks[role] == 0 {
			t.Errorf("no mark of %s was looked at", role)
		}
	}
}

// TestBundlePageStandsAlone: the page has the whole graph, what is in the graph cannot end it, and
// nothing in it is loaded from anywhere.
func TestBundlePageStandsAlone(t *testing.T) {
	hostile := newArticle(t, "</script><script>alert(1)</script>", "<img src=x>", "2018-01-01", "<b>قصف</b> </script> الأول")
	e := hostile.names(formula, "الأول")
	hostile.says("قصف", graph.Claim{Type: schema.Attack, Status: schema.Happened, Patients: args(e)})
	files, _ := unzipped(t, append(fixture(t), hostile.done()), Options{})
	page := string(files["index.html"])
	if strings.Count(page, "</script>") != 3 || strings.Count(page, "<script") != 3 || strings.Contains(page, "{{") {
		t.Errorf("%d elements of script, %d ends; want 3", strings.Count(page, "<script"), strings.Count(page, "</script>"))
	}
	if !strings.Contains(page, strings.TrimSuffix(string(files["graph.json"]), "\n")) {
		t.Error("the page does not hold the graph")
	}
	shell, _, _ := strings.Cut(page, `id="graph">`)
	for _, s := range []string{shell, bundleScript, bundleStyle} {
		if at := regexp.MustCompile(`(?i)(src=|@import|url\(|fetch\(|XMLHttpRequest|import\(|innerHTML|<link|<iframe|["'(=]\s*(https?:)?//[a-z0-9])`).FindString(s); at != "" {
			t.Errorf("the page has %q", at)
		}
	}
}

func TestBundleSpeaksBothLanguages(t *testing.T) {
	var words map[string]map[string]string
	if err := json.Unmarshal([]byte(bundleWords), &words); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, m := range regexp.MustCompile(`data-word="(\w+)"|\bt\('(\w+)'\)`).FindAllStringSubmatch(bundlePage+bundleScript, -1) {
		want[m[1]+m[2]] = true
	}
	addWords(want, "type", append(append([]schema.Type{}, schema.EventTypes...), schema.LastingTypes...))
	addWords(want, "mode", schema.Modes)
	addWords(want, "phase", schema.Phases)
	addWords(want, "status", schema.Statuses)
	addWords(want, "certainty", schema.Certainties)
	addWords(want, "stance", schema.Stances)
	addWords(want, "predicate", schema.Predicates)
	addWords(want, "kind", schema.Kinds)
	addWords(want, "role", append([]schema.Role{"quote", "trigger", "time", "tally", "loaded"}, schema.Roles...))
	addWords(want, "review", []graph.Review{graph.Accepted, graph.Rejected})
	for key := range want {
		for _, language := range []string{"ar", "en"} {
			if words[language][key] == "" {
				t.Errorf("no word for %s in %s", key, language)
			}
		}
	}
	if len(words["ar"]) != len(words["en"]) || len(words) != 2 {
		t.Errorf("%d words in Arabic, %d in English", len(words["ar"]), len(words["en"]))
	}
}

func addWords[V ~string](to map[string]bool, group string, values []V) {
	for _, v := range values {
		to[group+"."+string(v)] = true
	}
}

type shownView struct {
	Lang, Dir, Text string
	Rows            int
	Cards           []struct {
		ID, Passage string
		Against     bool
		Marks       map[string]string
	}
}

// TestBundleOpensInABrowser: from the disk, without a server, in both languages.
func TestBundleOpensInABrowser(t *testing.T) {
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium, _ = exec.LookPath("chromium")
	}
	if chromium == "" {
		t.Skip("no Chromium: scripts/chromium.sh installs it")
	}
	t.Setenv("CHROMIUM", chromium)
	deltas := append(fixture(t), timed(t))
	files, _ := unzipped(t, deltas, Options{})
	index := filepath.Join(t.TempDir(), "index.html")
	if err := os.WriteFile(index, files["index.html"], 0o666); err != nil {
		t.Fatal(err)
	}
	var seen struct {
		Requests, Complaints []string
		Views                map[string]shownView
		Wanted               string
		All, Found           int
	}
	if err := json.Unmarshal(webScript(t, "bundle.mjs", index), &seen); err != nil {
		t.Fatal(err)
	}
	for _, r := range seen.Requests {
		if u, err := url.Parse(r); err != nil || u.Scheme != "file" {
			t.Errorf("a request: %s", r)
		}
	}
	for _, c := range seen.Complaints {
		t.Errorf("the browser complains: %s", c)
	}
	if ar, en := seen.Views["ar-claims"], seen.Views["en-claims"]; ar.Dir != "rtl" || ar.Lang != "ar" || en.Dir != "ltr" || en.Lang != "en" || !strings.Contains(ar.Text, "هجوم") || !strings.Contains(en.Text, "attack") {
		t.Errorf("languages: %s %s, %s %s", ar.Lang, ar.Dir, en.Lang, en.Dir)
	}
	checkCards(t, deltas, seen.Views["ar-claims"])
	if n := seen.Views["ar-entities"].Rows; n != seen.All || n < 8 || seen.Found != 1 {
		t.Errorf("%d entities, of which %d are found", n, seen.Found)
	}
	if seen.Views["en-documents"].Rows != len(deltas) || seen.Views["en-relations"].Rows < 7 || !strings.HasPrefix(seen.Wanted, "c-") {
		t.Errorf("%d articles, %d relations, a link to %q", seen.Views["en-documents"].Rows, seen.Views["en-relations"].Rows, seen.Wanted)
	}
}

// checkCards holds what a reader sees to what the store holds.
func checkCards(t *testing.T, deltas []*graph.Delta, view shownView) {
	t.Helper()
	quotes, denied := map[string]string{}, map[string]bool{}
	for _, d := range deltas {
		for _, c := range d.Claims {
			q := c.Evidence.Quote
			quotes["c-"+c.ID.String()] = d.Document.Text[q.Start:q.End]
			denied["c-"+c.ID.String()] = c.Status == schema.Denied
		}
	}
	for _, card := range view.Cards {
		if want, known := quotes[card.ID]; !known || card.Marks["quote"] != want || card.Marks["trigger"] != want {
			t.Errorf("%s is highlighted as %q, want %q", card.ID, card.Marks["quote"], want)
		}
		if card.Against != denied[card.ID] {
			t.Errorf("%s is shown as a denial: %v", card.ID, card.Against)
		}
	}
	if len(view.Cards) != len(quotes) {
		t.Errorf("%d claims shown, of %d", len(view.Cards), len(quotes))
	}
}
