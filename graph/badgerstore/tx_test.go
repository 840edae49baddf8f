package badgerstore

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// TestTxReadsItsWrites compares a change in the making with a map.
func TestTxReadsItsWrites(t *testing.T) {
	db, err := badger.Open(badgerOptions("", Options{InMemory: true, MemTable: minMemTable}))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	keys := rapid.StringOfN(rapid.SampledFrom([]rune("ab")), 1, 4, -1)
	rapid.Check(t, func(rt *rapid.T) {
		want := map[string]string{}
		if err := db.DropAll(); err != nil {
			rt.Fatal(err)
		}
		for range 2 { // what is stored, then what is changed
			tx := newTx(db)
			for i := range rapid.IntRange(0, 12).Draw(rt, "writes") {
				k := keys.Draw(rt, "key")
				if rapid.Bool().Draw(rt, "delete") {
					tx.delete([]byte(k))
					delete(want, k)
				} else {
					tx.put([]byte(k), []byte{byte(i)})
					want[k] = string([]byte{byte(i)})
				}
			}
			matches(rt, tx, want)
			if err := tx.commit(db); err != nil {
				rt.Fatal(err)
			}
			tx.discard()
		}
		tx := newTx(db)
		defer tx.discard()
		matches(rt, tx, want)
	})
}

func matches(t *rapid.T, tx *tx, want map[string]string) {
	for _, prefix := range []string{"a", "b", "aa", "abb", "bab"} {
		var got, expected []string
		err := tx.each([]byte(prefix), func(k, v []byte) (bool, error) {
			got = append(got, fmt.Sprintf("%s=%x", k, v))
			return true, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range slices.Sorted(maps.Keys(want)) {
			if strings.HasPrefix(k, prefix) {
				expected = append(expected, fmt.Sprintf("%s=%x", k, want[k]))
			}
		}
		if !slices.Equal(got, expected) {
			t.Fatalf("prefix %s: %v, want %v", prefix, got, expected)
		}
		if v, err := tx.get([]byte(prefix)); err != nil || string(v) != want[prefix] {
			t.Fatalf("get %s: %q, %v, want %q", prefix, v, err, want[prefix])
		}
	}
}

func TestFullDiskIsRefused(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	deltas := graphtest.Generate(1, 2)
	if err := s.Apply(t.Context(), deltas[0]); err != nil {
		t.Fatal(err)
	}
	s.free = func(string) (int64, error) { return 5 << 20, nil }
	err = s.Apply(t.Context(), deltas[1])
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "5 MiB free at "+s.dir) {
		t.Errorf("error %v, want one that says how much is free, and where", err)
	}
	err = s.View(t.Context(), func(r graph.Reader) error {
		found, err := r.DocumentsByKey(t.Context(), []string{deltas[0].Document.Key, deltas[1].Document.Key})
		if err == nil && (found[0] == nil || found[1] != nil) {
			err = fmt.Errorf("found %v, want the first document alone", found)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	s.free = freeBytes
	if err := s.Apply(t.Context(), deltas[1]); err != nil {
		t.Errorf("after room was made: %v", err)
	}
}

func TestFailedCommitChangesNothing(t *testing.T) {
	s := filled(t)
	before := s.state
	broken := &edit{tx: newTx(s.db), next: before.copy()}
	defer broken.discard()
	broken.put(make([]byte, 70_000), nil) // a key that Badger refuses
	broken.put(key(spaceStats), []byte("spoilt"))
	if err := s.commit(broken); err == nil {
		t.Fatal("commit of a key too long succeeds")
	}
	if s.state != before {
		t.Error("edges of a failed write are in use")
	}
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("verify: %v, %v", faults, err)
	}
}

func TestLogIsSilentUnlessAsked(t *testing.T) {
	var said strings.Builder
	logger{}.Errorf("nobody hears %s", "this")
	l := logger{slog.New(slog.NewTextHandler(&said, nil))}
	l.Infof("for debugging only")
	l.Warningf("%d tables\n", 3)
	if got := said.String(); !strings.Contains(got, `level=WARN msg="badger: 3 tables"`) || strings.Contains(got, "debugging") {
		t.Errorf("logged %q", got)
	}
}
