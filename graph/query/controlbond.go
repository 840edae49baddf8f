package query

import (
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// bonds counts, over what is told of a place, the claims that name two actors as holders together, less those that set
// them against each other: the slip of one reading must not make allies of those who fight there.
type bonds struct {
	numbers map[graph.ID]uint32
	actors  []graph.ID
	count   map[uint64]int32 // by the numbers of two, the lower one first: a hub of the news has very many pairs
}

func newBonds() *bonds {
	return &bonds{numbers: map[graph.ID]uint32{}, count: map[uint64]int32{}}
}

// tell counts what c tells.
func (b *bonds) tell(c *graph.Claim) {
	switch {
	case bears(c) && len(c.Agents) > 1:
		b.add(c.Agents, c.Agents, 1) // each pair twice, so that it counts 2
	case c.Type == schema.Clash && len(c.Agents) == 2:
		b.add(c.Agents[:1], c.Agents[1:], -2)
	case c.Type == schema.Attack || c.Type == schema.Raid || c.Type == schema.Besiege:
		b.add(c.Agents, c.Patients, -2)
	}
}

func (b *bonds) add(xs, ys []graph.Arg, n int32) {
	for _, x := range xs {
		for _, y := range ys {
			i, j := b.number(x.Entity), b.number(y.Entity)
			b.count[uint64(min(i, j))<<32|uint64(max(i, j))] += n
		}
	}
}

func (b *bonds) number(actor graph.ID) uint32 {
	n, known := b.numbers[actor]
	if !known {
		n = uint32(len(b.actors))
		b.numbers[actor] = n
		b.actors = append(b.actors, actor)
	}
	return n
}

// allies returns the pairs, either way round, that more claims name together.
func (b *bonds) allies() map[[2]graph.ID]bool {
	allies := map[[2]graph.ID]bool{}
	for pair, n := range b.count {
		if n > 0 {
			x, y := b.actors[pair>>32], b.actors[uint32(pair)]
			allies[[2]graph.ID{x, y}], allies[[2]graph.ID{y, x}] = true, true
		}
	}
	return allies
}
