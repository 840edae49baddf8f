package export

import (
	"encoding/json"
	"encoding/xml"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
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
	if len(doc.Unlocated) != 4 || len(doc.Features) != 11 || m.Counts["unlocated"] != 4 || m.Counts["events"] != 9 || m.Counts["control"] != 2 {
		t.Errorf("%d on the map, %d in the list, counts %v", len(doc.Features), len(doc.Unlocated), m.Counts)
	}
	for _, p := range doc.Unlocated {
		if p.ID == "" {
			t.Errorf("unlocated without its id: %+v", p)
		}
	}
}

func TestControlIsToldFromDayToDay(t *testing.T) {
	doc, _ := parseGeoJSON(t, town(t))
	var got []string
	for _, f := range doc.Features {
		if p := f.Properties; p.Layer == controlLayer {
			got = append(got, strings.Join([]string{string(p.From), p.FromBasis, string(p.To), p.ToBasis}, " "))
		}
	}
	want := []string{"2018-10-01 taken 2018-10-20 lost", "2018-11-05 taken 2018-11-05 last-told"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("control %q, want %q", got, want)
	}
}

func TestSpells(t *testing.T) {
	claim := func(phase schema.Phase, from, to graph.Day) *graph.Claim {
		return &graph.Claim{ID: graph.NewID("test", string(phase), string(from), string(to)), Phase: phase, Period: graph.Period{From: from, To: to}}
	}
	for _, test := range []struct {
		name   string
		gains  []*graph.Claim
		losses []graph.Day
		want   string
	}{
		{"nothing", nil, nil, ""},
		{"never dated", []*graph.Claim{claim("", "", "")}, []graph.Day{"2018-01-01"}, " .. ;"},
		{"lost before it was held", []*graph.Claim{claim("gain", "2018-02-01", "2018-02-01")}, []graph.Day{"2018-01-01"}, "2018-02-01 taken..2018-02-01 ;"},
		{"taken and lost on one day", []*graph.Claim{claim("gain", "2018-02-01", "2018-02-01")}, []graph.Day{"2018-02-01"}, "2018-02-01 taken..2018-02-01 lost;"},
		{"lost twice", []*graph.Claim{claim("gain", "2018-02-01", "2018-02-01"), claim("hold", "2018-02-09", "")}, []graph.Day{"2018-02-05", "2018-02-07", "2018-03-01"},
			"2018-02-01 taken..2018-02-05 lost;2018-02-09 ..2018-03-01 lost;"},
		{"an undated word beside dated ones", []*graph.Claim{claim("hold", "2018-02-01", "2018-02-03"), claim("gain", "", "")}, nil, " taken.. ;2018-02-01 ..2018-02-03 ;"},
		{"out of order", []*graph.Claim{claim("hold", "2018-03-01", "2018-03-01"), claim("gain", "2018-02-01", "2018-02-01")}, nil, "2018-02-01 taken..2018-03-01 ;"},
	} {
		got := ""
		for _, s := range spells(test.gains, test.losses) {
			got += string(s.from) + " " + basis(s.taken, "taken", "") + ".." + string(s.to) + " " + basis(s.lost, "lost", "") + ";"
		}
		if got != test.want {
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
	if len(doc.Folders) != 3 || len(doc.Folders[0].Placemarks) != 9 || len(doc.Folders[1].Placemarks) != 2 || len(doc.Folders[2].Placemarks) != 4 {
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
		"geojson": {"Feature Count: 11", "POINT (40.8306 34.6891)", "from (Date) = 2018/10/21", "layer (String) = control"},
		"kml": {"Feature Count: 9", "Feature Count: 2", "Feature Count: 4", "POINT (40.8306 34.6891)", "timestamp (DateTime) = 2018/10/21",
			"begin (DateTime) = 2018/10/01", "end (DateTime) = 2018/10/20"},
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
