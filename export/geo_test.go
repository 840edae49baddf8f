package export

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// town is a place that changed hands, and one of which nobody knows where it lies.
func town(t *testing.T) []*graph.Delta {
	nowhere := graph.Entity{Key: "settlement:مجهولة", Kind: schema.Settlement, Name: "مجهولة"}
	tell := func(key, words string, c graph.Claim, actor, place graph.Entity) *graph.Delta {
		a := newArticle(t, key, "وكالة "+key, "2018-12-30", words+" فصيل عند بلدة")
		c.Status = schema.Happened
		c.Agents, c.Places = args(a.names(actor, "فصيل")), args(a.names(place, "بلدة"))
		a.says(words, c)
		return a.done()
	}
	return []*graph.Delta{
		tell("a", "سيطر", graph.Claim{Type: schema.Control, Phase: schema.Gain, Period: day("2018-10-01")}, sdf, hajin),
		tell("b", "يسيطر", graph.Claim{Type: schema.Control, Phase: schema.Hold, Period: day("2018-10-09")}, sdf, hajin),
		tell("c", "خسر", graph.Claim{Type: schema.Control, Phase: schema.Lose, Period: day("2018-10-20")}, sdf, hajin),
		tell("d", "استعاد", graph.Claim{Type: schema.Control, Phase: schema.Gain, Period: day("2018-11-05")}, sdf, hajin),
		tell("e", "دخل", graph.Claim{Type: schema.Control, Phase: schema.Hold}, isis, nowhere),
		tell("f", "هجم", graph.Claim{Type: schema.Attack, Period: graph.Period{From: "2018-11-06", To: "2018-11-08"}}, isis, hajin),
	}
}

type parsedGeoJSON struct {
	Features []struct {
		ID       string
		Geometry struct {
			Type        string
			Coordinates []float64
		}
		Properties properties
	}
	Unlocated []properties
}

func parseGeoJSON(t *testing.T, deltas []*graph.Delta) (parsedGeoJSON, *Manifest) {
	t.Helper()
	files, m := write(t, deltas, "geojson", Options{})
	var doc parsedGeoJSON
	if err := json.Unmarshal(files["out.geojson"], &doc); err != nil {
		t.Fatal(err)
	}
	return doc, m
}

func TestGeoJSONHasLongitudeFirst(t *testing.T) {
	doc, _ := parseGeoJSON(t, fixture(t))
	for _, f := range doc.Features {
		p := f.Properties
		if p.PlaceKey == hajin.Key && !slices.Equal(f.Geometry.Coordinates, []float64{hajin.Point.Lon, hajin.Point.Lat}) {
			t.Errorf("%s lies at %v", p.Place, f.Geometry.Coordinates)
		}
		if f.Geometry.Coordinates[0] == 0 && f.Geometry.Coordinates[1] == 0 {
			t.Errorf("%s lies at 0, 0", f.ID)
		}
	}
}

// TestGeoJSONListsWhatHasNoCoordinates: every event is there once, on the map or in the list.
func TestGeoJSONListsWhatHasNoCoordinates(t *testing.T) {
	doc, m := parseGeoJSON(t, append(fixture(t), town(t)...))
	if len(doc.Unlocated) != 4 || len(doc.Features) != 12 || m.Counts["unlocated"] != 4 || m.Counts["events"] != 9 || m.Counts["control"] != 3 {
		t.Errorf("%d on the map, %d in the list, counts %v", len(doc.Features), len(doc.Unlocated), m.Counts)
	}
	for _, p := range doc.Unlocated {
		if p.ID == "" {
			t.Errorf("unlocated without its id: %+v", p)
		}
	}
}

// controls tells the intervals of control on the map and off it, a line each.
func controls(doc parsedGeoJSON) []string {
	var got []string
	line := func(p properties) {
		if p.Layer == controlLayer {
			got = append(got, strings.Join([]string{p.Place, p.State, p.Rule, p.Agents, string(p.From), p.FromPrecision, string(p.To), string(p.ToEarliest),
				p.ToPrecision, fmt.Sprint(p.Supporting, " ", p.Against, " ", len(p.Claims))}, "|"))
		}
	}
	for _, f := range doc.Features {
		line(f.Properties)
	}
	for _, p := range doc.Unlocated {
		line(p)
	}
	return got
}

