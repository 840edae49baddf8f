package resolvers

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func TestWhoAttackedAndWhoSaysSo(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		relations(filter: {predicate: {eq: ATTACKED}, object: {name: "حقل العُمر"}}) {
			totalCount
			nodes {
				predicate from to documentCount sourceCount contested
				subject { key kind name names(lang: "ar") { text lang script } class parent { key } }
				object { key parent { key } point { lat lon } external { scheme value } }
				supporting { totalCount nodes {
					type mode phase status certainty stance rule lexicon
					agents { role inferred entity { key } passage { text } }
					sources { entity { name } passage { text } }
					period { from to precision anchored passage { text } }
					document { key outlet published title url sha256 }
					evidence { document { key } trigger { text } quote { text } sentence { text span { codePoints { start end } utf16 { start end } bytes { start end } } } }
					event { id claims { totalCount } }
					relations { predicate }
				} }
				denying { nodes { status stance sources { entity { key } } evidence { sentence { text } } } }
			}
		}
	}`, nil)
	relation := at(t, data, "relations", "nodes", 0)
	for want, path := range map[string][]any{
		"actor/isis": {"subject", "key"}, "place/omar-field": {"object", "key"}, "place/deir-ez-zor": {"object", "parent", "key"},
		"2018-10-21": {"from"}, "wikidata": {"object", "external", 1, "scheme"},
		"actor/sdf": {"denying", "nodes", 0, "sources", 0, "entity", "key"}, "DENIED": {"denying", "nodes", 0, "status"},
	} {
		if got := at(t, relation, path...); got != want {
			t.Errorf("%v: got %v, want %v", path, got, want)
		}
	}
	if at(t, relation, "contested") != true || at(t, relation, "supporting", "totalCount") != 2.0 || at(t, relation, "documentCount") != 2.0 {
		t.Errorf("witnesses: %v", relation)
	}
	for _, claim := range at(t, relation, "supporting", "nodes").([]any) {
		if at(t, claim, "document", "key") != "first" {
			continue
		}
		sentence := at(t, claim, "evidence", "sentence")
		if got := at(t, sentence, "text"); got != "هاجم تنظيم داعش حقل العمر أمس." {
			t.Errorf("sentence %q", got)
		}
		// A newspaper beyond the BMP and a blank stand before: 2 code points, 3 UTF-16 units, 5 bytes.
		for unit, want := range map[string]float64{"codePoints": 2, "utf16": 3, "bytes": 5} {
			if got := at(t, sentence, "span", unit, "start"); got != want {
				t.Errorf("%s: starts at %v, want %v", unit, got, want)
			}
		}
		if got := at(t, claim, "period", "passage", "text"); got != "أمس" {
			t.Errorf("period %q", got)
		}
		if got := at(t, claim, "event", "claims", "totalCount"); got != 2.0 {
			t.Errorf("event of %v claims", got)
		}
	}
}

func TestHowManyByWhom(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		events(filter: {type: {eq: KILL}, place: {key: "place/deir-ez-zor"}, occurred: {between: {from: "2018-10-01", to: "2018-10-31"}}}) {
			nodes {
				id type status from to documentCount contested
				agents { key } patients { key } places { key } sources { key }
				tallies { what min best max rule contested accounts { tally { what min max comparator unit passage { text } } claim { document { key } sources { entity { key } } } } }
			}
		}
	}`, nil)
	event := at(t, data, "events", "nodes", 0)
	toll := at(t, event, "tallies", 0)
	if at(t, toll, "min") != 4.0 || at(t, toll, "max") != 7.0 || at(t, toll, "best") != 4.0 || at(t, toll, "contested") != true || at(t, event, "contested") != true {
		t.Errorf("toll %v", toll)
	}
	if n := len(at(t, toll, "accounts").([]any)); n != 2 {
		t.Errorf("%d accounts", n)
	}
	if got := at(t, event, "sources", 0, "key"); got != "source/monitor" {
		t.Errorf("source %v", got)
	}
	id := at(t, event, "id").(string)
	claims := ask(t, s, `query($id: ID!) { event(id: $id) { claims { nodes { id } } } }`, map[string]any{"id": id})
	for _, claim := range at(t, claims, "event", "claims", "nodes").([]any) {
		again := ask(t, s, `query($id: ID!) { event(id: $id) { id } node(id: $id) { __typename } }`, map[string]any{"id": at(t, claim, "id")})
		if at(t, again, "event", "id") != id || at(t, again, "node", "__typename") != "Claim" {
			t.Errorf("claim %v leads to %v", claim, again)
		}
	}
}

