package extract

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// poolArticle is an article of the pool of real ones, which stands beside the repository.
type poolArticle struct{ ID, Title, Published, Outlet, Text string }

// pool reads every step-th article of a pool.
func pool(t *testing.T, name string, step int) []poolArticle {
	t.Helper()
	file := filepath.Join("../../shared/corpus/pool", name)
	f, err := os.Open(file)
	if err != nil {
		t.Skipf("no pool of articles in %s", file)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 8<<20)
	var out []poolArticle
	for n := 0; in.Scan(); n++ {
		if n%step != 0 {
			continue
		}
		var a poolArticle
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	if err := in.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%d articles: %v", len(out), err)
	}
	return out
}

// TestPool: real articles of every kind hold the invariants, and two extractors agree on them.
func TestPool(t *testing.T) {
	x := defaultExtractor(t)
	other, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"conflict.jsonl.gz", "mixed.jsonl.gz"} {
		for _, a := range pool(t, name, 29) {
			doc := Document{Key: a.ID, Text: a.Title + "\n" + a.Text, Published: a.Published, Outlet: a.Outlet}
			r := x.Extract(doc)
			checkResult(t, doc.Text, r)
			if !reflect.DeepEqual(r, other.Extract(doc)) {
				t.Errorf("%s: two extractors differ", a.ID)
			}
		}
	}
}
