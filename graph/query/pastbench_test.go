package query

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

// BenchmarkPast asks a store of 400 articles and some 15,000 claims about control and from points of view in time.
func BenchmarkPast(b *testing.B) {
	s, err := badgerstore.Open(b.Context(), b.TempDir(), badgerstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	deltas := graphtest.Generate(1, 400)
	for i := 0; i < len(deltas); i += 20 {
		if err := s.Apply(b.Context(), deltas[i:i+20]...); err != nil {
			b.Fatal(err)
		}
	}
	agent, place := firstArg(deltas[0].Claims, schema.Agent), graph.EntityID("place/p00000") // the place named most
	both := When{AsOf: "2018-06-01", KnownAt: "2018-07-01"}
	for name, ask := range map[string]func(graph.Reader) error{
		"control": func(r graph.Reader) error {
			_, err := Control(b.Context(), r, place, "2018-06-01")
			return err
		},
		"control over time": func(r graph.Reader) error {
			_, err := ControlTimeline(b.Context(), r, place, "", "")
			return err
		},
		"point of view": func(r graph.Reader) error {
			_, err := At(b.Context(), r, both)
			return err
		},
		"relations of an actor, from there": func(r graph.Reader) error {
			at, err := At(b.Context(), r, both)
			if err != nil {
				return err
			}
			_, err = SelectRelations(b.Context(), at, RelationFilter{Subjects: []graph.ID{agent}}, Page{First: 50})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(b.Context(), ask); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
