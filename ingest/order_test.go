package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// numbered are articles 0 to n-1, by their keys.
func numbered(n int) func(func(Item) bool) {
	return func(yield func(Item) bool) {
		for i := range n {
			if !yield(Item{Article: &Article{Key: fmt.Sprint(i), Text: fmt.Sprint("text ", i)}}) {
				return
			}
		}
	}
}

// TestInOrder: what is left to be done is done in the order of the articles, though later ones are read first, and one
// at a time.
func TestInOrder(t *testing.T) {
	const articles, workers = 200, 4
	var got []string
	var gate sync.WaitGroup
	gate.Add(workers - 1)
	report, err := Pool{Workers: workers, InOrder: true}.Run(t.Context(), numbered(articles), func(_ context.Context, a *Article) (Outcome, error) {
		switch a.Key {
		case "0": // is read after the next ones
			gate.Wait()
		case "1", "2", "3":
			gate.Done()
		case "50":
			return Outcome{}, a.problem("drop it", "not to be read")
		}
		return Outcome{Status: New, Then: func() error { got = append(got, a.Key); return nil }}, nil
	})
	if err != nil || report.New != articles-1 || report.Rejected != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	var want []string
	for i := range articles {
		if i != 50 {
			want = append(want, fmt.Sprint(i))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("done in the order %v", got)
	}
}

// TestInOrderStops: behind an article whose rest fails nothing is done, and the run tells of it.
func TestInOrderStops(t *testing.T) {
	full := errors.New("full")
	var done int
	_, err := Pool{Workers: 4, InOrder: true}.Run(t.Context(), numbered(500), func(_ context.Context, a *Article) (Outcome, error) {
		return Outcome{Status: New, Then: func() error {
			if done == 20 {
				return full
			}
			done++
			return nil
		}}, nil
	})
	if !errors.Is(err, full) || done != 20 {
		t.Errorf("%d done, %v", done, err)
	}
}
