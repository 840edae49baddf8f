package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// relationTest is a RelationFilter that is ready to test relations.
type relationTest struct {
	f               RelationFilter
	logic           logic[graph.Relation]
	witnesses       []quantified[graph.Relation, graph.Claim]
	subject, object *selection[graph.Entity] // nil: anything
	load            func(context.Context, []graph.ID) ([]*graph.Entity, error)
}

func (f RelationFilter) test(ctx context.Context, r graph.Reader) (*relationTest, error) {
	t := &relationTest{f: f, load: r.Entities}
	var claims Quantified[ClaimFilter]
	if !isZero(f.Claims) {
		claims.Some = &f.Claims
	}
	for _, q := range []struct {
		ask  Quantified[ClaimFilter]
		list func(*graph.Relation) []graph.ID
	}{{claims, supporting}, {f.Supporting, supporting}, {f.Denying, denying}} {
		if isZero(q.ask) {
			continue
		}
		test, err := quantify(q.ask,
			kinship[graph.Relation, graph.Claim]{of: listEach(q.list), to: listAll(bearing)}, preparing(ctx, r, ClaimFilter.selection))
		if err != nil {
			return nil, err
		}
		t.witnesses = append(t.witnesses, test)
	}
	var err1, err2, err3 error
	t.logic, err1 = joined(f.Logic, preparing(ctx, r, RelationFilter.selection))
	t.subject, err2 = endTest(ctx, r, f.SubjectWith)
	t.object, err3 = endTest(ctx, r, f.ObjectWith)
	return t, cmp.Or(err1, err2, err3)
}

func endTest(ctx context.Context, r graph.Reader, f *EntityFilter) (*selection[graph.Entity], error) {
	if f == nil {
		return nil, nil
	}
	return f.selection(ctx, r)
}

// narrow meets c with what indexes answer.
func (t *relationTest) narrow(ctx context.Context, c *candidates) {
	t.logic.narrow(c)
	for _, w := range t.witnesses {
		w.narrow(ctx, c)
	}
}

// keep returns those relations of a batch that pass.
func (t *relationTest) keep(ctx context.Context, batch []*graph.Relation) ([]*graph.Relation, error) {
	subjects, err := t.passing(ctx, t.subject, batch)
	if err != nil {
		return nil, err
	}
	objects, err := t.passing(ctx, t.object, batch)
	if err != nil {
		return nil, err
	}
	batch = without(batch, func(r *graph.Relation) bool { return !t.f.matches(r, subjects, objects) })
	for _, w := range t.witnesses {
		if batch, err = w.keep(ctx, batch); err != nil {
			return nil, err
		}
	}
	return t.logic.keep(ctx, batch)
}

// passing returns which ends of a batch pass s, by the ids that relations have for them.
func (t *relationTest) passing(ctx context.Context, s *selection[graph.Entity], batch []*graph.Relation) (func(graph.ID) bool, error) {
	if s == nil {
		return func(graph.ID) bool { return true }, nil
	}
	ids, _ := listAll(ends)(ctx, batch)
	found, err := t.load(ctx, sortIDs(ids))
	if err != nil {
		return nil, err
	}
	passed, err := s.pass(ctx, present(found))
	in := map[graph.ID]bool{}
	for _, e := range passed {
		in[e.ID] = true
	}
	return func(id graph.ID) bool { return in[id] }, err
}

// matches reports whether r passes what it tells itself. Its ends pass either way round where its
// predicate is symmetric; subjects and objects say which entities pass as the one and as the other.
func (f RelationFilter) matches(r *graph.Relation, subjects, objects func(graph.ID) bool) bool {
	if !among(f.Predicates, r.Predicate) || r.Sources < f.MinSources || r.Documents < f.MinDocuments {
		return false
	}
	if f.Either != nil && !slices.Contains(f.Either, r.Subject) && !slices.Contains(f.Either, r.Object) {
		return false
	}
	fits := func(subject, object graph.ID) bool {
		return among(f.Subjects, subject) && among(f.Objects, object) && subjects(subject) && objects(object)
	}
	return fits(r.Subject, r.Object) || r.Predicate.IsSymmetric() && fits(r.Object, r.Subject)
}
