package resolvers

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// firstOf returns the cursor of the first node of a list.
func firstOf(t *testing.T, s *Schema, list string) string {
	t.Helper()
	return at(t, ask(t, s, `{ list: `+list+` { pageInfo { endCursor } } }`, nil), "list", "pageInfo", "endCursor").(string)
}

// refusal returns the only error of a query.
func refusal(t *testing.T, s *Schema, query string, variables map[string]any) *Error {
	t.Helper()
	r := s.Exec(context.Background(), query, "", variables)
	if len(r.Errors) != 1 {
		t.Fatalf("%s: %d errors: %+v", query, len(r.Errors), r.Errors)
	}
	return r.Errors[0]
}

// TestCursorsGoWithTheirList: of another field, filter, order, owner or store they are refused.
func TestCursorsGoWithTheirList(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 30)...), Options{})
	ids := at(t, ask(t, s, `{ entities(filter: {kind: {eq: ARMED_GROUP}}, first: 2) { nodes { id } } }`, nil), "entities", "nodes")
	one, other := at(t, ids, 0, "id").(string), at(t, ids, 1, "id").(string)
	lists := map[string]string{
		"claims":                  `claims(%s)`,
		"claims of a type":        `claims(filter: {type: {eq: ATTACK}}, %s)`,
		"claims by day":           `claims(orderBy: {by: DAY}, %s)`,
		"claims by day, last one": `claims(orderBy: {by: DAY, direction: DESC}, %s)`,
		"claims as of a day":      `claims(asOf: "2019-01-20", %s)`,
		"claims of one, as of":    `entity(asOf: "2019-01-20", ref: {id: "` + one + `"}) { list: claims(%s)`,
		"relations":               `relations(%s)`,
		"events":                  `events(%s)`,
		"search":                  `search(text: "بلدة", %s)`,
		"another search":          `search(text: "بلدة 1", %s)`,
		"claims of one":           `entity(ref: {id: "` + one + `"}) { list: claims(%s)`,
		"claims of the other":     `entity(ref: {id: "` + other + `"}) { list: claims(%s)`,
		"claims of roles":         `entity(ref: {id: "` + one + `"}) { list: claims(role: {eq: AGENT}, %s)`,
	}
	query := func(list, args string) string {
		open := strings.Count(list, "{") - strings.Count(list, "}")
		return `{ ` + strings.Replace(`list: `+list, `list: entity`, `entity`, 1) + ` { nodes { __typename } pageInfo { endCursor } }` + strings.Repeat(" }", open+1)
	}
	for name, list := range lists {
		data := ask(t, s, query(fmt.Sprintf(list, "first: 1"), ""), nil)
		if e, ok := data["entity"]; ok {
			data = e.(map[string]any)
		}
		cursor := at(t, data, "list", "pageInfo", "endCursor").(string)
		for where, onto := range lists {
			q := query(fmt.Sprintf(onto, `first: 1, after: "`+cursor+`"`), "")
			if where == name {
				ask(t, s, q, nil)
				continue
			}
			if e := refusal(t, s, q, nil); e.Code() != CodeBadCursor || strings.Contains(e.Message, cursor) {
				t.Errorf("a cursor of %s in %s: %s %s", name, where, e.Code(), e.Message)
			}
		}
	}
	cursor := firstOf(t, s, `claims(first: 1)`)
	for _, bad := range []string{
		"x", "AAAA", cursor + "AA", cursor[1:], cursor[:len(cursor)-4], cursor + "=", strings.ToUpper(cursor), one,
		base64.RawURLEncoding.EncodeToString(make([]byte, 60)), strings.Repeat("A", 5000), "«»\x00\u202e",
	} {
		if e := refusal(t, s, `query($c: String) { claims(after: $c) { nodes { id } } }`, map[string]any{"c": bad}); e.Code() != CodeBadCursor {
			t.Errorf("%q: %s %s", bad, e.Code(), e.Message)
		}
	}
	raw, _ := base64.RawURLEncoding.DecodeString(cursor)
	for i := range raw {
		bent := slices.Clone(raw)
		bent[i] ^= 0x10
		if e := refusal(t, s, `query($c: String) { claims(after: $c) { nodes { id } } }`,
			map[string]any{"c": base64.RawURLEncoding.EncodeToString(bent)}); e.Code() != CodeBadCursor {
			t.Errorf("byte %d bent: %s", i, e.Code())
		}
	}
}

