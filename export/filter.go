package export

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// Filter chooses claims; all its conditions must hold. The rest of an export follows from the claims
// that it chooses: relations count those witnesses only, entities are those that the chosen claims
// name, documents those that tell them. The zero value chooses everything, also entities and
// documents without a claim.
type Filter struct {
	Claims       query.ClaimFilter  `json:"claims,omitzero"`
	Predicates   []schema.Predicate `json:"predicates,omitempty"`   // claims that bear such an edge, and such edges only
	MinSources   int                `json:"minSources,omitempty"`   // independent ones among the chosen witnesses: of relations, events and intervals of control
	MinDocuments int                `json:"minDocuments,omitempty"` // of relations and events: distinct documents among the chosen witnesses

	AsOf    graph.Day           `json:"asOf,omitempty"`    // see query.When; all the rest is chosen of what is left
	KnownAt graph.Day           `json:"knownAt,omitempty"` // see query.When
	Undated query.UndatedPolicy `json:"undated,omitempty"` // see query.When

	// Around chooses the relations within Depth hops of an entity, over relations that pass all the rest, and
	// the claims that bear them. The entity is there also by itself.
	Around graph.ID `json:"around,omitzero"`
	Depth  int      `json:"depth,omitempty"`
	// Box chooses claims at a place that lies in it; those without coordinates lie nowhere.
	Box *Box `json:"box,omitempty"`
}

// IsZero reports whether f chooses everything.
func (f Filter) IsZero() bool { return reflect.ValueOf(f).IsZero() }

// when returns the point of view in time.
func (f Filter) when() query.When {
	return query.When{AsOf: f.AsOf, KnownAt: f.KnownAt, Undated: f.Undated}
}

// timeless returns f without it.
func (f Filter) timeless() Filter {
	f.AsOf, f.KnownAt, f.Undated = "", "", ""
	return f
}

// edges returns the relations that c witnesses for or against, as far as f asks for them.
func (f Filter) edges(c *graph.Claim) []graph.Edge {
	if supports, denies := graph.Supports(c); !supports && !denies {
		return nil
	}
	return slices.DeleteFunc(graph.Edges(c), func(e graph.Edge) bool {
		return len(f.Predicates) > 0 && !slices.Contains(f.Predicates, e.Predicate)
	})
}

func (f Filter) keeps(r *graph.Relation) bool {
	return r.Sources >= f.MinSources && r.Documents >= f.MinDocuments
}

// chosen is what a filter chooses: ids, ascending.
type chosen struct {
	documents, entities, claims, relations []graph.ID
}

func choose(ctx context.Context, r graph.Reader, f Filter) (*chosen, error) {
	var ch chosen
	documents, entities, relations := idSet{}, idSet{}, idSet{}
	bounds, err := newBounds(ctx, r, f)
	if err != nil {
		return nil, err
	}
	if !f.Around.IsZero() {
		entities[f.Around] = true
	}
	for c, err := range query.AllClaims(ctx, r, f.Claims) {
		if err != nil {
			return nil, fmt.Errorf("filter claims: %w", err)
		}
		edges, within := bounds.keeps(c, f.edges(c))
		if !within || len(edges) == 0 && len(f.Predicates) > 0 {
			continue
		}
		ch.claims = append(ch.claims, c.ID)
		documents[c.Doc] = true
		for _, e := range edges {
			relations[e.ID()] = true
		}
		for _, role := range schema.Roles {
			for _, a := range c.Args(role) {
				entities[a.Entity] = true
			}
		}
	}
	ch.documents, ch.entities, ch.relations = documents.sorted(), entities.sorted(), relations.sorted()
	return &ch, nil
}

type idSet map[graph.ID]bool

func (s idSet) sorted() []graph.ID {
	ids := make([]graph.ID, 0, len(s))
	for id := range s {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return ids
}

func has(ids []graph.ID, id graph.ID) bool {
	_, found := slices.BinarySearchFunc(ids, id, graph.ID.Compare)
	return found
}
