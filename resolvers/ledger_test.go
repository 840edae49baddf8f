package resolvers

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// judged is the battle, with one claim rejected, that undone, and two names made one.
func judged(t *testing.T) (*Schema, graph.Store, []*graph.Judgement) {
	deltas := battle(t)
	store := storeOf(t, deltas...)
	act := func(n byte, kind graph.JudgementKind) *graph.Judgement {
		return &graph.Judgement{ID: graph.ID{6: 0x70, 8: 0x80, 15: n}, Kind: kind, Author: "huda", Time: time.Unix(int64(n), 0).UTC(), Note: "read again"}
	}
	reject, undo, merge := act(1, graph.Reject), act(2, graph.Undo), act(3, graph.SameAs)
	reject.Claims = []graph.ID{deltas[0].Claims[0].ID}
	undo.Undoes = reject.ID
	merge.Entity, merge.Other = &graph.Referent{Key: "place/other-omar"}, &graph.Referent{Key: "place/omar-field", Kind: "facility", Name: "حقل العمر"}
	acts := []*graph.Judgement{reject, undo, merge}
	if _, err := store.Judge(context.Background(), acts...); err != nil {
		t.Fatal(err)
	}
	return schemaOf(t, store, Options{}), store, acts
}

func TestJudgementsAreListed(t *testing.T) {
	s, _, acts := judged(t)
	data := ask(t, s, `{
		judgements { totalCount nodes { id kind author time note claims undoes undoneBy entity { key entity { key } } other { key name kind } } }
		standing: judgements(standing: true) { nodes { id } }
		merged: entity(ref: {key: "place/other-omar"}) { key }
	}`, nil)
	for want, path := range map[string][]any{
		"REJECT": {"judgements", "nodes", 0, "kind"}, acts[1].ID.String(): {"judgements", "nodes", 0, "undoneBy"},
		acts[0].ID.String(): {"judgements", "nodes", 1, "undoes"}, "place/other-omar": {"judgements", "nodes", 2, "entity", "key"},
		"place/omar-field": {"judgements", "nodes", 2, "entity", "entity", "key"}, "FACILITY": {"judgements", "nodes", 2, "other", "kind"},
		"1970-01-01T00:00:03Z": {"judgements", "nodes", 2, "time"}, "read again": {"judgements", "nodes", 2, "note"},
		acts[2].ID.String(): {"standing", "nodes", 0, "id"},
	} {
		if got := at(t, data, path...); got != want {
			t.Errorf("%v: got %v, want %v", path, got, want)
		}
	}
	if got := at(t, data, "merged", "key"); got != "place/omar-field" {
		t.Errorf("the merged key leads to %v", got)
	}
	if standing := at(t, data, "standing", "nodes").([]any); len(standing) != 1 {
		t.Errorf("standing: %v", standing)
	}
}

// TestJudgementsTellOnWhatTheyBear: of judged claims that are no more, what says the same now, and what nothing says.
func TestJudgementsTellOnWhatTheyBear(t *testing.T) {
	deltas := battle(t)
	claims := deltas[0].Claims
	act := func(n byte, told ...*graph.Told) *graph.Judgement {
		return &graph.Judgement{
			ID: graph.ID{6: 0x70, 8: 0x80, 15: n}, Kind: graph.Reject, Author: "huda", Time: time.Unix(int64(n), 0).UTC(),
			Claims: []graph.ID{claims[n-1].ID}, Told: told,
		}
	}
	newer := graphtest.Edited(deltas[0], "خبر ")
	store := storeOf(t, newer)
	told := act(1, graph.TellOf(deltas[0], claims[0].ID))
	if _, err := store.Judge(context.Background(), told, act(2)); err != nil {
		t.Fatal(err)
	}
	data := ask(t, schemaOf(t, store, Options{}), `{ judgements { nodes { carried { judged now } strays { judged article why } } } }`, nil)
	curation, err := graph.NewCuration([]*graph.Judgement{told})
	if err != nil {
		t.Fatal(err)
	}
	now := curation.Successors(newer)[claims[0].ID]
	for want, path := range map[string][]any{
		claims[0].ID.String(): {"judgements", "nodes", 0, "carried", 0, "judged"}, now.String(): {"judgements", "nodes", 0, "carried", 0, "now"},
		claims[1].ID.String(): {"judgements", "nodes", 1, "strays", 0, "judged"}, "NOT_TOLD": {"judgements", "nodes", 1, "strays", 0, "why"},
	} {
		if got := at(t, data, path...); got != want {
			t.Errorf("%v: got %v, want %v", path, got, want)
		}
	}
}

