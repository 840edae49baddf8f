package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestTimelineGoesByDay: pages both ways are the whole, in the order of the days, and go with their arguments.
func TestTimelineGoesByDay(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 120)...), Options{})
	const field = `timeline(entity: {key: "actor/3"}, %s)`
	whole := walk(t, s, field, 500, false)
	if len(whole) == 0 {
		t.Fatal("no events")
	}
	for _, back := range []bool{false, true} {
		if got := walk(t, s, field, 2, back); !slices.Equal(got, whole) {
			t.Errorf("pages of two: %v, want %v", got, whole)
		}
	}
	data := ask(t, s, `{ all: timeline(entity: {key: "actor/3"}) { totalCount nodes { from agents { key } } }
		some: timeline(entity: {key: "actor/3"}, during: {from: "2019-01-10", to: "2019-01-20"}) { nodes { from } }
		place: timeline(entity: {key: "place/13"}) { nodes { places { key } } }
		early: timeline(entity: {key: "actor/3"}, asOf: "2019-01-10") { nodes { from } }
		unheard: timeline(entity: {key: "actor/3"}, knownAt: "2019-02-28") { totalCount }
		none: timeline(entity: {key: "actor/none"}) { totalCount } }`, nil)
	last := ""
	for _, e := range at(t, data, "all", "nodes").([]any) {
		day := at(t, e, "from").(string)
		if day < last || at(t, e, "agents", 0, "key") != "actor/3" {
			t.Errorf("%v after %s", e, last)
		}
		last = day
	}
	for _, part := range []string{"some", "early"} {
		days := at(t, data, part, "nodes").([]any)
		if len(days) == 0 || len(days) >= len(whole) {
			t.Errorf("%s: %d of %d events", part, len(days), len(whole))
		}
		for _, e := range days {
			if day := at(t, e, "from").(string); part == "some" && (day < "2019-01-10" || day > "2019-01-20") || part == "early" && day > "2019-01-10" {
				t.Errorf("%s: %s", part, day)
			}
		}
	}
	if at(t, data, "place", "nodes", 0, "places", 0, "key") != "place/13" || at(t, data, "unheard") != nil || at(t, data, "none") != nil {
		t.Errorf("%v", data)
	}
	cursor := at(t, ask(t, s, `{ timeline(entity: {key: "actor/3"}, first: 1) { pageInfo { endCursor } } }`, nil), "timeline", "pageInfo", "endCursor")
	for _, bad := range []string{
		fmt.Sprintf(`{ timeline(entity: {key: "actor/4"}, after: %q) { totalCount } }`, cursor),
		`{ timeline(entity: {key: "actor/3"}, during: {from: "2019-02-01", to: "2019-01-01"}) { totalCount } }`,
		`{ timeline(entity: {key: "actor/3"}, first: 501) { totalCount } }`,
	} {
		if r := s.Exec(context.Background(), bad, "", nil); len(r.Errors) != 1 || !slices.Contains([]string{CodeBadCursor, CodeBadInput, CodePageTooLarge}, r.Errors[0].Code()) {
			t.Errorf("%s: %+v", bad, r.Errors)
		}
	}
}

func TestTimelineCursorIsOfOneRevision(t *testing.T) {
	store := storeOf(t, chronicle(t, 20)...)
	s := schemaOf(t, store, Options{})
	cursor := at(t, ask(t, s, `{ timeline(entity: {key: "actor/3"}, first: 1) { pageInfo { endCursor } } }`, nil), "timeline", "pageInfo", "endCursor")
	if err := store.Apply(t.Context(), battle(t)...); err != nil {
		t.Fatal(err)
	}
	r := s.Exec(context.Background(), fmt.Sprintf(`{ timeline(entity: {key: "actor/3"}, after: %q) { totalCount } }`, cursor), "", nil)
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeStaleCursor {
		t.Errorf("%+v", r.Errors)
	}
}

const whyQuery = `query ($id: ID!, $limit: Int = 20) { why(id: $id, limit: $limit) {
	relation { predicate } event { id } claimCount
	derivations { claim { id document { key } } denies note steps { rule did passage { text } } } } }`

