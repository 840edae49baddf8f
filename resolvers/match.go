package resolvers

import (
	"context"

	"github.com/isnad-graph/isnad/graph"
)

// match is the arithmetic of two claims of an event.
type match struct {
	m      graph.Match
	claims *set[graph.Claim]
}

// Why has the arithmetic for each two claims of the event.
func (n *eventNode) Why(ctx context.Context) ([]*match, error) {
	index, claims, err := n.indexed(ctx)
	if err != nil {
		return nil, err
	}
	out := []*match{}
	for _, m := range index.Matches(claims.all(n.e.Claims)) {
		out = append(out, &match{m, claims})
	}
	return out, nil
}

func (m *match) A() (*claimNode, error) { return claimOf(m.claims, m.m.A) }
func (m *match) B() (*claimNode, error) { return claimOf(m.claims, m.m.B) }
func (m *match) Points() int32          { return int32(m.m.Points) }
func (m *match) Threshold() int32       { return int32(m.m.Threshold) }
func (m *match) Excluded() bool         { return m.m.Excluded }
func (m *match) Same() bool             { return m.m.Same() }
func (m *match) Bond() string           { return enumOf(m.m.Bond) }

func (m *match) Terms() []matchTerm {
	out := make([]matchTerm, 0, len(m.m.Terms))
	for _, t := range m.m.Terms {
		out = append(out, matchTerm{t})
	}
	return out
}

func claimOf(claims *set[graph.Claim], id graph.ID) (*claimNode, error) {
	c, err := claims.get(id)
	if err != nil {
		return nil, err
	}
	return claimKind.node(claims.group, c), nil
}

type matchTerm struct{ t graph.Term }

func (t matchTerm) Slot() string    { return enumOf(t.t.Slot) }
func (t matchTerm) Finding() string { return enumOf(t.t.Finding) }
func (t matchTerm) Points() int32   { return int32(t.t.Points) }
func (t matchTerm) Excludes() bool  { return t.t.Excludes }
