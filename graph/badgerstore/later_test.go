package badgerstore

import (
	"reflect"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

// TestEdgesLater: a store whose edges are read later says what one says that read them at open, also where many ask
// for them at once; until then it has none in memory.
func TestEdgesLater(t *testing.T) {
	dir := t.TempDir()
	filled, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	deltas := graphtest.Generate(7, 12)
	if err := filled.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
	want := dumpOf(t, filled)
	if err := filled.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, Options{ReadOnly: true, EdgesLater: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.state.edges != nil || s.edges != nil {
		t.Error("edges are in memory before they are asked for")
	}
	few := relationsBy(t, s, deltas)
	if s.edges != nil || len(s.fewEdges) != 2 {
		t.Errorf("all edges are in memory: %t, those of %d sets of predicates; want those that were asked for", s.edges != nil, len(s.fewEdges))
	}
	if got := dumpOf(t, s); got != want {
		t.Error("it says something else")
	}
	askEdges(t, s, deltas)
	if all := relationsBy(t, s, deltas); s.edges == nil || s.fewEdges != nil || !reflect.DeepEqual(few, all) {
		t.Error("edges of some predicates are not those among all")
	}
	if faults, err := s.Verify(t.Context()); err != nil || faults != nil {
		t.Errorf("%v, %v", faults, err)
	}
	if change, err := s.Preview(t.Context(), graph.Edit{Remove: []graph.ID{deltas[0].Document.ID}}); err != nil || len(change.Documents) != 1 {
		t.Errorf("preview: %+v, %v", change, err)
	}
}

// relationsBy returns the relations of all entities by two sets of predicates, and by one of each.
func relationsBy(t *testing.T, s *Store, deltas []*graph.Delta) (found [][]graph.ID) {
	t.Helper()
	some := []schema.Predicate{schema.Controls, schema.Attacked, schema.Predicates[0]}
	others := schema.Predicates[1:4]
	err := s.View(t.Context(), func(r graph.Reader) error {
		for _, d := range deltas {
			for _, e := range d.Entities {
				for _, predicates := range [][]schema.Predicate{some, others, some[:1], others[1:]} {
					lists, err := r.RelationsOf(t.Context(), []graph.ID{e.ID}, graph.Both, predicates...)
					if err != nil {
						return err
					}
					found = append(found, lists...)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// askEdges asks for the edges of all entities from several goroutines of one snapshot.
func askEdges(t *testing.T, s *Store, deltas []*graph.Delta) {
	t.Helper()
	err := s.View(t.Context(), func(r graph.Reader) error {
		errs := make(chan error)
		for range 4 {
			go func() {
				for _, d := range deltas {
					for _, e := range d.Entities {
						if _, err := r.RelationsOf(t.Context(), []graph.ID{e.ID}, graph.Both); err != nil {
							errs <- err
							return
						}
					}
				}
				errs <- nil
			}()
		}
		for range 4 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func dumpOf(t *testing.T, s *Store) string {
	t.Helper()
	var out []byte
	err := s.View(t.Context(), func(r graph.Reader) (err error) {
		out, err = graphtest.Dump(t.Context(), r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
