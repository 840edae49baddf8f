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

// findNodes returns what has the given ids, nil where there is nothing, in four reads.
func findNodes(ctx context.Context, gids []graphql.ID) ([]*anyNode, error) {
	ids, err := inputIDs(gids)
	if err != nil {
		return nil, err
	}
	r := requestOf(ctx)
	entities, err := load(ctx, ids, r.Entities)
	if err != nil {
		return nil, err
	}
	relations, err := load(ctx, ids, r.Relations)
	if err != nil {
		return nil, err
	}
	claims, err := load(ctx, ids, r.Claims)
	if err != nil {
		return nil, err
	}
	documents, err := load(ctx, ids, r.Documents)
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

// one returns the node of the record with id, the zero N where there is none.
func one[T, N any](s *set[T], id graph.ID, kind kind[T, N]) N {
	var none N
	if record, ok := s.byID[id]; ok {
		return kind.node(s.group, record)
	}
	return none
}
