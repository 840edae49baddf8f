package badgerstore_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// crashDir names the variable that makes the test binary a process to be killed, and tells it the store.
const crashDir = "ISNAD_TEST_CRASH_DIR"

// crashArticles are what that process stores, over and over; every seventh it takes away again.
const crashArticles = 60

var crashOptions = badgerstore.Options{MemTable: 4 << 20} // so that tables are written all the time

// ingestUntilKilled prints the number of each article once the store has acknowledged it, negative where
// it acknowledged the removal. It never returns.
func ingestUntilKilled(dir string) {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	s, err := badgerstore.Open(ctx, dir, crashOptions)
	fail(err)
	deltas := graphtest.Generate(1, crashArticles)
	start, err := strconv.Atoi(os.Getenv(crashDir + "_START"))
	fail(err)
	for n := start; ; n++ {
		i := n % crashArticles
		fail(s.Apply(ctx, deltas[i]))
		fmt.Println(i + 1)
		if i%7 == 6 {
			_, err := s.Remove(ctx, deltas[i].Document.ID)
			fail(err)
			fmt.Println(-i - 1)
		}
	}
}

// rounds returns how often a process is killed: so many times, 200 times in the long run that ISNAD_LONG
// asks for.
func rounds(often int) int {
	if os.Getenv("ISNAD_LONG") != "" {
		return 200
	}
	return often
}

// TestKilledProcessLosesNothing kills a process in the middle of ingest, over and over one store.
func TestKilledProcessLosesNothing(t *testing.T) {
	dir := t.TempDir()
	deltas := graphtest.Generate(1, crashArticles)
	stored := map[int]bool{} // by number: whether the article should be there
	random := rand.New(rand.NewPCG(1, 2))
	next := 0
	for round := range rounds(10) {
		last := killAfter(t, dir, next, 3+random.IntN(8), stored)
		s := open(t, dir, badgerstore.Options{ReadOnly: round%2 == 1, MemTable: crashOptions.MemTable})
		verify(t, s)
		checkStored(t, s, deltas, stored, last)
		mustClose(t, s)
		next = last
	}
	if len(stored) < crashArticles/2 {
		t.Errorf("only %d articles were acknowledged in all rounds", len(stored))
	}
}

// killAfter runs the process until it has acknowledged so many changes, kills it, and notes them and all
// others that it had time to acknowledge. It returns the number after the last one noted.
func killAfter(t *testing.T, dir string, start, changes int, stored map[int]bool) int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir, crashDir+"_START="+strconv.Itoa(start))
	var said strings.Builder
	child.Stderr = &said
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last, lines := start, 0
	for scan := bufio.NewScanner(out); scan.Scan(); {
		n, err := strconv.Atoi(scan.Text())
		if err != nil {
			t.Fatal(err)
		}
		stored[max(n, -n)-1] = n > 0
		last = max(n, -n)
		if lines++; lines == changes {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || lines < changes {
		t.Fatalf("the process ended by itself after %d changes: %v %s", lines, err, said.String())
	}
	return last
}

// checkStored checks that each article is there, or not, as was acknowledged. Of the one after the last,
// the process may have stored all, and of the last taken away what was not yet acknowledged.
func checkStored(t *testing.T, s graph.Store, deltas []*graph.Delta, stored map[int]bool, last int) {
	t.Helper()
	err := s.View(t.Context(), func(r graph.Reader) error {
		for i, there := range stored {
			docs, err := r.Documents(t.Context(), []graph.ID{deltas[i].Document.ID})
			if err != nil {
				return err
			}
			if i == last%crashArticles || i == last-1 && i%7 == 6 {
				stored[i] = docs[0] != nil // either is right, and stays
			} else if (docs[0] != nil) != there {
				t.Errorf("article %d: there %v, acknowledged %v", i, docs[0] != nil, there)
			}
			if docs[0] != nil && docs[0].Text != deltas[i].Document.Text {
				t.Errorf("article %d: another text", i)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
