package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Dimension is what events are grouped by.
type Dimension string

// Dimensions. Those of an event have a value for the event; those of a claim part its claims.
const (
	OfType    Dimension = "type"
	OfActor   Dimension = "actor"   // agent or patient
	OfAgent   Dimension = "agent"   // who did it
	OfPatient Dimension = "patient" // to whom it was done
	OfPlace   Dimension = "place"   // as told or, with Scope.Level, what of that kind it lies in
	OfParents Dimension = "parents" // a place and all that it lies in: the groups are inside of each other
	OfDay     Dimension = "day"
	OfMonth   Dimension = "month"
	OfYear    Dimension = "year"
	OfStatus  Dimension = "status" // of claims
	OfMode    Dimension = "mode"   // of claims
	OfSource  Dimension = "source" // the nearest one of claims
	OfOutlet  Dimension = "outlet" // of claims
)

// Dimensions lists every dimension.
var Dimensions = []Dimension{
	OfType, OfActor, OfAgent, OfPatient, OfPlace, OfParents, OfDay, OfMonth, OfYear, OfStatus, OfMode, OfSource, OfOutlet,
}

// MaxDimensions is how many dimensions one question can have.
const MaxDimensions = 4

// TheOutlet is the source of claims that name none: the outlet says so itself.
const TheOutlet = "outlet"

// Order is the order of groups.
type Order string

// Orders. Ties fall to the keys of groups, ascending, with what is not known last.
const (
	MostEvents Order = "events" // then most claims
	MostClaims Order = "claims" // then most events
	ByKey      Order = "key"
)

// Orders lists every order.
var Orders = []Order{MostEvents, MostClaims, ByKey}

// AggregateOptions say what is grouped and how.
type AggregateOptions struct {
	Scope             // with OfStatus and nil Statuses it is everything, not what happened only
	By    []Dimension // one to MaxDimensions, each once
	Order Order       // empty: MostEvents
	Top   int         // only so many groups, the first in order; 0: all
}

// Aggregation is events in groups. An event with several values in a dimension is in several groups, so
// that groups do not add up to the whole.
type Aggregation struct {
	By          []Dimension
	Groups      []Group
	GroupsInAll int // before Top
	Whole       Sum // of all events in scope
}

// Group is the events that have the same values.
type Group struct {
	Keys []GroupKey // one for each dimension
	Sum
}

// GroupKey is the value of a group in one dimension.
type GroupKey struct {
	By      Dimension
	Value   string        // a word of the vocabulary, the key of an entity, a period, an outlet, TheOutlet, UnknownValue or Spanning
	Entity  *graph.Entity // where Value is the key of one
	Unknown bool          // Value is UnknownValue
}

// Aggregate groups the events in scope. The index is that of the snapshot. Errors: one that wraps
// ErrOptions where options are out of their bounds, those of the reader, ctx's.
func Aggregate(ctx context.Context, r graph.Reader, x *EventIndex, o AggregateOptions) (*Aggregation, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("aggregate: %w", err)
	}
	a := aggregator{o: o, gazette: newGazette(r), outlets: map[graph.ID]string{}, groups: map[string]*group{}}
	if err := a.read(ctx, r, x); err != nil {
		return nil, fmt.Errorf("aggregate: %w", err)
	}
	return a.finish(), nil
}

func (o *AggregateOptions) complete() error {
	o.Order = cmp.Or(o.Order, MostEvents)
	if len(o.By) == 0 || len(o.By) > MaxDimensions || o.Top < 0 || !slices.Contains(Orders, o.Order) {
		return fmt.Errorf("%w: %d dimensions (1 to %d), top %d, order %q", ErrOptions, len(o.By), MaxDimensions, o.Top, o.Order)
	}
	for i, d := range o.By {
		if !slices.Contains(Dimensions, d) || slices.Contains(o.By[:i], d) {
			return fmt.Errorf("%w: dimension %q, want one of %v, each once", ErrOptions, d, Dimensions)
		}
	}
	if o.Filter.Claims.Statuses == nil && slices.Contains(o.By, OfStatus) {
		o.Filter.Claims.Statuses = everyStatus
	}
	return o.Scope.check()
}

