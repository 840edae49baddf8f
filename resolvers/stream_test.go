package resolvers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// narrow is a listener whose connections hold little, so that a reader who stops is felt soon.
type narrow struct{ net.Listener }

func (l narrow) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(4 << 10)
	}
	return c, err
}

// listening is a server on a free port, with a client of its own.
type listening struct {
	t      *testing.T
	url    string
	client *http.Client
	stop   context.CancelFunc
	served chan error
}

func listen(t *testing.T, h http.Handler) *listening {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	dialer := &net.Dialer{Control: smallBuffer}
	s := &listening{t: t, url: "http://" + l.Addr().String(), stop: stop, served: make(chan error, 1), client: &http.Client{
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, ReadBufferSize: 1 << 10},
	}}
	go func() { s.served <- Serve(ctx, narrow{l}, h, ServeOptions{}) }()
	t.Cleanup(func() {
		stop()
		if err := <-s.served; err != nil {
			t.Error(err)
		}
		s.client.CloseIdleConnections()
	})
	return s
}

// events are what comes over a stream.
type stream struct {
	t     *testing.T
	body  io.ReadCloser
	lines *bufio.Reader
}

func (s *listening) subscribe(query string, headers ...string) (*stream, *http.Response) {
	s.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", typeJSON)
	r.Header.Set("Accept", typeStream)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	response, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { response.Body.Close() })
	return &stream{s.t, response.Body, bufio.NewReader(response.Body)}, response
}

// event reads the next event, and what it holds; a comment is an event without a name.
func (s *stream) event() (name string, data any) {
	s.t.Helper()
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			return "cut off", err
		}
		switch field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); field {
		case "event":
			name = value
		case "data":
			if value != "" {
				if err := json.Unmarshal([]byte(value), &data); err != nil {
					s.t.Fatalf("%v: %s", err, line)
				}
			}
		case "", ":":
			return name, data
		}
	}
}

func (s *stream) next() any {
	s.t.Helper()
	for {
		switch name, data := s.event(); name {
		case "next":
			return data
		case "":
		default:
			s.t.Fatalf("%s %v, want an answer", name, data)
		}
	}
}

// ends checks that the stream is over, after an error with that code where there is one.
func (s *stream) ends(code string) any {
	s.t.Helper()
	var failed any
	if code != "" {
		failed = s.next()
		if got := at(s.t, failed, "errors", 0, "extensions", "code"); got != code {
			s.t.Errorf("%v, want code %s", failed, code)
		}
	}
	if name, data := s.event(); name != "complete" {
		s.t.Errorf("%s %v, want complete", name, data)
	}
	if name, data := s.event(); name != "cut off" || data != io.EOF {
		s.t.Errorf("after complete: %s %v", name, data)
	}
	return failed
}

