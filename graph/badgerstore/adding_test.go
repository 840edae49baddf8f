package badgerstore

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// disagreeing returns deltas that say different things of the entities that they share, so that it
// matters which document speaks for one.
func disagreeing(n int) []*graph.Delta {
	deltas := graphtest.Generate(7, n)
	for i, d := range deltas {
		for j, e := range d.Entities {
			changed := *e
			changed.Class = fmt.Sprintf("class %d", i%3)
			if (i+j)%4 == 0 {
				changed.Name = fmt.Sprintf("name %d", i%2)
			}
			changed.Names = append(slices.Clone(e.Names), graph.Name{Text: fmt.Sprintf("other name %d", i%5), Lang: "en", Script: "Latn"})
			d.Entities[j] = &changed
		}
	}
	return deltas
}

// stored returns all records of s whose space is wanted.
func stored(t *testing.T, s *Store, wanted func(space byte) bool) map[string]string {
	t.Helper()
	txn := s.db.NewTransaction(false)
	defer txn.Discard()
	it := txn.NewIterator(badger.IteratorOptions{})
	defer it.Close()
	all := map[string]string{}
	for it.Rewind(); it.Valid(); it.Next() {
		if k := it.Item().KeyCopy(nil); wanted(k[0]) {
			v, err := it.Item().ValueCopy(nil)
			if err != nil {
				t.Fatal(err)
			}
			all[string(k)] = string(v)
		}
	}
	return all
}

func sameRecords(t *testing.T, what string, a, b *Store, wanted func(space byte) bool) {
	t.Helper()
	got, want := stored(t, a, wanted), stored(t, b, wanted)
	if len(want) == 0 {
		t.Fatalf("%s: nothing to compare", what)
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s: %s %x: %q, want %q", what, spaceNames[k[0]], k[1:], got[k], v)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d records, want %d", what, len(got), len(want))
	}
}

func anything(space byte) bool { return space != spaceMeta }

// ofDocuments leaves out what tells how a store came to what it holds.
func ofDocuments(space byte) bool { return space < spaceAct && space != spaceMeta }

func emptyStore(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), "", Options{InMemory: true, MemTable: minMemTable})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func applied(t *testing.T, s *Store, deltas ...*graph.Delta) {
	t.Helper()
	if err := s.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsRememberedChangesNothing compares a store that remembers entities with one that forgets them
// before each article, and with one in which a judgement stands, which settles all by reading.
func TestWhatIsRememberedChangesNothing(t *testing.T) {
	remembers, forgets, reads := emptyStore(t), emptyStore(t), emptyStore(t)
	act := judgedSame(&graph.Entity{Key: "actor/nobody names it", Kind: "armed-group"})
	if _, err := reads.Judge(t.Context(), act); err != nil {
		t.Fatal(err)
	}
	deltas := disagreeing(40)
	for i := 0; i < len(deltas); i += 2 { // two at a time: they may share entities
		for _, s := range []*Store{remembers, forgets, reads} {
			applied(t, s, deltas[i:i+2]...)
		}
		forgets.settled = memory{}
	}
	if len(remembers.settled.entities) == 0 || len(reads.settled.entities) != 0 {
		t.Fatalf("%d and %d entities are remembered", len(remembers.settled.entities), len(reads.settled.entities))
	}
	sameRecords(t, "forgetting", forgets, remembers, anything)
	sameRecords(t, "reading", remembers, reads, ofDocuments)
	if got, want := edgesOf(remembers), edgesOf(reads); !maps.Equal(got, want) {
		t.Errorf("%d edges in memory, want %d", len(got), len(want))
	}
}

// edgesOf returns the edges that s has in memory, and whether they are only denied.
func edgesOf(s *Store) map[graph.ID]bool {
	all := map[graph.ID]bool{}
	s.state.edges.tree.Scan(func(h halfEdge) bool {
		all[h.relation] = h.denied
		return true
	})
	return all
}

// TestRememberedEntitiesGoWithWhatTheyRestOn takes documents away and puts them in again.
func TestRememberedEntitiesGoWithWhatTheyRestOn(t *testing.T) {
	s, want := emptyStore(t), emptyStore(t)
	deltas := disagreeing(12)
	for _, d := range deltas {
		applied(t, s, d)
	}
	for _, d := range deltas[:6] {
		if _, err := s.Remove(t.Context(), d.Document.ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.settled.entities) != 0 {
		t.Error("entities are remembered after a removal")
	}
	if _, err := s.Preview(t.Context(), graph.Edit{Apply: deltas[:6]}); err != nil {
		t.Fatal(err)
	}
	applied(t, s, deltas[2])
	for _, d := range deltas[6:] {
		applied(t, want, d)
	}
	applied(t, want, deltas[2])
	sameRecords(t, "after removals", s, want, ofDocuments)
}

func TestMemoryIsBounded(t *testing.T) {
	s := emptyStore(t)
	deltas := disagreeing(2)
	applied(t, s, deltas[0])
	s.settled.names = mostNames + 1
	applied(t, s, deltas[1])
	names := 0
	for _, e := range s.settled.entities {
		names += len(e.entity.Names)
	}
	if len(s.settled.entities) != len(deltas[1].Entities) || s.settled.names != names {
		t.Errorf("%d entities with %d names are remembered, %d names counted; want the %d entities of the last article",
			len(s.settled.entities), names, s.settled.names, len(deltas[1].Entities))
	}
}
