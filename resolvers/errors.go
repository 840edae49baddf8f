package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/graph-gophers/graphql-go"
	gqlerrors "github.com/graph-gophers/graphql-go/errors"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Codes that errors carry under extensions.code.
const (
	CodeSyntax           = "SYNTAX"                 // the document is no GraphQL
	CodeInvalid          = "INVALID"                // the document does not fit the schema
	CodeUnknownOperation = "UNKNOWN_OPERATION"      // the document has no such operation, or several and none was named
	CodeBadInput         = "BAD_INPUT"              // a value that no field takes
	CodePageTooLarge     = "PAGE_TOO_LARGE"         // first or last above 500
	CodeNotFound         = "NOT_FOUND"              // a filter names what is not there
	CodeAmbiguous        = "AMBIGUOUS"              // a name that several entities have; extensions.candidates lists them
	CodeStaleRevision    = "STALE_REVISION"         // a revision that the store never had
	CodeBadCursor        = "BAD_CURSOR"             // not a cursor, or one of another list
	CodeStaleCursor      = "STALE_CURSOR"           // a cursor of another revision; extensions.revision is the present one
	CodeOverEstimate     = "QUERY_TOO_COSTLY"       // the document may ask for too much; extensions.cost and limit tell how much
	CodeAliases          = "TOO_MANY_ALIASES"       // the document gives too many fields names of its own
	CodeTooLong          = "QUERY_TOO_LONG"         // the document has too many bytes or tokens
	CodeTooDeep          = "QUERY_TOO_DEEP"         // the document nests too deep
	CodeTooComplex       = "QUERY_TOO_COMPLEX"      // the document selects too many fields
	CodeTooCostly        = "ANSWER_TOO_LARGE"       // the answer holds too much
	CodeTimeout          = "TIMEOUT"                // the request took too long
	CodeCancelled        = "CANCELLED"              // the client, or the end of the server, stopped it
	CodeInternal         = "INTERNAL"               // our fault; the log says more
	CodeBadRequest       = "BAD_REQUEST"            // the HTTP request is no GraphQL request
	CodeMethod           = "METHOD_NOT_ALLOWED"     // the HTTP method does not do
	CodeMediaType        = "UNSUPPORTED_MEDIA_TYPE" // the body is no JSON
	CodeNotAcceptable    = "NOT_ACCEPTABLE"         // the client takes nothing that we write
	CodeBodyTooLarge     = "BODY_TOO_LARGE"         // the body has too many bytes
	CodeForbidden        = "FORBIDDEN"              // another site asks, or for another host; or the role of who asks does not cover it
	CodeUnauthenticated  = "UNAUTHENTICATED"        // no token, or one that does not hold
	CodeReadOnly         = "READ_ONLY"              // the server takes no mutations
	CodeConflict         = "CONFLICT"               // a judgement that contradicts another one
	CodeSlowReader       = "SLOW_READER"            // a reader of a subscription is too far behind
	CodeTooManyStreams   = "TOO_MANY_STREAMS"       // more subscriptions than the server takes
	CodeUnknownDocument  = "UNKNOWN_DOCUMENT"       // no trusted document has that id
	CodeUntrusted        = "UNTRUSTED_DOCUMENT"     // the server runs trusted documents only
)

const internalMessage = "internal error; the log of the server says more"

// Response is the answer to a GraphQL request, ready to be written as JSON.
type Response struct {
	Errors []*Error        `json:"errors,omitempty"`
	Data   json.RawMessage `json:"data,omitempty"` // absent where nothing was executed

	Extensions map[string]any `json:"extensions,omitempty"`

	status    int  // of HTTP, 0 where the request was executed
	malformed bool // the HTTP request was no GraphQL request
}

// Error is one thing that went wrong. Extensions holds its code.
type Error struct {
	Message    string         `json:"message"`
	Locations  []Location     `json:"locations,omitempty"`
	Path       []any          `json:"path,omitempty"`
	Extensions map[string]any `json:"extensions"`
}

// Location is a place in the GraphQL document, counted from 1.
type Location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Code returns the code of e.
func (e *Error) Code() string {
	code, _ := e.Extensions["code"].(string)
	return code
}

// coded is an error that clients may see.
type coded struct {
	code    string
	message string
	more    map[string]any // further extensions
}

func (e *coded) Error() string { return e.message }

func badInput(format string, args ...any) error {
	return &coded{code: CodeBadInput, message: fmt.Sprintf(format, args...)}
}

var errStaleRevision = &coded{code: CodeStaleRevision, message: "the store never had this revision: take a whole copy, and the revision with it"}

var errTooCostly = &coded{code: CodeTooCostly, message: "the answer holds too much: ask for fewer nodes a page, or for fewer fields of each"}

