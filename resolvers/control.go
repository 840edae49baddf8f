package resolvers

import (
	"context"
	"errors"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

func (root) Control(ctx context.Context, args struct {
	whenArgs
	Place entityRef
	At    *day
}) (*controlNode, error) {
	at, err := args.At.input()
	if err != nil {
		return nil, err
	}
	place, err := args.Place.find(ctx)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := query.Control(ctx, requestOf(ctx).Reader, place.ID, at)
	if err != nil {
		return nil, err
	}
	known := newControlNames([]graph.ID{c.Place})
	known.holders(c.Holders, c.Against, c.Undated)
	for _, p := range c.Partial {
		known.ids, known.told = append(known.ids, p.Actor), append(known.told, p.Claim)
	}
	for _, others := range [][]query.PartOf{c.Parts, c.Context} {
		for _, p := range others {
			known.ids = append(append(known.ids, p.Place), p.Actors...)
		}
	}
	return &controlNode{c, known}, known.load(ctx)
}

func (root) ControlTimeline(ctx context.Context, args struct {
	whenArgs
	Place  *entityRef
	Actor  *entityRef
	During *dayRange
}) (*controlTimeline, error) {
	ref := args.Place
	if ref == nil {
		ref = args.Actor
	}
	if ref == nil || args.Place != nil && args.Actor != nil {
		return nil, badInput("name a place or an actor, and not both")
	}
	from, to, err := args.During.ends()
	if err != nil {
		return nil, err
	}
	e, err := ref.find(ctx)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err == nil && e.Kind.IsPlace() != (args.Place != nil) {
		err = badInput("the reference is to a place where an actor is asked for, or the other way round")
	}
	if err != nil {
		return nil, err
	}
	history, err := query.ControlTimeline(ctx, requestOf(ctx).Reader, e.ID, from, to)
	if err != nil {
		return nil, err
	}
	known := newControlNames(nil)
	known.told = append(known.told, history.Undated...)
	for _, i := range history.Intervals {
		known.ids = append(known.ids, i.Place)
		known.holders(i.Holders, i.Against)
	}
	return &controlTimeline{history, known}, known.load(ctx)
}

// controlNames are the entities and claims that an answer about control names, each read once.
type controlNames struct {
	ids, told []graph.ID
	entities  *set[graph.Entity]
	claims    *set[graph.Claim]
}

func newControlNames(ids []graph.ID) *controlNames { return &controlNames{ids: ids} }

func (k *controlNames) holders(holders []query.Holder, claims ...[]graph.ID) {
	for _, h := range holders {
		k.ids, k.told = append(k.ids, h.Actor), append(k.told, h.Claims...)
	}
	for _, ids := range claims {
		k.told = append(k.told, ids...)
	}
}

func (k *controlNames) load(ctx context.Context) (err error) {
	if k.entities, err = load(ctx, k.ids, requestOf(ctx).Entities); err != nil {
		return err
	}
	k.claims, err = load(ctx, k.told, requestOf(ctx).Claims)
	return err
}

func (k *controlNames) entity(id graph.ID) (*entityNode, error) {
	e, err := k.entities.get(id)
	if err != nil {
		return nil, err
	}
	return entityKind.node(k.entities.group, e), nil
}

func (k *controlNames) claim(id graph.ID) (*claimNode, error) {
	c, err := k.claims.get(id)
	if err != nil {
		return nil, err
	}
	return claimKind.node(k.claims.group, c), nil
}

func (k *controlNames) claimNodes(ids []graph.ID) []*claimNode {
	return claimKind.nodes(k.claims.group, k.claims.all(ids))
}

// controlNode is who holds a place on a day.
type controlNode struct {
	c     *query.ControlAt
	known *controlNames
}

func (n *controlNode) Place() (*entityNode, error) { return n.known.entity(n.c.Place) }
func (n *controlNode) At() *day                    { return dayOf(n.c.At) }
func (n *controlNode) State() string               { return enumOf(n.c.State) }
func (n *controlNode) Rule() string                { return n.c.Rule }
func (n *controlNode) Holders() []holder           { return holders(n.c.Holders, n.known) }
func (n *controlNode) Against() []*claimNode       { return n.known.claimNodes(n.c.Against) }
func (n *controlNode) Last() *day                  { return dayOf(n.c.Last) }
func (n *controlNode) From() bound                 { return bound{n.c.From} }
func (n *controlNode) To() bound                   { return bound{n.c.To} }
func (n *controlNode) Undated() []*claimNode       { return n.known.claimNodes(n.c.Undated) }
func (n *controlNode) Parts() []placeControl       { return placeControls(n.c.Parts, n.known) }
func (n *controlNode) Context() []placeControl     { return placeControls(n.c.Context, n.known) }

func (n *controlNode) Partial() []partialControl {
	out := make([]partialControl, 0, len(n.c.Partial))
	for _, p := range n.c.Partial {
		out = append(out, partialControl{p, n.known})
	}
	return out
}

// controlTimeline is control over time.
type controlTimeline struct {
	t     *query.ControlHistory
	known *controlNames
}

func (t *controlTimeline) Undated() []*claimNode { return t.known.claimNodes(t.t.Undated) }

func (t *controlTimeline) Intervals() []controlInterval {
	out := make([]controlInterval, 0, len(t.t.Intervals))
	for _, i := range t.t.Intervals {
		out = append(out, controlInterval{i, t.known})
	}
	return out
}

// controlInterval is a stretch of days with one state.
type controlInterval struct {
	i     query.Interval
	known *controlNames
}

func (i controlInterval) Place() (*entityNode, error) { return i.known.entity(i.i.Place) }
func (i controlInterval) State() string               { return enumOf(i.i.State) }
func (i controlInterval) Rule() string                { return i.i.Rule }
func (i controlInterval) From() bound                 { return bound{i.i.From} }
func (i controlInterval) To() bound                   { return bound{i.i.To} }
func (i controlInterval) Holders() []holder           { return holders(i.i.Holders, i.known) }
func (i controlInterval) Against() []*claimNode       { return i.known.claimNodes(i.i.Against) }

// holder is who is said to hold a place.
type holder struct {
	h     query.Holder
	known *controlNames
}

func holders(all []query.Holder, known *controlNames) []holder {
	out := make([]holder, 0, len(all))
	for _, h := range all {
		out = append(out, holder{h, known})
	}
	return out
}

func (h holder) Actor() (*entityNode, error) { return h.known.entity(h.h.Actor) }
func (h holder) State() string               { return enumOf(h.h.State) }
func (h holder) Since() day                  { return day(h.h.Since) }
func (h holder) Last() day                   { return day(h.h.Last) }
func (h holder) Brief() bool                 { return h.h.Brief }
func (h holder) Claims() []*claimNode        { return h.known.claimNodes(h.h.Claims) }

// bound is one end of an interval.
type bound struct{ b query.Bound }

func (b bound) Day() *day         { return dayOf(b.b.Day) }
func (b bound) Earliest() *day    { return dayOf(b.b.Earliest) }
func (b bound) Latest() *day      { return dayOf(b.b.Latest) }
func (b bound) Precision() string { return enumOf(b.b.Precision) }

// partialControl is control of a part without a name.
type partialControl struct {
	p     query.PartClaim
	known *controlNames
}

func (p partialControl) Actor() (*entityNode, error) { return p.known.entity(p.p.Actor) }
func (p partialControl) Claim() (*claimNode, error)  { return p.known.claim(p.p.Claim) }
func (p partialControl) Day() day                    { return day(p.p.Day) }
func (p partialControl) Lost() bool                  { return p.p.Lost }

func (p partialControl) Passage(ctx context.Context) (*passage, error) {
	c, err := p.Claim()
	if err != nil {
		return nil, err
	}
	return c.passage(ctx, p.p.Words)
}

// placeControl is control of another place.
type placeControl struct {
	p     query.PartOf
	known *controlNames
}

func placeControls(all []query.PartOf, known *controlNames) []placeControl {
	out := make([]placeControl, 0, len(all))
	for _, p := range all {
		out = append(out, placeControl{p, known})
	}
	return out
}

func (p placeControl) Place() (*entityNode, error) { return p.known.entity(p.p.Place) }
func (p placeControl) State() string               { return enumOf(p.p.State) }
func (p placeControl) Rule() string                { return p.p.Rule }
func (p placeControl) Last() *day                  { return dayOf(p.p.Last) }

func (p placeControl) Actors() []*entityNode {
	return entityKind.nodes(p.known.entities.group, p.known.entities.all(p.p.Actors))
}
