package query

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Logic joins filters of one type. Its zero value lets everything pass.
type Logic[F any] struct {
	And []F `json:"and,omitempty"` // all of these pass; empty: no condition
	Or  []F `json:"or,omitempty"`  // one of these passes; nil: no condition; empty but not nil: nothing passes
	Not *F  `json:"not,omitempty"` // this one does not pass
}

// Quantified asks something of the records that belong to a record. Its zero value lets everything pass.
type Quantified[F any] struct {
	Some  *F `json:"some,omitempty"`  // one of them passes
	None  *F `json:"none,omitempty"`  // none of them passes, also where there are none
	Every *F `json:"every,omitempty"` // all of them pass, also where there are none
}

func (l Logic[F]) isZero() bool { return len(l.And) == 0 && l.Or == nil && l.Not == nil }

// keeper returns those records of a batch that pass, in their order.
type keeper[T any] func(ctx context.Context, batch []*T) ([]*T, error)

// chain keeps what passes all of keepers; nil ones let everything pass.
func chain[T any](keepers ...keeper[T]) keeper[T] {
	keepers = slices.DeleteFunc(keepers, func(k keeper[T]) bool { return k == nil })
	return func(ctx context.Context, batch []*T) ([]*T, error) {
		for _, keep := range keepers {
			var err error
			if batch, err = keep(ctx, batch); err != nil {
				return nil, err
			}
		}
		return batch, nil
	}
}

// without returns the records of batch that drop does not name.
func without[T any](batch []*T, drop func(*T) bool) []*T {
	return slices.DeleteFunc(slices.Clone(batch), drop)
}

// pass returns those records of batch that are in the selection.
func (s *selection[T]) pass(ctx context.Context, batch []*T) ([]*T, error) {
	if s.indexed {
		batch = without(batch, func(item *T) bool {
			_, found := slices.BinarySearchFunc(s.ids, s.id(item), graph.ID.Compare)
			return !found
		})
	}
	return s.tested(ctx, batch)
}

// among returns which of ids are in the selection.
func (s *selection[T]) among(ctx context.Context, ids []graph.ID) (map[graph.ID]bool, error) {
	c := candidates{indexed: s.indexed, ids: s.ids}
	c.meet(ids)
	narrowed := *s
	narrowed.indexed, narrowed.ids = true, c.ids
	passing := map[graph.ID]bool{}
	for item, err := range narrowed.all(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		passing[s.id(item)] = true
	}
	return passing, nil
}

// logic is a Logic whose filters are ready to test records.
type logic[T any] struct {
	and, or []*selection[T]
	not     *selection[T]
	either  bool // one of or has to pass
}

func joined[F, T any](l Logic[F], prepare func(F) (*selection[T], error)) (logic[T], error) {
	out := logic[T]{either: l.Or != nil}
	var err error
	if out.and, err = prepared(l.And, prepare); err != nil {
		return out, err
	}
	if out.or, err = prepared(l.Or, prepare); err != nil {
		return out, err
	}
	if l.Not != nil {
		out.not, err = prepare(*l.Not)
	}
	return out, err
}

