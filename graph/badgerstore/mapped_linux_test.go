package badgerstore

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// TestTablesLetGo checks that the pages of the tables leave the memory of the process, and that what stands in them is
// read as before.
func TestTablesLetGo(t *testing.T) {
	dir := t.TempDir()
	for _, opts := range []Options{{MinFree: -1}, {ReadOnly: true, Resident: 1 << 30}} {
		s, err := Open(t.Context(), dir, opts)
		if err != nil {
			t.Fatal(err)
		}
		if opts.ReadOnly {
			checkLetGo(t, s)
		} else {
			applied(t, s, disagreeing(10)...)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if spans, err := tableSpans(dir); len(spans) > 0 || err != nil {
		t.Errorf("closed, %d tables are mapped, %v", len(spans), err)
	}
}

func checkLetGo(t *testing.T, s *Store) {
	before := dumped(t, s)
	spans, err := tableSpans(s.dir)
	tables, _ := filepath.Glob(filepath.Join(s.dir, "*.sst"))
	if err != nil || len(spans) == 0 || len(spans) != len(tables) {
		t.Fatalf("%d of %d tables are found, %v", len(spans), len(tables), err)
	}
	if n := pagesOf(t, spans); n == 0 {
		t.Fatal("no page of the tables is in memory once they are read")
	}
	letGo(spans)
	if n := pagesOf(t, spans); n > 0 {
		t.Errorf("%d kB of the tables are still in memory", n)
	}
	if after := dumped(t, s); !bytes.Equal(before, after) {
		t.Error("another graph is read once pages were let go of")
	}
}

func dumped(t *testing.T, s *Store) (out []byte) {
	t.Helper()
	err := s.View(t.Context(), func(r graph.Reader) (err error) {
		out, err = graphtest.Dump(t.Context(), r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// pagesOf returns how many kB of spans the process has in memory, from proc_pid_smaps(5).
func pagesOf(t *testing.T, spans []span) (kB int) {
	t.Helper()
	smaps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	inside := false
	for lines := bufio.NewScanner(bytes.NewReader(smaps)); lines.Scan(); {
		var at span
		var n int
		if k, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &at.start, &at.end); k == 2 {
			inside = false
			for _, s := range spans {
				inside = inside || s == at
			}
		} else if k, _ := fmt.Sscanf(lines.Text(), "Rss: %d kB", &n); k == 1 && inside {
			kB += n
		}
	}
	return kB
}
