package query

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

// BenchmarkQuery asks a store of 400 articles and some 15,000 claims.
func BenchmarkQuery(b *testing.B) {
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
	agent, place := firstArg(deltas[0].Claims, schema.Agent), firstArg(deltas[1].Claims, schema.Place)
	first := Page{First: 50}
	for name, ask := range map[string]func(graph.Reader) error{
		"claims, first page": func(r graph.Reader) error {
			_, err := SelectClaims(b.Context(), r, ClaimFilter{}, first)
			return err
		},
		"claims by agent": func(r graph.Reader) error {
			_, err := SelectClaims(b.Context(), r, ClaimFilter{Agents: []graph.ID{agent}, Types: []schema.Type{schema.Attack}}, first)
			return err
		},
		"claims by place and its parts": func(r graph.Reader) error {
			_, err := SelectClaims(b.Context(), r, ClaimFilter{Places: []graph.ID{place}}, first)
			return err
		},
		"relations by subject and sources": func(r graph.Reader) error {
			_, err := SelectRelations(b.Context(), r, RelationFilter{Subjects: []graph.ID{agent}, MinSources: 2}, first)
			return err
		},
		"search": func(r graph.Reader) error {
			_, err := Search(b.Context(), r, "Entity 12", 10)
			return err
		},
		"path": func(r graph.Reader) error {
			_, err := Path(b.Context(), r, agent, place, 6, RelationFilter{})
			return err
		},
		"neighbourhood": func(r graph.Reader) error {
			_, err := Neighborhood(b.Context(), r, place, 1, RelationFilter{}, 0)
			return err
		},
		"events, indexed anew": func(r graph.Reader) error {
			_, err := IndexEvents(b.Context(), r)
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
