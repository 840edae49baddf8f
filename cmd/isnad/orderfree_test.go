package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/isnad-graph/isnad/export"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/testdata"
)

// bundledItems returns the articles that the binary brings along.
func bundledItems(t *testing.T) []ingest.Item {
	t.Helper()
	items := slices.Collect(bundled().Read(testdata.Articles))
	for _, item := range items {
		if item.Article == nil {
			t.Fatalf("a bundled article cannot be read: %v", item.Problem)
		}
	}
	if len(items) < 12 {
		t.Fatalf("%d bundled articles, want at least 12", len(items))
	}
	return items
}

// digest ingests items into store and returns the hash of its lossless export.
func digest(t *testing.T, store graph.Store, items iter.Seq[ingest.Item], workers int) string {
	t.Helper()
	a := &app{}
	ex, err := a.extractor()
	if err != nil {
		t.Fatal(err)
	}
	in := ingest.Ingester{Store: store, Extractor: ingest.Rules(ex), Facts: factsOf(ex), Pool: ingest.Pool{Workers: workers}}
	report, err := in.Run(t.Context(), items)
	if err != nil || report.Rejected > 0 {
		t.Fatalf("ingest: %v, %v", err, report.Problems)
	}
	return hash(t, store)
}

func hash(t *testing.T, store graph.Store) string {
	t.Helper()
	var sum string
	err := store.View(t.Context(), func(r graph.Reader) error {
		m, err := export.Encode(t.Context(), r, "jsonl", &bytes.Buffer{}, export.Options{})
		if err == nil {
			sum = fmt.Sprint(m.Files[0].SHA256, m.Counts)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func inMemory(t *testing.T) *badgerstore.Store {
	t.Helper()
	store, err := badgerstore.Open(context.Background(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// TestOrderFree: the same articles in any order, with any number of workers, in any store, are the same
// bytes.
func TestOrderFree(t *testing.T) {
	items := bundledItems(t)
	want := digest(t, memstore.New(memstore.Options{}), slices.Values(items), 1)
	r := rand.New(rand.NewPCG(5, 6))
	for _, workers := range []int{1, 2, 8} {
		t.Run(strconv.Itoa(workers), func(t *testing.T) {
			shuffled := slices.Clone(items)
			r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if got := digest(t, inMemory(t), slices.Values(shuffled), workers); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// TestRemovedIsNeverSeen: what is left after a removal is the store that never saw the article.
func TestRemovedIsNeverSeen(t *testing.T) {
	items := bundledItems(t)
	for _, gone := range []int{0, len(items) / 2, len(items) - 1} {
		kept := slices.Delete(slices.Clone(items), gone, gone+1)
		want := digest(t, memstore.New(memstore.Options{}), slices.Values(kept), 1)
		store := inMemory(t)
		digest(t, store, slices.Values(items), 2)
		if _, err := store.Remove(t.Context(), items[gone].Article.Document().ID); err != nil {
			t.Fatal(err)
		}
		if got := hash(t, store); got != want {
			t.Errorf("without %s: %s, want %s", items[gone].Article.Key, got, want)
		}
	}
}