// public returns what clients may see of err, nil where that is nothing.
func public(err error) *coded {
	var own *coded
	var ambiguous *query.AmbiguousError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &ambiguous):
		return ambiguity(ambiguous)
	case errors.Is(err, graph.ErrNotFound):
		return &coded{code: CodeNotFound, message: "what the reference names is not in the store"}
	case errors.Is(err, graph.ErrBadID):
		return &coded{code: CodeBadInput, message: "not an id: want a UUID of 36 characters"}
	case errors.Is(err, graph.ErrNoHistory):
		return errWithheld
	case errors.Is(err, query.ErrPage):
		return &coded{code: CodeBadInput, message: "not a page"}
	case errors.Is(err, query.ErrNoPlace):
		return &coded{code: CodeBadInput, message: "what the reference names is not a place"}
	case errors.Is(err, query.ErrPeriod):
		return &coded{code: CodeBadInput, message: "the period ends before it begins"}
	case errors.Is(err, query.ErrOptions):
		return &coded{code: CodeBadInput, message: "an argument is out of its bounds; the description of the field has them"}
	case errors.Is(err, query.ErrTooMany):
		return &coded{code: CodeTooCostly, message: "the search finds too much: ask for fewer hops, for certain predicates, or avoid hubs"}
	case errors.Is(err, context.DeadlineExceeded):
		return &coded{code: CodeTimeout, message: "the request took too long: ask for less, or raise the limit of the server"}
	case errors.Is(err, context.Canceled):
		return &coded{code: CodeCancelled, message: "the request was stopped"}
	}
	return nil
}

// ambiguity lists the entities that a name could mean.
func ambiguity(e *query.AmbiguousError) *coded {
	candidates := make([]map[string]any, 0, len(e.Candidates))
	for _, c := range e.Candidates {
		candidates = append(candidates, map[string]any{
			"id": c.ID.String(), "key": c.Key, "kind": enumOf(c.Kind), "name": c.Name,
		})
	}
	return &coded{
		code:    CodeAmbiguous,
		message: fmt.Sprintf("%d entities have this name: give the id or the key of one of the candidates", len(candidates)),
		more:    map[string]any{"candidates": candidates},
	}
}

func (e *coded) response(status int) *Response {
	return &Response{Errors: []*Error{e.error()}, status: status}
}

func (e *coded) error() *Error {
	extensions := map[string]any{"code": e.code}
	for k, v := range e.more {
		extensions[k] = v
	}
	return &Error{Message: e.message, Extensions: extensions}
}

// failed answers a request that came to nothing as a whole.
func (s *Schema) failed(ctx context.Context, err error) *Response {
	e := public(err)
	if e == nil {
		s.opts.Log.ErrorContext(ctx, "request failed", "error", err)
		e = &coded{code: CodeInternal, message: internalMessage}
	}
	return e.since(err).response(statusOf(e.code))
}

// respond maps what the executor answered.
func (s *Schema) respond(ctx context.Context, answer *graphql.Response) *Response {
	r := &Response{Data: answer.Data}
	for _, e := range answer.Errors {
		if isMisfit(e) {
			return refuse(CodeInvalid, "a value does not fit the type of its argument or variable")
		}
		r.Errors = append(r.Errors, s.convert(ctx, e))
	}
	if r.Data == nil && len(r.Errors) > 0 {
		r.status = statusOf(r.Errors[0].Code())
	}
	return r
}

// isMisfit reports whether e tells that a value could not be read. The library finds that out after it has
// begun, leaves out the field and goes on, where the specification has the request refused.
func isMisfit(e *gqlerrors.QueryError) bool {
	placed := e.Path != nil || e.Locations != nil || e.Rule != "" || e.Extensions != nil || e.ResolverError != nil
	return !placed && !errors.Is(e, graphql.ErrTooManySelections)
}

func (s *Schema) convert(ctx context.Context, e *gqlerrors.QueryError) *Error {
	out := s.classify(ctx, e)
	out.Path = e.Path
	for _, l := range e.Locations {
		out.Locations = append(out.Locations, Location(l))
	}
	return out
}

// classify finds the code of e and the message that clients may see.
func (s *Schema) classify(ctx context.Context, e *gqlerrors.QueryError) *Error {
	if e.ResolverError != nil {
		known := public(e.ResolverError)
		if known == nil {
			s.opts.Log.ErrorContext(ctx, "field failed", "path", e.Path, "error", e.ResolverError)
			known = &coded{code: CodeInternal, message: internalMessage}
		}
		return known.since(e.ResolverError).error()
	}
	return s.refusal(e).error()
}

// refusal says what the library found wrong with a document before it ran.
func (s *Schema) refusal(e *gqlerrors.QueryError) *coded {
	switch code := codeOf(e); code {
	case CodeTooDeep:
		return &coded{code: code, message: fmt.Sprintf("the GraphQL document nests more than %d levels deep", s.opts.MaxDepth)}
	case CodeTooComplex:
		return &coded{code: code, message: fmt.Sprintf("the GraphQL document has more than %d fields once its fragments are spread, or too many of one name to compare", s.opts.MaxSelections)}
	default:
		return &coded{code: code, message: mask(e.Message)}
	}
}

func codeOf(e *gqlerrors.QueryError) string {
	if code, ok := e.Extensions["code"].(string); ok {
		return code
	}
	switch {
	case errors.Is(e, gqlerrors.ErrSyntax), strings.HasPrefix(e.Message, "syntax error"):
		return CodeSyntax
	case errors.Is(e, graphql.ErrTooManySelections), e.Rule == "OverlapValidationLimitExceeded":
		return CodeTooComplex
	case e.Rule == "MaxDepthExceeded", strings.Contains(e.Message, "exceeds max depth"):
		return CodeTooDeep
	case e.Rule != "":
		return CodeInvalid
	case e.Path != nil:
		return CodeInternal
	}
	return CodeBadInput
}
