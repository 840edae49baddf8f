package resolvers

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// walk reads a whole connection page by page and returns its ids in order; it checks that pages say
// rightly whether there is more.
func walk(t *testing.T, s *Schema, field string, size int, back bool) []string {
	t.Helper()
	args, edge, more, here := "first: $n, after: $c", "endCursor", "hasNextPage", "startCursor"
	if back {
		args, edge, more, here = "last: $n, before: $c", "startCursor", "hasPreviousPage", "endCursor"
	}
	query := fmt.Sprintf(`query($n: Int, $c: String) { list: %s { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, fmt.Sprintf(field, args))
	var ids []string
	var cursor any
	for pages := 0; ; pages++ {
		if pages > 1000 {
			t.Fatal("endless")
		}
		list := at(t, ask(t, s, query, map[string]any{"n": size, "c": cursor}), "list")
		var page []string
		for i, e := range at(t, list, "edges").([]any) {
			page = append(page, at(t, e, "node", "id").(string))
			if page[i] != at(t, list, "nodes", i, "id") {
				t.Fatalf("edges and nodes differ at %d", i)
			}
		}
		if len(page) > 0 && at(t, list, "edges", 0, "cursor") != at(t, list, "pageInfo", "startCursor") {
			t.Fatalf("startCursor is not that of the first edge")
		}
		if _, ok := at(t, list, "pageInfo", here).(string); ok != (len(page) > 0) {
			t.Fatalf("%s of a page of %d: %v", here, len(page), ok)
		}
		if ids = append(ids, page...); back {
			ids = append(page, ids[:len(ids)-len(page)]...)
		}
		if !at(t, list, "pageInfo", more).(bool) {
			return ids
		}
		if len(page) != size {
			t.Fatalf("a page of %d where there is more", len(page))
		}
		cursor = at(t, list, "pageInfo", edge)
	}
}

func TestPagesBothWays(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 120)...), Options{})
	monitor := graph.EntityID("source/monitor")
	for _, field := range []string{
		`claims(%s)`, `entities(%s)`, `relations(%s)`, `events(%s)`, `documents(%s)`,
		`claims(filter: {source: {key: "source/monitor"}, agent: {key: "actor/3"}}, %s)`,
		`relations(filter: {supporting: {some: {occurred: {between: {from: "2019-01-10", to: "2019-01-20"}}}}}, %s)`,
		`entities(filter: {kind: {eq: SETTLEMENT}, name: {startsWith: "بلدة 1"}}, %s)`,
	} {
		whole := walk(t, s, field, 500, false)
		if !slices.IsSorted(whole) || len(whole) == 0 || len(slices.Compact(slices.Clone(whole))) != len(whole) {
			t.Fatalf("%s: not ascending: %v", field, whole)
		}
		for _, size := range []int{1, 7, len(whole), len(whole) - 1, len(whole) + 1} {
			if size == 0 {
				continue
			}
			if got := walk(t, s, field, size, false); !slices.Equal(got, whole) {
				t.Errorf("%s: pages of %d forward: %d of %d", field, size, len(got), len(whole))
			}
			if got := walk(t, s, field, size, true); !slices.Equal(got, whole) {
				t.Errorf("%s: pages of %d backward: %d of %d", field, size, len(got), len(whole))
			}
		}
		count := ask(t, s, fmt.Sprintf(`{ list: %s { totalCount } }`, fmt.Sprintf(field, "first: 1")), nil)
		if got := at(t, count, "list", "totalCount"); got != float64(len(whole)) {
			t.Errorf("%s: counts %v, has %d", field, got, len(whole))
		}
	}
	data := ask(t, s, `query($id: ID!) { node(id: $id) { ... on Entity { claims(first: 5) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`, map[string]any{"id": monitor.String()})
	first := at(t, data, "node", "claims")
	if at(t, first, "totalCount") != 120.0 || at(t, first, "pageInfo", "hasNextPage") != true || at(t, first, "pageInfo", "hasPreviousPage") != false {
		t.Errorf("nested page: %v", first)
	}
	data = ask(t, s, `query($id: ID!, $c: String) { node(id: $id) { ... on Entity { claims(last: 200, after: $c) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } } } }`,
		map[string]any{"id": monitor.String(), "c": at(t, first, "pageInfo", "endCursor")})
	rest := at(t, data, "node", "claims")
	if len(at(t, rest, "nodes").([]any)) != 115 || at(t, rest, "pageInfo", "hasNextPage") != false || at(t, rest, "pageInfo", "hasPreviousPage") != true {
		t.Errorf("rest of a nested list: %v", at(t, rest, "pageInfo"))
	}
}

func TestPageOfNothing(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 3)...), Options{})
	data := ask(t, s, `{ a: claims(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } } b: claims(last: 0) { nodes { id } pageInfo { hasPreviousPage } }
		c: search(text: "بلدة", first: 0) { totalCount nodes { score } pageInfo { hasNextPage } } d: claims { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`, nil)
	if len(at(t, data, "a", "nodes").([]any)) != 0 || at(t, data, "a", "pageInfo", "hasNextPage") != true || at(t, data, "a", "pageInfo", "endCursor") != nil ||
		at(t, data, "b", "pageInfo", "hasPreviousPage") != true || at(t, data, "c", "totalCount") != 3.0 || at(t, data, "c", "pageInfo", "hasNextPage") != true {
		t.Errorf("%v", data)
	}
	if len(at(t, data, "d", "nodes").([]any)) != 3 || at(t, data, "d", "pageInfo", "hasNextPage") != false || at(t, data, "d", "pageInfo", "hasPreviousPage") != false {
		t.Errorf("%v", data)
	}
}

func TestRankedPages(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 30)...), Options{})
	all := ask(t, s, `{ search(text: "بلدة") { nodes { entity { key } } } }`, nil)
	var keys []any
	var cursor any
	for range 10 {
		page := ask(t, s, `query($c: String) { search(text: "بلدة", first: 7, after: $c) { nodes { entity { key } } pageInfo { hasNextPage endCursor } } }`, map[string]any{"c": cursor})
		for _, n := range at(t, page, "search", "nodes").([]any) {
			keys = append(keys, at(t, n, "entity", "key"))
		}
		if cursor = at(t, page, "search", "pageInfo", "endCursor"); at(t, page, "search", "pageInfo", "hasNextPage") == false {
			break
		}
	}
	if len(keys) != 30 {
		t.Fatalf("%d hits", len(keys))
	}
	for i, key := range keys {
		if want := at(t, all, "search", "nodes", i, "entity", "key"); key != want {
			t.Fatalf("hit %d: %v, want %v", i, key, want)
		}
	}
}

// counting counts the calls that reach a reader.
type counting struct {
	graph.Reader
	store *countingStore
}

func (c *counting) count(name string) {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	c.store.calls[name]++
	c.store.calls["all"]++
}

func (c *counting) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	c.count("Documents")
	return c.Reader.Documents(ctx, ids)
}

func (c *counting) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	c.count("Entities")
	return c.Reader.Entities(ctx, ids)
}

func (c *counting) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	c.count("Claims")
	return c.Reader.Claims(ctx, ids)
}

func (c *counting) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	c.count("Relations")
	return c.Reader.Relations(ctx, ids)
}

func (c *counting) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	c.count("AllRelations")
	return c.Reader.AllRelations(ctx, after)
}

func (c *counting) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	c.count("AllClaims")
	return c.Reader.AllClaims(ctx, after)
}

func (c *counting) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	c.count("AllEntities")
	return c.Reader.AllEntities(ctx, after)
}

func (c *counting) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	c.count("AllDocuments")
	return c.Reader.AllDocuments(ctx, after)
}

func (c *counting) RelationsOf(ctx context.Context, ids []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	c.count("RelationsOf")
	return c.Reader.RelationsOf(ctx, ids, dir, predicates...)
}

func (c *counting) ClaimsOf(ctx context.Context, ids []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	c.count("ClaimsOf")
	return c.Reader.ClaimsOf(ctx, ids, roles...)
}

func (c *counting) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	c.count("ClaimsIn")
	return c.Reader.ClaimsIn(ctx, docs)
}

func (c *counting) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	c.count("MentionsIn")
	return c.Reader.MentionsIn(ctx, docs)
}

// countingStore counts the views of a store, and the calls since the last time that none was open.
type countingStore struct {
	graph.Store
	mu          sync.Mutex
	calls       map[string]int
	views, open int
}

func (s *countingStore) View(ctx context.Context, fn func(graph.Reader) error) error {
	s.mu.Lock()
	if s.views++; s.open == 0 {
		s.calls = map[string]int{}
	}
	s.open++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.open--
	}()
	return s.Store.View(ctx, func(r graph.Reader) error { return fn(&counting{r, s}) })
}

const relationsPage = `query($n: Int) { relations(first: $n) { nodes {
	subject { key parent { key } } object { key relations(first: 3) { nodes { subject { key } supporting(first: 1) { nodes { id } } } } }
	supporting { nodes {
		agents { entity { key } passage { text } } places { entity { key } } sources { entity { key } }
		document { key claims { nodes { id } } mentions { nodes { entity { key } passage { text } } } }
		evidence { sentence { text span { codePoints { start } } } }
		event { id claims { nodes { id } } tallies { what } agents { key } }
		relations { id }
	} }
	denying { nodes { id } }
} } }`

// TestReadsDoNotGrowWithThePage: what is read follows from the shape of the query alone.
func TestReadsDoNotGrowWithThePage(t *testing.T) {
	store := &countingStore{Store: storeOf(t, chronicle(t, 150)...)}
	var calls [3]int
	for i, n := range []int{2, 50, 250} {
		s := schemaOf(t, store, Options{}) // which keeps nothing yet
		store.views = 0
		ask(t, s, relationsPage, map[string]any{"n": n})
		calls[i] = store.calls["all"]
		if store.views != 2 { // one of them for the events
			t.Errorf("a page of %d: %d views", n, store.views)
		}
		t.Logf("a page of %d: %v", n, store.calls)
	}
	if calls[0] != calls[1] || calls[1] != calls[2] {
		t.Errorf("calls grow with the page: %v", calls)
	}
	if calls[2] > 26 {
		t.Errorf("%d calls for one page", calls[2])
	}
}

// TestCountsOnlyWhereAsked: totalCount is lazy.
func TestCountsOnlyWhereAsked(t *testing.T) {
	store := &countingStore{Store: storeOf(t, chronicle(t, 20)...)}
	s := schemaOf(t, store, Options{})
	ask(t, s, `{ relations(first: 1, filter: {minSources: 1}) { nodes { id } } }`, nil)
	without := store.calls["AllRelations"]
	ask(t, s, `{ relations(first: 1, filter: {minSources: 1}) { totalCount nodes { id } } }`, nil)
	if with := store.calls["AllRelations"]; without != 1 || with != 2 {
		t.Errorf("%d reads of the whole list without a count, %d with it", without, with)
	}
}

func BenchmarkRelationsPage(b *testing.B) {
	store := storeOf(b, chronicle(b, 2000)...)
	s := schemaOf(b, store, Options{})
	for _, n := range []int{1, 50, 500} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				ask(b, s, `query($n: Int) { relations(first: $n) { nodes { predicate subject { name } object { name }
					supporting(first: 5) { nodes { sources { entity { name } } evidence { document { outlet } sentence { text span { codePoints { start end } } } } } } } } }`, map[string]any{"n": n})
			}
		})
	}
}

func BenchmarkOneHop(b *testing.B) {
	s := schemaOf(b, storeOf(b, chronicle(b, 2000)...), Options{})
	for b.Loop() {
		ask(b, s, `{ relations(filter: {predicate: {eq: ATTACKED}, object: {key: "place/7"}}) { nodes { subject { name } } } }`, nil)
	}
}