// TestCursorsGoWithTheirRevision: after a write a client is told how to go on.
func TestCursorsGoWithTheirRevision(t *testing.T) {
	deltas := chronicle(t, 40)
	store := storeOf(t, deltas[:30]...)
	s := schemaOf(t, store, Options{})
	lists := []string{`claims(%s)`, `relations(%s)`, `claims(orderBy: {by: DAY}, %s)`, `events(%s)`, `search(text: "بلدة", %s)`}
	cursors := map[string]string{}
	for _, list := range lists {
		cursors[list] = firstOf(t, s, fmt.Sprintf(list, "first: 10"))
	}
	before := at(t, ask(t, s, `{ claims(first: 10) { nodes { id } } }`, nil), "claims", "nodes").([]any)
	if err := store.Apply(context.Background(), deltas[30:]...); err != nil {
		t.Fatal(err)
	}
	revision := at(t, ask(t, s, `{ revision }`, nil), "revision")
	for _, list := range lists {
		e := refusal(t, s, `query($c: String) { `+fmt.Sprintf(list, `after: $c`)+` { pageInfo { hasNextPage } } }`, map[string]any{"c": cursors[list]})
		if e.Code() != CodeStaleCursor || e.Extensions["revision"] != revision {
			t.Errorf("%s: %s %v", list, e.Message, e.Extensions)
		}
		onward, lasting := e.Extensions["cursor"].(string)
		if want := list == `claims(%s)` || list == `relations(%s)`; lasting != want {
			t.Errorf("%s: offers to go on: %t", list, lasting)
		}
		if lasting {
			ask(t, s, `query($c: String) { `+fmt.Sprintf(list, `after: $c`)+` { pageInfo { hasNextPage } } }`, map[string]any{"c": onward})
		}
	}
	// What was there before the write is seen once, whoever goes on.
	e := refusal(t, s, `query($c: String) { claims(after: $c) { nodes { id } } }`, map[string]any{"c": cursors[`claims(%s)`]})
	rest := at(t, ask(t, s, `query($c: String) { claims(first: 500, after: $c) { nodes { id } } }`, map[string]any{"c": e.Extensions["cursor"]}), "claims", "nodes").([]any)
	seen := map[any]int{}
	for _, n := range slices.Concat(before, rest) {
		seen[at(t, n, "id")]++
	}
	for _, d := range deltas[:30] {
		if seen[d.Claims[0].ID.String()] != 1 {
			t.Errorf("claim %s seen %d times", d.Claims[0].ID, seen[d.Claims[0].ID.String()])
		}
	}
	copied := memstore.New(memstore.Options{ID: graph.EntityID("another store")})
	defer copied.Close()
	if err := copied.Apply(context.Background(), deltas...); err != nil {
		t.Fatal(err)
	}
	another := schemaOf(t, copied, Options{})
	e = refusal(t, another, `query($c: String) { claims(after: $c) { nodes { id } } }`, map[string]any{"c": cursors[`claims(%s)`]})
	if e.Code() != CodeStaleCursor || e.Extensions["cursor"] != nil {
		t.Errorf("another store: %s %v", e.Message, e.Extensions)
	}
}

