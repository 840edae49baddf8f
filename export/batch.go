package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/internal/ahead"
)

// batchSize is how many records are asked for at once: enough that a store behind a network is asked
// seldom, few enough that their texts fit in memory many times over.
const batchSize = 256

// loader reads records by their ids, as the batch methods of a Reader do.
type loader[T any] func(context.Context, []graph.ID) ([]*T, error)

// load reads the records of ids, all of which must be there.
func load[T any](ctx context.Context, what string, ids []graph.ID, read loader[T]) ([]*T, error) {
	records, err := read(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	for i, x := range records {
		if x == nil {
			return nil, fmt.Errorf("%w: %s %s is named but not stored; `isnad verify` says more", graph.ErrCorrupt, what, ids[i])
		}
	}
	return records, nil
}

// loaded yields the records of ids, batch by batch.
func loaded[T any](ctx context.Context, what string, ids []graph.ID, read loader[T]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for chunk := range slices.Chunk(ids, batchSize) {
			records, err := load(ctx, what, chunk, read)
			if !ahead.Spill(yield, records, err) {
				return
			}
		}
	}
}

// there yields the records of ids that there are, batch by batch.
func there[T any](ctx context.Context, ids []graph.ID, read loader[T]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for chunk := range slices.Chunk(ids, batchSize) {
			records, err := read(ctx, chunk)
			found := slices.DeleteFunc(slices.Clone(records), func(x *T) bool { return x == nil })
			if !ahead.Spill(yield, found, err) {
				return
			}
		}
	}
}

// scan yields seq and says of its error what was being read.
func scan[T any](what string, seq iter.Seq2[*T, error]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for x, err := range seq {
			if err != nil {
				yield(nil, fmt.Errorf("read %s: %w", what, err))
				return
			}
			if !yield(x, nil) {
				return
			}
		}
	}
}

// expanded yields what expand makes of seq, so many of it at a time.
func expanded[T, U any](seq iter.Seq2[T, error], size int, expand func([]T) ([]U, error)) iter.Seq2[U, error] {
	return func(yield func(U, error) bool) {
		for batch, err := range batches(seq, size) {
			var out []U
			if err == nil {
				out, err = expand(batch)
			}
			if !ahead.Spill(yield, out, err) {
				return
			}
		}
	}
}

// sifted yields what of seq keep says yes of.
func sifted[T any](seq iter.Seq2[T, error], keep func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for x, err := range seq {
			if (err != nil || keep(x)) && !yield(x, err) {
				return
			}
		}
	}
}

// unfailing yields seq, of which nothing has to be read.
func unfailing[T any](seq iter.Seq[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for x := range seq {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// batches yields seq in slices of a size.
func batches[T any](seq iter.Seq2[T, error], size int) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		batch := make([]T, 0, size)
		for x, err := range seq {
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, x); len(batch) == size {
				if !yield(batch, nil) {
					return
				}
				batch = make([]T, 0, size)
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// chunk is n records in the syntax of a format.
type chunk struct {
	text *scratch
	n    int
}

// inChunks writes seq in the order of seq, and counts what is written. Several batches are put in the syntax of a format at once.
func inChunks[T any](counts map[string]int, what string, seq iter.Seq2[T, error], put func(*scratch, []T) error, write func([]byte) error) error {
	made := ahead.Of(batches(seq, batchSize), func(batch []T) (*chunk, error) {
		c := &chunk{newScratch(), len(batch)}
		return c, put(c.text, batch)
	})
	for c, err := range made {
		if err != nil {
			return err
		}
		err := write(c.text.b)
		c.text.free()
		if err != nil {
			return err
		}
		counts[what] += c.n
	}
	return nil
}
