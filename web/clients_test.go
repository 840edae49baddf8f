package web_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/web"
)

// request is what a client sends.
type request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// threeQueries are the examples with variables, and what they answer.
func threeQueries(t *testing.T, schema *resolvers.Schema) (requests []request, answers []json.RawMessage) {
	t.Helper()
	for _, example := range web.Examples() {
		if example.Variables == "" {
			continue
		}
		variables := variablesOf(t, example)
		answer := schema.Exec(t.Context(), example.Query, "", variables)
		if len(answer.Errors) > 0 {
			t.Fatal(answer.Errors)
		}
		requests, answers = append(requests, request{example.Query, variables}), append(answers, answer.Data)
	}
	if len(requests) != 3 {
		t.Fatalf("%d queries", len(requests))
	}
	return requests, answers
}

func jsonFile(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "in.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// output runs a program, and skips the test where it is not there.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("no %s", program)
	}
	out, err := exec.CommandContext(t.Context(), program, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%s: %v\n%s", program, err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return string(out)
}

// TestClients: the same three queries get the same answers through each client.
func TestClients(t *testing.T) {
	schema := demo(t)
	requests, want := threeQueries(t, schema)
	address := serve(t, schema) + "graphql"
	check := func(t *testing.T, got []json.RawMessage) {
		t.Helper()
		if len(got) != len(want) {
			t.Fatalf("%d answers", len(got))
		}
		for i := range want {
			if !equal(t, got[i], want[i]) {
				t.Errorf("query %d: %s\nwant %s", i, got[i], want[i])
			}
		}
	}
	list := func(t *testing.T, out string) (answers []json.RawMessage) {
		t.Helper()
		if err := json.Unmarshal([]byte(out), &answers); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return answers
	}
	t.Run("curl", func(t *testing.T) {
		var got []json.RawMessage
		for _, r := range requests {
			got = append(got, dataOf(t, output(t, "curl", "-sS", "--fail", "-H", "Content-Type: application/json", "--data-binary", "@"+jsonFile(t, r), address)))
		}
		check(t, got)
	})
	t.Run("python", func(t *testing.T) {
		check(t, list(t, output(t, "python3", "clients/client.py", address, jsonFile(t, requests))))
	})
	t.Run("urql", func(t *testing.T) {
		out, err := node(t, nil, "clients/urql.mjs", address, jsonFile(t, requests))
		if err != nil {
			t.Fatal(err)
		}
		check(t, list(t, out))
	})
}

// TestPagerRunsTheQueries: the pager gets what the other clients get and, of the query that pages, all the rest of its
// list.
func TestPagerRunsTheQueries(t *testing.T) {
	schema := demo(t)
	requests, want := threeQueries(t, schema)
	out, err := node(t, nil, "clients/pager.mjs", serve(t, schema)+"graphql", jsonFile(t, requests))
	if err != nil {
		t.Fatal(err)
	}
	var got [][]json.RawMessage
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got) != len(want) {
		t.Fatalf("%d answers, %v: %s", len(got), err, out)
	}
	paged := 0
	for i, pages := range got {
		if !equal(t, pages[0], want[i]) {
			t.Errorf("query %d: %s\nwant %s", i, pages[0], want[i])
		}
		if _, ok := requests[i].Variables["first"]; !ok || !strings.Contains(requests[i].Query, "$after") {
			if len(pages) != 1 {
				t.Errorf("query %d has no pages, and came in %d", i, len(pages))
			}
			continue
		}
		paged++
		checkPages(t, schema, requests[i], pages)
	}
	if paged == 0 {
		t.Error("none of the queries has pages")
	}
}

// checkPages compares pages of the claims that a request asks for with all of them at once.
func checkPages(t *testing.T, schema *resolvers.Schema, r request, pages []json.RawMessage) {
	t.Helper()
	claimsOf := func(data json.RawMessage) (nodes []any) {
		var answer struct{ Claims struct{ Nodes []any } }
		if err := json.Unmarshal(data, &answer); err != nil {
			t.Fatal(err)
		}
		return answer.Claims.Nodes
	}
	first := int(r.Variables["first"].(float64))
	variables := maps.Clone(r.Variables)
	variables["first"] = 500
	whole := claimsOf(schema.Exec(t.Context(), r.Query, "", variables).Data)
	var all []any
	for _, page := range pages {
		all = append(all, claimsOf(page)...)
	}
	if !reflect.DeepEqual(all, whole) {
		t.Errorf("%d claims in pages, %d in one", len(all), len(whole))
	}
	if least := (len(whole) + first - 1) / first; len(pages) != least || least < 2 {
		t.Errorf("%d pages of %d for %d claims", len(pages), first, len(whole))
	}
}

// TestPager: pages of any size give each claim once, in both directions, in the order of the whole list.
func TestPager(t *testing.T) {
	schema := demo(t)
	var all struct {
		Claims struct{ Nodes []struct{ ID string } }
	}
	if err := json.Unmarshal(schema.Exec(t.Context(), `{ claims(first: 500) { nodes { id } } }`, "", nil).Data, &all); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, c := range all.Claims.Nodes {
		want = append(want, c.ID)
	}
	if len(want) < 10 {
		t.Fatalf("%d claims", len(want))
	}
	address := serve(t, schema) + "graphql"
	for _, size := range []string{"1", "7", "500"} {
		out, err := node(t, nil, "clients/pager.mjs", address, size)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Forwards, Backwards []string }
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Forwards, want) || !slices.Equal(got.Backwards, want) {
			t.Errorf("pages of %s: %d forwards, %d backwards, want %d", size, len(got.Forwards), len(got.Backwards), len(want))
		}
	}
}

// TestSchemaKeepsItsPromises: the rules for Relay hold, and nothing that was released breaks. A release copies
// schema.graphql to released.graphql.
func TestSchemaKeepsItsPromises(t *testing.T) {
	var report struct {
		Rules, Breaking []string
		Changes         int
		Found           []struct {
			Line          int
			Rule, Message string
		}
	}
	lint := func(schema, released string) {
		t.Helper()
		out, err := node(t, nil, "lint.mjs", schema, released)
		if err != nil {
			t.Fatal(err)
		}
		report.Found, report.Breaking = nil, nil
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	const ours, released = "../schema/schema.graphql", "../schema/released.graphql"
	lint(ours, released)
	for _, f := range report.Found {
		t.Errorf("schema.graphql:%d: %s (%s)", f.Line, f.Message, f.Rule)
	}
	for _, b := range report.Breaking {
		t.Errorf("breaks what was released: %s", b)
	}
	if len(report.Rules) < 4 {
		t.Errorf("only the rules %v", report.Rules)
	}
	text, err := os.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	worse := filepath.Join(t.TempDir(), "worse.graphql")
	spoilt := strings.Replace(string(text), "hasNextPage: Boolean!", "hasMore: Boolean!", 1)
	if err := os.WriteFile(worse, []byte(spoilt), 0o600); err != nil {
		t.Fatal(err)
	}
	lint(worse, released)
	if len(report.Found) == 0 || len(report.Breaking) == 0 {
		t.Errorf("a schema that breaks both passes: %+v", report)
	}
}
