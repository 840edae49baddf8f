package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

type parsedGEXF struct {
	Graph struct {
		Mode       string        `xml:"mode,attr"`
		TimeFormat string        `xml:"timeformat,attr"`
		IDType     string        `xml:"idtype,attr"`
		Start      string        `xml:"start,attr"`
		End        string        `xml:"end,attr"`
		Nodes      []parsedTimed `xml:"nodes>node"`
		Edges      []parsedTimed `xml:"edges>edge"`
	} `xml:"graph"`
}

type parsedTimed struct {
	ID     string     `xml:"id,attr"`
	Label  string     `xml:"label,attr"`
	Source string     `xml:"source,attr"`
	Target string     `xml:"target,attr"`
	Attrs  []xml.Attr `xml:",any,attr"`
	Start  string     `xml:"start,attr"`
	End    string     `xml:"end,attr"`
	Spells []struct {
		Start string `xml:"start,attr"`
		End   string `xml:"end,attr"`
	} `xml:"spells>spell"`
	Values []struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	} `xml:"attvalues>attvalue"`
}

func (p parsedTimed) get(name string) string {
	for _, v := range p.Values {
		if v.For == name {
			return v.Value
		}
	}
	return ""
}

func parseGEXF(t *testing.T, deltas []*graph.Delta) parsedGEXF {
	t.Helper()
	files, _ := write(t, deltas, "gexf", Options{})
	var doc parsedGEXF
	if err := xml.Unmarshal(files["out.gexf"], &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestGEXFIntervals: what no schema sees: every interval is bounded, includes both ends, lies in that of
// the graph, and says where it was bounded.
func TestGEXFIntervals(t *testing.T) {
	doc := parseGEXF(t, fixture(t)).Graph
	if doc.Mode != "dynamic" || doc.TimeFormat != "date" || doc.IDType != "string" {
		t.Errorf("graph %q %q %q", doc.Mode, doc.TimeFormat, doc.IDType)
	}
	if doc.Start != "2018-10-21" || doc.End != "2018-12-01" {
		t.Errorf("the graph is there from %s to %s", doc.Start, doc.End)
	}
	edges := map[string]parsedTimed{}
	for _, e := range doc.Edges {
		edges[e.ID] = e
		if e.Start < doc.Start || e.End > doc.End || e.Start > e.End {
			t.Errorf("edge %s is there from %q to %q", e.ID, e.Start, e.End)
		}
	}
	for _, test := range []struct {
		name                   string
		predicate              schema.Predicate
		subject, object        graph.Entity
		from, to, bounded, why string
	}{
		{"one day", schema.NegotiatedWith, sdf, isis, "2018-11-02", "2018-11-02", "", "both ends are that day"},
		{"no day", schema.PredPartOf, hajin, province, "2018-10-21", "2018-12-01", "both", "bounded by the graph"},
		{"open end", schema.Attacked, formula, marked, "2018-12-01", "2018-12-01", "", "relations know the days of claims"},
	} {
		e := edges[graph.RelationID(test.predicate, graph.EntityID(test.subject.Key), graph.EntityID(test.object.Key)).String()]
		if e.Start != test.from || e.End != test.to || e.get("bounded") != test.bounded {
			t.Errorf("%s (%s): from %s to %s, bounded %q; want %s, %s, %q", test.name, test.why, e.Start, e.End, e.get("bounded"), test.from, test.to, test.bounded)
		}
	}
}

func TestGEXFBoundsOpenIntervals(t *testing.T) {
	all := interval{"2018-01-01", "2018-12-31"}
	for _, test := range []struct {
		from, to graph.Day
		want     interval
		bounded  string
	}{
		{"2018-03-01", "2018-03-02", interval{"2018-03-01", "2018-03-02"}, ""},
		{"2018-03-01", "", interval{"2018-03-01", "2018-12-31"}, "end"},
		{"", "2018-03-02", interval{"2018-01-01", "2018-03-02"}, "start"},
		{"", "", all, "both"},
	} {
		got, bounded := all.of(&graph.Relation{From: test.from, To: test.to})
		if got != test.want || bounded != test.bounded {
			t.Errorf("%q..%q: %v %q, want %v %q", test.from, test.to, got, bounded, test.want, test.bounded)
		}
	}
}

// spelt tells one attack on each of several days, of which some meet, an undated one, and a membership twice.
func spelt(t *testing.T) []*graph.Delta {
	var deltas []*graph.Delta
	for i, days := range [][2]graph.Day{
		{"2018-01-01", "2018-01-03"}, {"2018-01-03", "2018-01-05"}, {"2018-01-06", "2018-01-06"}, {"2018-03-01", "2018-03-01"}, {"2018-05-01", ""}, {"", ""},
	} {
		a := newArticle(t, fmt.Sprint("spelt", i), "", "2018-06-01", "هاجم داعش قسد، وداعش من قسد")
		of, on := a.names(isis, "داعش"), a.names(sdf, "قسد")
		period := graph.Period{From: days[0], To: days[1]}
		a.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(of), Patients: args(on), Period: period})
		if i == 0 || i == 3 {
			a.says("من", graph.Claim{Type: schema.MemberOf, Status: schema.Happened, Agents: args(of), Patients: args(on), Period: period})
		}
		deltas = append(deltas, a.done())
	}
	return deltas
}

