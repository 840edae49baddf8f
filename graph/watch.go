package graph

import (
	"context"
	"sync"
)

// Watcher is a store that tells when it changes.
type Watcher interface {
	// Watch returns a channel that gives the number of the newest revision after each change that is
	// made from now on. It holds one number: who is slow to take it misses numbers, never the last one,
	// and keeps nobody waiting. It is closed when ctx ends or the store is closed.
	Watch(ctx context.Context) <-chan uint64
}

// Watchers are those who watch a store. The zero value is ready. It is safe for concurrent use.
type Watchers struct {
	mu     sync.Mutex
	all    map[chan uint64]struct{}
	closed bool
}

// Watch adds one, as Watcher tells.
func (w *Watchers) Watch(ctx context.Context) <-chan uint64 {
	c := make(chan uint64, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || ctx.Err() != nil {
		close(c)
		return c
	}
	if w.all == nil {
		w.all = map[chan uint64]struct{}{}
	}
	w.all[c] = struct{}{}
	context.AfterFunc(ctx, func() { w.drop(c) })
	return c
}

func (w *Watchers) drop(c chan uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, there := w.all[c]; there {
		delete(w.all, c)
		close(c)
	}
}

// Tell tells all of them of the revision with this number. It never waits for one of them.
func (w *Watchers) Tell(number uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.all {
		select {
		case <-c: // nobody took the number before
		default:
		}
		c <- number
	}
}

// Close ends all watches, and those that are asked for later at once.
func (w *Watchers) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	for c := range w.all {
		close(c)
	}
	w.all = nil
}
