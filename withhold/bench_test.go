package withhold

import (
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// BenchmarkHolds looks for a thousand names in an article.
func BenchmarkHolds(b *testing.B) {
	deltas := graphtest.Generate(1, 50)
	n := newNames()
	for _, d := range deltas[1:] {
		for _, e := range d.Entities {
			n.add(e.Name + " غير")
		}
	}
	text := deltas[0].Document.Text
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if n.holds(text) {
			b.Fatal("a name that is not there")
		}
	}
}

// BenchmarkBuild withholds one of many actors.
func BenchmarkBuild(b *testing.B) {
	const documents = 2000
	store, err := badgerstore.Open(b.Context(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	deltas := graphtest.Generate(1, documents)
	for len(deltas) > 0 {
		n := min(50, len(deltas))
		if err := store.Apply(b.Context(), deltas[:n]...); err != nil {
			b.Fatal(err)
		}
		deltas = deltas[n:]
	}
	for _, key := range []string{"actor/a00007", "actor/a00301"} {
		b.Run(key, func(b *testing.B) {
			policy, err := ReadPolicy(strings.NewReader("actor\t"+key), "p.tsv")
			if err != nil {
				b.Fatal(err)
			}
			var o *Overlay
			for b.Loop() {
				err := store.View(b.Context(), func(r graph.Reader) (err error) {
					o, err = Build(b.Context(), r, policy, Options{})
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(documents)*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
			b.ReportMetric(float64(o.Counts().Documents), "redacted")
		})
	}
}