func TestNodes(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	all := ask(t, s, `{ entities(first: 1) { nodes { id } } relations(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } documents(first: 1) { nodes { id } } }`, nil)
	want := map[string]string{"entities": "Entity", "relations": "Relation", "claims": "Claim", "documents": "Document"}
	for list, name := range want {
		id := at(t, all, list, "nodes", 0, "id")
		got := ask(t, s, `query($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Entity { key } ... on Relation { predicate } ... on Claim { rule } ... on Document { key } } }`,
			map[string]any{"ids": []any{id, "00000000-0000-5000-8000-000000000000", id}})
		if at(t, got, "nodes", 0, "__typename") != name || at(t, got, "nodes", 2, "id") != id || at(t, got, "nodes", 1) != nil {
			t.Errorf("%s: %v", list, got)
		}
	}
}

func TestLooksUpInAnySpelling(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		search(text: "العُمر") { nodes { match claimCount entity { key } } totalCount }
		entity(ref: {name: "الطكيحى"}) { key claims(role: {eq: AGENT}) { nodes { type } } relations(direction: OUT, predicate: {in: [PART_OF]}) { nodes { object { key } } } }
		none: entity(ref: {name: "لا أحد"}) { key }
		sources { nodes { claimCount entity { key relations { totalCount } } } }
		document(ref: {key: "third"}) { text claims { totalCount } mentions(first: 2) { totalCount pageInfo { hasNextPage } nodes { form entity { key } passage { text } } } }
		documents(filter: {text: {contains: "حقل العمر"}, published: {between: {from: "2018-10-23"}}}) { nodes { key text } }
		claims(filter: {text: {contains: "سبعه"}, outlet: {in: ["وكالة أ"]}, knownBy: "2018-10-22"}) { nodes { type } }
		stats { documents entities claims relations mentions bytes }
	}`, nil)
	for want, path := range map[any][]any{
		"place/omar-field": {"search", "nodes", 2, "entity", "key"}, "EXACT": {"search", "nodes", 0, "match"}, "WORD": {"search", "nodes", 2, "match"},
		"place/tukayhi": {"entity", "key"}, "PART_OF": {"entity", "claims", "nodes", 0, "type"}, "place/deir-ez-zor": {"entity", "relations", "nodes", 0, "object", "key"},
		nil: {"none"}, true: {"document", "mentions", "pageInfo", "hasNextPage"}, "NAME": {"document", "mentions", "nodes", 0, "form"},
		"KILL": {"claims", "nodes", 0, "type"}, 3.0: {"stats", "documents"},
	} {
		if got := at(t, data, path...); got != want {
			t.Errorf("%v: got %v, want %v", path, got, want)
		}
	}
	if n := len(at(t, data, "documents", "nodes").([]any)); n != 2 {
		t.Errorf("%d documents", n)
	}
	if text := at(t, data, "documents", "nodes", 0, "text").(string); !strings.Contains(text, "حقل العمر") {
		t.Errorf("text %q", text)
	}
}

func TestAmbiguousNames(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	for _, query := range []string{`{ entity(ref: {name: "العمر"}) { key } }`, `{ claims(filter: {participant: [{name: "العمر"}]}) { nodes { id } } }`} {
		r := s.Exec(context.Background(), query, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeAmbiguous {
			t.Fatalf("%s: %+v", query, r.Errors)
		}
		if strings.Contains(r.Errors[0].Message, "العمر") {
			t.Errorf("the error echoes the request: %s", r.Errors[0].Message)
		}
		candidates := r.Errors[0].Extensions["candidates"].([]map[string]any)
		if len(candidates) != 2 || candidates[0]["key"] == candidates[1]["key"] || candidates[0]["id"] == "" || candidates[0]["kind"] == "" {
			t.Errorf("candidates %v", candidates)
		}
	}
}

func TestErrors(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	type vars = map[string]any
	for _, test := range []struct {
		query, code string
		variables   vars
	}{
		{`{ entities(first: 501) { nodes { id } } }`, CodePageTooLarge, nil},
		{`{ entities(last: 501) { nodes { id } } }`, CodePageTooLarge, nil},
		{`{ entities { nodes { claims(first: 1000) { nodes { id } } } } }`, CodePageTooLarge, nil},
		{`{ entities(first: -1) { nodes { id } } }`, CodeBadInput, nil},
		{`{ entities(after: "secret") { nodes { id } } }`, CodeBadCursor, nil},
		{`{ node(id: "secret") { id } }`, CodeBadInput, nil},
		{`{ event(id: "secret") { id } }`, CodeBadInput, nil},
		{`{ claims(filter: {place: {name: "secret"}}) { nodes { id } } }`, CodeNotFound, nil},
		{`{ claims(filter: {document: {key: "secret"}}) { nodes { id } } }`, CodeNotFound, nil},
		{`{ claims(filter: {occurred: {eq: "secret"}}) { nodes { id } } }`, CodeBadInput, nil},
		{`{ claims(filter: {occurred: {between: {from: "2019-01-02", to: "2019-01-01"}}}) { nodes { id } } }`, CodeBadInput, nil},
		{`query($d: Day) { claims(filter: {knownBy: $d}) { nodes { id } } }`, CodeBadInput, vars{"d": "secret"}},
		{`{ claims(filter: {text: {contains: "…"}}) { nodes { id } } }`, CodeBadInput, nil},
		{`{ entity(ref: {}) { id } }`, CodeInvalid, nil},
		{`{ entity(ref: {key: "a", name: "b"}) { id } }`, CodeInvalid, nil},
		{`query($r: EntityRef!) { entity(ref: $r) { id } }`, CodeInvalid, vars{"r": vars{"key": "secret", "name": "secret"}}},
		{`query($r: EntityRef!) { entity(ref: $r) { id } }`, CodeInvalid, vars{"r": vars{"wrong": "secret"}}},
		{`query($k: EntityKind!) { entities(filter: {kind: {eq: $k}}) { nodes { id } } }`, CodeInvalid, vars{"k": "SECRET"}},
		{`query($n: Int) { entities(first: $n) { nodes { id } } }`, CodeInvalid, vars{"n": "secret"}},
		{`query($n: Int) { entities(first: $n) { nodes { id } } }`, CodeInvalid, vars{"n": 1e12}},
		{`query($n: Int) { stats { claims } entities(first: $n) { nodes { id } } }`, CodeInvalid, vars{"n": []any{"secret"}}},
		{`query($t: String!) { search(text: $t) { nodes { score } } }`, CodeInvalid, vars{"t": vars{"secret": 1}}},
		{`query($n: Int!) { entities(first: $n) { nodes { id } } }`, CodeInvalid, nil},
		{`{ entities(filter: {kind: {eq: SECRET_THING}}) { nodes { id } } }`, CodeInvalid, nil},
		{`{ entities(first: "hunter2secret") { totalCount } }`, CodeInvalid, nil},
		{`{ entities(first: secret) { totalCount } }`, CodeInvalid, nil},
		{`{ search(text: secret) { totalCount } }`, CodeInvalid, nil},
		{`{ search(text: [{a: "b secret c", secret: "\"secret"}]) { totalCount } }`, CodeInvalid, nil},
		{`{ entity(ref: hunter2secret) { id } }`, CodeInvalid, nil},
		{`{ entity(ref: "secret \" secret") { id } }`, CodeInvalid, nil},
		{`{ entity(ref: {secret: "a"}) { id } }`, CodeInvalid, nil},
		{`{ entities(filter: {kind: {eq: "secret"}}) { nodes { id } } }`, CodeInvalid, nil},
		{`{ secret }`, CodeInvalid, nil},
		{`{ entities { ...secret } }`, CodeInvalid, nil},
		{`query secret($secret: Int) { entities(first: $secretly) { totalCount } }`, CodeInvalid, nil},
		{`{ stats @secret { claims } secret: entities { secret } }`, CodeInvalid, nil},
		{`{ secret: claims { totalCount } secret: entities { totalCount } }`, CodeInvalid, nil},
		{`query($secret: EntityKind) { entities(filter: {kind: {eq: $secret}}) { nodes { id } } }`, CodeInvalid, vars{"secret": 7}},
		{`{ stats { claims } } secret`, CodeSyntax, nil},
		{`{ search(text: "\secret") { totalCount } }`, CodeSyntax, nil},
		{`{ nothing }`, CodeInvalid, nil},
		{`{ entities`, CodeSyntax, nil},
		{`query A { stats { claims } } query B { stats { claims } }`, CodeUnknownOperation, nil},
		{`fragment F on Query { stats { claims } }`, CodeUnknownOperation, nil},
		{`mutation { stats { claims } }`, CodeReadOnly, nil},
		{`subscription { stats { claims } }`, CodeNotAcceptable, nil},
		{deep(60), CodeTooDeep, nil},
		{deep(2000), CodeTooDeep, nil},
		{"{ stats { claims } } #" + strings.Repeat("x", 100_000), CodeTooLong, nil},
		{"{ stats { " + strings.Repeat("a ", 20_000) + "} }", CodeTooLong, nil},
		{bomb(14), CodeTooComplex, nil},
	} {
		r := s.Exec(context.Background(), test.query, "", test.variables)
		name := test.query[:min(len(test.query), 80)]
		if len(r.Errors) == 0 {
			t.Errorf("%s: no error", name)
			continue
		}
		if test.code == CodeInvalid && r.Data != nil {
			t.Errorf("%s: executed: %s", name, r.Data)
		}
		for _, e := range r.Errors {
			if e.Code() != test.code {
				t.Errorf("%s: code %s, want %s: %s", name, e.Code(), test.code, e.Message)
			}
			if written, _ := json.Marshal(e); strings.Contains(string(written), "secret") {
				t.Errorf("%s: the error echoes the request: %s", name, written)
			}
		}
	}
	if r := s.Exec(context.Background(), `query A { stats { claims } }`, "B", nil); r.Errors[0].Code() != CodeUnknownOperation {
		t.Errorf("unknown operation: %v", r.Errors[0])
	}
}

// TestArgumentsOutOfBounds holds that an error names the argument and what it may be.
func TestArgumentsOutOfBounds(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	ends := `from: {key: "actor/sdf"}, to: {key: "place/tukayhi"}`
	for query, want := range map[string]string{
		`{ relations(filter: {minSources: -3}) { totalCount } }`:              "minSources is 0 or more",
		`{ relations(filter: {minDocuments: -1}) { totalCount } }`:            "minDocuments is 0 or more",
		`{ relations(filter: {not: {minDocuments: -1}}) { totalCount } }`:     "minDocuments is 0 or more",
		`{ events(filter: {minDocuments: -1}) { totalCount } }`:               "minDocuments is 0 or more",
		`{ review(minScore: 7) { totalCount } }`:                              "minScore is 0 to 1",
		`{ review(minScore: -0.1) { totalCount } }`:                           "minScore is 0 to 1",
		`{ paths(` + ends + `, undated: true) { hops { day } } }`:             "undated needs chronological",
		`{ paths(` + ends + `, maxDegree: -1) { hops { day } } }`:             "maxDegree is 0 or more",
		`{ stats(includeUndated: true) { claims } }`:                          "includeUndated needs knownAt",
		`{ claims(includeUndated: true, asOf: "2018-10-22") { totalCount } }`: "includeUndated needs knownAt",
		`{ aggregate(by: [PLACE], level: ARMED_GROUP) { groupCount } }`:       "level is a kind of place",
		`{ matrix(level: ARMED_GROUP) { events } }`:                           "level is a kind of place",
		`{ aggregate(by: [PLACE, PLACE]) { groupCount } }`:                    "by is 1 to 4 dimensions",
		`{ aggregate(by: []) { groupCount } }`:                                "by is 1 to 4 dimensions",
	} {
		r := s.Exec(context.Background(), query, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeBadInput || !strings.HasPrefix(r.Errors[0].Message, want) {
			t.Errorf("%s: %+v, want %q", query, r.Errors, want)
		}
	}
	ask(t, s, `{ relations(filter: {minSources: 0}) { totalCount } paths(`+ends+`, undated: true, chronological: true, maxDegree: 0) { hops { day } }
		review(minScore: 1) { totalCount } stats(includeUndated: true, knownAt: "2018-10-22") { claims } aggregate(by: [PLACE], level: REGION) { groupCount } }`, nil)
}

// TestErrorsKeepTheNamesOfTheSchema holds what clients are told about a document that does not fit.
func TestErrorsKeepTheNamesOfTheSchema(t *testing.T) {
	s := schemaOf(t, storeOf(t), Options{})
	for query, want := range map[string]string{
		`{ search(text: 5551234) { totalCount } }`:                  `String cannot represent a non string value: …`,
		`{ entities(first: "hunter2secret") { totalCount } }`:       `Int cannot represent non-integer value: "…"`,
		`{ entity(ref: hunter2secret) { id } }`:                     `Expected value of type "EntityRef", found ….`,
		`{ entities(filter: {kind: {eq: PERSN}}) { totalCount } }`:  `Value "…" does not exist in "EntityKind" enum. Did you mean the enum value "PERSON"?`,
		`{ entitis { totalCount } }`:                                `Cannot query field "…" on type "Query". Did you mean "entities", or "entity"?`,
		`{ entities { nodes } }`:                                    `Field "nodes" of type "[Entity!]!" must have a selection of subfields. Did you mean "nodes { ... }"?`,
		`{ relations(firs: 1) { totalCount } }`:                     `Unknown argument "…" on field "Query.relations". Did you mean "first"?`,
		`{ entity { id } }`:                                         `Field "entity" argument "ref" of type "EntityRef!" is required, but it was not provided.`,
		`query($n: String) { entities(first: $n) { totalCount } }`:  `Variable "…" of type "String" used in position expecting type "Int".`,
		`query($n: Int) { stats { claims } }`:                       `Variable "…" is never used.`,
		`{ entities(first: ) { totalCount } }`:                      `syntax error: Unexpected )`,
		deep(60):                                                    `the GraphQL document nests more than 24 levels deep`,
		`{ xy: claims { totalCount } xy: entities { totalCount } }`: `Fields "…" conflict because "claims" and "entities" are different fields. Use different aliases on the fields to fetch both if this was intentional.`,
	} {
		r := s.Exec(context.Background(), query, "", nil)
		if len(r.Errors) == 0 || r.Errors[0].Message != want {
			t.Errorf("%s:\n got %v\nwant %s", query, r.Errors, want)
		}
	}
}

// deep is a query with fields n levels deep.
func deep(n int) string {
	return `{ entities { nodes ` + strings.Repeat(`{ parent `, n) + `{ id }` + strings.Repeat(` }`, n) + ` } }`
}

// bomb spreads fragments that double n times.
func bomb(n int) string {
	var b strings.Builder
	b.WriteString("{ stats { ...F0 } }\n")
	for i := range n {
		next := string(rune('0' + (i + 1)))
		b.WriteString("fragment F" + string(rune('0'+i)) + " on Stats { ...F" + next + " ...F" + next + " }\n")
	}
	b.WriteString("fragment F" + string(rune('0'+n)) + " on Stats { claims documents }\n")
	return strings.NewReplacer(":", "a", ";", "b", "<", "c", "=", "d", ">", "e", "?", "f").Replace(b.String())
}

func TestAFailingFieldLeavesTheOthers(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	r := s.Exec(context.Background(), `{ stats { claims } entities(first: 501) { nodes { id } } }`, "", nil)
	if string(r.Data) != `{"stats":{"claims":6},"entities":null}` || len(r.Errors) != 1 || r.Errors[0].Path[0] != "entities" {
		t.Errorf("%s %+v", r.Data, r.Errors)
	}
}

func TestCost(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 200)...), Options{MaxCost: 700})
	ask(t, s, `{ claims(first: 100) { nodes { id } } }`, nil)
	for _, query := range []string{
		`{ claims(first: 200) { nodes { id type status document { key } } } }`,
		`{ entities(first: 100) { nodes { claims(first: 100) { nodes { id } } } } }`,
		`{ claims(first: 200) { nodes { evidence { sentence { text span { bytes { start end } } } } } } }`,
	} {
		r := s.Exec(context.Background(), query, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeTooCostly || r.Data != nil {
			t.Errorf("%s: %.200s %+v", query, r.Data, r.Errors)
		}
	}
}

func TestCancelled(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r := s.Exec(ctx, `{ stats { claims } }`, "", nil); len(r.Errors) != 1 || r.Errors[0].Code() != CodeCancelled || r.Data != nil {
		t.Errorf("%s %+v", r.Data, r.Errors)
	}
	store := storeOf(t)
	s = schemaOf(t, store, Options{})
	store.Close()
	if r := s.Exec(context.Background(), `{ stats { claims } }`, "", nil); len(r.Errors) != 1 || r.Errors[0].Code() != CodeInternal || strings.Contains(r.Errors[0].Message, graph.ErrClosed.Error()) {
		t.Errorf("%s %+v", r.Data, r.Errors)
	}
}
