package badgerstore

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// Most edits only add documents, and no judgement bears on them. What is shared then follows from what was
// there and what comes, without a look at the other documents: so a store that takes in article after
// article reads back nearly nothing.

// settled is an entity as it is stored, and the least of the documents that name it, which speaks for all
// but the names. It is not changed.
type settled struct {
	entity *graph.Entity
	first  graph.ID
	isNew  bool // it was not there before the edit that settled it
}

func (s settled) op() graph.Op {
	if s.isNew {
		return graph.Added
	}
	return graph.Changed
}

// adds reports whether e takes nothing away and nobody has judged anything.
func (e *edit) adds() bool { return !e.took && e.next.curation == nil }

// addToEntity does what settleEntity does, for an edit that adds.
func (e *edit) addToEntity(id graph.ID, r *renaming) error {
	was, err := e.recall(id, r)
	if err != nil {
		return err
	}
	is, gained := was.with(r)
	e.settled[id] = is
	if graph.Reshaped(was.entity, is.entity) {
		e.reshaped[id] = true
	}
	switch {
	case is.entity == was.entity:
	case is.isNew:
		e.stats.Entities++
		e.put(key(spaceEntity, id), encodeEntity(is.entity))
		e.refind(id, nil, is.entity)
	default:
		e.put(key(spaceEntity, id), encodeEntity(is.entity))
		if was.entity.Name != is.entity.Name {
			e.refind(id, was.entity, is.entity)
		} else {
			e.find(id, gained)
		}
	}
	return nil
}

// recall returns an entity as it is stored, without one where it is not.
func (e *edit) recall(id graph.ID, r *renaming) (settled, error) {
	if s, known := e.known.entities[id]; known {
		return s, nil
	}
	entity, err := load(e.get, key(spaceEntity, id), id, decodeEntity)
	if err != nil || entity == nil {
		return settled{}, err
	}
	first, _, err := e.first(key(spaceContrib, id)) // one that comes, where that is less
	return settled{entity: entity, first: lastID(first)}, err
}

// with returns what s is after r, and the names that it gains. It is the same entity where that changes
// nothing of it.
func (s settled) with(r *renaming) (is settled, gained []graph.Name) {
	is = settled{entity: s.entity, first: s.first, isNew: s.entity == nil}
	var names []graph.Name
	if !is.isNew {
		names = s.entity.Names
	}
	names, gained = withNames(names, r.gained)
	told := s.entity
	if is.isNew || r.doc.Compare(s.first) <= 0 {
		is.first = r.doc
		if is.isNew || !sameButNames(s.entity, r.says) {
			told = r.says
		}
	}
	if told != s.entity || len(gained) > 0 {
		is.entity = own(told, names)
	}
	return is, gained
}

// withNames returns the union of names, which are sorted, and more, and those of more that names lack.
func withNames(names, more []graph.Name) (all, gained []graph.Name) {
	for _, n := range sortedNames(more) {
		if _, has := slices.BinarySearchFunc(names, n, graph.CompareNames); !has {
			n.Text = strings.Clone(n.Text) // it is a part of an article, all of which it would keep
			gained = append(gained, n)
		}
	}
	if len(gained) == 0 {
		return names, nil
	}
	all = make([]graph.Name, 0, len(names)+len(gained))
	for _, n := range gained {
		at, _ := slices.BinarySearchFunc(names, n, graph.CompareNames)
		all = append(append(all, names[:at]...), n)
		names = names[at:]
	}
	return append(all, names...), gained
}

// sameButNames reports whether the records of a and b differ in their lists of names at most.
func sameButNames(a, b *graph.Entity) bool {
	x, y := *a, *b
	x.Names, y.Names = nil, nil
	return bytes.Equal(encodeEntity(&x), encodeEntity(&y))
}

// own returns e with names and nothing that it shares with anybody who may change it.
func own(e *graph.Entity, names []graph.Name) *graph.Entity {
	o := *e
	o.Key, o.Name, o.Names, o.External = strings.Clone(e.Key), strings.Clone(e.Name), names, maps.Clone(e.External)
	if e.Point != nil {
		at := *e.Point
		o.Point = &at
	}
	return &o
}

// addToEdge does what settleEdge does, for an edit that adds.
func (e *edit) addToEdge(relation graph.ID, t touched) error {
	was, denied := e.next.edges.get(relation, t.edge)
	e.keepEdge(relation, t.edge, true, !t.supports && (!was || denied))
	return nil
}

// Bounds of a memory; what comes beyond them makes it forget all.
const (
	mostEntities = 1 << 15
	mostNames    = 1 << 17
)

// memory is entities as they are stored, those that were written last.
type memory struct {
	entities map[graph.ID]settled
	names    int
}

// keep remembers what e, which was written, made of entities. What e may have done without e.settled
// telling it makes m forget all.
func (m *memory) keep(e *edit) {
	if !e.adds() || len(m.entities)+len(e.settled) > mostEntities || m.names > mostNames {
		*m = memory{}
	}
	if !e.adds() {
		return
	}
	if m.entities == nil {
		m.entities = map[graph.ID]settled{}
	}
	for id, s := range e.settled {
		if before := m.entities[id].entity; before != nil {
			m.names -= len(before.Names)
		}
		s.isNew = false
		m.entities[id] = s
		m.names += len(s.entity.Names)
	}
}
