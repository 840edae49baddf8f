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
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// tangle is a random graph of few entities with many edges, parallel ones, denied ones and days among them.
func tangle(seed uint64) []*graph.Delta {
	rnd := rand.New(rand.NewPCG(seed, 5))
	var who []*graph.Entity
	for i := range 8 {
		who = append(who, entity(fmt.Sprintf("actor/t%d", i), schema.ArmedGroup, "", fmt.Sprintf("ط%d", i)))
	}
	types := []schema.Type{schema.Attack, schema.Meet, schema.Support, schema.Kill, schema.Negotiate, schema.MemberOf}
	statuses := []schema.Status{schema.Happened, schema.Happened, schema.Happened, schema.Denied, schema.Planned, schema.Failed}
	var docs []*graph.Delta
	for d := range 3 {
		a := &article{key: fmt.Sprint("t", d), outlet: fmt.Sprint("o", d)}
		for range 5 + rnd.IntN(8) {
			x, y := who[rnd.IntN(len(who))], who[rnd.IntN(len(who))]
			c := graph.Claim{Type: types[rnd.IntN(len(types))], Status: statuses[rnd.IntN(len(statuses))], Agents: args(x), Patients: args(y)}
			if c.Type == schema.Meet || c.Type == schema.Negotiate {
				c.Agents, c.Patients = args(x, y), nil
			}
			c.Certainty = schema.Certainties[rnd.IntN(3)]
			if z := who[rnd.IntN(len(who))]; rnd.IntN(2) == 0 {
				c.Sources = args(z)
				a.entities = append(a.entities, z)
			}
			first := graph.Day("2018-01-01").AddDays(rnd.IntN(6))
			c.Period = []graph.Period{{}, {From: first, To: first}, {From: first, To: first.AddDays(rnd.IntN(4))}, {From: first}, {To: first}}[rnd.IntN(5)]
			a.says(fmt.Sprintf("قال %d", rnd.IntN(1000)), c, x, y)
		}
		docs = append(docs, a.delta())
	}
	for _, e := range who { // all of them are stored
		docs[0].Entities = append(slices.DeleteFunc(docs[0].Entities, func(have *graph.Entity) bool { return have == e }), e)
	}
	return docs
}

// plainPaths is the answer of Paths without any art: it walks every simple path.
type plainPaths struct {
	relations map[graph.ID][]*graph.Relation // by end
	claims    map[graph.ID]*graph.Claim
	o         PathOptions
	found     [][]graph.ID
}

func newPlainPaths(t *testing.T, r graph.Reader, o PathOptions) *plainPaths {
	p := &plainPaths{relations: map[graph.ID][]*graph.Relation{}, claims: map[graph.ID]*graph.Claim{}, o: o}
	f := o.Filter
	f.MinSources = max(1, f.MinSources)
	for _, rel := range everything(t, AllRelations(t.Context(), r, f)) {
		p.relations[rel.Subject] = append(p.relations[rel.Subject], rel)
		p.relations[rel.Object] = append(p.relations[rel.Object], rel)
	}
	for _, c := range everything(t, AllClaims(t.Context(), r, o.Filter.Claims)) {
		p.claims[c.ID] = c
	}
	if o.MaxDegree > 0 {
		degree := map[graph.ID]int{}
		for _, rel := range everything(t, AllRelations(t.Context(), r, RelationFilter{MinSources: 1})) {
			degree[rel.Subject]++
			degree[rel.Object]++
		}
		for id, n := range degree {
			if n > o.MaxDegree {
				p.o.Avoid = append(slices.Clone(p.o.Avoid), id)
			}
		}
	}
	return p
}

