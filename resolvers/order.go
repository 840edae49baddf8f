package resolvers

import (
	"context"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// orderArgs is the argument that sorts a list.
type orderArgs struct {
	OrderBy *struct {
		By        string
		Direction string
	}
}

func (a orderArgs) sort() query.Sort {
	return query.Sort{By: schema.EnumWord[query.SortBy](a.OrderBy.By), Descending: a.OrderBy.Direction == "DESC"}
}

// sortedBy answers a page of a list of records that pass a filter.
type sortedBy[F, T any] func(context.Context, graph.Reader, F, query.Sort, query.SortedPage) (query.SortedList[T], error)

// ordered is listed for a list that can be sorted.
func ordered[F, T, N any](ctx context.Context, filter F, err error, args pageArgs, order orderArgs, kind kind[T, N],
	page func(context.Context, graph.Reader, F, query.Page) (query.List[T], error), sorted sortedBy[F, T],
	count func(context.Context, graph.Reader, F) (int, error)) (*connection[N], error) {
	if err != nil || order.OrderBy == nil {
		return listed(ctx, filter, err, args, kind, page, count)
	}
	r := requestOf(ctx).Reader
	w, err := args.window()
	if err != nil {
		return nil, err
	}
	cursors, err := cursorsOf(ctx, graph.ID{}, false)
	if err != nil {
		return nil, err
	}
	p := query.SortedPage{First: atLeastOne(w.first), Last: atLeastOne(w.last)}
	if p.After, p.Before, err = cursors.marks(args); err != nil {
		return nil, err
	}
	list, err := sorted(ctx, r, filter, order.sort(), p)
	if err != nil {
		return nil, err
	}
	c, err := paged(ctx, w, list.List, kind, func(ctx context.Context) (int, error) { return count(ctx, r, filter) })
	if err != nil {
		return nil, err
	}
	marks := make(map[string]query.Mark, len(list.Marks))
	for _, m := range list.Marks {
		marks[m.ID.String()] = m
	}
	c.cursor = atMark(cursors, kind.cursor, marks)
	return c, nil
}
