package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// parse reads a CSV file into rows by heading.
func parse(t *testing.T, b []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll() // every row as long as the first
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = row[i]
		}
		out = append(out, cells)
	}
	return out
}

func TestCSVEdgesJoinNodes(t *testing.T) {
	files, _ := write(t, fixture(t), "csv", Options{})
	ids := map[string]bool{}
	for _, row := range parse(t, files["nodes.csv"]) {
		ids[row["Id"]] = true
	}
	edges := parse(t, files["edges.csv"])
	if len(ids) != 8 || len(edges) != 6 {
		t.Fatalf("%d nodes and %d edges, want 8 and 6", len(ids), len(edges))
	}
	seen := map[string]bool{}
	for _, e := range edges {
		if !ids[e["Source"]] || !ids[e["Target"]] {
			t.Errorf("edge %s ends nowhere", e["Id"])
		}
		if seen[e["Id"]] {
			t.Errorf("edge %s is there twice", e["Id"])
		}
		seen[e["Id"]] = true
		symmetric := e["Label"] == "negotiated-with"
		if (e["Type"] == "Undirected") != symmetric {
			t.Errorf("%s is %s", e["Label"], e["Type"])
		}
	}
}

func TestDeniedIsNoEdge(t *testing.T) {
	files, m := write(t, fixture(t), "csv", Options{})
	if bytes.Contains(files["edges.csv"], []byte("controls")) {
		t.Error("control that its only witness denies became an edge")
	}
	if m.Counts["deniedOnly"] != 1 {
		t.Errorf("manifest counts %d relations that are only denied, want 1", m.Counts["deniedOnly"])
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	files, _ := write(t, fixture(t), "csv", Options{})
	apostrophes := 0
	for _, file := range []string{"nodes.csv", "edges.csv"} {
		for _, row := range parse(t, files[file]) {
			for name, cell := range row {
				number := name == "latitude" || name == "longitude"
				if !number && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("%s: %s %q would be run", file, name, cell)
				}
				if strings.HasPrefix(cell, "'") {
					apostrophes++
				}
			}
		}
	}
	if apostrophes == 0 {
		t.Error("the fixture has no hostile name")
	}
}

func TestNumbersStayNumbers(t *testing.T) {
	files, _ := write(t, fixture(t), "csv", Options{})
	for _, row := range parse(t, files["nodes.csv"]) {
		if row["Id"] == graph.EntityID(farWest.Key).String() && row["longitude"] != "-0.25" {
			t.Errorf("longitude %q, want -0.25", row["longitude"])
		}
	}
}

