package graphtest

import (
	"context"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// watch holds a store that tells of its changes to what graph.Watcher says.
func watch(_ *testing.T, f *fixture) {
	w, watched := f.Store.(graph.Watcher)
	if !watched {
		return
	}
	ctx, stop := context.WithCancel(f.ctx)
	defer stop()
	c, other := w.Watch(ctx), w.Watch(f.ctx)
	deltas := articles(3)
	f.apply(deltas...)
	f.heard(c, 1, true)
	f.apply(deltas...) // is there already
	f.remove(deltas[0])
	f.remove(deltas[1])
	f.heard(c, 3, true) // the last one, though nobody took the one before
	stop()
	f.heard(c, 0, false)
	if err := f.Close(); err != nil {
		f.Fatal(err)
	}
	f.heard(other, 3, true)
	f.heard(other, 0, false)
	f.heard(w.Watch(f.ctx), 0, false)
}

func (f *fixture) heard(c <-chan uint64, number uint64, open bool) {
	f.Helper()
	if n, ok := <-c; n != number || ok != open {
		f.Errorf("a watcher heard %d, %t, want %d, %t", n, ok, number, open)
	}
}
