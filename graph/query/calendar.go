package query

import (
	"context"
	"fmt"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// Calendar keeps what points of view in time ask of the documents of one revision of a store: when each was published, and by
// whom. It reads single documents as they are asked for, and all of them once that is cheaper. It is safe for concurrent
// use; its zero value is ready.
type Calendar struct {
	mu    sync.RWMutex
	days  map[graph.ID]docDay
	whole bool

	filling sync.Mutex
}

// docDay is what is kept of a document.
type docDay struct {
	published graph.Day
	outlet    string
}

func (d docDay) document(id graph.ID) *graph.Document {
	return &graph.Document{ID: id, Outlet: d.outlet, Published: d.published}
}

// calendarSome is after how many single documents all are read. They come with their texts, which costs as much as some
// hundreds of others without.
const calendarSome = 512

// know reads the days of documents that are not known yet.
func (c *Calendar) know(ctx context.Context, r graph.Reader, docs []graph.ID) error {
	missing, whole := c.missing(docs)
	switch {
	case whole || len(missing) == 0:
		return nil
	case c.size()+len(missing) > calendarSome:
		return c.fill(ctx, r)
	}
	if err := looking(ctx, len(missing)); err != nil {
		return err
	}
	found, err := r.Documents(ctx, missing)
	if err != nil {
		return fmt.Errorf("read the days of documents: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.whole { // it was read meanwhile, and does not change any more
		return nil
	}
	for _, d := range present(found) {
		c.add(d)
	}
	return nil
}

func (c *Calendar) missing(docs []graph.ID) (missing []graph.ID, whole bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.whole {
		return nil, true
	}
	for _, id := range docs {
		if _, known := c.days[id]; !known {
			missing = append(missing, id)
		}
	}
	return sortIDs(missing), false
}

func (c *Calendar) size() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.days)
}

// add is called with the lock held.
func (c *Calendar) add(d *graph.Document) {
	if c.days == nil {
		c.days = map[graph.ID]docDay{}
	}
	c.days[d.ID] = docDay{d.Published, d.Outlet}
}

// fill reads the days of all documents, once.
func (c *Calendar) fill(ctx context.Context, r graph.Reader) error {
	c.filling.Lock()
	defer c.filling.Unlock()
	if _, whole := c.missing(nil); whole {
		return nil
	}
	days, same := map[graph.ID]docDay{}, map[string]string{} // of outlets, of which there are few
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return fmt.Errorf("read the days of documents: %w", err)
		}
		if len(days)%batchSize == 0 {
			if err := looking(ctx, batchSize); err != nil {
				return err
			}
		}
		outlet, known := same[d.Outlet]
		if !known {
			outlet, same[d.Outlet] = d.Outlet, d.Outlet
		}
		days[d.ID] = docDay{d.Published, outlet}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.days, c.whole = days, true
	return nil
}

// of returns what is known of a document, which has been asked for before.
func (c *Calendar) of(id graph.ID) (docDay, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	d, ok := c.days[id]
	return d, ok
}

// all returns what is known, once all is. Nobody changes it then.
func (c *Calendar) all() map[graph.ID]docDay {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.days
}

// Vantage is a point of view in time with what was found out from there of one revision of a store. It is for as many
// readers of that revision as there are, and safe for concurrent use.
type Vantage struct {
	when     When
	calendar *Calendar

	mu     sync.Mutex
	boards map[graph.ID]*board
}

// NewVantage returns the point of view w of a revision whose days are in c.
func NewVantage(w When, c *Calendar) *Vantage {
	return &Vantage{when: w, calendar: c, boards: map[graph.ID]*board{}}
}

// mostBoards bounds the places whose control is kept.
const mostBoards = 1000

// kept returns which boards of places are kept, and which are not.
func (v *Vantage) kept(places []graph.ID) (found map[graph.ID]*board, missing []graph.ID) {
	found = make(map[graph.ID]*board, len(places))
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, p := range places {
		if found[p] = v.boards[p]; found[p] == nil {
			missing = append(missing, p)
		}
	}
	return found, missing
}

func (v *Vantage) keep(boards map[graph.ID]*board) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.boards)+len(boards) > mostBoards {
		clear(v.boards)
	}
	for p, b := range boards {
		v.boards[p] = b
	}
}

// docsOf returns the documents of claims, in their order; each once where its claims stand together.
func docsOf(claims []*graph.Claim) []graph.ID {
	ids := make([]graph.ID, 0, len(claims))
	for _, c := range claims {
		if c != nil && (len(ids) == 0 || ids[len(ids)-1] != c.Doc) {
			ids = append(ids, c.Doc)
		}
	}
	return ids
}
