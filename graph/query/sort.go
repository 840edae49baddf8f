package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// SortBy says by what a list is sorted.
type SortBy string

// What lists are sorted by; each list takes some of them.
const (
	SortName      SortBy = "name"      // entities, sources: the main name in its search form
	SortClaims    SortBy = "claims"    // entities, sources, events: how many claims
	SortFirstDay  SortBy = "first-day" // relations
	SortLastDay   SortBy = "last-day"  // relations
	SortSources   SortBy = "sources"   // relations: how many distinct nearest sources support it
	SortSupport   SortBy = "support"   // relations: how many claims support it
	SortDocuments SortBy = "documents" // relations, events: how many documents
	SortDay       SortBy = "day"       // events, claims: the first day, or the last one where no first one is known
	SortPublished SortBy = "published" // documents
)

// Sort is an order of a list other than that of ids. What has no value, such as no day, comes last either
// way; ties ascend by id either way.
type Sort struct {
	By         SortBy
	Descending bool
}

// Mark is the place of an item in a sorted list. The zero Mark is none.
type Mark struct {
	Value string // by which the list is sorted, in a form that sorts as text
	ID    graph.ID
}

// SortedPage is Page for a sorted list.
type SortedPage struct {
	First  int
	After  Mark
	Last   int
	Before Mark
}

// SortedList is a page of a sorted list, with the mark of each item.
type SortedList[T any] struct {
	List[T]
	Marks []Mark
}

// sortValues gives the value of each record of a batch.
type sortValues[T any] func(ctx context.Context, batch []*T) ([]string, error)

// each makes values out of what a record tells itself.
func each[T any](value func(*T) string) sortValues[T] {
	return func(_ context.Context, batch []*T) ([]string, error) {
		out := make([]string, len(batch))
		for i, item := range batch {
			out[i] = value(item)
		}
		return out, nil
	}
}

// asText writes n so that it sorts as text.
func asText(n int) string { return fmt.Sprintf("%010d", n) }

func (s Sort) compare(a, b Mark) int {
	values := cmp.Compare(a.Value, b.Value)
	switch {
	case (a.Value == "") != (b.Value == ""):
		values = -values // what has no value comes last
	case s.Descending:
		values = -values
	}
	return cmp.Or(values, a.ID.Compare(b.ID))
}

// marked is an item and its place.
type marked[T any] struct {
	item *T
	mark Mark
}

// sorted returns a page of the selection in order of o. It reads all that passes, and holds no more of it
// than twice the page and a batch.
func sorted[T any](ctx context.Context, s *selection[T], o Sort, of map[SortBy]sortValues[T], p SortedPage) (SortedList[T], error) {
	value, ok := of[o.By]
	if !ok {
		return SortedList[T]{}, fmt.Errorf("%w: this list is not sorted by %q", ErrOptions, o.By)
	}
	if err := (Page{First: p.First, Last: p.Last}).check(); err != nil {
		return SortedList[T]{}, err
	}
	best := &bestOf[T]{order: o.compare, limit: p.First}
	if p.First == 0 && p.Last > 0 {
		best.limit, best.fromEnd = p.Last, true
	}
	out := SortedList[T]{}
	for batch, err := range s.kept(ctx, graph.ID{}) {
		var found []string
		if err == nil {
			found, err = value(ctx, batch)
		}
		if err != nil {
			return SortedList[T]{}, err
		}
		for i, item := range batch {
			m := marked[T]{item, Mark{found[i], s.id(item)}}
			switch {
			case p.After != Mark{} && o.compare(m.mark, p.After) <= 0:
				out.HasPrevious = true
			case p.Before != Mark{} && o.compare(m.mark, p.Before) >= 0:
				out.HasNext = true
			default:
				best.add(m)
			}
		}
	}
	out.take(best, p)
	return out, nil
}

// take makes the page of what is the best.
func (l *SortedList[T]) take(best *bestOf[T], p SortedPage) {
	items, more := best.done()
	if best.fromEnd {
		l.HasPrevious = l.HasPrevious || more
	} else {
		l.HasNext = l.HasNext || more
	}
	if p.Last > 0 && len(items) > p.Last {
		items, l.HasPrevious = items[len(items)-p.Last:], true
	}
	for _, m := range items {
		l.Items, l.Marks = append(l.Items, m.item), append(l.Marks, m.mark)
	}
}

// bestOf keeps the first items of a list that comes in another order, or the last ones.
type bestOf[T any] struct {
	order   func(a, b Mark) int
	limit   int // 0: all
	fromEnd bool
	items   []marked[T]
	more    bool // there were others
}

