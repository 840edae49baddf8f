package quantity_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// TestTables holds the tables to their form: sorted, and no form twice in one place.
func TestTables(t *testing.T) {
	ar, err := fs.Sub(data.FS, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"numerals.tsv", "comparators.tsv", "units.tsv"} {
		rows, err := lexicon.ReadTable(ar, file)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(rows, func(a, b lexicon.Row) int { return strings.Compare(a.ID, b.ID) }) {
			t.Errorf("%s is not sorted by id", file)
		}
		seen := make(map[string]bool)
		for _, r := range rows {
			key := r.Get("place") + " " + arabic.Normalize(r.Get("form"))
			if seen[key] {
				t.Errorf("%v", r.Errorf("%s stands twice", key))
			}
			seen[key] = true
		}
	}
}
