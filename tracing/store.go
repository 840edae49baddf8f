package tracing

import (
	"context"
	"log/slog"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/resolvers"
)

// Store returns a store in the place of inner that makes a span of each read and of each write: how much was asked for
// and found, never what. What inner and its readers offer besides, it offers too. A nil *Tracer gives inner back.
func (t *Tracer) Store(inner graph.Store) graph.Store {
	if t == nil {
		return inner
	}
	s := &store{inner, t}
	if w, ok := inner.(graph.Watcher); ok {
		return &watched{s, w}
	}
	return s
}

type store struct {
	graph.Store
	t *Tracer
}

// watched is a store that tells when it changes.
type watched struct {
	*store
	graph.Watcher
}

// begin begins the span of one call. The caller has to end it with end.
func (t *Tracer) begin(ctx context.Context, method string, asked int) (context.Context, call) {
	ctx, s := t.Start(ctx, "store."+method)
	s.Set(slog.String("db.operation.name", method), slog.Int("db.operation.batch.size", asked))
	return ctx, call{s}
}

// call is a call of a store under way.
type call struct{ s resolvers.Span }

// end tells how many records came back, or that none did.
func (c call) end(found int, err error) {
	if err != nil {
		c.s.Fail("")
	} else {
		c.s.Set(slog.Int("db.response.returned_rows", found))
	}
	c.s.End()
}

// written ends the span of a write, of which there is nothing to count but what was asked for.
func (c call) written(err error) {
	if err != nil {
		c.s.Fail("")
	}
	c.s.End()
}

func (s *store) View(ctx context.Context, fn func(graph.Reader) error) error {
	return s.Store.View(ctx, func(r graph.Reader) error { return fn(s.t.reader(r)) })
}

func (s *store) Apply(ctx context.Context, deltas ...*graph.Delta) (err error) {
	ctx, c := s.t.begin(ctx, "Apply", len(deltas))
	defer func() { c.written(err) }()
	return s.Store.Apply(ctx, deltas...)
}

func (s *store) Remove(ctx context.Context, doc graph.ID) (receipt *graph.Receipt, err error) {
	ctx, c := s.t.begin(ctx, "Remove", 1)
	defer func() { c.written(err) }()
	return s.Store.Remove(ctx, doc)
}

func (s *store) Judge(ctx context.Context, acts ...*graph.Judgement) (change *graph.Change, err error) {
	ctx, c := s.t.begin(ctx, "Judge", len(acts))
	defer func() { c.written(err) }()
	return s.Store.Judge(ctx, acts...)
}

func (s *store) Preview(ctx context.Context, e graph.Edit) (change *graph.Change, err error) {
	ctx, c := s.t.begin(ctx, "Preview", len(e.Remove)+len(e.Apply)+len(e.Judge))
	defer func() { c.written(err) }()
	return s.Store.Preview(ctx, e)
}
