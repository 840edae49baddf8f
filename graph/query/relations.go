package query

import (
	"context"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// RelationFilter selects relations. The ends of a symmetric predicate may be given either way round.
//
// A relation that is only denied passes unless MinSources or MinDocuments asks for support.
type RelationFilter struct {
	IDs          []graph.ID
	Predicates   []schema.Predicate
	Subjects     []graph.ID
	Objects      []graph.ID
	Either       []graph.ID  // one of these stands at one end
	MinSources   int         // at least so many distinct nearest sources support it
	MinDocuments int         // at least so many documents support it
	Claims       ClaimFilter // one supporting claim passes all of this
}

// SelectRelations returns a page of the relations that pass f.
func SelectRelations(ctx context.Context, r graph.Reader, f RelationFilter, p Page) (List[graph.Relation], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return List[graph.Relation]{}, err
	}
	return s.page(ctx, p)
}

// CountRelations returns how many relations pass f.
func CountRelations(ctx context.Context, r graph.Reader, f RelationFilter) (int, error) {
	if isZero(f) {
		stats, err := r.Stats(ctx)
		return stats.Relations, err
	}
	s, err := f.selection(ctx, r)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// AllRelations yields the relations that pass f, ascending by id.
func AllRelations(ctx context.Context, r graph.Reader, f RelationFilter) iter.Seq2[*graph.Relation, error] {
	return stream(ctx, r, f.selection)
}

func (f RelationFilter) selection(ctx context.Context, r graph.Reader) (*selection[graph.Relation], error) {
	claims, err := f.Claims.selection(ctx, r)
	if err != nil {
		return nil, err
	}
	c := candidates{}
	if f.IDs != nil {
		c.meet(f.IDs)
	}
	for _, ends := range [][]graph.ID{f.Subjects, f.Objects, f.Either} {
		if ends != nil {
			c.meetAll(r.RelationsOf(ctx, ends, graph.Both, f.Predicates...))
		}
	}
	if claims.indexed {
		ids, err := witnessed(ctx, claims)
		c.meetAll([][]graph.ID{ids}, err)
	}
	s := &selection[graph.Relation]{id: relationID, scan: r.AllRelations, load: r.Relations, indexed: c.indexed, ids: c.ids}
	s.keep = func(ctx context.Context, batch []*graph.Relation) ([]*graph.Relation, error) {
		return f.keep(ctx, claims, batch)
	}
	return s, c.err
}

func relationID(r *graph.Relation) graph.ID { return r.ID }

// witnessed returns the ids of the relations that claims bear on.
func witnessed(ctx context.Context, claims *selection[graph.Claim]) ([]graph.ID, error) {
	var ids []graph.ID
	for c, err := range claims.all(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		for _, e := range graph.Edges(c) {
			ids = append(ids, e.ID())
		}
	}
	return ids, nil
}

func (f RelationFilter) keep(ctx context.Context, claims *selection[graph.Claim], batch []*graph.Relation) ([]*graph.Relation, error) {
	kept := slices.DeleteFunc(slices.Clone(batch), func(r *graph.Relation) bool { return !f.matches(r) })
	if isZero(f.Claims) || len(kept) == 0 {
		return kept, nil
	}
	passing, err := passingClaims(ctx, claims, kept)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(kept, func(r *graph.Relation) bool {
		return !slices.ContainsFunc(r.Supporting, func(id graph.ID) bool { return passing[id] })
	}), nil
}

// passingClaims returns which supporting claims of relations are in the selection.
func passingClaims(ctx context.Context, claims *selection[graph.Claim], relations []*graph.Relation) (map[graph.ID]bool, error) {
	c := candidates{indexed: claims.indexed, ids: claims.ids}
	var supporting []graph.ID
	for _, r := range relations {
		supporting = append(supporting, r.Supporting...)
	}
	c.meet(supporting)
	narrowed := *claims
	narrowed.indexed, narrowed.ids = true, c.ids
	passing := map[graph.ID]bool{}
	for claim, err := range narrowed.all(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		passing[claim.ID] = true
	}
	return passing, nil
}

func (f RelationFilter) matches(r *graph.Relation) bool {
	if !among(f.Predicates, r.Predicate) || r.Sources < f.MinSources || r.Documents < f.MinDocuments {
		return false
	}
	if f.Either != nil && !slices.Contains(f.Either, r.Subject) && !slices.Contains(f.Either, r.Object) {
		return false
	}
	return among(f.Subjects, r.Subject) && among(f.Objects, r.Object) ||
		r.Predicate.IsSymmetric() && among(f.Subjects, r.Object) && among(f.Objects, r.Subject)
}