func (p *plainPaths) walk(path []graph.ID, to graph.ID) {
	at := path[len(path)-1]
	if at == to {
		if len(path) > 1 && (!p.o.Chronological || p.datable(path, nil)) {
			p.found = append(p.found, slices.Clone(path))
		}
		return
	}
	if len(path) > p.o.MaxHops || len(path) > 1 && slices.Contains(p.o.Avoid, at) {
		return
	}
	var others []graph.ID
	for _, rel := range p.relations[at] {
		other := rel.Subject
		if other == at {
			other = rel.Object
		}
		if !slices.Contains(path, other) {
			others = append(others, other)
		}
	}
	slices.SortFunc(others, graph.ID.Compare)
	for _, other := range slices.Compact(others) {
		p.walk(append(slices.Clone(path), other), to)
	}
}

// datable tries every choice of one claim a hop: days in order can be chosen from their periods if and only
// if none begins after a later one has ended.
func (p *plainPaths) datable(path []graph.ID, chosen []graph.Period) bool {
	if len(path) == 1 {
		for i, early := range chosen {
			for _, late := range chosen[i:] {
				if early.From != "" && late.To != "" && early.From > late.To {
					return false
				}
			}
		}
		return true
	}
	dated := false
	for _, rel := range p.relations[path[0]] {
		if rel.Subject != path[1] && rel.Object != path[1] {
			continue
		}
		for _, id := range rel.Supporting {
			c := p.claims[id]
			if c == nil || c.Period.From == "" && c.Period.To == "" {
				continue
			}
			dated = true
			if p.datable(path[1:], append(slices.Clone(chosen), c.Period)) {
				return true
			}
		}
	}
	return !dated && p.o.Undated && p.datable(path[1:], chosen)
}

func (p *plainPaths) answer(from, to graph.ID) []string {
	p.walk([]graph.ID{from}, to)
	slices.SortStableFunc(p.found, func(a, b []graph.ID) int { return len(a) - len(b) })
	var lines []string
	for _, path := range p.found[:min(p.o.K, len(p.found))] {
		lines = append(lines, fmt.Sprint(path))
	}
	return lines
}

func routes(traces []*Trace) []string {
	var lines []string
	for _, t := range traces {
		path := []graph.ID{t.Steps[0].From}
		for _, s := range t.Steps {
			path = append(path, s.To)
		}
		lines = append(lines, fmt.Sprint(path))
	}
	return lines
}

// TestPathsAgainstPlain compares the search with a walk over every simple path, in random graphs.
func TestPathsAgainstPlain(t *testing.T) {
	compared := 0
	for seed := range uint64(40) {
		docs := tangle(seed)
		hub := docs[0].Entities[int(seed)%len(docs[0].Entities)].ID
		options := []PathOptions{
			{K: 1, MaxHops: 7}, {K: 3, MaxHops: 4}, {K: 100, MaxHops: 3}, {K: 1000, MaxHops: 7}, {K: 50, MaxHops: 6, Avoid: []graph.ID{hub}},
			{K: 50, MaxHops: 6, MaxDegree: 3}, {K: 50, MaxHops: 5, Filter: RelationFilter{MinSources: 2}},
			{K: 50, MaxHops: 5, Filter: RelationFilter{Predicates: []schema.Predicate{schema.Attacked, schema.MetWith, schema.Killed}}},
			{K: 50, MaxHops: 5, Filter: RelationFilter{Claims: ClaimFilter{Certainties: []schema.Certainty{schema.Asserted, schema.Possible}}}},
			{K: 200, MaxHops: 6, Chronological: true}, {K: 200, MaxHops: 6, Chronological: true, Undated: true},
			{K: 9, MaxHops: 6, Chronological: true, Undated: true, MaxDegree: 4, Filter: RelationFilter{Claims: ClaimFilter{Documents: []graph.ID{docs[0].Document.ID, docs[1].Document.ID}}}},
		}
		over(t, docs, func(t *testing.T, r graph.Reader) {
			for i, o := range options {
				from, to := docs[0].Entities[i%8].ID, docs[0].Entities[(i+1+int(seed)%7)%8].ID
				if from == to {
					continue
				}
				got := must[[]*Trace](t)(Paths(t.Context(), r, from, to, o))
				want := newPlainPaths(t, r, o).answer(from, to)
				if !slices.Equal(routes(got), want) {
					t.Errorf("seed %d, option %d: got\n%s\nwant\n%s", seed, i, strings.Join(routes(got), "\n"), strings.Join(want, "\n"))
				}
				compared += len(want)
				checkSteps(t, r, o, got)
			}
		})
	}
	if compared < 2000 {
		t.Errorf("only %d paths compared", compared)
	}
}

