package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type answer struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

func (a answer) code(t *testing.T) string {
	t.Helper()
	code, _ := at(t, a.json, "errors", 0, "extensions", "code").(string)
	return code
}

// do sends one request to a handler. Headers come as "Name: value".
func do(t *testing.T, h http.Handler, method, target string, body io.Reader, headers ...string) answer {
	t.Helper()
	r := httptest.NewRequest(method, target, body)
	r.Host = "localhost:1"
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	a := answer{status: w.Code, header: w.Header(), body: w.Body.String()}
	if strings.Contains(a.header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &a.json); err != nil {
			t.Fatalf("%s %s: not JSON: %q", method, target, a.body)
		}
	}
	return a
}

func post(t *testing.T, h http.Handler, body string, headers ...string) answer {
	t.Helper()
	return do(t, h, "POST", "/graphql", strings.NewReader(body), append([]string{"Content-Type: application/json"}, headers...)...)
}

func get(t *testing.T, h http.Handler, params url.Values, headers ...string) answer {
	t.Helper()
	return do(t, h, "GET", "/graphql?"+params.Encode(), nil, headers...)
}

func handler(t *testing.T, opts Options) http.Handler {
	t.Helper()
	return schemaOf(t, storeOf(t, battle(t)...), opts).Handler()
}

func TestNegotiation(t *testing.T) {
	h := handler(t, Options{})
	for accept, want := range map[string]string{
		"":                                   typeJSON,
		"*/*":                                typeJSON,
		"application/*":                      typeJSON,
		typeJSON:                             typeJSON,
		typeResponse:                         typeResponse,
		typeResponse + "; charset=utf-8":     typeResponse,
		typeResponse + ", " + typeJSON:       typeResponse,
		typeJSON + ", " + typeResponse:       typeResponse,
		typeResponse + ";q=0.5, " + typeJSON: typeJSON,
		"text/html, */*;q=0.1":               typeJSON,
		typeResponse + ";q=0, " + typeJSON:   typeJSON,
	} {
		headers := []string{"Accept: " + accept}
		if accept == "" {
			headers = nil
		}
		if a := post(t, h, `{"query":"{ __typename }"}`, headers...); a.status != 200 || a.header.Get("Content-Type") != want+"; charset=utf-8" {
			t.Errorf("%q: %d %s", accept, a.status, a.header.Get("Content-Type"))
		}
	}
	for _, accept := range []string{"text/html", typeResponse + ";q=0", typeJSON + "; charset=utf-16"} {
		if a := post(t, h, `{"query":"{ __typename }"}`, "Accept: "+accept); a.status != 406 || a.code(t) != CodeNotAcceptable {
			t.Errorf("%q: %d %s", accept, a.status, a.body)
		}
	}
	if a := do(t, h, "POST", "/graphql", strings.NewReader(`{"query":"{ __typename }"}`), "Content-Type: application/json", "Accept: text/html", "Accept: "+typeResponse); a.status != 200 {
		t.Errorf("two headers: %d", a.status)
	}
}

// TestStatus: under application/json a well-formed request is 200 whatever it asks; under
// application/graphql-response+json a refusal is 4xx; without execution there is no data.
func TestStatus(t *testing.T) {
	h := handler(t, Options{})
	for _, test := range []struct {
		body            string
		plain, response int
		code            string
		data            bool
	}{
		{`{"query":"{ stats { claims } }"}`, 200, 200, "", true},
		{`{"query":"{ stats { claims } entities(first: 501) { nodes { id } } }"}`, 200, 200, CodePageTooLarge, true},
		{`{"query":"{"}`, 200, 400, CodeSyntax, false},
		{`{"query":"{ nothing }"}`, 200, 400, CodeInvalid, false},
		{`{"query":"query($n: Int!) { entities(first: $n) { nodes { id } } }","variables":{"n":null}}`, 200, 400, CodeInvalid, false},
		{`{"query":"query A { __typename }","operationName":"B"}`, 200, 400, CodeUnknownOperation, false},
		{`{"query":"` + deep(60) + `"}`, 200, 400, CodeTooDeep, false},
		{`{"query":"mutation { x }"}`, 200, 400, CodeReadOnly, false},
		{`{"query":"{ __typename }`, 400, 400, CodeBadRequest, false},
		{`{"query":"{ __typename }"} {}`, 400, 400, CodeBadRequest, false},
		{`[{"query":"{ __typename }"}]`, 400, 400, CodeBadRequest, false},
		{`null`, 400, 400, CodeBadRequest, false},
		{``, 400, 400, CodeBadRequest, false},
		{`{}`, 400, 400, CodeBadRequest, false},
		{`{"query":null}`, 400, 400, CodeBadRequest, false},
		{`{"query":"{ __typename }","variables":[]}`, 400, 400, CodeBadRequest, false},
		{`{"query":"{ __typename }","operationName":1}`, 400, 400, CodeBadRequest, false},
		{`{"query":"{ __typename }","extensions":"x"}`, 400, 400, CodeBadRequest, false},
	} {
		for accept, want := range map[string]int{typeJSON: test.plain, typeResponse: test.response} {
			a := post(t, h, test.body, "Accept: "+accept)
			_, hasData := a.json["data"]
			if a.status != want || hasData != test.data {
				t.Errorf("%.60s as %s: %d, want %d: %s", test.body, accept, a.status, want, a.body)
			}
			if _, failed := a.json["errors"]; failed != (test.code != "") || failed && a.code(t) != test.code {
				t.Errorf("%.60s: %s", test.body, a.body)
			}
			if a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", a.header)
			}
		}
	}
}

