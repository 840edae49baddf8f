package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServeTrustedDocuments goes from a file to an answer and to a line of the log.
func TestServeTrustedDocuments(t *testing.T) {
	dir := t.TempDir()
	articles, store, trusted := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "store"), filepath.Join(dir, "trusted.json")
	for path, text := range map[string]string{articles: fmt.Sprintf(attackRow, 1), trusted: `{"counts": "{ stats { documents } }"}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runOK(t, "ingest", articles, "--store", store)
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", store, "--trusted-documents", trusted, "--trusted-only", "--log-requests", "--log-format", "json")
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	// A line of the log waits until somebody reads it, and the answer with it.
	ask := func(query string) string {
		got := make(chan string, 1)
		go func() {
			status, body := get(t, url+query)
			got <- fmt.Sprint(status, " ", body)
		}()
		line := p.until(t, `"msg":"request"`)
		answer := <-got
		if !strings.Contains(line, `"status":`+answer[:3]) || !strings.Contains(line, `"request":"`) {
			t.Errorf("logged %s of %s", line, answer)
		}
		return answer
	}
	if answer := ask("?query=%7Bstats%7Bclaims%7D%7D"); !strings.Contains(answer, "403 ") || !strings.Contains(answer, "UNTRUSTED_DOCUMENT") {
		t.Errorf("another document: %s", answer)
	}
	if answer := ask("?documentId=counts"); !strings.Contains(answer, "200 ") || !strings.Contains(answer, `"documents":1`) {
		t.Errorf("a trusted document: %s", answer)
	}
	p.stop()
	if talk := p.rest(); !strings.Contains(talk, "stopped") {
		t.Errorf("said %s", talk)
	}
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

func TestServeRefusesTrustedDocumentsThatAreNone(t *testing.T) {
	dir := t.TempDir()
	articles, store, bad, list := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "store"), filepath.Join(dir, "bad.json"), filepath.Join(dir, "list.json")
	for path, text := range map[string]string{list: "[]", articles: fmt.Sprintf(attackRow, 1), bad: `{"old": "{ nothing }"}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runOK(t, "ingest", articles, "--store", store)
	for want, args := range map[string][]string{
		"old":                 {"--trusted-documents", bad},
		"--trusted-documents": {"--trusted-only"},
		"want text or json":   {"--log-format", "xml"},
		"no such file":        {"--trusted-documents", bad + ".not"},
		"JSON object":         {"--trusted-documents", list},
	} {
		p := start(t, nil, append([]string{"serve", "--listen", "127.0.0.1:0", "--store", store}, args...)...)
		talk := p.rest()
		if code := <-p.code; code == exitOK || !strings.Contains(talk, want) {
			t.Errorf("%v: exit code %d: %s", args, code, talk)
		}
	}
}
