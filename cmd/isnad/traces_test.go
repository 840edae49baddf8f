package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/internal/collector"
)

// traced serves a store of one article with these flags, sends a mutation and a query, and stops.
func traced(t *testing.T, flags ...string) (talk string) {
	t.Helper()
	dir := t.TempDir()
	articles, store := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "store")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	runOK(t, "ingest", articles, "--store", store)
	p := start(t, nil, append([]string{"serve", "--listen", "127.0.0.1:0", "--store", store, "--writable"}, flags...)...)
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	body, err := json.Marshal(map[string]string{
		"query": `mutation { ingest(articles: [{key: "a2", published: "2018-12-03", text: "هاجم تنظيم داعش مدينة هجين أمس."}]) { articles { status } } }`,
	})
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(url, "application/json", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if status, answer := get(t, url+"?query=%7Bstats%7Bdocuments%7D%7D"); status != http.StatusOK || !strings.Contains(answer, `"documents":2`) {
		t.Errorf("%d: %s", status, answer)
	}
	p.stop()
	talk = p.rest()
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d: %s", code, talk)
	}
	return talk
}

// TestServeSendsTraces: what was done last is sent before the server ends.
func TestServeSendsTraces(t *testing.T) {
	c := collector.New(t)
	traced(t, "--traces", c.URL)
	const want = `GET /graphql
  graphql.execute
    Query.stats
      store.Stats
  graphql.parse
  graphql.validate
POST /graphql
  graphql.execute
    Mutation.ingest
      ingest
        extract
        store.Apply
        store.DocumentsByKey
      store.Revision
  graphql.parse
  graphql.validate
`
	if got := c.Tree(""); got != want {
		t.Errorf("spans:\n%s", got)
	}
	if s := c.Named(t, "ingest"); s.Attrs["isnad.status"] != "new" || s.Failed {
		t.Errorf("%+v", s)
	}
	if s := c.Named(t, "extract"); s.Attrs["isnad.sentences"] != int64(1) || s.Attrs["isnad.claims"] == int64(0) {
		t.Errorf("%+v", s)
	}
	for _, s := range c.Spans() {
		if all := fmt.Sprint(s); strings.Contains(all, "هاجم") || strings.Contains(all, "هجين") {
			t.Errorf("a span tells of an article: %s", all)
		}
	}
}

// TestServeSendsNothingUnasked: not even where the environment names a collector.
func TestServeSendsNothingUnasked(t *testing.T) {
	c := collector.New(t)
	for _, name := range []string{"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"} {
		t.Setenv(name, c.URL)
	}
	traced(t)
	if c.Requests() != 0 {
		t.Errorf("%d requests that nobody asked for", c.Requests())
	}
}

func TestServeWithACollectorThatIsDown(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if talk := traced(t, "--traces", gone.URL); !strings.Contains(talk, "the collector does not take traces") {
		t.Error(talk)
	}
	p := start(t, nil, "serve", "--traces", "localhost:4318")
	if said := p.until(t, "--traces: "); !strings.Contains(said, "want http://HOST:4318") {
		t.Error(said)
	}
	if code := <-p.code; code != exitUsage {
		t.Errorf("exit code %d", code)
	}
}
