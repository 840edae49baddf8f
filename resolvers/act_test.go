package resolvers

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// severed is a store that ends the request right after a write.
type severed struct {
	graph.Store
	cut context.CancelFunc
}

func (s severed) Remove(ctx context.Context, id graph.ID) (*graph.Receipt, error) {
	defer s.cut()
	return s.Store.Remove(ctx, id)
}

func (s severed) Judge(ctx context.Context, acts ...*graph.Judgement) (*graph.Change, error) {
	defer s.cut()
	return s.Store.Judge(ctx, acts...)
}

func TestActsAreAuditedThoughTheRequestEnds(t *testing.T) {
	for query, want := range map[string]string{
		`mutation { removeDocument(ref: {key: "first"}) { key } }`:                                                     "remove huda [document=first ",
		`mutation { judge(input: {kind: REJECT, refs: ["` + battle(t)[0].Claims[0].ID.String() + `"]}) { revision } }`: "reject huda [judgement=",
	} {
		o := newOffice(t, "")
		before := revisionOf(t, o.store).String()
		ctx, cut := context.WithCancel(As(context.Background(), Principal{Name: "huda", Role: Admin}))
		r := schemaOf(t, severed{o.store, cut}, o.opts).Exec(ctx, query, "", nil)
		now := revisionOf(t, o.store).String()
		if now == before {
			t.Fatalf("%s: nothing was written", query)
		}
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeCancelled || r.Errors[0].Extensions["revision"] != now {
			t.Errorf("%s: %+v, want revision %s", query, r.Errors, now)
		}
		if len(o.audit) != 1 || !strings.HasPrefix(o.audit[0], want) || !strings.Contains(o.audit[0], "revision="+now) {
			t.Errorf("%s: audit %q", query, o.audit)
		}
	}
}

func TestAnIngestThatIsCutOffIsAudited(t *testing.T) {
	articles := `mutation { ingest(articles: [{key: "a", text: "نص"}, {key: "b", text: "نص"}, {key: "c", text: "نص"}]) { revision } }`
	full := errors.New("disk full")
	for _, test := range []struct {
		name, code string
		end        func(context.CancelFunc) error
	}{
		{"client gone", CodeCancelled, func(cut context.CancelFunc) error { cut(); return context.Canceled }},
		{"store failed", CodeInternal, func(context.CancelFunc) error { return full }},
	} {
		o := newOffice(t, "")
		ctx, cut := context.WithCancel(As(context.Background(), Principal{Name: "huda", Role: Admin}))
		defer cut()
		o.opts.Writing.Ingest = func(context.Context, []Article, func(ArticleOutcome)) ([]ArticleOutcome, error) {
			long := strings.Repeat("k", longestKey+50)
			if _, err := o.store.Remove(context.Background(), battle(t)[0].Document.ID); err != nil { // a write like another
				t.Fatal(err)
			}
			return []ArticleOutcome{{Key: "a", Status: "new"}, {Key: "b", Status: "unchanged"}, {Key: long, Status: "replaced"}}, test.end(cut)
		}
		r := o.Exec(ctx, articles, "", nil)
		now := revisionOf(t, o.store).String()
		if len(r.Errors) != 1 || r.Errors[0].Code() != test.code || r.Errors[0].Extensions["revision"] != now {
			t.Errorf("%s: %+v, want revision %s", test.name, r.Errors, now)
		}
		want := "ingest huda [articles=3 stored=2 keys=[a " + strings.Repeat("k", longestKey) + "…] cut=true revision=" + now + "]"
		if len(o.audit) != 1 || o.audit[0] != want {
			t.Errorf("%s: audit %q, want %q", test.name, o.audit, want)
		}
	}
}

func TestAnIngestIsAuditedWithItsKeys(t *testing.T) {
	o := newOffice(t, "")
	r := o.Exec(As(context.Background(), Principal{Name: "huda", Role: Admin}), `mutation { ingest(articles: [{key: "k", text: "نص"}]) { revision } }`, "", nil)
	if len(r.Errors) > 0 || len(o.audit) != 1 || !strings.HasPrefix(o.audit[0], "ingest huda [articles=1 stored=1 keys=[k] revision=") {
		t.Errorf("%+v, audit %q", r.Errors, o.audit)
	}
}

func TestRefusedActsAreAudited(t *testing.T) {
	o := newOffice(t, "")
	for _, query := range []string{
		`mutation { ingest(articles: [{key: "k", text: "نص"}]) { revision } }`,
		`mutation { removeDocument(ref: {key: "first"}) { key } }`,
		`mutation { undo(judgement: "` + graph.ID{6: 0x70, 8: 0x80}.String() + `") { revision } }`,
	} {
		r := o.Exec(As(context.Background(), Principal{Name: "samir", Role: Reader}), query, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeForbidden {
			t.Errorf("%s: %+v", query, r.Errors)
		}
	}
	if got := strings.Join(o.audit, "\n"); got != "ingest samir [refused=FORBIDDEN]\nremove samir [refused=FORBIDDEN]\nundo samir [refused=FORBIDDEN]" {
		t.Errorf("audit %q", got)
	}
}

func TestRefusedJudgementsEchoNothing(t *testing.T) {
	o := newOffice(t, "")
	claim := battle(t)[0].Claims[0].ID.String()
	for _, input := range []string{
		`kind: RELABEL, refs: ["` + claim + `"], field: "secret", value: "x"`,
		`kind: RELABEL, refs: ["` + claim + `"], field: "type", value: "hunter2\"secret"`,
		`kind: RELABEL, refs: ["actor/sdf"], field: "kind", value: "secret"`,
		`kind: RELABEL, refs: ["actor/sdf"], field: "secret", value: "secret"`,
		`kind: SPLIT, refs: ["actor/sdf", "secret"], into: "secret", name: "secret"`,
		`kind: REJECT, refs: ["secret"]`,
	} {
		r := o.Exec(As(context.Background(), Principal{Name: "huda", Role: Admin}), `mutation { judge(input: {`+input+`}) { revision } }`, "", nil)
		if len(r.Errors) != 1 || strings.Contains(r.Errors[0].Message, "secret") {
			t.Errorf("%s: %v", input, r.Errors)
		}
	}
}
