package resolvers

import (
	"context"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// parse screens p, in a span of its own.
func (s *Schema) parse(ctx context.Context, p params, readOnly bool) (ast.Operation, *Response) {
	_, span := s.span(ctx, "graphql.parse")
	defer span.End()
	kind, refusal := s.screen(p, readOnly)
	if refusal != nil && len(refusal.Errors) > 0 {
		span.Fail(refusal.Errors[0].Code())
	}
	return kind, refusal
}

// screen refuses what must not reach the executor: documents that are too long, that are no GraphQL,
// or whose operation is none to run here. It returns the kind of the operation of the rest.
func (s *Schema) screen(p params, readOnly bool) (ast.Operation, *Response) {
	if len(p.Query) > s.opts.MaxQueryBytes {
		return "", refuse(CodeTooLong, "the GraphQL document is longer than %d bytes", s.opts.MaxQueryBytes)
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, s.opts.MaxTokens)
	if err != nil {
		return "", s.unreadable(err)
	}
	op := operation(doc, p.OperationName)
	if op == nil {
		return "", unclear(doc, p.OperationName)
	}
	switch {
	case op.Operation == ast.Mutation && readOnly:
		return op.Operation, refuse(CodeMethod, "GET runs no mutation: use POST")
	case op.Operation == ast.Mutation && s.opts.Writing == nil:
		return op.Operation, refuse(CodeReadOnly, "this server changes nothing; its operator may start it with --writable")
	case op.Operation == ast.Subscription && !isPlain(op):
		return op.Operation, refuse(CodeInvalid, "a subscription selects one field of its root, without fragments or directives around it")
	}
	return op.Operation, s.weigh(doc, op, p)
}

// unclear tells why none of the operations of doc is to run.
func unclear(doc *ast.QueryDocument, name string) *Response {
	switch {
	case name != "":
		return refuse(CodeUnknownOperation, "the document has no operation of that name")
	case len(doc.Operations) == 0:
		return refuse(CodeUnknownOperation, "the document has no operation")
	}
	return refuse(CodeUnknownOperation, "the document has several operations: name one")
}

// isPlain reports whether op selects one field, whatever its variables are.
func isPlain(op *ast.OperationDefinition) bool {
	if len(op.SelectionSet) != 1 {
		return false
	}
	field, ok := op.SelectionSet[0].(*ast.Field)
	return ok && len(field.Directives) == 0 && !strings.HasPrefix(field.Name, "__")
}

// operation returns the one to run, nil where that is not clear.
func operation(doc *ast.QueryDocument, name string) *ast.OperationDefinition {
	if name != "" {
		return doc.Operations.ForName(name)
	}
	if len(doc.Operations) == 1 {
		return doc.Operations[0]
	}
	return nil
}

func (s *Schema) unreadable(err error) *Response {
	e := gqlerror.WrapIfUnwrapped(err)
	switch {
	case strings.HasPrefix(e.Message, "exceeded token limit"):
		return refuse(CodeTooLong, "the GraphQL document has more than %d tokens, that is names, values and signs: send several requests", s.opts.MaxTokens)
	case strings.HasPrefix(e.Message, "exceeded maximum nesting"):
		return refuse(CodeTooDeep, "the GraphQL document nests more than %d levels deep", s.opts.MaxDepth)
	}
	r := refuse(CodeSyntax, "syntax error: %s", mask(e.Message))
	for _, l := range e.Locations {
		r.Errors[0].Locations = append(r.Errors[0].Locations, Location(l))
	}
	return r
}

// statusOf returns the HTTP status of a request that was not executed.
func statusOf(code string) int {
	switch code {
	case CodeMethod:
		return http.StatusMethodNotAllowed
	case CodeMediaType:
		return http.StatusUnsupportedMediaType
	case CodeNotAcceptable:
		return http.StatusNotAcceptable
	case CodeBodyTooLarge:
		return http.StatusRequestEntityTooLarge
	case CodeUnknownDocument:
		return http.StatusNotFound
	case CodeForbidden, CodeUntrusted:
		return http.StatusForbidden
	case CodeUnauthenticated:
		return http.StatusUnauthorized
	case CodeTimeout, CodeCancelled, CodeTooManyStreams:
		return http.StatusServiceUnavailable
	case CodeInternal:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}