func (b *bestOf[T]) add(m marked[T]) {
	const room = 1024
	if b.items = append(b.items, m); b.limit > 0 && len(b.items) >= 2*b.limit+room {
		b.trim()
	}
}

func (b *bestOf[T]) trim() {
	slices.SortFunc(b.items, func(x, y marked[T]) int {
		if b.fromEnd {
			x, y = y, x
		}
		return b.order(x.mark, y.mark)
	})
	if b.limit > 0 && len(b.items) > b.limit {
		clear(b.items[b.limit:])
		b.items, b.more = b.items[:b.limit], true
	}
}

// done returns the items in the order of the list, and whether there were others.
func (b *bestOf[T]) done() ([]marked[T], bool) {
	b.trim()
	if b.fromEnd {
		slices.Reverse(b.items)
	}
	return b.items, b.more
}

// SortedEntities returns a page of the entities that pass f, by SortName or SortClaims; ErrOptions for another order.
func SortedEntities(ctx context.Context, r graph.Reader, f EntityFilter, o Sort, p SortedPage) (SortedList[graph.Entity], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return SortedList[graph.Entity]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[graph.Entity]{
		SortName: each(func(e *graph.Entity) string { return graph.FoldName(e.Name) }),
		SortClaims: func(ctx context.Context, batch []*graph.Entity) ([]string, error) {
			lists, err := indexEach(entityID, claimsOf(r))(ctx, batch)
			counts := make([]string, len(lists))
			for i, list := range lists {
				counts[i] = asText(len(list))
			}
			return counts, err
		},
	}, p)
}

// SortedSources returns a page of the sources that pass f, by SortName or SortClaims; ErrOptions for another order.
func SortedSources(ctx context.Context, r graph.Reader, f EntityFilter, o Sort, p SortedPage) (SortedList[Source], error) {
	s, err := sourceSelection(f)(ctx, r)
	if err != nil {
		return SortedList[Source]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[Source]{
		SortName:   each(func(s *Source) string { return graph.FoldName(s.Entity.Name) }),
		SortClaims: each(func(s *Source) string { return asText(s.Claims) }),
	}, p)
}

// SortedRelations returns a page of the relations that pass f, by SortFirstDay, SortLastDay, SortSources, SortSupport
// or SortDocuments; ErrOptions for another order.
func SortedRelations(ctx context.Context, r graph.Reader, f RelationFilter, o Sort, p SortedPage) (SortedList[graph.Relation], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return SortedList[graph.Relation]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[graph.Relation]{
		SortFirstDay:  each(func(r *graph.Relation) string { return string(r.From) }),
		SortLastDay:   each(func(r *graph.Relation) string { return string(r.To) }),
		SortSources:   each(func(r *graph.Relation) string { return asText(r.Sources) }),
		SortSupport:   each(func(r *graph.Relation) string { return asText(len(r.Supporting)) }),
		SortDocuments: each(func(r *graph.Relation) string { return asText(r.Documents) }),
	}, p)
}

// SortedClaims returns a page of the claims that pass f, by SortDay; ErrOptions for another order.
func SortedClaims(ctx context.Context, r graph.Reader, f ClaimFilter, o Sort, p SortedPage) (SortedList[graph.Claim], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return SortedList[graph.Claim]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[graph.Claim]{
		SortDay: each(func(c *graph.Claim) string { return string(cmp.Or(c.Period.From, c.Period.To)) }),
	}, p)
}

// SortedDocuments returns a page of the documents that pass f, without their text, by SortPublished; ErrOptions for
// another order.
func SortedDocuments(ctx context.Context, r graph.Reader, f DocumentFilter, o Sort, p SortedPage) (SortedList[graph.Document], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return SortedList[graph.Document]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[graph.Document]{
		SortPublished: each(func(d *graph.Document) string { return string(d.Published) }),
	}, p)
}

// Sorted returns a page of the events that pass f, by SortDay, SortClaims or SortDocuments; ErrOptions for another
// order. The reader is that of the snapshot.
func (x *EventIndex) Sorted(ctx context.Context, r graph.Reader, f EventFilter, o Sort, p SortedPage) (SortedList[graph.Event], error) {
	s, err := x.selection(ctx, r, f)
	if err != nil {
		return SortedList[graph.Event]{}, err
	}
	return sorted(ctx, s, o, map[SortBy]sortValues[graph.Event]{
		SortDay:       each(func(e *graph.Event) string { return string(cmp.Or(e.From, e.To)) }),
		SortClaims:    each(func(e *graph.Event) string { return asText(len(e.Claims)) }),
		SortDocuments: each(func(e *graph.Event) string { return asText(x.table.Documents(e)) }),
	}, p)
}
