package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/link"
)

// Ingester puts articles into a store.
type Ingester struct {
	Store     graph.Store
	Extractor Extractor
	Facts     link.Facts // of the lexicon; nil: none
	Again     bool       // read articles again that are there already, as after a change of the rules
	Pool      Pool
	Sitting   *Sitting // what came before with these articles; nil: nothing
	ByKey     bool     // an article with a new key is a new article, whatever its URL
}

// Run ingests every article of items: each in one atomic write. An article that is there already, with
// equal text and equal facts about it, is passed over, so that a run that was stopped is taken up again
// by repeating it. One that has its key, or that is its edited text by the rule of Sitting, takes its place. Of articles that are replaced, Report.Carried has the judgements that bear on other claims now, and
// Report.Stranded those that bear on none any more. Errors are those of Pool.Run, and those of the store.
func (in *Ingester) Run(ctx context.Context, items iter.Seq[Item]) (*Report, error) {
	reading := newReading(ctx, in.Store, in.Extractor, in.Facts)
	sitting := in.Sitting
	if sitting == nil {
		sitting = &Sitting{}
	}
	return in.Pool.Run(ctx, sitting.seat(items), func(ctx context.Context, a *Article) (Outcome, error) {
		return in.article(ctx, a, sitting, reading)
	})
}

func (in *Ingester) article(ctx context.Context, a *Article, sitting *Sitting, reading *reading) (Outcome, error) {
	if !in.ByKey {
		defer sitting.page(a)()
	}
	a, stored, same, err := in.known(ctx, a, sitting)
	if err != nil {
		return Outcome{}, err
	}
	doc := a.Document()
	status := statusOf(doc, stored)
	if status == Unchanged && !in.Again {
		return Outcome{Status: Unchanged, SameURL: same}, nil
	}
	var before graph.ID
	if stored != nil {
		before = stored.ID
	}
	out, err := reading.article(ctx, a, doc, before)
	out.Status, out.SameURL = status, same
	return out, err
}

// reading reads the articles of one run and puts what they say into a store.
type reading struct {
	store    graph.Store
	by       Extractor
	opts     link.Options
	dry      bool                            // put nothing there
	curation func() (*graph.Curation, error) // the judgements of the store, read when first asked for
}

func newReading(ctx context.Context, store graph.Store, by Extractor, facts link.Facts) *reading {
	return &reading{
		store: store, by: by, opts: link.Options{Version: by.Version(), Facts: facts},
		curation: sync.OnceValues(func() (*graph.Curation, error) { return judgementsOf(ctx, store) }),
	}
}

// judgementsOf returns the judgements of store, by which it is told on what each bears before and after an article is replaced.
func judgementsOf(ctx context.Context, store graph.Store) (c *graph.Curation, err error) {
	err = store.View(ctx, func(r graph.Reader) error {
		acts, err := r.Judgements(ctx)
		if err == nil {
			c, err = graph.NewCuration(acts)
		}
		return err
	})
	return c, err
}

// article reads a, which is doc, in the place of a stored document, which is compared with it; of none
// where stored is zero. Its status is for the caller to say.
func (r *reading) article(ctx context.Context, a *Article, doc *graph.Document, stored graph.ID) (Outcome, error) {
	res, err := a.Extract(ctx, r.by)
	if err != nil {
		return Outcome{}, err
	}
	delta := link.Delta(doc, res, r.opts)
	var difference *DocumentDifference
	if !stored.IsZero() {
		if difference, err = r.differenceFrom(ctx, stored, delta); err != nil {
			return Outcome{}, err
		}
	}
	if !r.dry {
		if err := r.store.Apply(ctx, delta); err != nil {
			return Outcome{}, applyProblem(a, err)
		}
	}
	out := a.Outcome("", res)
	out.Claims, out.Difference = len(delta.Claims), difference
	return out, nil
}

// known returns the stored document in the place of which a comes, nil where there is none, and a with its key.
func (in *Ingester) known(ctx context.Context, a *Article, sitting *Sitting) (as *Article, stored *graph.Document, same *SameURL, err error) {
	err = in.Store.View(ctx, func(r graph.Reader) error {
		found, err := r.DocumentsByKey(ctx, []string{a.Key})
		if err != nil {
			return err
		}
		switch stored = found[0]; {
		case in.ByKey:
			return nil
		case stored != nil:
			return sitting.overtaken(a, stored)
		}
		stored, same, err = sitting.earlier(ctx, r, a)
		return err
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("look for article: %w", err)
	}
	if stored != nil && stored.Key != a.Key {
		edited := *a
		edited.Key = stored.Key
		a = &edited
	}
	return a, stored, same, nil
}

// statusOf compares doc with what is stored under its key.
func statusOf(doc, stored *graph.Document) Status {
	switch {
	case stored == nil:
		return New
	case stored.ID == doc.ID && stored.Title == doc.Title && stored.Outlet == doc.Outlet && stored.URL == doc.URL && stored.Published == doc.Published:
		return Unchanged
	}
	return Replaced
}

// applyProblem tells what is wrong with one article from what is wrong with the store.
func applyProblem(a *Article, err error) error {
	switch {
	case errors.Is(err, graph.ErrTooLarge):
		return a.problem("split the article", "%v", err)
	case errors.Is(err, graph.ErrInvalid):
		return a.problem("please report this as a bug, with the article", "%v", err)
	}
	return fmt.Errorf("store article: %w", err)
}
