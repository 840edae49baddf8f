// Package badgerstore is the embedded store: documents and what they say in a Badger database, with the
// edges in memory besides. keys.go has the layout.
package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"syscall"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// Store is a graph.Store in a directory. Open makes one.
//
// What Apply and Remove have acknowledged outlasts the process. It outlasts a power cut after the next
// Sync or Close.
type Store struct {
	db     *badger.DB
	dir    string
	opts   Options
	free   func(dir string) (int64, error)
	mapped *mappedTables // nil where pages are left to the system

	writer  sync.Mutex // one change at a time
	settled memory     // for writer alone

	publish sync.RWMutex // database and state change together
	state   *state

	later    sync.Mutex
	edges    *adjacency // of a state that has none yet, once they were read
	fewEdges []fewEdges // of such a state too, until all were read; see linkedBy

	life   sync.Mutex
	closed bool
	failed error          // why nothing but Close works any more
	users  sync.WaitGroup // calls under way

	watchers graph.Watchers
}

var _ graph.Store = (*Store)(nil)

// enter begins a call; Close waits for the function that it returns.
func (s *Store) enter() (leave func(), err error) {
	s.life.Lock()
	defer s.life.Unlock()
	if s.closed {
		return nil, graph.ErrClosed
	}
	if s.failed != nil {
		return nil, s.failed
	}
	s.users.Add(1)
	return s.users.Done, nil
}

// Apply implements graph.Store. The deltas of one call share one write, which has to fit a part of
// Options.MemTable.
func (s *Store) Apply(ctx context.Context, deltas ...*graph.Delta) error {
	prepared, err := prepareAll(ctx, deltas)
	if err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	if _, err := s.change(ctx, true, func(e *edit) error { return e.applyAll(ctx, prepared) }); err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	return nil
}

// Judge implements graph.Store. What acts change has to fit one write: to merge an entity that thousands
// of documents name into another one may not, where the other way round does.
func (s *Store) Judge(ctx context.Context, acts ...*graph.Judgement) (*graph.Change, error) {
	change, err := s.change(ctx, true, func(e *edit) error { return e.judge(ctx, acts) })
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return change, nil
}

// Preview implements graph.Store.
func (s *Store) Preview(ctx context.Context, do graph.Edit) (*graph.Change, error) {
	prepared, err := prepareAll(ctx, do.Apply)
	if err != nil {
		return nil, fmt.Errorf("preview: %w", err)
	}
	change, err := s.change(ctx, false, func(e *edit) error {
		for _, doc := range do.Remove {
			if err := e.remove(doc); err != nil {
				return err
			}
		}
		if err := e.applyAll(ctx, prepared); err != nil {
			return err
		}
		return e.judge(ctx, do.Judge)
	})
	if err != nil {
		return nil, fmt.Errorf("preview: %w", err)
	}
	return change, nil
}

// prepareAll does what can be done before it is the turn of this change, so that others need not wait.
func prepareAll(ctx context.Context, deltas []*graph.Delta) ([]contribution, error) {
	prepared := make([]contribution, 0, len(deltas))
	for _, d := range deltas {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := d.Validate(); err != nil {
			return nil, err
		}
		prepared = append(prepared, contributionOf(graph.Curated{Delta: d}, d))
	}
	return prepared, nil
}

// Remove implements graph.Store.
func (s *Store) Remove(ctx context.Context, doc graph.ID) (*graph.Receipt, error) {
	change, err := s.change(ctx, true, func(e *edit) error { return e.remove(doc) })
	if err != nil {
		return nil, fmt.Errorf("remove: %w", err)
	}
	return change.Receipt(), nil
}

// change makes one atomic change, or only tells what it would be.
func (s *Store) change(ctx context.Context, do bool, fn func(*edit) error) (*graph.Change, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	s.writer.Lock()
	defer s.writer.Unlock()
	if do {
		if err := s.writable(ctx); err != nil {
			return nil, err
		}
	}
	now, err := s.linked(ctx, s.state)
	if err != nil {
		return nil, err
	}
	t := newTx(s.db)
	defer t.discard()
	e, err := newEdit(t, now.copy())
	if err != nil {
		return nil, err
	}
	e.known = &s.settled
	if s.opts.Now != nil {
		e.recorded = s.opts.Now().UTC()
	}
	if err := errors.Join(fn(e), ctx.Err()); err != nil {
		return nil, err
	}
	if len(e.reasons) == 0 {
		return &graph.Change{Number: s.state.revision.Number}, nil
	}
	change, err := e.settle()
	if err != nil || !do {
		return change, err
	}
	return change, s.commit(e)
}

// commit writes e and lets new snapshots see it.
func (s *Store) commit(e *edit) error {
	s.publish.Lock()
	defer s.publish.Unlock()
	if err := e.tx.commit(s.db); err != nil {
		return fmt.Errorf("write: %w", s.stopAfter(err))
	}
	s.state = e.next
	s.settled.keep(e)
	s.watchers.Tell(s.state.revision.Number)
	return nil
}

// writable returns why nothing can be written now. Badger writes through memory maps, where a full disk
// kills the process, and so the disk is looked at before.
func (s *Store) writable(ctx context.Context) error {
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	if s.opts.InMemory || s.opts.MinFree < 0 {
		return ctx.Err()
	}
	want := s.opts.MinFree
	if want == 0 {
		want = defaultMinFree
	}
	free, err := s.free(s.dir)
	if err != nil {
		return err
	}
	if free < want {
		return fmt.Errorf("%w: %d MiB free at %s, %d wanted; make room and try again", syscall.ENOSPC, free>>20, s.dir, want>>20)
	}
	return ctx.Err()
}

// View implements graph.Store.
func (s *Store) View(ctx context.Context, fn func(graph.Reader) error) error {
	leave, err := s.enter()
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	defer leave()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("view: %w", err)
	}
	r := s.snapshot()
	defer r.close()
	return fn(r)
}

// Sync makes all that was acknowledged outlast a power cut. It is for checkpoints: it takes as long as
// the disk does.
func (s *Store) Sync() error {
	leave, err := s.enter()
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	defer leave()
	if err := s.db.Sync(); err != nil {
		return fmt.Errorf("sync store %s: %w", s.dir, err)
	}
	return nil
}

// Close implements graph.Store. It waits for calls under way, so it must not be called from a View.
func (s *Store) Close() error {
	s.life.Lock()
	wasClosed := s.closed
	s.closed = true
	s.life.Unlock()
	s.watchers.Close()
	s.users.Wait()
	if wasClosed {
		return nil
	}
	if err := s.shut(); err != nil {
		return fmt.Errorf("close store %s: %w", s.dir, err)
	}
	return nil
}
