package export

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// exportOf writes a store in a format, and returns its files by their names.
func exportOf(t *testing.T, s graph.Store, format string, since graph.Revision) (map[string]string, *Manifest) {
	t.Helper()
	dst := filepath.Join(t.TempDir(), "out")
	var m *Manifest
	if err := s.View(t.Context(), func(r graph.Reader) (err error) {
		m, err = Write(t.Context(), r, format, dst, Options{Since: since})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range m.Files {
		path := dst
		if len(m.Files) > 1 {
			path = filepath.Join(dst, f.Name)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	return files, m
}

// follower has a copy of a store in one format.
type follower interface {
	whole(files map[string]string)
	step(files map[string]string)
	has() []string // what it holds, sorted
}

// tables follows csv.
type tables struct {
	t    *testing.T
	rows map[string]string // by file and id
}

func (f *tables) read(files map[string]string) {
	for name, column := range map[string]int{"nodes.csv": 0, "edges.csv": 3} {
		all, err := csv.NewReader(strings.NewReader(files[name])).ReadAll()
		if err != nil {
			f.t.Fatal(err)
		}
		for _, row := range all[1:] {
			f.rows[strings.TrimSuffix(name, "s.csv")+row[column]] = fmt.Sprintf("%q", row)
		}
	}
}

func (f *tables) whole(files map[string]string) { f.rows = map[string]string{}; f.read(files) }

func (f *tables) step(files map[string]string) {
	all, err := csv.NewReader(strings.NewReader(files["retracted.csv"])).ReadAll()
	if err != nil {
		f.t.Fatal(err)
	}
	for _, row := range all[1:] {
		delete(f.rows, row[0]+row[1])
	}
	f.read(files)
}

func (f *tables) has() []string { return slices.Sorted(maps.Values(f.rows)) }

// quadCopy follows nquads.
type quadCopy struct{ lines map[string]bool }

// owner returns the thing that a line belongs to: that of its graph, or else of its subject.
func owner(line string) string {
	fields := strings.Fields(line)
	iri := fields[0]
	if inGraph(line) {
		iri = fields[len(fields)-2]
	}
	id, _, _ := strings.Cut(strings.Trim(iri, "<>"), "#")
	return id
}

func (f *quadCopy) whole(files map[string]string) {
	f.lines = map[string]bool{}
	for line := range strings.Lines(slices.Collect(maps.Values(files))[0]) {
		f.lines[line] = true
	}
}

func (f *quadCopy) step(files map[string]string) {
	text := slices.Collect(maps.Values(files))[0]
	touched := map[string]bool{}
	for line := range strings.Lines(text) {
		touched[owner(line)] = true
	}
	maps.DeleteFunc(f.lines, func(line string, _ bool) bool { return touched[owner(line)] })
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "ns#Retracted>") {
			f.lines[line] = true
		}
	}
}

// inGraph reports whether a line has a graph: a fourth term.
func inGraph(line string) bool {
	if i := strings.LastIndexByte(line, '"'); i > 0 {
		return strings.Contains(line[i:], " <urn:uuid:")
	}
	return len(strings.Fields(line)) == 5
}

func (f *quadCopy) has() []string {
	var lines []string
	for line := range f.lines {
		if !strings.Contains(line, "NewsMediaOrganization") && !strings.Contains(line, "schema.org/name") { // outlets stay when nobody names them any more
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}

// TestIncrementsLeadToTheWhole: who takes a whole export and then each increment has what a whole one has.
func TestIncrementsLeadToTheWhole(t *testing.T) {
	for name, f := range map[string]follower{"csv": &tables{t: t}, "nquads": &quadCopy{}} {
		t.Run(name, func(t *testing.T) {
			s, deltas := memstore.New(memstore.Options{}), many(t, 12)
			steps := []func() error{
				func() error { return s.Apply(t.Context(), deltas[:6]...) },
				func() error { return s.Apply(t.Context(), deltas[6:]...) },
				func() error { _, err := s.Remove(t.Context(), deltas[1].Document.ID); return err },
				func() error { return s.Apply(t.Context(), fewer(deltas[2])) },
				func() error { return s.Apply(t.Context(), underKey(deltas[3], "another text. ")) },
				func() error { return judge(t.Context(), s, judgements(deltas[7:])[:6]...) },
			}
			var at graph.Revision
			for i, step := range steps {
				if err := step(); err != nil {
					t.Fatal(err)
				}
				whole, m := exportOf(t, s, name, graph.Revision{})
				if i == 0 {
					f.whole(whole)
				} else {
					files, _ := exportOf(t, s, name, at)
					f.step(files)
				}
				at = m.Revision
				got := f.has()
				f.whole(whole)
				if want := f.has(); !slices.Equal(got, want) {
					t.Fatalf("step %d: %d records, want %d:\n%s", i, len(got), len(want), difference(got, want))
				}
			}
		})
	}
}

func difference(got, want []string) string {
	var b strings.Builder
	for _, line := range got {
		if !slices.Contains(want, line) {
			b.WriteString("+ " + line + "\n")
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			b.WriteString("- " + line + "\n")
		}
	}
	return b.String()
}

// TestCypherIncrement deletes what is gone, and replaces what changed.
func TestCypherIncrement(t *testing.T) {
	s, deltas := memstore.New(memstore.Options{}), many(t, 4)
	if err := s.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
	_, m := exportOf(t, s, "cypher", graph.Revision{})
	if _, err := s.Remove(t.Context(), deltas[1].Document.ID); err != nil {
		t.Fatal(err)
	}
	files, _ := exportOf(t, s, "cypher", m.Revision)
	text := slices.Collect(maps.Values(files))[0]
	for _, want := range []string{
		"MATCH (n:Document {id: row})\nDETACH DELETE n;", "'" + deltas[1].Document.ID.String() + "'", "MATCH (n:Claim {id: row})\nDETACH DELETE n;",
		"MATCH ()-[r]->() WHERE r.id IN ids\nDELETE r;", "SET r = row.props;",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, deltas[2].Document.ID.String()) {
		t.Error("a document that did not change is in the increment")
	}
}
