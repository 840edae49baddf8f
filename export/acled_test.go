package export

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

var (
	army     = graph.Entity{Key: "actor/army", Kind: schema.Military, Name: "الجيش", Class: "state-forces", Names: []graph.Name{{Text: "Army", Lang: "en", Script: "Latn"}}}
	villages = graph.Entity{Key: "person:civilians", Kind: schema.Civilians, Name: "مدنيون", Class: "civilians"}
	country  = graph.Entity{Key: "place/syria", Kind: schema.Country, Name: "سوريا", Point: &graph.Point{Lat: 35, Lon: 38}}
	district = graph.Entity{Key: "place/qada", Kind: schema.District, Name: "قضاء", Parent: "place/deir-ez-zor"}
	within   = graph.Entity{Key: "place/deir-ez-zor", Kind: schema.Region, Name: "دير الزور", Parent: "place/syria", Point: &graph.Point{Lat: 35.3, Lon: 40.1}}
	hamlet   = graph.Entity{Key: "settlement:كفر", Kind: schema.Settlement, Name: "كفر", Parent: "place/qada"}
)

// told makes an article about one claim. The words of the entities are those of the text.
func told(t *testing.T, key string, c graph.Claim, agents, patients, places []graph.Entity) *graph.Delta {
	text := "خبر " + key
	for _, e := range append(append(append([]graph.Entity{}, agents...), patients...), places...) {
		text += " " + e.Name
	}
	a := newArticle(t, key, "وكالة "+key, "2018-12-30", text)
	name := func(es []graph.Entity) (ids []graph.ID) {
		for _, e := range es {
			ids = append(ids, a.names(e, e.Name))
		}
		return ids
	}
	c.Agents, c.Patients, c.Places = args(name(agents)...), args(name(patients)...), args(name(places)...)
	if c.Status == "" {
		c.Status = schema.Happened
	}
	a.says("خبر", c)
	return a.done()
}

func es(e ...graph.Entity) []graph.Entity { return e }

func killed(low, high int) []graph.Tally {
	return []graph.Tally{{What: "killed", Min: &low, Max: &high}}
}

// acledRows returns the rows by the sources that they name, and the manifest.
func acledRows(t *testing.T, deltas ...*graph.Delta) (map[string]map[string]string, *Manifest) {
	t.Helper()
	files, m := write(t, deltas, "acled", Options{})
	rows := map[string]map[string]string{}
	for _, row := range parse(t, files["out.csv"]) {
		rows[row["source"]] = row
	}
	return rows, m
}

// TestOneRowAnEvent: two articles that tell the same make one row, with what each of them counts.
func TestOneRowAnEvent(t *testing.T) {
	kill := graph.Claim{Type: schema.Kill, Period: day("2018-10-01")}
	one, two := kill, kill
	one.Tallies, two.Tallies = killed(4, 4), killed(9, 9)
	rows, m := acledRows(t,
		told(t, "a", one, es(army), es(villages), es(hajin)), told(t, "b", two, es(army), es(villages), es(hajin)))
	row := rows["وكالة a; وكالة b"]
	if len(rows) != 1 || row == nil || m.Counts["events"] != 1 {
		t.Fatalf("rows %v", rows)
	}
	want := map[string]string{
		"fatalities": "4", "fatalities_min": "4", "fatalities_max": "9", "contested": "true", "source_count": "2", "documents": "2",
		"event_type": "Violence against civilians", "sub_event_type": "Attack", "civilian_targeting": "Civilian targeting",
		"actor1": "Army", "inter1": "1", "inter2": "7", "interaction": "17", "aggressor": "Army", "time_precision": "1", "geo_precision": "1",
	}
	for name, value := range want {
		if row[name] != value {
			t.Errorf("%s %q, want %q", name, row[name], value)
		}
	}
}

func TestACLEDLeavesOutWhatDidNotHappen(t *testing.T) {
	plan := graph.Claim{Type: schema.Attack, Status: schema.Planned}
	denied := graph.Claim{Type: schema.Attack, Status: schema.Denied}
	rows, m := acledRows(t,
		told(t, "a", plan, es(army), es(isis), nil), told(t, "b", denied, es(army), es(isis), nil),
		told(t, "c", graph.Claim{Type: schema.Meet}, es(army, isis), nil, nil), told(t, "d", graph.Claim{Type: schema.Attack, Status: schema.Failed}, es(army), es(isis), nil))
	if len(rows) != 1 || rows["وكالة d"]["status"] != "failed" || m.Counts["notOccurred"] != 2 || m.Counts["uncoded"] != 1 {
		t.Errorf("rows %v, counts %v", rows, m.Counts)
	}
}

