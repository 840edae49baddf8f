package resolvers

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// group is the records that stand at one place of a query, over all parents. What is asked of one of
// them is fetched for all of them at once, so that the number of reads follows from the shape of the
// query and not from the length of its lists.
type group[T any] struct {
	ctx     context.Context // of the field that made it, for what is answered in place
	members []*T

	mu      sync.Mutex
	fetched map[string]func() (any, error)
}

func newGroup[T any](ctx context.Context, members []*T) *group[T] {
	return &group[T]{ctx: ctx, members: members, fetched: map[string]func() (any, error){}}
}

// share returns what fetch makes of all members of g; it is called once for each key.
func share[T, V any](g *group[T], key string, fetch func(members []*T) (V, error)) (V, error) {
	g.mu.Lock()
	once, ok := g.fetched[key]
	if !ok {
		once = sync.OnceValues(func() (any, error) { return fetch(g.members) })
		g.fetched[key] = once
	}
	g.mu.Unlock()
	v, err := once()
	if err != nil {
		var zero V
		return zero, err
	}
	return v.(V), nil
}

// set is a group whose members are found by id.
type set[T any] struct {
	*group[T]
	byID map[graph.ID]*T
}

// load reads the records with ids, doubles allowed, in one batch.
func load[T any](ctx context.Context, ids []graph.ID, read func(context.Context, []graph.ID) ([]*T, error)) (*set[T], error) {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, graph.ID.Compare)
	ids = slices.Compact(ids)
	if err := requestOf(ctx).charge(len(ids)); err != nil {
		return nil, err
	}
	s := &set[T]{byID: make(map[graph.ID]*T, len(ids))}
	var members []*T
	if len(ids) > 0 {
		found, err := read(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i, record := range found {
			if record != nil {
				s.byID[ids[i]] = record
				members = append(members, record)
			}
		}
	}
	s.group = newGroup(ctx, members)
	return s, nil
}

// get returns the record with id, which the graph says is there.
func (s *set[T]) get(id graph.ID) (*T, error) {
	if record, ok := s.byID[id]; ok {
		return record, nil
	}
	return nil, fmt.Errorf("read %s: %w: named, but not stored", id, graph.ErrCorrupt)
}

// all returns the records with ids, those that are there.
func (s *set[T]) all(ids []graph.ID) []*T {
	records := make([]*T, 0, len(ids))
	for _, id := range ids {
		if record, ok := s.byID[id]; ok {
			records = append(records, record)
		}
	}
	return records
}
