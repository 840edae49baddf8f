package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// headerField is the grammar of a field of a header of neo4j-admin's: a property with its type, or what a
// column stands for, with the group of its ids.
var headerField = regexp.MustCompile(`^(?:([A-Za-z_]\w*):(int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime|duration)(\[\])?|` +
	`([A-Za-z_]\w*)?:(ID|START_ID|END_ID)(?:\((\w+)\))?|:(LABEL|TYPE|IGNORE))$`)

// admin reads files as neo4j-admin does, and fails the test where it would refuse them.
type admin struct {
	t     *testing.T
	nodes map[string]map[string][]string // group → id → labels
	types map[string]int                 // type of edges → how many
}

func (a *admin) read(name string, b []byte) {
	a.t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		a.t.Fatalf("%s: %v", name, err)
	}
	var fields [][]string
	roles := map[string]int{}
	for i, head := range rows[0] {
		m := headerField.FindStringSubmatch(head)
		if m == nil {
			a.t.Fatalf("%s: not a field of a header: %q", name, head)
		}
		fields = append(fields, m)
		for _, role := range []string{m[5], m[7]} {
			if role != "" {
				if _, twice := roles[role]; twice {
					a.t.Errorf("%s: two columns are %s", name, role)
				}
				roles[role] = i
			}
		}
	}
	_, isNode := roles["ID"]
	_, isEdge := roles["START_ID"]
	if _, ends := roles["END_ID"]; isNode == isEdge || isEdge != ends {
		a.t.Fatalf("%s: neither nodes nor edges: %v", name, rows[0])
	}
	for _, row := range rows[1:] {
		for i, m := range fields {
			a.value(name, m, row[i])
		}
		if isNode {
			a.node(name, fields[roles["ID"]][6], row[roles["ID"]], row[roles["LABEL"]])
		} else {
			a.end(name, fields[roles["START_ID"]][6], row[roles["START_ID"]])
			a.end(name, fields[roles["END_ID"]][6], row[roles["END_ID"]])
			a.types[row[roles["TYPE"]]]++
		}
	}
}

func (a *admin) value(name string, field []string, v string) {
	values := []string{v}
	if field[3] != "" {
		values = strings.Split(v, ";")
	}
	for _, v := range values {
		var err error
		switch {
		case v == "":
		case field[2] == "long":
			_, err = strconv.ParseInt(v, 10, 64)
		case field[2] == "double":
			_, err = strconv.ParseFloat(v, 64)
		case field[2] == "boolean":
			_, err = strconv.ParseBool(v)
		case field[2] == "date":
			_, err = graph.ParseDay(v)
		}
		if err != nil {
			a.t.Errorf("%s: %s %q: %v", name, field[1], v, err)
		}
	}
}

func (a *admin) node(name, group, id, labels string) {
	if a.nodes[group] == nil {
		a.nodes[group] = map[string][]string{}
	}
	if a.nodes[group][id] != nil || id == "" || labels == "" {
		a.t.Errorf("%s: id %q is there twice, or has no label", name, id)
	}
	a.nodes[group][id] = strings.Split(labels, ";")
}

func (a *admin) end(name, group, id string) {
	if a.nodes[group][id] == nil {
		a.t.Errorf("%s: no node %q in group %s", name, id, group)
	}
}

// imported reads an export in the order of its script.
func imported(t *testing.T, deltas []*graph.Delta) (*admin, map[string][]byte) {
	t.Helper()
	files, m := write(t, deltas, "neo4j", Options{})
	a := &admin{t, map[string]map[string][]string{}, map[string]int{}}
	inScript := regexp.MustCompile(`--(?:nodes|relationships)=(\S+)`).FindAllStringSubmatch(string(files["import.sh"]), -1)
	for _, f := range inScript {
		if files[f[1]] == nil {
			t.Fatalf("the script names %s, which is not there", f[1])
		}
		a.read(f[1], files[f[1]])
	}
	if len(inScript) != len(m.Files)-1 {
		t.Errorf("%d files, and the script names %d", len(m.Files), len(inScript))
	}
	return a, files
}

func TestNeo4jFilesAreImported(t *testing.T) {
	a, _ := imported(t, fixture(t))
	for group, want := range map[string]int{"Entity": 8, "Document": 4, "Claim": 7} {
		if len(a.nodes[group]) != want {
			t.Errorf("%d nodes in %s, want %d", len(a.nodes[group]), group, want)
		}
	}
	if a.types["ATTACKED"] == 0 || a.types["SAID_IN"] != 7 || a.types["HAS_AGENT"] == 0 || a.types["HEARD_FROM"] != 2 {
		t.Errorf("edges %v", a.types)
	}
	if a.types["CONTROLS"] != 0 {
		t.Error("control that its only witness denies became an edge")
	}
	labels := a.nodes["Entity"][graph.EntityID(hajin.Key).String()]
	if len(labels) != 2 || labels[0] != "Entity" || labels[1] != "Place" {
		t.Errorf("labels %q", labels)
	}
}

