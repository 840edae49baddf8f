package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/extract"
)

// corpora stand beside the repository.
const corpora = "../../../shared/corpus"

// TestFloors: the quality of extraction never falls below what was promised. The blind articles took part in
// no rule and no training: they show what to expect of articles to come.
func TestFloors(t *testing.T) {
	for _, c := range []struct {
		name, gold, only string
		floors           map[string]float64
	}{
		{"seeds", "seeds", "", map[string]float64{"relations, headline": 0.55, "events": 0.60}},
		{"blind", "dev", "dev/blind.txt", map[string]float64{"relations, headline": 0.46, "relations, all": 0.44, "events": 0.78, "event slots": 0.57, "entities": 0.76}},
	} {
		t.Run(c.name, func(t *testing.T) { holdFloors(t, filepath.Join(corpora, c.gold), c.only, c.floors) })
	}
}

func holdFloors(t *testing.T, corpus, only string, floors map[string]float64) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no gold set in %s: floors are not measured", filepath.Clean(corpus))
	}
	a := &app{stdout: io.Discard, stderr: io.Discard}
	gold, err := facts.ReadDir(filepath.Join(corpus, "gold"))
	if err != nil {
		t.Fatal(err)
	}
	if only != "" {
		if err := (&evalFlags{only: filepath.Join(corpora, only)}).choose(gold); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := a.articles(filepath.Join(corpus, "articles.jsonl"), gold)
	if err != nil || len(articles) != len(gold) || len(gold) == 0 {
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
	for name, floor := range floors {
		row, ok := report.Scores[name]
		if !ok {
			t.Fatalf("no row %q among %v", name, report.RowNames())
		}
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f", name, row.P, row.R, row.F1)
		if row.F1 < floor {
			t.Errorf("%s: F1 %.3f is below its floor %.2f", name, row.F1, floor)
		}
	}
}

// TestEvaluationIsFresh: the table was made with the data and the models that the binary holds.
func TestEvaluationIsFresh(t *testing.T) {
	x, err := extract.Default()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/EVALUATION.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Data and models: " + x.Version() + "."; !bytes.Contains(page, []byte(want)) {
		t.Errorf("docs/EVALUATION.md is stale, it does not say %q: run make eval", want)
	}
}
