package resolvers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

type entityNode struct {
	e   *graph.Entity
	all *group[graph.Entity]
}

var entityKind = kind[graph.Entity, *entityNode]{
	node:   func(g *group[graph.Entity], e *graph.Entity) *entityNode { return &entityNode{e, g} },
	cursor: func(n *entityNode) string { return n.e.ID.String() },
}

func (n *entityNode) ID() graphql.ID { return gid(n.e.ID) }
func (n *entityNode) Key() string    { return n.e.Key }
func (n *entityNode) Kind() string   { return enumOf(n.e.Kind) }
func (n *entityNode) Name() string   { return n.e.Name }
func (n *entityNode) Class() *string { return maybe(n.e.Class) }

func (n *entityNode) Point() *pointOf {
	if n.e.Point == nil {
		return nil
	}
	return &pointOf{*n.e.Point}
}

func (n *entityNode) Names(args struct{ Lang, Script *string }) []nameOf {
	names := make([]nameOf, 0, len(n.e.Names))
	for _, name := range n.e.Names {
		if (args.Lang == nil || *args.Lang == name.Lang) && (args.Script == nil || *args.Script == name.Script) {
			names = append(names, nameOf{name})
		}
	}
	return names
}

func (n *entityNode) External() []externalID {
	ids := make([]externalID, 0, len(n.e.External))
	for scheme, value := range n.e.External {
		ids = append(ids, externalID{scheme, value})
	}
	slices.SortFunc(ids, func(a, b externalID) int { return strings.Compare(a.scheme, b.scheme) })
	return ids
}

func (n *entityNode) Parent(ctx context.Context) (*entityNode, error) {
	if n.e.Parent == "" {
		return nil, nil
	}
	parents, err := share(n.all, "parent", func(members []*graph.Entity) (*set[graph.Entity], error) {
		var ids []graph.ID
		for _, e := range members {
			if e.Parent != "" {
				ids = append(ids, graph.EntityID(e.Parent))
			}
		}
		return load(ctx, ids, requestOf(ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	return one(parents, graph.EntityID(n.e.Parent), entityKind), nil
}

type entityRelationsArgs struct {
	pageArgs
	Direction string
	Predicate *condition
}

var directions = map[string]graph.Direction{"BOTH": graph.Both, "OUT": graph.Out, "IN": graph.In}

func (n *entityNode) Relations(ctx context.Context, args entityRelationsArgs) (*connection[*relationNode], error) {
	predicates := words[schema.Predicate](args.Predicate)
	key := fmt.Sprintf("relations %s %q", args.Direction, predicates)
	return nested(ctx, n.all, key, n.e.ID, args.pageArgs, relationKind,
		listsOf(entityID, args.Predicate.isEmpty(), func(ids []graph.ID) ([][]graph.ID, error) {
			return requestOf(ctx).RelationsOf(ctx, ids, directions[args.Direction], predicates...)
		}), requestOf(ctx).Relations)
}

type entityClaimsArgs struct {
	pageArgs
	Role *condition
}

func (n *entityNode) Claims(ctx context.Context, args entityClaimsArgs) (*connection[*claimNode], error) {
	roles := words[schema.Role](args.Role)
	return nested(ctx, n.all, fmt.Sprintf("claims %q", roles), n.e.ID, args.pageArgs, claimKind,
		listsOf(entityID, args.Role.isEmpty(), func(ids []graph.ID) ([][]graph.ID, error) {
			return requestOf(ctx).ClaimsOf(ctx, ids, roles...)
		}), requestOf(ctx).Claims)
}

func entityID(e *graph.Entity) graph.ID { return e.ID }

// listsOf asks an index once for the lists of all members. Nothing is asked where nothing can pass,
// since an index takes no words for every word.
func listsOf[P any](id func(*P) graph.ID, nothing bool, index func([]graph.ID) ([][]graph.ID, error)) func([]*P) (map[graph.ID][]graph.ID, error) {
	return func(members []*P) (map[graph.ID][]graph.ID, error) {
		if nothing {
			return nil, nil
		}
		ids := make([]graph.ID, 0, len(members))
		for _, m := range members {
			ids = append(ids, id(m))
		}
		lists, err := index(ids)
		if err != nil {
			return nil, err
		}
		byID := make(map[graph.ID][]graph.ID, len(ids))
		for i, list := range lists {
			byID[ids[i]] = list
		}
		return byID, nil
	}
}

type nameOf struct{ n graph.Name }

func (n nameOf) Text() string   { return n.n.Text }
func (n nameOf) Lang() string   { return n.n.Lang }
func (n nameOf) Script() string { return n.n.Script }

type pointOf struct{ p graph.Point }

func (p *pointOf) Lat() float64 { return p.p.Lat }
func (p *pointOf) Lon() float64 { return p.p.Lon }

type externalID struct{ scheme, value string }

func (x externalID) Scheme() string { return x.scheme }
func (x externalID) Value() string  { return x.value }
