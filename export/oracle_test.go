package export

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// graphMLFile exports the fixture and returns the path.
func graphMLFile(t *testing.T) string {
	t.Helper()
	files, _ := write(t, fixture(t), "graphml", Options{})
	path := filepath.Join(t.TempDir(), "out.graphml")
	if err := os.WriteFile(path, files["out.graphml"], 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGraphMLIsValid(t *testing.T) {
	schema := filepath.Join("..", "..", "shared", "schemas", "graphml", "graphml.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Skipf("no GraphML schema at %s", schema)
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint here; it comes with Debian's libxml2-utils")
	}
	out, err := exec.Command(xmllint, "--nonet", "--noout", "--schema", schema, graphMLFile(t)).CombinedOutput()
	if err != nil {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
}

// readBack prints what networkx understands of a GraphML file.
const readBack = `
import json, sys, networkx
g = networkx.read_graphml(sys.argv[1])
json.dump({
    "directed": g.is_directed(), "parallel": g.is_multigraph(), "nodes": dict(g.nodes(data=True)),
    "edges": [dict(data, source=s, target=t) for s, t, data in g.edges(data=True)],
}, sys.stdout)
`

func TestGraphMLIsReadByNetworkx(t *testing.T) {
	python := withNetworkx(t)[0]
	out, err := exec.Command(python, "-c", readBack, graphMLFile(t)).Output()
	if err != nil {
		t.Fatalf("networkx does not read it: %v\n%s", err, stderr(err))
	}
	var g struct {
		Directed, Parallel bool
		Nodes              map[string]map[string]any
		Edges              []map[string]any
	}
	if err := json.Unmarshal(out, &g); err != nil {
		t.Fatal(err)
	}
	if !g.Directed || !g.Parallel {
		t.Errorf("directed %v and parallel edges %v, want both", g.Directed, g.Parallel)
	}
	if len(g.Nodes) != 8 || len(g.Edges) != 6 {
		t.Errorf("%d nodes and %d edges, want 8 and 6", len(g.Nodes), len(g.Edges))
	}
	node := g.Nodes[graph.EntityID(marked.Key).String()]
	if want := clean(marked.Name); node["label"] != want {
		t.Errorf("label %q, want %q", node["label"], want)
	}
	if lat := g.Nodes[graph.EntityID(hajin.Key).String()]["latitude"]; lat != hajin.Point.Lat {
		t.Errorf("latitude %v, want the number %v", lat, hajin.Point.Lat)
	}
	for _, e := range g.Edges {
		if e["quotes"] == "" || e["weight"].(float64) < 1 {
			t.Errorf("edge without quote or weight: %v", e)
		}
	}
}

// withNetworkx returns the Pythons that have networkx: the one that is called, and the system's own.
func withNetworkx(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import networkx").Run() == nil {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		t.Skip("no Python with networkx here; it comes with Debian's python3-networkx")
	}
	return found
}

func stderr(err error) []byte {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.Stderr
	}
	return nil
}

func TestPythonReadsCSV(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	files, _ := write(t, fixture(t), "csv", Options{BOM: true})
	for name, b := range files {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		const script = `
import csv, io, sys
rows = list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline=""), strict=True))
assert len({len(r) for r in rows}) == 1, [len(r) for r in rows]
assert rows[0][0] in ("Id", "Source"), rows[0]
`
		cmd := exec.Command(python, "-c", script)
		cmd.Stdin = bytes.NewReader(b)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