func TestBOMOnlyWhereAsked(t *testing.T) {
	for _, with := range []bool{false, true} {
		files, _ := write(t, fixture(t), "csv", Options{BOM: with})
		for _, name := range []string{"nodes.csv", "edges.csv"} {
			if bytes.HasPrefix(files[name], []byte("\xEF\xBB\xBF")) != with {
				t.Errorf("%s: byte order mark where asked=%v", name, with)
			}
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"دير الزور":                 "دير الزور",
		"a\x00b\x1fc\x7f":           "abc\x7f",
		"tab\tline\nend\r":          "tab\tline\nend\r",
		"\u200fيمين\u200dوصل\u2069": "\u200fيمين\u200dوصل\u2069",
		"\ufffe\uffff":              "",
		"\ufffd":                    "\ufffd",
		"cut \xd8":                  "cut ",
		"beyond 𐎠":                  "beyond 𐎠",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzCleanCSV(f *testing.F) {
	f.Add("=1+1")
	f.Add("\"a\",\r\nb\x00")
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		cell := inert(clean(s))
		if err := w.Write([]string{"id", cell}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		row, err := csv.NewReader(&b).Read()
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.ReplaceAll(cell, "\r\n", "\n"); len(row) != 2 || row[1] != want {
			t.Errorf("%q came back as %q", want, row)
		}
	})
}

// gephiReserved are the headings that Gephi's spreadsheet import takes for the parts of a graph, whatever their case; all
// others become attributes. A table of nodes needs Id, one of edges Source and Target; Type is Directed, Undirected or
// Mutual, Weight a number above 0, Interval and Timeset have a grammar of their own, and no heading may come twice.
var gephiReserved = map[string][]string{
	"nodes.csv": {"id", "label", "interval", "timeset"},
	"edges.csv": {"source", "target", "type", "id", "label", "kind", "weight", "interval", "timeset"},
}

// gephiTable holds a table to the grammar of Gephi's import, and returns what breaks it.
func gephiTable(name string, table [][]string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(table) == 0 {
		return []string{"no heading"}
	}
	at := map[string]int{}
	for i, heading := range table[0] {
		key := strings.ToLower(strings.TrimSpace(heading))
		if _, twice := at[key]; twice || key == "" || key != strings.ToLower(heading) {
			fault("heading %d, %q: empty, padded or there twice", i, heading)
		}
		at[key] = i
	}
	needed := map[string][]string{"nodes.csv": {"Id"}, "edges.csv": {"Source", "Target"}}[name]
	for _, heading := range needed {
		if !slices.Contains(table[0], heading) {
			fault("no heading %s", heading)
		}
	}
	for _, heading := range table[0] {
		if reserved := slices.Contains(gephiReserved[name], strings.ToLower(heading)); reserved && strings.ToLower(heading[:1]) == heading[:1] {
			fault("%s is reserved, and not meant", heading)
		}
	}
	for i, row := range table[1:] {
		cell := func(heading string) string {
			if column, ok := at[heading]; ok && column < len(row) {
				return row[column]
			}
			return ""
		}
		if len(row) != len(table[0]) {
			fault("row %d has %d cells", i, len(row))
		}
		if name == "nodes.csv" && cell("id") == "" || name == "edges.csv" && (cell("source") == "" || cell("target") == "") {
			fault("row %d has no id, or no end", i)
		}
		if name != "edges.csv" {
			continue
		}
		if typ := cell("type"); typ != "Directed" && typ != "Undirected" && typ != "Mutual" {
			fault("row %d is %q", i, typ)
		}
		if w, err := strconv.ParseFloat(cell("weight"), 64); err != nil || !(w > 0) {
			fault("row %d weighs %q", i, cell("weight"))
		}
	}
	return faults
}

// TestCSVKeepsGephisGrammar: the headings are those that Gephi's import knows, each once, and what stands under them is what
// it takes there; and the test sees it where they are not.
func TestCSVKeepsGephisGrammar(t *testing.T) {
	files, _ := write(t, fixture(t), "csv", Options{})
	for _, name := range []string{"nodes.csv", "edges.csv"} {
		table, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if faults := gephiTable(name, table); len(faults) > 0 || len(table) < 2 {
			t.Errorf("%s: %v", name, faults)
		}
		for what, spoil := range map[string]func([][]string){
			"a heading twice":    func(t [][]string) { t[0][2] = t[0][0] },
			"no id or end":       func(t [][]string) { t[0][0] = "key2" },
			"a reserved heading": func(t [][]string) { t[0][len(t[0])-1] = "timeset" },
			"an empty cell":      func(t [][]string) { t[1][0] = "" },
		} {
			spoilt := make([][]string, len(table))
			for i := range table {
				spoilt[i] = slices.Clone(table[i])
			}
			if spoil(spoilt); len(gephiTable(name, spoilt)) == 0 {
				t.Errorf("%s: %s is not seen", name, what)
			}
		}
	}
	bad := [][]string{{"Source", "Target", "Type", "Weight"}, {"a", "b", "directed?", "0"}}
	if faults := gephiTable("edges.csv", bad); len(faults) != 2 {
		t.Errorf("%v", faults)
	}
}
