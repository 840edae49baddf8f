package main

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/train"
	"github.com/isnad-graph/isnad/extract"
)

type trainFlags struct {
	articles, to string
	folds        int
	also         []string
	diagnose     bool
}

func (a *app) trainCmd() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:    "train GOLD --articles PATH --to DIR",
		Short:  "fit the learned parts of the extractor to annotated articles",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE:   func(cmd *cobra.Command, args []string) error { return a.train(args[0], &f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.articles, "articles", "", "`PATH` of the articles: JSONL or a folder")
	flags.StringVar(&f.to, "to", "", "`DIR` to write the models to")
	flags.BoolVar(&f.diagnose, "diagnose", false, "for development")
	flags.IntVar(&f.folds, "folds", 0, "cross-validate over so many parts")
	flags.StringSliceVar(&f.also, "test", nil, "GOLD:ARTICLES to score the models on besides")
	return cmd
}

func (a *app) train(dir string, f *trainFlags) error {
	articles, err := a.annotated(dir, f.articles)
	if err != nil {
		return err
	}
	if f.diagnose {
		x, err := a.extractor()
		if err != nil {
			return err
		}
		for _, art := range articles {
			x.Diagnose(a.stdout, art.Doc, train.Gold(art))
		}
		return nil
	}
	if f.folds > 1 {
		folds, err := train.Folds(articles, f.folds)
		if err != nil {
			return err
		}
		for set := range settings() {
			found, err := train.ExtractFolds(folds)
			if err != nil {
				return err
			}
			if dir := os.Getenv("FACTS"); dir != "" {
				for doc, f := range found {
					b, _ := f.Marshal()
					os.WriteFile(filepath.Join(dir, doc+".json"), b, 0o644)
				}
			}
			a.tellScore("folds"+set, train.Score(articles, found))
		}
	}
	models, err := train.Fit(articles)
	if err != nil {
		return err
	}
	for i := 0; i+1 < len(f.also); i += 2 {
		test, err := a.annotated(f.also[i], f.also[i+1])
		if err != nil {
			return err
		}
		found, err := train.Extract(models, test)
		if err != nil {
			return err
		}
		a.tellScore(filepath.Base(filepath.Dir(f.also[i])), train.Score(test, found))
	}
	if f.to == "" {
		return nil
	}
	return writeModels(models, f.to)
}

func writeModels(models extract.Models, dir string) error {
	for _, name := range slices.Sorted(maps.Keys(models)) {
		if err := writeFile(filepath.Join(dir, name+".model"), func(w io.Writer) error { return models[name].Write(w) }); err != nil {
			return err
		}
	}
	return nil
}

// annotated reads the articles that have gold in dir, in the order of their names.
func (a *app) annotated(dir, path string) ([]train.Article, error) {
	gold, err := facts.ReadDir(dir)
	if err != nil {
		return nil, notFound(err)
	}
	articles, err := a.articles(path, gold)
	if err != nil {
		return nil, err
	}
	var out []train.Article
	for _, name := range slices.Sorted(maps.Keys(articles)) {
		art := articles[name]
		doc := art.Input()
		doc.Key = name
		out = append(out, train.Article{Doc: doc, Facts: gold[name]})
	}
	return out, nil
}

func (a *app) tellScore(title string, r *eval.Report) {
	fmt.Fprintf(a.stdout, "%s\n", title)
	for _, k := range []string{"relations, headline", "relations, all", "events", "event slots", "event sources", "entities"} {
		s := r.Scores[k]
		fmt.Fprintf(a.stdout, "  %-24s %.3f %.3f %.3f\n", k, s.P, s.R, s.F1)
	}
	for _, k := range []string{"date from right", "date to right", "status right", "count right", "evidence overlaps"} {
		fmt.Fprintf(a.stdout, "  %s %.3f;", k, r.Shares[k].Share)
	}
	fmt.Fprintln(a.stdout)
}

// settings goes through the thresholds that TH names: "agent=0.3,patient=0.3;…".
func settings() iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield("") {
			return
		}
		for _, set := range strings.Fields(os.Getenv("TH")) {
			old := maps.Clone(extract.Thresholds)
			for _, kv := range strings.Split(set, ",") {
				k, v, _ := strings.Cut(kv, "=")
				x, _ := strconv.ParseFloat(v, 32)
				extract.Thresholds[k] = float32(x)
			}
			if !yield(" " + set) {
				return
			}
			maps.Copy(extract.Thresholds, old)
		}
	}
}
