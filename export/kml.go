package export

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// kml writes what geojson does, with time: a stamp for an event of one day, a span for control and for
// what took longer.
var kml = format{
	Format: Format{
		Name:        "kml",
		Description: "KML 2.2 with time: events and control at their places, for Google Earth and GDAL",
		Keeps:       "as geojson: events as time stamps, control as time spans, which end with the last evidence where nothing ended it",
		Loses:       "as geojson; characters that XML forbids; what has no coordinates is in a folder of its own, without a point",
		Extension:   ".kml",
	},
	version: 2,
	write:   writeKML,
}

const kmlHead = xml.Header + `<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
  <name>Isnad</name>
  <Style id="event"><IconStyle><color>ff005ed5</color></IconStyle></Style>
  <Style id="held"><IconStyle><color>ffb27200</color></IconStyle></Style>
  <Style id="claimed"><IconStyle><color>ffe9b456</color></IconStyle></Style>
  <Style id="contested"><IconStyle><color>ff009fe6</color></IconStyle></Style>
  <Style id="unknown"><IconStyle><color>ff999999</color></IconStyle></Style>
`

func writeKML(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := &graphMLWriter{w: f}
	w.print(kmlHead)
	folders, undated := kmlFolders(w), 0
	for _, folder := range folders[1:] {
		if folder.waits, err = out.wait(); err != nil {
			return err
		}
		defer folder.waits.discard()
		folder.w = &graphMLWriter{w: folder.waits}
	}
	for _, folder := range folders {
		out.counts[folder.count] = 0
		folder.w.print("  <Folder>\n    <name>", folder.name, "</name>\n")
	}
	if err := eachLocated(ctx, g, &undated, func(l *located) error {
		for _, folder := range folders {
			if folder.belongs(l) {
				out.counts[folder.count]++
				placemark(folder.w, l)
				return folder.w.err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	out.counts["undatedControl"] = undated
	for _, folder := range folders {
		folder.w.print("  </Folder>\n")
		if err := folder.pour(f); err != nil {
			return err
		}
	}
	w.print("</Document>\n</kml>\n")
	return w.err
}

// kmlFolder is a folder, of which all but the first wait for those before.
type kmlFolder struct {
	name, count string
	belongs     func(*located) bool
	w           *graphMLWriter
	waits       *waiting // nil: nothing does
}

func kmlFolders(w *graphMLWriter) []*kmlFolder {
	return []*kmlFolder{
		{name: "Events", count: "events", belongs: func(l *located) bool { return l.Layer == eventLayer && l.point != nil }, w: w},
		{name: "Control", count: "control", belongs: func(l *located) bool { return l.Layer == controlLayer && l.point != nil }},
		{name: "Without coordinates", count: "unlocated", belongs: func(l *located) bool { return l.point == nil }},
	}
}

func (k *kmlFolder) pour(to *file) error {
	if k.w.err != nil || k.waits == nil {
		return k.w.err
	}
	return k.waits.pour(to)
}

// placemark writes one feature; the order of its elements is that of the schema.
func placemark(w *graphMLWriter, l *located) {
	w.print(`    <Placemark id="x`, l.id, "\">\n      <name>", xmlText(title(l)), "</name>\n")
	if l.Quote != "" {
		w.print("      <description>", xmlText(xmlText(l.Quote)), "</description>\n") // readers take it for HTML
	}
	w.print(timeOf(l))
	w.print("      <styleUrl>#", cmp.Or(l.State, l.Layer), "</styleUrl>\n      <ExtendedData>\n")
	for _, d := range dataOf(l) {
		if d[1] != "" {
			w.print(`        <Data name="`, d[0], `"><value>`, xmlText(d[1]), "</value></Data>\n")
		}
	}
	w.print("      </ExtendedData>\n")
	if l.point != nil {
		w.print("      <Point><coordinates>", number(l.point.Lon), ",", number(l.point.Lat), "</coordinates></Point>\n")
	}
	w.print("    </Placemark>\n")
}

func title(l *located) string {
	what := cmp.Or(l.State, l.What)
	if l.Status != "" && l.Status != string(schema.Happened) {
		what = l.Status + ": " + what // what is planned or denied is not to be taken for what happened
	}
	parts := []string{what}
	for _, p := range []string{l.Agents, l.Patients, l.Place} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// timeOf returns when it was: of an event the day, or the days where it took several; of control always a
// span. An event of which only one end is told is a stamp, for KML's open spans never end.
func timeOf(l *located) string {
	if l.Layer == controlLayer {
		return spanOf(l)
	}
	switch day := cmp.Or(l.From, l.To); {
	case day == "":
		return ""
	case l.From == l.To || l.From == "" || l.To == "":
		return fmt.Sprintf("      <TimeStamp><when>%s</when></TimeStamp>\n", day)
	}
	return fmt.Sprintf("      <TimeSpan><begin>%s</begin><end>%s</end></TimeSpan>\n", l.From, l.To)
}

// spanOf returns the days of control. What nothing ended is shown up to the last evidence, for a map must not tell of
// days of which nobody spoke; what nobody knows goes on.
func spanOf(l *located) string {
	end := cmp.Or(l.To, max(l.From, l.ToEarliest))
	if l.To == "" && l.State == string(query.Unclear) {
		return fmt.Sprintf("      <TimeSpan><begin>%s</begin></TimeSpan>\n", l.From)
	}
	return fmt.Sprintf("      <TimeSpan><begin>%s</begin><end>%s</end></TimeSpan>\n", l.From, end)
}

func dataOf(l *located) [][2]string {
	return [][2]string{
		{"layer", l.Layer}, {"what", l.What}, {"mode", l.Mode}, {"phase", l.Phase}, {"status", l.Status}, {"from", string(l.From)},
		{"to", string(l.To)}, {"state", l.State}, {"rule", l.Rule}, {"from_earliest", string(l.FromEarliest)}, {"from_latest", string(l.FromLatest)},
		{"from_precision", l.FromPrecision}, {"to_earliest", string(l.ToEarliest)}, {"to_latest", string(l.ToLatest)}, {"to_precision", l.ToPrecision},
		{"brief", yes(l.Brief)}, {"agents", l.Agents}, {"patients", l.Patients},
		{"place", l.Place}, {"place_key", l.PlaceKey}, {"place_kind", l.PlaceKind}, {"killed", count(l.Killed)},
		{"killed_min", count(l.KilledMin)}, {"killed_max", count(l.KilledMax)}, {"contested", strconv.FormatBool(l.Contested)},
		{"supporting", strconv.Itoa(l.Supporting)}, {"against", positive(l.Against)}, {"sources", join(l.Sources)}, {"claims", joinIDs(l.Claims)},
	}
}

// yes and positive are empty for what need not be said.
func yes(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func positive(n int) string {
	if n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}
