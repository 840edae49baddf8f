package resolvers

import (
	"context"
	"errors"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Timeline lists the events of one entity by day.
func (root) Timeline(ctx context.Context, args struct {
	pageArgs
	whenArgs
	Entity entityRef
	During *dayRange
}) (*connection[*eventNode], error) {
	from, to, err := args.During.ends()
	if err != nil {
		return nil, err
	}
	e, err := args.Entity.find(ctx)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	if err != nil {
		return nil, err
	}
	events, err := query.Timeline(ctx, requestOf(ctx).Reader, index, e, from, to)
	if err != nil {
		return nil, err
	}
	page, err := ranked(ctx, graph.ID{}, events, args.pageArgs, func(e *graph.Event) string { return e.ID.String() })
	if err != nil {
		return nil, err
	}
	return &connection[*eventNode]{
		nodes: eventKind.nodes(newGroup(ctx, page.nodes), page.nodes), cursor: func(n *eventNode) string { return page.cursor(n.e) },
		next: page.next, previous: page.previous, total: page.total,
	}, requestOf(ctx).charge(len(page.nodes))
}
