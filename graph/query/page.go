// Package query asks a graph.Reader the questions that the API, the exports and the command line share:
// filtered lists, look-ups by name, neighbourhoods, paths, events and evidence.
//
// All functions are pure readers: same snapshot, same arguments, same answer. A filter's zero value lets
// everything pass; the values of one field are alternatives (nil: no condition; empty but not nil: nothing
// passes), fields add up. Lists ascend by id and are filtered before they are paged. All functions are
// safe for concurrent use.
package query

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Page asks for a part of a list, in the manner of Relay's connections. The zero Page is the whole list.
type Page struct {
	First  int      // at most so many from the start; 0: no limit
	After  graph.ID // only what comes after this id, which need not exist
	Last   int      // at most so many from the end; 0: no limit
	Before graph.ID // only what comes before this id, which need not exist
}

func (p Page) check() error {
	if p.First < 0 || p.Last < 0 {
		return fmt.Errorf("%w: first %d, last %d", ErrPage, p.First, p.Last)
	}
	return nil
}

// List is a page of a list.
type List[T any] struct {
	Items       []*T
	HasPrevious bool
	HasNext     bool
}

// batchSize is how many records are read and filtered at a time.
const batchSize = 128

// selection is a filtered list in ascending order of id: over ids where an index names the candidates,
// else over a scan of the whole space.
type selection[T any] struct {
	id      func(*T) graph.ID
	scan    func(ctx context.Context, after graph.ID) iter.Seq2[*T, error]
	load    func(ctx context.Context, ids []graph.ID) ([]*T, error)
	keep    keeper[T] // nil: everything
	indexed bool
	ids     []graph.ID
	exact   bool // all candidates are stored and pass
}

// all yields what passes and comes after the given id.
func (s *selection[T]) all(ctx context.Context, after graph.ID) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for batch, err := range s.kept(ctx, after) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, item := range batch {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// kept yields, batch by batch, what passes and comes after the given id. It ends with the first error.
func (s *selection[T]) kept(ctx context.Context, after graph.ID) iter.Seq2[[]*T, error] {
	return func(yield func([]*T, error) bool) {
		for batch, err := range s.batches(ctx, after) {
			if err == nil {
				batch, err = s.tested(ctx, batch)
			}
			if !yield(batch, err) || err != nil {
				return
			}
		}
	}
}

// tested returns those of a batch that pass.
func (s *selection[T]) tested(ctx context.Context, batch []*T) ([]*T, error) {
	if s.keep == nil || len(batch) == 0 {
		return batch, nil
	}
	if err := looking(ctx, len(batch)); err != nil {
		return nil, err
	}
	return s.keep(ctx, batch)
}

func (s *selection[T]) batches(ctx context.Context, after graph.ID) iter.Seq2[[]*T, error] {
	if s.indexed {
		return s.loaded(ctx, after)
	}
	return s.scanned(ctx, after)
}

func (s *selection[T]) loaded(ctx context.Context, after graph.ID) iter.Seq2[[]*T, error] {
	return func(yield func([]*T, error) bool) {
		for ids := range slices.Chunk(s.ids[s.position(after, true):], batchSize) {
			batch, err := s.load(ctx, ids)
			if !yield(present(batch), err) || err != nil {
				return
			}
		}
	}
}

func (s *selection[T]) scanned(ctx context.Context, after graph.ID) iter.Seq2[[]*T, error] {
	return func(yield func([]*T, error) bool) {
		var batch []*T
		for item, err := range s.scan(ctx, after) {
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, item); len(batch) == batchSize {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// position returns the index of the first candidate at id, or after it.
func (s *selection[T]) position(id graph.ID, after bool) int {
	if id.IsZero() {
		return 0
	}
	i, found := slices.BinarySearchFunc(s.ids, id, graph.ID.Compare)
	if found && after {
		i++
	}
	return i
}

// count returns how many pass.
func (s *selection[T]) count(ctx context.Context) (int, error) {
	if s.indexed && s.exact {
		return len(s.ids), ctx.Err()
	}
	n := 0
	for _, err := range s.all(ctx, graph.ID{}) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// page returns the part of the list that p asks for.
func (s *selection[T]) page(ctx context.Context, p Page) (List[T], error) {
	if err := p.check(); err != nil {
		return List[T]{}, err
	}
	if p.First == 0 && p.Last > 0 && s.indexed {
		return s.pageBack(ctx, p)
	}
	list := List[T]{HasPrevious: !p.After.IsZero(), HasNext: !p.Before.IsZero()}
	for item, err := range s.all(ctx, p.After) {
		if err != nil {
			return List[T]{}, err
		}
		if !p.Before.IsZero() && s.id(item).Compare(p.Before) >= 0 {
			break
		}
		if p.First > 0 && len(list.Items) == p.First {
			list.HasNext = true
			break
		}
		list.Items = append(list.Items, item)
		list.dropTo(p.Last, p.First == 0)
	}
	list.dropTo(p.Last, true)
	return list, nil
}

// dropTo keeps the last n items, once now is set; 0 keeps all.
func (l *List[T]) dropTo(n int, now bool) {
	if now && n > 0 && len(l.Items) > n {
		l.Items = l.Items[len(l.Items)-n:]
		l.HasPrevious = true
	}
}

// pageBack reads candidates from the end, so that the last page costs what the first one does.
func (s *selection[T]) pageBack(ctx context.Context, p Page) (List[T], error) {
	list := List[T]{HasPrevious: !p.After.IsZero(), HasNext: !p.Before.IsZero()}
	start, end := s.position(p.After, true), len(s.ids)
	if !p.Before.IsZero() {
		end = max(start, s.position(p.Before, false))
	}
	for end > start && len(list.Items) <= p.Last {
		from := max(start, end-batchSize)
		batch, err := s.load(ctx, s.ids[from:end])
		if batch = present(batch); err == nil {
			batch, err = s.tested(ctx, batch)
		}
		if err != nil {
			return List[T]{}, err
		}
		list.Items = append(slices.Clone(batch), list.Items...)
		end = from
	}
	list.dropTo(p.Last, true)
	return list, nil
}

// present drops what was not found.
func present[T any](records []*T) []*T {
	return slices.DeleteFunc(slices.Clone(records), func(r *T) bool { return r == nil })
}
