package query

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// plain holds all records of a store and tests filters one record at a time, by what their fields say.
type plain struct {
	entities  map[graph.ID]*graph.Entity
	claims    map[graph.ID]*graph.Claim
	relations map[graph.ID]*graph.Relation
	documents map[graph.ID]*graph.Document
	events    []*graph.Event
}

func readPlain(t *testing.T, r graph.Reader) *plain {
	t.Helper()
	p := &plain{map[graph.ID]*graph.Entity{}, map[graph.ID]*graph.Claim{}, map[graph.ID]*graph.Relation{}, map[graph.ID]*graph.Document{},
		everything(t, AllEvents(t.Context(), r, EventFilter{}))}
	for _, e := range everything(t, r.AllEntities(t.Context(), graph.ID{})) {
		p.entities[e.ID] = e
	}
	for _, c := range everything(t, r.AllClaims(t.Context(), graph.ID{})) {
		p.claims[c.ID] = c
	}
	for _, rel := range everything(t, r.AllRelations(t.Context(), graph.ID{})) {
		p.relations[rel.ID] = rel
	}
	for _, d := range everything(t, r.AllDocuments(t.Context(), graph.ID{})) {
		p.documents[d.ID] = d
	}
	return p
}

func holdsLogic[F any](l Logic[F], test func(F) bool) bool {
	for _, f := range l.And {
		if !test(f) {
			return false
		}
	}
	return (l.Or == nil || slices.ContainsFunc(l.Or, test)) && (l.Not == nil || !test(*l.Not))
}

func holdsQuantified[F, C any](q Quantified[F], of []*C, test func(F, *C) bool) bool {
	some, none, every := q.Some == nil, true, true
	for _, c := range of {
		some = some || test(*q.Some, c)
		none = none && (q.None == nil || !test(*q.None, c))
		every = every && (q.Every == nil || test(*q.Every, c))
	}
	return some && none && every
}

func (p *plain) claim(f ClaimFilter, c *graph.Claim) bool {
	var relations []*graph.Relation
	var takers []*graph.Entity
	for _, rel := range p.relations {
		if slices.Contains(rel.Supporting, c.ID) || slices.Contains(rel.Denying, c.ID) {
			relations = append(relations, rel)
		}
	}
	for _, e := range p.entities {
		if p.takes(e, c) {
			takers = append(takers, e)
		}
	}
	agent := f.Agents == nil || slices.ContainsFunc(c.Agents, func(a graph.Arg) bool { return slices.Contains(f.Agents, a.Entity) })
	return agent && among(f.Types, c.Type) && among(f.Statuses, c.Status) && among(f.Documents, c.Doc) && among(f.IDs, c.ID) &&
		overlaps(c.Period.From, c.Period.To, f.From, f.To) &&
		holdsLogic(f.Logic, func(f ClaimFilter) bool { return p.claim(f, c) }) &&
		holdsQuantified(f.Relations, relations, p.relation) && holdsQuantified(f.Takers, takers, p.entity)
}

func (p *plain) takes(e *graph.Entity, c *graph.Claim) bool {
	return slices.ContainsFunc(schema.Roles, func(role schema.Role) bool {
		return slices.ContainsFunc(c.Args(role), func(a graph.Arg) bool { return a.Entity == e.ID })
	})
}

func (p *plain) claimsWith(ids []graph.ID) []*graph.Claim {
	var out []*graph.Claim
	for _, id := range ids {
		out = append(out, p.claims[id])
	}
	return out
}

