package badgerstore

import (
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// recentBytes is about how much memory the records of one kind take that a state keeps.
const recentBytes = 16 << 20

// recents are records of one state that were asked for last. What is stored in a state does not change, and so
// neither do they: the next state begins with none.
type recents struct {
	entities  *recent[graph.Entity]
	relations *recent[graph.Relation]
}

func newRecents() recents {
	return recents{newRecent(recentBytes, entityBytes), newRecent(recentBytes, relationBytes)}
}

// recent keeps the records that were asked for last, in two generations: a record that is asked for is in the
// young one, and once half of the room is full the young one takes the place of the old one. It is safe for
// concurrent use.
type recent[T any] struct {
	room  int // bytes of a generation
	bytes func(*T) int

	mu         sync.Mutex
	young, old map[graph.ID]*T
	used       int // of the room for the young
}

func newRecent[T any](limit int, bytes func(*T) int) *recent[T] {
	return &recent[T]{room: limit / 2, bytes: bytes}
}

// through answers for ids, in their order, with what is kept, and reads and keeps the rest. What is not stored
// is nil and is not kept.
func (c *recent[T]) through(ids []graph.ID, read func([]graph.ID) ([]*T, error)) ([]*T, error) {
	records, missing := c.find(ids)
	if len(missing) == 0 {
		return records, nil
	}
	wanted := make([]graph.ID, 0, len(missing))
	for _, i := range missing {
		wanted = append(wanted, ids[i])
	}
	found, err := read(wanted)
	if err != nil {
		return nil, err
	}
	for n, i := range missing {
		records[i] = found[n]
	}
	c.keep(wanted, found)
	return records, nil
}

// find returns what is kept of ids, each at its place, and the places of the others.
func (c *recent[T]) find(ids []graph.ID) (records []*T, missing []int) {
	records = make([]*T, len(ids))
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		record, isYoung := c.young[id]
		if !isYoung {
			if record = c.old[id]; record == nil {
				missing = append(missing, i)
				continue
			}
			c.put(id, record)
		}
		records[i] = record
	}
	return records, missing
}

func (c *recent[T]) keep(ids []graph.ID, records []*T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, record := range records {
		if record != nil {
			c.put(ids[i], record)
		}
	}
}

// put makes a record one of the young. One that would fill their room is not kept.
func (c *recent[T]) put(id graph.ID, record *T) {
	size := c.bytes(record)
	if _, there := c.young[id]; there || size > c.room {
		return
	}
	if c.young == nil || c.used+size > c.room {
		c.old, c.young, c.used = c.young, map[graph.ID]*T{}, 0
	}
	c.young[id] = record
	c.used += size
}

// entryBytes is about what a record takes besides its lists and texts: itself, and its place in a map.
const entryBytes = 256

func entityBytes(e *graph.Entity) int {
	n := entryBytes + len(e.Key) + len(e.Name) + len(e.Parent)
	for _, name := range e.Names {
		n += 48 + len(name.Text)
	}
	for _, value := range e.External {
		n += 64 + len(value)
	}
	return n
}

func relationBytes(r *graph.Relation) int {
	return entryBytes + idSize*(cap(r.Supporting)+cap(r.Denying)) + len(r.From) + len(r.To)
}