func prepared[F, T any](filters []F, prepare func(F) (*selection[T], error)) ([]*selection[T], error) {
	var out []*selection[T]
	for _, f := range filters {
		s, err := prepare(f)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// narrow meets c with what indexes answer of l.
func (l logic[T]) narrow(c *candidates) {
	for _, s := range l.and {
		if s.indexed {
			c.meet(s.ids)
		}
	}
	if !l.either {
		return
	}
	var ids []graph.ID
	for _, s := range l.or {
		if !s.indexed {
			return
		}
		ids = append(ids, s.ids...)
	}
	c.meet(ids)
}

func (l logic[T]) keep(ctx context.Context, batch []*T) ([]*T, error) {
	var err error
	for _, s := range l.and {
		if batch, err = s.pass(ctx, batch); err != nil {
			return nil, err
		}
	}
	if l.either {
		if batch, err = l.keepEither(ctx, batch); err != nil {
			return nil, err
		}
	}
	if l.not == nil {
		return batch, nil
	}
	refused, err := l.not.pass(ctx, batch)
	return without(batch, setOf(refused).has), err
}

// keepEither tests each alternative on what none before it let pass.
func (l logic[T]) keepEither(ctx context.Context, batch []*T) ([]*T, error) {
	passed, rest := recordSet[T]{}, batch
	for _, s := range l.or {
		passing, err := s.pass(ctx, rest)
		if err != nil {
			return nil, err
		}
		for _, item := range passing {
			passed[item] = true
		}
		rest = without(rest, passed.has)
	}
	return without(batch, func(item *T) bool { return !passed[item] }), nil
}

// recordSet is some records of a batch.
type recordSet[T any] map[*T]bool

func (s recordSet[T]) has(item *T) bool { return s[item] }

func setOf[T any](items []*T) recordSet[T] {
	s := recordSet[T]{}
	for _, item := range items {
		s[item] = true
	}
	return s
}

// kinship is how records of one type belong to records of another one.
type kinship[T, C any] struct {
	of func(ctx context.Context, batch []*T) ([][]graph.ID, error) // what belongs to each record of a batch
	to func(ctx context.Context, batch []*C) ([]graph.ID, error)   // to whom records may belong
}

// quantified is a Quantified whose filters are ready to test records.
type quantified[T, C any] struct {
	kinship[T, C]
	some, none, every *selection[C]
}

func quantify[F, T, C any](q Quantified[F], b kinship[T, C], prepare func(F) (*selection[C], error)) (quantified[T, C], error) {
	out := quantified[T, C]{kinship: b}
	for into, f := range map[**selection[C]]*F{&out.some: q.Some, &out.none: q.None, &out.every: q.Every} {
		if f == nil {
			continue
		}
		s, err := prepare(*f)
		if err != nil {
			return out, err
		}
		*into = s
	}
	return out, nil
}

// narrow meets c with what an index answers: what one of them passes for can belong only to few.
func (q quantified[T, C]) narrow(ctx context.Context, c *candidates) {
	if q.some == nil || !q.some.indexed || c.err != nil {
		return
	}
	var ids []graph.ID
	for batch, err := range q.some.kept(ctx, graph.ID{}) {
		if err == nil {
			var owners []graph.ID
			owners, err = q.to(ctx, batch)
			ids = append(ids, owners...)
		}
		if err != nil {
			c.err = err
			return
		}
	}
	c.meet(ids)
}

func (q quantified[T, C]) keep(ctx context.Context, batch []*T) ([]*T, error) {
	if q.some == nil && q.none == nil && q.every == nil || len(batch) == 0 {
		return batch, nil
	}
	lists, err := q.of(ctx, batch)
	if err != nil {
		return nil, err
	}
	passes := setOf(batch)
	for _, test := range []struct {
		s    *selection[C]
		pass func(ids []graph.ID, in func(graph.ID) bool) bool
	}{
		{q.some, slices.ContainsFunc[[]graph.ID]},
		{q.none, func(ids []graph.ID, in func(graph.ID) bool) bool { return !slices.ContainsFunc(ids, in) }},
		{q.every, func(ids []graph.ID, in func(graph.ID) bool) bool {
			return !slices.ContainsFunc(ids, func(id graph.ID) bool { return !in(id) })
		}},
	} {
		if test.s == nil {
			continue
		}
		passing, err := test.s.among(ctx, slices.Concat(lists...))
		if err != nil {
			return nil, err
		}
		for i, item := range batch {
			passes[item] = passes[item] && test.pass(lists[i], func(id graph.ID) bool { return passing[id] })
		}
	}
	return without(batch, func(item *T) bool { return !passes[item] }), nil
}
