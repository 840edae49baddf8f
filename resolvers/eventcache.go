package resolvers

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// eventCache keeps the events of the newest revision that was asked about: to make them reads every claim, and
// the next request mostly asks about the same revision. They are made apart from the request that asked first, so
// that those of a large store are there at last, though nobody's time was enough to wait for them. It is safe for
// concurrent use.
type eventCache struct {
	store graph.Store
	life  context.Context // ends the making
	end   context.CancelFunc
	turn  chan struct{}                                                  // nil, or one in it while events are made: several caches make theirs one after the other
	read  func(context.Context, graph.Reader) (*query.EventIndex, error) // nil: query.IndexEvents

	mu  sync.Mutex
	has *eventsAt
}

// eventsAt is the events of a revision, in the making until done is closed.
type eventsAt struct {
	revision graph.Revision
	done     chan struct{}
	index    *query.EventIndex
	err      error
}

var (
	// errMovedOn says that the store has no snapshot of a revision any more.
	errMovedOn = errors.New("the store moved on")

	errMaking = &coded{code: CodeTimeout, message: "the events of the store are still being made: ask again in a minute"}
)

// of returns the events of r, a snapshot of the whole store at revision.
func (c *eventCache) of(ctx context.Context, revision graph.Revision, r graph.Reader) (*query.EventIndex, error) {
	at, mine := c.at(revision)
	if at == nil {
		return c.indexed(ctx, r)
	}
	if mine {
		go c.make(at)
	}
	select {
	case <-at.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if errors.Is(at.err, errMovedOn) {
		return c.indexed(ctx, r)
	}
	return at.index, at.err
}

func (c *eventCache) indexed(ctx context.Context, r graph.Reader) (*query.EventIndex, error) {
	if c.read != nil {
		return c.read(ctx, r)
	}
	return query.IndexEvents(ctx, r)
}

// at returns what is kept of a revision, and whether it is for the caller to make it; nil where a newer one is kept.
func (c *eventCache) at(revision graph.Revision) (at *eventsAt, mine bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch has := c.has; {
	case has != nil && has.revision == revision:
		return has, false
	case has != nil && has.revision.Store == revision.Store && has.revision.Number > revision.Number:
		return nil, false
	}
	c.has = &eventsAt{revision: revision, done: make(chan struct{})}
	return c.has, true
}

// make fills at from a snapshot of its own, and forgets it where that fails.
func (c *eventCache) make(at *eventsAt) {
	defer close(at.done)
	defer func() {
		if r := recover(); r != nil {
			at.err = fmt.Errorf("make events: panic: %v", r)
		}
		if at.err != nil && c.turn != nil && c.life.Err() != nil {
			at.err = errMovedOn // nobody asked for it any more
		}
		if at.err != nil {
			c.forget(at)
		}
	}()
	if c.turn != nil {
		select {
		case c.turn <- struct{}{}:
			defer func() { <-c.turn }()
		case <-c.life.Done():
			at.err = c.life.Err()
			return
		}
	}
	at.err = c.store.View(c.life, func(r graph.Reader) error {
		revision, err := r.Revision(c.life)
		if err == nil && revision != at.revision {
			err = errMovedOn
		}
		if err == nil {
			at.index, err = c.indexed(c.life, r)
		}
		return err
	})
}

func (c *eventCache) forget(at *eventsAt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.has == at {
		c.has = nil
	}
}

// late returns why a request ended too soon, which cause says: what it waited for may come yet.
func (r *request) late(cause error) error {
	if r != nil && r.waits.Load() && errors.Is(cause, context.DeadlineExceeded) {
		return errMaking
	}
	return cause
}
