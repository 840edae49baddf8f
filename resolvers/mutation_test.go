package resolvers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// office is a server that takes mutations, with a clock that stands still and ids that count.
type office struct {
	*Schema
	store  graph.Store
	audit  []string
	stored [][]Article
}

func newOffice(t *testing.T, tokens string) *office {
	t.Helper()
	o := &office{store: memstore.New(memstore.Options{})}
	t.Cleanup(func() { o.store.Close() })
	if err := o.store.Apply(context.Background(), battle(t)...); err != nil {
		t.Fatal(err)
	}
	n := byte(0)
	opts := Options{
		Anonymous: Principal{Role: Admin},
		Now:       func() time.Time { return time.Date(2020, 5, 6, 7, 8, 9, 0, time.UTC) },
		Writing: &Writing{
			NewID: func() (graph.ID, error) { n++; return graph.ID{6: 0x70, 8: 0x80, 15: n}, nil },
			Ingest: func(_ context.Context, articles []Article, done func(ArticleOutcome)) ([]ArticleOutcome, error) {
				o.stored = append(o.stored, articles)
				done(ArticleOutcome{Key: articles[0].Key, Status: "new", Claims: 3})
				return []ArticleOutcome{{Key: articles[0].Key, Status: "new", Claims: 3}}, nil
			},
			Audit: func(_ context.Context, act string, who Principal, attrs ...slog.Attr) {
				o.audit = append(o.audit, act+" "+who.Name+" "+slog.GroupValue(attrs...).String())
			},
		},
	}
	if tokens != "" {
		var err error
		if opts.Tokens, err = ReadTokens(strings.NewReader(tokens)); err != nil {
			t.Fatal(err)
		}
	}
	o.Schema = schemaOf(t, o.store, opts)
	return o
}

func TestJudgeAndUndo(t *testing.T) {
	o := newOffice(t, "")
	claim := battle(t)[0].Claims[0].ID.String()
	judge := `mutation ($claim: String!) {
		judge(input: {kind: REJECT, refs: [$claim], author: "huda", note: "misread"}) { act { id kind author note time claims } revision changed { claims relations } }
		again: judge(input: {kind: ACCEPT, refs: [$claim], author: "huda"}) { act { id } }
	}`
	r := o.Exec(As(context.Background(), Principal{Role: Admin}), judge, "", map[string]any{"claim": claim})
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeConflict || !strings.Contains(string(r.Data), `"author":"huda"`) ||
		!strings.Contains(string(r.Data), "2020-05-06T07:08:09Z") || !strings.Contains(string(r.Data), `"claims":1`) {
		t.Fatalf("%s, %+v", r.Data, r.Errors)
	}
	id := graph.ID{6: 0x70, 8: 0x80, 15: 1}.String()
	r = o.Exec(As(context.Background(), Principal{Role: Curator, Name: "samir"}), `mutation ($j: ID!) {
		undo(judgement: $j, author: "somebody else") { act { author undoes } revision } }`, "", map[string]any{"j": id})
	if len(r.Errors) > 0 || !strings.Contains(string(r.Data), `"author":"samir"`) {
		t.Errorf("nobody acts in the name of another: %s, %+v", r.Data, r.Errors)
	}
	if len(o.audit) != 2 || !strings.HasPrefix(o.audit[0], "reject  [judgement="+id) || !strings.HasPrefix(o.audit[1], "undo samir ") {
		t.Errorf("audit %q", o.audit)
	}
}

func TestMutationsSeeTheirOwnWrites(t *testing.T) {
	o := newOffice(t, "")
	r := o.Exec(As(context.Background(), Principal{Role: Admin}), `mutation {
		dry: removeDocument(ref: {key: "first"}, dryRun: true) { changed { claims } revision }
		gone: removeDocument(ref: {key: "first"}) { key changed { documents claims relations } revision }
		twice: removeDocument(ref: {key: "first"}) { key }
	}`, "", nil)
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeNotFound || !strings.Contains(string(r.Data), `"dry":{"changed":{"claims":2},"revision":null}`) ||
		!strings.Contains(string(r.Data), `"documents":1`) {
		t.Errorf("%s, %+v", r.Data, r.Errors)
	}
}

