package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// process is a run of the command inside of the test.
type process struct {
	stdout bytes.Buffer
	talk   *bufio.Scanner
	stop   context.CancelFunc
	code   chan int
}

func start(t *testing.T, stdin io.Reader, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	p := &process{talk: bufio.NewScanner(r), stop: cancel, code: make(chan int, 1)}
	a := &app{stdin: stdin, stdout: &p.stdout, stderr: w, getenv: func(string) string { return "" }}
	var once sync.Once
	go func() {
		p.code <- a.main(ctx, args)
		once.Do(func() { w.Close() })
	}()
	t.Cleanup(func() { cancel(); io.Copy(io.Discard, r) })
	return p
}

// until reads talk up to a line that holds words, and returns what follows them.
func (p *process) until(t *testing.T, words string) string {
	t.Helper()
	var all []string
	for p.talk.Scan() {
		all = append(all, p.talk.Text())
		if _, after, ok := strings.Cut(p.talk.Text(), words); ok {
			return after
		}
	}
	t.Fatalf("never said %q, but:\n%s", words, strings.Join(all, "\n"))
	return ""
}

func (p *process) rest() string {
	var b strings.Builder
	for p.talk.Scan() {
		b.WriteString(p.talk.Text() + "\n")
	}
	return b.String()
}

func runOK(t *testing.T, args ...string) string {
	t.Helper()
	p := start(t, strings.NewReader(""), args...)
	talk := p.rest()
	if code := <-p.code; code != exitOK {
		t.Fatalf("isnad %s: exit code %d\n%s", strings.Join(args, " "), code, talk)
	}
	return p.stdout.String()
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

const attackRow = `{"id": "a%d", "published": "2018-12-02", "text": "هاجم تنظيم داعش مواقع قوات سوريا الديمقراطية في مدينة هجين أمس."}` + "\n"

func TestServeAnswersUntilItIsStopped(t *testing.T) {
	dir := t.TempDir()
	articles := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(dir, "store")
	runOK(t, "ingest", articles, "--store", store)
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", store)
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	status, body := get(t, url+"?query=%7Bstats%7Bdocuments%7D%7D")
	if status != http.StatusOK || !strings.Contains(body, `"documents":1`) {
		t.Errorf("status %d: %s", status, body)
	}
	if out := runOK(t, "stats", "--store", store, "--format", "json"); !strings.Contains(out, `"documents": 1`) {
		t.Errorf("the store cannot be read beside the server: %s", out)
	}
	p.stop()
	p.until(t, "stopped")
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestServeTakesMutations goes from a token file over HTTP to the store and the audit.
func TestServeTakesMutations(t *testing.T) {
	dir := t.TempDir()
	articles, store, tokens, audit := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "store"), filepath.Join(dir, "tokens"), filepath.Join(dir, "audit")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	runOK(t, "ingest", articles, "--store", store)
	token := strings.TrimSpace(runOK(t, "token", "--name", "huda", "--role", "admin", "--file", tokens))
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", store, "--writable", "--token-file", tokens, "--audit", audit)
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	send := func(token, query string) (int, string) {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		answer, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(answer)
	}
	if status, body := send("guessed", "{stats{documents}}"); status != http.StatusUnauthorized {
		t.Errorf("a guessed token: %d: %s", status, body)
	}
	status, body := send(token, `mutation { ingest(articles: [{key: "a2", published: "2018-12-03", text: "هاجم تنظيم داعش مدينة هجين أمس."}, {url: "https://x.example/3", text: "no"}]) {
		articles { key status problem claims } revision } }`)
	if status != http.StatusOK || !strings.Contains(body, `"key":"a2","status":"NEW","problem":null`) || !strings.Contains(body, `"status":"REJECTED"`) {
		t.Errorf("%d: %s", status, body)
	}
	status, body = send(token, `mutation { removeDocument(ref: {key: "a2"}) { key changed { claims } } }`)
	if status != http.StatusOK || !strings.Contains(body, `"key":"a2"`) {
		t.Errorf("%d: %s", status, body)
	}
	p.stop()
	p.until(t, "stopped")
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
	told, err := os.ReadFile(audit)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"act":"ingest","who":"huda","role":"admin"`, `"act":"remove"`, `"document":"a2"`, `"revision":"`} {
		if !strings.Contains(string(told), want) {
			t.Errorf("the audit lacks %s: %s", want, told)
		}
	}
	if out := runOK(t, "stats", "--store", store, "--format", "json"); !strings.Contains(out, `"documents": 1`) {
		t.Errorf("left in the store: %s", out)
	}
}

func TestDemoServesTheBundledArticles(t *testing.T) {
	p := start(t, nil, "demo", "--listen", "127.0.0.1:0")
	said := p.until(t, "read ")
	url, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	_, body := get(t, url+"?query=%7Bstats%7Bdocuments%7D%7D")
	var answer struct {
		Data struct{ Stats struct{ Documents int } }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if n := answer.Data.Stats.Documents; n < 12 || !strings.HasPrefix(said, fmt.Sprint(n, " articles")) {
		t.Errorf("%d documents; said %q", n, said)
	}
	p.stop()
	p.until(t, "stopped")
	if code := <-p.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestInterruptedIngestIsTakenUpAgain interrupts a run that waits for more articles.
func TestInterruptedIngestIsTakenUpAgain(t *testing.T) {
	store := filepath.Join(t.TempDir(), "store")
	r, w := io.Pipe()
	p := start(t, r, "ingest", "-", "--store", store)
	for i := range 3 {
		fmt.Fprintf(w, attackRow, i)
	}
	p.stop()
	w.Close()
	p.until(t, "stopped; ")
	if code := <-p.code; code != exitPartial {
		t.Errorf("exit code %d, want %d", code, exitPartial)
	}
	var all strings.Builder
	for i := range 5 {
		fmt.Fprintf(&all, attackRow, i)
	}
	again := start(t, strings.NewReader(all.String()), "ingest", "-", "--store", store)
	again.until(t, "5 articles in ")
	if code := <-again.code; code != exitOK {
		t.Errorf("taken up again: exit code %d", code)
	}
	if out := runOK(t, "stats", "--store", store, "--format", "json"); !strings.Contains(out, `"documents": 5`) {
		t.Errorf("stats: %s", out)
	}
	runOK(t, "verify", "--store", store)
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestFullDiskIsToldOnOneLine(t *testing.T) {
	dir := t.TempDir()
	articles := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(dir, "store")
	runOK(t, "ingest", articles, "--store", store)
	for _, args := range [][]string{
		{"export", "jsonl", "--to", "-"}, {"extract", articles, "--to", "-"}, {"stats"}, {"show", "a1", "--format", "csv"}, {"show", "a1"},
	} {
		var talk bytes.Buffer
		a := &app{stdout: full{}, stderr: &talk, getenv: func(string) string { return "" }}
		code := a.main(t.Context(), append(args, "--store", store))
		if last := talk.String(); code != exitFailed || !strings.Contains(last, "no space left on device") {
			t.Errorf("%v: exit code %d, said %q", args, code, last)
		}
	}
}
