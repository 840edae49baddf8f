package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

type eventNode struct {
	e   *graph.Event
	all *group[graph.Event]
}

var eventKind = kind[graph.Event, *eventNode]{
	node:   func(g *group[graph.Event], e *graph.Event) *eventNode { return &eventNode{e, g} },
	cursor: func(n *eventNode) string { return n.e.ID.String() },
	moves:  true,
}

// eventsOf is the events that some claims tell.
type eventsOf struct {
	*group[graph.Event]
	byClaim map[graph.ID]*graph.Event
}

func findEvents(ctx context.Context, claims []graph.ID) (*eventsOf, error) {
	index, err := requestOf(ctx).events(ctx)
	if err != nil {
		return nil, err
	}
	found := &eventsOf{byClaim: map[graph.ID]*graph.Event{}}
	var members []*graph.Event
	seen := map[graph.ID]bool{}
	for i, e := range index.Of(claims) {
		if e == nil {
			continue
		}
		found.byClaim[claims[i]] = e
		if !seen[e.ID] {
			seen[e.ID] = true
			members = append(members, e)
		}
	}
	found.group = newGroup(ctx, members)
	return found, nil
}

// node returns the event of a claim, nil where it tells none.
func (f *eventsOf) node(claim graph.ID) *eventNode {
	e, ok := f.byClaim[claim]
	if !ok {
		return nil
	}
	return eventKind.node(f.group, e)
}

func (n *eventNode) ID() graphql.ID { return gid(n.e.ID) }
func (n *eventNode) Type() string   { return enumOf(n.e.Type) }
func (n *eventNode) From() *day     { return dayOf(n.e.From) }
func (n *eventNode) To() *day       { return dayOf(n.e.To) }

// Status of what happened may be left empty in a claim.
func (n *eventNode) Status() string {
	if n.e.Status == "" {
		return enumOf(schema.Happened)
	}
	return enumOf(n.e.Status)
}

func (n *eventNode) Claims(ctx context.Context, args struct{ pageArgs }) (*connection[*claimNode], error) {
	return nested(ctx, n.all, "claims", n.e.ID, args.pageArgs, claimKind,
		func(members []*graph.Event) (map[graph.ID][]graph.ID, error) {
			lists := make(map[graph.ID][]graph.ID, len(members))
			for _, e := range members {
				lists[e.ID] = e.Claims
			}
			return lists, nil
		}, requestOf(ctx).Claims)
}

// told reads the claims of all events of the group.
func (n *eventNode) told(ctx context.Context) (*set[graph.Claim], error) {
	return share(n.all, "told", func(members []*graph.Event) (*set[graph.Claim], error) {
		var ids []graph.ID
		for _, e := range members {
			ids = append(ids, e.Claims...)
		}
		return load(ctx, ids, requestOf(ctx).Claims)
	})
}

func (n *eventNode) Agents(ctx context.Context) ([]*entityNode, error) {
	return n.taking(ctx, schema.Agent)
}

func (n *eventNode) Patients(ctx context.Context) ([]*entityNode, error) {
	return n.taking(ctx, schema.Patient)
}

func (n *eventNode) Places(ctx context.Context) ([]*entityNode, error) {
	return n.taking(ctx, schema.Place)
}

func (n *eventNode) Sources(ctx context.Context) ([]*entityNode, error) {
	return n.taking(ctx, schema.Source)
}

