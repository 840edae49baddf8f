package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Filter chooses claims; all its conditions must hold. The rest of an export follows from the claims
// that it chooses: relations count only those witnesses, entities are those that the chosen claims
// name, documents those that tell them. The zero value chooses everything, also entities and
// documents without a claim.
type Filter struct {
	Types      []schema.Type      `json:"types,omitempty"`
	Statuses   []schema.Status    `json:"statuses,omitempty"`
	Predicates []schema.Predicate `json:"predicates,omitempty"` // claims that bear such an edge, and such edges only
	Places     []graph.ID         `json:"places,omitempty"`     // or in places that belong to them
	From       graph.Day          `json:"from,omitempty"`       // told to have lasted to this day or beyond it
	To         graph.Day          `json:"to,omitempty"`         // told to have begun by this day
	KnownAt    graph.Day          `json:"knownAt,omitempty"`    // published by this day; an unknown date is not
	MinSources int                `json:"minSources,omitempty"` // of relations: distinct nearest sources
}

// IsZero reports whether f chooses everything.
func (f Filter) IsZero() bool {
	return len(f.Types) == 0 && len(f.Statuses) == 0 && len(f.Predicates) == 0 && len(f.Places) == 0 &&
		f.From == "" && f.To == "" && f.KnownAt == "" && f.MinSources == 0
}

// chooser answers for one snapshot which claims and relations a filter chooses. It is nil where the
// filter chooses everything.
type chooser struct {
	Filter
	inside    map[graph.ID]bool // the places asked for and all in them; nil: any place
	published map[graph.ID]bool // the documents known at the day asked for; nil: any document
}

func newChooser(ctx context.Context, r graph.Reader, f Filter) (*chooser, error) {
	if f.IsZero() {
		return nil, nil
	}
	c := &chooser{Filter: f}
	var err error
	if len(f.Places) > 0 {
		if c.inside, err = placesWithin(ctx, r, f.Places); err != nil {
			return nil, err
		}
	}
	if f.KnownAt != "" {
		if c.published, err = publishedBy(ctx, r, f.KnownAt); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *chooser) claim(x *graph.Claim) bool {
	return c == nil ||
		in(c.Types, x.Type) && in(c.Statuses, x.Status) && c.during(x.Period) &&
			(c.published == nil || c.published[x.Doc]) && c.placed(x) && c.bears(x)
}

// relation tells of an edge that has been counted anew over the chosen claims.
func (c *chooser) relation(x *graph.Relation) bool {
	return c == nil || in(c.Predicates, x.Predicate) && x.Sources >= c.MinSources
}

// during asks that the days of p and of the filter meet; a claim of unknown date meets no day.
func (c *chooser) during(p graph.Period) bool {
	if c.From == "" && c.To == "" {
		return true
	}
	if p.From == "" && p.To == "" {
		return false
	}
	return (c.To == "" || p.From == "" || p.From <= c.To) && (c.From == "" || p.To == "" || p.To >= c.From)
}

func (c *chooser) placed(x *graph.Claim) bool {
	if c.inside == nil {
		return true
	}
	for _, args := range [][]graph.Arg{x.Places, x.Patients, x.Agents} {
		for _, a := range args {
			if c.inside[a.Entity] {
				return true
			}
		}
	}
	return false
}

func (c *chooser) bears(x *graph.Claim) bool {
	return len(c.Predicates) == 0 || slices.ContainsFunc(graph.Edges(x), func(e graph.Edge) bool {
		return slices.Contains(c.Predicates, e.Predicate)
	})
}

func in[T comparable](allowed []T, x T) bool { return len(allowed) == 0 || slices.Contains(allowed, x) }

// placesWithin returns roots and every place that belongs to one of them by its parents.
func placesWithin(ctx context.Context, r graph.Reader, roots []graph.ID) (map[graph.ID]bool, error) {
	children := map[graph.ID][]graph.ID{}
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read places: %w", err)
		}
		if e.Kind.IsPlace() && e.Parent != "" {
			parent := graph.EntityID(e.Parent)
			children[parent] = append(children[parent], e.ID)
		}
	}
	inside := map[graph.ID]bool{}
	for todo := slices.Clone(roots); len(todo) > 0; {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !inside[id] {
			inside[id] = true
			todo = append(todo, children[id]...)
		}
	}
	return inside, nil
}

func publishedBy(ctx context.Context, r graph.Reader, day graph.Day) (map[graph.ID]bool, error) {
	known := map[graph.ID]bool{}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read publication dates: %w", err)
		}
		if d.Published != "" && d.Published <= day {
			known[d.ID] = true
		}
	}
	return known, nil
}
