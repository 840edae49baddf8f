package resolvers

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// rootQueries asks each root that takes a point of view; WHEN stands for it, CLAIM for the id of a claim that all know.
var rootQueries = map[string]string{
	"node":            `node(id: "CLAIM" WHEN) { id }`,
	"nodes":           `nodes(ids: ["CLAIM"] WHEN) { id ... on Claim { event { claims { totalCount } } relations { id } } }`,
	"entity":          `entity(ref: {key: "actor/isis"} WHEN) { key names { text } claims { totalCount } relations { totalCount } }`,
	"entities":        `entities(first: 100 WHEN) { totalCount nodes { key claims { totalCount } relations { totalCount } } }`,
	"relations":       `relations(first: 100 WHEN) { totalCount nodes { id sourceCount documentCount from to supporting { nodes { id } } denying { nodes { id } } } }`,
	"events":          `events(first: 100 WHEN) { totalCount nodes { id type from status documentCount claims { nodes { id } } } }`,
	"event":           `event(id: "CLAIM" WHEN) { id claims { nodes { id } } }`,
	"compareSources":  `compareSources(event: "CLAIM" WHEN) { event { claims { nodes { id } } } }`,
	"claims":          `claims(first: 100 WHEN) { totalCount nodes { id document { key } } }`,
	"documents":       `documents(first: 100 WHEN) { totalCount nodes { key claims { totalCount } } }`,
	"document":        `document(ref: {key: "first"} WHEN) { key claims { totalCount } }`,
	"sources":         `sources(first: 100 WHEN) { totalCount nodes { claimCount entity { key } } }`,
	"search":          `search(text: "العمر" WHEN) { totalCount nodes { entity { key } } }`,
	"paths":           `paths(from: {key: "actor/isis"}, to: {key: "actor/sdf"} WHEN) { hops { relations { id supporting { nodes { id } } } } }`,
	"neighborhood":    `neighborhood(entity: {key: "actor/isis"} WHEN) { members { entity { key } } relations { id supporting { totalCount } } }`,
	"matrix":          `matrix(bucket: ALL WHEN) { events claims cells { events claims } }`,
	"aggregate":       `aggregate(by: [TYPE, ACTOR] WHEN) { groups { sum { events claims } } }`,
	"stats":           `stats(PLAIN) { documents entities claims relations mentions }`,
	"control":         `control(place: {key: "place/omar-field"}, at: "2018-10-22" WHEN) { state holders { actor { key } } }`,
	"controlTimeline": `controlTimeline(place: {key: "place/omar-field"} WHEN) { intervals { state } undated { id } }`,
	"timeline":        `timeline(entity: {key: "actor/isis"} WHEN) { nodes { id claims { totalCount } } }`,
	"why":             `why(id: "CLAIM" WHEN) { __typename }`,
}

// captured tells of an attack, and of who holds the place since.
func captured(t *testing.T) *graph.Delta {
	a := newArticle(t, "captured", "وكالة د", "2018-10-20", "هاجم تنظيم داعش قسد وسيطر على حقل العمر، وفق المرصد.")
	isis, sdf, field := a.role("actor/isis", schema.ArmedGroup, "تنظيم داعش"), a.role("actor/sdf", schema.ArmedGroup, "قسد"), a.role("place/omar-field", schema.Facility, "حقل العمر")
	day, told := graph.Period{From: "2018-10-19", To: "2018-10-19", Precision: graph.PrecisionDay, Anchored: true}, a.role("source/monitor", schema.Media, "المرصد")
	a.add(graph.Claim{Type: schema.Attack, Agents: []graph.Arg{isis}, Patients: []graph.Arg{sdf}, Places: []graph.Arg{field}, Sources: []graph.Arg{told}, Period: day}, "هاجم", a.doc.Text)
	a.add(graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: []graph.Arg{isis}, Places: []graph.Arg{field}, Sources: []graph.Arg{told}, Period: day}, "سيطر", a.doc.Text)
	return a.delta()
}

// TestEveryRootReadsFromAPointOfView holds each root that takes one to the answer of a store that never saw what came later,
// and to that nothing had happened on the day before all.
func TestEveryRootReadsFromAPointOfView(t *testing.T) {
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		t.Fatal(err)
	}
	early := captured(t)
	all := schemaOf(t, storeOf(t, append(battle(t), early)...), Options{})
	then := schemaOf(t, storeOf(t, early), Options{})
	t.Cleanup(all.Close)
	t.Cleanup(then.Close)
	answer := func(t *testing.T, s *Schema, root, when string) any {
		t.Helper()
		query := strings.ReplaceAll(strings.ReplaceAll(rootQueries[root], "CLAIM", early.Claims[0].ID.String()), "WHEN", when)
		if query = strings.ReplaceAll(query, "PLAIN", when); when == "" {
			query = strings.ReplaceAll(query, "()", "")
		}
		if r := s.Exec(t.Context(), "{"+query+"}", "", nil); len(r.Errors) == 1 && r.Errors[0].Code() == CodeNotFound {
			return nil // paths between those of whom nobody knew
		}
		return ask(t, s, "{"+query+"}", nil)[root]
	}
	roots := 0
	for _, f := range doc.Definitions.ForName("Query").Fields {
		if f.Arguments.ForName("asOf") == nil || f.Arguments.ForName("knownAt") == nil {
			continue
		}
		roots++
		if rootQueries[f.Name] == "" {
			t.Errorf("nothing asks %s from a point of view", f.Name)
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			known := answer(t, all, f.Name, `knownAt: "2018-10-20"`)
			if want := answer(t, then, f.Name, ""); !reflect.DeepEqual(known, want) {
				t.Errorf("known at: %v\nwant %v", known, want)
			}
			now, before, asOf := answer(t, all, f.Name, ""), answer(t, all, f.Name, `asOf: "2018-10-18"`), answer(t, all, f.Name, `asOf: "2018-10-20"`)
			switch f.Name {
			case "document", "node", "search", "why": // of which the first and the third are not bounded by what happened
			default:
				if reflect.DeepEqual(before, asOf) {
					t.Errorf("as of the day before and after: %v", before)
				}
			}
			if f.Name != "document" && f.Name != "search" && reflect.DeepEqual(before, now) {
				t.Errorf("as of a day on which nothing had happened: %v", before)
			}
			if both := answer(t, all, f.Name, `asOf: "2018-10-18", knownAt: "2018-10-19"`); !empty(both) {
				t.Errorf("before anything was published: %v", both)
			}
		})
	}
	if roots != len(rootQueries) {
		t.Errorf("%d roots take a point of view, and %d are asked", roots, len(rootQueries))
	}
}

// empty reports whether an answer has nothing in it: nulls, zeroes, empty lists, and that nobody knows.
func empty(answer any) bool {
	switch v := answer.(type) {
	case map[string]any:
		for _, part := range v {
			if !empty(part) {
				return false
			}
		}
		return true
	case []any:
		for _, part := range v {
			if !empty(part) {
				return false
			}
		}
		return true
	case string:
		return v == "UNKNOWN"
	}
	return answer == nil || fmt.Sprint(answer) == "0"
}
