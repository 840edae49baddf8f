package temporal

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// TestTables holds the tables to their form: sorted, and no form in two rows, as only one could be read.
func TestTables(t *testing.T) {
	ar, err := fs.Sub(data.FS, "ar")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]string)
	for _, file := range []string{"time/months.tsv", "time/parts.tsv", "time/weekdays.tsv", "time/words.tsv"} {
		rows, err := lexicon.ReadTable(ar, file)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(rows, func(a, b lexicon.Row) int { return strings.Compare(a.ID, b.ID) }) {
			t.Errorf("%s is not sorted by id", file)
		}
		for _, r := range rows {
			form := arabic.Normalize(r.Get("form"))
			if form == "" || seen[form] != "" {
				t.Errorf("%v", r.Errorf("%s stands in %s too", r.Get("form"), seen[form]))
			}
			seen[form] = file
		}
	}
}

func TestLoadRefusesBadTables(t *testing.T) {
	good := fstest.MapFS{
		"numerals.tsv":      {Data: []byte("id\tkind\tvalue\tform\n")},
		"time/months.tsv":   {Data: []byte("id\tmonth\tcalendar\tgate\tform\n")},
		"time/weekdays.tsv": {Data: []byte("id\tweekday\tform\n")},
		"time/parts.tsv":    {Data: []byte("id\tpart\tbehind\tform\n")},
		"time/words.tsv":    {Data: []byte("id\tclass\tvalue\tarticle\tform\n")},
	}
	if _, err := Load(good); err != nil {
		t.Fatalf("empty tables: %v", err)
	}
	for file, row := range map[string]string{
		"numerals.tsv":      "x\tnone\t1\tx\n",
		"time/months.tsv":   "x\t13\tgregorian\t\tx\n",
		"time/weekdays.tsv": "x\t8\tx\n",
		"time/words.tsv":    "x\tunit\tday\t\tx\n",
	} {
		bad := fstest.MapFS{}
		for name, f := range good {
			bad[name] = f
		}
		bad[file] = &fstest.MapFile{Data: append(slices.Clone(good[file].Data), row...)}
		if _, err := Load(bad); err == nil || !strings.Contains(err.Error(), file+":2") {
			t.Errorf("%s: error %v does not name the line", file, err)
		}
	}
}
