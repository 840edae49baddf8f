package resolvers

import (
	"context"
	"errors"
	"fmt"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
)

// turn answers what a subscription tells next, nil where there is nothing yet. It reports whether the
// subscription goes on.
func (s *Schema) turn(ctx context.Context, p params, f *following) (answer *Response, on bool) {
	ctx, cancel := context.WithTimeout(ctx, s.opts.HTTP.Timeout)
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var told *graphql.Response
	err := s.view(ctx, func(r graph.Reader) error {
		req := s.newRequest(ctx, r, stop)
		defer req.end()
		var err error
		told, err = s.tell(context.WithValue(withRequest(ctx, req), followingKey{}, f), p, f, r)
		return err
	})
	switch cause := context.Cause(ctx); {
	case errors.Is(err, graph.ErrClosed):
		return closed(), false
	case err != nil && cause == nil:
		return s.failed(ctx, err), false
	case cause != nil:
		return s.failed(ctx, cause), f.source != nil && errors.Is(cause, errTooCostly)
	case told == nil:
		return nil, true
	}
	return s.respond(ctx, told), f.source != nil
}

// tell opens the source of f where it is not open, and answers what that gives.
func (s *Schema) tell(ctx context.Context, p params, f *following, r graph.Reader) (*graphql.Response, error) {
	if f.source == nil {
		refusal, err := s.once(ctx, p)
		if err != nil || refusal != nil || f.source == nil {
			return refusal, err
		}
	}
	var err error
	if f.item, err = f.source.next(ctx, r); err != nil || f.item == nil {
		return nil, err
	}
	return s.once(ctx, p)
}

// once runs a subscription for the one item, or the refusal, that its resolver gives.
func (s *Schema) once(ctx context.Context, p params) (*graphql.Response, error) {
	answers, err := s.engine.Subscribe(ctx, p.Query, p.OperationName, p.Variables)
	if err != nil {
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	var last *graphql.Response
	for answer := range answers {
		last, _ = answer.(*graphql.Response)
	}
	return last, nil
}
