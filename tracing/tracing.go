// Package tracing tells a collector of OpenTelemetry what a server does, in spans. It is used where the operator named
// a collector; nothing else in the program knows OpenTelemetry.
package tracing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/isnad-graph/isnad/resolvers"
)

// ErrURL: the text is no address of a collector.
var ErrURL = errors.New("not the address of a collector")

// Options say where spans go. The zero value of each field but URL takes the default.
type Options struct {
	URL     string        // of a collector that takes OTLP over HTTP; without a path, /v1/traces is added
	Version string        // of the program
	Grace   time.Duration // for what was not sent yet, once Close is called; 5 s
	Log     *slog.Logger  // told when the collector stops to answer, and when it answers again; nil: nowhere
}

// Tracer makes spans and sends them to a collector, in the background: a collector that is slow or down costs spans,
// never a request. It is safe for concurrent use. A nil *Tracer watches nothing.
type Tracer struct {
	provider *sdktrace.TracerProvider
	tracer   trace.Tracer
	exporter *outbox
	grace    time.Duration
}

// New returns a Tracer. The collector need not be there yet. What OpenTelemetry lets operators set in variables of the
// environment (sampling, headers, sizes of batches, the name of the service) holds too; where spans go does not. ErrURL
// where URL is none.
func New(ctx context.Context, opts Options) (*Tracer, error) {
	endpoint, err := endpoint(opts.URL)
	if err != nil {
		return nil, err
	}
	client, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint), otlptracehttp.WithHTTPClient(direct()))
	if err != nil {
		return nil, fmt.Errorf("make the exporter of traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", "isnad"), attribute.String("service.version", opts.Version)), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("describe the service in traces: %w", err)
	}
	out := &outbox{SpanExporter: client, log: opts.Log}
	if out.log == nil {
		out.log = slog.New(slog.DiscardHandler)
	}
	t := &Tracer{exporter: out, grace: opts.Grace, provider: sdktrace.NewTracerProvider(sdktrace.WithBatcher(out), sdktrace.WithResource(about))}
	if t.grace <= 0 {
		t.grace = 5 * time.Second
	}
	t.tracer = t.provider.Tracer("github.com/isnad-graph/isnad", trace.WithInstrumentationVersion(opts.Version))
	return t, nil
}

// endpoint checks the address of a collector, and completes it.
func endpoint(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return "", fmt.Errorf("%w: want http://HOST:4318 or https://HOST/v1/traces", ErrURL)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "", fmt.Errorf("%w: no user, query or fragment; keys go into OTEL_EXPORTER_OTLP_HEADERS", ErrURL)
	case u.Path == "" || u.Path == "/":
		u.Path = "/v1/traces"
	}
	return u.String(), nil
}

// direct returns a client that speaks to the host it is told, and is sent to no other one.
func direct() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	return &http.Client{
		Transport:     transport,
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Close sends what was not sent yet, and gives up after the grace. Spans that end later are lost.
func (t *Tracer) Close(ctx context.Context) {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.grace)
	defer cancel()
	if err := t.provider.Shutdown(ctx); err != nil {
		t.exporter.log.Warn("the last traces were not sent", "error", err)
		_ = t.exporter.Shutdown(ctx) // what is under way is cut off
	}
}

// Request begins the span of an HTTP request, inside of the one that its headers name, as W3C Trace Context has it.
func (t *Tracer) Request(ctx context.Context, headers http.Header) (context.Context, resolvers.Span) {
	parent := propagation.MapCarrier{"traceparent": headers.Get("traceparent")} // and nothing else that a client says
	ctx, s := t.tracer.Start(propagation.TraceContext{}.Extract(ctx, parent), "HTTP", trace.WithSpanKind(trace.SpanKindServer))
	return ctx, span{s}
}

// Start begins a span inside of the one that ctx belongs to.
func (t *Tracer) Start(ctx context.Context, name string) (context.Context, resolvers.Span) {
	if t == nil {
		return ctx, resolvers.NoSpan
	}
	ctx, s := t.tracer.Start(ctx, name)
	return ctx, span{s}
}
