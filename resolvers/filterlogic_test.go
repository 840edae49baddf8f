package resolvers

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// TestNestedFilters asks for what is known of three articles on one attack.
func TestNestedFilters(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	for query, want := range map[string]string{
		`entities(filter: {or: [{key: {eq: "actor/isis"}}, {kind: {eq: REGION}}]})`:                              "actor/isis place/deir-ez-zor",
		`entities(filter: {kind: {eq: ARMED_GROUP}, not: {key: {eq: "actor/isis"}}})`:                            "actor/sdf",
		`entities(filter: {and: [{kind: {in: [ARMED_GROUP, MEDIA]}}, {claims: {some: {type: {eq: KILL}}}}]})`:    "actor/sdf source/monitor",
		`entities(filter: {claims: {none: {status: {eq: DENIED}}}, kind: {in: [MEDIA, REGION]}})`:                "place/deir-ez-zor source/monitor",
		`entities(filter: {claims: {some: {}, every: {type: {eq: PART_OF}}}})`:                                   "place/deir-ez-zor place/tukayhi",
		`entities(filter: {relations: {some: {predicate: {eq: ATTACKED}, objectWith: {kind: {eq: FACILITY}}}}})`: "actor/isis place/omar-field",
		`entities(filter: {or: []})`:                                                                  "",
		`documents(filter: {claims: {some: {status: {eq: DENIED}}}})`:                                 "third",
		`documents(filter: {claims: {none: {status: {eq: DENIED}}}, not: {outlet: {eq: "وكالة أ"}}})`: "second",
	} {
		data := ask(t, s, `{ list: `+query+` { totalCount nodes { key } } }`, nil)
		var keys []string
		for _, n := range at(t, data, "list", "nodes").([]any) {
			keys = append(keys, at(t, n, "key").(string))
		}
		slices.Sort(keys)
		if got := strings.Join(keys, " "); got != want || at(t, data, "list", "totalCount") != float64(len(keys)) {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	for query, want := range map[string]float64{
		`claims(filter: {or: [{type: {eq: KILL}}, {status: {eq: DENIED}}]})`:                                             3,
		`claims(filter: {not: {relations: {some: {}}}})`:                                                                 0,
		`claims(filter: {relations: {some: {predicate: {eq: PART_OF}}}})`:                                                1,
		`claims(filter: {participants: {every: {kind: {in: [SETTLEMENT, REGION]}}}})`:                                    1,
		`claims(filter: {participants: {none: {key: {eq: "source/monitor"}}}, type: {eq: ATTACK}})`:                      2,
		`relations(filter: {denying: {some: {}}})`:                                                                       1,
		`relations(filter: {supporting: {every: {source: [{key: "source/monitor"}]}, some: {}}})`:                        0,
		`relations(filter: {subjectWith: {kind: {eq: SETTLEMENT}}})`:                                                     1,
		`relations(filter: {or: [{predicate: {eq: PART_OF}}, {predicate: {eq: ATTACKED}, object: {key: "actor/sdf"}}]})`: 2,
		`events(filter: {claims: {every: {outlet: {in: ["وكالة أ", "وكالة ب"]}}}})`:                                      2,
		`events(filter: {not: {type: {eq: KILL}}, or: [{status: {eq: DENIED}}, {minDocuments: 2}]})`:                     2,
		`events(filter: {claims: {some: {source: [{key: "source/monitor"}], tallies: null}}})`:                           -1,
	} {
		r := s.Exec(context.Background(), `{ list: `+query+` { totalCount } }`, "", nil)
		if want < 0 {
			if len(r.Errors) == 0 || r.Errors[0].Code() != CodeInvalid {
				t.Errorf("%s: %+v", query, r.Errors)
			}
			continue
		}
		if got := at(t, ask(t, s, `{ list: `+query+` { totalCount } }`, nil), "list", "totalCount"); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestFiltersNestOnlySoDeep(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	nots := func(n int) map[string]any {
		f := map[string]any{"key": map[string]any{"eq": "actor/isis"}}
		for range n {
			f = map[string]any{"not": f}
		}
		return f
	}
	ask(t, s, `query($f: EntityFilter) { entities(filter: $f) { totalCount } }`, map[string]any{"f": nots(10)})
	for _, n := range []int{11, 2000} {
		if e := refusal(t, s, `query($f: EntityFilter) { entities(filter: $f) { totalCount } }`, map[string]any{"f": nots(n)}); e.Code() != CodeBadInput {
			t.Errorf("%d deep: %s", n, e.Message)
		}
	}
	many := make([]any, 501)
	for i := range many {
		many[i] = nots(0)
	}
	if e := refusal(t, s, `query($f: EntityFilter) { entities(filter: $f) { totalCount } }`, map[string]any{"f": map[string]any{"or": many}}); e.Code() != CodeBadInput {
		t.Errorf("many filters: %s", e.Message)
	}
}

func TestNamesByLanguageAndScript(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{ entity(ref: {key: "actor/isis"}) { all: names { text lang script } ar: names(lang: "ar", script: "Arab") { text } latin: names(lang: "ar", script: "Latn") { text } en: names(lang: "en") { text } } }`, nil)
	for name, want := range map[string]int{"all": 1, "ar": 1, "latin": 0, "en": 0} {
		if got := len(at(t, data, "entity", name).([]any)); got != want {
			t.Errorf("%s: %d names, want %d", name, got, want)
		}
	}
}