func TestGet(t *testing.T) {
	h := handler(t, Options{})
	query := `query A($k: String!) { entity(ref: {key: $k}) { key } } query B { stats { claims } }`
	if a := get(t, h, url.Values{"query": {query}, "operationName": {"A"}, "variables": {`{"k":"actor/isis"}`}}); a.status != 200 || !strings.Contains(a.body, "actor/isis") {
		t.Errorf("%d %s", a.status, a.body)
	}
	for name, params := range map[string]url.Values{
		"no query":             {},
		"variables no JSON":    {"query": {query}, "operationName": {"A"}, "variables": {`{"k"`}},
		"variables no object":  {"query": {query}, "operationName": {"A"}, "variables": {`"k"`}},
		"extensions no object": {"query": {query}, "operationName": {"B"}, "extensions": {`1`}},
	} {
		if a := get(t, h, params); a.status != 400 || a.code(t) != CodeBadRequest {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	for _, accept := range []string{typeJSON, typeResponse} {
		a := get(t, h, url.Values{"query": {`query Q { stats { claims } } mutation M { drop }`}, "operationName": {"M"}}, "Accept: "+accept)
		if a.status != 405 || a.header.Get("Allow") != "POST" || a.code(t) != CodeMethod {
			t.Errorf("a mutation: %d %v %s", a.status, a.header, a.body)
		}
	}
	if a := get(t, h, url.Values{"query": {`query Q { stats { claims } } mutation M { drop }`}, "operationName": {"Q"}}); a.status == 405 {
		t.Errorf("a query beside a mutation: %s", a.body)
	}
}

func TestMethodsAndTypes(t *testing.T) {
	h := handler(t, Options{})
	for _, method := range []string{"PUT", "DELETE", "HEAD", "OPTIONS"} {
		if a := do(t, h, method, "/graphql", nil); a.status != 405 || a.header.Get("Allow") != "GET, POST" {
			t.Errorf("%s: %d %v", method, a.status, a.header)
		}
	}
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/"} {
		a := do(t, h, "POST", "/graphql", strings.NewReader(`{"query":"{ __typename }"}`), "Content-Type: "+kind)
		if a.status != 415 || a.code(t) != CodeMediaType {
			t.Errorf("%q: %d %s", kind, a.status, a.body)
		}
	}
	if a := post(t, h, `{"query":"{ __typename }"}`, "Sec-Fetch-Site: cross-site", "Origin: https://elsewhere.example"); a.status != 403 || a.code(t) != CodeForbidden {
		t.Errorf("another site: %d %s", a.status, a.body)
	}
}

// zeros is a body without end that counts what is taken of it.
type zeros struct{ taken int64 }

func (z *zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	z.taken += int64(len(p))
	return len(p), nil
}

func TestHugeBody(t *testing.T) {
	h := handler(t, Options{})
	told := &zeros{}
	r := httptest.NewRequest("POST", "/graphql", io.LimitReader(told, 100<<20))
	r.ContentLength = 100 << 20
	r.Header.Set("Content-Type", typeJSON)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 413 || told.taken != 0 || !strings.Contains(w.Body.String(), CodeBodyTooLarge) {
		t.Errorf("a length of 100 MiB: %d after %d bytes: %s", w.Code, told.taken, w.Body)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	untold := &zeros{}
	if a := do(t, h, "POST", "/graphql", untold, "Content-Type: application/json"); a.status != 413 || untold.taken > 2<<20 {
		t.Errorf("a body without a length: %d after %d bytes", a.status, untold.taken)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 16<<20 {
		t.Errorf("allocated %d bytes for a body that was refused", after.TotalAlloc-before.TotalAlloc)
	}
	if a := post(t, handler(t, Options{HTTP: HTTPOptions{MaxBody: 10}}), `{"query":"{ __typename }"}`); a.status != 413 {
		t.Errorf("a limit of one's own: %d", a.status)
	}
}

// stuck is a store whose views last until their context ends.
type stuck struct{ graph.Store }

func (stuck) View(ctx context.Context, _ func(graph.Reader) error) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestTimeout(t *testing.T) {
	h := schemaOf(t, stuck{}, Options{HTTP: HTTPOptions{Timeout: time.Millisecond}}).Handler()
	for _, accept := range []string{typeJSON, typeResponse} {
		if a := post(t, h, `{"query":"{ stats { claims } }"}`, "Accept: "+accept); a.status != 503 || a.code(t) != CodeTimeout {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
}

// broken is a store whose reader panics, or fails with what clients must not see.
type broken struct {
	graph.Store
	panics bool
}

type brokenReader struct {
	graph.Reader
	panics bool
}

func (b broken) View(_ context.Context, fn func(graph.Reader) error) error {
	return fn(brokenReader{panics: b.panics})
}

func (b brokenReader) Stats(context.Context) (graph.Stats, error) {
	if b.panics {
		panic("hush: disk 7 of bay 3")
	}
	return graph.Stats{}, graph.ErrCorrupt
}

func TestFailuresLeakNothing(t *testing.T) {
	for _, panics := range []bool{true, false} {
		var log bytes.Buffer
		s := schemaOf(t, broken{panics: panics}, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		a := post(t, s.Handler(), `{"query":"{ stats { claims } }"}`)
		if a.status != 200 || a.code(t) != CodeInternal || strings.Contains(a.body, "hush") || strings.Contains(a.body, "corrupt") || strings.Contains(a.body, ".go") {
			t.Errorf("%d %s", a.status, a.body)
		}
		if !strings.Contains(log.String(), "hush") && !strings.Contains(log.String(), "corrupt") {
			t.Errorf("the log says nothing: %s", log.String())
		}
	}
}

func TestSite(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a page") })
	store := storeOf(t, battle(t)...)
	s := schemaOf(t, store, Options{HTTP: HTTPOptions{Hosts: []string{"graph.example"}}})
	site := s.Site(pages)
	if a := do(t, site, "GET", "/schema.graphql", nil); a.body != schema.SDL {
		t.Error("not the schema")
	}
	if a := do(t, site, "GET", "/anything", nil); a.body != "a page" {
		t.Errorf("pages: %q", a.body)
	}
	if a := do(t, site, "GET", "/healthz", nil); a.status != 200 || a.body != "ok\n" {
		t.Errorf("healthy: %d %q", a.status, a.body)
	}
	for host, want := range map[string]int{
		"localhost:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "LOCALHOST.": 200, "graph.example": 200, "GRAPH.example:80": 200, "192.168.1.7": 200,
		"evil.example": 403, "localhost.evil.example:8080": 403, "": 403, "127.0.0.1.evil.example": 403,
	} {
		r := httptest.NewRequest("GET", "/healthz", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if site.ServeHTTP(w, r); w.Code != want {
			t.Errorf("host %q: %d", host, w.Code)
		}
	}
	store.Close()
	if a := do(t, site, "GET", "/healthz", nil); a.status != 503 {
		t.Errorf("after the store was closed: %d", a.status)
	}
}

// slow answers once it is let.
type slow struct{ arrived, let chan struct{} }

func (s slow) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	close(s.arrived)
	select {
	case <-s.let:
		io.WriteString(w, "done")
	case <-r.Context().Done():
	}
}

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	for _, patient := range []bool{true, false} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		handler, served, got := slow{make(chan struct{}), make(chan struct{})}, make(chan error), make(chan string, 1)
		grace := time.Minute
		if !patient {
			grace = time.Millisecond
		}
		go func() { served <- Serve(ctx, l, handler, ServeOptions{Grace: grace}) }()
		go func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			response, err := client.Get("http://" + l.Addr().String())
			if err != nil {
				got <- "cut off"
				return
			}
			defer response.Body.Close()
			body, _ := io.ReadAll(response.Body)
			got <- string(body)
		}()
		<-handler.arrived
		stop()
		if patient {
			close(handler.let)
		}
		err = <-served
		body := <-got
		if patient && (err != nil || body != "done") || !patient && (err == nil || body != "cut off") {
			t.Errorf("patient %t: %v, %q", patient, err, body)
		}
		if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
			t.Error("still listening")
		}
	}
}

func TestServeTellsOfAListenerThatFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := Serve(context.Background(), l, http.NotFoundHandler(), ServeOptions{}); err == nil {
		t.Error("no error")
	}
}

func BenchmarkHTTP(b *testing.B) {
	h := schemaOf(b, storeOf(b, chronicle(b, 500)...), Options{}).Handler()
	body := `{"query":"{ relations(filter: {object: {key: \"place/7\"}}) { nodes { subject { name } supporting { nodes { evidence { sentence { text } } } } } } }"}`
	for b.Loop() {
		r := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", typeJSON)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != 200 {
			b.Fatal(w.Body.String())
		}
	}
}
