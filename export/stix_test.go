package export

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

type stixObject map[string]any

func (o stixObject) text(name string) string { s, _ := o[name].(string); return s }

func bundleOf(t *testing.T, deltas []*graph.Delta) (objects []stixObject, byID map[string]stixObject) {
	t.Helper()
	files, _ := write(t, deltas, "stix", Options{})
	var bundle struct {
		Type, ID string
		Objects  []stixObject
	}
	if err := json.Unmarshal(files["out.json"], &bundle); err != nil {
		t.Fatal(err)
	}
	if bundle.Type != "bundle" || !strings.HasPrefix(bundle.ID, "bundle--") {
		t.Errorf("%s %s, want a bundle", bundle.Type, bundle.ID)
	}
	byID = map[string]stixObject{}
	for _, o := range bundle.Objects {
		if byID[o.text("id")] != nil {
			t.Errorf("%s is there twice", o.text("id"))
		}
		byID[o.text("id")] = o
	}
	return bundle.Objects, byID
}

func TestSTIXFitsItsSchemas(t *testing.T) {
	schemas := filepath.Join("..", "..", "shared", "schemas", "stix")
	if _, err := os.Stat(schemas); err != nil {
		t.Skipf("no STIX schemas at %s", schemas)
	}
	absolute, err := filepath.Abs(schemas)
	if err != nil {
		t.Fatal(err)
	}
	validate := func(path string) (r struct {
		Checked map[string]int
		Faults  []struct {
			ID     string
			Errors []string
		}
	}) {
		if err := json.Unmarshal(webScript(t, "stix.mjs", absolute, path), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	path := fileOf(t, mixed(t), "stix")
	r := validate(path)
	for _, f := range r.Faults {
		t.Errorf("%s: %s", f.ID, strings.Join(f.Errors, "; "))
	}
	for _, kind := range []string{"identity", "location", "incident", "sighting", "note", "opinion", "relationship", "report", "grouping", "extension-definition"} {
		if r.Checked[kind] == 0 && kind != "opinion" {
			t.Errorf("no %s was checked", kind)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.ReplaceAll(string(b), `"sighting_of_ref":"incident--`, `"sighting_of_ref":"relationship--`)
	if err := os.WriteFile(path, []byte(broken), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := validate(path); len(r.Faults) == 0 {
		t.Error("sightings of relationships pass the schemas: nothing is checked")
	}
}

// TestSTIXTimes holds what the schemas cannot say: an end is later than its beginning.
func TestSTIXTimes(t *testing.T) {
	objects, _ := bundleOf(t, mixed(t))
	ends := 0
	for _, o := range objects {
		for _, pair := range [][2]string{{"start_time", "stop_time"}, {"first_seen", "last_seen"}, {"created", "modified"}} {
			from, to := o.text(pair[0]), o.text(pair[1])
			for _, at := range []string{from, to} {
				if _, err := time.Parse(time.RFC3339, at); at != "" && err != nil {
					t.Errorf("%s: %v", o.text("id"), err)
				}
			}
			if from == "" || to == "" {
				continue
			}
			if later := to > from; pair[0] != "created" && !later {
				t.Errorf("%s: %s %s is not later than %s", o.text("id"), pair[1], to, from)
			}
			if pair[0] == "start_time" {
				ends++
			}
		}
	}
	if ends == 0 {
		t.Error("no relationship with both ends was looked at")
	}
}

func TestSTIXControlHasNoEndThatNobodyTold(t *testing.T) {
	_, byID := bundleOf(t, []*graph.Delta{timed(t)})
	x, p := graph.EntityID("actor/x"), graph.EntityID("place/p")
	held := byID["relationship--"+graph.RelationID(schema.Controls, x, p).String()]
	if held.text("start_time") != "2018-01-01T00:00:00.000Z" || held["stop_time"] != nil {
		t.Errorf("control from %v to %v", held["start_time"], held["stop_time"])
	}
	attacked := byID["relationship--"+graph.RelationID(schema.Attacked, x, p).String()]
	if attacked.text("start_time") != "2018-10-01T00:00:00.000Z" || attacked.text("stop_time") != "2018-10-31T23:59:59.999Z" {
		t.Errorf("attacked from %v to %v", attacked["start_time"], attacked["stop_time"])
	}
}

func TestSTIXReferencesAreThere(t *testing.T) {
	objects, byID := bundleOf(t, mixed(t))
	refs := 0
	for _, o := range objects {
		for name, v := range o {
			var ids []any
			switch {
			case strings.HasSuffix(name, "_ref"):
				ids = []any{v}
			case strings.HasSuffix(name, "_refs"):
				ids = v.([]any)
			}
			for _, id := range ids {
				refs++
				if byID[id.(string)] == nil {
					t.Errorf("%s: %s is %v, which is not in the bundle", o.text("id"), name, id)
				}
			}
		}
	}
	if refs < 100 {
		t.Errorf("only %d references", refs)
	}
}

// TestSTIXDenials: what is denied, planned or did not come about is a note, never an incident, and an
// edge that somebody denies carries the opinion.
func TestSTIXDenials(t *testing.T) {
	deltas := fixture(t)
	other := newArticle(t, "denial", "وكالة رابعة", "2018-10-23", "نفى المرصد السوري أن داعش هاجم قسد")
	i, s, o := other.names(isis, "داعش"), other.names(sdf, "قسد"), other.names(observer, "المرصد السوري")
	other.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Denied, Agents: args(i), Patients: args(s), Sources: args(o)})
	deltas = append(deltas, other.done())
	objects, byID := bundleOf(t, deltas)
	for _, d := range deltas {
		for _, c := range d.Claims {
			supports, _ := graph.Supports(c)
			event := supports && !c.Type.IsLasting()
			if got := byID["incident--"+c.ID.String()] != nil; got != event {
				t.Errorf("%s that %s: an incident: %v", c.Type, c.Status, got)
			}
			if got := byID["note--"+c.ID.String()] != nil; got == event {
				t.Errorf("%s that %s: a note: %v", c.Type, c.Status, got)
			}
		}
	}
	var opinions []stixObject
	for _, o := range objects {
		if o.text("type") == "opinion" {
			opinions = append(opinions, o)
		}
		if o.text("relationship_type") == "controls" {
			t.Error("control that its only witness denies became a relationship")
		}
	}
	want := "relationship--" + graph.RelationID(schema.Attacked, i, s).String()
	if len(opinions) != 1 || opinions[0]["object_refs"].([]any)[0] != want || opinions[0].text("explanation") != "هاجم" ||
		opinions[0]["authors"].([]any)[0] != "المرصد السوري" {
		t.Errorf("opinions %v, want one about %s", opinions, want)
	}
}
