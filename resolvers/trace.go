package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Bounds of what one field of the root searches.
const (
	maxPaths     = 100
	maxDepth     = 4
	maxNeighbors = 5000
)

type pathArgs struct {
	whenArgs
	From          entityRef
	To            entityRef
	K             int32
	MaxHops       int32
	Filter        *relationFilter
	Chronological bool
	Undated       bool
	Avoid         *[]entityRef
	MaxDegree     *int32
	ThroughAnyone bool
}

// options checks the arguments and finds what they name.
func (args *pathArgs) options(ctx context.Context) (query.PathOptions, error) {
	if args.K < 1 || args.K > maxPaths || args.MaxHops < 1 || args.MaxHops > query.MaxHops {
		return query.PathOptions{}, badInput("k is 1 to %d, maxHops 1 to %d", maxPaths, query.MaxHops)
	}
	if args.Undated && !args.Chronological {
		return query.PathOptions{}, badInput("undated needs chronological: other searches ask for no days")
	}
	o := query.PathOptions{
		K: int(args.K), MaxHops: int(args.MaxHops), Chronological: args.Chronological, Undated: args.Undated, Anyone: args.ThroughAnyone,
	}
	err := leasts(map[string]least{"maxDegree": {args.MaxDegree, &o.MaxDegree}})
	if err != nil {
		return o, err
	}
	if o.Filter, err = args.Filter.query(ctx); err != nil {
		return o, err
	}
	o.Avoid, err = entities(ctx, args.Avoid)
	return o, err
}

func (root) Paths(ctx context.Context, args pathArgs) (*[]*pathNode, error) {
	o, err := args.options(ctx)
	if err != nil {
		return nil, err
	}
	ends, err := entities(ctx, &[]entityRef{args.From, args.To})
	if err != nil {
		return nil, err
	}
	traces, err := query.Paths(ctx, requestOf(ctx).Reader, ends[0], ends[1], o)
	if err != nil {
		return nil, err
	}
	return pathNodes(ctx, traces)
}

// pathNode is a chain of hops.
type pathNode struct{ hops []*hopNode }

func (p *pathNode) Hops() []*hopNode { return p.hops }

// hopNode is one hop. What is asked of one is fetched for those of all paths.
type hopNode struct {
	step      query.Step
	entities  *set[graph.Entity]
	relations *group[graph.Relation]
	claims    *group[graph.Claim]
}

func pathNodes(ctx context.Context, traces []*query.Trace) (*[]*pathNode, error) {
	var ends []graph.ID
	var relations []*graph.Relation
	var witnesses []*graph.Claim
	for _, t := range traces {
		for _, s := range t.Steps {
			ends = append(ends, s.From, s.To)
			relations, witnesses = append(relations, s.Relations...), append(witnesses, s.Witness)
		}
	}
	entities, err := load(ctx, ends, requestOf(ctx).Entities)
	if err == nil {
		err = requestOf(ctx).charge(len(relations))
	}
	if err != nil {
		return nil, err
	}
	edges, claims := newGroup(ctx, relations), newGroup(ctx, witnesses)
	paths := make([]*pathNode, 0, len(traces))
	for _, t := range traces {
		p := &pathNode{hops: make([]*hopNode, 0, len(t.Steps))}
		for _, s := range t.Steps {
			p.hops = append(p.hops, &hopNode{s, entities, edges, claims})
		}
		paths = append(paths, p)
	}
	return &paths, nil
}

func (h *hopNode) From() (*entityNode, error) { return h.end(h.step.From) }
func (h *hopNode) To() (*entityNode, error)   { return h.end(h.step.To) }
func (h *hopNode) Day() *day                  { return dayOf(h.step.Day) }
func (h *hopNode) Undated() bool              { return h.step.Undated }
func (h *hopNode) Witness() *claimNode        { return claimKind.node(h.claims, h.step.Witness) }

func (h *hopNode) Relations() []*relationNode {
	return relationKind.nodes(h.relations, h.step.Relations)
}

func (h *hopNode) end(id graph.ID) (*entityNode, error) {
	e, err := h.entities.get(id)
	if err != nil {
		return nil, err
	}
	return entityKind.node(h.entities.group, e), nil
}

// ClaimIDs is the resolver of claimIds.
func (h *hopNode) ClaimIDs(ctx context.Context) ([]graphql.ID, error) {
	ids := make([]graphql.ID, 0, len(h.step.Claims))
	for _, id := range h.step.Claims {
		ids = append(ids, gid(id))
	}
	return ids, requestOf(ctx).charge(len(ids))
}

func (h *hopNode) Sentence(ctx context.Context) (*passage, error) {
	return newPassage(ctx, h.step.Document, h.step.Witness.Evidence.Sentence)
}

func (root) Neighborhood(ctx context.Context, args struct {
	whenArgs
	Entity entityRef
	Depth  int32
	Filter *relationFilter
	Limit  int32
}) (*neighborhood, error) {
	if args.Depth < 0 || args.Depth > maxDepth || args.Limit < 1 || args.Limit > maxNeighbors {
		return nil, badInput("depth is 0 to %d, limit 1 to %d", maxDepth, maxNeighbors)
	}
	f, err := args.Filter.query(ctx)
	if err != nil {
		return nil, err
	}
	e, err := args.Entity.find(ctx)
	if err != nil {
		return nil, err
	}
	s, err := query.Neighborhood(ctx, requestOf(ctx).Reader, e.ID, int(args.Depth), f, int(args.Limit))
	if err != nil {
		return nil, err
	}
	return &neighborhood{s}, requestOf(ctx).charge(len(s.Entities) + len(s.Relations))
}

type neighborhood struct{ s *query.Subgraph }

func (n *neighborhood) Members(ctx context.Context) []neighbor {
	all := newGroup(ctx, n.s.Entities)
	out := make([]neighbor, 0, len(n.s.Entities))
	for _, e := range n.s.Entities {
		out = append(out, neighbor{entityKind.node(all, e), int32(n.s.Hops[e.ID])})
	}
	return out
}

func (n *neighborhood) Relations(ctx context.Context) []*relationNode {
	return relationKind.nodes(newGroup(ctx, n.s.Relations), n.s.Relations)
}

type neighbor struct {
	entity *entityNode
	hops   int32
}

func (n neighbor) Entity() *entityNode { return n.entity }
func (n neighbor) Hops() int32         { return n.hops }
