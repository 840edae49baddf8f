// Package memstore is the plain reference store: it keeps deltas by document key and rebuilds all views
// from them. It says what a store means, and the other stores are compared with it; it is for tests and
// for small graphs that need not last.
package memstore

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// Options configure a Store. There is nothing to choose yet.
type Options struct{}

// Store is a graph.Store in memory.
type Store struct {
	mu     sync.Mutex
	closed bool
	deltas map[string]*graph.Delta // by document key
	views  *views                  // of deltas; nil until somebody looks
}

var _ graph.Store = (*Store)(nil)

// New returns an empty store.
func New(Options) *Store { return &Store{deltas: map[string]*graph.Delta{}} }

// Apply implements graph.Store.
func (s *Store) Apply(ctx context.Context, deltas ...*graph.Delta) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	for _, d := range deltas {
		if err := d.Validate(); err != nil {
			return fmt.Errorf("apply: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("apply: %w", graph.ErrClosed)
	}
	for _, d := range deltas {
		s.deltas[d.Document.Key] = d
	}
	s.views = nil
	return nil
}

// Remove implements graph.Store.
func (s *Store) Remove(ctx context.Context, doc graph.ID) (*graph.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("remove: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("remove: %w", graph.ErrClosed)
	}
	before := s.look()
	d := before.docs[doc]
	if d == nil {
		return nil, fmt.Errorf("remove document %s: %w", doc, graph.ErrNotFound)
	}
	delete(s.deltas, d.Key)
	s.views = nil
	return receipt(d, before, s.look()), nil
}

// receipt compares the views before and after d was removed.
func receipt(d *graph.Document, before, after *views) *graph.Receipt {
	r := &graph.Receipt{
		Document:     d.ID,
		Key:          d.Key,
		Claims:       len(before.claims) - len(after.claims),
		EntitiesGone: len(before.entities) - len(after.entities),
	}
	for id, was := range before.relations {
		is := after.relations[id]
		if is == nil {
			r.RelationsGone++
		} else if len(is.Supporting)+len(is.Denying) < len(was.Supporting)+len(was.Denying) {
			r.RelationsThinned++
		}
	}
	return r
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
	r := &reader{views: s.look()}
	s.mu.Unlock()
	defer r.over.Store(true)
	return fn(r)
}

// look returns the views of what is stored. The caller holds the lock.
func (s *Store) look() *views {
	if s.views == nil {
		s.views = build(s.sorted())
	}
	return s.views
}

// sorted returns the deltas in ascending order of document id.
func (s *Store) sorted() []*graph.Delta {
	return slices.SortedFunc(maps.Values(s.deltas), func(a, b *graph.Delta) int {
		return a.Document.ID.Compare(b.Document.ID)
	})
}

// Verify implements graph.Store. All but the deltas is rebuilt, so only they can be wrong.
func (s *Store) Verify(ctx context.Context) ([]graph.Fault, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("verify: %w", graph.ErrClosed)
	}
	var faults []graph.Fault
	for _, d := range s.sorted() {
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
	s.closed, s.deltas, s.views = true, nil, nil
	return nil
}
