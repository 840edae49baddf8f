package withhold

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// The view of a store is what a store holds to which the redacted documents and what is told of judgements were given,
// and has nothing of what is withheld.
func TestViewIsRedactedStore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGraph(rt)
		policy := drawPolicy(rt, g.deltas)
		store := memstore.New(memstore.Options{ID: graph.EntityID("store")})
		if !g.fill(rt, store) {
			return
		}
		seen(t.Context(), rt, store, policy, func(base graph.Reader, o *Overlay, shown graph.Reader) {
			compareWithStore(t.Context(), rt, shown)
			checkSequences(t.Context(), rt, shown)
			checkOrder(t.Context(), rt, g, policy, shown)
			checkGone(t.Context(), rt, base, shown, policy)
		})
	})
}

// generated is a graph as it came about.
type generated struct {
	deltas []*graph.Delta
	acts   []*graph.Judgement
}

func drawGraph(t *rapid.T) *generated {
	g := &generated{deltas: graphtest.Generate(rapid.Uint64Range(1, 1000).Draw(t, "seed"), rapid.IntRange(1, 4).Draw(t, "documents"))}
	for n := range rapid.IntRange(0, 5).Draw(t, "acts") {
		if j := drawAct(t, n+1, oneOf(t, g.deltas, "judged document")); j != nil {
			g.acts = append(g.acts, j)
		}
	}
	for i, d := range g.deltas {
		if rapid.Bool().Draw(t, "edited after it was judged") {
			g.deltas[i] = graphtest.Edited(d, "words ")
		}
	}
	return g
}

// oneOf draws one of values, by its number.
func oneOf[T any](t *rapid.T, values []T, what string) T {
	return values[rapid.IntRange(0, len(values)-1).Draw(t, what)]
}

// fill gives g to store; false where its judgements contradict each other.
func (g *generated) fill(t *rapid.T, store graph.Store) bool {
	ctx := context.Background()
	if err := store.Apply(ctx, g.deltas...); err != nil {
		t.Fatal(err)
	}
	_, err := store.Judge(ctx, g.acts...)
	if errors.Is(err, graph.ErrConflict) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	return true
}

func drawAct(t *rapid.T, n int, d *graph.Delta) *graph.Judgement {
	few := func(e *graph.Entity) *graph.Referent { return &graph.Referent{Key: e.Key, Kind: e.Kind, Name: e.Name} }
	claim := oneOf(t, d.Claims, "claim")
	a, b := oneOf(t, d.Entities, "entity"), oneOf(t, d.Entities, "other entity")
	j := &graph.Judgement{
		Kind: rapid.SampledFrom(graph.JudgementKinds[:6]).Draw(t, "kind"), Author: "analyst", Note: "it is " + a.Name,
		Time: time.Date(2020, 1, 1, 0, 0, n, 0, time.UTC),
	}
	binary.BigEndian.PutUint64(j.ID[:], uint64(n)<<16)
	j.ID[6], j.ID[8] = 0x70, 0x80
	switch j.Kind {
	case graph.SameAs, graph.NotSame:
		if a.Key == b.Key {
			return nil
		}
		j.Entity, j.Other = few(a), few(b)
	case graph.Accept, graph.Reject:
		j.Claims = []graph.ID{claim.ID}
	case graph.Relabel:
		switch rapid.IntRange(0, 2).Draw(t, "label") {
		case 0:
			j.Claims, j.Field, j.Value = []graph.ID{claim.ID}, "type", string(rapid.SampledFrom(schema.EventTypes).Draw(t, "type"))
		case 1:
			j.Entity, j.Field, j.Value = few(a), "name", b.Name
		default:
			j.Entity, j.Field, j.Value = few(a), "parent", b.Key
		}
	case graph.Split:
		args := slices.Concat(claim.Agents, claim.Patients, claim.Places)
		if len(args) == 0 {
			return nil
		}
		i := slices.IndexFunc(d.Entities, func(e *graph.Entity) bool { return e.ID == args[0].Entity })
		j.Claims, j.Entity = []graph.ID{claim.ID}, few(d.Entities[i])
		j.Other = few(b)
		if b.Key == j.Entity.Key {
			j.Other = &graph.Referent{Key: "actor/new", Kind: schema.State, Name: "بثتنجب"}
		}
	}
	for _, id := range j.Claims {
		j.Told = append(j.Told, graph.TellOf(d, id))
	}
	return j
}

