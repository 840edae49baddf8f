package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// PathOptions say which paths Paths looks for. The zero value asks for one shortest path of at most
// DefaultMaxHops hops over whatever a claim supports.
type PathOptions struct {
	K       int            // at most so many paths; 0: one
	MaxHops int            // at most so many hops each; 0: DefaultMaxHops, above MaxHops: ErrOptions
	Filter  RelationFilter // what a relation has to pass to be a link; MinSources asks it of each hop

	// Chronological asks that a path can be dated without going back in time: there is a supporting claim
	// for each hop, and a day in the period of each of these claims, such that no day is before the one of
	// the hop before. Where a period has an open end, any day beyond is in it.
	Chronological bool
	// Undated lets, with Chronological, a hop pass that no claim dates. It then has no day.
	Undated bool

	Avoid     []graph.ID // entities that no path leads through; the two ends are never avoided
	Anyone    bool       // lets paths lead through civilians and unknown persons, who are others each time
	MaxDegree int        // nor through any with more relations than that; 0: no limit
	MaxWork   int        // looks at so many edges at most, then ErrTooMany; 0: DefaultMaxWork
}

// Defaults and bounds of PathOptions.
const (
	DefaultMaxHops = 4
	MaxHops        = 12
	MaxPaths       = 1000
	DefaultMaxWork = 4_000_000
)

// anyone is the entities under which all are put whom nobody names: what two claims say of them is most
// often of different persons, and so no link.
var anyone = []graph.ID{graph.EntityID(string(schema.Civilians)), graph.EntityID(string(schema.Unknown))}

// Trace is a path from one entity to another one.
type Trace struct {
	Steps []Step
}

// Step is one hop of a Trace, with what bears it.
type Step struct {
	From, To  graph.ID
	Relations []*graph.Relation // all that pass, in either direction: that of the witness first, then by most sources, most documents, id
	Claims    []graph.ID        // that support them, ascending
	Witness   *graph.Claim      // the best of these claims; in a chronological search, the one that dates the hop
	Document  *graph.Document   // that tells it
	Sentence  Passage           // that tells it
	Day       graph.Day         // in a chronological search, the earliest day that the hop can have; empty where Undated
	Undated   bool              // no claim of the hop has a day
}

// Paths returns the shortest simple paths between two entities, at most K: in order of their length, then
// of the ids of the entities along them. Between two neighbours there may be several relations; they are
// one hop, not several paths. From an entity to itself there is one path, without hops. A relation that
// is only denied is no link.
//
// It looks from both ends at once, and does not list the edges of an entity where the two sides meet.
//
// Errors: one that wraps graph.ErrNotFound where an end is not stored, ErrOptions where options are out of
// their bounds, ErrTooMany where the search takes more than MaxWork, ctx's.
func Paths(ctx context.Context, r graph.Reader, from, to graph.ID, o PathOptions) ([]*Trace, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("paths from %s to %s: %w", from, to, err)
	}
	for _, end := range []*graph.ID{&from, &to} {
		e, err := ResolveID(ctx, r, *end)
		if err != nil {
			return nil, err
		}
		*end = e.ID // that of the entity of which it is judged to be the same
	}
	if from == to {
		return []*Trace{{}}, nil
	}
	s, err := newPathSearch(ctx, r, from, to, o)
	if err != nil {
		return nil, fmt.Errorf("paths from %s to %s: %w", from, to, err)
	}
	found, err := s.run(ctx)
	if err == nil {
		err = s.witnesses(ctx, found)
	}
	if err != nil {
		return nil, fmt.Errorf("paths from %s to %s: %w", from, to, err)
	}
	return found, nil
}

// complete checks o and fills in the defaults.
func (o *PathOptions) complete() error {
	if o.K < 0 || o.K > MaxPaths || o.MaxHops < 0 || o.MaxHops > MaxHops || o.MaxDegree < 0 || o.MaxWork < 0 {
		return fmt.Errorf("%w: %d paths (at most %d) of %d hops (at most %d), degree %d, work %d",
			ErrOptions, o.K, MaxPaths, o.MaxHops, MaxHops, o.MaxDegree, o.MaxWork)
	}
	for _, c := range []struct {
		value    *int
		standard int
	}{{&o.K, 1}, {&o.MaxHops, DefaultMaxHops}, {&o.MaxWork, DefaultMaxWork}} {
		if *c.value == 0 {
			*c.value = c.standard
		}
	}
	o.Filter = o.Filter.supported()
	if !o.Anyone {
		o.Avoid = append(slices.Clone(o.Avoid), anyone...)
	}
	return nil
}

