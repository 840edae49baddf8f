package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
)

type relationNode struct {
	r   *graph.Relation
	all *group[graph.Relation]
}

var relationKind = kind[graph.Relation, *relationNode]{
	node:   func(g *group[graph.Relation], r *graph.Relation) *relationNode { return &relationNode{r, g} },
	cursor: func(n *relationNode) string { return n.r.ID.String() },
}

func (n *relationNode) ID() graphql.ID       { return gid(n.r.ID) }
func (n *relationNode) Predicate() string    { return enumOf(n.r.Predicate) }
func (n *relationNode) From() *day           { return dayOf(n.r.From) }
func (n *relationNode) To() *day             { return dayOf(n.r.To) }
func (n *relationNode) DocumentCount() int32 { return int32(n.r.Documents) }
func (n *relationNode) SourceCount() int32   { return int32(n.r.Sources) }
func (n *relationNode) Contested() bool      { return len(n.r.Supporting) > 0 && len(n.r.Denying) > 0 }

// Subject is answered in place.
func (n *relationNode) Subject() *entityNode {
	return inPlace(n.end("subject", func(r *graph.Relation) graph.ID { return r.Subject }))
}

// Object is answered in place.
func (n *relationNode) Object() *entityNode {
	return inPlace(n.end("object", func(r *graph.Relation) graph.ID { return r.Object }))
}

func (n *relationNode) end(key string, at func(*graph.Relation) graph.ID) (*entityNode, error) {
	ends, err := share(n.all, key, func(members []*graph.Relation) (*set[graph.Entity], error) {
		ids := make([]graph.ID, 0, len(members))
		for _, r := range members {
			ids = append(ids, at(r))
		}
		return load(n.all.ctx, ids, requestOf(n.all.ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	e, err := ends.get(at(n.r))
	if err != nil {
		return nil, err
	}
	return entityKind.node(ends.group, e), nil
}

func (n *relationNode) Supporting(ctx context.Context, args struct{ pageArgs }) (*connection[*claimNode], error) {
	return n.witnesses(ctx, "supporting", args.pageArgs, func(r *graph.Relation) []graph.ID { return r.Supporting })
}

func (n *relationNode) Denying(ctx context.Context, args struct{ pageArgs }) (*connection[*claimNode], error) {
	return n.witnesses(ctx, "denying", args.pageArgs, func(r *graph.Relation) []graph.ID { return r.Denying })
}

func (n *relationNode) witnesses(ctx context.Context, key string, args pageArgs, of func(*graph.Relation) []graph.ID) (*connection[*claimNode], error) {
	return nested(ctx, n.all, key, n.r.ID, args, claimKind,
		func(members []*graph.Relation) (map[graph.ID][]graph.ID, error) {
			lists := make(map[graph.ID][]graph.ID, len(members))
			for _, r := range members {
				lists[r.ID] = of(r)
			}
			return lists, nil
		}, requestOf(ctx).Claims)
}
