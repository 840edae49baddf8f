package badgerstore

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// judgedSame judges e to be what no document names, so that the store has a record of every space.
func judgedSame(e *graph.Entity) *graph.Judgement {
	return &graph.Judgement{
		ID: graph.EntityID("an act"), Kind: graph.SameAs, Author: "analyst", Time: time.Unix(1, 0).UTC(),
		Entity: &graph.Referent{Key: e.Key}, Other: &graph.Referent{Key: "actor/other", Kind: e.Kind, Name: "other"},
	}
}

func filled(t *testing.T) *Store {
	t.Helper()
	s, deltas := emptyStore(t), graphtest.Generate(1, 4)
	for _, d := range deltas {
		applied(t, s, d)
	}
	if _, err := s.Judge(t.Context(), judgedSame(deltas[0].Entities[0])); err != nil {
		t.Fatal(err)
	}
	return s
}

// firstOf returns the first record of a space.
func firstOf(t *testing.T, s *Store, space byte) (key, value []byte) {
	t.Helper()
	e := newTx(s.db)
	defer e.discard()
	key, value, err := e.first([]byte{space})
	if err != nil || key == nil {
		t.Fatalf("no record in space %x: %v", space, err)
	}
	return key, value
}

func update(t *testing.T, s *Store, fn func(*badger.Txn) error) {
	t.Helper()
	if err := s.db.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func mustFault(t *testing.T, s *Store, what string, where ...string) {
	t.Helper()
	faults, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(faults) == 0 {
		t.Fatalf("%s: verify finds nothing wrong", what)
	}
	for _, w := range where {
		if !slices.ContainsFunc(faults, func(f graph.Fault) bool { return strings.Contains(f.Where, w) }) {
			t.Errorf("%s: no fault at %s, but %v", what, w, faults[0])
		}
	}
	for _, f := range faults {
		if f.Where == "" || f.What == "" || f.Remedy == "" {
			t.Errorf("%s: fault without all its parts: %+v", what, f)
		}
	}
}

// TestVerifySeesEveryRecord spoils one record of each space, in each way, and puts it right again. The
// faults name the record, or the document to whose text, manifest or reading it belongs.
func TestVerifySeesEveryRecord(t *testing.T) {
	s := filled(t)
	for space, name := range spaceNames {
		key, value := firstOf(t, s, space)
		where := describe(key)
		switch space {
		case spaceText, spaceManifest, spaceRead:
			where = firstID(key).String()
		case spaceBorrowed:
			where = lastID(key).String()
		}
		update(t, s, func(txn *badger.Txn) error { return txn.Delete(key) })
		mustFault(t, s, name+" deleted", where)
		update(t, s, func(txn *badger.Txn) error { return txn.Set(key, append([]byte{0xFE}, value...)) })
		mustFault(t, s, name+" changed", where)
		update(t, s, func(txn *badger.Txn) error { return txn.Set(key, value) })
		stray := slices.Clone(key)
		stray = append(stray, 0x33)
		update(t, s, func(txn *badger.Txn) error { return txn.Set(stray, value) })
		mustFault(t, s, name+" too many", describe(stray))
		update(t, s, func(txn *badger.Txn) error { return txn.Delete(stray) })
		if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
			t.Fatalf("%s put right: %v, %v", name, faults, err)
		}
	}
}

func TestVerifySeesSpansOutsideOfTheText(t *testing.T) {
	s := filled(t)
	key, value := firstOf(t, s, spaceClaim)
	c, err := decodeClaim(lastID(key), value)
	if err != nil {
		t.Fatal(err)
	}
	c.Evidence.Quote.End = 1 << 20
	update(t, s, func(txn *badger.Txn) error { return txn.Set(key, encodeClaim(c)) })
	mustFault(t, s, "quote outside of the text", "document "+c.Doc.String())
}

func TestVerifySeesAChangedText(t *testing.T) {
	s := filled(t)
	key, value := firstOf(t, s, spaceText)
	value[len(value)-2] ^= 1
	update(t, s, func(txn *badger.Txn) error { return txn.Set(key, value) })
	mustFault(t, s, "text changed", "document "+firstID(key).String())
}

func TestVerifySeesEdgesInMemory(t *testing.T) {
	s := filled(t)
	key, value := firstOf(t, s, spaceWitness)
	r, err := decodeWitness(lastID(key), value)
	if err != nil {
		t.Fatal(err)
	}
	whole := s.state.edges
	s.state.edges = whole.copy()
	s.state.edges.delete(firstID(key), r.edge)
	mustFault(t, s, "edge missing in memory", "edges in memory", "relation "+firstID(key).String())
	s.state.edges = whole.copy()
	other := graph.EntityID("nobody")
	s.state.edges.put(other, graph.Edge{Predicate: "x", Subject: other, Object: r.edge.Object}, false)
	mustFault(t, s, "edge too many in memory", "edges in memory")
	s.state.edges = whole
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("copies are not apart: %v, %v", faults, err)
	}
}
