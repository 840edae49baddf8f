package query

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// ordering is one sorted list, its type hidden: its items by a plain sort, and its pages.
type ordering struct {
	want []graph.ID
	page func(context.Context, SortedPage) ([]graph.ID, []Mark, bool, bool, error)
}

// orderingOf sorts items by their values, those without one last, ties by id.
func orderingOf[T any](items []*T, id func(*T) graph.ID, down bool, value func(*T) string,
	page func(context.Context, SortedPage) (SortedList[T], error)) ordering {
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b *T) int {
		x, y := value(a), value(b)
		if x == y {
			return id(a).Compare(id(b))
		}
		if x == "" || y == "" {
			return cmp.Compare(y, x)
		}
		if down {
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	})
	return ordering{mapped(items, id), func(ctx context.Context, p SortedPage) ([]graph.ID, []Mark, bool, bool, error) {
		l, err := page(ctx, p)
		return mapped(l.Items, id), l.Marks, l.HasPrevious, l.HasNext, err
	}}
}

func orderings(t *testing.T, r graph.Reader, down bool) map[string]ordering {
	ctx := t.Context()
	index := must[*EventIndex](t)(IndexEvents(ctx, r))
	by := func(b SortBy) Sort { return Sort{By: b, Descending: down} }
	attacks := ClaimFilter{Types: []schema.Type{schema.Attack, schema.Kill}}
	entities := everything(t, AllEntities(ctx, r, EntityFilter{}))
	counts := map[graph.ID]string{}
	for _, e := range entities {
		counts[e.ID] = asText(len(must[[][]graph.ID](t)(r.ClaimsOf(ctx, []graph.ID{e.ID}))[0]))
	}
	relations := everything(t, r.AllRelations(ctx, graph.ID{}))
	return map[string]ordering{
		"entities by name": orderingOf(entities, entityID, down, func(e *graph.Entity) string { return graph.FoldName(e.Name) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Entity], error) {
				return SortedEntities(ctx, r, EntityFilter{}, by(SortName), p)
			}),
		"entities by claims": orderingOf(entities, entityID, down, func(e *graph.Entity) string { return counts[e.ID] },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Entity], error) {
				return SortedEntities(ctx, r, EntityFilter{}, by(SortClaims), p)
			}),
		"relations by last day": orderingOf(relations, relationID, down, func(rel *graph.Relation) string { return string(rel.To) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Relation], error) {
				return SortedRelations(ctx, r, RelationFilter{}, by(SortLastDay), p)
			}),
		"relations by support": orderingOf(relations, relationID, down, func(rel *graph.Relation) string { return asText(len(rel.Supporting)) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Relation], error) {
				return SortedRelations(ctx, r, RelationFilter{}, by(SortSupport), p)
			}),
		"some claims by day": orderingOf(everything(t, AllClaims(ctx, r, attacks)), claimID, down,
			func(c *graph.Claim) string { return string(cmp.Or(c.Period.From, c.Period.To)) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Claim], error) {
				return SortedClaims(ctx, r, attacks, by(SortDay), p)
			}),
		"documents": orderingOf(everything(t, r.AllDocuments(ctx, graph.ID{})), documentID, down, func(d *graph.Document) string { return string(d.Published) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Document], error) {
				return SortedDocuments(ctx, r, DocumentFilter{}, by(SortPublished), p)
			}),
		"sources": orderingOf(everything(t, AllSources(ctx, r, EntityFilter{})), func(s *Source) graph.ID { return s.Entity.ID }, down,
			func(s *Source) string { return asText(s.Claims) },
			func(ctx context.Context, p SortedPage) (SortedList[Source], error) {
				return SortedSources(ctx, r, EntityFilter{}, by(SortClaims), p)
			}),
		"events by day": orderingOf(slices.Collect(index.Events()), eventID, down, func(e *graph.Event) string { return string(cmp.Or(e.From, e.To)) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Event], error) {
				return index.Sorted(ctx, r, EventFilter{}, by(SortDay), p)
			}),
		"events by documents": orderingOf(slices.Collect(index.Events()), eventID, down, func(e *graph.Event) string { return asText(index.table.Documents(e)) },
			func(ctx context.Context, p SortedPage) (SortedList[graph.Event], error) {
				return index.Sorted(ctx, r, EventFilter{}, by(SortDocuments), p)
			}),
	}
}

