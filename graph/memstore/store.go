// Package memstore is the plain reference store: it keeps deltas by document key and rebuilds all views
// from them. It says what a store means, and the other stores are compared with it; it is for tests and
// for small graphs that need not last.
package memstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// Options configure a Store. The zero value is right for most.
type Options struct {
	ID  graph.ID         // of the store, in its revisions
	Now func() time.Time // when changes are recorded; nil records no time
}

// Store is a graph.Store in memory.
type Store struct {
	opts   Options
	mu     sync.Mutex
	closed bool
	state  state
	log    []*graph.Change
	views  *views // of state; nil until somebody looks

	watchers graph.Watchers
}

var _ graph.Store = (*Store)(nil)

// New returns an empty store.
func New(opts Options) *Store {
	return &Store{opts: opts, state: state{deltas: map[string]*graph.Delta{}}}
}

// Apply implements graph.Store.
func (s *Store) Apply(ctx context.Context, deltas ...*graph.Delta) error {
	_, err := s.change(ctx, graph.Edit{Apply: deltas}, true)
	if err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	return nil
}

// Judge implements graph.Store.
func (s *Store) Judge(ctx context.Context, acts ...*graph.Judgement) (*graph.Change, error) {
	t, err := s.change(ctx, graph.Edit{Judge: acts}, true)
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return t.change, nil
}

// Remove implements graph.Store.
func (s *Store) Remove(ctx context.Context, doc graph.ID) (*graph.Receipt, error) {
	t, err := s.change(ctx, graph.Edit{Remove: []graph.ID{doc}}, true)
	if err != nil {
		return nil, fmt.Errorf("remove: %w", err)
	}
	return t.change.Receipt(), nil
}

// Preview implements graph.Store.
func (s *Store) Preview(ctx context.Context, e graph.Edit) (*graph.Change, error) {
	t, err := s.change(ctx, e, false)
	if err != nil {
		return nil, fmt.Errorf("preview: %w", err)
	}
	return t.change, nil
}

// transition is a state, the one after it, and what differs.
type transition struct {
	before, after *views
	change        *graph.Change
}

// change does e, or only looks at what it would do.
func (s *Store) change(ctx context.Context, e graph.Edit, do bool) (*transition, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, graph.ErrClosed
	}
	next := s.state.clone()
	reasons, err := next.do(e)
	if err != nil {
		return nil, err
	}
	t := &transition{before: s.look(), after: build(next), change: &graph.Change{Number: uint64(len(s.log)), Reasons: reasons}}
	if len(reasons) == 0 {
		return t, nil
	}
	t.change.Number++
	difference(t.change, t.before, t.after)
	if s.opts.Now != nil {
		t.change.Recorded = s.opts.Now()
	}
	if do {
		s.state, s.views = next, t.after
		s.log = append(s.log, t.change)
		s.watchers.Tell(t.change.Number)
	}
	return t, nil
}

// View implements graph.Store.
func (s *Store) View(ctx context.Context, fn func(graph.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("view: %w", err)
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return fmt.Errorf("view: %w", graph.ErrClosed)
	}
	r := &reader{views: s.look(), id: s.opts.ID, log: slices.Clone(s.log)}
	s.mu.Unlock()
	defer r.over.Store(true)
	return fn(r)
}

// look returns the views of what is stored. The caller holds the lock.
func (s *Store) look() *views {
	if s.views == nil {
		s.views = build(s.state)
	}
	return s.views
}

// Verify implements graph.Store. All but the deltas and the acts is rebuilt, so only they can be wrong.
func (s *Store) Verify(ctx context.Context) ([]graph.Fault, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("verify: %w", graph.ErrClosed)
	}
	var faults []graph.Fault
	for _, d := range s.state.sorted() {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		if err := d.Validate(); err != nil {
			faults = append(faults, graph.Fault{
				Where: "document " + d.Document.ID.String(), What: err.Error(), Remedy: "ingest the document again",
			})
		}
	}
	slices.SortFunc(faults, func(a, b graph.Fault) int { return cmp.Compare(a.Where, b.Where) })
	return faults, nil
}

// Close implements graph.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.state, s.views = true, state{}, nil
	s.watchers.Close()
	return nil
}