func revisionOf(t *testing.T, store graph.Store) graph.Revision {
	t.Helper()
	var revision graph.Revision
	if err := store.View(context.Background(), func(r graph.Reader) (err error) {
		revision, err = r.Revision(context.Background())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return revision
}

const following3 = `subscription { changes(since: %q) { revision reasons { cause documentKey } changed { documents claims } touched { record op node { id } } } }`

// TestChangesAreTold: what was missed comes first, then each revision as it is made.
func TestChangesAreTold(t *testing.T) {
	deltas := battle(t)
	store := storeOf(t, deltas[0])
	server := listen(t, schemaOf(t, store, Options{}).Site(http.NotFoundHandler()))
	start := revisionOf(t, store)
	if err := store.Apply(context.Background(), deltas[1]); err != nil {
		t.Fatal(err)
	}
	s, response := server.subscribe(fmt.Sprintf(following3, start))
	if response.StatusCode != 200 || response.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" || response.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
	missed := s.next()
	if at(t, missed, "data", "changes", "reasons", 0, "documentKey") != "second" || at(t, missed, "data", "changes", "changed", "claims") != 2.0 {
		t.Errorf("what was missed: %v", missed)
	}
	if err := store.Apply(context.Background(), deltas[2]); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Remove(context.Background(), deltas[0].Document.ID); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"third", "first"} {
		told := s.next()
		if at(t, told, "data", "changes", "reasons", 0, "documentKey") != want {
			t.Errorf("told %d: %v", i, told)
		}
		start.Number += uint64(1)
		if got := at(t, told, "data", "changes", "revision"); got != (graph.Revision{Store: start.Store, Number: start.Number + 1}).String() {
			t.Errorf("revision %v after %d", got, start.Number)
		}
	}
	server.stop()
	s.ends(CodeCancelled)
}

// TestChangesFromNow: without a revision a stream starts with what comes next. The heartbeat tells the
// test that the stream follows already.
func TestChangesFromNow(t *testing.T) {
	deltas := battle(t)
	store := storeOf(t, deltas[:2]...)
	h := schemaOf(t, store, Options{HTTP: HTTPOptions{Streams: StreamOptions{Heartbeat: time.Millisecond}}}).Site(http.NotFoundHandler())
	s, _ := listen(t, h).subscribe(`subscription { changes { reasons { documentKey } } }`)
	if name, data := s.event(); name != "" || data != nil {
		t.Fatalf("before anything happens: %s %v", name, data)
	}
	if err := store.Apply(context.Background(), deltas[2]); err != nil {
		t.Fatal(err)
	}
	if told := s.next(); at(t, told, "data", "changes", "reasons", 0, "documentKey") != "third" {
		t.Errorf("told %v", told)
	}
	store.Close()
	s.ends(CodeCancelled)
}

func TestStreamsThatComeToNothing(t *testing.T) {
	store := storeOf(t, battle(t)...)
	server := listen(t, schemaOf(t, store, Options{MaxCost: 12, HTTP: HTTPOptions{MaxBody: 100_000}}).Site(http.NotFoundHandler()))
	other := graph.Revision{Store: graph.ID{1}, Number: 1}
	for query, code := range map[string]string{
		`subscription {`:                                       CodeSyntax,
		`subscription { nothing }`:                             CodeInvalid,
		`subscription { changes { nothing } }`:                 CodeInvalid,
		`subscription { changes }`:                             CodeInvalid,
		`subscription { __typename }`:                          CodeInvalid,
		`subscription { ingest { run } changes { revision } }`: CodeInvalid,
		`subscription { ...F } fragment F on Subscription { changes { revision } }`: CodeInvalid,
		`subscription { changes @skip(if: true) { revision } }`:                     CodeInvalid,
		`subscription { changes(since: "yesterday") { revision } }`:                 CodeBadInput,
		fmt.Sprintf(`subscription { changes(since: %q) { revision } }`, other):      CodeStaleRevision,
		`subscription { ingest { done } }`:                                          CodeReadOnly,
		`{ nothing }`:                                                               CodeInvalid,
		`subscription { changes { ` + strings.Repeat(`touched { node { ... on Entity { parent { `, 10) + strings.Repeat(`}}}}`, 10) + `} }`: CodeSyntax,
	} {
		s, response := server.subscribe(query)
		if response.StatusCode != 200 {
			t.Errorf("%s: %d", query, response.StatusCode)
		}
		failed := s.ends(code)
		if data := at(t, failed, "data"); data != nil {
			if changes, ok := data.(map[string]any)["changes"]; ok && changes != nil {
				t.Errorf("%s: %v", query, failed)
			}
		}
	}
	for query, want := range map[string]any{`{ stats { documents } }`: 3.0} {
		s, _ := server.subscribe(query)
		if answer := s.next(); at(t, answer, "data", "stats", "documents") != want {
			t.Errorf("a query as a stream: %v", answer)
		}
		s.ends("")
	}
	if a := post(t, schemaOf(t, store, Options{}).Handler(), `{"query":"subscription { changes { revision } }"}`, "Accept: "+typeResponse); a.status != 406 || a.code(t) != CodeNotAcceptable {
		t.Errorf("a subscription that takes no stream: %d %s", a.status, a.body)
	}
	if a := post(t, schemaOf(t, store, Options{}).Handler(), `{"query":"{ __typename }"}`, "Accept: "+typeStream+", "+typeJSON); a.header.Get("Content-Type") != typeJSON+"; charset=utf-8" {
		t.Errorf("a query of a client that takes both: %v", a.header)
	}
}

// TestAnEventThatCostsTooMuch is an error in its place; the stream goes on.
func TestAnEventThatCostsTooMuch(t *testing.T) {
	store := storeOf(t)
	start := revisionOf(t, store)
	for _, d := range battle(t) {
		if err := store.Apply(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	server := listen(t, schemaOf(t, store, Options{MaxCost: 12}).Site(http.NotFoundHandler()))
	s, _ := server.subscribe(fmt.Sprintf(`subscription { changes(since: %q) { touched { id } } }`, start))
	for range 3 {
		if told := s.next(); at(t, told, "errors", 0, "extensions", "code") != CodeTooCostly {
			t.Errorf("%v", told)
		}
	}
	server.stop()
	s.ends(CodeCancelled)
}

// TestASlowReaderIsDropped: it is told why, and where to go on.
func TestASlowReaderIsDropped(t *testing.T) {
	store := storeOf(t)
	start := revisionOf(t, store)
	schema := schemaOf(t, store, Options{HTTP: HTTPOptions{Streams: StreamOptions{MaxBehind: 5, Heartbeat: time.Hour}}})
	server := listen(t, schema.Site(http.NotFoundHandler()))
	s, _ := server.subscribe(fmt.Sprintf(`subscription { changes(since: %q) { revision reasons { documentKey } touched { id record op node { id ... on Document { text } } } } }`, start))
	deltas := chronicle(t, 150)
	apply := func(deltas ...*graph.Delta) {
		for _, d := range deltas {
			if err := store.Apply(context.Background(), d); err != nil {
				t.Fatal(err)
			}
		}
	}
	apply(deltas[0])
	told, last := 1, at(t, s.next(), "data", "changes", "revision").(string)
	apply(deltas[1:]...) // while the reader takes nothing
	for {
		answer := s.next()
		if errs, failed := answer.(map[string]any)["errors"]; failed {
			if at(t, errs, 0, "extensions", "code") != CodeSlowReader || at(t, errs, 0, "extensions", "since") != last {
				t.Errorf("%v, want to go on at %s", errs, last)
			}
			break
		}
		told++
		last, _ = at(t, answer, "data", "changes", "revision").(string)
	}
	s.ends("")
	if told == 0 || told > 140 || schema.metrics.dropped.Load() != 1 {
		t.Errorf("told %d of %d revisions, dropped %d", told, len(deltas), schema.metrics.dropped.Load())
	}
}

// lines hands on what is logged.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// TestAReaderThatTakesNothingIsCutOff within the stall.
func TestAReaderThatTakesNothingIsCutOff(t *testing.T) {
	store := storeOf(t)
	start := revisionOf(t, store)
	for _, d := range chronicle(t, 60) {
		if err := store.Apply(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	log := make(lines, 100)
	schema := schemaOf(t, store, Options{
		MaxAliases: 1000,
		Log:        slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn})),
		HTTP:       HTTPOptions{Streams: StreamOptions{Stall: 20 * time.Millisecond}},
	})
	server := listen(t, schema.Site(http.NotFoundHandler()))
	var much strings.Builder
	for i := range 300 {
		fmt.Fprintf(&much, "t%d: text ", i)
	}
	s, _ := server.subscribe(fmt.Sprintf(`subscription { changes(since: %q) { touched { node { ... on Document { %s } } } } }`, start, &much))
	if line := <-log; !strings.Contains(line, "cut off") || !strings.Contains(line, "request=") {
		t.Errorf("the log says %s", line)
	}
	for {
		if name, _ := s.event(); name == "cut off" {
			break
		}
	}
}

// TestIngestIsTold to those who may ingest, article by article.
func TestIngestIsTold(t *testing.T) {
	lines := ""
	for token, role := range map[string]Role{"adm": Admin, "rdr": Reader} {
		line, err := TokenLine(token, token, role, "")
		if err != nil {
			t.Fatal(err)
		}
		lines += line + "\n"
	}
	o := newOffice(t, lines)
	o.opts.HTTP.Streams.Heartbeat = time.Millisecond
	server := listen(t, o.Site(http.NotFoundHandler()))
	const query = `subscription { ingest { run done total article { key status claims } } }`
	if s, response := server.subscribe(query); response.StatusCode != 401 {
		t.Errorf("without a token: %d %v", response.StatusCode, s)
	}
	s, _ := server.subscribe(query, "Authorization: Bearer rdr")
	s.ends(CodeForbidden)
	s, _ = server.subscribe(query, "Authorization: Bearer adm")
	if name, data := s.event(); name != "" {
		t.Fatalf("before anything happens: %s %v", name, data)
	}
	h := o.Handler()
	if a := post(t, h, `{"query":"mutation { ingest(articles: [{key: \"k1\", text: \"x\"}]) { revision } }"}`, "Authorization: Bearer adm"); a.status != 200 || a.code0() != "" {
		t.Fatal(a.body)
	}
	told := s.next()
	if at(t, told, "data", "ingest", "article", "key") != "k1" || at(t, told, "data", "ingest", "article", "status") != "NEW" || at(t, told, "data", "ingest", "total") != 1.0 {
		t.Errorf("%v", told)
	}
	server.stop()
	s.ends(CodeCancelled)
}

func (a answer) code0() string {
	errs, _ := a.json["errors"].([]any)
	return fmt.Sprint(errs...)
}

// TestProgressIsBounded: who is behind what is kept is told, and nothing more is kept.
func TestProgressIsBounded(t *testing.T) {
	var p progress
	for i := range keptSteps + 10 {
		p.tell(&stepNode{done: i + 1})
	}
	if _, err := p.after(9); public(err) == nil || public(err).code != CodeSlowReader {
		t.Errorf("%v", err)
	}
	if step, err := p.after(10); err != nil || step.done != 11 || len(p.last) != keptSteps {
		t.Errorf("%+v %v of %d", step, err, len(p.last))
	}
	if step, err := p.after(keptSteps + 10); step != nil || err != nil {
		t.Errorf("%+v %v", step, err)
	}
}

// TestStreamsAreBounded, and a client that goes away makes room.
func TestStreamsAreBounded(t *testing.T) {
	schema := schemaOf(t, storeOf(t, battle(t)...), Options{HTTP: HTTPOptions{Streams: StreamOptions{Max: 1, Heartbeat: time.Millisecond}}})
	server := listen(t, schema.Site(http.NotFoundHandler()))
	const query = `subscription { changes { revision } }`
	first, _ := server.subscribe(query)
	first.event()
	if _, response := server.subscribe(query); response.StatusCode != 503 {
		t.Errorf("a second stream: %d", response.StatusCode)
	}
	first.body.Close()
	schema.streams <- struct{}{} // waits until the first stream is over
	<-schema.streams
	again, response := server.subscribe(query)
	if name, _ := again.event(); response.StatusCode != 200 || name != "" {
		t.Errorf("after the first has gone: %d %s", response.StatusCode, name)
	}
}

// TestATokenThatExpiresEndsItsStream at the next heartbeat.
func TestATokenThatExpiresEndsItsStream(t *testing.T) {
	line, err := TokenLine("secret", "huda", Reader, "2020-05-06")
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := ReadTokens(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	now := time.Date(2020, 5, 6, 23, 59, 59, 0, time.UTC)
	schema := schemaOf(t, storeOf(t), Options{
		Tokens: tokens, HTTP: HTTPOptions{Streams: StreamOptions{Heartbeat: time.Millisecond}},
		Now: func() time.Time { mu.Lock(); defer mu.Unlock(); return now },
	})
	s, _ := listen(t, schema.Site(http.NotFoundHandler())).subscribe(`subscription { changes { revision } }`, "Authorization: Bearer secret")
	if name, data := s.event(); name != "" {
		t.Fatalf("%s %v", name, data)
	}
	mu.Lock()
	now = now.Add(time.Second)
	mu.Unlock()
	s.ends(CodeUnauthenticated)
}
