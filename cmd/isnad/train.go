package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/train"
	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/ingest"
)

type trainFlags struct {
	to, but, facts string
	folds          int
	test           []string
}

func (a *app) trainCmd() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train GOLD=ARTICLES…",
		Short: "fit the learned parts of the extractor to annotated articles",
		Long: `Fits the models that settle roles, dates, numbers, sources, sameness and lasting relations. GOLD is a folder of facts
(DOC.json) or a file of annotations (.jsonl: offsets and labels); ARTICLES is JSONL. Those of a folder count four times. The same input gives the same models.`,
		Example: "  isnad train testdata/annotations/pool.jsonl=../shared/corpus/pool/conflict.jsonl.gz --to extract/data/model",
		Hidden:  true, // a tool for those who build the program
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.train(args, &f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.to, "to", "", "`DIR` to write the models to")
	flags.StringVar(&f.but, "but", "", "leave out the documents that `FILE` names, one a line")
	flags.StringVar(&f.facts, "facts", "", "write what --folds found to `DIR`, DOC.json each")
	flags.IntVar(&f.folds, "folds", 0, "cross-validate over so many parts, and score")
	flags.StringSliceVar(&f.test, "test", nil, "`GOLD=ARTICLES` to score the models on")
	return cmd
}

func (a *app) train(sets []string, f *trainFlags) error {
	if f.to != "" {
		if err := os.MkdirAll(f.to, 0o777); err != nil { // before the work, not after it
			return fmt.Errorf("make the folder of the models: %w", err)
		}
	}
	articles, err := a.annotatedSets(sets, f.but)
	if err != nil {
		return err
	}
	if f.folds > 1 {
		found, err := train.Folds(articles, f.folds)
		if err != nil {
			return err
		}
		a.tellScore(fmt.Sprintf("%d articles in %d folds", len(articles), f.folds), articles, found)
		if err := writeFacts(found, f.facts); err != nil {
			return err
		}
	}
	if f.to == "" && len(f.test) == 0 {
		return nil
	}
	models, err := train.Fit(articles)
	if err != nil {
		return err
	}
	for _, set := range f.test {
		if err := a.testModels(models, set, f.but); err != nil {
			return err
		}
	}
	if f.to == "" {
		return nil
	}
	return writeModels(models, f.to)
}

func (a *app) testModels(models *extract.Models, set, but string) error {
	test, err := a.annotatedSets([]string{set}, but)
	if err != nil {
		return err
	}
	var docs []extract.Document
	for _, t := range test {
		docs = append(docs, t.Doc)
	}
	found, err := train.Extract(models, docs)
	if err != nil {
		return err
	}
	a.tellScore(set, test, found)
	return nil
}

// writeFacts writes found facts to a folder; an empty dir is none.
func writeFacts(found map[string]*facts.Doc, dir string) error {
	if dir == "" {
		return nil
	}
	for _, doc := range slices.Sorted(maps.Keys(found)) {
		b, err := found[doc].Marshal()
		if err != nil {
			return fmt.Errorf("write the facts of %s: %w", doc, err)
		}
		if err := writeBytes(filepath.Join(dir, doc+".json"), b); err != nil {
			return err
		}
	}
	return nil
}

func writeModels(models *extract.Models, dir string) error {
	files := models.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := writeFile(filepath.Join(dir, name), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// annotatedSets reads annotated articles, in the order of their names.
func (a *app) annotatedSets(sets []string, but string) ([]train.Article, error) {
	left := map[string]bool{}
	if but != "" {
		b, err := os.ReadFile(but)
		if err != nil {
			return nil, notFound(err)
		}
		for _, doc := range strings.Fields(string(b)) {
			left[doc] = true
		}
	}
	var out []train.Article
	for _, set := range sets {
		gold, path, ok := strings.Cut(set, "=")
		if !ok {
			return nil, usagef("%q: want GOLD=ARTICLES", set)
		}
		read := a.annotatedFacts
		if strings.HasSuffix(gold, ".jsonl") {
			read = a.annotatedOffsets
		}
		list, err := read(gold, path)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	out = slices.DeleteFunc(out, func(t train.Article) bool { return left[t.Doc.Key] })
	slices.SortStableFunc(out, func(x, y train.Article) int { return strings.Compare(x.Doc.Key, y.Doc.Key) })
	return out, nil
}

// goldWeight is how many times an article of a folder of facts counts: annotators agreed on these, and they are few
// beside the annotations.
const goldWeight = 4

func (a *app) annotatedFacts(dir, path string) ([]train.Article, error) {
	gold, err := facts.ReadDir(dir)
	if err != nil {
		return nil, notFound(err)
	}
	articles, err := a.articles(path, gold)
	if err != nil {
		return nil, err
	}
	var out []train.Article
	for name, art := range articles {
		doc := art.Input()
		doc.Key = name
		out = append(out, train.Article{Doc: doc, Gold: train.FromFacts(gold[name], doc.Text), Weight: goldWeight})
	}
	return out, nil
}

func (a *app) annotatedOffsets(file, path string) ([]train.Article, error) {
	list, err := train.ReadAnnotations(file)
	if err != nil {
		return nil, notFound(err)
	}
	byDoc := map[string]*train.Annotation{}
	for i := range list {
		byDoc[list[i].Doc] = &list[i]
	}
	var out []train.Article
	for item := range (&ingest.Reader{Stdin: a.stdin}).Read(path) {
		if item.Article == nil || byDoc[item.Article.Name] == nil {
			continue
		}
		doc := item.Article.Input()
		doc.Key, doc.Text = item.Article.Name, train.Text(item.Article.Title, item.Article.Text)
		gold, err := byDoc[doc.Key].Gold(doc.Text)
		if err != nil {
			return nil, fmt.Errorf("annotations of %s: %w", path, err)
		}
		out = append(out, train.Article{Doc: doc, Gold: gold})
	}
	return out, nil
}

func (a *app) tellScore(title string, articles []train.Article, found map[string]*facts.Doc) {
	gold, texts := map[string]*facts.Doc{}, map[string]string{}
	for i := range articles {
		key := articles[i].Doc.Key
		gold[key], texts[key] = articles[i].Facts(), articles[i].Doc.Text
	}
	r := eval.Score(gold, found, texts)
	fmt.Fprintf(a.stdout, "%s\n", title)
	for _, k := range []string{"relations, headline", "relations, all", "events", "event slots", "event sources", "entities"} {
		s := r.Scores[k]
		fmt.Fprintf(a.stdout, "  %-24s %.3f %.3f %.3f\n", k, s.P, s.R, s.F1)
	}
	for _, k := range []string{"date from right", "date to right", "status right", "count right", "evidence overlaps"} {
		fmt.Fprintf(a.stdout, "  %-24s %.3f\n", k, r.Shares[k].Share)
	}
}