// TestGEXFSpells: an edge is there on the days that claims tell; what lasts is there between them too.
func TestGEXFSpells(t *testing.T) {
	doc := parseGEXF(t, spelt(t)).Graph
	for _, e := range doc.Edges {
		switch e.Label {
		case string(schema.Attacked):
			if got := fmt.Sprint(e.Start, e.End, e.Spells); got != "[{2018-01-01 2018-01-06} {2018-03-01 2018-03-01} {2018-05-01 2018-05-01}]" {
				t.Errorf("attacked in %s", got)
			}
		case string(schema.PredMemberOf):
			if got := fmt.Sprint(e.Start, " ", e.End, e.Spells); got != "2018-01-01 2018-03-01[]" {
				t.Errorf("member in %s", got)
			}
		default:
			t.Errorf("edge %s", e.Label)
		}
	}
	if len(doc.Edges) != 2 {
		t.Errorf("%d edges", len(doc.Edges))
	}
}

func TestGEXFKeepsNames(t *testing.T) {
	for _, n := range parseGEXF(t, fixture(t)).Graph.Nodes {
		if n.ID == graph.EntityID(marked.Key).String() {
			if n.Label != clean(marked.Name) {
				t.Errorf("label %q, want %q", n.Label, clean(marked.Name))
			}
			return
		}
	}
	t.Error("node not found")
}

// exportFile exports the fixture to a file and returns its path.
func exportFile(t *testing.T, deltas []*graph.Delta, format string) string {
	t.Helper()
	f, err := find(format)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := write(t, deltas, format, Options{})
	path := filepath.Join(t.TempDir(), "out"+f.Extension)
	if err := os.WriteFile(path, files["out"+f.Extension], 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// noDays is a graph without any day.
func noDays(t *testing.T) []*graph.Delta {
	a := newArticle(t, "undated", "", "", "هاجم داعش قسد")
	i, s := a.names(isis, "داعش"), a.names(sdf, "قسد")
	a.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(i), Patients: args(s)})
	return []*graph.Delta{a.done()}
}

func TestGEXFIsValid(t *testing.T) {
	schemas := filepath.Join("..", "..", "shared", "schemas", "gexf")
	if _, err := os.Stat(schemas); err != nil {
		t.Skipf("no GEXF schemas at %s", schemas)
	}
	validators := map[string][]string{
		"xmllint, XSD":      {"xmllint", "--nonet", "--noout", "--schema", filepath.Join(schemas, "gexf.xsd")},
		"xmllint, RELAX NG": {"xmllint", "--nonet", "--noout", "--relaxng", filepath.Join(schemas, "gexf.rng")},
		"jing, RELAX NG":    {"jing", filepath.Join(schemas, "gexf.rng")},
	}
	plain := map[string]string{
		"the fixture": exportFile(t, fixture(t), "gexf"), "spells": exportFile(t, spelt(t), "gexf"), "nothing": exportFile(t, nil, "gexf"), "no day": exportFile(t, noDays(t), "gexf"),
	}
	for name, command := range validators {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("no %s here; it comes with Debian's libxml2-utils or jing", command[0])
			}
			for what, file := range plain {
				if out, err := exec.Command(command[0], append(command[1:], file)...).CombinedOutput(); err != nil {
					t.Errorf("%s: %v\n%s", what, err, out)
				}
			}
		})
	}
}

