package tracing_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/internal/collector"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/tracing"
)

func tracer(t testing.TB, opts tracing.Options) *tracing.Tracer {
	t.Helper()
	tr, err := tracing.New(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close(context.Background()) })
	return tr
}

// site serves store with traces.
func site(t testing.TB, tr *tracing.Tracer, store graph.Store) http.Handler {
	t.Helper()
	s, err := resolvers.New(tr.Store(store), resolvers.Options{Tracer: tr})
	if err != nil {
		t.Fatal(err)
	}
	return s.Site(http.NotFoundHandler())
}

func post(t testing.TB, site http.Handler, query string, headers ...string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/graphql", strings.NewReader(fmt.Sprintf(`{"query": %q}`, query)))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w.Body.String()
}

func empty(t testing.TB) graph.Store {
	s := memstore.New(memstore.Options{})
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestTracedStoresKeepTheContract: behind spans a store is what it was, extras included.
func TestTracedStoresKeepTheContract(t *testing.T) {
	tr := tracer(t, tracing.Options{URL: collector.New(t).URL})
	t.Run("memory", func(t *testing.T) {
		graphtest.Run(t, func(t testing.TB) graph.Store { return tr.Store(empty(t)) })
	})
	t.Run("badger", func(t *testing.T) {
		graphtest.Run(t, func(t testing.TB) graph.Store {
			s, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			return tr.Store(s)
		})
	})
}

// TestSpansOfARequest: they lie in one another, inside of the one of whoever asks, and tell how much, never what.
func TestSpansOfARequest(t *testing.T) {
	c := collector.New(t)
	tr := tracer(t, tracing.Options{URL: c.URL, Version: "1.2.3"})
	s := site(t, tr, empty(t))
	const trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
	post(t, s, `query Secret { node(id: "00000000-0000-5000-8000-00000000cafe") { id } stats { claims } }`,
		"traceparent", "00-"+trace+"-"+parent+"-01", "tracestate", "vendor=secret", "X-Request-Id", "r-7", "User-Agent", "secret")
	tr.Close(t.Context())
	want := `POST /graphql
  graphql.execute
    Query.node
      store.Claims
      store.Documents
      store.Entities
      store.Relations
    Query.stats
      store.Stats
  graphql.parse
  graphql.validate
`
	if got := c.Tree(parent); got != want {
		t.Errorf("spans:\n%s", got)
	}
	for _, span := range c.Spans() {
		// The whole end of the id: a shorter piece of it comes up in the random ids of spans by chance.
		if all := fmt.Sprint(span); strings.Contains(all, "ecret") || strings.Contains(all, "00000000cafe") || span.Trace != trace {
			t.Errorf("a span tells what was asked, or is not of the trace: %s", all)
		}
	}
	root := c.Named(t, "POST /graphql")
	for key, value := range map[string]any{
		"http.request.method": "POST", "http.route": "/graphql", "http.response.status_code": int64(200),
		"graphql.operation.type": "query", "isnad.request.id": "r-7",
	} {
		if root.Attrs[key] != value {
			t.Errorf("%s = %v, want %v", key, root.Attrs[key], value)
		}
	}
	if !root.Server || root.Failed || root.Took == 0 || root.Resource["service.name"] != "isnad" || root.Resource["service.version"] != "1.2.3" {
		t.Errorf("%+v", root)
	}
	read := c.Named(t, "store.Claims")
	if read.Attrs["db.operation.batch.size"] != int64(1) || read.Attrs["db.response.returned_rows"] != int64(0) {
		t.Errorf("one claim was asked for, which is not there: %v", read.Attrs)
	}
}

func TestErrorsAreToldByTheirCodes(t *testing.T) {
	c := collector.New(t)
	tr := tracer(t, tracing.Options{URL: c.URL})
	s := site(t, tr, empty(t))
	post(t, s, `{ secret }`)
	post(t, s, `{ secret`)
	r := httptest.NewRequestWithContext(t.Context(), "SECRET", "http://localhost/secret/path?secret=1", nil)
	s.ServeHTTP(httptest.NewRecorder(), r)
	tr.Close(t.Context())
	var codes []string
	for _, span := range c.Spans() {
		if strings.Contains(strings.ToLower(fmt.Sprint(span)), "secret") {
			t.Errorf("a span tells what was sent: %v", span)
		}
		if span.Server {
			codes = append(codes, fmt.Sprint(span.Name, " ", span.Attrs["isnad.error.codes"], " ", span.Failed))
		}
	}
	if got := strings.Join(codes, "; "); got != "POST /graphql [INVALID] true; POST /graphql [SYNTAX] true; HTTP / <nil> false" {
		t.Error(got)
	}
}

func TestWhoDoesNotWantATraceGetsNone(t *testing.T) {
	c := collector.New(t)
	tr := tracer(t, tracing.Options{URL: c.URL})
	post(t, site(t, tr, empty(t)), `{ stats { claims } }`, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
	post(t, site(t, tr, empty(t)), `{ stats { claims } }`, "traceparent", "nonsense")
	tr.Close(t.Context())
	roots := 0
	for _, s := range c.Spans() {
		if s.Trace == "4bf92f3577b34da6a3ce929d0e0e4736" {
			t.Errorf("not to be sampled, and sent: %v", s)
		}
		if s.Server && s.Parent == "" {
			roots++
		}
	}
	if roots != 1 {
		t.Errorf("%d requests without a parent, want the one whose header is none", roots)
	}
}

// talk keeps what is logged.
type talk struct {
	mu sync.Mutex
	b  strings.Builder
}

func (k *talk) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.Write(p)
}

func (k *talk) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.String()
}