// aggregator is an Aggregation in the making.
type aggregator struct {
	o       AggregateOptions
	gazette *gazette
	outlets map[graph.ID]string  // by document
	told    map[graph.ID]storied // by claim
	groups  map[string]*group
	whole   summing
}

// group is a Group in the making.
type group struct {
	keys []GroupKey
	summing
}

func (a *aggregator) read(ctx context.Context, r graph.Reader, x *EventIndex) error {
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return err
		}
		a.outlets[d.ID] = d.Outlet
	}
	// Which articles are copies of one is asked of all that are told, before any is counted.
	var told tellings
	err := a.o.facts(ctx, r, x, func(facts []*fact) error {
		told.add(facts, a.outlets)
		return nil
	})
	if err != nil {
		return err
	}
	if a.told, err = told.storied(ctx, r); err != nil {
		return err
	}
	return a.o.facts(ctx, r, x, func(facts []*fact) error { return a.count(ctx, r, facts) })
}

func (a *aggregator) count(ctx context.Context, r graph.Reader, facts []*fact) error {
	var ids []graph.ID
	for _, f := range facts {
		ids = append(ids, f.entities(allRoles...)...)
	}
	if err := a.gazette.load(ctx, ids); err != nil {
		return err
	}
	if err := hear(ctx, r, facts); err != nil {
		return err
	}
	for _, f := range facts {
		a.whole.add(f.claims, f.voices, a.told)
		a.put(nil, f, f.claims)
	}
	return nil
}

// put counts claims of an event in the groups whose first keys are given.
func (a *aggregator) put(keys []GroupKey, f *fact, claims []*graph.Claim) {
	if len(keys) < len(a.o.By) {
		for _, v := range a.values(a.o.By[len(keys)], f, claims) {
			a.put(append(slices.Clone(keys), v.key), f, v.claims)
		}
		return
	}
	name := ""
	for _, k := range keys {
		name += fmt.Sprintf("%d:%s%t", len(k.Value), k.Value, k.Entity != nil)
	}
	g := a.groups[name]
	if g == nil {
		g = &group{keys: keys}
		a.groups[name] = g
	}
	g.add(claims, f.voices, a.told)
}

func (a *aggregator) finish() *Aggregation {
	out := &Aggregation{By: a.o.By, GroupsInAll: len(a.groups), Whole: a.whole.sum()}
	for _, g := range a.groups {
		out.Groups = append(out.Groups, Group{Keys: g.keys, Sum: g.sum()})
	}
	slices.SortFunc(out.Groups, a.compare)
	if a.o.Top > 0 && len(out.Groups) > a.o.Top {
		out.Groups = out.Groups[:a.o.Top]
	}
	return out
}

func (a *aggregator) compare(x, y Group) int {
	events, claims := cmp.Compare(y.Events, x.Events), cmp.Compare(y.Claims, x.Claims)
	switch a.o.Order {
	case MostEvents:
		return cmp.Or(events, claims, compareKeys(x.Keys, y.Keys))
	case MostClaims:
		return cmp.Or(claims, events, compareKeys(x.Keys, y.Keys))
	}
	return compareKeys(x.Keys, y.Keys)
}

func compareKeys(x, y []GroupKey) int {
	for i := range x {
		if c := compareKey(x[i], y[i]); c != 0 {
			return c
		}
	}
	return 0
}

func compareKey(x, y GroupKey) int {
	word := cmp.Compare(btoi(x.Entity == nil), btoi(y.Entity == nil)) // an entity may be called as a word is
	return cmp.Or(cmp.Compare(btoi(x.Unknown), btoi(y.Unknown)), comparePeriods(x.Value, y.Value), word)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