// pathSearch looks for paths. It numbers the entities that it comes by.
//
// A path of n hops is a hops from the start, one hop in the middle, and b hops from the end, a+b+1 = n.
// So the search lists the edges of all that is less than a hops from the start or less than b hops from
// the end, and asks which edges lead from one side to the other.
type pathSearch struct {
	pathOptions
	links    *linker
	bearing  *hopReader
	number   map[graph.ID]int32
	entities []graph.ID
	avoided  []bool
	reach    []uint32  // bit j: exactly j hops lead from here to the end
	next     [][]int32 // from an entity whose edges were listed: the entities there
	back     [][]int32 // to an entity near the end whose edges were listed
	middle   [][]int32 // over the middle
	fore     side
	rear     side
	found    []*Trace
	work     int
}

// pathOptions are PathOptions under the name of a field that is not exported.
type pathOptions = PathOptions

// side is what was reached from one end.
type side struct {
	distance map[int32]int
	levels   [][]int32 // by distance; the last one is not expanded
}

func newSide(end int32) side {
	return side{distance: map[int32]int{end: 0}, levels: [][]int32{{end}}}
}

// depth returns from how many levels the edges were listed.
func (s *side) depth() int { return len(s.levels) - 1 }

func (s *side) frontier() []int32 { return s.levels[len(s.levels)-1] }

// all returns everything that was reached.
func (s *side) all() []int32 { return slices.Concat(s.levels...) }

// Numbers of the two ends.
const (
	startNumber = 0
	endNumber   = 1
)

func newPathSearch(ctx context.Context, r graph.Reader, from, to graph.ID, o PathOptions) (*pathSearch, error) {
	s := &pathSearch{
		pathOptions: o, links: newLinker(r, o.Filter.Predicates), number: map[graph.ID]int32{},
		fore: newSide(startNumber), rear: newSide(endNumber),
	}
	var err error
	if s.bearing, err = newHopReader(ctx, r, s.links, o); err != nil {
		return nil, err
	}
	return s, s.meet(ctx, []graph.ID{from, to})
}

// run looks for paths of one hop, then of two, and so on.
func (s *pathSearch) run(ctx context.Context) ([]*Trace, error) {
	for hops := 1; hops <= s.MaxHops && len(s.found) < s.K; hops++ {
		if hops > 1 {
			if err := s.grow(ctx); err != nil {
				return nil, err
			}
		}
		if err := s.bridge(ctx); err != nil {
			return nil, err
		}
		if !s.mark(hops) {
			continue
		}
		w := &pathWalk{pathSearch: s, hops: hops, path: []int32{startNumber}}
		if err := w.from(ctx, 0); err != nil {
			return nil, err
		}
	}
	return s.found, nil
}

// spend notes work, and ends the search where it takes too much.
func (s *pathSearch) spend(ctx context.Context, work int) error {
	if s.work += work; s.work > s.MaxWork {
		return fmt.Errorf("%w: over %d edges to look at; ask for fewer hops, for certain predicates, or avoid hubs", ErrTooMany, s.MaxWork)
	}
	return ctx.Err()
}

// meet gives numbers to those of ids that have none, and finds out whether they are avoided.
func (s *pathSearch) meet(ctx context.Context, ids []graph.ID) error {
	var fresh []graph.ID
	for _, id := range ids {
		if _, known := s.number[id]; !known {
			s.number[id] = int32(len(s.entities))
			s.entities = append(s.entities, id)
			fresh = append(fresh, id)
		}
	}
	n := len(s.entities)
	first := n - len(fresh)
	s.next, s.back, s.middle = lengthen(s.next, n), lengthen(s.back, n), lengthen(s.middle, n)
	s.reach, s.avoided = lengthen(s.reach, n), lengthen(s.avoided, n)
	var degrees []int
	if s.MaxDegree > 0 && len(fresh) > 0 {
		var err error
		if degrees, err = s.links.degrees(ctx, fresh); err != nil {
			return err
		}
	}
	for i, id := range fresh {
		hub := degrees != nil && degrees[i] > s.MaxDegree
		s.avoided[first+i] = first+i > endNumber && (hub || slices.Contains(s.Avoid, id))
	}
	return nil
}

func lengthen[T any](list []T, n int) []T {
	return append(list, make([]T, n-len(list))...)
}

func (s *pathSearch) ids(numbers []int32) []graph.ID {
	ids := make([]graph.ID, 0, len(numbers))
	for _, n := range numbers {
		ids = append(ids, s.entities[n])
	}
	return ids
}
