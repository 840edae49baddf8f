package resolvers

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/graph-gophers/graphql-go/errors"
	"github.com/graph-gophers/graphql-go/introspection"
	"github.com/graph-gophers/graphql-go/trace/tracer"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// request is what the resolvers of one request share: a snapshot, and what they may still spend.
type request struct {
	graph.Reader
	left atomic.Int64
	stop context.CancelCauseFunc

	events func(context.Context) (*query.EventIndex, error)
}

func newRequest(r graph.Reader, cost int, stop context.CancelCauseFunc) *request {
	req := &request{Reader: r, stop: stop}
	req.left.Store(int64(cost))
	var once sync.Once
	var index *query.EventIndex
	var err error
	req.events = func(ctx context.Context) (*query.EventIndex, error) {
		once.Do(func() { index, err = query.IndexEvents(ctx, r) })
		return index, err
	}
	return req
}

// charge takes cost from what is left. A request that spent all of it is stopped.
func (r *request) charge(cost int) error {
	if r.left.Add(-int64(cost)) >= 0 {
		return nil
	}
	r.stop(errTooCostly)
	return errTooCostly
}

// chargeText takes what n bytes of text cost.
func (r *request) chargeText(n int) error { return r.charge(1 + n/100) }

type requestKey struct{}

func withRequest(ctx context.Context, r *request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// requestOf returns the request that ctx belongs to.
func requestOf(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

// meter charges each field that is answered.
type meter struct{}

var _ tracer.Tracer = meter{}

func (meter) TraceQuery(ctx context.Context, _, _ string, _ map[string]any, _ map[string]*introspection.Type) (context.Context, tracer.QueryFinishFunc) {
	return ctx, func([]*errors.QueryError) {}
}

func (meter) TraceField(ctx context.Context, _, _, _ string, _ bool, _ map[string]any) (context.Context, tracer.FieldFinishFunc) {
	_ = requestOf(ctx).charge(1) // a request that spent all is cancelled, which ends it at its next field
	return ctx, func(*errors.QueryError) {}
}

// panicLog writes panics where clients do not see them.
type panicLog struct{ log *slog.Logger }

func (l panicLog) LogPanic(ctx context.Context, value any) {
	l.log.ErrorContext(ctx, "panic while answering a request", "panic", value, "stack", string(debug.Stack()))
}
