package export

import (
	"bytes"
	"encoding/csv"
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
