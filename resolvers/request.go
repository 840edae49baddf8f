package resolvers

import (
	"context"
	"fmt"
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
	left  *atomic.Int64
	stop  context.CancelCauseFunc
	pasts *pasts

	cache    *eventCache // nil where part of the store is withheld, as is kept
	kept     *pastCache
	events   func(context.Context) (*query.EventIndex, error)
	revision func(context.Context) (graph.Revision, error)
	bearings func(context.Context) (map[graph.ID]query.Bearing, error)

	looks   atomic.Int64 // records that filters were held against
	filters atomic.Int64 // inside of others
	waits   atomic.Bool  // for the events of the store

	reached atomic.Pointer[string] // the revision that its last act led to; nil where it changed nothing

	over  chan struct{} // closed when the request ends, for views that it opened
	views sync.WaitGroup
}

// newRequest returns what a request that reads from r shares. What is kept between requests was made of the whole store,
// and is only for those who see all of it.
func (s *Schema) newRequest(ctx context.Context, r graph.Reader, stop context.CancelCauseFunc) *request {
	req := &request{left: &atomic.Int64{}, stop: stop, over: make(chan struct{}), pasts: &pasts{all: map[query.When]func() *request{}}}
	if !s.withholds(ctx) {
		req.cache, req.kept = &s.events, &s.pasts
	}
	req.left.Store(int64(s.opts.MaxCost))
	req.use(r)
	return req
}

// reading returns the same request over a reader that shows the snapshot from a point of view.
func (r *request) reading(reader graph.Reader) *request {
	return &request{
		left: r.left, stop: r.stop, pasts: r.pasts, Reader: reader, revision: onlyOnce(reader.Revision),
		events:   onlyOnce(func(ctx context.Context) (*query.EventIndex, error) { return query.IndexEvents(ctx, reader) }),
		bearings: bearingsOf(reader),
	}
}

// readingFrom returns the same request over a reader from a point of view that is kept with its events.
func (r *request) readingFrom(v *pastView, revision graph.Revision, reader graph.Reader) *request {
	req := r.reading(reader)
	req.events = onlyOnce(func(ctx context.Context) (*query.EventIndex, error) {
		return r.waiting(ctx, v.events, revision, r.Reader)
	})
	return req
}

// waiting returns the events of a snapshot, which are made apart from the request.
func (r *request) waiting(ctx context.Context, cache *eventCache, revision graph.Revision, snapshot graph.Reader) (*query.EventIndex, error) {
	r.waits.Store(true)
	events, err := cache.of(ctx, revision, snapshot)
	r.waits.Store(err != nil)
	return events, err
}

// use answers the rest of the request from a snapshot.
func (r *request) use(snapshot graph.Reader) {
	r.Reader = snapshot
	r.revision = onlyOnce(snapshot.Revision)
	r.bearings = bearingsOf(snapshot)
	r.events = onlyOnce(func(ctx context.Context) (*query.EventIndex, error) {
		if r.cache == nil {
			return query.IndexEvents(ctx, snapshot)
		}
		revision, err := r.revision(ctx)
		if err != nil {
			return nil, err
		}
		return r.waiting(ctx, r.cache, revision, snapshot)
	})
}

func bearingsOf(r graph.Reader) func(context.Context) (map[graph.ID]query.Bearing, error) {
	return onlyOnce(func(ctx context.Context) (map[graph.ID]query.Bearing, error) { return query.Bearings(ctx, r) })
}

// onlyOnce returns a function that calls read at its first call and gives what that gave.
func onlyOnce[T any](read func(context.Context) (T, error)) func(context.Context) (T, error) {
	var once sync.Once
	var value T
	var err error
	return func(ctx context.Context) (T, error) {
		once.Do(func() { value, err = read(ctx) })
		return value, err
	}
}

// renew answers the rest of the request from the store as it is now. Only mutations call it, which run one
// after the other.
func (r *request) renew(ctx context.Context, store graph.Store) error {
	opened := make(chan graph.Reader)
	failed := make(chan error, 1)
	r.views.Go(func() {
		failed <- store.View(ctx, func(snapshot graph.Reader) error {
			opened <- snapshot
			<-r.over
			return nil
		})
	})
	select {
	case snapshot := <-opened:
		r.use(snapshot)
		return nil
	case err := <-failed:
		return fmt.Errorf("read what was written: %w", err)
	}
}

// end closes the views that the request opened.
func (r *request) end() {
	close(r.over)
	r.views.Wait()
}

// charge takes cost from what is left. A request that spent all of it is stopped.
func (r *request) charge(cost int) error {
	if r.left.Add(-int64(cost)) >= 0 {
		return nil
	}
	r.stop(errTooCostly)
	return errTooCostly
}

// chargeLooks takes what it costs to hold n records against a filter: one for each 100.
func (r *request) chargeLooks(n int) error {
	looks := r.looks.Add(int64(n))
	return r.charge(int(looks/100 - (looks-int64(n))/100))
}

// chargeText takes what n bytes of text cost.
func (r *request) chargeText(n int) error { return r.charge(1 + n/100) }

type requestKey struct{}

func withRequest(ctx context.Context, r *request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// requestOf returns the request that ctx belongs to.
func requestOf(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

// meter charges each field that is answered, and makes spans where somebody traces. What a root asks about time it
// settles too: the library hands the context that it returns to the field and to all below, and to nothing else.
type meter struct{ s *Schema }

var (
	_ tracer.Tracer           = meter{}
	_ tracer.ValidationTracer = meter{}
)

func (m meter) TraceValidation(ctx context.Context) tracer.ValidationFinishFunc {
	if m.s.opts.Tracer == nil {
		return noErrors
	}
	_, span := m.s.span(ctx, "graphql.validate")
	return finish(span)
}

func (m meter) TraceQuery(ctx context.Context, _, _ string, _ map[string]any, _ map[string]*introspection.Type) (context.Context, tracer.QueryFinishFunc) {
	if m.s.opts.Tracer == nil {
		return ctx, noErrors
	}
	ctx, span := m.s.span(ctx, "graphql.execute")
	return ctx, finish(span)
}

func (m meter) TraceField(ctx context.Context, _, parent, name string, trivial bool, args map[string]any) (context.Context, tracer.FieldFinishFunc) {
	r := requestOf(ctx)
	_ = r.charge(1) // a request that spent all is cancelled, which ends it at its next field
	done := noField
	if m.s.opts.Tracer != nil && !trivial && (parent == "Query" || parent == "Mutation") {
		ctx, done = m.root(ctx, parent+"."+name)
	}
	if parent == "Query" {
		ctx = withRequest(ctx, r.from(ctx, args))
	}
	if !trivial {
		ctx = atField(ctx, parent, name, args)
	}
	return ctx, done
}

// root makes a span of a field of a root, with all that is selected below.
func (m meter) root(ctx context.Context, name string) (context.Context, tracer.FieldFinishFunc) {
	ctx, span := m.s.span(ctx, name)
	return ctx, func(err *errors.QueryError) {
		if err != nil {
			span.Fail("")
		}
		span.End()
	}
}

func noField(*errors.QueryError)    {}
func noErrors([]*errors.QueryError) {}

// panicLog writes panics where clients do not see them.
type panicLog struct{ log *slog.Logger }

func (l panicLog) LogPanic(ctx context.Context, value any) {
	if _, ok := value.(failure); ok {
		return // it becomes an error of its field
	}
	l.log.ErrorContext(ctx, "panic while answering a request", "panic", value, "stack", string(debug.Stack()))
}
