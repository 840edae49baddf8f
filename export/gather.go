package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

const (
	// gatherDocs is for how many documents a store may read ahead, and gatherRoom what that may take, in bytes.
	gatherDocs = 1 << 15
	gatherRoom = 32 << 20
	// claimsRoom is that for claims alone, of which documents are the rest of what a batch holds.
	claimsRoom = 64 << 20
)

// roomFor returns what reading ahead may take: the more, the fewer walks over all claims.
func roomFor(claimsOnly bool) int {
	if claimsOnly {
		return claimsRoom
	}
	return gatherRoom
}

// docBatch is some documents, and what reads what they contribute.
type docBatch struct {
	ids  []graph.ID
	from graph.GatheredReader
}

// batches yields the documents in batches of size, read ahead where the store can do that.
func (g *subgraph) batches(ctx context.Context, size int, claimsOnly bool) iter.Seq2[docBatch, error] {
	return func(yield func(docBatch, error) bool) {
		var waiting []graph.ID
		flush := func(atLeast int) (more bool) {
			for len(waiting) > atLeast {
				n, from, err := g.gather(ctx, waiting, claimsOnly)
				if err != nil {
					yield(docBatch{}, fmt.Errorf("read ahead: %w", err))
					return false
				}
				for ids := range slices.Chunk(waiting[:n:n], size) {
					if !yield(docBatch{ids, from}, nil) {
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

// gather returns for how many of ids, from the first one on, from is to be asked.
func (g *subgraph) gather(ctx context.Context, ids []graph.ID, claimsOnly bool) (n int, from graph.GatheredReader, err error) {
	if r, ok := g.r.(graph.GatherReader); ok {
		return r.Gather(ctx, ids, graph.GatherOptions{Room: roomFor(claimsOnly), ClaimsOnly: claimsOnly})
	}
	return len(ids), singly{g.r}, nil
}

// singly is the graph.GatheredReader of a Reader that does not read ahead.
type singly struct{ graph.Reader }

// ClaimsTold implements graph.GatheredReader.
func (s singly) ClaimsTold(ctx context.Context, docs []graph.ID) ([][]*graph.Claim, error) {
	lists, err := s.ClaimsIn(ctx, docs)
	if err != nil {
		return nil, err
	}
	out := make([][]*graph.Claim, len(docs))
	for i, ids := range lists {
		if out[i], err = s.Claims(ctx, ids); err != nil {
			return nil, err
		}
	}
	return out, nil
}
