package export

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// gexf writes a dynamic graph whose edges are there on the days of which a claim tells them, in several spells where
// these do not meet. GEXF 1.3 has no open intervals and includes both ends, as the days of a relation do: an edge of
// no known day is there on all days that the file tells of, and the attribute bounded says so. All edges are
// directed, as in GraphML. Looks are plain attributes: the published schemas disagree on where they belong, so that
// no file with elements for them is valid by all of them.
var gexf = format{
	Format: Format{
		Name:        "gexf",
		Description: "GEXF 1.3 with time, for Gephi's timeline, gephi-lite, sigma.js and graphology",
		Keeps: "as graphml, and the days that claims tell of relations as intervals, several where they do not meet; colours by kind " +
			"and positions of places on the map as attributes, weights by supporting claims",
		Loses: "as graphml; an interval that is open is bounded by the days of the whole file, which the attribute bounded says; " +
			"relations of unknown day are there all the time",
		Extension: ".gexf",
	},
	version: 2,
	write:   writeGEXF,
}

const gexfHead = xml.Header + `<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>Isnad</creator>
    <description>Relations that claims support. Intervals include both ends.</description>
  </meta>
`

var gexfTypes = map[valueKind]string{textValue: "string", integerValue: "integer", realValue: "double", flagValue: "boolean"}

// boundedAttribute says which end of an edge's interval is not told.
const boundedAttribute = "bounded"

func writeGEXF(ctx context.Context, g *subgraph, out *output) error {
	days, err := gexfDays(ctx, g)
	if err != nil {
		return err
	}
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := &gexfWriter{graphMLWriter: graphMLWriter{w: f}, days: days}
	w.print(gexfHead, `  <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval"`,
		days.attributes(), ">\n")
	writeAttributes(w, "node", gexfNodeColumns, "")
	writeAttributes(w, "edge", edgeColumns, boundedAttribute)
	if err := w.allNodes(ctx, g, out.counts); err != nil {
		return err
	}
	if err := w.allEdges(ctx, g, out.counts); err != nil {
		return err
	}
	w.print("  </graph>\n</gexf>\n")
	return w.err
}

// interval is a stretch of days, both ends included.
type interval struct{ from, to graph.Day }

// gexfDays returns the first and the last day that a supported relation tells of.
func gexfDays(ctx context.Context, g *subgraph) (interval, error) {
	var all interval
	for r, err := range g.relations(ctx) {
		if err != nil {
			return all, err
		}
		if len(r.Supporting) == 0 {
			continue
		}
		for _, d := range []graph.Day{r.From, r.To} {
			if d == "" {
				continue
			}
			if all.from == "" || d < all.from {
				all.from = d
			}
			all.to = max(all.to, d)
		}
	}
	return all, nil
}

// attributes returns i as attributes of an element; nothing where no day is known.
func (i interval) attributes() string {
	if i.from == "" {
		return ""
	}
	return fmt.Sprintf(` start="%s" end="%s"`, i.from, i.to)
}

// of returns when r is there, and which ends of that are not told.
func (i interval) of(r *graph.Relation) (days interval, bounded string) {
	switch {
	case r.From == "" && r.To == "":
		return i, "both"
	case r.From == "":
		return interval{i.from, r.To}, "start"
	case r.To == "":
		return interval{r.From, i.to}, "end"
	}
	return interval{r.From, r.To}, ""
}

// spells returns when e is there: the days of its claims, those that meet in one. What lasts is there from the first day to
// the last one.
func (e edge) spells(days interval) []interval {
	var told []interval
	for _, w := range e.witnesses {
		if w.lasting {
			return []interval{days}
		}
		from, to := cmp.Or(w.from, w.to), cmp.Or(w.to, w.from)
		if from, to = max(from, days.from), min(to, days.to); from != "" && from <= to {
			told = append(told, interval{from, to})
		}
	}
	slices.SortFunc(told, func(a, b interval) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var spells []interval
	for _, t := range told {
		last := len(spells) - 1
		if last >= 0 && t.from <= spells[last].to.AddDays(1) {
			spells[last].to = max(spells[last].to, t.to)
			continue
		}
		spells = append(spells, t)
	}
	if len(spells) == 0 {
		return []interval{days}
	}
	return spells
}

type gexfWriter struct {
	graphMLWriter
	days interval
}

func writeAttributes[T any](w *gexfWriter, class string, columns []column[T], more string) {
	w.print(`    <attributes class="`, class, `" mode="static">`, "\n")
	for _, c := range columns {
		if c.name != "label" && c.name != "weight" { // attributes of the element
			w.print(`      <attribute id="`, c.name, `" title="`, c.name, `" type="`, gexfTypes[c.kind], `"/>`, "\n")
		}
	}
	if more != "" {
		w.print(`      <attribute id="`, more, `" title="`, more, `" type="string"/>`, "\n")
	}
	w.print("    </attributes>\n")
}

func (w *gexfWriter) allNodes(ctx context.Context, g *subgraph, counts map[string]int) error {
	w.print("    <nodes>\n")
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		w.print(`      <node id="`, e.ID.String(), `" label="`, xmlAttribute(e.Name), `"`, w.days.attributes(), ">\n")
		writeValues(w, gexfNodeColumns, e, "")
		w.print("      </node>\n")
		counts["nodes"]++
	}
	w.print("    </nodes>\n")
	return w.err
}