func TestACopyFollowsChanges(t *testing.T) {
	store := storeOf(t, battle(t)[:1]...)
	s := schemaOf(t, store, Options{})
	since := at(t, ask(t, s, `{ revision }`, nil), "revision")
	deltas := battle(t)
	if err := store.Apply(context.Background(), deltas[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Remove(context.Background(), deltas[0].Document.ID); err != nil {
		t.Fatal(err)
	}
	query := `query ($since: String!) { revision changes(since: $since, first: 500) { totalCount nodes {
		id record op number reasons { cause documentKey document judgement } node { id } } } }`
	data := ask(t, s, query, map[string]any{"since": since})
	seen := map[string]bool{}
	for _, n := range at(t, data, "changes", "nodes").([]any) {
		op := at(t, n, "op").(string)
		seen[at(t, n, "record").(string)+" "+op+" "+at(t, n, "reasons", 0, "cause").(string)] = true
		if gone := at(t, n, "node") == nil; gone != (op == "RETRACTED") {
			t.Errorf("%s, and the record is there: %v", op, !gone)
		}
	}
	for _, want := range []string{"DOCUMENT ADDED INGESTED", "DOCUMENT RETRACTED REMOVED", "CLAIM RETRACTED REMOVED", "RELATION CHANGED REMOVED"} {
		if !seen[want] {
			t.Errorf("no %s among %v", want, seen)
		}
	}
	data = ask(t, s, query, map[string]any{"since": data["revision"]})
	if n := at(t, data, "changes", "totalCount"); n != 0.0 {
		t.Errorf("%v changes since now", n)
	}
	for bad, code := range map[string]string{"yesterday": CodeBadInput, graph.EntityID("x").String() + "@1": CodeStaleRevision} {
		r := s.Exec(context.Background(), query, "", map[string]any{"since": bad})
		if len(r.Errors) == 0 || r.Errors[0].Code() != code {
			t.Errorf("%s: %+v, want %s", bad, r.Errors, code)
		}
	}
}

// TestChangesTellOfEvents: a copy of the events that does what the changes say has those of the store, page by page.
func TestChangesTellOfEvents(t *testing.T) {
	s, store, _ := judged(t)
	deltas := battle(t)
	events := func() map[any]string {
		have := map[any]string{}
		data := ask(t, s, `{ events(first: 500) { nodes { id claims(first: 100) { nodes { id } } } } }`, nil)
		for _, e := range at(t, data, "events", "nodes").([]any) {
			have[at(t, e, "id")] = fmt.Sprint(at(t, e, "claims"))
		}
		return have
	}
	have, since := events(), ask(t, s, `{ revision }`, nil)["revision"]
	if len(have) < 2 {
		t.Fatalf("%d events", len(have))
	}
	if _, err := store.Remove(context.Background(), deltas[0].Document.ID); err != nil {
		t.Fatal(err)
	}
	query := `query ($since: String!, $after: String) { changes(since: $since, events: true, first: 3, after: $after) { pageInfo { hasNextPage endCursor }
		nodes { id record op reasons { cause } node { id } event { id claims(first: 100) { nodes { id } } } } } }`
	told := 0
	for vars := map[string]any{"since": since}; ; {
		data := ask(t, s, query, vars)
		for _, n := range at(t, data, "changes", "nodes").([]any) {
			event := at(t, n, "event")
			switch {
			case at(t, n, "record") != "EVENT":
				if event != nil {
					t.Errorf("%v has an event", n)
				}
				continue
			case event == nil:
				delete(have, at(t, n, "id"))
			default:
				have[at(t, n, "id")] = fmt.Sprint(at(t, event, "claims"))
			}
			if told++; (event == nil) != (at(t, n, "op") == "RETRACTED") || at(t, n, "node") != nil {
				t.Errorf("event %v", n)
			}
		}
		if at(t, data, "changes", "pageInfo", "hasNextPage") != true {
			break
		}
		vars["after"] = at(t, data, "changes", "pageInfo", "endCursor")
	}
	if now := events(); told == 0 || !maps.Equal(have, now) {
		t.Errorf("%d changes of events lead to %v, want %v", told, have, now)
	}
}

func TestReviewIsListed(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{ review(minScore: 0, first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { score entity { key } other { key } reasons { what points } } } }`, nil)
	if n := at(t, data, "review", "totalCount"); n != 0.0 { // the lexicon keeps them apart
		t.Errorf("%v candidates among entities of the lexicon: %v", n, data)
	}
}
