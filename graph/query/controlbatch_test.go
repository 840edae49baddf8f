package query

import (
	"context"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// measuring is a Reader that remembers the longest batch of what has texts that it was asked for.
type measuring struct {
	graph.Reader
	longest int
}

func (m *measuring) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	m.longest = max(m.longest, len(ids))
	return m.Reader.Claims(ctx, ids)
}

func (m *measuring) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	m.longest = max(m.longest, len(ids))
	return m.Reader.Documents(ctx, ids)
}

// TestControlReadsInBatches: however much is told of a place, no more than a batch of it is asked for at once, and of claims
// that do not bear on control nothing stays.
func TestControlReadsInBatches(t *testing.T) {
	var told []account
	for i := range 2*batchSize + 1 {
		a := tells(schema.Gain, []*graph.Entity{reds, blues}[i%2], "03-10")
		if i%3 > 0 {
			a.typ, a.phase = schema.Attack, ""
		}
		told = append(told, a)
	}
	over(t, deltasOf(told), func(t *testing.T, r graph.Reader) {
		m := &measuring{Reader: r}
		boards, err := newBoards(t.Context(), m, []graph.ID{town.ID})
		if err != nil {
			t.Fatal(err)
		}
		if m.longest != batchSize {
			t.Errorf("asked for %d records at once, want %d", m.longest, batchSize)
		}
		if n := len(boards[town.ID].marks); n != len(told)/3+1 {
			t.Errorf("%d marks, want %d", n, len(told)/3+1)
		}
	})
}
