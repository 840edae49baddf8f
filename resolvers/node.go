package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
)

// anyNode is one of the types that have a global id; the others are nil.
type anyNode struct {
	id       graphql.ID
	entity   *entityNode
	relation *relationNode
	claim    *claimNode
	document *documentNode
}

func (n *anyNode) ID() graphql.ID                    { return n.id }
func (n *anyNode) ToEntity() (*entityNode, bool)     { return n.entity, n.entity != nil }
func (n *anyNode) ToRelation() (*relationNode, bool) { return n.relation, n.relation != nil }
func (n *anyNode) ToClaim() (*claimNode, bool)       { return n.claim, n.claim != nil }
func (n *anyNode) ToDocument() (*documentNode, bool) { return n.document, n.document != nil }
func (n *anyNode) isAny() bool {
	return n.entity != nil || n.relation != nil || n.claim != nil || n.document != nil
}

// findNodes returns what has the given ids, nil where there is nothing, in four reads at most: what one of them
// finds the next ones do not look for.
func findNodes(ctx context.Context, gids []graphql.ID) ([]*anyNode, error) {
	ids, err := inputIDs(gids)
	if err != nil {
		return nil, err
	}
	r, left := requestOf(ctx), ids
	entities, left, err := take(ctx, left, r.Entities)
	if err != nil {
		return nil, err
	}
	relations, left, err := take(ctx, left, r.Relations)
	if err != nil {
		return nil, err
	}
	claims, left, err := take(ctx, left, r.Claims)
	if err != nil {
		return nil, err
	}
	documents, _, err := take(ctx, left, r.Documents)
	if err != nil {
		return nil, err
	}
	nodes := make([]*anyNode, len(ids))
	for i, id := range ids {
		n := &anyNode{
			id: gid(id), entity: one(entities, id, entityKind), relation: one(relations, id, relationKind),
			claim: one(claims, id, claimKind), document: one(documents, id, documentKind),
		}
		if n.isAny() {
			nodes[i] = n
		}
	}
	return nodes, nil
}

// take loads what there is of ids and returns those that are left.
func take[T any](ctx context.Context, ids []graph.ID, read func(context.Context, []graph.ID) ([]*T, error)) (*set[T], []graph.ID, error) {
	found, err := load(ctx, ids, read)
	if err != nil {
		return nil, nil, err
	}
	left := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		if found.byID[id] == nil {
			left = append(left, id)
		}
	}
	return found, left, nil
}

// one returns the node of the record with id, the zero N where there is none.
func one[T, N any](s *set[T], id graph.ID, kind kind[T, N]) N {
	var none N
	if record, ok := s.byID[id]; ok {
		return kind.node(s.group, record)
	}
	return none
}