// TestACLEDSides: nobody becomes an opponent of his ally.
func TestACLEDSides(t *testing.T) {
	sides := graph.Claim{Type: schema.Clash, Sides: [][]graph.ID{{graph.EntityID(army.Key), graph.EntityID(sdf.Key)}, {graph.EntityID(isis.Key)}}}
	rows, _ := acledRows(t,
		told(t, "two", graph.Claim{Type: schema.Clash}, es(isis, army), nil, nil),
		told(t, "three", graph.Claim{Type: schema.Clash}, es(isis, army, sdf), nil, nil),
		told(t, "sides", sides, es(army, sdf, isis), nil, nil))
	for source, want := range map[string][6]string{
		"وكالة two":   {"تنظيم داعش", "", "Army", "", "12", ""},
		"وكالة three": {"", "", "", "", "", "تنظيم داعش; Army; Syrian Democratic Forces"},
		"وكالة sides": {"Army", "Syrian Democratic Forces", "تنظيم داعش", "", "12", ""},
	} {
		r := rows[source]
		if got := [6]string{r["actor1"], r["assoc_actor_1"], r["actor2"], r["assoc_actor_2"], r["interaction"], r["parties"]}; got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
		if r["aggressor"] != "" {
			t.Errorf("%s: a clash was begun by %q", source, r["aggressor"])
		}
	}
}

