package graph

import (
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Atlas is what the lexicon says of entities and the rule of event identity asks: their kinds, and what
// each of them is a part of. Two atlases of the same entities are equal, in whatever order they were
// given. A nil Atlas knows nothing: an entity is then like itself alone. It does not change and is safe
// for concurrent use.
type Atlas struct {
	number map[ID]int32
	nodes  []atlasNode
}

type atlasNode struct {
	kind   schema.Kind
	parent int32 // a number, or noParent
}

const (
	noParent = -1
	maxDepth = 16 // of parents; a table that leads in circles ends here
)

// NewAtlas reads entities. A parent that is not among them is a node of its own, of unknown kind.
func NewAtlas(entities []*Entity) *Atlas {
	a := &Atlas{number: make(map[ID]int32, len(entities))}
	for _, e := range entities {
		n := a.add(e.ID)
		a.nodes[n].kind = e.Kind
		if e.Parent != "" {
			parent := a.add(EntityID(e.Parent))
			a.nodes[n].parent = parent
		}
	}
	return a
}

func (a *Atlas) add(id ID) int32 {
	if n, ok := a.number[id]; ok {
		return n
	}
	n := int32(len(a.nodes))
	a.number[id] = n
	a.nodes = append(a.nodes, atlasNode{parent: noParent})
	return n
}

// extended returns an atlas that has a number for each argument of claims as well: a itself where it has.
func (a *Atlas) extended(claims []*Claim) *Atlas {
	x := growing{Atlas: a}
	for _, c := range claims {
		x.take(c)
	}
	return x.Atlas
}

// growing is an atlas that claims extend: it is copied before the first of them that does.
type growing struct {
	*Atlas
	own bool // it is a copy
}

// take has g know each argument of c.
func (g *growing) take(c *Claim) {
	if g.knowsAll(c) {
		return
	}
	if !g.own {
		g.Atlas, g.own = g.clone(), true
	}
	g.addAll(c)
}

// knowsAll reports whether a has a number for each argument of c.
func (a *Atlas) knowsAll(c *Claim) bool {
	for _, args := range [...][]Arg{c.Agents, c.Patients, c.Places} {
		for _, arg := range args {
			if !a.knows(arg.Entity) {
				return false
			}
		}
	}
	return a != nil
}

func (a *Atlas) addAll(c *Claim) {
	for _, args := range [...][]Arg{c.Agents, c.Patients, c.Places} {
		for _, arg := range args {
			a.add(arg.Entity)
		}
	}
}

func (a *Atlas) knows(id ID) bool {
	if a == nil {
		return false
	}
	_, ok := a.number[id]
	return ok
}

func (a *Atlas) clone() *Atlas {
	if a == nil {
		return &Atlas{number: map[ID]int32{}}
	}
	return &Atlas{number: maps.Clone(a.number), nodes: slices.Clone(a.nodes)}
}

func (a *Atlas) kind(n int32) schema.Kind { return a.nodes[n].kind }

// inside reports whether n is a part of whole, at whatever depth, and not whole itself.
func (a *Atlas) inside(n, whole int32) bool {
	for range maxDepth {
		if n = a.nodes[n].parent; n == noParent {
			return false
		}
		if n == whole {
			return true
		}
	}
	return false
}

// ancestors appends to buf what n is a part of, nearest first.
func (a *Atlas) ancestors(n int32, buf []int32) []int32 {
	for range maxDepth {
		if n = a.nodes[n].parent; n == noParent {
			break
		}
		buf = append(buf, n)
	}
	return buf
}

// root returns the whole that n belongs to in the end: what is equal to n, a part of it or has it as a
// part has the same root.
func (a *Atlas) root(n int32) int32 {
	for range maxDepth {
		if a.nodes[n].parent == noParent {
			break
		}
		n = a.nodes[n].parent
	}
	return n
}

// specific returns the numbers of args without those that have another of them as a part.
func (a *Atlas) specific(args []Arg) []int32 {
	numbers := a.numbers(args)
	if len(numbers) < 2 {
		return numbers
	}
	kept := numbers[:0:0]
	for _, n := range numbers {
		if !a.hasPart(n, numbers) {
			kept = append(kept, n)
		}
	}
	return kept
}

func (a *Atlas) hasPart(whole int32, among []int32) bool {
	for _, n := range among {
		if a.inside(n, whole) {
			return true
		}
	}
	return false
}

// numbers returns the distinct numbers of args, in their order.
func (a *Atlas) numbers(args []Arg) []int32 {
	out := make([]int32, 0, len(args))
next:
	for _, arg := range args {
		n := a.number[arg.Entity]
		for _, known := range out {
			if known == n {
				continue next
			}
		}
		out = append(out, n)
	}
	return out
}
