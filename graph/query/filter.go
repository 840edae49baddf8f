package query

import (
	"context"
	"iter"
	"reflect"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// candidates is the intersection of the answers of indexes. Its zero value is everything.
type candidates struct {
	indexed bool
	ids     []graph.ID
	err     error
}

// meet keeps what is among ids too.
func (c *candidates) meet(ids []graph.ID) {
	ids = sortIDs(ids)
	if c.indexed {
		ids = slices.DeleteFunc(ids, func(id graph.ID) bool {
			_, found := slices.BinarySearchFunc(c.ids, id, graph.ID.Compare)
			return !found
		})
	}
	c.indexed, c.ids = true, ids
}

// meetAll keeps what is among any of lists too; it takes the results of an index as they come.
func (c *candidates) meetAll(lists [][]graph.ID, err error) {
	if c.err == nil {
		c.err = err
	}
	c.meet(slices.Concat(lists...))
}

// isZero reports whether a filter has no condition.
func isZero(filter any) bool { return reflect.ValueOf(filter).IsZero() }

// sortIDs returns ids ascending and without doubles.
func sortIDs(ids []graph.ID) []graph.ID {
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, graph.ID.Compare)
	return slices.Compact(sorted)
}

// among reports whether v is one of values; nil lets everything pass.
func among[T comparable](values []T, v T) bool {
	return values == nil || slices.Contains(values, v)
}

// overlaps reports whether the period [from, to] has a day in [lower, upper], ends included; an empty
// end is open. A period without any day overlaps only where no bound is given.
func overlaps(from, to, lower, upper graph.Day) bool {
	if lower == "" && upper == "" {
		return true
	}
	if from == "" && to == "" {
		return false
	}
	return (upper == "" || from <= upper) && (lower == "" || to == "" || to >= lower)
}

// stream yields a selection that takes reading to make.
func stream[T any](ctx context.Context, r graph.Reader,
	selection func(context.Context, graph.Reader) (*selection[T], error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		s, err := selection(ctx, r)
		if err != nil {
			yield(nil, err)
			return
		}
		s.all(ctx, graph.ID{})(yield)
	}
}

// collect reads a sequence to its end.
func collect[T any](seq iter.Seq2[*T, error]) ([]*T, error) {
	var all []*T
	for item, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// cut returns the words at span, and whether they lie in text.
func cut(text string, span graph.Span) (string, bool) {
	if span.Start < 0 || span.End < span.Start || span.End > len(text) {
		return "", false
	}
	return text[span.Start:span.End], true
}
