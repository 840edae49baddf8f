package resolvers

import (
	"context"
	"testing"
)

func TestPaths(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		paths(from: {key: "actor/sdf"}, to: {name: "حقل العمر"}, k: 5, maxHops: 2) { hops {
			from { key } to { key } day undated claimIds
			relations { predicate subject { key } object { key } sourceCount }
			witness { id document { key } evidence { sentence { text } } } sentence { text span { codePoints { start } } }
		} }
		self: paths(from: {key: "actor/sdf"}, to: {key: "actor/sdf"}) { hops { undated } }
		none: paths(from: {key: "actor/sdf"}, to: {key: "place/tukayhi"}) { hops { undated } }
		dated: paths(from: {key: "actor/sdf"}, to: {key: "actor/isis"}, chronological: true) { hops { day } }
		far: paths(from: {key: "actor/sdf"}, to: {key: "place/omar-field"}, k: 5, avoid: [{key: "actor/isis"}]) { hops { undated } }
	}`, nil)
	paths := at(t, data, "paths").([]any)
	if len(paths) != 2 {
		t.Fatalf("%d paths, want the direct one and the one over the attacker", len(paths))
	}
	direct := at(t, paths[0], "hops", 0)
	if at(t, direct, "relations", 0, "predicate") != "KILLED_IN" || len(at(t, direct, "claimIds").([]any)) != 2 {
		t.Errorf("direct: %v", direct)
	}
	if at(t, direct, "sentence", "text") != at(t, direct, "witness", "evidence", "sentence", "text") || at(t, direct, "day") != nil || at(t, direct, "undated") != false {
		t.Errorf("witness: %v", direct)
	}
	if at(t, paths[1], "hops", 0, "to", "key") != "actor/isis" || at(t, paths[1], "hops", 1, "relations", 0, "subject", "key") != "actor/isis" {
		t.Errorf("over the attacker: %v", paths[1])
	}
	for want, path := range map[any][]any{"2018-10-21": {"dated", 0, "hops", 0, "day"}} {
		if got := at(t, data, path...); got != want {
			t.Errorf("%v: %v, want %v", path, got, want)
		}
	}
	for name, want := range map[string]int{"self": 1, "none": 0, "far": 1} {
		if got := len(at(t, data, name).([]any)); got != want {
			t.Errorf("%s: %d paths, want %d", name, got, want)
		}
	}
}

func TestNeighborhood(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		neighborhood(entity: {key: "actor/isis"}) { members { hops entity { key } } relations { predicate } }
		alone: neighborhood(entity: {key: "actor/isis"}, depth: 0) { members { hops } relations { id } }
		attacked: neighborhood(entity: {key: "actor/isis"}, filter: {predicate: {eq: CONTROLS}}) { members { hops } }
	}`, nil)
	if n := len(at(t, data, "neighborhood", "members").([]any)); n != 3 {
		t.Errorf("%d members, want 3", n)
	}
	if n := len(at(t, data, "neighborhood", "relations").([]any)); n != 3 {
		t.Errorf("%d relations, want 3: two attacks, and who was killed where", n)
	}
	for _, name := range []string{"alone", "attacked"} {
		if n := len(at(t, data, name, "members").([]any)); n != 1 {
			t.Errorf("%s: %d members, want 1", name, n)
		}
	}
}

func TestCounts(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		matrix(level: REGION) { actors { key events entity { name } } places { key } periods cells { actor place period events claims } events claims actorCount placeCount }
		aggregate(by: [TYPE, OUTLET], order: KEY) { groupCount whole { events claims documents sources }
			groups { keys { by value unknown entity { key } } sum { events claims tallies { what min best max events contested } } } }
		top: aggregate(by: [SOURCE], top: 1) { groupCount groups { keys { value entity { key } } } }
		status: aggregate(by: [STATUS], order: KEY) { groups { keys { value } } }
	}`, nil)
	for _, c := range []struct {
		want any
		path []any
	}{
		{2.0, []any{"matrix", "events"}}, {4.0, []any{"matrix", "claims"}}, {"actor/isis", []any{"matrix", "actors", 0, "key"}},
		{nil, []any{"matrix", "actors", 1, "key"}}, {nil, []any{"matrix", "actors", 1, "entity"}},
		{"place/deir-ez-zor", []any{"matrix", "places", 0, "key"}}, {"2018-10", []any{"matrix", "periods", 0}},
		{0.0, []any{"matrix", "cells", 0, "actor"}}, {1.0, []any{"matrix", "cells", 0, "events"}}, {2.0, []any{"matrix", "cells", 1, "claims"}},
		{4.0, []any{"aggregate", "groupCount"}}, {"TYPE", []any{"aggregate", "groups", 0, "keys", 0, "by"}},
		{2.0, []any{"top", "groupCount"}}, {"denied", []any{"status", "groups", 0, "keys", 0, "value"}},
	} {
		if got := at(t, data, c.path...); got != c.want {
			t.Errorf("%v: %v, want %v", c.path, got, c.want)
		}
	}
	kills := at(t, data, "aggregate", "groups", 2)
	if at(t, kills, "keys", 0, "value") != "kill" || at(t, kills, "keys", 1, "value") != "وكالة أ" || at(t, kills, "sum", "tallies", 0, "best") != 7.0 {
		t.Errorf("kills by the first outlet: %v", kills)
	}
}

func TestTracingAtItsBounds(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	for query, code := range map[string]string{
		`{ paths(from: {key: "actor/sdf"}, to: {key: "actor/isis"}, k: 0) { hops { undated } } }`:          CodeBadInput,
		`{ paths(from: {key: "actor/sdf"}, to: {key: "actor/isis"}, maxHops: 13) { hops { undated } } }`:   CodeBadInput,
		`{ paths(from: {key: "actor/sdf"}, to: {key: "actor/isis"}, maxDegree: -1) { hops { undated } } }`: CodeBadInput,
		`{ paths(from: {key: "actor/sdf"}, to: {key: "actor/nobody"}) { hops { undated } } }`:              CodeNotFound,
		`{ neighborhood(entity: {key: "actor/nobody"}) { members { hops } } }`:                             CodeNotFound,
		`{ neighborhood(entity: {key: "actor/isis"}, depth: 5) { members { hops } } }`:                     CodeBadInput,
		`{ neighborhood(entity: {key: "actor/isis"}, limit: 1) { members { hops } } }`:                     CodeTooCostly,
		`{ matrix(level: STATE) { events } }`:                                                              CodeBadInput,
		`{ matrix(top: 0) { events } }`:                                                                    CodeBadInput,
		`{ aggregate(by: []) { groupCount } }`:                                                             CodeBadInput,
		`{ aggregate(by: [TYPE, TYPE]) { groupCount } }`:                                                   CodeBadInput,
	} {
		r := s.Exec(context.Background(), query, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != code {
			t.Errorf("%s: %+v, want %s", query, r.Errors, code)
		}
	}
}