// readGEXF tells a networkx before 3.0, as Debian has it, where the elements of GEXF 1.3 live: its reader of 1.2 is the
// one that newer ones read 1.3 with.
const readGEXF = `
import json, sys, networkx
from networkx.readwrite.gexf import GEXF
GEXF.versions.setdefault("1.3", dict(GEXF.versions["1.2draft"], VERSION="1.3", NS_GEXF="http://gexf.net/1.3", NS_VIZ="http://gexf.net/1.3/viz"))
g = networkx.read_gexf(sys.argv[1], version="1.3")
json.dump({"nodes": dict(g.nodes(data=True)), "edges": [dict(data, source=s, target=t) for s, t, data in g.edges(data=True)],
           "parallel": g.is_multigraph()}, sys.stdout, default=str)
`

// TestGEXFIsReadByNetworkx asks every networkx that is here.
func TestGEXFIsReadByNetworkx(t *testing.T) {
	file := exportFile(t, fixture(t), "gexf")
	for _, python := range withNetworkx(t) {
		out, err := exec.Command(python, "-c", readGEXF, file).Output()
		if err != nil {
			t.Errorf("the networkx of %s does not read it: %v\n%s", python, err, stderr(err))
			continue
		}
		checkNetworkx(t, out)
		if out, err := exec.Command(python, "-c", readGEXF, exportFile(t, spelt(t), "gexf")).Output(); err != nil || !bytes.Contains(out, []byte("2018-05-01")) {
			t.Errorf("the networkx of %s does not read spells: %v\n%s%s", python, err, out, stderr(err))
		}
	}
}

func checkNetworkx(t *testing.T, out []byte) {
	t.Helper()
	var g struct {
		Parallel bool
		Nodes    map[string]map[string]any
		Edges    []map[string]any
	}
	if err := json.Unmarshal(out, &g); err != nil {
		t.Fatal(err)
	}
	if len(g.Nodes) != 8 || len(g.Edges) < 6 {
		t.Errorf("%d nodes and %d edges, want 8 and 6", len(g.Nodes), len(g.Edges))
	}
	if got := g.Nodes[graph.EntityID(marked.Key).String()]["label"]; got != clean(marked.Name) {
		t.Errorf("label %q, want %q", got, clean(marked.Name))
	}
	for _, e := range g.Edges {
		if e["start"] == nil || e["end"] == nil || e["quotes"] == "" {
			t.Errorf("an edge without its days or quotes: %v", e)
		}
	}
}

const readGraphology = `
const {MultiGraph} = require('graphology');
const gexf = require('graphology-gexf');
const g = gexf.parse(MultiGraph, require('fs').readFileSync(process.argv[1], 'utf8'), {addMissingNodes: false, respectInputGraphType: false});
const nodes = {}, edges = {};
g.forEachNode((id, data) => { nodes[id] = data; });
g.forEachEdge((id, data, source, target) => { edges[id] = {...data, source, target}; });
console.log(JSON.stringify({nodes, edges}));
`

func TestGEXFIsReadByGraphology(t *testing.T) {
	out := runNode(t, "graphology-gexf", readGraphology, exportFile(t, fixture(t), "gexf"))
	var g struct {
		Nodes map[string]struct {
			Label, Color string
			X            float64
		}
		Edges map[string]struct {
			Source, Target, Quotes string
			Weight                 float64
		}
	}
	if err := json.Unmarshal(out, &g); err != nil {
		t.Fatal(err)
	}
	if len(g.Nodes) != 8 || len(g.Edges) != 6 {
		t.Errorf("%d nodes and %d edges, want 8 and 6", len(g.Nodes), len(g.Edges))
	}
	place := g.Nodes[graph.EntityID(hajin.Key).String()]
	if place.Label != hajin.Name || place.Color == "" || place.X < 4083 || place.X > 4084 {
		t.Errorf("place %+v", place)
	}
	for id, e := range g.Edges {
		if e.Weight < 1 || e.Quotes == "" {
			t.Errorf("edge %s: %+v", id, e)
		}
	}
}

// runNode runs a CommonJS script with the project's packages of npm, and returns what it prints.
func runNode(t *testing.T, needs, script string, args ...string) []byte {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node here")
	}
	web, err := filepath.Abs(filepath.Join("..", "web"))
	if err != nil {
		t.Fatal(err)
	}
	modules := filepath.Join(web, "node_modules")
	if _, err := os.Stat(filepath.Join(modules, filepath.FromSlash(needs))); err != nil {
		t.Skipf("no %s in web/node_modules; npm ci in web brings it", needs)
	}
	cmd := exec.Command(node, append([]string{"-e", script}, args...)...)
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, stderr(err))
	}
	return out
}
