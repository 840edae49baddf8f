package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Subgraph is a part of the graph: relations, and the entities at their ends with how many hops away
// each of them is. Both ascend by id.
type Subgraph struct {
	Entities  []*graph.Entity
	Relations []*graph.Relation
	Hops      map[graph.ID]int
}

// Neighborhood returns what lies within depth hops of an entity over relations that pass f, and all
// such relations between what it found. Depth 0 is the entity alone. A relation that is only denied is
// no link. It returns an error that wraps graph.ErrNotFound where the entity is not stored, and
// ErrTooMany where more than limit entities lie there; limit 0 is no limit.
func Neighborhood(ctx context.Context, r graph.Reader, entity graph.ID, depth int, f RelationFilter, limit int) (*Subgraph, error) {
	e, err := ResolveID(ctx, r, entity)
	if err != nil {
		return nil, err
	}
	entity = e.ID // that of the entity of which it is judged to be the same
	w := walker{r: r, filter: f.supported()}
	hops, frontier := map[graph.ID]int{entity: 0}, []graph.ID{entity}
	for hop := 1; hop <= depth && len(frontier) > 0; hop++ {
		edges, err := w.expand(ctx, frontier)
		if err != nil {
			return nil, fmt.Errorf("neighbourhood of %s: %w", entity, err)
		}
		frontier = reach(hops, hop, frontier, edges)
		if limit > 0 && len(hops) > limit {
			return nil, fmt.Errorf("neighbourhood of %s: %w: over %d entities within %d hops", entity, ErrTooMany, limit, hop)
		}
	}
	s, err := w.induced(ctx, hops)
	if err != nil {
		return nil, fmt.Errorf("neighbourhood of %s: %w", entity, err)
	}
	return s, nil
}

// reach notes what edges lead to for the first time, and returns it in ascending order.
func reach(hops map[graph.ID]int, hop int, frontier []graph.ID, edges [][]graph.Edge) []graph.ID {
	var next []graph.ID
	for i, from := range frontier {
		for _, e := range edges[i] {
			to := otherEnd(e, from)
			if _, seen := hops[to]; !seen {
				hops[to] = hop
				next = append(next, to)
			}
		}
	}
	return sortIDs(next)
}

// Hop is one step of a path.
type Hop struct {
	From, To graph.ID
	Relation *graph.Relation // in either direction
}

// Path returns a shortest chain of relations that pass f, in either direction, from one entity to
// another one: empty where they are the same, and nil where there is none of at most maxHops hops. Of
// several shortest chains it is the one whose entities and relations come first by id, seen from the
// start. A relation that is only denied is no link. It returns an error that wraps graph.ErrNotFound
// where an end is not stored.
func Path(ctx context.Context, r graph.Reader, from, to graph.ID, maxHops int, f RelationFilter) ([]Hop, error) {
	for _, end := range []*graph.ID{&from, &to} {
		e, err := ResolveID(ctx, r, *end)
		if err != nil {
			return nil, err
		}
		*end = e.ID
	}
	w := walker{r: r, filter: f.supported()}
	came, frontier := map[graph.ID]arrival{from: {}}, []graph.ID{from}
	for hop := 0; hop < maxHops && len(frontier) > 0; hop++ {
		if _, found := came[to]; found {
			break
		}
		edges, err := w.expand(ctx, frontier)
		if err != nil {
			return nil, fmt.Errorf("path from %s to %s: %w", from, to, err)
		}
		frontier = arrive(came, frontier, edges)
	}
	if _, found := came[to]; !found {
		return nil, nil
	}
	return w.retrace(ctx, came, from, to)
}

// arrival says from where, and over which edge, an entity was first reached.
type arrival struct {
	from graph.ID
	edge graph.Edge
}

func arrive(came map[graph.ID]arrival, frontier []graph.ID, edges [][]graph.Edge) []graph.ID {
	var next []graph.ID
	for i, from := range frontier {
		for _, e := range edges[i] {
			to := otherEnd(e, from)
			if _, seen := came[to]; !seen {
				came[to] = arrival{from, e}
				next = append(next, to)
			}
		}
	}
	return sortIDs(next)
}

// walker follows relations that pass a filter.
type walker struct {
	r      graph.Reader
	filter RelationFilter
}

// supported returns f for what at least one claim supports.
func (f RelationFilter) supported() RelationFilter {
	f.MinSources = max(1, f.MinSources)
	return f
}