// TestSortedPages: pages of any size, forward and backward, are the cuts of the list as a plain sort has it.
func TestSortedPages(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		for _, down := range []bool{false, true} {
			for name, o := range orderings(t, r, down) {
				got, marks, before, after, err := o.page(t.Context(), SortedPage{})
				if err != nil || before || after || !slices.Equal(got, o.want) || len(got) == 0 {
					t.Fatalf("%s, down %t: %d, want %d (%v)", name, down, len(got), len(o.want), err)
				}
				for _, size := range []int{1, 3, len(got) - 1, len(got), len(got) + 1} {
					for at := 0; size > 0 && at < len(got); at += max(size, len(got)/5) {
						p := SortedPage{First: size}
						if at > 0 {
							p.After = marks[at-1]
						}
						end := min(len(got), at+size)
						checkSorted(t, name, o, p, got[at:end], at > 0, end < len(got))
						p = SortedPage{Last: size}
						if at > 0 {
							p.Before = marks[at]
						} else {
							at, p.Before = len(got), Mark{}
						}
						from := max(0, at-size)
						checkSorted(t, name, o, p, got[from:at], from > 0, at < len(got))
						if at == len(got) {
							at = 0
						}
					}
				}
				n := len(got)
				if n > 4 {
					checkSorted(t, name, o, SortedPage{First: 3, Last: 2, After: marks[0]}, got[2:4], true, n > 4)
					checkSorted(t, name, o, SortedPage{First: 3, After: marks[n-1]}, nil, true, false)
					checkSorted(t, name, o, SortedPage{After: marks[0], Before: marks[3]}, got[1:3], true, true)
				}
			}
		}
	})
}

func checkSorted(t *testing.T, name string, o ordering, p SortedPage, want []graph.ID, previous, next bool) {
	t.Helper()
	got, marks, before, after, err := o.page(t.Context(), p)
	if err != nil || !slices.Equal(got, want) || before != previous || after != next || len(marks) != len(got) {
		t.Errorf("%s %+v: %d items, %t %t (%v), want %d, %t %t", name, p, len(got), before, after, err, len(want), previous, next)
	}
}

// TestBestHoldsLittle: what is kept of a long list is bounded.
func TestBestHoldsLittle(t *testing.T) {
	for _, fromEnd := range []bool{false, true} {
		b := &bestOf[int]{order: Sort{}.compare, limit: 10, fromEnd: fromEnd}
		for i := range 50_000 {
			n := i * 7919 % 50_000
			if b.add(marked[int]{&n, Mark{Value: asText(n)}}); len(b.items) > 2000 {
				t.Fatal("holds too much")
			}
		}
		items, more := b.done()
		first := 0
		if fromEnd {
			first = 49_990
		}
		if len(items) != 10 || !more || *items[0].item != first || *items[9].item != first+9 {
			t.Errorf("%d items from %d", len(items), *items[0].item)
		}
	}
}

func TestSortErrors(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		if _, err := SortedClaims(t.Context(), r, ClaimFilter{}, Sort{By: SortName}, SortedPage{}); !errors.Is(err, ErrOptions) {
			t.Errorf("claims by name: %v", err)
		}
		if _, err := SortedClaims(t.Context(), r, ClaimFilter{}, Sort{By: SortDay}, SortedPage{First: -1}); !errors.Is(err, ErrPage) {
			t.Errorf("first -1: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := SortedClaims(ctx, r, ClaimFilter{}, Sort{By: SortDay}, SortedPage{}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
}
