package query

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// listing is one filtered list, its type hidden.
type listing struct {
	all   func(context.Context, graph.Reader) ([]graph.ID, error)
	page  func(context.Context, graph.Reader, Page) (List[graph.ID], error)
	count func(context.Context, graph.Reader) (int, error)
}

func listingOf[T any](make func(context.Context, graph.Reader) (*selection[T], error)) listing {
	ids := func(s *selection[T], items []*T) []*graph.ID {
		out := []*graph.ID{}
		for _, item := range items {
			id := s.id(item)
			out = append(out, &id)
		}
		return out
	}
	return listing{
		all: func(ctx context.Context, r graph.Reader) ([]graph.ID, error) {
			var out []graph.ID
			s, err := make(ctx, r)
			if err != nil {
				return nil, err
			}
			for item, err := range s.all(ctx, graph.ID{}) {
				if err != nil {
					return nil, err
				}
				out = append(out, s.id(item))
			}
			return out, nil
		},
		page: func(ctx context.Context, r graph.Reader, p Page) (List[graph.ID], error) {
			s, err := make(ctx, r)
			if err != nil {
				return List[graph.ID]{}, err
			}
			l, err := s.page(ctx, p)
			return List[graph.ID]{Items: ids(s, l.Items), HasNext: l.HasNext, HasPrevious: l.HasPrevious}, err
		},
		count: func(ctx context.Context, r graph.Reader) (int, error) {
			s, err := make(ctx, r)
			if err != nil {
				return 0, err
			}
			return s.count(ctx)
		},
	}
}

func listings(r graph.Reader, t *testing.T) map[string]listing {
	var someClaims []graph.ID
	for i, c := range everything(t, AllClaims(t.Context(), r, ClaimFilter{})) {
		if i%2 == 0 {
			someClaims = append(someClaims, c.ID)
		}
	}
	return map[string]listing{
		"claims":           listingOf(ClaimFilter{}.selection),
		"attacks":          listingOf(ClaimFilter{Types: []schema.Type{schema.Attack}}.selection),
		"claims by id":     listingOf(ClaimFilter{IDs: someClaims, Statuses: []schema.Status{schema.Happened}}.selection),
		"no claims":        listingOf(ClaimFilter{Types: []schema.Type{}}.selection),
		"entities":         listingOf(EntityFilter{}.selection),
		"entities by name": listingOf(EntityFilter{NamePrefix: "entity 1"}.selection),
		"relations":        listingOf(RelationFilter{MinSources: 1}.selection),
		"documents":        listingOf(DocumentFilter{}.selection),
		"sources":          listingOf(sourceSelection(EntityFilter{})),
		"sources by name":  listingOf(sourceSelection(EntityFilter{NamePrefix: "entity"})),
		"events": listingOf(func(ctx context.Context, r graph.Reader) (*selection[graph.Event], error) {
			x, err := IndexEvents(ctx, r)
			if err != nil {
				return nil, err
			}
			return x.selection(ctx, r, EventFilter{})
		}),
	}
}

// TestPagesMakeTheList walks each list forwards and backwards in pages of several sizes.
func TestPagesMakeTheList(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		for name, l := range listings(r, t) {
			want, err := l.all(t.Context(), r)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(want) < 6 && name != "no claims" {
				t.Fatalf("%s: only %d", name, len(want))
			}
			if n, err := l.count(t.Context(), r); err != nil || n != len(want) {
				t.Errorf("%s: count %d (error %v), want %d", name, n, err, len(want))
			}
			for _, size := range []int{len(want)/5 + 1, len(want), len(want) + 1} {
				size = max(size, 1)
				if got := walk(t, r, l, size, true); !slices.Equal(got, want) {
					t.Errorf("%s forwards by %d: %d items, want %d", name, size, len(got), len(want))
				}
				if got := walk(t, r, l, size, false); !slices.Equal(got, want) {
					t.Errorf("%s backwards by %d: %d items, want %d", name, size, len(got), len(want))
				}
			}
		}
	})
}

// walk turns pages until there are no more, and checks what they say about their neighbours.
func walk(t *testing.T, r graph.Reader, l listing, size int, forwards bool) []graph.ID {
	t.Helper()
	var got []graph.ID
	p := Page{Last: size}
	if forwards {
		p = Page{First: size}
	}
	for turn := 0; ; turn++ {
		page, err := l.page(t.Context(), r, p)
		if err != nil || len(page.Items) > size {
			t.Fatalf("page %+v: %d items, %v", p, len(page.Items), err)
		}
		ids := deref(page.Items)
		more, back := page.HasPrevious, page.HasNext
		if forwards {
			got = append(got, ids...)
			more, back = back, more
		} else {
			got = append(ids, got...)
		}
		if back != (turn > 0) {
			t.Errorf("page %+v: says %v of where it came from", p, back)
		}
		if !more {
			return got
		}
		if forwards {
			p.After = ids[len(ids)-1]
		} else {
			p.Before = ids[0]
		}
	}
}

func deref(ids []*graph.ID) []graph.ID {
	out := []graph.ID{}
	for _, id := range ids {
		out = append(out, *id)
	}
	return out
}

func TestPageBetween(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		for name, l := range listings(r, t) {
			all := must[[]graph.ID](t)(l.all(t.Context(), r))
			if len(all) < 6 {
				continue
			}
			for _, c := range []struct {
				page           Page
				from, to       int
				previous, next bool
			}{
				{Page{}, 0, len(all), false, false},
				{Page{After: all[0], Before: all[4]}, 1, 4, true, true},
				{Page{After: all[0], Before: all[4], First: 2}, 1, 3, true, true},
				{Page{After: all[0], Before: all[4], Last: 2}, 2, 4, true, true},
				{Page{After: all[0], Before: all[4], First: 2, Last: 1}, 2, 3, true, true},
				{Page{First: 3, Last: 1}, 2, 3, true, true},
				{Page{First: 3, Last: 5}, 0, 3, false, true},
				{Page{After: all[3], Before: all[1]}, 0, 0, true, true},
				{Page{After: all[3], Before: all[1], Last: 2}, 0, 0, true, true},
			} {
				got, err := l.page(t.Context(), r, c.page)
				if err != nil || !slices.Equal(deref(got.Items), all[c.from:c.to]) || got.HasPrevious != c.previous || got.HasNext != c.next {
					t.Errorf("%s %+v: %d items, %v %v (error %v), want %d, %v %v", name, c.page,
						len(got.Items), got.HasPrevious, got.HasNext, err, c.to-c.from, c.previous, c.next)
				}
			}
		}
	})
}

func TestBadPage(t *testing.T) {
	over(t, nil, func(t *testing.T, r graph.Reader) {
		for _, p := range []Page{{First: -1}, {Last: -1}} {
			if _, err := SelectClaims(t.Context(), r, ClaimFilter{}, p); !errors.Is(err, ErrPage) {
				t.Errorf("page %+v: %v, want ErrPage", p, err)
			}
		}
	})
}

func TestCancelled(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for name, l := range listings(r, t) {
			if _, err := l.all(ctx, r); !errors.Is(err, context.Canceled) && name != "no claims" {
				t.Errorf("%s: %v, want context.Canceled", name, err)
			}
		}
	})
}
