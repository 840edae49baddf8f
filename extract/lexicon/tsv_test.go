package lexicon_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

func readTable(text string) ([]lexicon.Row, error) {
	return lexicon.ReadTable(fstest.MapFS{"t.tsv": &fstest.MapFile{Data: []byte(text)}}, "t.tsv")
}

func TestReadTable(t *testing.T) {
	rows, err := readTable("# a comment\n\nid\tname\tuse\r\nsy-a\tحلب\tmain\r\n# more\nsy-b\tدرعا\n")
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v, %v", rows, err)
	}
	a, b := rows[0], rows[1]
	if a.ID != "sy-a" || a.Get("name") != "حلب" || a.Get("use") != "main" || a.Line != 4 || a.File != "t.tsv" {
		t.Errorf("%+v", a)
	}
	if b.Get("use") != "" || b.Get("none") != "" || b.Get("id") != "sy-b" || b.Line != 6 {
		t.Errorf("%+v", b)
	}
	if got := a.Errorf("bad %s", "name").Error(); got != "t.tsv:4: bad name" {
		t.Error(got)
	}
}

func TestReadTableErrors(t *testing.T) {
	for name, c := range map[string][2]string{
		"no id":            {"name\tid\n", "t.tsv:1: the heading must begin with «id»"},
		"column twice":     {"id\tname\tname\n", "t.tsv:1: the heading"},
		"too many cells":   {"id\tname\n\na\tb\tc\n", "t.tsv:3: 3 cells, but 2 columns"},
		"line without end": {"id\n" + strings.Repeat("x", 1<<21), "read t.tsv"},
	} {
		if _, err := readTable(c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %v; want %q", name, err, c[1])
		}
	}
	if _, err := lexicon.ReadTable(fstest.MapFS{}, "t.tsv"); err == nil || !strings.Contains(err.Error(), "t.tsv") {
		t.Errorf("missing file: %v", err)
	}
	if rows, err := readTable(""); err != nil || len(rows) != 0 {
		t.Errorf("empty table: %v, %v", rows, err)
	}
}

func FuzzReadTable(f *testing.F) {
	for _, s := range []string{"", "id\tform\na\tb\n", "id\n\n#\n", "id\tid\n", "\t\n", "id\r\na\r\n", "id\tform\na\tb\tc", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rows, err := readTable(s)
		if err != nil && (rows != nil || !strings.Contains(err.Error(), "t.tsv")) {
			t.Fatalf("%v, %v", rows, err)
		}
		lines := strings.Split(s, "\n")
		for _, r := range rows {
			if r.Line < 1 || r.Line > len(lines) || r.Get("id") != r.ID || !strings.HasPrefix(lines[r.Line-1], r.ID) {
				t.Fatalf("%q: row %+v", s, r)
			}
		}
		lexicon.Lint(fstest.MapFS{"ar/words.tsv": &fstest.MapFile{Data: []byte(s)}}, "ar", lexicon.Needs{})
		again, _ := readTable(s)
		if !slices.EqualFunc(rows, again, func(a, b lexicon.Row) bool { return a.ID == b.ID && a.Line == b.Line }) {
			t.Fatal("two runs differ")
		}
	})
}
