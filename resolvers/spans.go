package resolvers

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/graph-gophers/graphql-go/errors"
	"github.com/vektah/gqlparser/v2/ast"
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
		name, method := "HTTP", "_OTHER"
		if methods[r.Method] {
			name, method = r.Method, r.Method
		}
		if i := strings.Index(answered.Pattern, "/"); i >= 0 { // without its method
			name += " " + answered.Pattern[i:]
			span.Set(slog.String("http.route", answered.Pattern[i:]))
		}
		span.Name(name)
		span.Set(slog.String("http.request.method", method), slog.Int("http.response.status_code", cmp.Or(status, http.StatusOK)),
			slog.String("isnad.request.id", v.id))
		v.tell(span, status)
	}
}

// tell sets what is known of the request once it is answered.
func (v *visit) tell(span Span, status int) {
	if rootTypes[ast.Operation(v.operation)] != "" {
		span.Set(slog.String("graphql.operation.type", v.operation))
	}
	switch {
	case len(v.codes) > 0:
		span.Set(slog.Any("isnad.error.codes", v.codes))
		span.Fail(v.codes[0])
	case status >= http.StatusInternalServerError:
		span.Fail(strconv.Itoa(status))
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