// taking returns the entities in a role of any claim, each once, in the order of the claims.
func (n *eventNode) taking(ctx context.Context, role schema.Role) ([]*entityNode, error) {
	claims, err := n.told(ctx)
	if err != nil {
		return nil, err
	}
	entities, err := share(claims.group, "entities "+string(role), func(members []*graph.Claim) (*set[graph.Entity], error) {
		return load(ctx, inRole(members, role), requestOf(ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	return entityKind.nodes(entities.group, entities.all(inRole(claims.all(n.e.Claims), role))), nil
}

// inRole returns the ids of the entities in a role of claims, each once, in their order.
func inRole(claims []*graph.Claim, role schema.Role) []graph.ID {
	var ids []graph.ID
	seen := map[graph.ID]bool{}
	for _, c := range claims {
		for _, a := range c.Args(role) {
			if !seen[a.Entity] {
				seen[a.Entity] = true
				ids = append(ids, a.Entity)
			}
		}
	}
	return ids
}

func (n *eventNode) DocumentCount(ctx context.Context) (int32, error) {
	claims, err := n.told(ctx)
	if err != nil {
		return 0, err
	}
	docs := map[graph.ID]bool{}
	for _, c := range claims.all(n.e.Claims) {
		docs[c.Doc] = true
	}
	return int32(len(docs)), nil
}

func (n *eventNode) Tallies(ctx context.Context) ([]*eventTally, error) {
	claims, voices, err := n.voices(ctx)
	if err != nil {
		return nil, err
	}
	var out = []*eventTally{}
	for _, t := range query.Tallies(claims.all(n.e.Claims), voices) {
		out = append(out, &eventTally{t, claims.group})
	}
	return out, nil
}

func (n *eventNode) IndependentSources(ctx context.Context) (int32, error) {
	_, voices, err := n.voices(ctx)
	return int32(len(voices)), err
}

// voices returns the claims of all events of the group, and the voices of this one.
func (n *eventNode) voices(ctx context.Context) (*set[graph.Claim], []query.Voice, error) {
	claims, err := n.told(ctx)
	if err != nil {
		return nil, nil, err
	}
	reports, err := share(claims.group, "reports", func(members []*graph.Claim) (*query.Reports, error) {
		reports, err := query.ReadReports(ctx, requestOf(ctx).Reader, members)
		if err != nil {
			return nil, err
		}
		return reports, requestOf(ctx).chargeText(reports.TextBytes())
	})
	if err != nil {
		return nil, nil, err
	}
	return claims, reports.Voices(claims.all(n.e.Claims)), nil
}

// indexed returns the index that the event is of, and the claims of all events of the group. What it costs to compare those of
// this one with each other is charged.
func (n *eventNode) indexed(ctx context.Context) (*query.EventIndex, *set[graph.Claim], error) {
	claims, err := n.told(ctx)
	if err != nil {
		return nil, nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	if err == nil {
		err = requestOf(ctx).charge(len(n.e.Claims) * len(n.e.Claims) / 2)
	}
	return index, claims, err
}

func (n *eventNode) Contested(ctx context.Context) (bool, error) {
	slots, err := n.ContestedSlots(ctx)
	return len(slots) > 0, err
}

func (n *eventNode) ContestedSlots(ctx context.Context) ([]string, error) {
	index, claims, err := n.indexed(ctx)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, slot := range index.Contested(claims.all(n.e.Claims)) {
		out = append(out, enumOf(slot))
	}
	return out, nil
}

// eventTally is how many an event concerns.
type eventTally struct {
	t      query.Tally
	claims *group[graph.Claim]
}

func (t *eventTally) What() string    { return t.t.What }
func (t *eventTally) Min() *int32     { return int32Of(t.t.Min) }
func (t *eventTally) Best() *int32    { return int32Of(t.t.Best) }
func (t *eventTally) Max() *int32     { return int32Of(t.t.Max) }
func (t *eventTally) Rule() string    { return t.t.Rule }
func (t *eventTally) Contested() bool { return t.t.Contested }

func (t *eventTally) Accounts() []account {
	out := make([]account, 0, len(t.t.Accounts))
	for _, a := range t.t.Accounts {
		out = append(out, account{a, t.claims})
	}
	return out
}

// account is what one claim says about how many.
type account struct {
	a      query.Account
	claims *group[graph.Claim]
}

func (a account) Claim() *claimNode { return claimKind.node(a.claims, a.a.Claim) }
func (a account) Tally() *tally     { return &tally{claim: a.Claim(), t: a.a.Tally} }
