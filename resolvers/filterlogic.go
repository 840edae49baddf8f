package resolvers

import (
	"context"
	"reflect"

	"github.com/isnad-graph/isnad/graph/query"
)

// Bounds of filters inside of filters. Each takes some reading to make.
const (
	maxFilterDepth = 10
	maxFilters     = 500 // in one request
)

type filterDepth struct{}

// deeper returns ctx for one filter inside of the one that ctx is for.
func deeper(ctx context.Context) (context.Context, error) {
	depth, _ := ctx.Value(filterDepth{}).(int)
	switch {
	case depth >= maxFilterDepth:
		return ctx, badInput("filters nest more than %d deep", maxFilterDepth)
	case requestOf(ctx).filters.Add(1) > maxFilters:
		return ctx, badInput("more than %d filters inside of others", maxFilters)
	}
	return context.WithValue(ctx, filterDepth{}, depth+1), nil
}

// mapping maps a filter that a client sent.
type mapping[F, Q any] func(*F, context.Context) (Q, error)

// logicOf maps the filters that are joined in another one.
func logicOf[F, Q any](ctx context.Context, and, or *[]F, not *F, to mapping[F, Q]) (l query.Logic[Q], err error) {
	if l.And, err = filtersIn(ctx, and, to); err != nil {
		return l, err
	}
	if l.Or, err = filtersIn(ctx, or, to); err != nil {
		return l, err
	}
	l.Not, err = filterIn(ctx, not, to)
	return l, err
}

// filtersIn maps filters inside of another one, nil where there is no list.
func filtersIn[F, Q any](ctx context.Context, filters *[]F, to mapping[F, Q]) ([]Q, error) {
	if filters == nil {
		return nil, nil
	}
	out := make([]Q, 0, len(*filters))
	for i := range *filters {
		q, err := filterIn(ctx, &(*filters)[i], to)
		if err != nil {
			return nil, err
		}
		out = append(out, *q)
	}
	return out, nil
}

// filterIn maps a filter inside of another one, nil where there is none.
func filterIn[F, Q any](ctx context.Context, f *F, to mapping[F, Q]) (*Q, error) {
	if f == nil {
		return nil, nil
	}
	ctx, err := deeper(ctx)
	if err != nil {
		return nil, err
	}
	q, err := to(f, ctx)
	return &q, err
}

// quantifier asks something of the records that belong to a record.
type quantifier[F any] struct {
	Some, None, Every *F
	Exists            *bool
}

// quantifiedOf maps a quantifier.
func quantifiedOf[F, Q any](ctx context.Context, f *quantifier[F], to mapping[F, Q]) (q query.Quantified[Q], err error) {
	if f == nil {
		return q, nil
	}
	if q.Some, err = filterIn(ctx, f.Some, to); err != nil {
		return q, err
	}
	if q.None, err = filterIn(ctx, f.None, to); err != nil {
		return q, err
	}
	q.Every, err = filterIn(ctx, f.Every, to)
	switch {
	case f.Exists == nil:
	case !*f.Exists:
		q.None = new(Q)
	case q.Some == nil:
		q.Some = new(Q)
	}
	return q, err
}

// claimFilter is the conditions on a claim, and filters inside of it.
type claimFilter struct {
	claimConditions
	Relations    *quantifier[relationFilter]
	Participants *quantifier[entityFilter]
	And, Or      *[]claimFilter
	Not          *claimFilter
}

func (f *claimFilter) query(ctx context.Context) (query.ClaimFilter, error) {
	if f == nil {
		return query.ClaimFilter{}, nil
	}
	q, err := f.claimConditions.query(ctx)
	if err == nil {
		q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*claimFilter).query)
	}
	if err == nil {
		q.Relations, err = quantifiedOf(ctx, f.Relations, (*relationFilter).query)
	}
	if err == nil {
		q.Takers, err = quantifiedOf(ctx, f.Participants, (*entityFilter).query)
	}
	return q, err
}

// nested maps the filters inside of f.
func (f *relationFilter) nested(ctx context.Context, q *query.RelationFilter) (err error) {
	if q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*relationFilter).query); err != nil {
		return err
	}
	if q.Supporting, err = quantifiedOf(ctx, f.Supporting, (*claimFilter).query); err != nil {
		return err
	}
	if some := q.Supporting.Some; some != nil && !reflect.ValueOf(*some).IsZero() { // of which a path shows only the claims that pass
		q.Claims, q.Supporting.Some = *q.Supporting.Some, nil
	}
	if q.Denying, err = quantifiedOf(ctx, f.Denying, (*claimFilter).query); err != nil {
		return err
	}
	if q.SubjectWith, err = filterIn(ctx, f.SubjectWith, (*entityFilter).query); err != nil {
		return err
	}
	q.ObjectWith, err = filterIn(ctx, f.ObjectWith, (*entityFilter).query)
	return err
}
