package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/ingest"
)

type evalFlags struct {
	system, articles  string
	only, but, errors string
	byDoc             bool
}

func (a *app) evalCmd() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval GOLD [SYSTEM] --articles PATH",
		Short: "precision, recall and F1 against gold facts",
		Long: `Scores the facts in folder SYSTEM against the gold facts in folder GOLD, one DOC.json each, exactly as the guidelines'
score.py does. Without SYSTEM the extractor reads the articles. Articles are JSONL, or a folder of DOC.txt.`,
		Example: "  isnad eval testdata/gold --articles testdata/articles.jsonl",
		Args:    cobra.RangeArgs(1, 2),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 2 {
			f.system = args[1]
		}
		if f.system == "" && f.articles == "" {
			return usagef("eval needs --articles PATH to read, or a folder SYSTEM with facts")
		}
		if f.only != "" && f.but != "" {
			return usagef("--only and --but exclude each other")
		}
		return a.eval(cmd.Context(), args[0], &f)
	}
	flags := cmd.Flags()
	flags.StringVar(&f.system, "system", "", "`DIR` with the facts to score, as SYSTEM")
	flags.StringVar(&f.articles, "articles", "", "`PATH` of the articles: JSONL or a folder")
	flags.StringVar(&f.only, "only", "", "score only the documents that `FILE` names, one a line")
	flags.StringVar(&f.but, "but", "", "score all documents but those that `FILE` names")
	flags.StringVar(&f.errors, "errors", "", "list what differs in `DOC`, or in «all»")
	flags.BoolVar(&f.byDoc, "by-doc", false, "one line a document besides")
	return a.withFormat(a.withLexicon(cmd))
}

func (a *app) eval(ctx context.Context, dir string, f *evalFlags) error {
	gold, err := facts.ReadDir(dir)
	if err != nil {
		return notFound(err)
	}
	if err := f.choose(gold); err != nil {
		return err
	}
	if len(gold) == 0 {
		return fail(exitNotFound, "no gold file to score in %s; each document has a file DOC.json", dir)
	}
	articles, err := a.articles(f.articles, gold)
	if err != nil {
		return err
	}
	system, err := a.system(ctx, f, gold, articles)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for doc, art := range articles {
		texts[doc] = art.Text
	}
	return a.printEval(eval.Score(gold, system, texts), f)
}

// choose leaves in gold what --only and --but let through.
func (f *evalFlags) choose(gold map[string]*facts.Doc) error {
	file := f.only + f.but
	if file == "" {
		return nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return notFound(err)
	}
	named := map[string]bool{}
	for _, doc := range strings.Fields(string(b)) {
		named[doc] = true
	}
	maps.DeleteFunc(gold, func(doc string, _ *facts.Doc) bool { return named[doc] != (f.only != "") })
	return nil
}

// articles reads the articles of gold by document. A document that has no day of publication there has
// that of its gold.
func (a *app) articles(path string, gold map[string]*facts.Doc) (map[string]*ingest.Article, error) {
	found := map[string]*ingest.Article{}
	if path == "" {
		return found, nil
	}
	reader := ingest.Reader{Stdin: a.stdin}
	for item := range reader.Read(path) {
		if item.Problem != nil && !item.Problem.Kept {
			return nil, fmt.Errorf("read articles: %w", item.Problem)
		}
		art := item.Article
		g := gold[art.Name]
		if g == nil {
			continue
		}
		if art.Published == "" && g.Published != nil {
			art.Published = graph.Day(*g.Published)
		}
		found[art.Name] = art
	}
	if missing := len(gold) - len(found); missing > 0 {
		a.say("%d of %d documents have no article in %s", missing, len(gold), path)
	}
	return found, nil
}

// system returns the facts to score.
func (a *app) system(ctx context.Context, f *evalFlags, gold map[string]*facts.Doc, articles map[string]*ingest.Article) (map[string]*facts.Doc, error) {
	if f.system != "" {
		docs, err := facts.ReadDir(f.system)
		return docs, notFound(err)
	}
	ex, err := a.extractor()
	if err != nil {
		return nil, err
	}
	docs := map[string]*facts.Doc{}
	for doc := range gold {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if art := articles[doc]; art != nil {
			docs[doc] = facts.From(doc, string(art.Published), art.Text, ex.Extract(art.Input()))
		}
	}
	return docs, nil
}

// scoreView is a row of the report with its name.
type scoreView struct {
	Name string `json:"name"`
	eval.Row
}

var scoreColumns = []column[scoreView]{
	{"name", func(s scoreView) string { return s.Name }},
	{"p", func(s scoreView) string { return decimal(s.P) }},
	{"r", func(s scoreView) string { return decimal(s.R) }},
	{"f1", func(s scoreView) string { return decimal(s.F1) }},
	{"hit", func(s scoreView) string { return strconv.Itoa(s.Hit) }},
	{"gold", func(s scoreView) string { return strconv.Itoa(s.Gold) }},
	{"system", func(s scoreView) string { return strconv.Itoa(s.System) }},
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) }

func (a *app) printEval(r *eval.Report, f *evalFlags) error {
	switch a.format {
	case jsonFormat:
		return writeJSON(a.stdout, r)
	case tableFormat:
		r.Print(a.stdout)
		if f.byDoc {
			r.PrintByDoc(a.stdout)
		}
		if f.errors != "" && !r.PrintErrors(a.stdout, f.errors) {
			return fail(exitNotFound, "--errors %s: no such document among those scored", f.errors)
		}
		return nil
	}
	var rows []scoreView
	for _, name := range r.RowNames() {
		rows = append(rows, scoreView{name, r.Scores[name]})
	}
	return writeRows(a, rows, scoreColumns)
}
