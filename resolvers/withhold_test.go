package resolvers

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/withhold"
)

// veiled is an office that withholds by a policy.
func veiled(t *testing.T, policy string, seesAll Role) *office {
	t.Helper()
	read, err := withhold.ReadPolicy(strings.NewReader(policy), "p.tsv")
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t, tokensFile(t))
	opts := o.opts
	opts.Withhold, opts.SeesAll = withhold.NewKeeper(read, withhold.Options{}).Reader, seesAll
	opts.Trusted = trusting(t, false, map[string]string{"docs": `{ documents { nodes { text } } }`})
	o.Schema = schemaOf(t, o.store, opts)
	return o
}

const hideField = "place\tplace/omar-field\n"

func TestWhoSeesAll(t *testing.T) {
	for _, test := range []struct {
		least Role
		sees  map[Role]bool
	}{
		{"", map[Role]bool{Curator: true, Admin: true}},
		{Curator, map[Role]bool{Curator: true, Admin: true}},
		{Admin, map[Role]bool{Admin: true}},
		{Nobody, nil},
	} {
		o := veiled(t, hideField, test.least)
		for _, role := range append([]Role{"", "guest"}, Roles...) {
			r := o.Exec(As(context.Background(), Principal{Role: role}), `{ documents { nodes { text } } }`, "", nil)
			if len(r.Errors) > 0 || strings.Contains(string(r.Data), "حقل العمر") != test.sees[role] {
				t.Errorf("%q sees all from %q on: %s, %+v", role, test.least, r.Data, r.Errors)
			}
			r = o.Exec(As(context.Background(), Principal{Role: role}), `mutation { judge(input: {kind: RELABEL, refs: ["actor/isis"], field: "class", value: "x", author: "a"}) { act { id } } }`, "", nil)
			if wrote := len(r.Errors) == 0; wrote != test.sees[role] || !wrote && r.Errors[0].Code() != CodeForbidden {
				t.Errorf("%q writes where all is seen from %q on: %s, %+v", role, test.least, r.Data, r.Errors)
			}
			if test.sees[role] {
				break // what is judged twice is a conflict
			}
		}
	}
}

func TestHistoryIsWithheld(t *testing.T) {
	o := veiled(t, hideField, "")
	reader := As(context.Background(), Principal{Role: Reader})
	r := o.Exec(reader, `{ revision }`, "", nil)
	revision := strings.Trim(string(r.Data), `{}`)
	_, revision, _ = strings.Cut(strings.ReplaceAll(revision, `"`, ""), ":")
	real := revisionOf(t, o.store).String()
	if revision == real || !strings.HasSuffix(revision, "@1") {
		t.Errorf("revision %s; that of the store is %s", revision, real)
	}
	for _, since := range []string{revision, real} {
		r := o.Exec(reader, `query ($since: String!) { changes(since: $since) { nodes { id } } }`, "", map[string]any{"since": since})
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeForbidden || strings.Contains(string(r.Data), "id") {
			t.Errorf("changes since %s: %s, %+v", since, r.Data, r.Errors)
		}
	}
	server := listen(t, o.Site(http.NotFoundHandler()))
	for query, code := range map[string]string{
		`subscription { changes { revision } }`: CodeForbidden,
		`subscription { ingest { done } }`:      CodeForbidden,
	} {
		s, _ := server.subscribe(query, "Authorization: Bearer token-of-reader")
		s.ends(code)
	}
	s, _ := server.subscribe(`{ documents { nodes { text } } }`, "Authorization: Bearer token-of-reader")
	if answer := s.next(); strings.Contains(at(t, answer, "data", "documents", "nodes", 0, "text").(string), "حقل العمر") {
		t.Errorf("a query as a stream tells it: %v", answer)
	}
}

// The tag of an answer follows what is withheld from it.
func TestTagsOfWithheld(t *testing.T) {
	ask := func(o *office, role, tag string) answer {
		return get(t, o.Handler(), url.Values{"documentId": {"docs"}}, "Authorization: Bearer token-of-"+role, "If-None-Match: "+tag)
	}
	one, other := veiled(t, hideField, ""), veiled(t, hideField+"actor\tactor/sdf\n", "")
	tag := ask(one, "reader", "").header.Get("ETag")
	if a := ask(one, "reader", tag); a.status != 304 {
		t.Errorf("the same again: %d", a.status)
	}
	for what, a := range map[string]answer{"more is withheld": ask(other, "reader", tag), "nothing is withheld": ask(one, "admin", tag)} {
		if a.status != 200 || a.header.Get("ETag") == tag {
			t.Errorf("%s: %d %v", what, a.status, a.header)
		}
	}
}

// What cannot be withheld from is not shown.
func TestWithholdingFailsClosed(t *testing.T) {
	calls := atomic.Int32{}
	s := schemaOf(t, storeOf(t, battle(t)...), Options{Withhold: func(context.Context, graph.Reader) (graph.Reader, error) {
		calls.Add(1)
		return nil, errors.New("no name «secret» is known")
	}})
	r := s.Exec(context.Background(), `{ documents { nodes { text } } }`, "", nil)
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeInternal || r.Data != nil || strings.Contains(r.Errors[0].Message, "secret") || calls.Load() != 1 {
		t.Errorf("%s, %+v after %d calls", r.Data, r.Errors, calls.Load())
	}
}
