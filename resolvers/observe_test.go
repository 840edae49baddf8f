package resolvers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// ticking is a clock that goes on by one step each time it is read.
func ticking(step time.Duration) func() time.Time {
	now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(step); return now }
}

// families reads what /metrics answers with the parser of Prometheus.
func families(t *testing.T, site http.Handler, headers ...string) map[string]*dto.MetricFamily {
	t.Helper()
	a := do(t, site, "GET", "/metrics", nil, headers...)
	if a.status != 200 || a.header.Get("Content-Type") != "text/plain; version=0.0.4; charset=utf-8" {
		t.Fatalf("%d %v %s", a.status, a.header, a.body)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	all, err := parser.TextToMetricFamilies(strings.NewReader(a.body))
	if err != nil {
		t.Fatalf("%v\n%s", err, a.body)
	}
	return all
}

// value returns the one metric of a family with these labels.
func value(t *testing.T, all map[string]*dto.MetricFamily, name string, labels ...string) *dto.Metric {
	t.Helper()
	for _, m := range all[name].GetMetric() {
		var got []string
		for _, l := range m.GetLabel() {
			got = append(got, l.GetName(), l.GetValue())
		}
		if fmt.Sprint(got) == fmt.Sprint(labels) {
			return m
		}
	}
	t.Fatalf("no %s%v in %v", name, labels, all[name])
	return nil
}

// TestMetricsAreThoseOfPrometheus: its own parser reads them, and they are what was asked and is stored.
func TestMetricsAreThoseOfPrometheus(t *testing.T) {
	store := storeOf(t, battle(t)...)
	site := schemaOf(t, store, Options{Now: ticking(20 * time.Millisecond)}).Site(http.NotFoundHandler())
	for _, body := range []string{`{"query":"{ stats { claims } }"}`, `{"query":"{ stats { claims } }"}`, `{"query":"{ nothing }"}`, `{`, `{"query":"mutation { undo(judgement: \"x\") { revision } }"}`} {
		post(t, site, body)
	}
	all := families(t, site)
	for _, want := range []struct {
		name   string
		value  float64
		labels []string
	}{
		{"isnad_requests_total", 2, []string{"operation", "query", "outcome", "ok"}},
		{"isnad_requests_total", 1, []string{"operation", "query", "outcome", "error"}},
		{"isnad_requests_total", 1, []string{"operation", "none", "outcome", "error"}},
		{"isnad_requests_total", 1, []string{"operation", "mutation", "outcome", "error"}},
		{"isnad_request_errors_total", 1, []string{"code", CodeInvalid}},
		{"isnad_request_errors_total", 1, []string{"code", CodeReadOnly}},
		{"isnad_store_records", 3, []string{"kind", "document"}},
		{"isnad_store_records", 6, []string{"kind", "claim"}},
		{"isnad_store_revision", 1, nil},
		{"isnad_store_up", 1, nil},
		{"isnad_requests_in_flight", 0, nil},
		{"isnad_streams_open", 0, nil},
	} {
		m := value(t, all, want.name, want.labels...)
		if got := m.GetCounter().GetValue() + m.GetGauge().GetValue(); got != want.value {
			t.Errorf("%s%v is %v, want %v", want.name, want.labels, got, want.value)
		}
	}
	h := value(t, all, "isnad_request_duration_seconds", "operation", "query").GetHistogram()
	if h.GetSampleCount() != 3 || h.GetSampleSum() < 0.06 || len(h.GetBucket()) != len(buckets)+1 {
		t.Errorf("durations: %v", h)
	}
	last := uint64(0)
	for _, b := range h.GetBucket() {
		if b.GetCumulativeCount() < last {
			t.Errorf("buckets do not add up: %v", h)
		}
		last = b.GetCumulativeCount()
	}
	for name, family := range all {
		if family.GetHelp() == "" || family.GetType() == dto.MetricType_UNTYPED {
			t.Errorf("%s: no help or type", name)
		}
	}
	store.Close()
	if m := value(t, families(t, site), "isnad_store_up"); m.GetGauge().GetValue() != 0 {
		t.Error("a closed store is up")
	}
}

func TestMetricsAskForAToken(t *testing.T) {
	line, err := TokenLine("secret", "prometheus", Reader, "")
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := ReadTokens(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	site := schemaOf(t, storeOf(t), Options{Tokens: tokens}).Site(http.NotFoundHandler())
	if a := do(t, site, "GET", "/metrics", nil); a.status != 401 || a.header.Get("WWW-Authenticate") == "" || strings.Contains(a.body, "isnad_store") {
		t.Errorf("%d %v %s", a.status, a.header, a.body)
	}
	families(t, site, "Authorization: Bearer secret")
}

// TestRequestsAreLogged, each with its id, which comes back and stands with what goes wrong.
func TestRequestsAreLogged(t *testing.T) {
	var log bytes.Buffer
	site := schemaOf(t, broken{}, Options{
		Log: slog.New(slog.NewJSONHandler(&log, nil)), Now: ticking(time.Millisecond), NewRequestID: func() string { return "made" },
	}).Site(http.NotFoundHandler())
	for sent, want := range map[string]string{"": "made", "a.b-c_D:9": "a.b-c_D:9", "two words": "made", "x\"y": "made", strings.Repeat("x", 129): "made"} {
		log.Reset()
		a := post(t, site, `{"query":"{ stats { claims } }","variables":{"secret":"hush"}}`, "X-Request-Id: "+sent)
		if got := a.header.Get("X-Request-Id"); got != want {
			t.Errorf("%q: %q", sent, got)
		}
		var messages []string
		for line := range strings.Lines(log.String()) {
			var entry map[string]any
			if err := json.Unmarshal([]byte(line), &entry); err != nil {
				t.Fatal(err)
			}
			if entry["request"] != want {
				t.Errorf("%q: %s", sent, line)
			}
			messages = append(messages, entry["msg"].(string))
			if entry["msg"] == "request" && (entry["status"] != 200.0 || entry["operation"] != "query" || fmt.Sprint(entry["codes"]) != "[INTERNAL]" || entry["took"].(float64) <= 0 || entry["path"] != "/graphql") {
				t.Errorf("%s", line)
			}
		}
		if fmt.Sprint(messages) != "[field failed request]" || strings.Contains(log.String(), "hush") {
			t.Errorf("%v: %s", messages, log.String())
		}
	}
}

func TestReadiness(t *testing.T) {
	store := storeOf(t)
	site := schemaOf(t, store, Options{}).Site(http.NotFoundHandler())
	if a := do(t, site, "GET", "/readyz", nil); a.status != 200 || a.body != "ok\n" {
		t.Errorf("%d %q", a.status, a.body)
	}
	store.Close()
	if a := do(t, site, "GET", "/readyz", nil); a.status != 503 {
		t.Errorf("after the store was closed: %d", a.status)
	}
	arrived := make(chan struct{})
	server := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-stopping(r.Context())
		schemaOf(t, storeOf(t), Options{}).Site(http.NotFoundHandler()).ServeHTTP(w, r)
	}))
	got := make(chan string, 1)
	go func() {
		response, err := server.client.Get(server.url + "/readyz")
		if err != nil {
			got <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		got <- fmt.Sprint(response.StatusCode, " ", string(body))
	}()
	<-arrived
	server.stop()
	if answer := <-got; answer != "503 the server stops\n" {
		t.Errorf("while the server stops: %s", answer)
	}
}
