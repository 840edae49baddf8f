// Package collector is a collector of traces for tests: it takes what comes over HTTP as OTLP says, and reads it with
// the types that the makers of OpenTelemetry generate.
package collector

import (
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	collectorpb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Span is one that arrived.
type Span struct {
	Trace, ID, Parent string // in hex
	Name              string
	Server, Failed    bool
	Status            string
	Attrs             map[string]any // int64, string, bool or []string
	Resource          map[string]any
	Took              uint64 // nanoseconds
}

// Collector keeps the spans that arrive. It is safe for concurrent use.
type Collector struct {
	URL string

	mu       sync.Mutex
	spans    []Span
	requests int
	answer   func(http.ResponseWriter)
}

// New starts a collector, until the test ends.
func New(t testing.TB) *Collector {
	c := &Collector{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { c.take(t, w, r) }))
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// Answer lets answer speak for the collector from now on, which then keeps nothing; nil: it takes what comes.
func (c *Collector) Answer(answer func(http.ResponseWriter)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answer = answer
}

func (c *Collector) take(t testing.TB, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Errorf("collector: %v", err)
	}
	c.mu.Lock()
	c.requests++
	answer := c.answer
	c.mu.Unlock()
	if answer != nil {
		answer(w)
		return
	}
	var sent collectorpb.ExportTraceServiceRequest
	if err := proto.Unmarshal(body, &sent); err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/traces" {
		t.Errorf("collector: %s %s: %v", r.Method, r.URL.Path, err)
	}
	c.keep(&sent)
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func (c *Collector) keep(sent *collectorpb.ExportTraceServiceRequest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, resource := range sent.GetResourceSpans() {
		about := attrs(resource.GetResource().GetAttributes())
		for _, scope := range resource.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				c.spans = append(c.spans, spanOf(s, about))
			}
		}
	}
}

func spanOf(s *tracepb.Span, about map[string]any) Span {
	return Span{
		Trace: hex.EncodeToString(s.GetTraceId()), ID: hex.EncodeToString(s.GetSpanId()), Parent: hex.EncodeToString(s.GetParentSpanId()),
		Name: s.GetName(), Server: s.GetKind() == tracepb.Span_SPAN_KIND_SERVER, Failed: s.GetStatus().GetCode() == tracepb.Status_STATUS_CODE_ERROR,
		Status: s.GetStatus().GetMessage(), Attrs: attrs(s.GetAttributes()), Resource: about, Took: s.GetEndTimeUnixNano() - s.GetStartTimeUnixNano(),
	}
}

func attrs(list []*commonpb.KeyValue) map[string]any {
	out := map[string]any{}
	for _, a := range list {
		out[a.GetKey()] = value(a.GetValue())
	}
	return out
}

func value(v *commonpb.AnyValue) any {
	switch v := v.GetValue().(type) {
	case *commonpb.AnyValue_IntValue:
		return v.IntValue
	case *commonpb.AnyValue_BoolValue:
		return v.BoolValue
	case *commonpb.AnyValue_ArrayValue:
		var list []string
		for _, item := range v.ArrayValue.GetValues() {
			list = append(list, item.GetStringValue())
		}
		return list
	}
	return v.GetStringValue()
}

// Spans returns what arrived so far, in the order in which it did.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Span(nil), c.spans...)
}

// Requests returns how often something was sent.
func (c *Collector) Requests() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests
}

// Tree tells the spans below the one with this id, and theirs below them, as lines that are indented by their depth,
// by name. Spans of one parent that have one name are told once.
func (c *Collector) Tree(id string) string {
	all := c.Spans()
	slices.SortStableFunc(all, func(a, b Span) int { return strings.Compare(a.Name, b.Name) })
	return tree(all, id, "")
}

func tree(all []Span, id, indent string) string {
	out, told := "", map[string]bool{}
	for _, s := range all {
		if s.Parent == id && !told[s.Name] {
			told[s.Name] = true
			out += indent + s.Name + "\n" + tree(all, s.ID, indent+"  ")
		}
	}
	return out
}

// Named returns the first span with a name; the test fails where there is none.
func (c *Collector) Named(t testing.TB, name string) Span {
	t.Helper()
	for _, s := range c.Spans() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no span %q among %v", name, c.Spans())
	return Span{}
}
