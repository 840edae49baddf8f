// Package ahead makes things of a sequence while those before them are being used.
package ahead

import (
	"iter"
	"runtime"
	"sync"
)

// Of yields what do makes of each of seq, in the order of seq, while several of them are being made: as many as there are
// processors, four at most. seq runs in a goroutine of its own, and do in several; all have ended when Of returns. It ends with the
// first error of either.
func Of[T, U any](seq iter.Seq2[T, error], do func(T) (U, error)) iter.Seq2[U, error] {
	return func(yield func(U, error) bool) {
		queue, stop := make(chan chan made[U], max(1, min(4, runtime.GOMAXPROCS(0))-1)), make(chan struct{})
		var running sync.WaitGroup
		running.Go(func() {
			defer close(queue)
			for x, err := range seq {
				c := make(chan made[U], 1)
				select {
				case queue <- c:
				case <-stop:
					return
				}
				if err != nil {
					c <- made[U]{err: err}
					return
				}
				running.Go(func() {
					u, err := do(x)
					c <- made[U]{u, err}
				})
			}
		})
		defer running.Wait()
		defer close(stop)
		for c := range queue {
			if r := <-c; !yield(r.value, r.err) || r.err != nil {
				return
			}
		}
	}
}

// Spill yields xs one by one, or err where there is one, and reports whether to go on: what is made in batches is used so.
func Spill[T any](yield func(T, error) bool, xs []T, err error) bool {
	if err != nil {
		var none T
		yield(none, err)
		return false
	}
	for _, x := range xs {
		if !yield(x, nil) {
			return false
		}
	}
	return true
}

type made[U any] struct {
	value U
	err   error
}
