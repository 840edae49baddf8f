package badgerstore_test

import (
	"flag"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// Badger leaves two goroutines behind when it cannot open a damaged store. A store that is not closed
// has a dozen others besides.
func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		children[os.Getenv(crashDir+"_DOES")](dir)
	}
	if err := flag.Set("rapid.checks", "40"); err != nil { // of 30 steps; more on the command line
		panic(err)
	}
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("github.com/dgraph-io/badger/v4.(*DB).monitorCache"),
		goleak.IgnoreTopFunction("github.com/dgraph-io/ristretto/v2/z.(*AllocatorPool).freeupAllocators"))
}

func open(t testing.TB, dir string, opts badgerstore.Options) *badgerstore.Store {
	t.Helper()
	s, err := badgerstore.Open(t.Context(), dir, opts)
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

func inMemory(t testing.TB) graph.Store {
	return open(t, "", badgerstore.Options{InMemory: true, MemTable: 8 << 20})
}

func TestConformance(t *testing.T) { graphtest.Run(t, inMemory) }

func TestDifferential(t *testing.T) {
	graphtest.Differential(t, inMemory, func(testing.TB) graph.Store { return memstore.New(memstore.Options{}) })
}
