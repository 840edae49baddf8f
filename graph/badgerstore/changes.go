package badgerstore

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// change returns what e changes, which is settled but for this.
func (e *edit) change() (*graph.Change, error) {
	c := &graph.Change{Number: e.next.revision.Number + 1, Reasons: e.reasons, Recorded: e.recorded}
	touched, err := e.touches()
	if err != nil {
		return nil, err
	}
	c.Documents, c.Entities, c.Claims = touched.list(spaceDocument), touched.list(spaceEntity), touched.list(spaceClaim)
	c.Relations = touched.list(spaceWitness)
	for _, t := range c.Claims {
		if f, was := e.formers[t.ID]; was && t.Op != graph.Added {
			c.Formers = append(c.Formers, f)
		}
	}
	c.Reshaped = sorted(slices.Collect(maps.Keys(e.reshaped)))
	return c, nil
}

// touchMap is what became of the records of some spaces, by space and id.
type touchMap map[byte]map[graph.ID]graph.Op

func (m touchMap) note(space byte, id graph.ID, op graph.Op) {
	if m[space] == nil {
		m[space] = map[graph.ID]graph.Op{}
	}
	m[space][id] = op
}

func (m touchMap) list(space byte) []graph.Touch {
	var out []graph.Touch
	for id, op := range m[space] {
		out = append(out, graph.Touch{ID: id, Op: op})
	}
	slices.SortFunc(out, func(a, b graph.Touch) int { return a.ID.Compare(b.ID) })
	return out
}

// touches compares what e writes with what is stored, and drops from e what is stored already.
func (e *edit) touches() (touchMap, error) {
	m := touchMap{}
	var same [][]byte
	var failed error
	e.changes.Scan(func(k string, c change) bool {
		if !e.took && !shared[k[0]] { // nothing of what comes was there before
			e.touch(m, []byte(k), graph.Added)
			return true
		}
		if s, added := e.settled[firstID([]byte(k))]; added && k[0] == spaceEntity {
			e.touch(m, []byte(k), s.op())
			return true
		}
		was, stored, err := e.stored([]byte(k))
		if err != nil {
			failed = err
			return false
		}
		switch {
		case stored && !c.deleted && bytes.Equal(was, c.value), !stored && c.deleted:
			same = append(same, []byte(k))
		case !stored:
			e.touch(m, []byte(k), graph.Added)
		case c.deleted:
			e.touch(m, []byte(k), graph.Retracted)
		default:
			e.touch(m, []byte(k), graph.Changed)
		}
		return true
	})
	for _, k := range same {
		e.changes.Delete(string(k))
	}
	return m, failed
}

// shared are the spaces of records that no document owns alone.
var shared = map[byte]bool{spaceStats: true, spaceMeta: true, spaceEntity: true, spaceName: true}

// touch notes that the record at k changes by op.
func (e *edit) touch(m touchMap, k []byte, op graph.Op) {
	switch space, id := k[0], firstID(k); space {
	case spaceDocument, spaceEntity, spaceClaim:
		m.note(space, id, op)
	case spaceMentions: // comes and goes with its document
		if _, noted := m[spaceDocument][id]; !noted {
			m.note(spaceDocument, id, op)
		}
	case spaceWitness:
		if flip, flips := e.flips[id]; flips {
			op = flip
		} else {
			op = graph.Changed
		}
		m.note(space, id, op)
	}
}

// stored returns what is stored at k before e.
func (e *edit) stored(k []byte) (value []byte, there bool, err error) {
	item, err := e.base.Get(k)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, false, nil
	}
	if err == nil {
		value, err = item.ValueCopy(nil)
	}
	if err != nil {
		return nil, false, fmt.Errorf("read %s: %w", spaceNames[k[0]], err)
	}
	return value, true, nil
}