func drawPolicy(t *rapid.T, deltas []*graph.Delta) *Policy {
	p := &Policy{Name: "policy.tsv"}
	for n := range rapid.IntRange(1, 5).Draw(t, "rules") {
		r := Rule{Line: n + 1}
		e := oneOf(t, oneOf(t, deltas, "document").Entities, "withheld")
		switch rapid.IntRange(0, 9).Draw(t, "sort of rule") {
		case 0:
			r.Kind, r.Ref = Outlet, rapid.SampledFrom([]string{"outlet-a", "outlet-b", All}).Draw(t, "outlet")
		case 1:
			r.Kind, r.Ref = rapid.SampledFrom([]Kind{Person, Actor, Source}).Draw(t, "all of"), All
		case 2:
			r.Kind, r.Ref = Place, All
		case 3:
			r.Kind, r.Ref = Person, e.Names[0].Text+" غيره"
		default:
			r.Kind, r.Ref = Actor, rapid.SampledFrom([]string{e.Key, e.ID.String(), e.Name}).Draw(t, "ref")
			if e.Kind.IsPlace() {
				r.Kind = Place
			} else if e.Kind == schema.Person {
				r.Kind = Person
			}
		}
		if r.Kind == Place {
			r.As = rapid.SampledFrom([]string{"", "country", "governorate", "district", "settlement"}).Draw(t, "level")
		} else {
			r.As = rapid.SampledFrom([]string{"", "شاهد 1", "شاهد 2"}).Draw(t, "pseudonym")
		}
		p.Rules = append(p.Rules, r)
	}
	return p
}

