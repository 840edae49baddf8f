package badgerstore

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

var _ graph.LinkReader = (*reader)(nil)

// Degrees implements graph.LinkReader.
func (r *reader) Degrees(ctx context.Context, entities []graph.ID) ([]int, error) {
	r, err := r.linked(ctx)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(entities))
	ids := r.edges.ids
	ids.mu.RLock()
	defer ids.mu.RUnlock()
	for i, entity := range r.curation.EntityIDs(entities) {
		if at, known := ids.numbers[entity]; known {
			counts[i] = r.edges.degrees.of(at)
		}
	}
	return counts, nil
}

// EdgesBetween implements graph.LinkReader.
func (r *reader) EdgesBetween(ctx context.Context, a, b []graph.ID, limit int, predicates ...schema.Predicate) ([]graph.Edge, error) {
	r, err := r.linked(ctx)
	if err != nil {
		return nil, err
	}
	m := meeting{edges: r.edges, limit: limit, labels: r.edges.ids.labelsOf(predicates)}
	m.near, m.far = r.numbers(a), r.numbers(b)
	if m.cost(m.far, m.near) < m.cost(m.near, m.far) {
		m.near, m.far = m.far, m.near
	}
	for _, at := range m.near.list {
		if err := r.check(ctx); err != nil {
			return nil, err
		}
		if !m.from(at) {
			break
		}
	}
	known := r.edges.ids.names()
	edges := make([]graph.Edge, 0, len(m.found))
	for _, h := range m.found {
		edges = append(edges, known.edge(h))
	}
	return edges, nil
}

// numbers returns the numbers of entities that have an edge.
func (r *reader) numbers(entities []graph.ID) numberSet {
	return newNumberSet(r.edges.ids.allKnown(r.curation.EntityIDs(entities)))
}

// numberSet is numbers without doubles.
type numberSet struct {
	list []uint32
	has  map[uint32]struct{}
}

func newNumberSet(numbers []uint32) numberSet {
	slices.Sort(numbers)
	s := numberSet{list: slices.Compact(numbers), has: make(map[uint32]struct{}, len(numbers))}
	for _, n := range s.list {
		s.has[n] = struct{}{}
	}
	return s
}

// meeting looks for edges between two sets of entities.
type meeting struct {
	edges     *adjacency
	near, far numberSet
	labels    []uint16
	limit     int
	found     []halfEdge
}

// seekCost is how many steps along the tree cost as much as a way down from its root.
const seekCost = 8

// cost says about how many steps the look-up from near to far takes.
func (m *meeting) cost(near, far numberSet) int {
	steps := 0
	for _, at := range near.list {
		steps += seekCost + min(m.edges.degrees.of(at), seekCost*len(far.list))
	}
	return steps
}

// from looks for the edges of one entity, and reports whether there is room for more.
func (m *meeting) from(at uint32) bool {
	if m.edges.degrees.of(at) <= seekCost*len(m.far.list) {
		return m.scan(halfEdge{at: at}, func(h halfEdge) bool { return h.at == at })
	}
	for _, other := range m.far.list {
		if !m.scan(halfEdge{at: at, other: other}, func(h halfEdge) bool { return h.at == at && h.other == other }) {
			return false
		}
	}
	return true
}

// scan takes what leads to far from pivot on, as long as within.
func (m *meeting) scan(pivot halfEdge, within func(halfEdge) bool) (more bool) {
	more = true
	m.edges.tree.Ascend(pivot, func(h halfEdge) bool {
		if !within(h) {
			return false
		}
		if _, meets := m.far.has[h.other]; meets && !h.denied && passes(m.labels, h) && !m.twice(h) {
			m.found = append(m.found, h)
			more = m.limit == 0 || len(m.found) < m.limit
		}
		return more
	})
	return more
}

// twice reports whether the other half of h is looked at too, and is the one that counts.
func (m *meeting) twice(h halfEdge) bool {
	if h.at < h.other {
		return false
	}
	_, there := m.near.has[h.other]
	_, back := m.far.has[h.at]
	return there && back
}

// byRelation orders halves by the ids of their relations.
func byRelation(a, b halfEdge) int {
	x, y := binary.BigEndian.Uint64(a.relation[:8]), binary.BigEndian.Uint64(b.relation[:8])
	if x != y {
		return cmp.Compare(x, y)
	}
	return a.relation.Compare(b.relation)
}
