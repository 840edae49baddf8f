package resolvers

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// TestRootsReadFromAPointOfView asks every root from two points of view, and looks below the roots too.
func TestRootsReadFromAPointOfView(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{
		now: stats { documents undatedDocuments undatedClaims }
		then: stats(knownAt: "2018-10-22") { documents claims relations undatedDocuments }
		before: stats(knownAt: "2018-10-20") { documents entities claims relations mentions }
		asOf: claims(asOf: "2018-10-22") { totalCount nodes { document { key claims { totalCount } } relations { supporting { totalCount } denying { totalCount } } event { claims { totalCount } } } }
		relations(knownAt: "2018-10-22", filter: {predicate: {eq: ATTACKED}, object: {key: "place/omar-field"}}) { nodes { documentCount supporting { nodes { document { key } } } denying { totalCount } } }
		events(knownAt: "2018-10-22", filter: {type: {eq: ATTACK}}) { nodes { documentCount claims { totalCount } } }
		documents(knownAt: "2018-10-23") { nodes { key } }
		document(knownAt: "2018-10-23", ref: {key: "third"}) { key }
		entity(knownAt: "2018-10-23", ref: {key: "place/tukayhi"}) { key }
		entities(knownAt: "2018-10-22") { totalCount }
		sources(knownAt: "2018-10-22") { nodes { claimCount entity { key claims { totalCount } } } }
		search(knownAt: "2018-10-23", text: "الطكيحي") { totalCount }
	}`, nil)
	for path, want := range map[string]string{
		"now":      "map[documents:3 undatedClaims:0 undatedDocuments:0]",
		"then":     "map[claims:2 documents:1 relations:3 undatedDocuments:0]",
		"before":   "map[claims:0 documents:0 entities:0 mentions:0 relations:0]",
		"entities": "map[totalCount:4]",
		"search":   "map[totalCount:0]",
	} {
		if got := fmt.Sprint(at(t, data, path)); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"relations": "[map[denying:map[totalCount:0] documentCount:1 supporting:map[nodes:[map[document:map[key:first]]]]]]",
		"events":    "[map[claims:map[totalCount:1] documentCount:1]]",
	} {
		if got := fmt.Sprint(at(t, data, path, "nodes")); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if at(t, data, "document") != nil || at(t, data, "entity") != nil || len(at(t, data, "documents", "nodes").([]any)) != 2 {
		t.Errorf("what came later: %v, %v, %v", data["document"], data["entity"], data["documents"])
	}
	if at(t, data, "asOf", "totalCount") != 4.0 { // those of the day before, and not the ones of the third article
		t.Errorf("as of: %v", at(t, data, "asOf"))
	}
	for _, bad := range []string{`{ stats(asOf: "yesterday") { claims } }`, `{ documents(knownAt: "2018-13-01") { totalCount } }`, `{ search(text: "العمر", knownAt: "") { totalCount } }`} {
		r := s.Exec(context.Background(), bad, "", nil)
		if len(r.Errors) == 0 || r.Errors[0].Extensions["code"] != CodeBadInput {
			t.Errorf("%s: %+v", bad, r.Errors)
		}
	}
}

// TestPointsOfViewAreBounded: a request cannot read the days of all documents over and over.
func TestPointsOfViewAreBounded(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{MaxCost: 200})
	var b strings.Builder
	for i := range 80 {
		fmt.Fprintf(&b, " a%d: stats(knownAt: \"2018-01-01\", asOf: %q) { claims }", i, graph.Day("2018-01-01").AddDays(i))
	}
	r := s.Exec(context.Background(), "{"+b.String()+"}", "", nil)
	if len(r.Errors) == 0 || r.Errors[0].Extensions["code"] != CodeTooCostly {
		t.Errorf("%+v", r.Errors)
	}
}

func TestWhoHoldsAPlace(t *testing.T) {
	a := newArticle(t, "control", "وكالة أ", "2018-10-22", "قالت قسد إنها سيطرت على حقل العمر أمس. وسيطر تنظيم داعش على نصف الطكيحي.")
	sdf, field := a.role("actor/sdf", schema.ArmedGroup, "قسد"), a.role("place/omar-field", schema.Facility, "حقل العمر")
	a.role("place/deir-ez-zor", schema.Region, "العمر")
	isis, tukayhi := a.role("actor/isis", schema.ArmedGroup, "تنظيم داعش"), a.role("place/tukayhi", schema.Settlement, "الطكيحي")
	tukayhi.Part = a.span("نصف")
	day := graph.Period{From: "2018-10-21", To: "2018-10-21", Precision: graph.PrecisionDay, Anchored: true}
	a.add(graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: []graph.Arg{sdf}, Places: []graph.Arg{field}, Sources: []graph.Arg{sdf}, Period: day},
		"سيطرت", "قالت قسد إنها سيطرت على حقل العمر أمس.")
	a.add(graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: []graph.Arg{isis}, Places: []graph.Arg{tukayhi}, Period: day, Brief: a.span("نصف")},
		"وسيطر", "وسيطر تنظيم داعش على نصف الطكيحي.")
	s := schemaOf(t, storeOf(t, a.delta()), Options{})
	data := ask(t, s, `{
		control(place: {key: "place/omar-field"}, at: "2018-11-01") {
			place { key } at state rule last from { day earliest latest precision } to { day earliest latest precision }
			holders { actor { key } state since last brief claims { evidence { trigger { text } } } } against { id } undated { id } parts { place { key } } context { place { key } state rule actors { key } last }
		}
		part: control(place: {key: "place/tukayhi"}) { state rule at partial { actor { key } day lost passage { text } claim { brief { text } places { part { text } } } } }
		before: control(place: {key: "place/omar-field"}, at: "2018-11-01", asOf: "2018-10-20") { state rule }
		none: control(place: {name: "لا مكان"}) { state }
		controlTimeline(actor: {key: "actor/sdf"}, during: {from: "2018-10-01"}) { undated { id } intervals { place { key } state rule from { day } to { day precision } holders { actor { key } } against { id } } }
	}`, nil)
	for want, path := range map[string][]any{
		"CLAIMED": {"control", "state"}, "own-word-only": {"control", "rule"}, "2018-10-21": {"control", "holders", 0, "since"},
		"actor/sdf": {"control", "holders", 0, "actor", "key"}, "سيطرت": {"control", "holders", 0, "claims", 0, "evidence", "trigger", "text"},
		"OPEN": {"control", "to", "precision"}, "place/deir-ez-zor": {"control", "context", 0, "place", "key"},
		"نصف": {"part", "partial", 0, "passage", "text"}, "no-evidence": {"before", "rule"}, "place/omar-field": {"controlTimeline", "intervals", 0, "place", "key"},
	} {
		if got := at(t, data, path...); got != want {
			t.Errorf("%v: %v, want %v", path, got, want)
		}
	}
	if at(t, data, "none") != nil || at(t, data, "part", "state") != "UNKNOWN" || at(t, data, "part", "partial", 0, "claim", "places", 0, "part", "text") != "نصف" {
		t.Errorf("%v", data)
	}
	for _, bad := range []string{
		`{ control(place: {key: "actor/sdf"}) { state } }`, `{ control(place: {key: "place/tukayhi"}, at: "soon") { state } }`,
		`{ controlTimeline { undated { id } } }`, `{ controlTimeline(place: {key: "actor/sdf"}) { undated { id } } }`,
		`{ controlTimeline(place: {key: "place/tukayhi"}, during: {from: "2018-10-02", to: "2018-10-01"}) { undated { id } } }`,
		`{ controlTimeline(place: {key: "place/tukayhi"}, actor: {key: "actor/sdf"}) { undated { id } } }`,
	} {
		r := s.Exec(context.Background(), bad, "", nil)
		if len(r.Errors) == 0 || r.Errors[0].Extensions["code"] != CodeBadInput {
			t.Errorf("%s: %+v", bad, r.Errors)
		}
	}
}
