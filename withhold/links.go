package withhold

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// RelationsOf implements graph.Reader.
func (v *view) RelationsOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	lists, err := v.r.RelationsOf(ctx, entities, dir, predicates...)
	if err != nil {
		return nil, err
	}
	out := make([][]graph.ID, len(lists))
	for i, id := range v.before.EntityIDs(entities) {
		out[i] = slices.DeleteFunc(slices.Clone(lists[i]), func(rel graph.ID) bool { return isIn(v.relations, rel) })
		for _, r := range v.linked[id] {
			if r.HasEnd(id, dir) && among(predicates, r.Predicate) {
				out[i] = append(out[i], r.ID)
			}
		}
		slices.SortFunc(out[i], graph.ID.Compare)
	}
	return out, nil
}

func among(predicates []schema.Predicate, p schema.Predicate) bool {
	return len(predicates) == 0 || slices.Contains(predicates, p)
}

// ClaimsOf implements graph.Reader.
func (v *view) ClaimsOf(ctx context.Context, entities []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	lists, err := v.r.ClaimsOf(ctx, entities, roles...)
	if err != nil {
		return nil, err
	}
	if len(roles) == 0 {
		roles = schema.Roles
	}
	out := make([][]graph.ID, len(lists))
	for i, id := range v.before.EntityIDs(entities) {
		out[i] = slices.DeleteFunc(slices.Clone(lists[i]), func(claim graph.ID) bool { return v.goneClaims[claim] })
		for _, c := range v.claimsOf[id] {
			if c.Involves(id, roles...) {
				out[i] = append(out[i], c.ID)
			}
		}
		slices.SortFunc(out[i], graph.ID.Compare)
	}
	return out, nil
}

// linkView is a view of a snapshot that can tell edges.
type linkView struct {
	*view
	links graph.LinkReader
}

var _ graph.LinkReader = (*linkView)(nil)

// EdgesOf implements graph.EdgeReader.
func (v *linkView) EdgesOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.Edge, error) {
	lists, err := v.links.EdgesOf(ctx, entities, dir, predicates...)
	if err != nil {
		return nil, err
	}
	out := make([][]graph.Edge, len(lists))
	for i, id := range v.before.EntityIDs(entities) {
		out[i] = v.kept(lists[i])
		changed := false
		for _, r := range v.linked[id] {
			if len(r.Supporting) > 0 && r.HasEnd(id, dir) && among(predicates, r.Predicate) {
				out[i] = append(out[i], edgeOf(r))
				changed = true
			}
		}
		if changed {
			slices.SortFunc(out[i], func(a, b graph.Edge) int { return a.ID().Compare(b.ID()) })
		}
	}
	return out, nil
}

func edgeOf(r *graph.Relation) graph.Edge {
	return graph.Edge{Predicate: r.Predicate, Subject: r.Subject, Object: r.Object}
}

// kept returns edges without those that are touched.
func (v *linkView) kept(edges []graph.Edge) []graph.Edge {
	out := make([]graph.Edge, 0, len(edges))
	for _, e := range edges {
		if !v.mayTouch(e) || !isIn(v.relations, e.ID()) {
			out = append(out, e)
		}
	}
	return out
}

// mayTouch spares what has no end in anything touched the work to make an id.
func (v *linkView) mayTouch(e graph.Edge) bool {
	return isIn(v.entities, e.Subject) && isIn(v.entities, e.Object)
}

// Degrees implements graph.LinkReader.
func (v *linkView) Degrees(ctx context.Context, entities []graph.ID) ([]int, error) {
	counts, err := v.links.Degrees(ctx, entities)
	if err != nil {
		return nil, err
	}
	counts = slices.Clone(counts)
	for i, id := range v.before.EntityIDs(entities) {
		counts[i] += v.degrees[id]
	}
	return counts, nil
}

// EdgesBetween implements graph.LinkReader.
func (v *linkView) EdgesBetween(ctx context.Context, a, b []graph.ID, limit int, predicates ...schema.Predicate) ([]graph.Edge, error) {
	ask := limit
	if limit > 0 {
		ask += len(v.relations) // no more of them than that fall away
	}
	edges, err := v.links.EdgesBetween(ctx, a, b, ask, predicates...)
	if err != nil {
		return nil, err
	}
	edges = append(v.kept(edges), v.linkedBetween(v.before.EntityIDs(a), v.before.EntityIDs(b), predicates)...)
	if limit > 0 && len(edges) > limit {
		edges = edges[:limit]
	}
	return edges, nil
}

// linkedBetween returns the edges of the overlay between a and b.
func (v *linkView) linkedBetween(a, b []graph.ID, predicates []schema.Predicate) []graph.Edge {
	if len(b) < len(a) {
		a, b = b, a
	}
	far := make(map[graph.ID]bool, len(b))
	for _, id := range b {
		far[id] = true
	}
	var out []graph.Edge
	seen := map[graph.ID]bool{}
	for _, near := range a {
		for _, r := range v.linked[near] {
			other := r.Subject
			if other == near {
				other = r.Object
			}
			if far[other] && !seen[r.ID] && len(r.Supporting) > 0 && among(predicates, r.Predicate) {
				seen[r.ID] = true
				out = append(out, edgeOf(r))
			}
		}
	}
	return out
}
