package resolvers

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// buckets are the upper bounds of durations, in seconds.
var buckets = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30}

// metrics counts requests. The zero value is ready. It is safe for concurrent use.
type metrics struct {
	under   atomic.Int64 // requests under way, streams included
	dropped atomic.Int64 // readers of streams that were too slow

	mu        sync.Mutex
	requests  map[[2]string]uint64 // by operation and outcome
	errors    map[string]uint64    // by code
	durations map[string]*histogram
}

type histogram struct {
	counts []uint64 // by bucket, not summed up; the last one is for what is longer
	total  uint64
	sum    float64
}

// observe counts a request that is over. A duration below zero is not known.
func (m *metrics) observe(v *visit, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests == nil {
		m.requests, m.errors, m.durations = map[[2]string]uint64{}, map[string]uint64{}, map[string]*histogram{}
	}
	m.requests[[2]string{v.operation, v.outcome()}]++
	for _, code := range v.codes {
		m.errors[code]++
	}
	if took < 0 || v.operation == "subscription" {
		return
	}
	h := m.durations[v.operation]
	if h == nil {
		h = &histogram{counts: make([]uint64, len(buckets)+1)}
		m.durations[v.operation] = h
	}
	i, _ := slices.BinarySearch(buckets, took.Seconds())
	h.counts[i]++
	h.total++
	h.sum += took.Seconds()
}

// exposition writes metrics in the text format of Prometheus, version 0.0.4.
type exposition struct{ bytes.Buffer }

func (e *exposition) family(name, kind, help string) {
	fmt.Fprintf(e, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// sample writes one value. Labels come as pairs of name and value.
func (e *exposition) sample(name string, value float64, labels ...string) {
	e.WriteString(name)
	for i := 0; i < len(labels); i += 2 {
		fmt.Fprintf(e, "%c%s=\"%s\"", "{,"[min(i, 1)], labels[i], escapeLabel(labels[i+1]))
	}
	if len(labels) > 0 {
		e.WriteByte('}')
	}
	e.WriteByte(' ')
	e.WriteString(strconv.FormatFloat(value, 'g', -1, 64))
	e.WriteByte('\n')
}

func escapeLabel(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)
}

func (e *exposition) single(name, kind, help string, value float64) {
	e.family(name, kind, help)
	e.sample(name, value)
}

// expose writes what was counted.
func (m *metrics) expose(e *exposition) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e.family("isnad_requests_total", "counter", "GraphQL requests that are over, by operation and outcome.")
	keys := slices.SortedFunc(maps.Keys(m.requests), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, k := range keys {
		e.sample("isnad_requests_total", float64(m.requests[k]), "operation", k[0], "outcome", k[1])
	}
	e.family("isnad_request_errors_total", "counter", "Errors in answers, by extensions.code.")
	for _, code := range slices.Sorted(maps.Keys(m.errors)) {
		e.sample("isnad_request_errors_total", float64(m.errors[code]), "code", code)
	}
	e.family("isnad_request_duration_seconds", "histogram", "Time to answer, by operation; streams are left out.")
	for _, operation := range slices.Sorted(maps.Keys(m.durations)) {
		m.durations[operation].expose(e, operation)
	}
	e.single("isnad_requests_in_flight", "gauge", "GraphQL requests under way, streams included.", float64(m.under.Load()))
	e.single("isnad_streams_dropped_total", "counter", "Readers of subscriptions that were too slow.", float64(m.dropped.Load()))
}

func (h *histogram) expose(e *exposition, operation string) {
	const name = "isnad_request_duration_seconds"
	sum := uint64(0)
	for i, bound := range buckets {
		sum += h.counts[i]
		e.sample(name+"_bucket", float64(sum), "operation", operation, "le", strconv.FormatFloat(bound, 'g', -1, 64))
	}
	e.sample(name+"_bucket", float64(h.total), "operation", operation, "le", "+Inf")
	e.sample(name+"_sum", h.sum, "operation", operation)
	e.sample(name+"_count", float64(h.total), "operation", operation)
}

// storeMetrics writes how much the store holds.
func (s *Schema) storeMetrics(ctx context.Context, e *exposition) error {
	return s.store.View(ctx, func(r graph.Reader) error {
		stats, err := r.Stats(ctx)
		if err != nil {
			return err
		}
		revision, err := r.Revision(ctx)
		if err != nil {
			return err
		}
		e.family("isnad_store_records", "gauge", "Records in the store, by kind.")
		for _, kind := range []struct {
			name string
			n    int
		}{{"claim", stats.Claims}, {"document", stats.Documents}, {"entity", stats.Entities}, {"mention", stats.Mentions}, {"relation", stats.Relations}} {
			e.sample("isnad_store_records", float64(kind.n), "kind", kind.name)
		}
		e.single("isnad_store_bytes", "gauge", "Size of the store on the disk; 0 where it is not known.", float64(stats.Bytes))
		e.single("isnad_store_revision", "gauge", "Number of the newest revision of the store.", float64(revision.Number))
		return nil
	})
}

// serveMetrics answers with all metrics, to those who may ask anything.
func (s *Schema) serveMetrics(w http.ResponseWriter, r *http.Request) {
	if _, refusal := s.admit(r); refusal != nil {
		refusal.malformed = true
		challenge(w, refusal)
		write(w, typeJSON, refusal)
		return
	}
	var e exposition
	up := 1.0
	if err := s.storeMetrics(r.Context(), &e); err != nil {
		s.opts.Log.ErrorContext(r.Context(), "metrics of the store failed", "error", err)
		up = 0
		e.Reset()
	}
	e.single("isnad_store_up", "gauge", "1 where the store answers.", up)
	e.single("isnad_streams_open", "gauge", "Subscriptions under way.", float64(len(s.streams)))
	s.metrics.expose(&e)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.Copy(w, &e.Buffer) // a client that went away is its own affair
}
