package ahead

import (
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
)

func numbers(n int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if err != nil {
			yield(0, err)
		}
	}
}

func collect(seq iter.Seq2[int, error]) (out []int, err error) {
	for x, e := range seq {
		if e != nil {
			return out, e
		}
		out = append(out, x)
	}
	return out, nil
}

func TestOfKeepsTheOrder(t *testing.T) {
	got, err := collect(Of(numbers(1000, nil), func(i int) (int, error) { return 2 * i, nil }))
	if err != nil || len(got) != 1000 || !slices.IsSorted(got) || got[999] != 1998 {
		t.Fatalf("%d things, error %v", len(got), err)
	}
}

func TestOfEndsWithTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	got, err := collect(Of(numbers(10, broken), func(i int) (int, error) { return i, nil }))
	if !errors.Is(err, broken) || len(got) != 10 {
		t.Errorf("error of the sequence: %d things, error %v", len(got), err)
	}
	got, err = collect(Of(numbers(10, nil), func(i int) (int, error) {
		if i >= 4 {
			return 0, broken
		}
		return i, nil
	}))
	if !errors.Is(err, broken) || len(got) != 4 {
		t.Errorf("error of what is made: %d things, error %v", len(got), err)
	}
}

// TestOfLeavesNothingRunning: a consumer that stops finds the sequence and all that was being made ended.
func TestOfLeavesNothingRunning(t *testing.T) {
	var running atomic.Int32
	ended := false
	endless := func(yield func(int, error) bool) {
		defer func() { ended = true }()
		for i := 0; yield(i, nil); i++ {
		}
	}
	for i := range Of(endless, func(i int) (int, error) {
		running.Add(1)
		defer running.Add(-1)
		return i, nil
	}) {
		if i == 20 {
			break
		}
	}
	if n := running.Load(); n != 0 || !ended {
		t.Errorf("%d still being made, sequence ended: %t", n, ended)
	}
}
