// Package train fits the learned parts of the extractor to articles that people annotated.
package train

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/linear"
	"github.com/isnad-graph/isnad/schema"
)

// Article is an article with what people found in it.
type Article struct {
	Doc    extract.Document
	Gold   *extract.Gold
	Weight int // how many times it counts; 0: once
}

// inner is the number of parts by which Fit keeps what a stage learns from apart from what trained the
// stages before it.
const inner = 3

// options are those that did best in cross-validation over the annotated articles.
var options = boost.Options{Depth: 5, Columns: 0.2, Trees: 144, Rate: 0.15, L2: 6}

// Fit trains the models on articles, stage by stage. A stage learns from what the stages before it make of
// articles that they were not trained on: there they err as they will on articles to come.
func Fit(articles []Article) (*extract.Models, error) {
	full := &extract.Models{}
	parts := make([]*extract.Models, inner)
	for i := range parts {
		parts[i] = &extract.Models{}
	}
	for n, stage := range extract.Stages {
		rows, err := collect(parts, stage, articles)
		if err != nil {
			return nil, err
		}
		for k := range parts {
			if n == len(extract.Stages)-1 {
				break // nothing learns from the last stage
			}
			if parts[k], err = fit(parts[k], rows, k); err != nil {
				return nil, err
			}
		}
		if full, err = fit(full, rows, -1); err != nil {
			return nil, err
		}
	}
	return full, nil
}

// collect gathers the examples of a stage, those of each part by models that were not trained on it.
func collect(parts []*extract.Models, stage string, articles []Article) ([]extract.Examples, error) {
	rows := make([]extract.Examples, len(parts))
	errs := make([]error, len(parts))
	each(len(parts), func(k int) {
		x, err := extract.New(extract.Options{Models: parts[k]})
		if err != nil {
			errs[k] = fmt.Errorf("train: %w", err)
			return
		}
		for i, a := range articles {
			if i%len(parts) != k {
				continue
			}
			var found extract.Examples
			x.Collect(&found, stage, a.Doc, a.Gold)
			for range max(1, a.Weight) {
				rows[k].Append(&found)
			}
		}
	})
	return rows, errors.Join(errs...)
}

// each calls do with every number below n, as many at once as there are processors.
func each(n int, do func(int)) {
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			do(i)
		})
	}
	wg.Wait()
}

// fit adds to models those that rows teach, part but left out.
func fit(models *extract.Models, rows []extract.Examples, but int) (*extract.Models, error) {
	var all extract.Examples
	for k := range rows {
		if k != but {
			all.Append(&rows[k])
		}
	}
	next := &extract.Models{Trees: maps.Clone(models.Trees), Cues: maps.Clone(models.Cues)}
	err := fitAll(&next.Trees, all.Rows, func(name string, rows []boost.Row) (*boost.Model, error) {
		return boost.Train(all.Features[name], rows, options)
	})
	if err != nil {
		return nil, err
	}
	return next, fitAll(&next.Cues, all.Cues, func(_ string, rows []linear.Row) (*linear.Model, error) {
		return linear.Train(rows, linear.Options{})
	})
}

// fitAll adds to models one fitted to the rows of each name.
func fitAll[R, M any](models *map[string]M, rows map[string][]R, train func(string, []R) (M, error)) error {
	names := slices.Sorted(maps.Keys(rows))
	fitted, errs := make([]M, len(names)), make([]error, len(names))
	each(len(names), func(i int) { fitted[i], errs[i] = train(names[i], rows[names[i]]) })
	if *models == nil {
		*models = map[string]M{}
	}
	for i, name := range names {
		if errs[i] != nil {
			return fmt.Errorf("train %s: %w", name, errs[i])
		}
		(*models)[name] = fitted[i]
	}
	return nil
}

// Extract returns the facts that models find in documents, by their keys.
func Extract(models *extract.Models, docs []extract.Document) (map[string]*facts.Doc, error) {
	x, err := extract.New(extract.Options{Models: models})
	if err != nil {
		return nil, fmt.Errorf("extract with the models: %w", err)
	}
	found := make([]*facts.Doc, len(docs))
	each(len(docs), func(i int) {
		d := docs[i]
		found[i] = facts.From(d.Key, d.Published, d.Text, x.Extract(d))
	})
	out := map[string]*facts.Doc{}
	for i, d := range docs {
		out[d.Key] = found[i]
	}
	return out, nil
}

// Folds cross-validates: the documents of each of n parts of the articles are read by models that were
// trained on the other parts. It returns the facts found in all.
func Folds(articles []Article, n int) (map[string]*facts.Doc, error) {
	out := map[string]*facts.Doc{}
	for k := range n {
		var learn []Article
		var test []extract.Document
		for i, a := range articles {
			if i%n == k {
				test = append(test, a.Doc)
			} else {
				learn = append(learn, a)
			}
		}
		models, err := Fit(learn)
		if err != nil {
			return nil, fmt.Errorf("fold %d: %w", k+1, err)
		}
		found, err := Extract(models, test)
		if err != nil {
			return nil, fmt.Errorf("fold %d: %w", k+1, err)
		}
		maps.Copy(out, found)
	}
	return out, nil
}

// FromFacts lays gold facts over the text of their article.
func FromFacts(doc *facts.Doc, text string) *extract.Gold {
	g := &extract.Gold{}
	at := map[string]int{}
	for i, e := range doc.Entities {
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
	for _, e := range doc.Events {
		start := max(strings.Index(text, e.Quote), 0)
		x := extract.GoldEvent{
			Type: schema.Type(e.Type), Phase: schema.Phase(e.Phase), Status: schema.Status(e.Status),
			Agents: ids(e.Agents), Patients: ids(e.Patients), Places: ids(e.Places), Sources: ids(e.Sources),
			From: value(e.From), To: value(e.To), Quote: extract.Span{Start: start, End: start + len(e.Quote)},
		}
		if e.Count != nil {
			x.Count = &extract.Tally{Min: end(e.Count.Min), Max: end(e.Count.Max)}
		}
		g.Events = append(g.Events, x)
	}
	for _, r := range doc.Relations {
		g.Relations = append(g.Relations, extract.GoldRelation{Type: schema.Type(r.Type), Subject: at[r.Subject], Object: at[r.Object]})
	}
	return g
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