// gexfNodeColumns are those of nodes, and how a node is drawn: readers that make attributes of all take these for looks.
var gexfNodeColumns = append(slices.Clone(nodeColumns),
	column[*graph.Entity]{"color", textValue, colourOf},
	column[*graph.Entity]{"x", realValue, func(e *graph.Entity) string { return drawn(e, func(p *graph.Point) float64 { return p.Lon }) }},
	column[*graph.Entity]{"y", realValue, func(e *graph.Entity) string { return drawn(e, func(p *graph.Point) float64 { return p.Lat }) }},
)

func colourOf(e *graph.Entity) string {
	c, known := colours[e.Kind]
	if !known {
		c = otherColour
	}
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
}

// drawn returns where on a drawing a place is.
func drawn(e *graph.Entity, axis func(*graph.Point) float64) string {
	if e.Point == nil {
		return ""
	}
	return number(axis(e.Point) * pointScale)
}

// pointScale is how many units of a drawing a degree has.
const pointScale = 100

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (w *gexfWriter) allEdges(ctx context.Context, g *subgraph, counts map[string]int) error {
	w.print("    <edges>\n")
	denied := 0
	for e, err := range g.edges(ctx, &denied) {
		if err != nil {
			return err
		}
		days, bounded := w.days.of(e.Relation)
		w.print(`      <edge id="`, e.ID.String(), `" source="`, e.Subject.String(), `" target="`, e.Object.String(), `" kind="`, string(e.Predicate), `" label="`, string(e.Predicate), `" weight="`, strconv.Itoa(len(e.Supporting)), `"`)
		spells := e.spells(days)
		if len(spells) == 1 {
			w.print(spells[0].attributes())
		}
		w.print(">\n")
		writeValues(w, edgeColumns, e, bounded)
		w.spells(spells)
		w.print("      </edge>\n")
		counts["edges"]++
	}
	counts["deniedOnly"] = denied
	w.print("    </edges>\n")
	return w.err
}

// spells writes several intervals; a single one is attributes of its edge.
func (w *gexfWriter) spells(all []interval) {
	if len(all) < 2 {
		return
	}
	w.print("        <spells>\n")
	for _, s := range all {
		w.print("          <spell", s.attributes(), "/>\n")
	}
	w.print("        </spells>\n")
}

func writeValues[T any](w *gexfWriter, columns []column[T], x T, bounded string) {
	w.print("        <attvalues>\n")
	for _, c := range columns {
		if v := c.value(x); v != "" && c.name != "label" && c.name != "weight" {
			w.print(`          <attvalue for="`, c.name, `" value="`, xmlAttribute(v), "\"/>\n")
		}
	}
	if bounded != "" {
		w.print(`          <attvalue for="`, boundedAttribute, `" value="`, bounded, "\"/>\n")
	}
	w.print("        </attvalues>\n")
}

// xmlAttribute escapes s for an attribute between double quotes, line breaks and tabs included, which
// readers would turn into blanks.
func xmlAttribute(s string) string { return attributeEscapes.Replace(xmlText(s)) }

var attributeEscapes = strings.NewReplacer("\"", "&quot;", "\n", "&#xA;", "\t", "&#x9;")

// otherColour is that of places, and of what nobody knows.
var otherColour = [3]int{0, 158, 115}

// colours tell kinds apart, also for those who do not see all colours (after Okabe and Ito).
var colours = map[schema.Kind][3]int{
	schema.State: {0, 114, 178}, schema.Military: {0, 114, 178}, schema.ArmedGroup: {213, 94, 0}, schema.Coalition: {86, 180, 233},
	schema.Body: {86, 180, 233}, schema.Media: {204, 121, 167}, schema.Community: {240, 228, 66}, schema.Person: {230, 159, 0},
	schema.Civilians: {240, 228, 66},
}
