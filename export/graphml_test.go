package export

import (
	"encoding/json"
	"encoding/xml"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

type parsedGraphML struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Nodes []parsedElement `xml:"graph>node"`
	Edges []parsedElement `xml:"graph>edge"`
}

type parsedElement struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Data   []struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"data"`
}

func (e parsedElement) get(key string) string {
	for _, d := range e.Data {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

func TestGraphMLHoldsTogether(t *testing.T) {
	files, _ := write(t, fixture(t), "graphml", Options{})
	var doc parsedGraphML
	if err := xml.Unmarshal(files["out.graphml"], &doc); err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, k := range doc.Keys {
		keys[k.ID] = k.For
		switch k.Type {
		case "boolean", "int", "long", "float", "double", "string":
		default:
			t.Errorf("key %s has the type %q, which GraphML does not know", k.ID, k.Type)
		}
	}
	ids := map[string]bool{}
	for _, n := range append(doc.Nodes, doc.Edges...) {
		if ids[n.ID] {
			t.Errorf("id %s is there twice", n.ID)
		}
		ids[n.ID] = true
		for _, d := range n.Data {
			if isEdge := n.Source != ""; keys[d.Key] != map[bool]string{false: "node", true: "edge"}[isEdge] {
				t.Errorf("key %s used for the wrong sort of element", d.Key)
			}
		}
	}
	for _, e := range doc.Edges {
		if !ids[e.Source] || !ids[e.Target] {
			t.Errorf("edge %s ends nowhere", e.ID)
		}
	}
}

func TestGraphMLKeepsNames(t *testing.T) {
	files, _ := write(t, fixture(t), "graphml", Options{})
	var doc parsedGraphML
	if err := xml.Unmarshal(files["out.graphml"], &doc); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, e := range []graph.Entity{sdf, formula, marked, farWest} {
		want[graph.EntityID(e.Key).String()] = clean(e.Name)
	}
	for _, n := range doc.Nodes {
		if name, ok := want[n.ID]; ok && n.get("node-label") != name {
			t.Errorf("label %q, want %q", n.get("node-label"), name)
		}
		delete(want, n.ID)
	}
	if len(want) > 0 {
		t.Errorf("nodes missing: %v", want)
	}
}

func TestWitnessesComeInOrderOfPublication(t *testing.T) {
	files, _ := write(t, fixture(t), "graphml", Options{})
	var doc parsedGraphML
	if err := xml.Unmarshal(files["out.graphml"], &doc); err != nil {
		t.Fatal(err)
	}
	attacked := graph.RelationID("attacked", graph.EntityID(isis.Key), graph.EntityID(sdf.Key)).String()
	for _, e := range doc.Edges {
		if e.ID == attacked {
			if got, want := e.get("edge-quotes"), "هاجم\nهاجم داعش"; got != want {
				t.Errorf("quotes %q, want the dated article before the undated one: %q", got, want)
			}
			return
		}
	}
	t.Error("edge not found")
}

const readGraphologyML = `
const {MultiGraph} = require('graphology');
const g = require('graphology-graphml').parse(MultiGraph, require('fs').readFileSync(process.argv[1], 'utf8'), {addMissingNodes: false});
const nodes = {}, edges = {};
g.forEachNode((id, data) => { nodes[id] = data; });
g.forEachEdge((id, data, source, target) => { edges[id] = {...data, source, target}; });
console.log(JSON.stringify({nodes, edges}));
`

func TestGraphMLIsReadByGraphology(t *testing.T) {
	deltas := fixture(t)
	out := runNode(t, "graphology-graphml", readGraphologyML, exportFile(t, deltas, "graphml"))
	var g struct {
		Nodes map[string]struct {
			Label, Kind, Key    string
			Latitude, Longitude float64
		}
		Edges map[string]struct {
			Source, Target, Label, Quotes string
			Weight                        float64
			Symmetric                     *bool
		}
	}
	if err := json.Unmarshal(out, &g); err != nil {
		t.Fatal(err)
	}
	if len(g.Nodes) != 8 || len(g.Edges) != 6 {
		t.Errorf("%d nodes and %d edges, want 8 and 6", len(g.Nodes), len(g.Edges))
	}
	place := g.Nodes[graph.EntityID(hajin.Key).String()]
	if place.Label != hajin.Name || place.Key != hajin.Key || place.Latitude != hajin.Point.Lat || place.Longitude != hajin.Point.Lon {
		t.Errorf("place %+v", place)
	}
	view(t, deltas, func(r graph.Reader) {
		for id, e := range g.Edges {
			edge, err := graph.ParseID(id)
			if err != nil {
				t.Fatal(err)
			}
			stored, err := r.Relations(t.Context(), []graph.ID{edge})
			if err != nil || stored[0] == nil {
				t.Fatalf("edge %s is not stored: %v", id, err)
			}
			s := stored[0]
			if e.Source != s.Subject.String() || e.Target != s.Object.String() || e.Label != string(s.Predicate) ||
				e.Weight != float64(len(s.Supporting)) || e.Symmetric == nil || e.Quotes == "" {
				t.Errorf("edge %s: %+v", id, e)
			}
		}
	})
}
