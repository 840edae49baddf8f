package query

import (
	"cmp"
	"context"
	"iter"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// EntityFilter selects entities.
type EntityFilter struct {
	IDs          []graph.ID
	Keys         []string
	Kinds        []schema.Kind
	Classes      []string // ACLED interaction classes
	NameContains string   // a name holds it, both in their search form
	NamePrefix   string   // a name starts with it, both in their search form
	Within       []graph.ID
	Located      bool // with coordinates only

	Key   Wording
	Class Wording
	Names Wording // of one of its names, in their search form

	Logic[EntityFilter]
	Relations Quantified[RelationFilter] // at one end of which it stands
	Claims    Quantified[ClaimFilter]    // in which it takes part, in any role
}

// SelectEntities returns a page of the entities that pass f.
func SelectEntities(ctx context.Context, r graph.Reader, f EntityFilter, p Page) (List[graph.Entity], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return List[graph.Entity]{}, err
	}
	return s.page(ctx, p)
}

// CountEntities returns how many entities pass f.
func CountEntities(ctx context.Context, r graph.Reader, f EntityFilter) (int, error) {
	if isZero(f) {
		stats, err := r.Stats(ctx)
		return stats.Entities, err
	}
	s, err := f.selection(ctx, r)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// AllEntities yields the entities that pass f, ascending by id.
func AllEntities(ctx context.Context, r graph.Reader, f EntityFilter) iter.Seq2[*graph.Entity, error] {
	return stream(ctx, r, f.selection)
}

func (f EntityFilter) selection(ctx context.Context, r graph.Reader) (*selection[graph.Entity], error) {
	c := candidates{}
	for _, ids := range [][]graph.ID{f.IDs, keyIDs(f.Keys)} {
		if ids != nil {
			c.meetAll(named(ctx, r, ids))
		}
	}
	if f.Within != nil {
		inside, err := Within(ctx, r, f.Within)
		c.meetAll([][]graph.ID{inside}, err)
	}
	if f.NamePrefix != "" {
		ids, err := byPrefix(ctx, r, f.NamePrefix)
		c.meetAll([][]graph.ID{ids}, err)
	}
	if f.Names.Is != nil {
		c.meetAll(byNames(ctx, r, f.Names.Is))
	}
	nested, err := f.nested(ctx, r, &c)
	s := &selection[graph.Entity]{
		id: entityID, scan: r.AllEntities, load: r.Entities, indexed: c.indexed, ids: c.ids,
	}
	part, names := Wording{Contains: f.NameContains}.folded(), f.Names.folded()
	s.keep = chain(func(_ context.Context, batch []*graph.Entity) ([]*graph.Entity, error) {
		return without(batch, func(e *graph.Entity) bool { return !f.matches(e, part, names) }), nil
	}, nested)
	return s, cmp.Or(c.err, err)
}

// named returns the ids of the entities with ids, which may be such of what is judged to be another one.
func named(ctx context.Context, r graph.Reader, ids []graph.ID) ([][]graph.ID, error) {
	found, err := r.Entities(ctx, sortIDs(ids))
	known := make([]graph.ID, 0, len(found))
	for _, e := range present(found) {
		known = append(known, e.ID)
	}
	return [][]graph.ID{known}, err
}

func entityID(e *graph.Entity) graph.ID { return e.ID }

// keyIDs returns the ids of entities, nil for nil.
func keyIDs(keys []string) []graph.ID {
	if keys == nil {
		return nil
	}
	ids := make([]graph.ID, 0, len(keys))
	for _, k := range keys {
		ids = append(ids, graph.EntityID(k))
	}
	return ids
}

// byNames returns the entities that have each of names.
func byNames(ctx context.Context, r graph.Reader, names []string) ([][]graph.ID, error) {
	var lists [][]graph.ID
	for _, name := range names {
		form := graph.FoldName(name)
		if form == "" {
			continue
		}
		ids, err := r.EntitiesByName(ctx, form, false)
		if err != nil {
			return nil, err
		}
		lists = append(lists, ids)
	}
	return lists, nil
}

// matches reports whether e passes what no index answers; part and names are NameContains and Names in their
// search form.
func (f EntityFilter) matches(e *graph.Entity, part, names Wording) bool {
	if !among(f.Kinds, e.Kind) || !among(f.Classes, e.Class) || f.Located && e.Point == nil {
		return false
	}
	if !f.Key.holds(e.Key) || !f.Class.holds(e.Class) {
		return false
	}
	if isZero(part) && isZero(names) {
		return true
	}
	forms := graph.SearchForms(e)
	return part.among(forms...) && names.among(forms...)
}

// Within returns, ascending, the ids of places and of all that lies inside of them, by the parents that
// the lexicon gives. A chain ends at a parent that no document names.
func Within(ctx context.Context, r graph.Reader, places []graph.ID) ([]graph.ID, error) {
	children := map[graph.ID][]graph.ID{}
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		if e.Parent != "" && e.Kind.IsPlace() {
			parent := graph.EntityID(e.Parent)
			children[parent] = append(children[parent], e.ID)
		}
	}
	inside, seen := sortIDs(places), map[graph.ID]bool{}
	for i := 0; i < len(inside); i++ {
		if !seen[inside[i]] {
			seen[inside[i]] = true
			inside = append(inside, children[inside[i]]...)
		}
	}
	return sortIDs(inside), nil
}
