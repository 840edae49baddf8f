package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/ingest"
)

// Each bundled article stands in three places, which must agree: the JSONL, a text and its gold.
func TestBundledArticlesAgree(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata")
	gold, err := facts.ReadDir(filepath.Join(dir, "gold"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, item := range bundledItems(t) {
		a := item.Article
		ids = append(ids, a.Key)
		text, err := os.ReadFile(filepath.Join(dir, "articles", a.Key+".txt"))
		if err != nil {
			t.Error(err)
		} else if string(text) != a.Text {
			t.Errorf("%s: the text differs from that of the JSONL", a.Key)
		}
		if gold[a.Key] == nil {
			t.Errorf("%s: no gold", a.Key)
			continue
		}
		checkGold(t, gold[a.Key], a)
	}
	if !slices.IsSorted(ids) {
		t.Error("the JSONL is not sorted by id")
	}
	if len(ids) != len(gold) {
		t.Errorf("%d articles, %d gold files", len(ids), len(gold))
	}
}

func checkGold(t *testing.T, d *facts.Doc, a *ingest.Article) {
	t.Helper()
	published := ""
	if d.Published != nil {
		published = *d.Published
	}
	if d.Doc != a.Key || published != string(a.Published) {
		t.Errorf("%s, published %q: the gold is of %s, published %q", a.Key, a.Published, d.Doc, published)
	}
	known := map[string]bool{}
	for _, e := range d.Entities {
		known[e.ID] = true
	}
	for _, e := range d.Events {
		if e.Quote == "" || !strings.Contains(a.Text, e.Quote) {
			t.Errorf("%s, event %s: the article does not have its quote", a.Key, e.ID)
		}
		for _, id := range slices.Concat(e.Agents, e.Patients, e.Places, e.Sources) {
			if !known[id] {
				t.Errorf("%s, event %s: no entity %s", a.Key, e.ID, id)
			}
		}
	}
	for _, r := range d.Relations {
		if !known[r.Subject] || !known[r.Object] {
			t.Errorf("%s: %s between %s and %s: no such entity", a.Key, r.Type, r.Subject, r.Object)
		}
	}
}
