package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeStore keeps deltas by document key.
type fakeStore struct {
	graph.Store
	graph.Reader
	mu      sync.Mutex
	deltas  map[string]*graph.Delta
	applied int
	fail    func(*graph.Delta) error
}

func newFakeStore() *fakeStore {
	return &fakeStore{deltas: map[string]*graph.Delta{}, fail: func(*graph.Delta) error { return nil }}
}

func (s *fakeStore) Apply(ctx context.Context, deltas ...*graph.Delta) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, d := range deltas {
		if err := s.fail(d); err != nil {
			return err
		}
		if err := d.Validate(); err != nil {
			return err
		}
		s.deltas[d.Document.Key] = d
		s.applied++
	}
	return nil
}

func (s *fakeStore) View(_ context.Context, fn func(graph.Reader) error) error { return fn(s) }

func (s *fakeStore) DocumentsByKey(_ context.Context, keys []string) ([]*graph.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]*graph.Document, len(keys))
	for i, k := range keys {
		if d := s.deltas[k]; d != nil {
			out[i] = d.Document
		}
	}
	return out, nil
}

func (s *fakeStore) AsRead(_ context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]*graph.Delta, len(docs))
	for _, d := range s.deltas {
		if i := slices.Index(docs, d.Document.ID); i >= 0 {
			out[i] = d
		}
	}
	return out, nil
}

func (s *fakeStore) Judgements(context.Context) ([]*graph.Judgement, error) { return nil, nil }

// fakeExtractor finds one attack in each article.
type fakeExtractor struct{ during func(extract.Document) }

func (fakeExtractor) Version() string { return "fake-1" }

func (f fakeExtractor) Extract(_ context.Context, d extract.Document) (*extract.Result, error) {
	if f.during != nil {
		f.during(d)
	}
	whole := extract.Span{End: len(d.Text)}
	return &extract.Result{Sentences: 2, Claims: []extract.Claim{
		{Type: schema.Attack, Sentence: whole, Trigger: whole, Quote: whole},
	}}, nil
}

func rows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"id\": \"a%d\", \"text\": \"%s %d\"}\n", i, arabic, i)
	}
	return b.String()
}

func items(jsonl string) iter.Seq[ingest.Item] {
	r := ingest.Reader{Stdin: strings.NewReader(jsonl)}
	return r.Read(ingest.Stdin)
}

func counts(r *ingest.Report) string {
	return fmt.Sprintf("read %d new %d replaced %d unchanged %d rejected %d", r.Read, r.New, r.Replaced, r.Unchanged, r.Rejected)
}

func TestRunStoresEachArticleOnce(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		store := newFakeStore()
		in := ingest.Ingester{Store: store, Extractor: fakeExtractor{}, Pool: ingest.Pool{Workers: workers}}
		report, err := in.Run(t.Context(), items(rows(50)))
		if err != nil || counts(report) != "read 50 new 50 replaced 0 unchanged 0 rejected 0" || report.Sentences != 100 || report.Claims != 50 {
			t.Fatalf("%d workers: %s, %v", workers, counts(report), err)
		}
		report, err = in.Run(t.Context(), items(rows(50)))
		if err != nil || counts(report) != "read 50 new 0 replaced 0 unchanged 50 rejected 0" || store.applied != 50 {
			t.Fatalf("again: %s, %v, %d applied", counts(report), err, store.applied)
		}
		in.Again = true
		if report, err = in.Run(t.Context(), items(rows(50))); err != nil || report.Unchanged != 50 || store.applied != 100 {
			t.Fatalf("with Again: %s, %v, %d applied", counts(report), err, store.applied)
		}
	}
}