func TestNeo4jKeepsEvidence(t *testing.T) {
	_, files := imported(t, fixture(t))
	for _, row := range parse(t, files["claims.csv"]) {
		if row["quote:string"] == "" || !strings.Contains(row["sentence:string"], row["quote:string"]) {
			t.Errorf("claim %s quotes %q of %q", row["id:ID(Claim)"], row["quote:string"], row["sentence:string"])
		}
	}
}

func TestNeo4jArraysAreParted(t *testing.T) {
	semicolons := graph.Entity{Key: "person:a;b", Kind: schema.Person, Name: "أ;ب", Names: []graph.Name{{Text: "أ;ب", Lang: "ar", Script: "Arab"}}}
	a := newArticle(t, "k", "", "", "قال كمال")
	who := a.names(semicolons, "كمال")
	a.says("قال", graph.Claim{Type: schema.Protest, Status: schema.Happened, Agents: args(who)})
	_, files := imported(t, []*graph.Delta{a.done()})
	row := parse(t, files["entities.csv"])[0]
	if row["names:string[]"] != "أ,ب;كمال" || row["name:string"] != "أ;ب" {
		t.Errorf("names %q, name %q", row["names:string[]"], row["name:string"])
	}
}

func TestOnlyTablesForPeopleBeginWithAByteOrderMark(t *testing.T) {
	view(t, fixture(t), func(r graph.Reader) {
		for _, f := range Formats() {
			_, err := Write(t.Context(), r, f.Name, filepath.Join(t.TempDir(), "out"), Options{BOM: true})
			if takes := f.Name == "csv" || f.Name == "acled"; takes != (err == nil) || !takes && !errors.Is(err, ErrOptions) {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	})
}

func TestPackedNeo4jScriptNamesThePackedFiles(t *testing.T) {
	files, m := write(t, fixture(t), "neo4j", Options{Compress: Gzip})
	if files["entities.csv.gz"] == nil || !strings.Contains(string(files["import.sh"]), "--nodes=entities.csv.gz") || m.Compression != Gzip {
		t.Errorf("files %v, script %s", len(files), files["import.sh"])
	}
}

// TestCypherLiterals undoes what literal does, as Neo4j reads it: characters by their number first.
func TestCypherLiterals(t *testing.T) {
	for _, s := range []string{
		"", "a'b", `a\`, `\'`, `\\`, "line\nend\r\ttab", `\u0027 + n`, `\\u0027`, "اسم`", `"`, `\n`, `u0027`, `\U`,
	} {
		got, err := readLiteral(literal(s))
		if err != nil || got != s {
			t.Errorf("%q became %s, read as %q (%v)", s, literal(s), got, err)
		}
	}
}

func FuzzCypherLiteral(f *testing.F) {
	f.Add(`\u0027`)
	f.Add("'; MATCH (n) DETACH DELETE n; //")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := readLiteral(literal(clean(s))); err != nil || got != clean(s) {
			t.Errorf("%q became %s, read as %q (%v)", s, literal(clean(s)), got, err)
		}
	})
}

var byNumber = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

type cypherError string

func (e cypherError) Error() string { return string(e) }

