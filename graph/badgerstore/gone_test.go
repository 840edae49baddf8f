package badgerstore

import (
	"path/filepath"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// TestBackupKnowsWhatBadgerForgot removes documents, lets Badger drop its marks of that, and backs up
// what changed.
func TestBackupKnowsWhatBadgerForgot(t *testing.T) {
	work := t.TempDir()
	file := func(name string) string { return filepath.Join(work, name) }
	s, err := Open(t.Context(), file("store"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	deltas, extra := graphtest.Generate(7, 6), graphtest.Generate(8, 40)
	if err := s.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), file("0"), BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	for i := 0; i == 0 || marks(s) > 0; i++ {
		if i < 4 {
			if _, err := s.Remove(t.Context(), deltas[2+i].Document.ID); err != nil {
				t.Fatal(err)
			}
		} else if err := s.Apply(t.Context(), extra[i-4]); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil { // memory to a table
			t.Fatal(err)
		}
		if s, err = Open(t.Context(), file("store"), Options{}); err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.db.Flatten(1); err != nil {
			t.Fatal(err)
		}
	}
	b, err := s.Backup(t.Context(), file("1"), BackupOptions{Since: file("0")})
	if err != nil || b.Gone == 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	r, err := Restore(t.Context(), file("restored"), []string{file("0"), file("1")}, RestoreOptions{})
	if err != nil || r.Documents < 2 || r.Stats != stats(t, s) {
		t.Fatalf("%+v, %v", r, err)
	}
}

// stats are what s counts, but for the bytes.
func stats(t *testing.T, s *Store) (stats graph.Stats) {
	t.Helper()
	err := s.View(t.Context(), func(r graph.Reader) (err error) {
		stats, err = r.Stats(t.Context())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	stats.Bytes = 0
	return stats
}

// marks counts the deleted keys that Badger still has a mark of.
func marks(s *Store) (n int) {
	txn := s.db.NewTransaction(false)
	defer txn.Discard()
	it := txn.NewIterator(badger.IteratorOptions{AllVersions: true})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		if it.Item().IsDeletedOrExpired() {
			n++
		}
	}
	return n
}

func TestVerifySeesDeletedKeys(t *testing.T) {
	s := filled(t)
	if _, err := s.Remove(t.Context(), graphtest.Generate(1, 1)[0].Document.ID); err != nil {
		t.Fatal(err)
	}
	key, value := firstOf(t, s, spaceGone)
	update(t, s, func(txn *badger.Txn) error { return txn.Set(key, append([]byte{1}, value...)) })
	mustFault(t, s, "record of deleted keys changed", "deleted keys")
	update(t, s, func(txn *badger.Txn) error { return txn.Set(key, value) })
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("put right: %v, %v", faults, err)
	}
}
