package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
)

// seeds is the gold set that the floors are measured on; it stands beside the repository.
const seeds = "../../../shared/corpus/seeds"

// TestFloors: the quality of extraction never falls below what was promised.
func TestFloors(t *testing.T) {
	if _, err := os.Stat(seeds); err != nil {
		t.Skipf("no gold set in %s: floors are not measured", filepath.Clean(seeds))
	}
	a := &app{stdout: io.Discard, stderr: io.Discard}
	gold, err := facts.ReadDir(filepath.Join(seeds, "gold"))
	if err != nil || len(gold) == 0 {
		t.Fatalf("%d gold documents: %v", len(gold), err)
	}
	articles, err := a.articles(filepath.Join(seeds, "articles.jsonl"), gold)
	if err != nil || len(articles) != len(gold) {
		t.Fatalf("%d articles of %d: %v", len(articles), len(gold), err)
	}
	system, err := a.system(t.Context(), &evalFlags{}, gold, articles)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for doc, art := range articles {
		texts[doc] = art.Text
	}
	report := eval.Score(gold, system, texts)
	for _, floor := range []struct {
		row string
		f1  float64
	}{
		{"relations, headline", 0.55},
		{"events", 0.60},
	} {
		row, ok := report.Scores[floor.row]
		if !ok {
			t.Fatalf("no row %q among %v", floor.row, report.RowNames())
		}
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f", floor.row, row.P, row.R, row.F1)
		if row.F1 < floor.f1 {
			t.Errorf("%s: F1 %.3f is below its floor %.2f", floor.row, row.F1, floor.f1)
		}
	}
}
