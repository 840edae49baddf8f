package resolvers

import (
	"context"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// pastCache keeps what was found out about points of view in time at the newest revision that was asked about: the days of
// its documents, which all of them share, and, of those that were asked for last, what they know of control and their
// events. It is safe for concurrent use.
type pastCache struct {
	store graph.Store
	life  context.Context // ends the making of events
	turn  chan struct{}   // one in it while the events of a view are made

	mu       sync.Mutex
	revision graph.Revision
	calendar *query.Calendar
	views    []*pastView // the one that was asked for last comes first
}

// pastViews is how many points of view are kept. On a million claims one takes up to some 60 MB.
const pastViews = 3

// pastView is a point of view with its events.
type pastView struct {
	*query.Vantage
	when   query.When
	events *eventCache
}

// view returns the point of view w at a revision.
func (c *pastCache) view(revision graph.Revision, w query.When) *pastView {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calendar == nil || c.revision != revision {
		if c.calendar != nil && c.revision.Store == revision.Store && c.revision.Number > revision.Number {
			return c.newView(w, &query.Calendar{}) // of a snapshot that others are done with
		}
		drop(c.views)
		c.revision, c.calendar, c.views = revision, &query.Calendar{}, nil
	}
	i := slices.IndexFunc(c.views, func(v *pastView) bool { return v.when == w })
	if i < 0 {
		c.views = append(c.views, c.newView(w, c.calendar))
		i = len(c.views) - 1
	}
	v := c.views[i]
	c.views = slices.Insert(slices.Delete(c.views, i, i+1), 0, v)
	if len(c.views) > pastViews {
		drop(c.views[pastViews:])
		c.views = c.views[:pastViews]
	}
	return v
}

// drop ends what is in the making for views that nobody will ask for again. Who waits for it makes it in the time of their request.
func drop(views []*pastView) {
	for i, v := range views {
		v.events.end()
		views[i] = nil
	}
}

func (c *pastCache) newView(w query.When, calendar *query.Calendar) *pastView {
	v := &pastView{Vantage: query.NewVantage(w, calendar), when: w}
	life, end := context.WithCancel(c.life)
	v.events = &eventCache{store: c.store, life: life, end: end, turn: c.turn, read: func(ctx context.Context, r graph.Reader) (*query.EventIndex, error) {
		at, err := v.Over(ctx, r)
		if err != nil {
			return nil, err
		}
		return query.IndexEvents(ctx, at)
	}}
	return v
}
