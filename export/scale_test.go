package export

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

// many makes n articles of three claims each among twenty actors and fifty places; every article also
// tells one attack that all tell.
func many(t testing.TB, n int) []*graph.Delta {
	actor := func(i int) graph.Entity {
		return graph.Entity{Key: fmt.Sprintf("actor/%d", i), Kind: schema.ArmedGroup, Name: fmt.Sprintf("فصيل%d", i)}
	}
	place := func(i int) graph.Entity {
		return graph.Entity{Key: fmt.Sprintf("place/%d", i), Kind: schema.Settlement, Name: fmt.Sprintf("بلدة%d", i)}
	}
	deltas := make([]*graph.Delta, n)
	for i := range deltas {
		x, y, at := 2+i%18, 2+(i/18+1+i)%18, 1+i%49
		if x == y {
			y = 2 + (y-1)%18
		}
		text := fmt.Sprintf("فصيل0 هاجم فصيل1 ثم فصيل%d قصف فصيل%d وسيطر عند بلدة%d", x, y, at)
		a := newArticle(t, fmt.Sprintf("a%06d", i), fmt.Sprintf("وكالة %d", i%7), graph.Day("2018-01-01").AddDays(i%1000), text)
		zero, one := a.names(actor(0), "فصيل0"), a.names(actor(1), "فصيل1")
		p, q, s := a.names(actor(x), fmt.Sprintf("فصيل%d ", x)), a.names(actor(y), fmt.Sprintf("فصيل%d ", y)), a.names(place(at), fmt.Sprintf("بلدة%d", at))
		a.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(zero), Patients: args(one)})
		a.says("قصف", graph.Claim{Type: schema.Attack, Mode: schema.Shelling, Status: schema.Happened, Agents: args(p), Patients: args(q), Places: args(s)})
		a.says("وسيطر", graph.Claim{Type: schema.Control, Status: schema.Happened, Agents: args(p), Places: args(s)})
		deltas[i] = a.done()
	}
	return deltas
}

// measuring is a Reader that remembers the longest batch that it was asked for.
type measuring struct {
	graph.Reader
	mu      sync.Mutex
	longest int
}

func (m *measuring) saw(ids []graph.ID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.longest = max(m.longest, len(ids))
}

func (m *measuring) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	m.saw(ids)
	return m.Reader.Documents(ctx, ids)
}

func (m *measuring) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	m.saw(ids)
	return m.Reader.Entities(ctx, ids)
}

func (m *measuring) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	m.saw(ids)
	return m.Reader.Claims(ctx, ids)
}

func (m *measuring) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	m.saw(ids)
	return m.Reader.Relations(ctx, ids)
}

func (m *measuring) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	m.saw(docs)
	return m.Reader.MentionsIn(ctx, docs)
}

func (m *measuring) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	m.saw(docs)
	return m.Reader.AsRead(ctx, docs)
}

// discard is an opener.
func discard(string) (io.Writer, error) { return io.Discard, nil }

// TestReadsInBatches: whatever the size of the graph, no more than a batch of it is in memory, even
// where one edge has more witnesses than that.
func TestReadsInBatches(t *testing.T) {
	deltas := many(t, 2*batchSize+1)
	view(t, deltas, func(r graph.Reader) {
		for _, filter := range []Filter{{}, {MinSources: 1}} {
			for _, f := range formats {
				m := &measuring{Reader: r}
				if _, err := run(context.Background(), f, m, Options{Filter: filter}, discard); err != nil {
					t.Fatal(err)
				}
				if m.longest > batchSize {
					t.Errorf("%s asked for %d records at once, at most %d", f.Name, m.longest, batchSize)
				}
				if f.Name == "graphml" && m.longest < batchSize {
					t.Errorf("%s asked for %d records at most; the graph is too small to tell", f.Name, m.longest)
				}
			}
		}
	})
}

func BenchmarkExport(b *testing.B) {
	deltas := graphtest.Generate(1, 500)
	claims := 0
	for _, d := range deltas {
		claims += len(d.Claims)
	}
	for _, f := range formats {
		for _, filter := range []Filter{{}, {MinSources: 1}} {
			b.Run(fmt.Sprintf("%s/filtered=%v", f.Name, !filter.IsZero()), func(b *testing.B) {
				view(b, deltas, func(r graph.Reader) {
					for b.Loop() {
						if _, err := run(context.Background(), f, r, Options{Filter: filter}, discard); err != nil {
							b.Fatal(err)
						}
					}
				})
				b.ReportMetric(float64(claims*b.N)/b.Elapsed().Seconds(), "claims/s")
			})
		}
	}
}

// BenchmarkJSONLOfAStore measures the lossless export of a store on disk, and the way back.
func BenchmarkJSONLOfAStore(b *testing.B) {
	deltas, claims := graphtest.Generate(1, 1500), 0
	s, err := badgerstore.Open(b.Context(), b.TempDir(), badgerstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for chunk := range slices.Chunk(deltas, 50) {
		if err := s.Apply(b.Context(), chunk...); err != nil {
			b.Fatal(err)
		}
		for _, d := range chunk {
			claims += len(d.Claims)
		}
	}
	b.Run("export", func(b *testing.B) {
		for b.Loop() {
			err := s.View(b.Context(), func(r graph.Reader) error {
				_, err := run(b.Context(), jsonl, r, Options{}, discard)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(claims*b.N)/b.Elapsed().Seconds(), "claims/s")
	})
	b.Run("import", func(b *testing.B) {
		var file bytes.Buffer
		err := s.View(b.Context(), func(r graph.Reader) error {
			_, err := Encode(b.Context(), r, "jsonl", &file, Options{})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			into, err := badgerstore.Open(b.Context(), b.TempDir(), badgerstore.Options{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := Import(b.Context(), into, "in.jsonl", bytes.NewReader(file.Bytes())); err != nil {
				b.Fatal(err)
			}
			into.Close()
		}
		b.ReportMetric(float64(claims*b.N)/b.Elapsed().Seconds(), "claims/s")
	})
}