func (p *plain) relation(f RelationFilter, rel *graph.Relation) bool {
	end := func(with *EntityFilter, ids []graph.ID, id graph.ID) bool {
		return among(ids, id) && (with == nil || p.entity(*with, p.entities[id]))
	}
	fits := end(f.SubjectWith, f.Subjects, rel.Subject) && end(f.ObjectWith, f.Objects, rel.Object) ||
		rel.Predicate.IsSymmetric() && end(f.SubjectWith, f.Subjects, rel.Object) && end(f.ObjectWith, f.Objects, rel.Subject)
	supporting, denying := p.claimsWith(rel.Supporting), p.claimsWith(rel.Denying)
	return fits && among(f.Predicates, rel.Predicate) && rel.Sources >= f.MinSources &&
		(isZero(f.Claims) || slices.ContainsFunc(supporting, func(c *graph.Claim) bool { return p.claim(f.Claims, c) })) &&
		holdsLogic(f.Logic, func(f RelationFilter) bool { return p.relation(f, rel) }) &&
		holdsQuantified(f.Supporting, supporting, p.claim) && holdsQuantified(f.Denying, denying, p.claim)
}

func (p *plain) entity(f EntityFilter, e *graph.Entity) bool {
	var relations []*graph.Relation
	var claims []*graph.Claim
	for _, rel := range p.relations {
		if rel.Subject == e.ID || rel.Object == e.ID {
			relations = append(relations, rel)
		}
	}
	for _, c := range p.claims {
		if p.takes(e, c) {
			claims = append(claims, c)
		}
	}
	return among(f.Keys, e.Key) && among(f.IDs, e.ID) && among(f.Kinds, e.Kind) && (!f.Located || e.Point != nil) &&
		holdsLogic(f.Logic, func(f EntityFilter) bool { return p.entity(f, e) }) &&
		holdsQuantified(f.Relations, relations, p.relation) && holdsQuantified(f.Claims, claims, p.claim)
}

func (p *plain) document(f DocumentFilter, d *graph.Document) bool {
	var claims []*graph.Claim
	for _, c := range p.claims {
		if c.Doc == d.ID {
			claims = append(claims, c)
		}
	}
	return among(f.Outlets, d.Outlet) && among(f.Keys, d.Key) &&
		holdsLogic(f.Logic, func(f DocumentFilter) bool { return p.document(f, d) }) && holdsQuantified(f.Claims, claims, p.claim)
}

func (p *plain) event(f EventFilter, e *graph.Event) bool {
	claims, docs := p.claimsWith(e.Claims), map[graph.ID]bool{}
	for _, c := range claims {
		docs[c.Doc] = true
	}
	return len(docs) >= f.MinDocuments && (f.Claims.Types == nil || slices.Contains(f.Claims.Types, e.Type)) &&
		holdsLogic(f.Logic, func(f EventFilter) bool { return p.event(f, e) }) && holdsQuantified(f.Told, claims, p.claim)
}

// trees makes filters at random, of what is in a store.
type trees struct {
	*rand.Rand
	p *plain
}

