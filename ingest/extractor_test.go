package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/ingest"
)

// moody fails for the articles that it has an error for, and refuses a claim of every other.
type moody map[string]error

func (moody) Version() string { return "moody-1" }

func (m moody) Extract(ctx context.Context, d extract.Document) (*extract.Result, error) {
	if err := m[d.Key]; err != nil {
		return nil, err
	}
	res, err := fakeExtractor{}.Extract(ctx, d)
	res.Diagnostics = []extract.Diagnostic{{Code: "not-arabic"}, {Code: extract.RefusedPrefix + "role-swapped", Message: "of " + d.Key}}
	return res, err
}

func TestAnExtractorThatFailsForOneArticle(t *testing.T) {
	store := newFakeStore()
	in := ingest.Ingester{Store: store, Extractor: moody{"a1": errors.New("no answer")}, Pool: ingest.Pool{Workers: 2}}
	report, err := in.Run(t.Context(), items(rows(4)))
	if err != nil || counts(report) != "read 4 new 3 replaced 0 unchanged 0 rejected 1" || store.deltas["a1"] != nil || report.Claims != 3 {
		t.Fatalf("%s, %v", counts(report), err)
	}
	want := `stdin:2: article "a1": could not be read: no answer; nothing of it was kept; the same command tries it again`
	if got := report.Problems[0].Error(); got != want {
		t.Errorf("problem %q, want %q", got, want)
	}
	if !reflect.DeepEqual(report.Refused, map[string]int{"role-swapped": 3}) {
		t.Errorf("refused %v", report.Refused)
	}
	for i, key := range []string{"a0", "a2", "a3"} {
		if r := report.Refusals[i]; r.Key != key || r.Reason != "role-swapped" || r.What != "of "+key || r.File != "stdin" || r.Line == 0 {
			t.Errorf("refusal %+v", r)
		}
	}
	if report, err = in.Run(t.Context(), items(rows(4))); err != nil || report.Unchanged != 3 || report.Rejected != 1 {
		t.Errorf("again: %s, %v", counts(report), err)
	}
}

func TestAnExtractorThatIsNotThere(t *testing.T) {
	store := newFakeStore()
	gone := fmt.Errorf("%w: no such model", ingest.ErrUnavailable)
	in := ingest.Ingester{Store: store, Extractor: moody{"a3": gone}, Pool: ingest.Pool{Workers: 1}}
	report, err := in.Run(t.Context(), items(rows(1000)))
	if !errors.Is(err, ingest.ErrUnavailable) || !strings.HasPrefix(err.Error(), "a3: ") || report.Rejected != 0 || report.New != store.applied || report.New > 990 {
		t.Errorf("%s, %v, %d applied", counts(report), err, store.applied)
	}
}

func TestAStoppedRunRejectsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := ingest.Article{Key: "a0", Text: arabic}
	if _, err := a.Extract(ctx, moody{"a0": errors.New("request broke off")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v: the article is not to blame", err)
	}
}

func TestRulesNeverFail(t *testing.T) {
	x, err := extract.Default()
	if err != nil {
		t.Fatal(err)
	}
	rules := ingest.Rules(x)
	doc := extract.Document{Key: "a", Text: arabic}
	res, err := rules.Extract(t.Context(), doc)
	if err != nil || !reflect.DeepEqual(res, x.Extract(doc)) || rules.Version() != x.Version() {
		t.Errorf("%+v, %v, version %s", res, err, rules.Version())
	}
}
