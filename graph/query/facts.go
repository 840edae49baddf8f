package query

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Scope says which events are counted.
type Scope struct {
	Filter     EventFilter        // nil Statuses count what happened only; schema.Statuses count everything
	Predicates []schema.Predicate // one claim of the event bears on a relation with one of these; nil: no condition
	Level      schema.Kind        // places count for what of this kind they lie in by the lexicon; empty: as they are told
}

// fact is an event with all that its claims say.
type fact struct {
	event  *graph.Event
	claims []*graph.Claim
	voices []Voice // where they decide which figure is the best, see hear
}

// entities returns who or what has one of roles in any claim, ascending.
func (f *fact) entities(roles ...schema.Role) []graph.ID {
	var ids []graph.ID
	for _, c := range f.claims {
		for _, role := range roles {
			for _, a := range c.Args(role) {
				ids = append(ids, a.Entity)
			}
		}
	}
	return sortIDs(ids)
}

// facts calls fn with the events in scope, ascending by id, some at a time.
func (s Scope) facts(ctx context.Context, r graph.Reader, x *EventIndex, fn func([]*fact) error) error {
	filter := s.Filter
	if filter.Claims.Statuses == nil {
		filter.Claims.Statuses = []schema.Status{schema.Happened}
	}
	passing, err := x.selection(ctx, r, filter)
	if err != nil {
		return err
	}
	for events, err := range passing.kept(ctx, graph.ID{}) {
		var told [][]*graph.Claim
		if err == nil {
			told, err = ToldClaims(ctx, r, events...)
		}
		if err != nil {
			return err
		}
		var facts []*fact
		for i, e := range events {
			if f := (&fact{event: e, claims: told[i]}); s.bears(f) {
				facts = append(facts, f)
			}
		}
		if err := fn(facts); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// bears reports whether a claim of f bears on a relation with one of the predicates in scope.
func (s Scope) bears(f *fact) bool {
	return s.Predicates == nil || slices.ContainsFunc(f.claims, func(c *graph.Claim) bool {
		supports, denies := graph.Supports(c)
		return (supports || denies) && slices.ContainsFunc(graph.Edges(c), func(e graph.Edge) bool {
			return slices.Contains(s.Predicates, e.Predicate)
		})
	})
}

// Bucket is how coarse time is.
type Bucket string

// Buckets.
const (
	ByDay   Bucket = "day"
	ByMonth Bucket = "month"
	ByYear  Bucket = "year"
	AllTime Bucket = "all"
)

// Buckets lists every bucket.
var Buckets = []Bucket{ByDay, ByMonth, ByYear, AllTime}

// What stands in the place of a value that is none.
const (
	UnknownValue = "unknown"  // not told, or not known to the store
	Spanning     = "spanning" // of a period that does not lie in one bucket, or has an open end
)

// of returns the bucket in which the period lies.
func (b Bucket) of(from, to graph.Day) string {
	length := map[Bucket]int{ByDay: 10, ByMonth: 7, ByYear: 4}[b]
	switch {
	case b == AllTime:
		return string(AllTime)
	case from == "" && to == "":
		return UnknownValue
	case len(from) < length || len(to) < length || from[:length] != to[:length]:
		return Spanning
	}
	return string(from[:length])
}

// comparePeriods orders buckets by time, then what spans several, then what is not known.
func comparePeriods(a, b string) int {
	rank := func(s string) string {
		switch s {
		case UnknownValue:
			return "2"
		case Spanning:
			return "1"
		}
		return "0" + s
	}
	x, y := rank(a), rank(b)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// gazette knows entities and what places lie in. It reads what it is asked for.
type gazette struct {
	r     graph.Reader
	known map[graph.ID]*graph.Entity // nil for what is not stored
	keys  map[graph.ID]string        // of parents
}

func newGazette(r graph.Reader) *gazette {
	return &gazette{r: r, known: map[graph.ID]*graph.Entity{}, keys: map[graph.ID]string{}}
}

// load reads entities, and what they lie in up to the top.
func (g *gazette) load(ctx context.Context, ids []graph.ID) error {
	for len(ids) > 0 {
		ids = slices.DeleteFunc(sortIDs(ids), func(id graph.ID) bool {
			_, known := g.known[id]
			return known
		})
		found, err := g.r.Entities(ctx, ids)
		if err != nil {
			return err
		}
		var parents []graph.ID
		for i, id := range ids {
			g.known[id] = found[i]
			if found[i] != nil && found[i].Parent != "" && found[i].Kind.IsPlace() {
				parent := graph.EntityID(found[i].Parent)
				g.keys[parent] = found[i].Parent
				parents = append(parents, parent)
			}
		}
		ids = parents
	}
	return nil
}

// above returns a place and all that it lies in, the nearest first. The chain ends with a parent that no
// document names: of that only the key is known.
func (g *gazette) above(place graph.ID) []graph.ID {
	chain := []graph.ID{place}
	for e := g.known[place]; e != nil && e.Parent != ""; e = g.known[place] {
		if place = graph.EntityID(e.Parent); slices.Contains(chain, place) {
			break
		}
		chain = append(chain, place)
	}
	return chain
}

// level returns what of a kind a place is or lies in, the zero id where that is not known; without a kind,
// the place.
func (g *gazette) level(place graph.ID, kind schema.Kind) graph.ID {
	if kind == "" {
		return place
	}
	for _, id := range g.above(place) {
		if e := g.known[id]; e != nil && e.Kind == kind {
			return id
		}
	}
	return graph.ID{}
}

// levels maps places to a kind, without doubles, ascending; the zero id alone where there is no place.
func (g *gazette) levels(places []graph.ID, kind schema.Kind) []graph.ID {
	out := make([]graph.ID, 0, len(places)+1)
	for _, p := range places {
		out = append(out, g.level(p, kind))
	}
	if len(out) == 0 {
		out = append(out, graph.ID{})
	}
	return sortIDs(out)
}

// key returns the key of an entity, UnknownValue for the zero id.
func (g *gazette) key(id graph.ID) string {
	switch e := g.known[id]; {
	case id.IsZero():
		return UnknownValue
	case e != nil:
		return e.Key
	case g.keys[id] != "":
		return g.keys[id]
	}
	return id.String()
}
