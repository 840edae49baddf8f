package graphtest

import (
	"slices"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Bench measures a store: how fast it takes articles, and how long look-ups of several sorts take at the
// median and at the 99th percentile. Results of one machine and one n compare.
func Bench(b *testing.B, open Open) {
	const articles, batch = 400, 16
	deltas := Generate(1, articles)
	b.Run("apply", func(b *testing.B) { benchApply(b, open, deltas, 1) })
	b.Run("apply in batches", func(b *testing.B) { benchApply(b, open, deltas, batch) })
	s := open(b)
	for some := range slices.Chunk(deltas, batch) {
		if err := s.Apply(b.Context(), some...); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("apply again", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if err := s.Apply(b.Context(), deltas[i%articles]); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, c := range []struct {
		name string
		look lookup
	}{
		{"view", func(*testing.B, graph.Reader, graph.ID) int { return 1 }},
		{"entity", oneEntity}, {"one hop", oneHop}, {"one hop with relations", oneHopFull},
		{"one hop with relations, filtered", oneHopFiltered}, {"two hops", twoHops}, {"claims", claimsHop},
	} {
		b.Run(c.name, func(b *testing.B) { benchLookup(b, s, deltas, c.look) })
	}
}

func benchApply(b *testing.B, open Open, deltas []*graph.Delta, batch int) {
	var took time.Duration
	n := 0
	for b.Loop() {
		s := open(b)
		start := time.Now()
		for some := range slices.Chunk(deltas, batch) {
			if err := s.Apply(b.Context(), some...); err != nil {
				b.Fatal(err)
			}
		}
		took += time.Since(start)
		n += len(deltas)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/took.Seconds(), "deltas/s")
}

// lookup asks about one entity and returns how much it found.
type lookup func(b *testing.B, r graph.Reader, entity graph.ID) int

func benchLookup(b *testing.B, s graph.Store, deltas []*graph.Delta, look lookup) {
	var entities []graph.ID
	for _, d := range deltas {
		for _, e := range d.Entities {
			entities = append(entities, e.ID) // often named, often asked about
		}
	}
	var times []time.Duration
	found := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		err := s.View(b.Context(), func(r graph.Reader) error {
			found += look(b, r, entities[i*7919%len(entities)])
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(micros(times[len(times)/2]), "p50-µs")
	b.ReportMetric(micros(times[len(times)*99/100]), "p99-µs")
	b.ReportMetric(float64(found)/float64(len(times)), "found/op")
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

// got fails the benchmark on an error.
func got[T any](b *testing.B, v T, err error) T {
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func oneEntity(b *testing.B, r graph.Reader, entity graph.ID) int {
	found, err := r.Entities(b.Context(), []graph.ID{entity})
	return len(got(b, found, err))
}

func related(b *testing.B, r graph.Reader, entities []graph.ID, predicates ...schema.Predicate) []graph.ID {
	lists, err := r.RelationsOf(b.Context(), entities, graph.Both, predicates...)
	ids := slices.Concat(got(b, lists, err)...)
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids)
}

func oneHop(b *testing.B, r graph.Reader, entity graph.ID) int {
	return len(related(b, r, []graph.ID{entity}))
}

func oneHopFull(b *testing.B, r graph.Reader, entity graph.ID) int {
	found, err := r.Relations(b.Context(), related(b, r, []graph.ID{entity}))
	return len(got(b, found, err))
}

func oneHopFiltered(b *testing.B, r graph.Reader, entity graph.ID) int {
	found, err := r.Relations(b.Context(), related(b, r, []graph.ID{entity}, schema.Attacked))
	n := 0
	for _, rel := range got(b, found, err) {
		if rel.Sources > 1 {
			n++
		}
	}
	return n
}

// twoHops uses edges in memory where the store has them.
func twoHops(b *testing.B, r graph.Reader, entity graph.ID) int {
	return len(ends(b, r, ends(b, r, []graph.ID{entity})))
}

func ends(b *testing.B, r graph.Reader, entities []graph.ID) []graph.ID {
	var out []graph.ID
	if edges, ok := r.(graph.EdgeReader); ok {
		lists, err := edges.EdgesOf(b.Context(), entities, graph.Both)
		for _, e := range slices.Concat(got(b, lists, err)...) {
			out = append(out, e.Subject, e.Object)
		}
	} else {
		found, err := r.Relations(b.Context(), related(b, r, entities))
		for _, rel := range got(b, found, err) {
			out = append(out, rel.Subject, rel.Object)
		}
	}
	slices.SortFunc(out, graph.ID.Compare)
	return slices.Compact(out)
}

func claimsHop(b *testing.B, r graph.Reader, entity graph.ID) int {
	lists, err := r.ClaimsOf(b.Context(), []graph.ID{entity})
	claims, err2 := r.Claims(b.Context(), got(b, lists, err)[0])
	return len(got(b, claims, err2))
}