func TestChangedArticlesReplace(t *testing.T) {
	in := ingest.Ingester{Store: newFakeStore(), Extractor: fakeExtractor{}}
	row := func(extra string) string { return `{"id": "a", "text": "` + arabic + `"` + extra + `}` }
	for i, jsonl := range []string{row(""), row(`, "published": "2020-01-01"`), row(`, "published": "2020-01-01", "outlet": "x"`), strings.ReplaceAll(row(""), "أمس", "اليوم")} {
		report, err := in.Run(t.Context(), items(jsonl))
		if want := min(i, 1); err != nil || report.Replaced != want || report.New != 1-want {
			t.Errorf("%s: %s, %v", jsonl, counts(report), err)
		}
	}
}

func TestOneIdWithTwoTexts(t *testing.T) {
	in := ingest.Ingester{Store: newFakeStore(), Extractor: fakeExtractor{}}
	row := `{"id": "a", "text": "` + arabic + `"}` + "\n"
	report, err := in.Run(t.Context(), items(row+row+strings.ReplaceAll(row, "أمس", "اليوم")))
	if err != nil || counts(report) != "read 3 new 1 replaced 0 unchanged 1 rejected 1" {
		t.Fatalf("%s, %v", counts(report), err)
	}
	want := `stdin:3: article "a": its id was there before with another text, at stdin:1; give each article an id of its own; the first one was taken`
	if got := report.Problems[0].Error(); got != want {
		t.Errorf("problem %q, want %q", got, want)
	}
}

func TestABadArticleDoesNotStopTheRest(t *testing.T) {
	store := newFakeStore()
	store.fail = func(d *graph.Delta) error {
		switch d.Document.Key {
		case "a1":
			return fmt.Errorf("apply: %w", graph.ErrTooLarge)
		case "a2":
			return fmt.Errorf("apply: %w", graph.ErrInvalid)
		}
		return nil
	}
	in := ingest.Ingester{Store: store, Extractor: fakeExtractor{during: func(d extract.Document) {
		if d.Key == "a3" {
			panic("out of bounds")
		}
	}}}
	report, err := in.Run(t.Context(), items(rows(10)+"{\n"+`{"id": "z", "published": "21/0", "text": "`+arabic+`"}`))
	if err != nil || counts(report) != "read 12 new 8 replaced 0 unchanged 0 rejected 4" {
		t.Fatalf("%s, %v", counts(report), err)
	}
	var kept int
	for _, p := range report.Problems {
		if p.Kept {
			kept++
		}
	}
	if len(report.Problems) != 5 || kept != 1 || !strings.Contains(report.Problems[2].Error(), "internal error: out of bounds; please report this") {
		t.Errorf("problems: %v", report.Problems)
	}
}

func TestAFailingStoreStopsTheRun(t *testing.T) {
	full := errors.New("no space left on device")
	store := newFakeStore()
	store.fail = func(d *graph.Delta) error {
		if d.Document.Key == "a5" {
			return full
		}
		return nil
	}
	in := ingest.Ingester{Store: store, Extractor: fakeExtractor{}, Pool: ingest.Pool{Workers: 2}}
	report, err := in.Run(t.Context(), items(rows(1000)))
	if !errors.Is(err, full) || !strings.Contains(err.Error(), "a5") {
		t.Errorf("error %v", err)
	}
	if report.New < 1 || report.New > 990 || report.New != store.applied {
		t.Errorf("%d reported, %d applied", report.New, store.applied)
	}
}

func TestCancelStopsAndARepeatResumes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	store := newFakeStore()
	progress := 0
	in := ingest.Ingester{Store: store, Extractor: fakeExtractor{}, Pool: ingest.Pool{Workers: 4, Progress: func(r ingest.Report) {
		if progress = r.Read; progress == 20 {
			cancel()
		}
	}}}
	report, err := in.Run(ctx, items(rows(1000)))
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if report.New < 20 || report.New > 900 {
		t.Errorf("%d stored before the stop", report.New)
	}
	stored := len(store.deltas)
	report, err = in.Run(t.Context(), items(rows(1000)))
	if err != nil || report.Unchanged != stored || report.New != 1000-stored {
		t.Errorf("resumed: %s, %v, %d were there", counts(report), err, stored)
	}
}
