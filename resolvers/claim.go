package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

type claimNode struct {
	c   *graph.Claim
	all *group[graph.Claim]
}

var claimKind = kind[graph.Claim, *claimNode]{
	node:   func(g *group[graph.Claim], c *graph.Claim) *claimNode { return &claimNode{c, g} },
	cursor: func(n *claimNode) string { return n.c.ID.String() },
}

func (n *claimNode) ID() graphql.ID     { return gid(n.c.ID) }
func (n *claimNode) Type() string       { return enumOf(n.c.Type) }
func (n *claimNode) Mode() *string      { return maybeEnum(n.c.Mode) }
func (n *claimNode) Phase() *string     { return maybeEnum(n.c.Phase) }
func (n *claimNode) Certainty() *string { return maybeEnum(n.c.Certainty) }
func (n *claimNode) Stance() *string    { return maybeEnum(n.c.Stance) }
func (n *claimNode) Rule() string       { return n.c.Rule }
func (n *claimNode) Lexicon() string    { return n.c.Lexicon }
func (n *claimNode) Review() *string    { return maybeEnum(n.c.Review) }

func (n *claimNode) Agents() []*argument   { return n.args(schema.Agent) }
func (n *claimNode) Patients() []*argument { return n.args(schema.Patient) }
func (n *claimNode) Places() []*argument   { return n.args(schema.Place) }
func (n *claimNode) Sources() []*argument  { return n.args(schema.Source) }

func (n *claimNode) args(role schema.Role) []*argument {
	args := n.c.Args(role)
	out := make([]*argument, 0, len(args))
	for _, a := range args {
		out = append(out, &argument{claim: n, role: role, arg: a})
	}
	return out
}

// Status of what happened may be left empty in a claim.
func (n *claimNode) Status() string {
	if n.c.Status == "" {
		return enumOf(schema.Happened)
	}
	return enumOf(n.c.Status)
}

