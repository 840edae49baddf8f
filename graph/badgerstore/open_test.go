package badgerstore_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

func dump(t testing.TB, s graph.Store) string {
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

func apply(t testing.TB, s graph.Store, deltas ...*graph.Delta) {
	t.Helper()
	if err := s.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
}

func verify(t testing.TB, s graph.Store) {
	t.Helper()
	faults, err := s.Verify(t.Context())
	if err != nil || len(faults) > 0 {
		t.Fatalf("verify: %v, %v", faults, err)
	}
}

func mustClose(t testing.TB, s graph.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// wantError checks that err is of a sort and says certain things.
func wantError(t testing.TB, err, sort error, says ...string) {
	t.Helper()
	if !errors.Is(err, sort) {
		t.Fatalf("error %v, want one that wraps %v", err, sort)
	}
	for _, text := range says {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("error %q does not say %q", err, text)
		}
	}
}

func TestReopenedStoreIsTheSame(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "store")
	deltas := graphtest.Generate(1, 12)
	s := open(t, dir, badgerstore.Options{})
	apply(t, s, deltas...)
	if _, err := s.Remove(t.Context(), deltas[4].Document.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Sync(); err != nil {
		t.Fatal(err)
	}
	want := dump(t, s)
	mustClose(t, s)
	for _, opts := range []badgerstore.Options{{}, {ReadOnly: true}, {SyncWrites: true}} {
		s := open(t, dir, opts)
		if dump(t, s) != want {
			t.Errorf("%+v: the graph differs after the store was opened again", opts)
		}
		verify(t, s)
		mustClose(t, s)
	}
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, badgerstore.Options{})
	for _, opts := range []badgerstore.Options{{}, {ReadOnly: true}} {
		_, err := badgerstore.Open(t.Context(), dir, opts)
		wantError(t, err, graph.ErrLocked, "store is locked", dir)
	}
	apply(t, s, graphtest.Generate(1, 1)...)
	mustClose(t, s)
	verify(t, open(t, dir, badgerstore.Options{}))
}

func TestReadersShareAStore(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, open(t, dir, badgerstore.Options{}))
	a, b := open(t, dir, badgerstore.Options{ReadOnly: true}), open(t, dir, badgerstore.Options{ReadOnly: true})
	if dump(t, a) != dump(t, b) {
		t.Error("two readers of one store differ")
	}
	_, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{})
	wantError(t, err, graph.ErrLocked, dir)
}

func TestReadOnlyWritesNothing(t *testing.T) {
	dir := t.TempDir()
	deltas := graphtest.Generate(1, 2)
	s := open(t, dir, badgerstore.Options{})
	apply(t, s, deltas[0])
	mustClose(t, s)
	s = open(t, dir, badgerstore.Options{ReadOnly: true})
	wantError(t, s.Apply(t.Context(), deltas[1]), badgerstore.ErrReadOnly)
	_, err := s.Remove(t.Context(), deltas[0].Document.ID)
	wantError(t, err, badgerstore.ErrReadOnly)
}

func TestReadOnlyCreatesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "absent")
	_, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{ReadOnly: true})
	wantError(t, err, graph.ErrNotFound, dir, "no store there")
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s was created", dir)
	}
}

func TestForeignDirectoryIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{})
	wantError(t, err, graph.ErrFormat, dir, "not an isnad store", "thesis.txt")
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the directory was changed: %v, %v", entries, err)
	}
}

func TestFileIsNoStore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := badgerstore.Open(t.Context(), file, badgerstore.Options{}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("error %v, want one that names %s", err, file)
	}
}

func TestEmptyVolumeBecomesAStore(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	verify(t, open(t, dir, badgerstore.Options{}))
}

func TestOtherFormatsAreRefused(t *testing.T) {
	for content, says := range map[string]string{
		"isnad graph store, format 99\n": "use a newer isnad",
		"isnad graph store, format 0\n":  "ingest its articles into a new store",
		"something else":                 "not that of an isnad store",
		"":                               "not that of an isnad store",
	} {
		dir := t.TempDir()
		mustClose(t, open(t, dir, badgerstore.Options{}))
		if err := os.WriteFile(filepath.Join(dir, "FORMAT"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{false, true} {
			_, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{ReadOnly: readOnly})
			wantError(t, err, graph.ErrFormat, dir, says)
		}
	}
}

func TestMissingFilesAreToldAtOpen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, badgerstore.Options{})
	apply(t, s, graphtest.Generate(1, 3)...)
	mustClose(t, s)
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	if err := os.Remove(tables[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{}); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v, want one that names %s", err, dir)
	}
}

func TestTooLarge(t *testing.T) {
	s := open(t, t.TempDir(), badgerstore.Options{MemTable: 4 << 20})
	deltas := graphtest.Generate(1, 200)
	before := dump(t, s)
	wantError(t, s.Apply(t.Context(), deltas...), graph.ErrTooLarge, "fewer or shorter")
	if dump(t, s) != before {
		t.Error("something of a refused write was stored")
	}
	verify(t, s)
	for i := 0; i < 20; i += 5 {
		apply(t, s, deltas[i:i+5]...)
	}
	verify(t, s)
}

func TestStatsCountBytes(t *testing.T) {
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, graphtest.Generate(1, 3)...)
	err := s.View(t.Context(), func(r graph.Reader) error {
		stats, err := r.Stats(t.Context())
		if err == nil && stats.Bytes < 10_000 {
			err = fmt.Errorf("%d bytes on disk, want at least the texts", stats.Bytes)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
