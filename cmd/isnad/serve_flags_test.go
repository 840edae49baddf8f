package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServeFlags: a server that only reads, for one other site, with a limit of tokens.
func TestServeFlags(t *testing.T) {
	const site = "https://app.example.org"
	dir := t.TempDir()
	articles, store := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "store")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	runOK(t, "ingest", articles, "--store", store)
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", store, "--read-only", "--max-tokens", "30", "--allow-origin", site)
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	for query, want := range map[string]string{
		`{ stats { documents } }`:                                                `"documents":1`,
		`{ stats { ` + strings.Repeat("documents ", 40) + `} }`:                  `QUERY_TOO_LONG`,
		`mutation { removeDocument(document: {key: \"a1\"}) { revision } }`:      `READ_ONLY`,
		`mutation { ingest(articles: [{id: \"b\", text: \"x\"}]) { revision } }`: `READ_ONLY`,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(`{"query":"`+query+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", site)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || !strings.Contains(string(body), want) || res.Header.Get("Access-Control-Allow-Origin") != site {
			t.Errorf("%s: %s, %v, %v", query, body, res.Header, err)
		}
	}
	p.stop()
	p.until(t, "stopped")
}