func pick[T any](t trees, from map[graph.ID]T) graph.ID {
	ids := make([]graph.ID, 0, len(from))
	for id := range from {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return ids[t.IntN(len(ids))]
}

// logic joins some filters, or none.
func treeLogic[F any](t trees, depth int, make func(depth int) F) (l Logic[F]) {
	if depth == 0 {
		return l
	}
	switch t.IntN(6) {
	case 0:
		l.And = []F{make(depth - 1), make(depth - 1)}
	case 1:
		l.Or = []F{make(depth - 1), make(depth - 1), make(depth - 1)}
	case 2:
		not := make(depth - 1)
		l.Not = &not
	case 3:
		l.Or = []F{make(depth - 1), make(depth - 1)}
		not := make(depth - 1)
		l.Not = &not
	}
	return l
}

func treeQuantified[F any](t trees, depth int, make func(depth int) F) (q Quantified[F]) {
	if depth == 0 || t.IntN(2) == 0 {
		return q
	}
	f := make(depth - 1)
	switch t.IntN(4) {
	case 0, 1:
		q.Some = &f
	case 2:
		q.None = &f
	case 3:
		q.Every = &f
	}
	return q
}

func (t trees) claim(depth int) (f ClaimFilter) {
	switch t.IntN(7) {
	case 0:
		f.Types = []schema.Type{t.p.claims[pick(t, t.p.claims)].Type, schema.Attack}
	case 1:
		f.Statuses = []schema.Status{t.p.claims[pick(t, t.p.claims)].Status}
	case 2:
		f.Agents = []graph.ID{pick(t, t.p.entities), pick(t, t.p.entities)}
	case 3:
		f.Documents = []graph.ID{pick(t, t.p.documents), pick(t, t.p.documents), pick(t, t.p.documents)}
	case 4:
		f.From = "2018-04-01"
	}
	f.Logic = treeLogic(t, depth, t.claim)
	f.Relations, f.Takers = treeQuantified(t, depth, t.relation), treeQuantified(t, depth-depth%2, t.entity)
	return f
}

func (t trees) relation(depth int) (f RelationFilter) {
	switch t.IntN(6) {
	case 0:
		f.Predicates = []schema.Predicate{t.p.relations[pick(t, t.p.relations)].Predicate, t.p.relations[pick(t, t.p.relations)].Predicate}
	case 1:
		f.Subjects = []graph.ID{pick(t, t.p.entities), pick(t, t.p.entities), pick(t, t.p.entities)}
	case 2:
		f.MinSources = 2
	case 3:
		f.Claims = t.claim(0)
	}
	if depth > 0 && t.IntN(3) == 0 {
		with := t.entity(depth - 1)
		f.SubjectWith = &with
	}
	if depth > 0 && t.IntN(3) == 0 {
		with := t.entity(depth - 1)
		f.ObjectWith = &with
	}
	f.Logic = treeLogic(t, depth, t.relation)
	f.Supporting, f.Denying = treeQuantified(t, depth, t.claim), treeQuantified(t, depth-depth%2, t.claim)
	return f
}

func (t trees) entity(depth int) (f EntityFilter) {
	switch t.IntN(4) {
	case 0:
		f.Kinds = []schema.Kind{t.p.entities[pick(t, t.p.entities)].Kind, t.p.entities[pick(t, t.p.entities)].Kind}
	case 1:
		f.Keys = []string{t.p.entities[pick(t, t.p.entities)].Key, "none", t.p.entities[pick(t, t.p.entities)].Key}
	}
	f.Logic = treeLogic(t, depth, t.entity)
	f.Relations, f.Claims = treeQuantified(t, depth, t.relation), treeQuantified(t, depth, t.claim)
	return f
}

func (t trees) document(depth int) (f DocumentFilter) {
	switch t.IntN(3) {
	case 0:
		f.Outlets = []string{t.p.documents[pick(t, t.p.documents)].Outlet}
	case 1:
		f.Keys = []string{t.p.documents[pick(t, t.p.documents)].Key, t.p.documents[pick(t, t.p.documents)].Key}
	}
	f.Logic, f.Claims = treeLogic(t, depth, t.document), treeQuantified(t, depth, t.claim)
	return f
}

func (t trees) event(depth int) (f EventFilter) {
	switch t.IntN(3) {
	case 0:
		f.Claims.Types = []schema.Type{t.p.claims[pick(t, t.p.claims)].Type, schema.Kill}
	case 1:
		f.MinDocuments = t.IntN(3)
	}
	f.Logic, f.Told = treeLogic(t, depth, t.event), treeQuantified(t, depth, t.claim)
	return f
}

// agrees compares, by id, what a test lets pass and what a filter does.
func agrees[T any](t *testing.T, what string, filter any, all []*T, id func(*T) graph.ID, test func(*T) bool,
	s *selection[T], err error) (some bool) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s %+v: %v", what, filter, err)
	}
	var want []graph.ID
	for _, item := range all {
		if test(item) {
			want = append(want, id(item))
		}
	}
	want = sortIDs(want)
	got := mapped(must[[]*T](t)(collect(s.all(t.Context(), graph.ID{}))), id)
	if n := must[int](t)(s.count(t.Context())); n != len(got) {
		t.Errorf("%s %+v: counts %d of %d", what, filter, n, len(got))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s %+v: %d pass, want %d", what, filter, len(got), len(want))
	}
	return len(want) > 0 && len(want) < len(all)
}

