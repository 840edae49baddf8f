package export

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// evidenced is a claim with the words that carry it.
type evidenced struct {
	*graph.Claim
	sentence, quote string
}

// evidencedClaims yields the claims, ascending by id.
func (g *subgraph) evidencedClaims(ctx context.Context) iter.Seq2[*evidenced, error] {
	return expanded(g.claims(ctx), batchSize, func(claims []*graph.Claim) ([]*evidenced, error) {
		docs, err := g.documentsOf(ctx, claims)
		if err != nil {
			return nil, err
		}
		out := make([]*evidenced, len(claims))
		for i, c := range claims {
			text := docs[c.Doc].Text
			s, q := c.Evidence.Sentence, c.Evidence.Quote
			for _, span := range []graph.Span{s, q} {
				if span.Start < 0 || span.Start > span.End || span.End > len(text) {
					return nil, fmt.Errorf("%w: claim %s cites bytes %d to %d of %s, which has %d", graph.ErrCorrupt, c.ID, span.Start, span.End, docs[c.Doc].Key, len(text))
				}
			}
			out[i] = &evidenced{c, text[s.Start:s.End], text[q.Start:q.End]}
		}
		return out, nil
	})
}

// counts returns the tallies of a claim as texts: «killed 4», «killed 4..9», «killed ..9».
func (c *evidenced) counts() []string {
	var out []string
	for _, t := range c.Tallies {
		low, high := count(t.Min), count(t.Max)
		if low != high {
			low += ".." + high
		}
		out = append(out, strings.TrimSpace(t.What+" "+low))
	}
	return out
}