// seen calls fn with a snapshot, and as it may be seen; not where the policy does not fit.
func seen(ctx context.Context, t *rapid.T, store graph.Store, policy *Policy, fn func(base graph.Reader, o *Overlay, shown graph.Reader)) {
	err := store.View(ctx, func(r graph.Reader) error {
		o, err := Build(ctx, r, policy, Options{})
		if errors.Is(err, ErrPolicy) {
			return nil
		}
		if err != nil {
			return err
		}
		fn(r, o, o.Reader(r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// compareWithStore compares r with a store that holds what r says was read and judged.
func compareWithStore(ctx context.Context, t *rapid.T, r graph.Reader) {
	store := memstore.New(memstore.Options{})
	deltas, err := r.AsRead(ctx, idsOf(t, r.AllDocuments(ctx, graph.ID{}), documentID))
	if err != nil {
		t.Fatal(err)
	}
	acts, err := r.Judgements(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(ctx, deltas...); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Judge(ctx, acts...); err != nil {
		t.Fatal(err)
	}
	got := dumped(ctx, t, r)
	err = store.View(ctx, func(want graph.Reader) error {
		if w := dumped(ctx, t, want); got != w {
			t.Fatalf("the view differs from the store:\n%s", difference(got, w))
		}
		compareSaid(ctx, t, r, want)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// compareSaid compares contributions.
func compareSaid(ctx context.Context, t *rapid.T, got, want graph.Reader) {
	ids := idsOf(t, want.AllEntities(ctx, graph.ID{}), entityID)
	a, err := got.(graph.ContributionReader).Contributions(ctx, ids)
	b, wantErr := want.(graph.ContributionReader).Contributions(ctx, ids)
	if err != nil || wantErr != nil {
		t.Fatalf("contributions: %v, %v", err, wantErr)
	}
	for i, id := range ids {
		if x, y := saidForm(a[i]), saidForm(b[i]); x != y {
			t.Fatalf("contributions to %s\n%s\nwant\n%s", id, x, y)
		}
	}
}

// saidForm returns a form of contributions in which the order of names does not matter.
func saidForm(said []graph.Contribution) string {
	said = slices.Clone(said)
	for i, c := range said {
		e := *c.Entity
		e.Names = graph.SortNames(e.Names)
		said[i].Entity = &e
	}
	return strings.ReplaceAll(form(said), "null", "[]")
}

func dumped(ctx context.Context, t *rapid.T, r graph.Reader) string {
	text, err := graphtest.Dump(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n%s\nwant\n%s", i, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

func idsOf[T any](t *rapid.T, seq iter.Seq2[*T, error], idOf func(*T) graph.ID) []graph.ID {
	var out []graph.ID
	for x, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, idOf(x))
	}
	return out
}

// checkSequences checks that sequences ascend, and begin after an id.
func checkSequences(ctx context.Context, t *rapid.T, r graph.Reader) {
	check := func(what string, all func(graph.ID) []graph.ID) {
		ids := all(graph.ID{})
		if !slices.IsSortedFunc(ids, graph.ID.Compare) {
			t.Fatalf("%s do not ascend", what)
		}
		for _, n := range []int{0, len(ids) / 2, len(ids) - 1} {
			if n >= 0 && n < len(ids) && !slices.Equal(all(ids[n]), ids[n+1:]) {
				t.Fatalf("%s after number %d of %d are others", what, n, len(ids))
			}
		}
	}
	check("documents", func(after graph.ID) []graph.ID { return idsOf(t, r.AllDocuments(ctx, after), documentID) })
	check("entities", func(after graph.ID) []graph.ID { return idsOf(t, r.AllEntities(ctx, after), entityID) })
	check("claims", func(after graph.ID) []graph.ID { return idsOf(t, r.AllClaims(ctx, after), claimID) })
	check("relations", func(after graph.ID) []graph.ID { return idsOf(t, r.AllRelations(ctx, after), relationID) })
}

// checkOrder compares r with the view of a store to which the same was given the other way round.
func checkOrder(ctx context.Context, t *rapid.T, g *generated, policy *Policy, r graph.Reader) {
	store := memstore.New(memstore.Options{ID: graph.EntityID("store")})
	other := &generated{deltas: slices.Clone(g.deltas), acts: slices.Clone(g.acts)}
	slices.Reverse(other.deltas)
	slices.Reverse(other.acts)
	if !other.fill(t, store) {
		t.Fatal("judgements contradict each other in one order only")
	}
	want := dumped(ctx, t, r)
	seen(ctx, t, store, policy, func(_ graph.Reader, _ *Overlay, shown graph.Reader) {
		if got := dumped(ctx, t, shown); got != want {
			t.Fatalf("the order of documents matters:\n%s", difference(got, want))
		}
	})
}

// checkGone looks in all that r shows for what the policy withholds.
func checkGone(ctx context.Context, t *rapid.T, base, r graph.Reader, policy *Policy) {
	p, err := newPlan(ctx, base, policy, nil)
	if err != nil {
		t.Fatal(err)
	}
	acts, err := r.Judgements(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shown := dumped(ctx, t, r) + form(acts)
	gone := func(what, s string) {
		if s != "" && strings.Contains(shown, s) {
			t.Fatalf("%s is shown: %s", what, s)
		}
	}
	for id, e := range p.entities {
		if p.to[id] == nil || p.to[id].ID == id {
			continue
		}
		gone("the id of an entity", id.String())
		gone("a key", `"`+e.Key+`"`)
		if id := e.External["wikidata"]; id != "" {
			gone("an external id", `"`+id+`"`)
		}
		if found, err := r.Entities(ctx, []graph.ID{id}); err != nil || found[0] != nil {
			t.Fatalf("an entity that is withheld: %+v, %v", found, err)
		}
	}
	there := map[graph.ID]bool{}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			t.Fatal(err)
		}
		there[d.ID] = true
	}
	for d, err := range base.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			t.Fatal(err)
		}
		if there[d.ID] {
			continue
		}
		gone("the id of a document", d.ID.String())
		gone("a key", `"`+d.Key+`"`)
		gone("an address", `"`+d.URL+`"`)
		full, err := base.Documents(ctx, []graph.ID{d.ID})
		if err != nil {
			t.Fatal(err)
		}
		if p.names.holds(full[0].Text) { // else the whole text is there, which has that sum
			gone("a sum", d.SHA256)
		}
		claims, err := base.ClaimsIn(ctx, []graph.ID{d.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range claims[0] {
			gone("the id of a claim", c.String())
		}
	}
	for line := range strings.Lines(shown) {
		eachString(t, line, func(s string) {
			if p.names.holds(s) {
				t.Fatalf("a name is in %q", s)
			}
		})
	}
}

// eachString calls fn with the JSON strings in a line of a dump.
func eachString(t *rapid.T, line string, fn func(string)) {
	_, text, _ := strings.Cut(line, "\t")
	dec := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := dec.Token()
		if err != nil {
			return
		}
		if s, ok := token.(string); ok {
			fn(s)
		}
	}
}

// The embedded store tells edges besides; its view does so too.
func TestLinksOfView(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGraph(rt)
		store, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer store.Close()
		if !g.fill(rt, store) {
			return
		}
		seen(t.Context(), rt, store, drawPolicy(rt, g.deltas), func(_ graph.Reader, _ *Overlay, shown graph.Reader) {
			compareWithStore(t.Context(), rt, shown)
			checkLinks(t.Context(), rt, shown)
		})
	})
}

func checkLinks(ctx context.Context, t *rapid.T, r graph.Reader) {
	links := r.(graph.LinkReader)
	ids := idsOf(t, r.AllEntities(ctx, graph.ID{}), entityID)
	lists, err := links.EdgesOf(ctx, ids, graph.Both)
	if err != nil {
		t.Fatal(err)
	}
	degrees, err := links.Degrees(ctx, ids)
	if err != nil {
		t.Fatal(err)
	}
	want := map[graph.ID][]graph.ID{}
	var all []graph.ID
	for rel, err := range r.AllRelations(ctx, graph.ID{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(rel.Supporting) > 0 {
			all = append(all, rel.ID)
			want[rel.Subject] = append(want[rel.Subject], rel.ID)
			want[rel.Object] = append(want[rel.Object], rel.ID)
		}
	}
	for i, id := range ids {
		if got := idsOfEdges(lists[i]); !slices.Equal(got, want[id]) || degrees[i] != len(got) {
			t.Fatalf("%d edges of %s (degree %d), want %d", len(got), id, degrees[i], len(want[id]))
		}
	}
	edges, err := links.EdgesBetween(ctx, ids, ids, 0)
	got := idsOfEdges(edges)
	slices.SortFunc(got, graph.ID.Compare)
	if err != nil || !slices.Equal(got, all) {
		t.Fatalf("%d edges between all (error %v), want %d", len(got), err, len(all))
	}
	if some, err := links.EdgesBetween(ctx, ids, ids, 2); err != nil || len(some) != min(2, len(all)) {
		t.Fatalf("%d edges (error %v), want at most 2 of %d", len(some), err, len(all))
	}
}

func idsOfEdges(edges []graph.Edge) []graph.ID {
	var out []graph.ID
	for _, e := range edges {
		out = append(out, e.ID())
	}
	return out
}