func TestIngestTakesArticles(t *testing.T) {
	o := newOffice(t, "")
	as := As(context.Background(), Principal{Role: Admin})
	r := o.Exec(as, `mutation { ingest(articles: [{key: "k", text: "نص", published: "2020-01-01"}]) { articles { key status claims problem } revision } }`, "", nil)
	if len(r.Errors) > 0 || !strings.Contains(string(r.Data), `{"key":"k","status":"NEW","claims":3,"problem":null}`) || o.stored[0][0].Published != "2020-01-01" {
		t.Errorf("%s, %+v", r.Data, r.Errors)
	}
	for _, bad := range []string{`{text: "نص"}`, `{key: "k", text: "نص", published: "yesterday"}`} {
		if r := o.Exec(as, `mutation { ingest(articles: [`+bad+`]) { revision } }`, "", nil); len(r.Errors) != 1 || r.Errors[0].Code() != CodeBadInput {
			t.Errorf("%s: %+v", bad, r.Errors)
		}
	}
}

// tokensFile has one token of each role, named as the role, and one that has expired.
func tokensFile(t *testing.T) string {
	var b strings.Builder
	for _, role := range Roles {
		line, err := TokenLine("token-of-"+string(role), string(role), role, "")
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(line + "\n")
	}
	line, err := TokenLine("old", "late", Admin, "2020-05-05")
	if err != nil {
		t.Fatal(err)
	}
	return "# who may ask\n\n" + b.String() + line + "\n"
}

func TestTokensSayWhoAsks(t *testing.T) {
	h := newOffice(t, tokensFile(t)).Handler()
	claim := battle(t)[0].Claims[0].ID.String()
	judge := `{"query":"mutation { judge(input: {kind: ACCEPT, refs: [\"` + claim + `\"]}) { act { author } } }"}`
	remove := `{"query":"mutation { removeDocument(ref: {key: \"first\"}) { key } }"}`
	read := `{"query":"{ stats { claims } }"}`
	for _, test := range []struct {
		token, body string
		status      int
		code        string
	}{
		{"", read, 401, CodeUnauthenticated}, {"Bearer nobody", read, 401, CodeUnauthenticated}, {"Basic token-of-admin", read, 401, CodeUnauthenticated},
		{"Bearer old", read, 401, CodeUnauthenticated}, {"Bearer ", read, 401, CodeUnauthenticated},
		{"Bearer token-of-reader", read, 200, ""}, {"bearer token-of-admin", read, 200, ""},
		{"Bearer token-of-reader", judge, 200, CodeForbidden}, {"Bearer token-of-curator", judge, 200, ""},
		{"Bearer token-of-curator", remove, 200, CodeForbidden}, {"Bearer token-of-admin", remove, 200, ""},
	} {
		a := post(t, h, test.body, "Authorization: "+test.token)
		_, failed := a.json["errors"]
		if a.status != test.status || failed != (test.code != "") || failed && a.code(t) != test.code {
			t.Errorf("%q, %s: %d: %s", test.token, test.body, a.status, a.body)
		}
		if (a.header.Get("WWW-Authenticate") != "") != (test.status == 401) {
			t.Errorf("%q: WWW-Authenticate %q", test.token, a.header.Get("WWW-Authenticate"))
		}
		if strings.Contains(a.body, "token-of") || strings.Contains(a.body, "nobody") {
			t.Errorf("the answer echoes the token: %s", a.body)
		}
	}
}

func TestATokenInAnAddressIsRefused(t *testing.T) {
	h := newOffice(t, tokensFile(t)).Handler()
	a := do(t, h, http.MethodGet, "/graphql?query=%7B__typename%7D&access_token=token-of-admin", nil)
	if a.status != http.StatusBadRequest || a.code(t) != CodeBadRequest {
		t.Errorf("%d: %s", a.status, a.body)
	}
}

func TestTokenFilesThatAreNone(t *testing.T) {
	good, err := TokenLine("secret", "huda", Reader, "2030-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(good, "secret") {
		t.Error("the file keeps the token itself")
	}
	for _, bad := range []string{
		"", "# nobody\n", "huda\treader\t-\n", "huda reader - 00\n", strings.Replace(good, "reader", "owner", 1),
		strings.Replace(good, "2030-01-01", "soon", 1), good + "00", "\t" + strings.SplitN(good, "\t", 2)[1],
	} {
		if _, err := ReadTokens(strings.NewReader(bad)); !errors.Is(err, ErrTokens) {
			t.Errorf("%q: %v, want ErrTokens", bad, err)
		}
	}
	if _, err := TokenLine("secret", "hu\tda", Reader, ""); !errors.Is(err, ErrTokens) {
		t.Errorf("a name with a tab: %v", err)
	}
}

func TestReadOnlyServersTakeNoMutation(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	r := s.Exec(As(context.Background(), Principal{Role: Admin}), `mutation { undo(judgement: "x") { revision } }`, "", nil)
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeReadOnly || r.Data != nil {
		t.Errorf("%s, %+v", r.Data, r.Errors)
	}
}
