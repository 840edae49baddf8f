// Package train fits the learned parts of the extractor to articles that people annotated, and measures
// what they are worth on articles that they have not seen.
package train

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/eval"
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/schema"
)

// Article is an article with what people found in it.
type Article struct {
	Doc   extract.Document
	Facts *facts.Doc
}

// inner is the number of parts by which Fit keeps what a stage learns from apart from what trained the
// stages before it.
const inner = 3

// Fit trains the models on articles, stage by stage. A stage learns from what the stages before it make of
// articles that they were not trained on: there they err as they will on articles to come.
func Fit(articles []Article) (extract.Models, error) {
	full := extract.Models{}
	parts := make([]extract.Models, inner)
	for i := range parts {
		parts[i] = extract.Models{}
	}
	for _, stage := range extract.Stages {
		var rows [inner]extract.Examples
		for k := range parts {
			x, err := extract.New(extract.Options{Models: parts[k]})
			if err != nil {
				return nil, fmt.Errorf("train: %w", err)
			}
			for i, a := range articles {
				if i%inner == k {
					x.Collect(&rows[k], stage, a.Doc, Gold(a))
				}
			}
		}
		last := stage == extract.Stages[len(extract.Stages)-1]
		for k := range parts {
			if last {
				break
			}
			var err error
			if parts[k], err = fit(parts[k], rows[:], k); err != nil {
				return nil, err
			}
		}
		var err error
		if full, err = fit(full, rows[:], -1); err != nil {
			return nil, err
		}
	}
	return full, nil
}

// fit adds to models those that rows teach, part but left out.
func fit(models extract.Models, rows []extract.Examples, but int) (extract.Models, error) {
	next := maps.Clone(models)
	var all extract.Examples
	for k := range rows {
		if k != but {
			all.Append(&rows[k])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all.Rows)) {
		m, err := boost.Train(all.Features[name], all.Rows[name], boost.Options{Depth: 7, Columns: 0.2, Trees: 200, Rate: 0.08})
		if err != nil {
			return nil, fmt.Errorf("train %s: %w", name, err)
		}
		next[name] = m
	}
	return next, nil
}

// Extract returns the facts that models find in articles.
func Extract(models extract.Models, articles []Article) (map[string]*facts.Doc, error) {
	x, err := extract.New(extract.Options{Models: models})
	if err != nil {
		return nil, err
	}
	out := map[string]*facts.Doc{}
	for _, a := range articles {
		out[a.Doc.Key] = facts.From(a.Doc.Key, a.Doc.Published, a.Doc.Text, x.Extract(a.Doc))
	}
	return out, nil
}

// Score scores system on articles.
func Score(articles []Article, system map[string]*facts.Doc) *eval.Report {
	gold, texts := map[string]*facts.Doc{}, map[string]string{}
	for _, a := range articles {
		gold[a.Doc.Key], texts[a.Doc.Key] = a.Facts, a.Doc.Text
	}
	return eval.Score(gold, system, texts)
}

// Fold is a part of the articles with models that were trained on the others.
type Fold struct {
	Test   []Article
	Models extract.Models
}

// Folds parts the articles in n for a cross-validation.
func Folds(articles []Article, n int) ([]Fold, error) {
	var out []Fold
	for k := range n {
		var learn, test []Article
		for i, a := range articles {
			if i%n == k {
				test = append(test, a)
			} else {
				learn = append(learn, a)
			}
		}
		models, err := Fit(learn)
		if err != nil {
			return nil, err
		}
		out = append(out, Fold{test, models})
	}
	return out, nil
}

// ExtractFolds returns the facts that the models of each fold find in its articles.
func ExtractFolds(folds []Fold) (map[string]*facts.Doc, error) {
	out := map[string]*facts.Doc{}
	for _, f := range folds {
		found, err := Extract(f.Models, f.Test)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, found)
	}
	return out, nil
}

// Gold turns the facts of an article into what the extractor learns from.
func Gold(a Article) *extract.Gold {
	g := &extract.Gold{}
	at := map[string]int{}
	for i, e := range a.Facts.Entities {
		at[e.ID] = i
		g.Entities = append(g.Entities, extract.GoldEntity{Kind: schema.Kind(e.Kind), Names: append([]string{e.Name}, e.Names...)})
	}
	ids := func(list []string) []int {
		var out []int
		for _, id := range list {
			if i, ok := at[id]; ok {
				out = append(out, i)
			}
		}
		return out
	}
	for _, e := range a.Facts.Events {
		start := strings.Index(a.Doc.Text, e.Quote)
		g.Events = append(g.Events, extract.GoldEvent{
			Type: schema.Type(e.Type), Phase: schema.Phase(e.Phase), Status: schema.Status(e.Status),
			Agents: ids(e.Agents), Patients: ids(e.Patients), Places: ids(e.Places), Sources: ids(e.Sources),
			From: text(e.From), To: text(e.To), Count: tally(e.Count), Quote: extract.Span{Start: max(start, 0), End: max(start, 0) + len(e.Quote)},
		})
	}
	for _, r := range a.Facts.Relations {
		g.Relations = append(g.Relations, extract.GoldRelation{Type: schema.Type(r.Type), Subject: at[r.Subject], Object: at[r.Object]})
	}
	return g
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func tally(c *facts.Count) *extract.Tally {
	if c == nil {
		return nil
	}
	end := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	return &extract.Tally{Min: end(c.Min), Max: end(c.Max)}
}
