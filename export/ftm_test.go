package export

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// ftmLines decodes an export.
func ftmLines(t *testing.T, b []byte) map[string]ftmEntity {
	t.Helper()
	byID := map[string]ftmEntity{}
	for line := range bytes.Lines(b) {
		var e ftmEntity
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		if _, twice := byID[e.ID]; twice {
			t.Errorf("%s is there twice", e.ID)
		}
		byID[e.ID] = e
	}
	return byID
}

func ftmExport(t *testing.T, deltas []*graph.Delta) map[string]ftmEntity {
	t.Helper()
	files, _ := write(t, deltas, "ftm", Options{})
	return ftmLines(t, files["out.ftm.json"])
}

type ftmReport struct {
	Checked map[string]int
	Faults  []string
}

func checkFTM(t *testing.T, b []byte) (r ftmReport) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.ftm.json")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(webScript(t, "ftm.mjs", path), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// judged exports what the fixture is once one entity is judged to be another one.
func judged(t *testing.T) (b []byte, former, current graph.ID) {
	t.Helper()
	ctx := context.Background()
	s := memstore.New(memstore.Options{})
	deltas := mixed(t)
	former, current = graph.EntityID(formula.Key), graph.EntityID(sdf.Key)
	err := s.Apply(ctx, deltas...)
	if err == nil {
		_, err = s.Judge(ctx, &graph.Judgement{
			ID: graph.ID{0x01, 0x93, 0, 0, 0, 1, 0x70, 0, 0x80}, Kind: graph.SameAs, Author: "test", Time: time.Unix(0, 0).UTC(),
			Entity: &graph.Referent{Key: formula.Key, Kind: formula.Kind, Name: formula.Name}, Other: &graph.Referent{Key: sdf.Key, Kind: sdf.Kind, Name: sdf.Name},
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := s.View(ctx, func(r graph.Reader) error {
		_, err := Encode(ctx, r, "ftm", &buf, Options{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes(), former, current
}

func TestFTMFitsTheModel(t *testing.T) {
	b, _, _ := judged(t)
	r := checkFTM(t, b)
	for _, f := range r.Faults {
		t.Error(f)
	}
	for _, name := range []string{"Person", "Organization", "PublicBody", "LegalEntity", "Address", "Article", "Event", "Note", "UnknownLink", "Membership", "Documentation", "Similar"} {
		if r.Checked[name] == 0 {
			t.Errorf("no %s was checked", name)
		}
	}
	for old, broken := range map[string]string{
		`"startDate":["2018-10-21"]`: `"startDate":["21.10.2018"]`,
		`"schema":"Note"`:            `"schema":"Nota"`,
		`"keywords":["armed-group"]`: `"keyword":["armed-group"]`,
		`"schema":"Address"`:         `"schema":"Article"`,
		`"role":["agent"],"subject"`: `"role":["agent"],"lacks"`,
	} {
		changed := bytes.ReplaceAll(b, []byte(old), []byte(broken))
		if bytes.Equal(changed, b) {
			t.Errorf("no %s to break", old)
		}
		if r := checkFTM(t, changed); len(r.Faults) == 0 {
			t.Errorf("%s fits the model: nothing is checked", broken)
		}
	}
}

// TestFTMSimilar: what is judged the same is not merged away for those who have the former id.
func TestFTMSimilar(t *testing.T) {
	b, former, current := judged(t)
	lines := ftmLines(t, b)
	if e := lines[former.String()]; !slices.Equal(e.Properties["name"], []string{clean(formula.Name)}) {
		t.Errorf("the former entity is %+v", e)
	}
	found := false
	for _, e := range lines {
		found = found || e.Schema == "Similar" && e.Properties["candidate"][0] == former.String() && e.Properties["match"][0] == current.String()
	}
	if !found {
		t.Error("no pair of former and current entity")
	}
	for _, e := range ftmExport(t, fixture(t)) {
		if e.Schema == "Similar" {
			t.Errorf("nobody judged, and yet %+v", e)
		}
	}
}

func TestFTMDenials(t *testing.T) {
	deltas := fixture(t)
	lines := ftmExport(t, deltas)
	for _, d := range deltas {
		for _, c := range d.Claims {
			supports, _ := graph.Supports(c)
			want := "Note"
			if supports && !c.Type.IsLasting() {
				want = "Event"
			}
			if got := lines[c.ID.String()].Schema; got != want {
				t.Errorf("%s that %s is a %s, want %s", c.Type, c.Status, got, want)
			}
			doc := lines[ftmID("documentation", c.ID.String())]
			q := c.Evidence.Quote
			if words := clean(d.Document.Text[q.Start:q.End]); !slices.Equal(doc.Properties["summary"], []string{words}) || !slices.Equal(doc.Properties["document"], []string{d.Document.ID.String()}) {
				t.Errorf("%s is documented by %+v", c.Type, doc)
			}
		}
	}
	for _, e := range lines {
		if slices.Contains(e.Properties["role"], "controls") {
			t.Errorf("control that its only witness denies became %+v", e)
		}
	}
}

func TestFTMTimes(t *testing.T) {
	lines := ftmExport(t, []*graph.Delta{timed(t)})
	x, p := graph.EntityID("actor/x"), graph.EntityID("place/p")
	held := lines[graph.RelationID(schema.Controls, x, p).String()]
	if !slices.Equal(held.Properties["startDate"], []string{"2018-01-01"}) || held.Properties["endDate"] != nil {
		t.Errorf("control %+v", held)
	}
	attack := claimOf(t, []*graph.Delta{timed(t)}, func(c *graph.Claim) bool { return c.Type == schema.Attack })
	if e := lines[attack.ID.String()]; !slices.Equal(e.Properties["date"], []string{"2018-10"}) {
		t.Errorf("the attack of a month is %+v", e)
	}
}
