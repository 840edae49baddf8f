package resolvers

import (
	"context"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// eventCache keeps the events of the newest revision that was asked about: to make them reads every claim, and
// the next request mostly asks about the same revision. Its zero value is empty. It is safe for concurrent use.
type eventCache struct {
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

// of returns the events of r, a snapshot of the whole store at revision. Requests that ask at the same time wait for the
// first one; where that fails, as when its client went away, the next one tries for itself.
func (c *eventCache) of(ctx context.Context, revision graph.Revision, r graph.Reader) (*query.EventIndex, error) {
	for {
		at, mine := c.at(revision)
		switch {
		case at == nil:
			return query.IndexEvents(ctx, r)
		case mine:
			return c.make(ctx, r, at)
		}
		select {
		case <-at.done:
			if at.err == nil {
				return at.index, nil
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
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

// make fills at, and forgets it where that fails.
func (c *eventCache) make(ctx context.Context, r graph.Reader, at *eventsAt) (*query.EventIndex, error) {
	at.err = context.Canceled // should making it panic
	defer func() {
		if at.err != nil {
			c.forget(at)
		}
		close(at.done)
	}()
	at.index, at.err = query.IndexEvents(ctx, r)
	return at.index, at.err
}

func (c *eventCache) forget(at *eventsAt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.has == at {
		c.has = nil
	}
}
