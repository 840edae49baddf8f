package ingest

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/link"
)

// Rebuilder reads the documents of a store anew, as after a change of rules or words.
type Rebuilder struct {
	Store     graph.Store
	Extractor Extractor
	Facts     link.Facts // of the lexicon; nil: none
	DryRun    bool       // tell what would change, and change nothing
	Pool      Pool
}

// Run reads every stored document anew, each in one atomic write; judgements stay. Of what the documents
// say now and said before, Report.Differences has the difference, Report.Carried the judgements that bear on other claims
// now, and Report.Stranded those that bear on none any more. A run that was stopped is taken up again by repeating it.
func (rb *Rebuilder) Run(ctx context.Context) (*Report, error) {
	docs, err := rb.stored(ctx)
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	reading := newReading(ctx, rb.Store, rb.Extractor, rb.Facts)
	reading.dry = rb.DryRun
	return rb.Pool.Run(ctx, rb.articles(ctx, docs), func(ctx context.Context, a *Article) (Outcome, error) {
		return reading.again(ctx, a)
	})
}

// stored lists the documents.
func (rb *Rebuilder) stored(ctx context.Context) (docs []graph.ID, err error) {
	err = rb.Store.View(ctx, func(r graph.Reader) error {
		for d, err := range r.AllDocuments(ctx, graph.ID{}) {
			if err != nil {
				return err
			}
			docs = append(docs, d.ID)
		}
		return nil
	})
	return docs, err
}

// readAhead is how many documents are taken from the store at once.
const readAhead = 64

// articles yields docs as articles. One that is gone meanwhile is left out.
func (rb *Rebuilder) articles(ctx context.Context, docs []graph.ID) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		read := int64(0)
		for batch := range slices.Chunk(docs, readAhead) {
			var found []*graph.Document
			err := rb.Store.View(ctx, func(r graph.Reader) (err error) {
				found, err = r.Documents(ctx, batch)
				return err
			})
			if err != nil {
				yield(Item{Problem: &Problem{File: "store", What: err.Error(), Remedy: "run `isnad verify`"}})
				return
			}
			for _, d := range found {
				if d == nil {
					continue
				}
				read += int64(len(d.Text))
				if !yield(Item{Article: articleOf(d), Read: read}) {
					return
				}
			}
		}
	}
}

// articleOf returns the article that d was.
func articleOf(d *graph.Document) *Article {
	return &Article{
		Key: d.Key, Name: d.Key, Title: d.Title, Outlet: d.Outlet, URL: d.URL, Published: d.Published, Text: d.Text, File: "store",
	}
}

// again reads a, which is stored as it is, anew.
func (r *reading) again(ctx context.Context, a *Article) (Outcome, error) {
	doc := a.Document()
	out, err := r.article(ctx, a, doc, doc.ID)
	if out.Status = Unchanged; out.Difference != nil {
		out.Status = Replaced
	}
	return out, err
}

// differenceFrom compares what delta says with what the stored document says; nil where that is the same.
func (r *reading) differenceFrom(ctx context.Context, stored graph.ID, delta *graph.Delta) (*DocumentDifference, error) {
	var before []*graph.Delta
	err := r.store.View(ctx, func(from graph.Reader) (err error) {
		before, err = from.AsRead(ctx, []graph.ID{stored})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what %s said: %w", delta.Document.Key, err)
	}
	if before[0] == nil {
		return nil, nil
	}
	d := DocumentDifference{
		Key: delta.Document.Key, Before: stored, After: delta.Document.ID,
		Difference: graph.Compare(before[0].Claims, delta.Claims), names: map[graph.ID]string{}, keys: map[graph.ID]string{},
		Entities: graph.CompareEntities(before[0].Entities, delta.Entities),
	}
	if d.IsEmpty() && d.Entities.IsEmpty() {
		return nil, nil
	}
	d.named(before[0].Entities)
	d.named(delta.Entities)
	curation, err := r.curation()
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	d.judged = curation.Moves(before[0], delta)
	return &d, nil
}
