package export

import (
	"context"
	"io"
	"strconv"

	"github.com/isnad-graph/isnad/graph"
)

// cytoscape writes the elements that Cytoscape.js and Cytoscape take. It refuses an edge whose end is not
// in the file, and there is none: a relation's ends are always among the entities.
var cytoscape = format{
	Format: Format{
		Name:        "cytoscape",
		Description: "Cytoscape JSON, for cytoscape.js, and Cytoscape by File, Import, Network",
		Keeps:       "as graphml; positions of places on the map",
		Loses:       "as graphml",
		Extension:   ".cyjs",
	},
	version: 1,
	write:   writeCytoscape,
}

type cyElement struct {
	Data     map[string]any `json:"data"`
	Position *cyPosition    `json:"position,omitempty"`
	Classes  string         `json:"classes,omitempty"`
}

// cyPosition has y growing downwards, as screens have it.
type cyPosition struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

func writeCytoscape(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	const head = "{\"format_version\":\"1.0\",\"generated_by\":\"isnad\",\"target_cytoscapejs_version\":\"~3\",\"data\":{\"name\":\"isnad\"},\n\"elements\":{\"nodes\":["
	if _, err := io.WriteString(f, head); err != nil {
		return err
	}
	list := &jsonList{w: f}
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		if err := list.add(cyNode(e)); err != nil {
			return err
		}
		out.counts["nodes"]++
	}
	if _, err := io.WriteString(f, "\n],\n\"edges\":["); err != nil {
		return err
	}
	list, denied := &jsonList{w: f}, 0
	for e, err := range g.edges(ctx, &denied) {
		if err != nil {
			return err
		}
		data := cyData(edgeColumns, e)
		data["id"], data["source"], data["target"] = e.ID, e.Subject, e.Object
		if err := list.add(cyElement{Data: data, Classes: string(e.Predicate)}); err != nil {
			return err
		}
		out.counts["edges"]++
	}
	out.counts["deniedOnly"] = denied
	_, err = io.WriteString(f, "\n]}}\n")
	return err
}

func cyNode(e *graph.Entity) cyElement {
	n := cyElement{Data: cyData(nodeColumns, e), Classes: string(e.Kind)}
	n.Data["id"] = e.ID
	// «parent» is that of compound nodes, which have to be in the file: it is called otherwise here.
	if parent, ok := n.Data["parent"]; ok {
		delete(n.Data, "parent")
		n.Data["within"] = parent
	}
	if e.Point != nil {
		n.Position = &cyPosition{X: e.Point.Lon * pointScale, Y: -e.Point.Lat * pointScale}
	}
	return n
}

// cyData returns what is told, numbers as numbers.
func cyData[T any](columns []column[T], x T) map[string]any {
	data := map[string]any{}
	for _, c := range columns {
		v := c.value(x)
		if v == "" {
			continue
		}
		switch c.kind {
		case textValue:
			data[c.name] = clean(v)
		case flagValue:
			data[c.name] = v == "true"
		default:
			if f, err := strconv.ParseFloat(v, 64); err == nil {
				data[c.name] = f
			}
		}
	}
	return data
}
