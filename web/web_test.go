package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/testdata"
	"github.com/isnad-graph/isnad/web"
)

// demo answers over the articles that the demo reads.
func demo(t *testing.T) *resolvers.Schema {
	t.Helper()
	ex, err := extract.Default()
	if err != nil {
		t.Fatal(err)
	}
	store := memstore.New(memstore.Options{})
	t.Cleanup(func() { store.Close() })
	in := &ingest.Ingester{Store: store, Extractor: ingest.Rules(ex)}
	report, err := in.Run(t.Context(), (&ingest.Reader{FS: testdata.FS}).Read(testdata.Articles))
	if err != nil {
		t.Fatal(err)
	}
	if report.New == 0 || report.Rejected > 0 {
		t.Fatalf("%d articles: %v", report.New, report.Problems)
	}
	schema, err := resolvers.New(store, resolvers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// serve answers on a free port of this machine until the test ends, and returns the address.
func serve(t *testing.T, schema *resolvers.Schema) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- resolvers.Serve(ctx, l, schema.Site(web.Handler()), resolvers.ServeOptions{}) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String() + "/"
}

func empty(t *testing.T) *resolvers.Schema {
	t.Helper()
	schema, err := resolvers.New(memstore.New(memstore.Options{}), resolvers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// node runs a script of this directory. It skips the test where its packages are not installed.
func node(t *testing.T, env []string, args ...string) (string, error) {
	t.Helper()
	if _, err := os.Stat("node_modules"); err != nil {
		t.Skip("web/node_modules is not there: `make web` installs it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("node %s: %w\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), err
}

func TestAudits(t *testing.T) {
	out, err := node(t, nil, "audit.mjs", serve(t, empty(t))+"graphql")
	t.Log(out)
	if err != nil || !strings.Contains(out, "61 of 61 audits hold") {
		t.Error(err)
	}
}

// TestDistIsFromThePackages: what is committed is what the locked packages hold.
func TestDistIsFromThePackages(t *testing.T) {
	dir := t.TempDir()
	if _, err := node(t, nil, "build.mjs", dir); err != nil {
		t.Fatal(err)
	}
	built, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadDir("dist")
	if err != nil {
		t.Fatal(err)
	}
	if len(built) != len(kept) {
		t.Errorf("%d files built, %d committed", len(built), len(kept))
	}
	for _, f := range built {
		want, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("dist", f.Name()))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("dist/%s is not that of the packages: run `npm run build` in web", f.Name())
		}
	}
}

func TestPages(t *testing.T) {
	h := web.Handler()
	get := func(method, target, tag string) *http.Response {
		r := httptest.NewRequest(method, target, nil)
		if tag != "" {
			r.Header.Set("If-None-Match", tag)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result()
	}
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/playground": "text/html; charset=utf-8", "/playground?docs": "text/html; charset=utf-8",
		"/playground/graphiql.js": "text/javascript; charset=utf-8", "/playground/graphiql.css": "text/css; charset=utf-8",
		"/playground/examples.json": "application/json", "/playground/LICENCES.txt": "text/plain; charset=utf-8",
		"/playground.js": "text/javascript; charset=utf-8", "/page.css": "text/css; charset=utf-8", "/icon.svg": "image/svg+xml",
	} {
		res := get("GET", path, "")
		policy := res.Header.Get("Content-Security-Policy")
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != kind || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d %v", path, res.StatusCode, res.Header)
		}
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if again := get("GET", path, res.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s again: %d", path, again.StatusCode)
		}
	}
	for path, status := range map[string]int{"/nothing": 404, "/static/index.html": 404, "/index.html": 404, "/playground/../web.go": 404, "/playground/": 301} {
		if res := get("GET", path, ""); res.StatusCode != status {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if res := get("POST", "/", ""); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", res.StatusCode)
	}
	res := get("HEAD", "/playground", "")
	if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 200 || len(body) > 0 {
		t.Errorf("HEAD: %d with %d bytes", res.StatusCode, len(body))
	}
}

// TestExamplesFitTheSchema: on an empty store an example finds nothing, but is not refused.
func TestExamplesFitTheSchema(t *testing.T) {
	schema := empty(t)
	for _, example := range web.Examples() {
		for _, e := range schema.Exec(t.Context(), example.Query, "", variablesOf(t, example)).Errors {
			if e.Code() != resolvers.CodeNotFound {
				t.Errorf("%s: %s", example.Name, e.Message)
			}
		}
		if example.Name == "" || !strings.HasSuffix(example.Title, "?") {
			t.Errorf("example %q answers %q", example.Name, example.Title)
		}
	}
}

// TestExamplesAnswer: each example finds something in the demo, with a sentence of an article.
func TestExamplesAnswer(t *testing.T) {
	schema := demo(t)
	for _, example := range web.Examples() {
		answer := schema.Exec(t.Context(), example.Query, "", variablesOf(t, example))
		for _, e := range answer.Errors {
			t.Errorf("%s: %s %v", example.Name, e.Message, e.Extensions)
		}
		sentences := sentencesOf(t, answer.Data)
		if len(sentences) == 0 {
			t.Errorf("%s finds nothing", example.Name)
		}
		for _, s := range sentences {
			if !told(t, schema, s) {
				t.Errorf("%s: no article has «%s»", example.Name, s)
			}
		}
	}
}

func variablesOf(t *testing.T, example web.Example) map[string]any {
	t.Helper()
	if example.Variables == "" {
		return nil
	}
	var variables map[string]any
	if err := json.Unmarshal([]byte(example.Variables), &variables); err != nil {
		t.Fatalf("%s: %v", example.Name, err)
	}
	return variables
}

// sentencesOf returns the texts of all sentences in an answer.
func sentencesOf(t *testing.T, data []byte) []string {
	t.Helper()
	var answer any
	if err := json.Unmarshal(data, &answer); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	var sentences []string
	var visit func(value any)
	visit = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, item := range v {
				visit(item)
			}
		case map[string]any:
			if s, ok := v["sentence"].(map[string]any); ok {
				sentences = append(sentences, s["text"].(string))
			}
			for _, item := range v {
				visit(item)
			}
		}
	}
	visit(answer)
	return sentences
}

