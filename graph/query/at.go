package query

import (
	"context"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// UndatedPolicy says what becomes of documents without a publication date where it matters when they were published.
type UndatedPolicy string

// Policies.
const (
	ExcludeUndated UndatedPolicy = ""        // they are left out, and counted
	IncludeUndated UndatedPolicy = "include" // they are taken as published on every day
)

// When is a point of view in time. The zero When is that of today: everything.
type When struct {
	AsOf    graph.Day     // what had happened, and what held, on that day; zero: no bound
	KnownAt graph.Day     // what had been published by that day, that day included; zero: no bound
	Undated UndatedPolicy // of documents without a publication date, under KnownAt
}

// IsZero reports whether w lets everything pass.
func (w When) IsZero() bool { return w.AsOf == "" && w.KnownAt == "" }

// LeftOut counts what a point of view in time leaves out because it has no day.
type LeftOut struct {
	Documents int `json:"documents"` // without a publication date, under KnownAt
	Claims    int `json:"claims"`    // of visible documents, without any day, under AsOf
}

// At returns r as one could have read it from the point of view w; r itself where w is zero. It is valid as long as r
// is, reads when documents were published as far as that is asked for, and keeps what it has found out of that and of
// control.
//
// KnownAt shows the documents published by that day, and of all else what a store would hold that never saw the other
// ones: their claims, the entities and names that they use, relations with the witnesses in them.
//
// AsOf shows the claims whose occurrence had begun by that day, whenever they were published: the first day of their
// period is not after it; where that is not known, its last day; where neither is, the day of publication. A claim
// without any of these days is left out and counted. Documents, entities and mentions are not bounded by it. Relations
// are made of the witnesses that are left. Those that tell of what occurred stay; those that tell of what lasts are
// there only if it had not ended by that day, by what the visible claims say:
//
//   - controls: by the rules of Control, of the place or of a part of it: not lost or left, not taken by another side,
//     not told to be over.
//   - besieges: the besieger neither took nor left the place later than the siege was last told, and the siege is not
//     told to be over.
//   - the lasting facts: not every claim that supports it tells an end before that day.
//
// Judgements are those of today, from every point of view.
//
// With both, one sees what one could have known on the one day of what held on the other one.
//
// It returns an error that wraps ErrUnsupported where KnownAt is set and r cannot tell contributions.
func At(ctx context.Context, r graph.Reader, w When) (graph.Reader, error) {
	if w.IsZero() {
		return r, nil
	}
	return NewVantage(w, &Calendar{}).Over(ctx, r)
}

// Over returns r, a reader of the revision that v is of, as At does.
func (v *Vantage) Over(ctx context.Context, r graph.Reader) (graph.Reader, error) {
	if v.when.IsZero() {
		return r, nil
	}
	a := &past{Vantage: v, r: r}
	if v.when.KnownAt == "" {
		return a, nil
	}
	var ok bool
	if a.contributions, ok = r.(graph.ContributionReader); !ok {
		return nil, fmt.Errorf("read as known at %s: %w: what each document says of an entity", v.when.KnownAt, ErrUnsupported)
	}
	var err error
	if a.curation, err = graph.CurationOf(ctx, r); err != nil {
		return nil, err
	}
	return a, nil
}

// LeftOutOf counts what r, a result of At, leaves out because it has no day; nothing of any other reader. With AsOf
// it reads all claims.
func LeftOutOf(ctx context.Context, r graph.Reader) (LeftOut, error) {
	a, ok := r.(*past)
	if !ok {
		return LeftOut{}, nil
	}
	undated, err := UndatedDocuments(ctx, r)
	left := LeftOut{Documents: undated}
	if err != nil || a.when.AsOf == "" {
		return left, err
	}
	if err := a.calendar.fill(ctx, a.r); err != nil {
		return left, err
	}
	for c, err := range a.r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return left, fmt.Errorf("count claims without a day: %w", err)
		}
		if d, ok := a.calendar.of(c.Doc); ok && a.published(d.published) && d.published == "" && c.Period.From == "" && c.Period.To == "" {
			left.Claims++
		}
	}
	return left, nil
}

// UndatedDocuments returns how many documents r, a result of At, leaves out because they have no publication date; 0 for
// any other reader. With KnownAt it reads when all documents were published.
func UndatedDocuments(ctx context.Context, r graph.Reader) (int, error) {
	a, ok := r.(*past)
	if !ok || a.when.KnownAt == "" || a.when.Undated == IncludeUndated {
		return 0, nil
	}
	if err := a.calendar.fill(ctx, a.r); err != nil {
		return 0, err
	}
	undated := 0
	for _, d := range a.calendar.all() {
		if d.published == "" {
			undated++
		}
	}
	return undated, nil
}

// past is a reader from a point of view in time.
type past struct {
	*Vantage
	r             graph.Reader
	contributions graph.ContributionReader // nil without KnownAt
	curation      *graph.Curation          // nil without KnownAt
}

var (
	_ graph.Reader             = (*past)(nil)
	_ graph.ContributionReader = (*past)(nil)
	_ graph.SketchReader       = (*past)(nil)
)

// published reports whether what was published on d is visible.
func (a *past) published(d graph.Day) bool {
	switch {
	case a.when.KnownAt == "":
		return true
	case d == "":
		return a.when.Undated == IncludeUndated
	}
	return d <= a.when.KnownAt
}

// know reads the days of documents, as far as they decide what is visible.
func (a *past) know(ctx context.Context, docs []graph.ID) error {
	if a.when.KnownAt == "" {
		return nil
	}
	return a.calendar.know(ctx, a.r, docs)
}

// sees reports whether a document whose day is known is visible.
func (a *past) sees(doc graph.ID) bool {
	if a.when.KnownAt == "" {
		return true
	}
	d, ok := a.calendar.of(doc)
	return ok && a.published(d.published)
}

// dateless reports whether it takes the day of its document to say whether c had happened.
func (a *past) dateless(c *graph.Claim) bool {
	return a.when.AsOf != "" && c.Period.From == "" && (c.Period.To == "" || c.Period.To > a.when.AsOf)
}

// shown returns claims with nil for those that are not visible.
func (a *past) shown(ctx context.Context, claims []*graph.Claim, err error) ([]*graph.Claim, error) {
	if err != nil {
		return nil, err
	}
	asked := claims
	if a.when.KnownAt == "" {
		asked = without(claims, func(c *graph.Claim) bool { return c == nil || !a.dateless(c) })
	}
	if err := a.calendar.know(ctx, a.r, docsOf(asked)); err != nil {
		return nil, err
	}
	return hide(claims, nil, a.shows)
}

// shows reports whether c is visible, of whose document the day is known where it matters.
func (a *past) shows(c *graph.Claim) bool {
	switch {
	case !a.sees(c.Doc):
		return false
	case a.when.AsOf == "":
		return true
	case a.dateless(c):
		d, _ := a.calendar.of(c.Doc)
		return d.published != "" && d.published <= a.when.AsOf
	case c.Period.From != "":
		return c.Period.From <= a.when.AsOf
	}
	return true
}

// bare returns the documents with ids that are visible: their days and outlets.
func (a *past) bare(ctx context.Context, ids []graph.ID) (map[graph.ID]*graph.Document, error) {
	if err := a.calendar.know(ctx, a.r, ids); err != nil {
		return nil, err
	}
	found := make(map[graph.ID]*graph.Document, len(ids))
	for _, id := range ids {
		if d, ok := a.calendar.of(id); ok && a.published(d.published) {
			found[id] = d.document(id)
		}
	}
	return found, nil
}