func valuesOf[T any](m map[graph.ID]*T) []*T {
	var out []*T
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// TestNestedFiltersAgreeWithANaiveTest: random trees of and, or, not, some, none and every.
func TestNestedFiltersAgreeWithANaiveTest(t *testing.T) {
	rounds := 150
	if testing.Short() {
		rounds = 60
	}
	over(t, slices.Concat(generated[:6], smallWorld()), func(t *testing.T, r graph.Reader) {
		p, ctx := readPlain(t, r), t.Context()
		tree := trees{rand.New(rand.NewPCG(1, 2)), p}
		index := must[*EventIndex](t)(IndexEvents(ctx, r))
		telling := map[string]int{}
		for i := range rounds {
			depth := i % 4
			for what, compare := range map[string]func(trees) bool{
				"claims": func(tree trees) bool {
					f := tree.claim(depth)
					s, err := f.selection(ctx, r)
					return agrees(t, "claims", f, valuesOf(p.claims), claimID, func(c *graph.Claim) bool { return p.claim(f, c) }, s, err)
				},
				"relations": func(tree trees) bool {
					f := tree.relation(depth)
					s, err := f.selection(ctx, r)
					return agrees(t, "relations", f, valuesOf(p.relations), relationID, func(rel *graph.Relation) bool { return p.relation(f, rel) }, s, err)
				},
				"entities": func(tree trees) bool {
					f := tree.entity(depth)
					s, err := f.selection(ctx, r)
					return agrees(t, "entities", f, valuesOf(p.entities), entityID, func(e *graph.Entity) bool { return p.entity(f, e) }, s, err)
				},
				"documents": func(tree trees) bool {
					f := tree.document(depth)
					s, err := f.selection(ctx, r)
					return agrees(t, "documents", f, valuesOf(p.documents), documentID, func(d *graph.Document) bool { return p.document(f, d) }, s, err)
				},
				"events": func(tree trees) bool {
					f := tree.event(depth)
					s, err := index.selection(ctx, r, f)
					return agrees(t, "events", f, p.events, eventID, func(e *graph.Event) bool { return p.event(f, e) }, s, err)
				},
			} {
				seeded := trees{rand.New(rand.NewPCG(uint64(i), uint64(len(what)))), tree.p}
				if compare(seeded) {
					telling[what]++
				}
			}
		}
		t.Logf("of %d filters, so many let some pass and not all: %v", rounds, telling)
		for what, n := range telling {
			if n < rounds/5 {
				t.Errorf("%s: only %d filters of %d tell records apart", what, n, rounds)
			}
		}
	})
}

// TestWhatNestedFiltersMean looks at a small world of which all is known.
func TestWhatNestedFiltersMean(t *testing.T) {
	attacks := ClaimFilter{Types: []schema.Type{schema.Attack}}
	denied := ClaimFilter{Statuses: []schema.Status{schema.Denied}}
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for name, c := range map[string]struct {
			filter EntityFilter
			want   string
		}{
			"or":         {EntityFilter{Logic: Logic[EntityFilter]{Or: []EntityFilter{{Keys: []string{"actor/far"}}, {NamePrefix: "الناحية"}}}}, "actor/far place/province"},
			"or of none": {EntityFilter{Logic: Logic[EntityFilter]{Or: []EntityFilter{}}}, ""},
			"and of none, not": {EntityFilter{Kinds: []schema.Kind{schema.ArmedGroup}, Logic: Logic[EntityFilter]{
				And: []EntityFilter{}, Not: &EntityFilter{Keys: []string{"actor/blues"}}}}, "actor/greens actor/reds"},
			"some":  {EntityFilter{Claims: Quantified[ClaimFilter]{Some: &denied}}, "actor/blues actor/greens"},
			"every": {EntityFilter{Claims: Quantified[ClaimFilter]{Every: &attacks}}, "actor/greens media/monitor place/quarter"},
			"none":  {EntityFilter{Claims: Quantified[ClaimFilter]{None: &attacks}}, "actor/far place/province place/village"},
			"relations of relations": {EntityFilter{Relations: Quantified[RelationFilter]{Some: &RelationFilter{
				Predicates: []schema.Predicate{schema.Attacked}, SubjectWith: &EntityFilter{Keys: []string{"actor/reds"}}, ObjectWith: &EntityFilter{Kinds: []schema.Kind{schema.Settlement}}}}},
				"actor/reds place/town"},
			"only denied": {EntityFilter{Relations: Quantified[RelationFilter]{Some: &RelationFilter{
				Denying: Quantified[ClaimFilter]{Some: &ClaimFilter{}}, Supporting: Quantified[ClaimFilter]{None: &ClaimFilter{}}}}}, "actor/blues actor/greens"},
		} {
			got := entityKeys(everything(t, AllEntities(t.Context(), r, c.filter)))
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %v, want %s", name, got, c.want)
			}
		}
	})
}

