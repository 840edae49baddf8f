package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

const (
	// blockSize is how many documents are read, and their lines made, at once.
	blockSize = 32
	// gatherDocs is for how many documents a store may read ahead, and gatherRoom what that may take, in bytes.
	gatherDocs = 1 << 15
	gatherRoom = 56 << 20
)

// docBatch is some documents, and what reads what they contribute.
type docBatch struct {
	ids  []graph.ID
	read loader[graph.Delta]
}

// batches yields the documents in batches of blockSize, read ahead where the store can do that.
func (g *subgraph) batches(ctx context.Context) iter.Seq2[docBatch, error] {
	return func(yield func(docBatch, error) bool) {
		var waiting []graph.ID
		flush := func(atLeast int) (more bool) {
			for len(waiting) > atLeast {
				n, read, err := g.gather(ctx, waiting)
				if err != nil {
					yield(docBatch{}, fmt.Errorf("read ahead: %w", err))
					return false
				}
				for ids := range slices.Chunk(waiting[:n:n], blockSize) {
					if !yield(docBatch{ids, read}, nil) {
						return false
					}
				}
				waiting = slices.Clone(waiting[n:])
			}
			return true
		}
		for id, err := range g.documentIDs(ctx) {
			if err != nil {
				yield(docBatch{}, err)
				return
			}
			if waiting = append(waiting, id); len(waiting) == gatherDocs && !flush(gatherDocs-1) {
				return
			}
		}
		flush(0)
	}
}

// gather returns for how many of ids, from the first one on, read is to be asked.
func (g *subgraph) gather(ctx context.Context, ids []graph.ID) (n int, read loader[graph.Delta], err error) {
	if r, ok := g.r.(graph.GatherReader); ok {
		return r.Gather(ctx, ids, gatherRoom)
	}
	return len(ids), g.r.AsRead, nil
}
