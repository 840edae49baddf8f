package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"

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
}

// Run ingests every article of items: each in one atomic write. An article that is there already, with
// equal text and equal facts about it, is passed over, so that a run that was stopped is taken up again
// by repeating it. Of articles that are replaced, Report.Carried has the judgements that bear on other claims now, and
// Report.Stranded those that bear on none any more. Errors are those of Pool.Run, and those of the store.
func (in *Ingester) Run(ctx context.Context, items iter.Seq[Item]) (*Report, error) {
	opts := link.Options{Version: in.Extractor.Version(), Facts: in.Facts}
	return in.Pool.Run(ctx, items, func(ctx context.Context, a *Article) (Outcome, error) {
		return in.article(ctx, a, opts)
	})
}

func (in *Ingester) article(ctx context.Context, a *Article, opts link.Options) (Outcome, error) {
	doc := a.Document()
	status, stored, err := in.status(ctx, doc)
	if err != nil {
		return Outcome{}, err
	}
	if status == Unchanged && !in.Again {
		return Outcome{Status: Unchanged}, nil
	}
	out, err := reading{store: in.Store, by: in.Extractor, opts: opts}.article(ctx, a, doc, stored)
	out.Status = status
	return out, err
}

// reading reads articles and puts what they say into a store.
type reading struct {
	store graph.Store
	by    Extractor
	opts  link.Options
	dry   bool // put nothing there
}

// article reads a, which is doc, in the place of a stored document, which is compared with it; of none
// where stored is zero. Its status is for the caller to say.
func (r reading) article(ctx context.Context, a *Article, doc *graph.Document, stored graph.ID) (Outcome, error) {
	res, err := a.Extract(ctx, r.by)
	if err != nil {
		return Outcome{}, err
	}
	delta := link.Delta(doc, res, r.opts)
	var difference *DocumentDifference
	if !stored.IsZero() {
		if difference, err = differenceFrom(ctx, r.store, stored, delta); err != nil {
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

// status compares doc with what is stored under its key, which it returns too.
func (in *Ingester) status(ctx context.Context, doc *graph.Document) (status Status, stored graph.ID, err error) {
	status = New
	err = in.Store.View(ctx, func(r graph.Reader) error {
		found, err := r.DocumentsByKey(ctx, []string{doc.Key})
		if err != nil || found[0] == nil {
			return err
		}
		status, stored = Replaced, found[0].ID
		if there := *found[0]; there.ID == doc.ID && there.Title == doc.Title && there.Outlet == doc.Outlet &&
			there.URL == doc.URL && there.Published == doc.Published {
			status = Unchanged
		}
		return nil
	})
	if err != nil {
		return "", graph.ID{}, fmt.Errorf("look for article: %w", err)
	}
	return status, stored, nil
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
