package resolvers

import (
	"context"
	"errors"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// root resolves the fields of Query.
type root struct{ explain Explain }

func (root) Node(ctx context.Context, args struct {
	whenArgs
	ID graphql.ID
}) (*anyNode, error) {
	nodes, err := findNodes(ctx, []graphql.ID{args.ID})
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

func (root) Nodes(ctx context.Context, args struct {
	whenArgs
	IDs []graphql.ID
}) ([]*anyNode, error) {
	return findNodes(ctx, args.IDs)
}

func (root) Entity(ctx context.Context, args struct {
	whenArgs
	Ref entityRef
}) (*entityNode, error) {
	e, err := args.Ref.find(ctx)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return entityKind.node(newGroup(ctx, []*graph.Entity{e}), e), nil
}

func (root) Document(ctx context.Context, args struct {
	whenArgs
	Ref documentRef
}) (*documentNode, error) {
	d, err := args.Ref.find(ctx)
	if err != nil || d == nil {
		return nil, err
	}
	return documentKind.node(newGroup(ctx, []*graph.Document{d}), d), nil
}

func (root) Event(ctx context.Context, args struct {
	whenArgs
	ID graphql.ID
}) (*eventNode, error) {
	id, err := inputID(args.ID)
	if err != nil {
		return nil, err
	}
	events, err := findEvents(ctx, []graph.ID{id})
	if err != nil {
		return nil, err
	}
	return events.node(id), nil
}

func (root) Entities(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *entityFilter
}) (*connection[*entityNode], error) {
	f, err := args.Filter.query(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, entityKind, query.SelectEntities, query.SortedEntities, query.CountEntities)
}

func (root) Relations(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *relationFilter
}) (*connection[*relationNode], error) {
	f, err := args.Filter.query(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, relationKind, query.SelectRelations, query.SortedRelations, query.CountRelations)
}

func (root) Claims(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *claimFilter
}) (*connection[*claimNode], error) {
	f, err := args.Filter.query(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, claimKind, query.SelectClaims, query.SortedClaims, query.CountClaims)
}

func (root) Documents(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *documentFilter
}) (*connection[*documentNode], error) {
	f, err := args.Filter.query(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, documentKind, query.SelectDocuments, query.SortedDocuments, query.CountDocuments)
}

func (root) Sources(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *entityFilter
}) (*connection[*sourceNode], error) {
	f, err := args.Filter.query(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, sourceKind, query.SelectSources, query.SortedSources, query.CountSources)
}

func (root) Events(ctx context.Context, args struct {
	pageArgs
	whenArgs
	orderArgs
	Filter *eventFilter
}) (*connection[*eventNode], error) {
	f, err := args.Filter.query(ctx)
	if err != nil {
		return nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	return ordered(ctx, f, err, args.pageArgs, args.orderArgs, eventKind, index.Select, index.Sorted, index.Count)
}

// listed returns the page of a list that select and count answer; err is that of the filter.
func listed[F, T, N any](ctx context.Context, filter F, err error, args pageArgs, kind kind[T, N],
	page func(context.Context, graph.Reader, F, query.Page) (query.List[T], error),
	count func(context.Context, graph.Reader, F) (int, error)) (*connection[N], error) {
	if err != nil {
		return nil, err
	}
	r := requestOf(ctx).Reader
	return selected(ctx, args, kind,
		func(p query.Page) (query.List[T], error) { return page(ctx, r, filter, p) },
		func(ctx context.Context) (int, error) { return count(ctx, r, filter) })
}

func (root) Search(ctx context.Context, args struct {
	pageArgs
	whenArgs
	Text string
}) (*connection[*searchHit], error) {
	hits, err := query.Search(ctx, requestOf(ctx).Reader, args.Text, 0)
	if err != nil {
		return nil, err
	}
	found := make([]*graph.Entity, 0, len(hits))
	for _, h := range hits {
		found = append(found, h.Entity)
	}
	nodes, all := make([]*searchHit, 0, len(hits)), newGroup(ctx, found)
	for _, h := range hits {
		nodes = append(nodes, &searchHit{h, all})
	}
	return ranked(ctx, graph.ID{}, nodes, args.pageArgs, (*searchHit).cursor)
}

func (root) Stats(ctx context.Context, _ struct{ whenArgs }) (*stats, error) {
	s, err := requestOf(ctx).Stats(ctx)
	return &stats{s}, err
}

// searchHit is an entity that a search found.
type searchHit struct {
	hit query.Hit
	all *group[graph.Entity]
}

func (h *searchHit) cursor() string      { return h.hit.Entity.ID.String() }
func (h *searchHit) Entity() *entityNode { return entityKind.node(h.all, h.hit.Entity) }
func (h *searchHit) Match() string       { return enumOf(h.hit.Match) }
func (h *searchHit) ClaimCount() int32   { return int32(h.hit.Claims) }
func (h *searchHit) Score() float64      { return h.hit.Score }

// sourceNode is an entity to whom claims are attributed.
type sourceNode struct {
	s        *query.Source
	entities *group[graph.Entity]
}

var sourceKind = kind[query.Source, *sourceNode]{
	node: func(g *group[query.Source], s *query.Source) *sourceNode {
		entities, _ := share(g, "entities", func(members []*query.Source) (*group[graph.Entity], error) {
			found := make([]*graph.Entity, 0, len(members))
			for _, m := range members {
				found = append(found, m.Entity)
			}
			return newGroup(g.ctx, found), nil
		})
		return &sourceNode{s, entities}
	},
	cursor: func(n *sourceNode) string { return n.s.Entity.ID.String() },
}

func (n *sourceNode) Entity() *entityNode { return entityKind.node(n.entities, n.s.Entity) }
func (n *sourceNode) ClaimCount() int32   { return int32(n.s.Claims) }

type stats struct{ s graph.Stats }

func (s *stats) Documents() int32 { return int32(s.s.Documents) }
func (s *stats) Entities() int32  { return int32(s.s.Entities) }
func (s *stats) Claims() int32    { return int32(s.s.Claims) }
func (s *stats) Relations() int32 { return int32(s.s.Relations) }
func (s *stats) Mentions() int32  { return int32(s.s.Mentions) }

func (s *stats) UndatedDocuments(ctx context.Context) (int32, error) {
	n, err := query.UndatedDocuments(ctx, requestOf(ctx).Reader)
	return int32(n), err
}

func (s *stats) UndatedClaims(ctx context.Context) (int32, error) {
	left, err := query.LeftOutOf(ctx, requestOf(ctx).Reader)
	return int32(left.Claims), err
}

func (s *stats) Bytes() *float64 {
	if s.s.Bytes == 0 {
		return nil
	}
	bytes := float64(s.s.Bytes)
	return &bytes
}