// checkSteps checks that each step bears what it shows.
func checkSteps(t *testing.T, r graph.Reader, o PathOptions, traces []*Trace) {
	t.Helper()
	for _, trace := range traces {
		last := graph.Day("")
		for _, s := range trace.Steps {
			if len(s.Relations) == 0 || s.Witness == nil || s.Sentence.Text == "" || !slices.Contains(s.Claims, s.Witness.ID) ||
				!slices.Contains(s.Relations[0].Supporting, s.Witness.ID) {
				t.Fatalf("step without witness: %+v", s)
			}
			for _, rel := range s.Relations {
				if pairOf(rel.Subject, rel.Object) != pairOf(s.From, s.To) || len(rel.Supporting) == 0 {
					t.Errorf("relation %+v is none of the step", rel)
				}
			}
			if s.Document.Text[s.Witness.Evidence.Sentence.Start:s.Witness.Evidence.Sentence.End] != s.Sentence.Text {
				t.Errorf("sentence %q is not that of the witness", s.Sentence.Text)
			}
			if !o.Chronological {
				continue
			}
			if s.Undated != (s.Witness.Period.From == "" && s.Witness.Period.To == "") || s.Undated && !o.Undated {
				t.Errorf("step without a day: %+v", s)
			}
			if s.Undated {
				continue
			}
			if p := s.Witness.Period; s.Day < last || s.Day < p.From || p.To != "" && s.Day > p.To {
				t.Errorf("day %s after %s, of a claim of %s..%s", s.Day, last, p.From, p.To)
			}
			last = s.Day
		}
	}
}

