package badgerstore

import (
	"slices"
	"sync"

	"github.com/tidwall/btree"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// adjacency is the edges of one state of the store, in memory. It is a persistent tree: a copy costs
// nothing and shares all but what is changed later, so that each snapshot keeps its own.
type adjacency struct {
	tree *btree.BTreeG[halfEdge]
	ids  *interner
}

// halfEdge is an edge as seen from one of its ends.
type halfEdge struct {
	relation graph.ID
	at       uint32 // the entity at this end
	other    uint32 // the entity at the other end
	label    uint16 // the predicate
	out      bool   // the entity at this end is the subject
	denied   bool   // no claim supports the edge
}

func (h halfEdge) less(o halfEdge) bool {
	if h.at != o.at {
		return h.at < o.at
	}
	return h.relation.Compare(o.relation) < 0
}

func newAdjacency() *adjacency {
	return &adjacency{tree: btree.NewBTreeG(halfEdge.less), ids: &interner{
		numbers: map[graph.ID]uint32{}, labels: map[schema.Predicate]uint16{},
	}}
}

// copy returns a copy that can be changed without a change to a.
func (a *adjacency) copy() *adjacency { return &adjacency{tree: a.tree.Copy(), ids: a.ids} }

// load fills an empty adjacency at once.
func (a *adjacency) load(halves []halfEdge) {
	slices.SortFunc(halves, func(x, y halfEdge) int {
		if x.less(y) {
			return -1
		}
		return 1
	})
	for _, h := range halves {
		a.tree.Load(h)
	}
}

// halves returns both halves of an edge.
func (a *adjacency) halves(relation graph.ID, e graph.Edge, denied bool) [2]halfEdge {
	s, o, label := a.ids.number(e.Subject), a.ids.number(e.Object), a.ids.label(e.Predicate)
	return [2]halfEdge{
		{relation: relation, at: s, other: o, label: label, out: true, denied: denied},
		{relation: relation, at: o, other: s, label: label, denied: denied},
	}
}

func (a *adjacency) put(relation graph.ID, e graph.Edge, denied bool) {
	for _, h := range a.halves(relation, e, denied) {
		a.tree.Set(h)
	}
}

func (a *adjacency) delete(relation graph.ID, e graph.Edge) {
	for _, h := range a.halves(relation, e, false) {
		a.tree.Delete(h)
	}
}

// get returns whether e is there, and whether it is only denied.
func (a *adjacency) get(relation graph.ID, e graph.Edge) (there, denied bool) {
	h, there := a.tree.Get(a.halves(relation, e, false)[0])
	return there, h.denied
}

// len returns how many edges there are.
func (a *adjacency) len() int { return a.tree.Len() / 2 }

// each calls fn for the edges of entity that dir and labels let pass, ascending by relation.
func (a *adjacency) each(entity graph.ID, dir graph.Direction, labels []uint16, fn func(halfEdge)) {
	at, known := a.ids.known(entity)
	if !known {
		return
	}
	a.tree.Ascend(halfEdge{at: at}, func(h halfEdge) bool {
		if h.at != at {
			return false
		}
		if (dir == graph.Both || h.out == (dir == graph.Out)) && (labels == nil || slices.Contains(labels, h.label)) {
			fn(h)
		}
		return true
	})
}

// interner gives entities and predicates short numbers. Numbers are never taken back: they mean the same
// in every state of the store.
type interner struct {
	mu         sync.RWMutex
	numbers    map[graph.ID]uint32
	entities   []graph.ID
	labels     map[schema.Predicate]uint16
	predicates []schema.Predicate
}

func (n *interner) known(id graph.ID) (uint32, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	v, ok := n.numbers[id]
	return v, ok
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
