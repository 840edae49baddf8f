package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// MatrixOptions say what a matrix counts. The zero value counts, month by month, what happened, by who did
// it and by the places that are told.
type MatrixOptions struct {
	Scope
	Roles  []schema.Role // in which an entity is an actor; nil: agent
	Bucket Bucket        // empty: ByMonth
	Top    int           // only so many actors and so many places, those with most events; 0: all
}

// Matrix is how many events there are by actor, place and time. Only cells with an event are there. An event
// of two actors, or at two places, is in the cells of both; it is never counted twice in one cell, row or
// column. What is not told is counted under the zero id, and time that is not known under UnknownValue.
type Matrix struct {
	Bucket      Bucket
	Actors      []Axis   // most events first, then most claims, then by key; what is not known last
	Places      []Axis   // in the same order
	Periods     []string // ascending, then Spanning, then UnknownValue
	Cells       []Cell   // in the order of actors, places and periods
	ActorsInAll int      // before Top
	PlacesInAll int      // before Top
	Events      int      // in scope
	Claims      int      // that tell them
}

// Axis is a row or a column of a matrix.
type Axis struct {
	ID     graph.ID
	Key    string        // empty for the zero id
	Entity *graph.Entity // nil where unknown
	Count
}

// Cell is one actor at one place in one period.
type Cell struct {
	Actor, Place graph.ID
	Period       string
	Count
}

// Count is how many events there are, and how many claims tell them.
type Count struct{ Events, Claims int }

func (c *Count) add(f *fact) {
	c.Events++
	c.Claims += len(f.claims)
}

// NewMatrix counts the events in scope. The index is that of the snapshot. Errors: one that wraps
// ErrOptions where an option has a value that it cannot have, those of the reader, ctx's.
func NewMatrix(ctx context.Context, r graph.Reader, x *EventIndex, o MatrixOptions) (*Matrix, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("matrix: %w", err)
	}
	m := matrix{o: o, gazette: newGazette(r), actors: map[graph.ID]*Count{}, places: map[graph.ID]*Count{}, cells: map[cellKey]*Count{}}
	if err := m.read(ctx, r, x); err != nil {
		return nil, fmt.Errorf("matrix: %w", err)
	}
	return m.finish(), nil
}

func (o *MatrixOptions) complete() error {
	o.Bucket = cmp.Or(o.Bucket, ByMonth)
	if o.Roles == nil {
		o.Roles = []schema.Role{schema.Agent}
	}
	if !slices.Contains(Buckets, o.Bucket) || o.Top < 0 {
		return fmt.Errorf("%w: bucket %q, top %d", ErrOptions, o.Bucket, o.Top)
	}
	return o.Scope.check()
}

func (s Scope) check() error {
	if s.Level != "" && !s.Level.IsPlace() {
		return fmt.Errorf("%w: %q is no kind of place", ErrOptions, s.Level)
	}
	return nil
}

type cellKey struct {
	actor, place graph.ID
	period       string
}

// matrix is a Matrix in the making.
type matrix struct {
	o              MatrixOptions
	gazette        *gazette
	all            Count
	actors, places map[graph.ID]*Count
	cells          map[cellKey]*Count
}

func (m *matrix) read(ctx context.Context, r graph.Reader, x *EventIndex) error {
	roles := append(slices.Clone(m.o.Roles), schema.Place)
	return m.o.facts(ctx, r, x, func(facts []*fact) error {
		var ids []graph.ID
		for _, f := range facts {
			ids = append(ids, f.entities(roles...)...)
		}
		if err := m.gazette.load(ctx, ids); err != nil {
			return err
		}
		for _, f := range facts {
			m.count(f)
		}
		return nil
	})
}

func (m *matrix) count(f *fact) {
	actors, period := f.entities(m.o.Roles...), m.o.Bucket.of(f.event.From, f.event.To)
	if len(actors) == 0 {
		actors = []graph.ID{{}}
	}
	places := m.gazette.levels(f.entities(schema.Place), m.o.Level)
	m.all.add(f)
	for _, actor := range actors {
		counted(m.actors, actor).add(f)
		for _, place := range places {
			counted(m.cells, cellKey{actor, place, period}).add(f)
		}
	}
	for _, place := range places {
		counted(m.places, place).add(f)
	}
}

// counted returns the value at k, a new one where there is none.
func counted[K comparable, V any](counts map[K]*V, k K) *V {
	v := counts[k]
	if v == nil {
		v = new(V)
		counts[k] = v
	}
	return v
}

func (m *matrix) finish() *Matrix {
	out := &Matrix{
		Bucket: m.o.Bucket, ActorsInAll: len(m.actors), PlacesInAll: len(m.places), Events: m.all.Events, Claims: m.all.Claims,
		Actors: m.axis(m.actors), Places: m.axis(m.places),
	}
	actors, places := ranks(out.Actors), ranks(out.Places)
	periods := map[string]bool{}
	for k, c := range m.cells {
		_, row := actors[k.actor]
		if _, column := places[k.place]; row && column {
			out.Cells = append(out.Cells, Cell{k.actor, k.place, k.period, *c})
			periods[k.period] = true
		}
	}
	slices.SortFunc(out.Cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(actors[a.Actor], actors[b.Actor]), cmp.Compare(places[a.Place], places[b.Place]), comparePeriods(a.Period, b.Period))
	})
	out.Periods = slices.SortedFunc(maps.Keys(periods), comparePeriods)
	return out
}

// axis returns the rows of counts in their order, as many as were asked for.
func (m *matrix) axis(counts map[graph.ID]*Count) []Axis {
	var axes []Axis
	for id, c := range counts {
		a := Axis{ID: id, Entity: m.gazette.known[id], Count: *c}
		if !id.IsZero() {
			a.Key = m.gazette.key(id)
		}
		axes = append(axes, a)
	}
	slices.SortFunc(axes, func(a, b Axis) int {
		return cmp.Or(unknownLast(a.ID, b.ID), cmp.Compare(b.Events, a.Events), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Key, b.Key))
	})
	if m.o.Top > 0 && len(axes) > m.o.Top {
		axes = axes[:m.o.Top]
	}
	return axes
}

func unknownLast(a, b graph.ID) int {
	switch {
	case a.IsZero() == b.IsZero():
		return 0
	case a.IsZero():
		return 1
	}
	return -1
}

func ranks(axes []Axis) map[graph.ID]int {
	rank := make(map[graph.ID]int, len(axes))
	for i, a := range axes {
		rank[a.ID] = i
	}
	return rank
}