// byPredicate reports whether f asks for nothing but support and predicates.
func (f RelationFilter) byPredicate() bool {
	f.Predicates = nil
	if f.MinSources <= 1 {
		f.MinSources = 0
	}
	if f.MinDocuments <= 1 {
		f.MinDocuments = 0
	}
	return isZero(f)
}

// expand returns, for each entity, its edges that pass, ascending by id.
func (w *walker) expand(ctx context.Context, entities []graph.ID) ([][]graph.Edge, error) {
	if edges, ok := w.r.(graph.EdgeReader); ok && w.filter.byPredicate() {
		if w.filter.Predicates != nil && len(w.filter.Predicates) == 0 {
			return make([][]graph.Edge, len(entities)), nil
		}
		return edges.EdgesOf(ctx, entities, graph.Both, w.filter.Predicates...)
	}
	relations, err := w.touching(ctx, entities)
	if err != nil {
		return nil, err
	}
	at := map[graph.ID][]graph.Edge{}
	for _, rel := range relations {
		e := graph.Edge{Predicate: rel.Predicate, Subject: rel.Subject, Object: rel.Object}
		at[e.Subject] = append(at[e.Subject], e)
		at[e.Object] = append(at[e.Object], e)
	}
	lists := make([][]graph.Edge, len(entities))
	for i, id := range entities {
		lists[i] = at[id]
	}
	return lists, nil
}

// touching returns the relations that pass and have an end among entities, ascending by id.
func (w *walker) touching(ctx context.Context, entities []graph.ID) ([]*graph.Relation, error) {
	var c candidates
	if w.filter.IDs != nil {
		c.meet(w.filter.IDs)
	}
	c.meetAll(w.r.RelationsOf(ctx, entities, graph.Both, w.filter.Predicates...))
	if c.err != nil {
		return nil, c.err
	}
	f := w.filter
	f.IDs = c.ids
	return collect(AllRelations(ctx, w.r, f))
}

// induced returns the entities of hops and the relations that pass between them.
func (w *walker) induced(ctx context.Context, hops map[graph.ID]int) (*Subgraph, error) {
	ids := make([]graph.ID, 0, len(hops))
	for id := range hops {
		ids = append(ids, id)
	}
	entities, err := w.r.Entities(ctx, sortIDs(ids))
	if err != nil {
		return nil, err
	}
	relations, err := w.between(ctx, sortIDs(ids), hops)
	if err != nil {
		return nil, err
	}
	return &Subgraph{Entities: present(entities), Relations: relations, Hops: hops}, nil
}

// between returns the relations that pass and have both ends among entities, ascending by id.
func (w *walker) between(ctx context.Context, entities []graph.ID, among map[graph.ID]int) ([]*graph.Relation, error) {
	if w.filter.byPredicate() {
		edges, err := newLinker(w.r, w.filter.Predicates).edgesBetween(ctx, entities, entities, 0)
		if err != nil {
			return nil, err
		}
		relations, err := w.r.Relations(ctx, edgeIDs(edges))
		return present(relations), err
	}
	edges, err := w.expand(ctx, entities)
	if err != nil {
		return nil, err
	}
	var ids []graph.ID
	for i, from := range entities {
		for _, e := range edges[i] {
			if _, both := among[otherEnd(e, from)]; both && e.Subject == from { // each edge comes from both ends
				ids = append(ids, e.ID())
			}
		}
	}
	relations, err := w.r.Relations(ctx, sortIDs(ids))
	return present(relations), err
}

// edgeIDs returns the ids of edges, ascending and without doubles.
func edgeIDs(edges []graph.Edge) []graph.ID {
	ids := make([]graph.ID, 0, len(edges))
	for _, e := range edges {
		ids = append(ids, e.ID())
	}
	return sortIDs(ids)
}

// retrace follows arrivals from the end back to the start.
func (w *walker) retrace(ctx context.Context, came map[graph.ID]arrival, from, to graph.ID) ([]Hop, error) {
	hops, ids := []Hop{}, []graph.ID{}
	for at := to; at != from; at = came[at].from {
		hops = append(hops, Hop{From: came[at].from, To: at})
		ids = append(ids, came[at].edge.ID())
	}
	relations, err := w.r.Relations(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read path from %s to %s: %w", from, to, err)
	}
	for i, rel := range relations {
		hops[i].Relation = rel
	}
	slices.Reverse(hops)
	return hops, nil
}

func otherEnd(e graph.Edge, from graph.ID) graph.ID {
	if e.Subject == from {
		return e.Object
	}
	return e.Subject
}
