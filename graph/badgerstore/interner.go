package badgerstore

import (
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// interner gives entities and predicates short numbers. Numbers are never taken back: they mean the same
// in every state of the store.
type interner struct {
	mu         sync.RWMutex
	numbers    map[graph.ID]uint32
	entities   []graph.ID
	labels     map[schema.Predicate]uint16
	predicates []schema.Predicate
}

func newInterner() *interner {
	return &interner{numbers: map[graph.ID]uint32{}, labels: map[schema.Predicate]uint16{}}
}

func (n *interner) known(id graph.ID) (uint32, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	v, ok := n.numbers[id]
	return v, ok
}

// allKnown returns the numbers of those of ids that have one, in their order.
func (n *interner) allKnown(ids []graph.ID) []uint32 {
	n.mu.RLock()
	defer n.mu.RUnlock()
	numbers := make([]uint32, 0, len(ids))
	for _, id := range ids {
		if v, ok := n.numbers[id]; ok {
			numbers = append(numbers, v)
		}
	}
	return numbers
}

func (n *interner) number(id graph.ID) uint32 {
	if v, ok := n.known(id); ok {
		return v
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	v := uint32(len(n.entities))
	n.numbers[id] = v
	n.entities = append(n.entities, id)
	return v
}

func (n *interner) label(p schema.Predicate) uint16 {
	n.mu.Lock()
	defer n.mu.Unlock()
	v, ok := n.labels[p]
	if !ok {
		v = uint16(len(n.predicates))
		n.labels[p] = v
		n.predicates = append(n.predicates, p)
	}
	return v
}

// labelsOf returns the numbers of predicates, those that no edge has left out; nil only for no predicates.
func (n *interner) labelsOf(predicates []schema.Predicate) []uint16 {
	if len(predicates) == 0 {
		return nil
	}
	n.mu.RLock()
	defer n.mu.RUnlock()
	labels := []uint16{}
	for _, p := range predicates {
		if v, ok := n.labels[p]; ok {
			labels = append(labels, v)
		}
	}
	return labels
}

// names is what numbers meant at some time, and still do. It needs no lock.
type names struct {
	entities   []graph.ID
	predicates []schema.Predicate
}

func (n *interner) names() names {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return names{n.entities, n.predicates}
}

// edge returns the edge that h is a half of.
func (n names) edge(h halfEdge) graph.Edge {
	e := graph.Edge{Predicate: n.predicates[h.label], Subject: n.entities[h.at], Object: n.entities[h.other]}
	if !h.out {
		e.Subject, e.Object = e.Object, e.Subject
	}
	return e
}
