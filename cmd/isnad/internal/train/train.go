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

// Fit trains the models on articles, stage by stage: what a later stage learns from has gone through the
// stages before it.
func Fit(articles []Article) (extract.Models, error) {
	models := extract.Models{}
	for _, stage := range extract.Stages {
		x, err := extract.New(extract.Options{Models: models})
		if err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
		var ex extract.Examples
		for _, a := range articles {
			x.Collect(&ex, stage, a.Doc, Gold(a))
		}
		next := maps.Clone(models)
		for _, name := range slices.Sorted(maps.Keys(ex.Rows)) {
			m, err := boost.Train(ex.Features[name], ex.Rows[name], boost.Options{})
			if err != nil {
				return nil, fmt.Errorf("train %s: %w", name, err)
			}
			next[name] = m
		}
		models = next
	}
	return models, nil
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

// Folds cross-validates: each of n parts of the articles is read by models that were trained on the
// others. It returns the facts found in all.
func Folds(articles []Article, n int) (map[string]*facts.Doc, error) {
	out := map[string]*facts.Doc{}
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
		found, err := Extract(models, test)
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