// TestWhy: a relation, an event and a claim lead to the claims behind them, each with its steps.
func TestWhy(t *testing.T) {
	asked := 0
	explain := func(_ context.Context, _ graph.Reader, claims []*graph.Claim) ([]Derivation, error) {
		asked++
		out := make([]Derivation, len(claims))
		for i, c := range claims {
			out[i] = Derivation{Steps: []Step{{"trigger", "found the word", c.Evidence.Trigger}}, Note: "of " + c.Rule}
		}
		return out, nil
	}
	s := schemaOf(t, storeOf(t, battle(t)...), Options{Explain: explain})
	found := ask(t, s, `{ relations(filter: {predicate: {eq: ATTACKED}, object: {key: "place/omar-field"}}) { nodes { id } } events(filter: {type: {eq: KILL}}) { nodes { id claims { nodes { id } } } }
		claims(filter: {type: {eq: PART_OF}}) { nodes { id } } }`, nil)
	relation := ask(t, s, whyQuery, map[string]any{"id": at(t, found, "relations", "nodes", 0, "id")})
	if at(t, relation, "why", "claimCount") != 3.0 || at(t, relation, "why", "relation", "predicate") != "ATTACKED" || at(t, relation, "why", "event") != nil {
		t.Errorf("%v", relation)
	}
	for i, d := range at(t, relation, "why", "derivations").([]any) {
		if at(t, d, "denies") != (i == 2) || at(t, d, "note") != "of test/rule" || at(t, d, "steps", 0, "did") != "found the word" {
			t.Errorf("%d: %v", i, d)
		}
		if words := at(t, d, "steps", 0, "passage", "text"); words != "هاجم" && words != "هجوما" {
			t.Errorf("%d looked at %v", i, words)
		}
	}
	if asked != 1 {
		t.Errorf("documents were read again %d times, for three claims", asked)
	}
	event := at(t, found, "events", "nodes", 0, "id")
	for _, c := range at(t, found, "events", "nodes", 0, "claims", "nodes").([]any) {
		w := at(t, ask(t, s, whyQuery, map[string]any{"id": at(t, c, "id")}), "why")
		if at(t, w, "event", "id") != event || at(t, w, "claimCount") != 2.0 || at(t, w, "derivations", 0, "claim", "id") != at(t, c, "id") {
			t.Errorf("%v", w)
		}
	}
	one := at(t, ask(t, s, whyQuery, map[string]any{"id": event, "limit": 1}), "why")
	if len(at(t, one, "derivations").([]any)) != 1 || at(t, one, "claimCount") != 2.0 {
		t.Errorf("%v", one)
	}
	lasting := at(t, ask(t, s, whyQuery, map[string]any{"id": at(t, found, "claims", "nodes", 0, "id")}), "why")
	if at(t, lasting, "event") != nil || at(t, lasting, "claimCount") != 1.0 {
		t.Errorf("%v", lasting)
	}
	none := ask(t, s, `query ($id: ID!) { why(id: "00000000-0000-5000-8000-000000000000") { claimCount } early: why(id: $id, asOf: "2018-01-01") { claimCount } }`, map[string]any{"id": event})
	if at(t, none, "why") != nil || at(t, none, "early") != nil {
		t.Errorf("%v", none)
	}
}

func TestWhyOfAServerWithoutRules(t *testing.T) {
	store := storeOf(t, battle(t)...)
	plain := schemaOf(t, store, Options{})
	event := at(t, ask(t, plain, `{ events(filter: {type: {eq: KILL}}) { nodes { id } } }`, nil), "events", "nodes", 0, "id")
	d := at(t, ask(t, plain, whyQuery, map[string]any{"id": event}), "why", "derivations", 0)
	if at(t, d, "steps") != nil || at(t, d, "note") != nil {
		t.Errorf("%v", d)
	}
	for limit, want := range map[int]string{0: CodeBadInput, 101: CodeBadInput} {
		if r := plain.Exec(context.Background(), whyQuery, "", map[string]any{"id": event, "limit": limit}); len(r.Errors) != 1 || r.Errors[0].Code() != want {
			t.Errorf("limit %d: %+v", limit, r.Errors)
		}
	}
	broken := schemaOf(t, store, Options{Explain: func(context.Context, graph.Reader, []*graph.Claim) ([]Derivation, error) {
		return nil, errors.New("the data are gone")
	}})
	if r := broken.Exec(context.Background(), whyQuery, "", map[string]any{"id": event}); len(r.Errors) == 0 || r.Errors[0].Code() != CodeInternal {
		t.Errorf("%+v", r.Errors)
	}
	costly := schemaOf(t, store, Options{MaxCost: 200, Explain: func(context.Context, graph.Reader, []*graph.Claim) ([]Derivation, error) {
		t.Error("read documents again beyond what the request may cost")
		return nil, nil
	}})
	if r := costly.Exec(context.Background(), `query ($id: ID!) { why(id: $id) { derivations { note } } }`, "", map[string]any{"id": event}); len(r.Errors) == 0 || r.Errors[0].Code() != CodeTooCostly {
		t.Errorf("%+v", r.Errors)
	}
}
