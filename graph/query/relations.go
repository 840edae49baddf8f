package query

import (
	"context"
	"iter"

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
	MinSources   int         // at least so many independent sources support it
	MinDocuments int         // at least so many documents support it
	Claims       ClaimFilter // one supporting claim passes all of this

	Logic[RelationFilter]
	Supporting  Quantified[ClaimFilter]
	Denying     Quantified[ClaimFilter]
	SubjectWith *EntityFilter // what the subject has to be; nil: anything
	ObjectWith  *EntityFilter
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
	test, err := f.test(ctx, r)
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
	test.narrow(ctx, &c)
	s := &selection[graph.Relation]{id: relationID, scan: r.AllRelations, load: r.Relations, indexed: c.indexed, ids: c.ids}
	s.keep = test.keep
	return s, c.err
}

func relationID(r *graph.Relation) graph.ID { return r.ID }
