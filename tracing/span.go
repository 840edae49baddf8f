package tracing

import (
	"context"
	"log/slog"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// span is one of OpenTelemetry's.
type span struct{ trace.Span }

func (s span) Name(name string) { s.SetName(name) }

// Fail marks the span. What went wrong is told by its code alone: messages may hold what a client sent.
func (s span) Fail(code string) {
	if code != "" {
		s.SetAttributes(attribute.String("error.type", code))
	}
	s.SetStatus(codes.Error, code)
}

func (s span) Set(attrs ...slog.Attr) {
	for _, a := range attrs {
		s.SetAttributes(attributeOf(a))
	}
}

func (s span) End() { s.Span.End() }

func attributeOf(a slog.Attr) attribute.KeyValue {
	switch a.Value.Kind() {
	case slog.KindInt64:
		return attribute.Int64(a.Key, a.Value.Int64())
	case slog.KindBool:
		return attribute.Bool(a.Key, a.Value.Bool())
	}
	if list, ok := a.Value.Any().([]string); ok {
		return attribute.StringSlice(a.Key, list)
	}
	return attribute.String(a.Key, a.Value.String())
}

// outbox exports spans and keeps what goes wrong from everybody but the log, which is told once for each time that the
// collector stays away.
type outbox struct {
	sdktrace.SpanExporter
	log  *slog.Logger
	lost atomic.Int64 // spans, since the collector answered last
}

// ExportSpans sends spans. It returns no error: there is nobody who could do something about it.
func (o *outbox) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if err := o.SpanExporter.ExportSpans(ctx, spans); err != nil {
		if o.lost.Add(int64(len(spans))) == int64(len(spans)) {
			o.log.Warn("the collector does not take traces; requests are answered all the same", "error", err)
		}
		return nil
	}
	if lost := o.lost.Swap(0); lost > 0 {
		o.log.Warn("the collector takes traces again", "lost", lost)
	}
	return nil
}