// failing is a reader whose claims cannot be read.
type failing struct{ graph.Reader }

func (failing) Claims(context.Context, []graph.ID) ([]*graph.Claim, error) {
	return nil, fmt.Errorf("read: %w", graph.ErrCorrupt)
}

func TestNestedFiltersTellErrors(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		attack := ClaimFilter{Types: []schema.Type{schema.Attack}}
		byReds := ClaimFilter{Agents: []graph.ID{reds.ID}}
		for _, f := range []EntityFilter{
			{Claims: Quantified[ClaimFilter]{None: &attack}}, {Claims: Quantified[ClaimFilter]{Some: &byReds}},
			{Logic: Logic[EntityFilter]{Not: &EntityFilter{Claims: Quantified[ClaimFilter]{Every: &attack}}}},
			{Logic: Logic[EntityFilter]{Or: []EntityFilter{{Claims: Quantified[ClaimFilter]{Every: &attack}}}}},
		} {
			if _, err := CountEntities(t.Context(), failing{r}, f); !errors.Is(err, graph.ErrCorrupt) {
				t.Errorf("%+v: %v", f, err)
			}
		}
	})
}

// TestFiltersFollowJudgements: whoever is judged to be another one is found by either key, once, also in
// filters inside of others.
func TestFiltersFollowJudgements(t *testing.T) {
	s := memstore.New(memstore.Options{})
	defer s.Close()
	if err := s.Apply(t.Context(), smallWorld()...); err != nil {
		t.Fatal(err)
	}
	act := &graph.Judgement{ID: graph.ID{6: 0x70, 8: 0x80, 15: 1}, Kind: graph.SameAs, Author: "analyst", Time: judgedAt.UTC(),
		Entity: &graph.Referent{Key: reds.Key, Kind: reds.Kind, Name: reds.Name}, Other: &graph.Referent{Key: blues.Key, Kind: blues.Kind, Name: blues.Name}}
	if _, err := s.Judge(t.Context(), act); err != nil {
		t.Fatal(err)
	}
	by := func(keys ...string) EntityFilter { return EntityFilter{Keys: keys} }
	err := s.View(t.Context(), func(r graph.Reader) error {
		one := must[[]*graph.Entity](t)(r.Entities(t.Context(), []graph.ID{reds.ID}))[0]
		for name, f := range map[string]EntityFilter{
			"by either key": by(reds.Key, blues.Key), "by one key": by(reds.Key), "by an id": {IDs: []graph.ID{blues.ID}},
			"in and": {Logic: Logic[EntityFilter]{And: []EntityFilter{by(reds.Key), by(blues.Key)}}},
			"in or":  {Kinds: []schema.Kind{one.Kind}, Logic: Logic[EntityFilter]{Or: []EntityFilter{by(reds.Key), by(blues.Key)}}},
		} {
			if got := everything(t, AllEntities(t.Context(), r, f)); len(got) != 1 || got[0].ID != one.ID {
				t.Errorf("%s: %v", name, entityKeys(got))
			}
		}
		from := by(reds.Key)
		if n := must[int](t)(CountRelations(t.Context(), r, RelationFilter{SubjectWith: &from, Predicates: []schema.Predicate{schema.Controls}})); n != 1 {
			t.Errorf("%d relations from what is judged to be another one", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