func TestACLEDPrecision(t *testing.T) {
	at := func(key string, period graph.Period, place ...graph.Entity) *graph.Delta {
		return told(t, key, graph.Claim{Type: schema.Attack, Period: period}, es(army), es(isis), place)
	}
	rows, _ := acledRows(t,
		at("day, town", day("2018-10-01"), hajin, within, country),
		at("week, hamlet in a district", graph.Period{From: "2018-10-01", To: "2018-10-07"}, hamlet, district, within, country),
		at("month, province", graph.Period{From: "2018-10-01", To: "2018-10-31"}, within, country),
		at("unknown", graph.Period{}, within),
	)
	for source, want := range map[string][7]string{
		"day, town":                  {"1", "1", "34.6891", "هجين", "دير الزور", "", "سوريا"},
		"week, hamlet in a district": {"2", "3", "35.3", "كفر", "دير الزور", "قضاء", "سوريا"},
		"month, province":            {"3", "3", "35.3", "دير الزور", "دير الزور", "", "سوريا"},
		"unknown":                    {"", "3", "35.3", "دير الزور", "دير الزور", "", "سوريا"},
	} {
		r := rows["وكالة "+source]
		got := [7]string{r["time_precision"], r["geo_precision"], r["latitude"], r["location"], r["admin1"], r["admin2"], r["country"]}
		if got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
	if r := rows["وكالة unknown"]; r["event_date"] != "" || r["year"] != "" || r["fatalities"] != "" {
		t.Errorf("what nobody tells is told: %v", r)
	}
}

// TestACLEDAsksWhatPlacesLieIn: the areas around a place are there also where no article names them, but not where
// anything is withheld, since it could be one of them.
func TestACLEDAsksWhatPlacesLieIn(t *testing.T) {
	known := map[string]graph.Entity{}
	wide, province := district, within
	wide.Parent, province.External = province.Key, map[string]string{"pcode": "SY09"}
	inner := graph.Entity{Key: "place/nahiya", Kind: schema.District, Name: "ناحية", Parent: wide.Key}
	plain := graph.Entity{Key: "place/jazira", Kind: schema.Region, Name: "الجزيرة", Parent: inner.Key}
	for _, e := range es(country, province, wide, inner, plain) {
		known[e.Key] = e
	}
	village := graph.Entity{Key: "settlement:قرية", Kind: schema.Settlement, Name: "قرية", Parent: plain.Key}
	opts := Options{Places: func(key string) *graph.Entity {
		if e, ok := known[key]; ok {
			return &e
		}
		return nil
	}}
	deltas := []*graph.Delta{told(t, "a", graph.Claim{Type: schema.Attack}, es(army), es(isis), es(village))}
	areas := func(b []byte) [4]string {
		row := parse(t, b)[0]
		return [4]string{row["country"], row["admin1"], row["admin2"], row["admin3"]}
	}
	files, _ := write(t, deltas, "acled", opts)
	if got, want := areas(files["out.csv"]), [4]string{country.Name, province.Name, wide.Name, inner.Name}; got != want {
		t.Errorf("areas %q, want %q", got, want)
	}
	view(t, deltas, func(r graph.Reader) {
		var b bytes.Buffer
		if _, err := Encode(t.Context(), kept{r}, "acled", &b, opts); err != nil {
			t.Fatal(err)
		}
		if got := areas(b.Bytes()); got != [4]string{} {
			t.Errorf("areas %q, though something is withheld", got)
		}
	})
}

// TestEventsNeedSources: an event needs as many independent sources as are asked for, and a denial is none.
func TestEventsNeedSources(t *testing.T) {
	on := func(key string, date graph.Day, c graph.Claim, place graph.Entity) *graph.Delta {
		c.Type, c.Period = schema.Attack, day(date)
		return told(t, key, c, es(army), es(isis), es(place))
	}
	yes, no := graph.Claim{}, graph.Claim{Status: schema.Denied}
	deltas := []*graph.Delta{
		on("a", "2018-10-01", yes, hajin), on("b", "2018-10-01", yes, hajin), // two tell it
		on("c", "2017-05-05", yes, within),                                  // one does
		on("d", "2016-03-03", yes, hajin), on("e", "2016-03-03", no, hajin), // one does, and one denies it
	}
	all := len(parse(t, written(t, deltas, "acled", Filter{})["out.csv"]))
	if all != 3 {
		t.Fatalf("%d events, want 3", all)
	}
	for _, f := range []Filter{{MinSources: 2}, {MinDocuments: 2, MinSources: 2}} {
		rows := parse(t, written(t, deltas, "acled", f)["out.csv"])
		if len(rows) != 1 || rows[0]["source"] != "وكالة a; وكالة b" {
			t.Errorf("%+v: rows %v", f, rows)
		}
	}
	if rows := parse(t, written(t, deltas, "acled", Filter{MinSources: 3})["out.csv"]); len(rows) != 0 {
		t.Errorf("three sources: rows %v", rows)
	}
	for format, mark := range map[string]string{"geojson": `"layer":"event"`, "kml": "<TimeStamp>"} {
		for least, want := range map[int]int{0: 3, 2: 1, 3: 0} {
			for name, b := range written(t, deltas, format, Filter{MinSources: least}) {
				if n := strings.Count(string(b), mark); n != want && !strings.HasSuffix(name, "manifest.json") {
					t.Errorf("%s with %d sources: %d events, want %d", format, least, n, want)
				}
			}
		}
	}
}

func written(t *testing.T, deltas []*graph.Delta, format string, f Filter) map[string][]byte {
	t.Helper()
	files, _ := write(t, deltas, format, Options{Filter: f})
	return files
}

func TestACLEDCellsAreNotRun(t *testing.T) {
	files, _ := write(t, fixture(t), "acled", Options{BOM: true})
	if !strings.HasPrefix(string(files["out.csv"]), bom) {
		t.Error("no byte order mark")
	}
	files, _ = write(t, fixture(t), "acled", Options{})
	hostile := 0
	for _, row := range parse(t, files["out.csv"]) {
		for name, cell := range row {
			number := name == "latitude" || name == "longitude"
			if !number && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s %q would be run", name, cell)
			}
			if strings.HasPrefix(cell, "'") {
				hostile++
			}
		}
	}
	if hostile == 0 {
		t.Error("the fixture has no hostile name")
	}
}

func TestPythonReadsACLED(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	const script = `
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline=""), strict=True))
assert len(rows) == 3, len(rows)
assert len({r["event_id"] for r in rows}) == 3
assert all(r["inter1"] in ("", *"12345678") for r in rows)
assert all(None not in r for r in rows)
`
	if out, err := exec.Command(python, "-c", script, exportFile(t, fixture(t), "acled")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
