package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// fileOf exports deltas into one file and returns its path.
func fileOf(t *testing.T, deltas []*graph.Delta, format string) string {
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

// mixed is the fixture and more: coarse times, and generated articles with all that claims can have.
func mixed(t testing.TB) []*graph.Delta {
	return append(append(fixture(t), timed(t)), graphtest.Generate(11, 2)...)
}

// withPython returns a Python that has module; it comes with the Debian package.
func withPython(t *testing.T, module, from string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import "+module).Run() == nil {
			return name
		}
	}
	t.Skipf("no Python with %s here; it comes with Debian's %s", module, from)
	return ""
}

// webScript runs a script of web/ and returns what it prints.
func webScript(t *testing.T, args ...string) []byte {
	t.Helper()
	if _, err := os.Stat(filepath.Join("..", "web", "node_modules")); err != nil {
		t.Skip("web/node_modules is not there: `make web` installs it")
	}
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Dir = filepath.Join("..", "web")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node %s: %v\n%s", strings.Join(args, " "), err, stderr(err))
	}
	return out
}

func TestRapperReadsRDF(t *testing.T) {
	rapper, err := exec.LookPath("rapper")
	if err != nil {
		t.Skip("no rapper here; it comes with Debian's raptor2-utils")
	}
	deltas := mixed(t)
	want := len(quads(t, deltas, Options{}))
	for syntax, path := range map[string]string{
		"nquads": fileOf(t, deltas, "nquads"), "turtle": fileOf(t, deltas, "turtle"),
	} {
		out, err := exec.Command(rapper, "-i", syntax, "-c", path).CombinedOutput()
		if err != nil || strings.Contains(string(out), "Warning") || !strings.Contains(string(out), "returned "+strconv.Itoa(want)+" triples") {
			t.Errorf("%s, of which %d statements were written: %v\n%.2000s", syntax, want, err, out)
		}
	}
}

// compare prints what rdflib understands of N-Quads, Turtle and JSON-LD, and where they differ.
const compare = `
import json, sys, logging
logging.basicConfig(level=logging.WARNING)
from rdflib import ConjunctiveGraph, Graph, Literal, URIRef
def quads(path, format):
    g = ConjunctiveGraph(); g.parse(path, format=format)
    def name(c):
        c = getattr(c, "identifier", c)
        return c if isinstance(c, URIRef) and c.startswith("urn:uuid:") else None
    return {(s, p, o, name(c)) for s, p, o, c in g.quads((None, None, None, None))}
nq, ld = quads(sys.argv[1], "nquads"), quads(sys.argv[3], "json-ld")
ttl = set(Graph().parse(sys.argv[2], format="turtle"))
flat = {q[:3] for q in nq}
show = lambda xs: sorted(map(str, xs))[:5]
flat_graph = ConjunctiveGraph(); flat_graph.parse(sys.argv[1], format="nquads")
answers = [[str(v) for v in row] for row in flat_graph.query(sys.argv[4])]
names = [[str(o), o.language] for s, p, o, c in nq if p == URIRef("https://schema.org/name")]
ill = [str(o) for s, p, o, c in nq if isinstance(o, Literal) and o.datatype and o.ill_typed] if hasattr(Literal, "ill_typed") else []
json.dump({
    "answers": answers, "quads": len(nq), "graphs": len({q[3] for q in nq}) - 1, "ill": ill, "names": names,
    "differ": show(nq ^ ld) + show(flat ^ ttl),
}, sys.stdout)
`

func TestRDFFormatsSayTheSame(t *testing.T) {
	python := withPython(t, "rdflib", "python3-rdflib")
	deltas := mixed(t)
	cmd := exec.Command(python, "-c", compare, fileOf(t, deltas, "nquads"), fileOf(t, deltas, "turtle"), fileOf(t, deltas, "jsonld"), documentedQuery(t))
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("rdflib does not read it: %v\n%s", err, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Errorf("rdflib complains: %.2000s", complaints.String())
	}
	var got struct {
		Quads, Graphs int
		Ill, Differ   []string
		Names         [][2]string
		Answers       [][]string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	claims := 0
	for _, d := range deltas {
		claims += len(d.Claims)
	}
	if got.Quads != len(quads(t, deltas, Options{})) || got.Graphs != claims || len(got.Ill) > 0 {
		t.Errorf("%d statements in %d graphs, of %d in %d; ill-typed: %v", got.Quads, got.Graphs, len(quads(t, deltas, Options{})), claims, got.Ill)
	}
	if len(got.Differ) > 0 {
		t.Errorf("the formats differ: %s", strings.Join(got.Differ, "\n"))
	}
	want := []string{entityURN("actor/x"), entityURN("place/p"), "سيطرت"}
	if len(got.Answers) != 1 || !slices.Equal(got.Answers[0], want) {
		t.Errorf("the documented query answers %v, want %v", got.Answers, want)
	}
	for _, e := range []graph.Entity{sdf, formula, marked, farWest} {
		found := false
		for _, name := range got.Names {
			found = found || name == [2]string{clean(e.Name), "ar"}
		}
		if !found {
			t.Errorf("no name %q@ar in %v", e.Name, got.Names)
		}
	}
}

func entityURN(key string) string { return "urn:uuid:" + graph.EntityID(key).String() }

// documentedQuery returns the query of the documentation, asked about an outlet of the test.
func documentedQuery(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "docs", "FORMATS.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```sparql\n")
	query, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("no query in the documentation")
	}
	var head strings.Builder
	for _, p := range prefixes {
		head.WriteString("PREFIX " + p[0] + ": <" + p[1] + ">\n")
	}
	return head.String() + strings.Replace(query, "…", "وكالة أولى", 1)
}

type shaclReport struct {
	Conforms bool
	Triples  int
	Results  []struct{ Node, Path, Constraint, Value string }
}

func validateShapes(t *testing.T, data string) (r shaclReport) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data.ttl")
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(webScript(t, "shacl.mjs", filepath.Join("..", "export", "shapes.ttl"), path), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRDFConformsToShapes(t *testing.T) {
	files, _ := write(t, mixed(t), "turtle", Options{})
	data := string(files["out.ttl"])
	if r := validateShapes(t, data); !r.Conforms || r.Triples < 800 {
		t.Errorf("%d triples, conform: %v\n%+v", r.Triples, r.Conforms, r.Results[:min(10, len(r.Results))])
	}
	files, _ = write(t, fixture(t), "turtle", Options{})
	data = string(files["out.ttl"])
	for what, broken := range map[string]string{
		"a claim without its words":    strings.ReplaceAll(data, "    isnad:quote ", "    isnad:lost "),
		"a status of no vocabulary":    strings.ReplaceAll(data, `isnad:status "planned"`, `isnad:status "rumoured"`),
		"an event that was planned":    strings.ReplaceAll(data, `isnad:status "happened"`, `isnad:status "planned"`),
		"a relation without a witness": strings.ReplaceAll(strings.ReplaceAll(data, "isnad:supportedBy", "isnad:x"), "isnad:deniedBy", "isnad:x"),
		"a place off the earth":        strings.ReplaceAll(data, `schema:latitude "34.6891"`, `schema:latitude "134.6891"`),
	} {
		if broken == data {
			t.Errorf("%s: nothing was broken", what)
		}
		if r := validateShapes(t, broken); r.Conforms {
			t.Errorf("%s conforms to the shapes", what)
		}
	}
}
