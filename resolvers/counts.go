package resolvers

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// maxTop bounds the groups, and the actors and places of a matrix, in one answer.
const maxTop = 5000

// scopeArgs say which events are counted.
type scopeArgs struct {
	Filter    *eventFilter
	Predicate *condition
	Level     *string
	Top       int32
}

func (args scopeArgs) scope(ctx context.Context) (query.Scope, error) {
	if args.Top < 1 || args.Top > maxTop {
		return query.Scope{}, badInput("top is 1 to %d", maxTop)
	}
	s := query.Scope{Predicates: words[schema.Predicate](args.Predicate)}
	if args.Level != nil {
		if s.Level = schema.EnumWord[schema.Kind](*args.Level); !s.Level.IsPlace() {
			return s, badInput("level is a kind of place: COUNTRY, REGION, DISTRICT, SETTLEMENT, NEIGHBOURHOOD, FACILITY or NATURAL")
		}
	}
	var err error
	s.Filter, err = args.Filter.query(ctx)
	return s, err
}

func (root) Matrix(ctx context.Context, args struct {
	scopeArgs
	whenArgs
	Role   *condition
	Bucket string
}) (*matrix, error) {
	scope, err := args.scope(ctx)
	if err != nil {
		return nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	if err != nil {
		return nil, err
	}
	m, err := query.NewMatrix(ctx, requestOf(ctx).Reader, index, query.MatrixOptions{
		Scope: scope, Roles: words[schema.Role](args.Role), Bucket: schema.EnumWord[query.Bucket](args.Bucket), Top: int(args.Top),
	})
	if err != nil {
		return nil, err
	}
	return &matrix{m}, requestOf(ctx).charge(len(m.Cells))
}

type matrix struct{ m *query.Matrix }

func (m *matrix) Actors(ctx context.Context) []matrixAxis { return axes(ctx, m.m.Actors) }
func (m *matrix) Places(ctx context.Context) []matrixAxis { return axes(ctx, m.m.Places) }
func (m *matrix) ActorCount() int32                       { return int32(m.m.ActorsInAll) }
func (m *matrix) PlaceCount() int32                       { return int32(m.m.PlacesInAll) }
func (m *matrix) Events() int32                           { return int32(m.m.Events) }
func (m *matrix) Claims() int32                           { return int32(m.m.Claims) }

func (m *matrix) Periods() []string { return append([]string{}, m.m.Periods...) }

func (m *matrix) Cells() []matrixCell {
	actors, places := indexes(m.m.Actors), indexes(m.m.Places)
	cells := make([]matrixCell, 0, len(m.m.Cells))
	for _, c := range m.m.Cells {
		cells = append(cells, matrixCell{c, actors[c.Actor], places[c.Place]})
	}
	return cells
}

func indexes(axes []query.Axis) map[graph.ID]int32 {
	index := make(map[graph.ID]int32, len(axes))
	for i, a := range axes {
		index[a.ID] = int32(i)
	}
	return index
}

// matrixAxis is a row or a column.
type matrixAxis struct {
	a   query.Axis
	all *group[graph.Entity]
}

func axes(ctx context.Context, axes []query.Axis) []matrixAxis {
	var members []*graph.Entity
	for _, a := range axes {
		if a.Entity != nil {
			members = append(members, a.Entity)
		}
	}
	all, out := newGroup(ctx, members), make([]matrixAxis, 0, len(axes))
	for _, a := range axes {
		out = append(out, matrixAxis{a, all})
	}
	return out
}

func (a matrixAxis) Entity() *entityNode { return maybeEntity(a.all, a.a.Entity) }
func (a matrixAxis) Key() *string        { return maybe(a.a.Key) }
func (a matrixAxis) Events() int32       { return int32(a.a.Events) }
func (a matrixAxis) Claims() int32       { return int32(a.a.Claims) }

func maybeEntity(all *group[graph.Entity], e *graph.Entity) *entityNode {
	if e == nil {
		return nil
	}
	return entityKind.node(all, e)
}

type matrixCell struct {
	c            query.Cell
	actor, place int32
}

func (c matrixCell) Actor() int32   { return c.actor }
func (c matrixCell) Place() int32   { return c.place }
func (c matrixCell) Period() string { return c.c.Period }
func (c matrixCell) Events() int32  { return int32(c.c.Events) }
func (c matrixCell) Claims() int32  { return int32(c.c.Claims) }

func (root) Aggregate(ctx context.Context, args struct {
	scopeArgs
	whenArgs
	By    []string
	Order string
}) (*aggregation, error) {
	scope, err := args.scope(ctx)
	if err != nil {
		return nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	if err != nil {
		return nil, err
	}
	o := query.AggregateOptions{Scope: scope, Order: schema.EnumWord[query.Order](args.Order), Top: int(args.Top)}
	if twice := len(slices.Compact(slices.Sorted(slices.Values(args.By)))) < len(args.By); twice || len(args.By) < 1 || len(args.By) > query.MaxDimensions {
		return nil, badInput("by is 1 to %d dimensions, each once", query.MaxDimensions)
	}
	for _, by := range args.By {
		o.By = append(o.By, schema.EnumWord[query.Dimension](by))
	}
	a, err := query.Aggregate(ctx, requestOf(ctx).Reader, index, o)
	if err != nil {
		return nil, err
	}
	return &aggregation{a}, requestOf(ctx).charge(len(a.Groups))
}

type aggregation struct{ a *query.Aggregation }

func (a *aggregation) GroupCount() int32 { return int32(a.a.GroupsInAll) }
func (a *aggregation) Whole() eventSum   { return eventSum{a.a.Whole} }

func (a *aggregation) Groups(ctx context.Context) []eventGroup {
	var members []*graph.Entity
	for _, g := range a.a.Groups {
		for _, k := range g.Keys {
			if k.Entity != nil {
				members = append(members, k.Entity)
			}
		}
	}
	all, out := newGroup(ctx, members), make([]eventGroup, 0, len(a.a.Groups))
	for _, g := range a.a.Groups {
		out = append(out, eventGroup{g, all})
	}
	return out
}

type eventGroup struct {
	g   query.Group
	all *group[graph.Entity]
}

func (g eventGroup) Sum() eventSum { return eventSum{g.g.Sum} }

func (g eventGroup) Keys() []groupKey {
	keys := make([]groupKey, 0, len(g.g.Keys))
	for _, k := range g.g.Keys {
		keys = append(keys, groupKey{k, g.all})
	}
	return keys
}

type groupKey struct {
	k   query.GroupKey
	all *group[graph.Entity]
}

func (k groupKey) By() string          { return enumOf(k.k.By) }
func (k groupKey) Value() string       { return k.k.Value }
func (k groupKey) Unknown() bool       { return k.k.Unknown }
func (k groupKey) Entity() *entityNode { return maybeEntity(k.all, k.k.Entity) }

type eventSum struct{ s query.Sum }

func (s eventSum) Events() int32    { return int32(s.s.Events) }
func (s eventSum) Claims() int32    { return int32(s.s.Claims) }
func (s eventSum) Documents() int32 { return int32(s.s.Documents) }
func (s eventSum) Sources() int32   { return int32(s.s.Sources) }

func (s eventSum) Tallies() []tallySum {
	out := make([]tallySum, 0, len(s.s.Tallies))
	for _, t := range s.s.Tallies {
		out = append(out, tallySum{t})
	}
	return out
}

type tallySum struct{ t query.TallySum }

func (t tallySum) What() string     { return t.t.What }
func (t tallySum) Rule() string     { return t.t.Rule }
func (t tallySum) Min() int32       { return int32(t.t.Min) }
func (t tallySum) Best() int32      { return int32(t.t.Best) }
func (t tallySum) Max() int32       { return int32(t.t.Max) }
func (t tallySum) Events() int32    { return int32(t.t.Events) }
func (t tallySum) Contested() int32 { return int32(t.t.Contested) }