func TestPathsAtTheirBounds(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for _, o := range []PathOptions{{K: -1}, {K: MaxPaths + 1}, {MaxHops: MaxHops + 1}, {MaxHops: -1}, {MaxDegree: -1}, {MaxWork: -1}} {
			if _, err := Paths(t.Context(), r, far.ID, village.ID, o); !errors.Is(err, ErrOptions) {
				t.Errorf("%+v: %v, want ErrOptions", o, err)
			}
		}
		if _, err := Paths(t.Context(), r, far.ID, village.ID, PathOptions{MaxWork: 2}); !errors.Is(err, ErrTooMany) {
			t.Errorf("too much work: %v, want ErrTooMany", err)
		}
		if _, err := Paths(t.Context(), r, far.ID, graph.EntityID("x"), PathOptions{}); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("to nobody: %v, want ErrNotFound", err)
		}
		if got, err := Paths(t.Context(), r, far.ID, far.ID, PathOptions{}); err != nil || len(got) != 1 || len(got[0].Steps) != 0 {
			t.Errorf("to itself: %v, %v", got, err)
		}
		for name, o := range map[string]PathOptions{
			"two hops": {MaxHops: 2}, "no predicate": {Filter: RelationFilter{Predicates: []schema.Predicate{}}}, "around the one way": {Avoid: []graph.ID{reds.ID}},
		} {
			if got, err := Paths(t.Context(), r, far.ID, village.ID, o); err != nil || got != nil {
				t.Errorf("%s: %v, %v, want no path", name, got, err)
			}
		}
		if got, err := Paths(t.Context(), r, far.ID, greens.ID, PathOptions{}); err != nil || got != nil {
			t.Errorf("over a denial: %v, %v, want no path", got, err)
		}
		got := must[[]*Trace](t)(Paths(t.Context(), r, far.ID, village.ID, PathOptions{Avoid: []graph.ID{far.ID, village.ID}}))
		if len(got) != 1 || len(got[0].Steps) != 3 || got[0].Steps[2].Sentence.Text != "ومنذ مطلع الشهر يسيطر الحمر على القرية." {
			t.Errorf("ends are never avoided: %+v", got)
		}
		if clash := got[0].Steps[1]; len(clash.Relations) < 2 || len(clash.Claims) < 2 {
			t.Errorf("a hop has all that links its ends: %+v", clash)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Paths(ctx, r, far.ID, village.ID, PathOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
}

// TestNoPathThroughAnyone: that two groups harm civilians does not link them.
func TestNoPathThroughAnyone(t *testing.T) {
	civilians := entity("civilians", schema.Civilians, "", "مدنيون")
	a := &article{key: "a"}
	a.says("قتل الحمر مدنيين.", graph.Claim{Type: schema.Kill, Agents: args(reds), Patients: args(civilians)}, reds, civilians)
	a.says("وقتل الزرق مدنيين.", graph.Claim{Type: schema.Kill, Agents: args(blues), Patients: args(civilians)}, blues, civilians)
	over(t, []*graph.Delta{a.delta()}, func(t *testing.T, r graph.Reader) {
		if got := must[[]*Trace](t)(Paths(t.Context(), r, reds.ID, blues.ID, PathOptions{})); got != nil {
			t.Errorf("a path through civilians: %+v", got[0])
		}
		if got := must[[]*Trace](t)(Paths(t.Context(), r, reds.ID, blues.ID, PathOptions{Anyone: true})); len(got) != 1 {
			t.Errorf("%d paths through anyone, want 1", len(got))
		}
		if got := must[[]*Trace](t)(Paths(t.Context(), r, reds.ID, civilians.ID, PathOptions{})); len(got) != 1 {
			t.Errorf("%d paths to an end that is anyone, want 1", len(got))
		}
	})
}

// TestPathsFromWhatIsJudgedTheSame: the id of what was merged into another entity leads where that one leads.
func TestPathsFromWhatIsJudgedTheSame(t *testing.T) {
	embedded, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]graph.Store{"memory": memstore.New(memstore.Options{}), "badger": embedded} {
		t.Run(name, func(t *testing.T) {
			defer s.Close()
			view := func(fn func(graph.Reader)) {
				if err := s.View(t.Context(), func(r graph.Reader) error { fn(r); return nil }); err != nil {
					t.Fatal(err)
				}
			}
			var same *graph.Judgement
			if err := s.Apply(t.Context(), smallWorld()...); err != nil {
				t.Fatal(err)
			}
			view(func(r graph.Reader) {
				same = must[*graph.Judgement](t)(judgeAs(t, r, 1, Verdict{Kind: graph.SameAs, Refs: []string{"actor/far", "actor/reds"}, Note: "for a test"}))
			})
			if _, err := s.Judge(t.Context(), same); err != nil {
				t.Fatal(err)
			}
			view(func(r graph.Reader) {
				var lines [][]string
				for _, from := range []graph.ID{far.ID, reds.ID} {
					got := must[[]*Trace](t)(Paths(t.Context(), r, from, village.ID, PathOptions{}))
					if len(got) != 1 || len(got[0].Steps) != 1 {
						t.Fatalf("from %s: %+v, want the one hop of what both are", from, got)
					}
					lines = append(lines, routes(got))
					around := must[*Subgraph](t)(Neighborhood(t.Context(), r, from, 1, RelationFilter{}, 0))
					if len(around.Relations) < 3 || len(around.Hops) != len(around.Entities) {
						t.Errorf("around %s: %d relations, %d entities", from, len(around.Relations), len(around.Entities))
					}
				}
				if !slices.Equal(lines[0], lines[1]) {
					t.Errorf("%v and %v", lines[0], lines[1])
				}
			})
		})
	}
}