func (n *claimNode) Sides(ctx context.Context) ([][]*entityNode, error) {
	entities, err := share(n.all, "sides", func(members []*graph.Claim) (*set[graph.Entity], error) {
		var ids []graph.ID
		for _, c := range members {
			for _, side := range c.Sides {
				ids = append(ids, side...)
			}
		}
		return load(ctx, ids, requestOf(ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	sides := make([][]*entityNode, 0, len(n.c.Sides))
	for _, side := range n.c.Sides {
		sides = append(sides, entityKind.nodes(entities.group, entities.all(side)))
	}
	return sides, nil
}

func (n *claimNode) Period() *period {
	if n.c.Period == (graph.Period{}) {
		return nil
	}
	return &period{n}
}

func (n *claimNode) Tallies() []*tally {
	out := make([]*tally, 0, len(n.c.Tallies))
	for _, t := range n.c.Tallies {
		out = append(out, &tally{claim: n, t: t})
	}
	return out
}

func (n *claimNode) Loaded(ctx context.Context) ([]*passage, error) {
	out := make([]*passage, 0, len(n.c.Loaded))
	for _, span := range n.c.Loaded {
		p, err := n.passage(ctx, span)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (n *claimNode) Evidence() *evidence { return &evidence{n} }

func (n *claimNode) Document(ctx context.Context) (*documentNode, error) {
	docs, err := share(n.all, "document", documentsOf(ctx))
	if err != nil {
		return nil, err
	}
	d, err := docs.get(n.c.Doc)
	if err != nil {
		return nil, err
	}
	return documentKind.node(docs.group, d), nil
}

// documentsOf returns what reads the documents of claims, which all users of a group share.
func documentsOf(ctx context.Context) func(members []*graph.Claim) (*set[graph.Document], error) {
	return func(members []*graph.Claim) (*set[graph.Document], error) {
		ids := make([]graph.ID, 0, len(members))
		for _, c := range members {
			ids = append(ids, c.Doc)
		}
		return load(ctx, ids, requestOf(ctx).Documents)
	}
}

// passage returns the words of the claim's document at span, nil for the zero span.
func (n *claimNode) passage(ctx context.Context, span graph.Span) (*passage, error) {
	if span.IsZero() {
		return nil, nil
	}
	d, err := n.Document(ctx)
	if err != nil {
		return nil, err
	}
	return newPassage(ctx, d.d, span)
}

func (n *claimNode) Brief(ctx context.Context) (*passage, error) { return n.passage(ctx, n.c.Brief) }

func (n *claimNode) Event(ctx context.Context) (*eventNode, error) {
	events, err := share(n.all, "event", func(members []*graph.Claim) (*eventsOf, error) {
		return findEvents(ctx, claimIDs(members))
	})
	if err != nil {
		return nil, err
	}
	return events.node(n.c.ID), nil
}

func (n *claimNode) Relations(ctx context.Context) ([]*relationNode, error) {
	relations, err := share(n.all, "relations", func(members []*graph.Claim) (*set[graph.Relation], error) {
		var ids []graph.ID
		for _, c := range members {
			ids = append(ids, relationIDs(c)...)
		}
		return load(ctx, ids, requestOf(ctx).Relations)
	})
	if err != nil {
		return nil, err
	}
	return relationKind.nodes(relations.group, relations.all(relationIDs(n.c))), nil
}

// relationIDs returns the ids of the relations that c supports or denies.
func relationIDs(c *graph.Claim) []graph.ID {
	if supports, denies := graph.Supports(c); !supports && !denies {
		return nil
	}
	var ids []graph.ID
	for _, e := range graph.Edges(c) {
		ids = append(ids, e.ID())
	}
	return ids
}

func claimIDs(claims []*graph.Claim) []graph.ID {
	ids := make([]graph.ID, 0, len(claims))
	for _, c := range claims {
		ids = append(ids, c.ID)
	}
	return ids
}

// argument is an entity in a role of a claim.
type argument struct {
	claim *claimNode
	role  schema.Role
	arg   graph.Arg
}

func (a *argument) Role() string   { return enumOf(a.role) }
func (a *argument) Inferred() bool { return a.arg.Inferred }

func (a *argument) Entity(ctx context.Context) (*entityNode, error) {
	entities, err := share(a.claim.all, "entities "+string(a.role), func(members []*graph.Claim) (*set[graph.Entity], error) {
		var ids []graph.ID
		for _, c := range members {
			for _, arg := range c.Args(a.role) {
				ids = append(ids, arg.Entity)
			}
		}
		return load(ctx, ids, requestOf(ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	e, err := entities.get(a.arg.Entity)
	if err != nil {
		return nil, err
	}
	return entityKind.node(entities.group, e), nil
}

func (a *argument) Part(ctx context.Context) (*passage, error) {
	return a.claim.passage(ctx, a.arg.Part)
}

func (a *argument) Passage(ctx context.Context) (*passage, error) {
	return a.claim.passage(ctx, a.arg.Span)
}

// period is when the occurrence of a claim took place.
type period struct{ claim *claimNode }

func (p *period) From() *day         { return dayOf(p.claim.c.Period.From) }
func (p *period) To() *day           { return dayOf(p.claim.c.Period.To) }
func (p *period) Precision() *string { return maybeEnum(p.claim.c.Period.Precision) }
func (p *period) Anchored() bool     { return p.claim.c.Period.Anchored }

func (p *period) Passage(ctx context.Context) (*passage, error) {
	return p.claim.passage(ctx, p.claim.c.Period.Span)
}

// tally is a count of a claim.
type tally struct {
	claim *claimNode
	t     graph.Tally
}

func (t *tally) What() string        { return t.t.What }
func (t *tally) Min() *int32         { return int32Of(t.t.Min) }
func (t *tally) Max() *int32         { return int32Of(t.t.Max) }
func (t *tally) Comparator() *string { return maybe(t.t.Comparator) }
func (t *tally) Unit() *string       { return maybe(t.t.Unit) }

func (t *tally) Passage(ctx context.Context) (*passage, error) { return t.claim.passage(ctx, t.t.Span) }

// evidence is the words that carry a claim.
type evidence struct{ claim *claimNode }

func (e *evidence) Document(ctx context.Context) (*documentNode, error) { return e.claim.Document(ctx) }

func (e *evidence) Sentence(ctx context.Context) (*passage, error) {
	return e.claim.passage(ctx, e.claim.c.Evidence.Sentence)
}

func (e *evidence) Trigger(ctx context.Context) (*passage, error) {
	return e.claim.passage(ctx, e.claim.c.Evidence.Trigger)
}

func (e *evidence) Quote(ctx context.Context) (*passage, error) {
	return e.claim.passage(ctx, e.claim.c.Evidence.Quote)
}