// TestCollectorThatIsDown: requests are answered, and the log is told once.
func TestCollectorThatIsDown(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	var log talk
	tr := tracer(t, tracing.Options{URL: gone.URL, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s := site(t, tr, empty(t))
	for range 1000 { // several batches
		if body := post(t, s, `{ stats { claims } }`); !strings.Contains(body, `"claims":0`) {
			t.Fatal(body)
		}
	}
	tr.Close(t.Context())
	if n := strings.Count(log.String(), "does not take traces"); n != 1 {
		t.Errorf("told %d times: %s", n, log.String())
	}
}

// TestCollectorThatHangs: requests do not wait for it, nor does the end of the server for longer than the grace.
func TestCollectorThatHangs(t *testing.T) {
	c := collector.New(t)
	hold := make(chan struct{})
	t.Cleanup(func() { close(hold) })
	c.Answer(func(http.ResponseWriter) { <-hold })
	var log talk
	tr := tracer(t, tracing.Options{URL: c.URL, Grace: 20 * time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s := site(t, tr, empty(t))
	for range 2000 { // more spans than are kept for it
		if body := post(t, s, `{ stats { claims } }`); !strings.Contains(body, `"claims":0`) {
			t.Fatal(body)
		}
	}
	closed := make(chan struct{})
	go func() { tr.Close(context.Background()); close(closed) }()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Fatal("still waits for the collector")
	}
	if !strings.Contains(log.String(), "the last traces were not sent") {
		t.Errorf("log: %s", log.String())
	}
}

// TestSpansGoToOneHostOnly: a collector or an environment that sends them elsewhere is not obeyed.
func TestSpansGoToOneHostOnly(t *testing.T) {
	here, elsewhere := collector.New(t), collector.New(t)
	here.Answer(func(w http.ResponseWriter) {
		w.Header().Set("Location", elsewhere.URL+"/v1/traces")
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", elsewhere.URL)
	tr := tracer(t, tracing.Options{URL: here.URL})
	post(t, site(t, tr, empty(t)), `{ stats { claims } }`)
	tr.Close(t.Context())
	if here.Requests() == 0 || elsewhere.Requests() != 0 {
		t.Errorf("%d requests to the collector, %d to where it points", here.Requests(), elsewhere.Requests())
	}
}

func TestAddressesOfCollectors(t *testing.T) {
	for _, bad := range []string{"", "localhost:4318", "ftp://host", "http://", "http://user:key@host", "http://host?key=1", "http://host#x", "://"} {
		if _, err := tracing.New(t.Context(), tracing.Options{URL: bad}); !errors.Is(err, tracing.ErrURL) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestNobodyTraces: without a Tracer there is nothing in between.
func TestNobodyTraces(t *testing.T) {
	var off *tracing.Tracer
	store := empty(t)
	if off.Store(store) != store {
		t.Error("a store behind nothing is not itself")
	}
	ctx, span := off.Start(t.Context(), "x")
	span.End()
	if ctx != t.Context() {
		t.Error("a context of its own")
	}
	off.Close(t.Context())
}

// BenchmarkRequest tells what a small request costs without and with traces.
func BenchmarkRequest(b *testing.B) {
	ask := func(b *testing.B, s http.Handler) {
		b.ReportAllocs()
		for b.Loop() {
			post(b, s, `{ stats { claims } }`)
		}
	}
	b.Run("off", func(b *testing.B) {
		s, err := resolvers.New(empty(b), resolvers.Options{})
		if err != nil {
			b.Fatal(err)
		}
		ask(b, s.Site(http.NotFoundHandler()))
	})
	b.Run("on", func(b *testing.B) {
		tr := tracer(b, tracing.Options{URL: collector.New(b).URL})
		ask(b, site(b, tr, empty(b)))
	})
}