// told reports whether an article has the sentence, letter for letter.
func told(t *testing.T, schema *resolvers.Schema, sentence string) bool {
	t.Helper()
	answer := schema.Exec(t.Context(), `{ documents(first: 500) { nodes { text } } }`, "", nil)
	var all struct {
		Documents struct{ Nodes []struct{ Text string } }
	}
	if err := json.Unmarshal(answer.Data, &all); err != nil {
		t.Fatal(err)
	}
	for _, d := range all.Documents.Nodes {
		if strings.Contains(d.Text, sentence) {
			return true
		}
	}
	return false
}

// TestPlayground clicks every example in a browser.
func TestPlayground(t *testing.T) {
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium, _ = exec.LookPath("chromium")
	}
	if chromium == "" {
		t.Skip("no Chromium: scripts/chromium.sh installs it")
	}
	schema := demo(t)
	address := serve(t, schema)
	out, err := node(t, []string{"CHROMIUM=" + chromium}, "browse.mjs", address)
	if err != nil {
		t.Fatal(err)
	}
	var seen struct {
		Links, Requests, Complaints []string
		Linked, Described           string
		Examples                    []struct{ Title, Answer string }
	}
	if err := json.Unmarshal([]byte(out), &seen); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	own, _ := url.Parse(address)
	for _, request := range seen.Requests {
		if u, err := url.Parse(request); err != nil || u.Scheme != "data" && u.Host != own.Host {
			t.Errorf("a request to another host: %s", request)
		}
	}
	for _, complaint := range seen.Complaints {
		t.Errorf("the browser complains: %s", complaint)
	}
	if !strings.Contains(seen.Described, "A page of entities.") {
		t.Errorf("the documentation of a type shows no description: %q", seen.Described)
	}
	want := web.Examples()
	if len(seen.Examples) != len(want) || len(seen.Links) != len(want) || len(seen.Requests) < 10 {
		t.Fatalf("%d tabs, %d links, %d requests for %d examples", len(seen.Examples), len(seen.Links), len(seen.Requests), len(want))
	}
	for i, example := range seen.Examples {
		if !strings.Contains(want[i].Query, "query "+example.Title+" ") || seen.Links[i] != want[i].Title {
			t.Errorf("example %d is %q, linked as %q", i, example.Title, seen.Links[i])
		}
		data, direct := dataOf(t, example.Answer), schema.Exec(t.Context(), want[i].Query, "", variablesOf(t, want[i])).Data
		if !equal(t, data, direct) || len(sentencesOf(t, data)) == 0 {
			t.Errorf("%s shows %s", example.Title, example.Answer)
		}
	}
	if seen.Linked != seen.Examples[len(want)-1].Answer {
		t.Errorf("the link of the last example shows %s", seen.Linked)
	}
}

func equal(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal(a, &x), json.Unmarshal(b, &y)); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}

func dataOf(t *testing.T, answer string) []byte {
	t.Helper()
	var response struct {
		Data   json.RawMessage
		Errors []any
	}
	if err := json.Unmarshal([]byte(answer), &response); err != nil || len(response.Errors) > 0 {
		t.Fatalf("%v: %s", err, answer)
	}
	return response.Data
}
