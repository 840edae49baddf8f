package memstore_test

import (
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
)

func open(t testing.TB) graph.Store {
	s := memstore.New(memstore.Options{})
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestConformance(t *testing.T) { graphtest.Run(t, open) }

// TestDifferential compares the reference with itself: what it holds must follow from what is live alone.
func TestDifferential(t *testing.T) { graphtest.Differential(t, open, open) }
