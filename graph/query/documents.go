package query

import (
	"context"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// DocumentFilter selects documents.
type DocumentFilter struct {
	IDs           []graph.ID
	Keys          []string
	Outlets       []string
	PublishedFrom graph.Day // on that day or after; a document without a date never is
	PublishedTo   graph.Day // on that day or before; a document without a date never is
	Text          string    // title or text hold it, all in their search form

	Key       Wording
	Outlet    Wording
	URL       Wording
	Published Days
	Title     Wording // in its search form
	Wording   Wording // of title or text, in their search form

	Logic[DocumentFilter]
	Claims Quantified[ClaimFilter] // in it
}

// SelectDocuments returns a page of the documents that pass f, without their text.
func SelectDocuments(ctx context.Context, r graph.Reader, f DocumentFilter, p Page) (List[graph.Document], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return List[graph.Document]{}, err
	}
	return s.page(ctx, p)
}

// CountDocuments returns how many documents pass f.
func CountDocuments(ctx context.Context, r graph.Reader, f DocumentFilter) (int, error) {
	if isZero(f) {
		stats, err := r.Stats(ctx)
		return stats.Documents, err
	}
	s, err := f.selection(ctx, r)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// AllDocuments yields the documents that pass f, ascending by id, without their text.
func AllDocuments(ctx context.Context, r graph.Reader, f DocumentFilter) iter.Seq2[*graph.Document, error] {
	return stream(ctx, r, f.selection)
}

func (f DocumentFilter) selection(ctx context.Context, r graph.Reader) (*selection[graph.Document], error) {
	c := candidates{}
	if f.IDs != nil {
		c.meet(f.IDs)
	}
	if f.Keys != nil {
		docs, err := r.DocumentsByKey(ctx, f.Keys)
		if err != nil {
			return nil, err
		}
		c.meet(documentIDs(docs))
	}
	nested, err := f.nested(ctx, r, &c)
	if err != nil {
		return nil, err
	}
	s := &selection[graph.Document]{id: documentID, scan: r.AllDocuments, indexed: c.indexed, ids: c.ids}
	s.load = func(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
		docs, err := r.Documents(ctx, ids)
		return withoutText(docs), err
	}
	s.keep = chain(func(ctx context.Context, batch []*graph.Document) ([]*graph.Document, error) {
		return f.keep(ctx, r, batch)
	}, nested)
	return s, nil
}

func documentID(d *graph.Document) graph.ID { return d.ID }

func documentIDs(docs []*graph.Document) []graph.ID {
	ids := []graph.ID{}
	for _, d := range present(docs) {
		ids = append(ids, d.ID)
	}
	return ids
}

func withoutText(docs []*graph.Document) []*graph.Document {
	bare := make([]*graph.Document, 0, len(docs))
	for _, d := range present(docs) {
		copied := *d
		copied.Text = ""
		bare = append(bare, &copied)
	}
	return bare
}

func (f DocumentFilter) keep(ctx context.Context, r graph.Reader, batch []*graph.Document) ([]*graph.Document, error) {
	kept := slices.DeleteFunc(slices.Clone(batch), func(d *graph.Document) bool { return !f.matches(d) })
	if f.Text == "" && isZero(f.Wording) {
		return kept, nil
	}
	full, err := r.Documents(ctx, documentIDs(kept))
	if err != nil {
		return nil, err
	}
	text, wording := Wording{Contains: f.Text}.folded(), f.Wording.folded()
	var holding []*graph.Document
	for i, d := range full {
		if d == nil {
			continue
		}
		parts := []string{graph.FoldName(d.Title), graph.FoldName(d.Text)}
		if text.among(parts...) && wording.among(parts...) {
			holding = append(holding, kept[i])
		}
	}
	return holding, nil
}

func (f DocumentFilter) matches(d *graph.Document) bool {
	dated := f.PublishedFrom == "" && f.PublishedTo == "" || d.Published != ""
	return dated && f.worded(d) && among(f.Outlets, d.Outlet) && d.Published >= f.PublishedFrom &&
		(f.PublishedTo == "" || d.Published <= f.PublishedTo)
}

// worded reports whether d passes the conditions on its words that do not take its text.
func (f DocumentFilter) worded(d *graph.Document) bool {
	return f.Key.holds(d.Key) && f.Outlet.holds(d.Outlet) && f.URL.holds(d.URL) && f.Published.hold(d.Published, d.Published) &&
		(isZero(f.Title) || f.Title.folded().holds(graph.FoldName(d.Title)))
}
