package badgerstore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// snapshotDir copies a directory as it is: of a store that is open, what a killed process leaves.
func snapshotDir(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(found) == 0 {
		t.Fatalf("no %s in %s: %v", pattern, dir, err)
	}
	return found
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func truncate(t *testing.T, file string, to int64) {
	t.Helper()
	if err := os.Truncate(file, to); err != nil {
		t.Fatal(err)
	}
}

// mustRefuse checks that neither a reader nor a writer opens dir, that they say why and what to do, and
// that the files stay as they were.
func mustRefuse(t *testing.T, dir, file string, opts badgerstore.Options) {
	t.Helper()
	before := size(t, file)
	for _, opts.ReadOnly = range []bool{false, true, false} {
		_, err := badgerstore.Open(t.Context(), dir, opts)
		wantError(t, err, graph.ErrCorrupt, dir, filepath.Base(file), "restore a backup")
		if size(t, file) != before {
			t.Errorf("%s was changed", file)
		}
	}
}

// TestDamagedStoreIsRefused cuts each file of a store that was closed in order.
func TestDamagedStoreIsRefused(t *testing.T) {
	for _, key := range [][]byte{nil, key16} {
		opts := badgerstore.Options{Key: key}
		dir := t.TempDir()
		s := open(t, dir, opts)
		apply(t, s, graphtest.Generate(1, 3)...)
		mustClose(t, s)
		for _, pattern := range []string{"*.sst", "*.vlog", "MANIFEST", "KEYREGISTRY", "DISCARD"} {
			for _, left := range []float64{0, 0.1, 0.5, 0.999} {
				copied := snapshotDir(t, dir)
				file := files(t, copied, pattern)[0]
				whole := size(t, file)
				truncate(t, file, min(whole-1, int64(float64(whole)*left)))
				mustRefuse(t, copied, file, opts)
			}
		}
		verify(t, open(t, snapshotDir(t, dir), opts))
	}
}

// killed returns what a process leaves that is killed after it stored articles and made tables of them.
func killed(t *testing.T, opts badgerstore.Options) string {
	t.Helper()
	dir := t.TempDir()
	for i := range 3 {
		s := open(t, dir, opts)
		apply(t, s, graphtest.Generate(uint64(i), 3)...)
		mustClose(t, s)
	}
	s := open(t, dir, opts)
	apply(t, s, graphtest.Generate(9, 3)...)
	return snapshotDir(t, dir)
}

// TestDamageAfterAKillIsRefused cuts files of a store whose process was killed.
func TestDamageAfterAKillIsRefused(t *testing.T) {
	for _, key := range [][]byte{nil, key16} {
		opts := badgerstore.Options{Key: key, MemTable: 4 << 20}
		dir := killed(t, opts)
		verify(t, open(t, snapshotDir(t, dir), opts))
		for _, c := range []struct {
			pattern string
			left    func(whole int64) int64
		}{
			{"*.sst", func(int64) int64 { return 0 }},
			{"*.sst", func(n int64) int64 { return n / 2 }},
			{"*.sst", func(n int64) int64 { return n - 1 }},
			{"*.mem", func(int64) int64 { return 10 }},
			{"*.mem", func(int64) int64 { return 30_000 }},
			{"*.mem", func(int64) int64 { return 60_001 }},
			{"*.vlog", func(int64) int64 { return 10 }},
			{"MANIFEST", func(int64) int64 { return 8 }},
			{"MANIFEST", func(n int64) int64 { return n - 3 }},
		} {
			copied := snapshotDir(t, dir)
			file := files(t, copied, c.pattern)[0]
			truncate(t, file, c.left(size(t, file)))
			mustRefuse(t, copied, file, opts)
		}
	}
}

// TestChangedTableIsSeen flips a bit in each part of a table.
func TestChangedTableIsSeen(t *testing.T) {
	dir := killed(t, badgerstore.Options{})
	const parts = 6
	for part := range parts {
		copied := snapshotDir(t, dir)
		file := files(t, copied, "*.sst")[0]
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b[min(len(b)-1, part*len(b)/(parts-1))] ^= 4
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		mustSee(t, copied, fmt.Sprintf("part %d", part))
	}
}

// mustSee checks that a damage is told at open or by verify, and gets into no backup.
func mustSee(t *testing.T, dir, what string) {
	t.Helper()
	s, err := badgerstore.Open(t.Context(), dir, badgerstore.Options{})
	if err != nil {
		wantError(t, err, graph.ErrCorrupt, "restore a backup")
		return
	}
	defer mustClose(t, s)
	_, err = s.Backup(t.Context(), filepath.Join(t.TempDir(), "b"), badgerstore.BackupOptions{})
	wantError(t, err, graph.ErrCorrupt, "restore a backup")
	if faults, err := s.Verify(t.Context()); err == nil && len(faults) == 0 {
		t.Errorf("%s: verify sees nothing", what)
	}
}

// TestEmptyLogIsNoDamage opens what a process leaves that is killed between making a log and giving it
// its length.
func TestEmptyLogIsNoDamage(t *testing.T) {
	whole := killed(t, badgerstore.Options{})
	for _, name := range []string{"00099.mem", "000099.vlog"} {
		for _, readOnly := range []bool{false, true} {
			dir := snapshotDir(t, whole)
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			verify(t, open(t, dir, badgerstore.Options{ReadOnly: readOnly}))
		}
	}
}

// TestKilledWhileItWasMade opens what a process leaves that is killed while it makes a store.
func TestKilledWhileItWasMade(t *testing.T) {
	for _, readOnly := range []bool{false, true} {
		dir := t.TempDir()
		mustClose(t, open(t, dir, badgerstore.Options{}))
		for _, file := range files(t, dir, "*") {
			if filepath.Base(file) == "FORMAT" {
				continue
			}
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		verify(t, open(t, dir, badgerstore.Options{ReadOnly: readOnly}))
	}
}

// TestDiscardFileIsNotNeeded cuts the one file that holds nothing but hints.
func TestDiscardFileIsNotNeeded(t *testing.T) {
	for _, left := range []int64{0, 10} {
		dir := killed(t, badgerstore.Options{})
		truncate(t, filepath.Join(dir, "DISCARD"), left)
		verify(t, open(t, dir, badgerstore.Options{}))
	}
}
