package badgerstore

import (
	"cmp"
	"slices"

	"github.com/tidwall/btree"

	"github.com/isnad-graph/isnad/graph"
)

// adjacency is the edges of one state of the store, in memory. It is a persistent tree: a copy costs
// nothing and shares all but what is changed later, so that each snapshot keeps its own.
type adjacency struct {
	tree    *btree.BTreeG[halfEdge]
	degrees degrees
	ids     *interner
}

// halfEdge is an edge as seen from one of its ends. The halves at one entity lie together, and in there
// those that lead to one other entity, so that both questions are answered without a look at the rest.
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
	return h.compareAt(o) < 0
}

// compareAt orders the halves at one entity.
func (h halfEdge) compareAt(o halfEdge) int {
	switch {
	case h.other != o.other:
		return cmp.Compare(h.other, o.other)
	case h.label != o.label:
		return cmp.Compare(h.label, o.label)
	case h.out == o.out:
		return 0
	case h.out:
		return 1
	}
	return -1
}

func newAdjacency() *adjacency {
	return &adjacency{tree: btree.NewBTreeG(halfEdge.less), ids: newInterner()}
}

// copy returns a copy that can be changed without a change to a.
func (a *adjacency) copy() *adjacency {
	return &adjacency{tree: a.tree.Copy(), degrees: a.degrees.copy(), ids: a.ids}
}

// halves returns both halves of an edge.
func (a *adjacency) halves(relation graph.ID, e graph.Edge, denied bool) [2]halfEdge {
	s, o, label := a.ids.number(e.Subject), a.ids.number(e.Object), a.ids.label(e.Predicate)
	h := halfEdge{relation: relation, at: s, other: o, label: label, out: true, denied: denied}
	return [2]halfEdge{h, h.turned()}
}

func (a *adjacency) put(relation graph.ID, e graph.Edge, denied bool) {
	for _, h := range a.halves(relation, e, denied) {
		before, replaced := a.tree.Set(h)
		if replaced && !before.denied {
			a.degrees.add(h.at, -1)
		}
		if !denied {
			a.degrees.add(h.at, 1)
		}
	}
}

func (a *adjacency) delete(relation graph.ID, e graph.Edge) {
	for _, h := range a.halves(relation, e, false) {
		if before, deleted := a.tree.Delete(h); deleted && !before.denied {
			a.degrees.add(h.at, -1)
		}
	}
}

// get returns whether e is there, and whether it is only denied.
func (a *adjacency) get(relation graph.ID, e graph.Edge) (there, denied bool) {
	h, there := a.tree.Get(a.halves(relation, e, false)[0])
	return there, h.denied
}

// len returns how many edges there are.
func (a *adjacency) len() int { return a.tree.Len() / 2 }

// each calls fn for the edges of entity that dir and labels let pass, in the order of the tree.
func (a *adjacency) each(entity graph.ID, dir graph.Direction, labels []uint16, fn func(halfEdge)) {
	at, known := a.ids.known(entity)
	if !known {
		return
	}
	a.tree.Ascend(halfEdge{at: at}, func(h halfEdge) bool {
		if h.at != at {
			return false
		}
		if (dir == graph.Both || h.out == (dir == graph.Out)) && passes(labels, h) {
			fn(h)
		}
		return true
	})
}

// passes reports whether the predicate of h is among labels; nil lets all pass.
func passes(labels []uint16, h halfEdge) bool {
	return labels == nil || slices.Contains(labels, h.label)
}

// degrees counts, for each entity by its number, the edges that a claim supports. A copy shares all but
// what is changed later.
type degrees struct {
	chunks [][]uint32
	own    []bool // chunks that no copy shares
}

const degreeChunk = 1024

func (d *degrees) copy() degrees {
	clear(d.own)
	return degrees{chunks: slices.Clone(d.chunks), own: make([]bool, len(d.chunks))}
}

func (d *degrees) of(number uint32) int {
	if i := int(number / degreeChunk); i < len(d.chunks) {
		return int(d.chunks[i][number%degreeChunk])
	}
	return 0
}

func (d *degrees) add(number uint32, n int) {
	i := int(number / degreeChunk)
	for len(d.chunks) <= i {
		d.chunks, d.own = append(d.chunks, make([]uint32, degreeChunk)), append(d.own, true)
	}
	if !d.own[i] {
		d.chunks[i], d.own[i] = slices.Clone(d.chunks[i]), true
	}
	d.chunks[i][number%degreeChunk] += uint32(n) // wraps for what is negative
}