// TestControlIsThatOfItsTimeline: held until a loss, then known of nobody, then held with an open end; the word of an
// article without a day counts from its publication.
func TestControlIsThatOfItsTimeline(t *testing.T) {
	doc, m := parseGeoJSON(t, append(town(t), undatedWord(t)))
	want := []string{
		"هجين|held|told-by-others|قوات سوريا الديمقراطية|2018-10-01|day|2018-10-19|2018-10-19|day|2 0 2",
		"هجين|unknown|ended-without-heir||2018-10-20|day|2018-11-04|2018-11-04|day|0 1 1",
		"هجين|held|told-by-others|قوات سوريا الديمقراطية|2018-11-05|day||2018-11-05|open|1 0 1",
		"مجهولة|held|told-by-others|تنظيم داعش|2018-12-30|published||2018-12-30|open|1 0 1",
	}
	if got := controls(doc); !slices.Equal(got, want) {
		t.Errorf("control\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if m.Counts["undatedControl"] != 1 {
		t.Errorf("counts %v, want one word of no known day", m.Counts)
	}
}

// undatedWord is a claim of control that has neither a day nor a publication.
func undatedWord(t *testing.T) *graph.Delta {
	a := newArticle(t, "undated", "وكالة", "", "فصيل في بلدة")
	a.says("فصيل في", graph.Claim{Type: schema.Control, Phase: schema.Hold, Status: schema.Happened, Agents: args(a.names(isis, "فصيل")), Places: args(a.names(hajin, "بلدة"))})
	return a.done()
}

// TestFiltersChooseIntervalsAndDoNotChangeThem: who is left out by a filter still ends what others held.
func TestFiltersChooseIntervalsAndDoNotChangeThem(t *testing.T) {
	deltas := town(t)
	rival := newArticle(t, "rival", "وكالة", "2018-12-30", "استولى فصيل على بلدة")
	rival.says("استولى", graph.Claim{Type: schema.Control, Phase: schema.Gain, Status: schema.Happened, Agents: args(rival.names(isis, "فصيل")),
		Places: args(rival.names(hajin, "بلدة")), Period: day("2018-11-20")})
	deltas = append(deltas, rival.done())
	for _, test := range []struct {
		name string
		f    Filter
		want []string
	}{
		{"an actor", Filter{Claims: query.ClaimFilter{Participants: []graph.ID{graph.EntityID(sdf.Key)}}}, []string{"held 2018-10-01 2018-10-19 2", "unknown 2018-10-20 2018-11-04 0", "held 2018-11-05 2018-11-19 1"}},
		{"a predicate", Filter{Predicates: []schema.Predicate{schema.Controls}}, []string{"held 2018-10-01 2018-10-19 2", "unknown 2018-10-20 2018-11-04 0", "held 2018-11-05 2018-11-19 1", "held 2018-11-20  1", "held 2018-12-30  1"}},
		{"days on which nobody spoke", Filter{Claims: query.ClaimFilter{From: "2018-10-12", To: "2018-10-30"}}, []string{"held 2018-10-01 2018-10-19 2", "unknown 2018-10-20 2018-11-04 0"}},
		{"two sources", Filter{MinSources: 2}, []string{"held 2018-10-01 2018-10-19 2", "unknown 2018-10-20 2018-11-04 0"}},
		{"a box", Filter{Box: &Box{40, 34, 41, 35}, Claims: query.ClaimFilter{From: "2018-11-21"}}, []string{"held 2018-11-20  1"}},
		{"a day before", Filter{AsOf: "2018-10-10"}, []string{"held 2018-10-01  2"}},
		{"no control", Filter{Claims: query.ClaimFilter{Types: []schema.Type{schema.Attack}}}, nil},
	} {
		files, _ := write(t, deltas, "geojson", Options{Filter: test.f})
		var doc parsedGeoJSON
		if err := json.Unmarshal(files["out.geojson"], &doc); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range doc.Features {
			if p := f.Properties; p.Layer == controlLayer {
				got = append(got, fmt.Sprint(p.State, " ", p.From, " ", p.To, " ", p.Supporting))
			}
		}
		for _, p := range doc.Unlocated {
			if p.Layer == controlLayer {
				got = append(got, fmt.Sprint(p.State, " ", p.From, " ", p.To, " ", p.Supporting))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

type parsedKML struct {
	Folders []struct {
		Name       string `xml:"name"`
		Placemarks []struct {
			Name  string `xml:"name"`
			When  string `xml:"TimeStamp>when"`
			Begin string `xml:"TimeSpan>begin"`
			End   string `xml:"TimeSpan>end"`
			Point string `xml:"Point>coordinates"`
		} `xml:"Placemark"`
	} `xml:"Document>Folder"`
}

func TestKMLStampsEventsAndSpansControl(t *testing.T) {
	files, _ := write(t, append(fixture(t), town(t)...), "kml", Options{})
	var doc parsedKML
	if err := xml.Unmarshal(files["out.kml"], &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Folders) != 3 || len(doc.Folders[0].Placemarks) != 9 || len(doc.Folders[1].Placemarks) != 3 || len(doc.Folders[2].Placemarks) != 4 {
		t.Fatalf("folders %+v", doc.Folders)
	}
	stamps, spans := 0, 0
	for _, p := range doc.Folders[0].Placemarks {
		if p.When != "" {
			stamps++
		}
		if p.Begin != "" {
			spans++
			if p.Begin != "2018-11-06" || p.End != "2018-11-08" {
				t.Errorf("an event from %s to %s", p.Begin, p.End)
			}
		}
		if p.Point == "" {
			t.Errorf("%s lies nowhere", p.Name)
		}
	}
	if stamps != 6 || spans != 1 {
		t.Errorf("%d stamps and %d spans, want 6 and 1", stamps, spans)
	}
	for _, p := range doc.Folders[1].Placemarks {
		if p.Begin == "" || p.End == "" || p.When != "" {
			t.Errorf("control without its span: %+v", p)
		}
	}
	for _, p := range doc.Folders[2].Placemarks {
		if p.Point != "" {
			t.Errorf("%s lies at %s, which nobody tells", p.Name, p.Point)
		}
	}
}

func TestKMLDoesNotShowPlansAsDeeds(t *testing.T) {
	files, _ := write(t, fixture(t), "kml", Options{})
	for _, want := range []string{"<name>denied: control", "<name>planned: attack", "<name>failed: attack"} {
		if !strings.Contains(string(files["out.kml"]), want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestGDALReadsMaps has GDAL count the points and find the days.
func TestGDALReadsMaps(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("no ogrinfo here; it comes with Debian's gdal-bin")
	}
	deltas := append(fixture(t), town(t)...)
	for format, want := range map[string][]string{
		"geojson": {"Feature Count: 12", "POINT (40.8306 34.6891)", "from (Date) = 2018/10/21", "layer (String) = control", "state (String) = unknown", "to_precision (String) = open"},
		"kml": {"Feature Count: 9", "Feature Count: 3", "Feature Count: 4", "POINT (40.8306 34.6891)", "timestamp (DateTime) = 2018/10/21",
			"begin (DateTime) = 2018/10/01", "end (DateTime) = 2018/10/19"},
	} {
		out, err := exec.Command(ogrinfo, "-ro", "-al", exportFile(t, deltas, format)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: ogrinfo: %v\n%s", format, err, out)
		}
		if strings.Contains(string(out), "POINT (0 0)") || strings.Contains(string(out), "ERROR") || strings.Contains(string(out), "Warning") {
			t.Errorf("%s: GDAL complains, or something lies at 0, 0:\n%s", format, out)
		}
		for _, text := range want {
			if !strings.Contains(string(out), text) {
				t.Errorf("%s: GDAL does not say %q", format, text)
			}
		}
	}
}
