package synth

import (
	"reflect"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func TestDeltasAreValidAndTheSame(t *testing.T) {
	w := World{Seed: 3, Claims: 2000}
	claims, degree := 0, map[graph.ID]map[graph.ID]bool{}
	for d := range w.Deltas() {
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
		claims += len(d.Claims)
		for _, c := range d.Claims {
			edges, _ := graph.Witnesses(d.Document, c)
			for _, e := range edges {
				for _, end := range []graph.ID{e.Subject, e.Object} {
					if degree[end] == nil {
						degree[end] = map[graph.ID]bool{}
					}
					degree[end][e.ID()] = true
				}
			}
		}
	}
	if claims < 2000 || claims > 2100 {
		t.Errorf("%d claims", claims)
	}
	most := 0
	for _, edges := range degree {
		most = max(most, len(edges))
	}
	if most < 200 || len(degree) < 60 {
		t.Errorf("%d entities with edges, at most %d at one: want few hubs and many others", len(degree), most)
	}
	if !reflect.DeepEqual(w.article(7), w.article(7)) {
		t.Error("an article is not the same when made again")
	}
}

// BenchmarkShape reports how many edges entities have in a large world.
func BenchmarkShape(b *testing.B) {
	for b.Loop() {
		seen, degree := map[graph.Edge]bool{}, map[graph.ID]int{}
		for d := range (World{Seed: 1, Claims: 1_000_000}).Deltas() {
			for _, c := range d.Claims {
				edges, _ := graph.Witnesses(d.Document, c)
				for _, e := range edges {
					if !seen[e] {
						seen[e] = true
						degree[e.Subject]++
						degree[e.Object]++
					}
				}
			}
		}
		most, over := 0, 0
		for _, n := range degree {
			if most = max(most, n); n > 10000 {
				over++
			}
		}
		b.ReportMetric(float64(len(seen)), "edges")
		b.ReportMetric(float64(len(degree)), "entities")
		b.ReportMetric(float64(most), "most")
		b.ReportMetric(float64(over), "over-10000")
	}
}
