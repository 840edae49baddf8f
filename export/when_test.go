package export

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// TestExportsFromAPointOfView: what was known at a day is exported as a store that saw no more would export it.
func TestExportsFromAPointOfView(t *testing.T) {
	day := graph.Day("2018-10-22")
	seen := slices.DeleteFunc(fixture(t), func(d *graph.Delta) bool { return d.Document.Published == "" || d.Document.Published > day })
	if len(seen) == 0 || len(seen) == len(fixture(t)) {
		t.Fatalf("%d documents by %s", len(seen), day)
	}
	for _, f := range Formats() {
		got, m := write(t, fixture(t), f.Name, Options{Filter: Filter{KnownAt: day}})
		want, _ := write(t, seen, f.Name, Options{})
		for name, b := range want {
			if filepath.Ext(name) == ".zip" { // names its filter inside; TestBundleGoesByTheFilter
				continue
			}
			if name != "manifest.json" && !bytes.HasSuffix([]byte(name), []byte(".manifest.json")) && !bytes.Equal(b, got[name]) {
				t.Errorf("%s: %s differs from that of a store that saw no more", f.Name, name)
			}
		}
		if m.Filter.KnownAt != day || m.LeftOut.Documents != 1 {
			t.Errorf("%s: manifest %+v", f.Name, m)
		}
	}
}

// TestExportAsOf leaves out what had not begun, and the relations of what had ended, also under a further filter.
func TestExportAsOf(t *testing.T) {
	count := func(f Filter, kind string) (n int) {
		for _, l := range records(t, Options{Filter: f}) {
			if l.Type == kind {
				n++
			}
		}
		return n
	}
	all := Filter{AsOf: "2030-01-01"}
	if early, late := count(Filter{AsOf: "2000-01-01"}, "claim"), count(all, "claim"); early != 0 || late < 4 {
		t.Errorf("%d claims before all, %d after all", early, late)
	}
	happened := all
	happened.Claims.Statuses = []schema.Status{schema.Happened}
	if n := count(happened, "relation"); n == 0 || n > count(all, "relation") {
		t.Errorf("%d relations that happened, of %d", n, count(all, "relation"))
	}
}
