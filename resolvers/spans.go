package resolvers

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"

	"github.com/graph-gophers/graphql-go/errors"
)

// Tracer follows what the server does, in spans that lie inside of one another. It is safe for concurrent use.
type Tracer interface {
	// Request begins the span of an HTTP request, inside of the one of another service that its headers name.
	Request(ctx context.Context, headers http.Header) (context.Context, Span)
	// Start begins a span inside of the one that ctx belongs to.
	Start(ctx context.Context, name string) (context.Context, Span)
}

// Span is a part of what the server does. It is told words of our own and numbers, and of what a client sent nothing
// but the id of the request.
type Span interface {
	Name(name string)
	Set(attrs ...slog.Attr)
	Fail(code string) // one of our codes, or empty
	End()
}

// NoSpan is what nobody looks at.
var NoSpan Span = noSpan{}

type noSpan struct{}

func (noSpan) Name(string)      {}
func (noSpan) Set(...slog.Attr) {}
func (noSpan) Fail(string)      {}
func (noSpan) End()             {}

// span begins one where somebody traces.
func (s *Schema) span(ctx context.Context, name string) (context.Context, Span) {
	if s.opts.Tracer == nil {
		return ctx, NoSpan
	}
	return s.opts.Tracer.Start(ctx, name)
}

// methods are those by which a request is told; a client may make up others.
var methods = map[string]bool{
	http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodPut: true, http.MethodPatch: true,
	http.MethodDelete: true, http.MethodConnect: true, http.MethodOptions: true, http.MethodTrace: true,
}

// traced begins the span of an HTTP request, and returns what ends it once the request is answered.
func (s *Schema) traced(ctx context.Context, r *http.Request) (context.Context, func(v *visit, answered *http.Request, status int)) {
	if s.opts.Tracer == nil {
		return ctx, func(*visit, *http.Request, int) {}
	}
	ctx, span := s.opts.Tracer.Request(ctx, r.Header)
	return ctx, func(v *visit, answered *http.Request, status int) {
		defer span.End()
		method := "_OTHER"
		if methods[r.Method] {
			method = r.Method
		}
		_, route, _ := strings.Cut(" "+answered.Pattern, "/") // without its method
		if answered.Pattern != "" {
			route = "/" + route
			span.Set(slog.String("http.route", route))
		}
		span.Name(strings.TrimSpace(method + " " + route))
		span.Set(slog.String("http.request.method", method), slog.Int("http.response.status_code", cmp.Or(status, http.StatusOK)),
			slog.String("isnad.request.id", v.id), slog.String("graphql.operation.type", v.operation))
		if len(v.codes) > 0 {
			span.Set(slog.Any("isnad.error.codes", v.codes))
			span.Fail(v.codes[0])
		} else if status >= http.StatusInternalServerError {
			span.Fail(http.StatusText(status))
		}
	}
}

// finish returns what ends span and marks it where something went wrong.
func finish(span Span) func([]*errors.QueryError) {
	return func(errs []*errors.QueryError) {
		if len(errs) > 0 {
			span.Set(slog.Int("isnad.errors", len(errs)))
			span.Fail("")
		}
		span.End()
	}
}
