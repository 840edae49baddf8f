package query

import (
	"context"
	"fmt"
	"sync"

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

// At returns r as one could have read it from the point of view w; r itself where w is zero. To make it reads all
// documents but their texts. It is valid as long as r is, and keeps what it has found out of control.
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
	a := &past{r: r, when: w, docs: map[graph.ID]*graph.Document{}, boards: map[graph.ID]*board{}}
	if w.KnownAt != "" {
		var ok bool
		if a.contributions, ok = r.(graph.ContributionReader); !ok {
			return nil, fmt.Errorf("read as known at %s: %w: what each document says of an entity", w.KnownAt, ErrUnsupported)
		}
		var err error
		if a.curation, err = graph.CurationOf(ctx, r); err != nil {
			return nil, err
		}
	}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read the days of documents: %w", err)
		}
		if a.published(d) {
			a.docs[d.ID] = d
		} else if d.Published == "" {
			a.undated++
		}
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
	left := LeftOut{Documents: a.undated}
	if a.when.AsOf == "" {
		return left, nil
	}
	for c, err := range a.r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return left, fmt.Errorf("count claims without a day: %w", err)
		}
		if d := a.docs[c.Doc]; d != nil && d.Published == "" && c.Period.From == "" && c.Period.To == "" {
			left.Claims++
		}
	}
	return left, nil
}

// UndatedDocuments returns how many documents r, a result of At, leaves out because they have no publication date; 0 for
// any other reader.
func UndatedDocuments(r graph.Reader) int {
	if a, ok := r.(*past); ok {
		return a.undated
	}
	return 0
}

// past is a reader from a point of view in time.
type past struct {
	r             graph.Reader
	contributions graph.ContributionReader // nil without KnownAt
	curation      *graph.Curation          // nil without KnownAt
	when          When
	docs          map[graph.ID]*graph.Document // the visible ones, without their texts
	undated       int                          // documents left out

	mu     sync.Mutex
	boards map[graph.ID]*board
}

var (
	_ graph.Reader             = (*past)(nil)
	_ graph.ContributionReader = (*past)(nil)
	_ graph.SketchReader       = (*past)(nil)
)

// published reports whether d is visible.
func (a *past) published(d *graph.Document) bool {
	switch {
	case a.when.KnownAt == "":
		return true
	case d.Published == "":
		return a.when.Undated == IncludeUndated
	}
	return d.Published <= a.when.KnownAt
}

// shows reports whether c is visible.
func (a *past) shows(c *graph.Claim) bool {
	d := a.docs[c.Doc]
	if d == nil || a.when.AsOf == "" {
		return d != nil
	}
	switch p := c.Period; {
	case p.From != "":
		return p.From <= a.when.AsOf
	case p.To != "" && p.To <= a.when.AsOf:
		return true
	}
	return d.Published != "" && d.Published <= a.when.AsOf
}

// bare returns the documents with ids that are visible, without their texts.
func (a *past) bare(ids []graph.ID) map[graph.ID]*graph.Document {
	found := make(map[graph.ID]*graph.Document, len(ids))
	for _, id := range ids {
		if d := a.docs[id]; d != nil {
			found[id] = d
		}
	}
	return found
}