// readLiteral reads texts in single quotes that are joined by plus signs.
func readLiteral(s string) (string, error) {
	if byNumber.MatchString(s) {
		return "", cypherError("a character by its number: " + s)
	}
	var out strings.Builder
	for {
		if !strings.HasPrefix(s, "'") {
			return "", cypherError("no quote: " + s)
		}
		i := 1
		for ; i < len(s) && s[i] != '\''; i++ {
			if s[i] != '\\' {
				out.WriteByte(s[i])
				continue
			}
			i++
			if i == len(s) {
				return "", cypherError("ends in an escape")
			}
			r, known := map[byte]string{'\\': `\`, '\'': "'", 'n': "\n", 'r': "\r", 't': "\t"}[s[i]]
			if !known {
				return "", cypherError("escape " + s[i:i+1])
			}
			out.WriteString(r)
		}
		if i >= len(s) {
			return "", cypherError("does not end")
		}
		if s = s[i+1:]; s == "" {
			return out.String(), nil
		}
		var joined bool
		if s, joined = strings.CutPrefix(s, " + "); !joined {
			return "", cypherError("goes on: " + s)
		}
	}
}

func TestCypherNames(t *testing.T) {
	for in, want := range map[string]string{
		"name": "name", "from": "`from`", "a b": "`a b`", "a`b": "`a``b`", "": "``", "1st": "`1st`", `a\u0060b`: "`a``b`",
	} {
		if got := name(in); got != want {
			t.Errorf("%q became %s, want %s", in, got, want)
		}
	}
}

const lintCypher = `
const ls = require('@neo4j-cypher/language-support');
const text = require('fs').readFileSync(process.argv[1], 'utf8');
const lint = (q) => ls.lintCypherQuery(q, {}).diagnostics.filter((d) => d.severity === 1).map((d) => d.message);
console.log(JSON.stringify({
  statements: ls.parseStatementsStrs(text).filter((s) => s.trim()).length,
  errors: lint(text),
  broken: lint(text.replace('MERGE (n:Entity', 'MERGE (n:Entity {')).length,
}));
`

// TestCypherIsParsed: by the parser of Neo4j's own tools, which does find what is wrong.
func TestCypherIsParsed(t *testing.T) {
	hostile := graph.Entity{Key: "person:'`\\", Kind: schema.Person, Name: "'}) DETACH DELETE n; //`\\u0027"}
	a := newArticle(t, "k'", "\\", "", "قال كمال")
	a.says("قال", graph.Claim{Type: schema.Protest, Status: schema.Happened, Agents: args(a.names(hostile, "كمال"))})
	deltas := append(fixture(t), a.done())
	path := exportFile(t, deltas, "cypher")
	var got struct {
		Statements, Broken int
		Errors             []string
	}
	if err := json.Unmarshal(runNode(t, "@neo4j-cypher/language-support", lintCypher, path), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Errors) > 0 || got.Broken == 0 {
		t.Errorf("errors %q, and %d where there is one", got.Errors, got.Broken)
	}
	files, _ := write(t, deltas, "cypher", Options{})
	if want := strings.Count(string(files["out.cypher"]), ";\n"); got.Statements != want || want < 12 {
		t.Errorf("%d statements, and %d lines end one", got.Statements, want)
	}
}

const readCytoscape = `
const cytoscape = require('cytoscape');
const {elements} = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
const cy = cytoscape({headless: true, elements, layout: {name: 'preset'}});
console.log(JSON.stringify({
  nodes: cy.nodes().length, edges: cy.edges().length, orphans: cy.nodes().filter((n) => n.isChild()).length,
  label: cy.getElementById(process.argv[2]).data('label'), attacked: cy.edges('.attacked').length,
  heavy: cy.edges('[weight >= 1]').length, x: cy.getElementById(process.argv[3]).position('x'),
}));
`

func TestCytoscapeReadsIt(t *testing.T) {
	id := func(e graph.Entity) string { return graph.EntityID(e.Key).String() }
	var got struct {
		Nodes, Edges, Orphans, Attacked, Heavy int
		Label                                  string
		X                                      float64
	}
	out := runNode(t, "cytoscape", readCytoscape, exportFile(t, fixture(t), "cytoscape"), id(marked), id(hajin))
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Nodes != 8 || got.Edges != 6 || got.Heavy != 6 || got.Attacked != 4 || got.Orphans != 0 {
		t.Errorf("%+v", got)
	}
	if got.Label != clean(marked.Name) || got.X < 4083 || got.X > 4084 {
		t.Errorf("label %q, x %v", got.Label, got.X)
	}
}

// TestCytoscapeEdgesEndInTheFile: also where a filter leaves a part, since Cytoscape throws otherwise.
func TestCytoscapeEdgesEndInTheFile(t *testing.T) {
	for _, filter := range []Filter{{}, {MinSources: 2}, {Predicates: []schema.Predicate{schema.Attacked}}} {
		files, _ := write(t, fixture(t), "cytoscape", Options{Filter: filter})
		var doc struct {
			Elements struct {
				Nodes, Edges []struct {
					Data struct{ ID, Source, Target string }
				}
			}
		}
		if err := json.Unmarshal(files["out.cyjs"], &doc); err != nil {
			t.Fatal(err)
		}
		nodes := map[string]bool{}
		for _, n := range doc.Elements.Nodes {
			nodes[n.Data.ID] = true
		}
		for _, e := range doc.Elements.Edges {
			if !nodes[e.Data.Source] || !nodes[e.Data.Target] {
				t.Errorf("%+v: edge %s ends nowhere", filter, e.Data.ID)
			}
		}
		if len(doc.Elements.Edges) == 0 {
			t.Errorf("%+v: no edge to look at", filter)
		}
	}
}