// TestSortedConnections: the order, both ways, page by page, ties by id.
func TestSortedConnections(t *testing.T) {
	s := schemaOf(t, storeOf(t, slices.Concat(chronicle(t, 60), battle(t))...), Options{})
	for list, value := range map[string]string{
		`entities(orderBy: {by: NAME, direction: %s}, %s)`:                                             `name`,
		`entities(orderBy: {by: CLAIMS, direction: %s}, %s)`:                                           `claims(first: 0) { totalCount }`,
		`relations(orderBy: {by: FIRST_DAY, direction: %s}, %s)`:                                       `from`,
		`relations(orderBy: {by: LAST_DAY, direction: %s}, %s)`:                                        `to`,
		`relations(orderBy: {by: SOURCES, direction: %s}, %s)`:                                         `sourceCount`,
		`relations(orderBy: {by: DOCUMENTS, direction: %s}, %s)`:                                       `documentCount`,
		`relations(orderBy: {by: SUPPORT, direction: %s}, %s)`:                                         `supporting(first: 0) { totalCount }`,
		`events(orderBy: {by: DAY, direction: %s}, %s)`:                                                `from`,
		`events(orderBy: {by: DOCUMENTS, direction: %s}, %s)`:                                          `documentCount`,
		`events(orderBy: {by: CLAIMS, direction: %s}, %s)`:                                             `claims(first: 0) { totalCount }`,
		`documents(orderBy: {by: PUBLISHED, direction: %s}, %s)`:                                       `published`,
		`claims(orderBy: {by: DAY, direction: %s}, filter: {type: {in: [ATTACK, KILL, PART_OF]}}, %s)`: `period { from }`,
	} {
		for _, direction := range []string{"ASC", "DESC"} {
			field := fmt.Sprintf(list, direction, "%s")
			data := ask(t, s, `{ list: `+fmt.Sprintf(field, "first: 500")+` { totalCount nodes { id value: `+value+` } } }`, nil)
			var ids []string
			last := ""
			for i, n := range at(t, data, "list", "nodes").([]any) {
				v := at(t, n, "value")
				text := fmt.Sprintf("%v", v)
				if f, ok := v.(float64); ok {
					text = fmt.Sprintf("%09.0f", f)
				} else if value == `name` {
					text = graph.FoldName(text)
				} else if m, ok := v.(map[string]any); ok {
					text = fmt.Sprintf("%09v", m["totalCount"])
					if m["totalCount"] == nil {
						text = fmt.Sprint(m["from"])
					}
				}
				if text = strings.ReplaceAll(text, "<nil>", ""); i > 0 && text != last {
					known := text != "" && last != ""
					if known && (text < last) != (direction == "DESC") || last == "" {
						t.Fatalf("%s: %q after %q", field, text, last)
					}
				} else if i > 0 && at(t, n, "id").(string) <= ids[i-1] {
					t.Fatalf("%s: a tie at %d does not ascend", field, i)
				}
				last, ids = text, append(ids, at(t, n, "id").(string))
			}
			if len(ids) == 0 || at(t, data, "list", "totalCount") != float64(len(ids)) {
				t.Fatalf("%s: %d nodes, counts %v", field, len(ids), at(t, data, "list", "totalCount"))
			}
			for _, size := range []int{7, len(ids), len(ids) + 1} {
				if got := walk(t, s, field, size, false); !slices.Equal(got, ids) {
					t.Errorf("%s: pages of %d forward: %d of %d", field, size, len(got), len(ids))
				}
				if got := walk(t, s, field, size, true); !slices.Equal(got, ids) {
					t.Errorf("%s: pages of %d backward: %d of %d", field, size, len(got), len(ids))
				}
			}
		}
	}
	data := ask(t, s, `{ sources(orderBy: {by: CLAIMS, direction: DESC}, first: 1) { nodes { claimCount entity { key } } pageInfo { hasNextPage } } }`, nil)
	if at(t, data, "sources", "nodes", 0, "claimCount") != 62.0 || at(t, data, "sources", "pageInfo", "hasNextPage") != true {
		t.Errorf("the source of most claims: %v", data)
	}
}
