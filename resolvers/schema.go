// Package resolvers answers GraphQL over a store: it maps the types of the schema to the graph, pages
// lists, and speaks HTTP. What passes a filter is for graph/query to say.
//
// It reads neither flags, nor environment, nor clock.
package resolvers

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/graph-gophers/graphql-go"
	"github.com/graph-gophers/graphql-go/errors"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// Options bounds what one request may ask for. The zero value of each field takes the default.
type Options struct {
	MaxQueryBytes int // length of a GraphQL document; 100,000
	MaxTokens     int // tokens of a GraphQL document; 20,000
	MaxDepth      int // fields inside of fields; 24, which lets introspection through
	MaxSelections int // fields once fragments are spread; 20,000
	MaxAliases    int // fields with names that the document gives them; 200
	MaxEstimate   int // fields that a document may ask for, by the sizes of its pages; 25,000,000
	MaxCost       int // fields answered, records read, one for each 100 records that filters look at, and one for each 100 bytes of text; 2,000,000

	Writing   *Writing         // what mutations need; nil: there are none
	Tokens    *Tokens          // who may ask over HTTP; nil: everybody is Anonymous
	Anonymous Principal        // who asks where there are no tokens; the zero value may only read
	Now       func() time.Time // for the time of judgements and the last day of tokens

	// Withhold returns a snapshot as those may see it who do not see all; nil: everybody sees all. Whoever does not see all
	// neither changes anything nor follows changes.
	Withhold func(context.Context, graph.Reader) (graph.Reader, error)
	SeesAll  Role    // the least role that sees all all the same, or Nobody; empty: Curator
	Explain  Explain // tells the steps of derivations; nil: they are null

	Trusted      *TrustedDocuments // documents that clients may ask for by id; nil: none
	NewRequestID func() string     // for requests that come without one; nil: they are counted

	Log    *slog.Logger // where failures go that clients must not see; nil: nowhere
	Tracer Tracer       // follows requests; nil: nobody does
	HTTP   HTTPOptions
}

// Schema answers GraphQL requests. It is safe for concurrent use.
type Schema struct {
	store  graph.Store
	opts   Options
	engine *graphql.Schema

	progress progress
	streams  chan struct{} // one in it for each that is open
	backups  chan struct{} // one in it while a backup is made
	metrics  metrics
	events   eventCache
	pasts    pastCache
	cors     cors
}

// New returns the schema over store. The error tells where types and resolvers disagree, or wraps ErrTrusted or ErrOrigin
// where that is what is wrong with opts.
func New(store graph.Store, opts Options) (*Schema, error) {
	opts = opts.withDefaults()
	s := &Schema{store: store, opts: opts, streams: make(chan struct{}, opts.HTTP.Streams.Max), backups: make(chan struct{}, 1)}
	var err error
	if s.cors, err = newCORS(opts.HTTP.Origins); err != nil {
		return nil, fmt.Errorf("origins that may ask: %w", err)
	}
	engine, err := graphql.ParseSchema(schema.SDL, &roots{&root{opts.Explain}, &mutation{s}, &subscription{s}},
		graphql.UseStringDescriptions(),
		graphql.MaxDepth(opts.MaxDepth),
		graphql.MaxQueryLength(opts.MaxQueryBytes),
		graphql.MaxSelections(opts.MaxSelections),
		graphql.OverlapValidationLimit(10*opts.MaxSelections),
		graphql.Tracer(meter{s}),
		graphql.PanicHandler(panics{}),
		graphql.Logger(panicLog{opts.Log}),
		graphql.DisableFieldSelections(),
		graphql.SubscribeResolverTimeout(opts.HTTP.Timeout),
	)
	if err != nil {
		return nil, fmt.Errorf("bind the schema: %w", err)
	}
	s.engine = engine
	if err := s.checkTrusted(); err != nil {
		return nil, err
	}
	s.events.store = store
	s.events.life, s.events.end = context.WithCancel(context.Background())
	s.pasts.store, s.pasts.life, s.pasts.turn = store, s.events.life, make(chan struct{}, 1)
	return s, nil
}

// Close ends what goes on between requests, which reads the store. It is called before the store is closed, and does
// not wait; requests that come later are answered as far as they need nothing of it.
func (s *Schema) Close() { s.events.end() }

// roots are the roots of the schema.
type roots struct {
	query        *root
	mutation     *mutation
	subscription *subscription
}

// Query is the root of queries.
func (r *roots) Query() *root { return r.query }

// Mutation is the root of mutations.
func (r *roots) Mutation() *mutation { return r.mutation }

// Subscription is the root of subscriptions.
func (r *roots) Subscription() *subscription { return r.subscription }

func (o Options) withDefaults() Options {
	o.MaxQueryBytes = orDefault(o.MaxQueryBytes, 100_000)
	o.MaxTokens = orDefault(o.MaxTokens, 20_000)
	o.MaxDepth = orDefault(o.MaxDepth, 24)
	o.MaxSelections = orDefault(o.MaxSelections, 20_000)
	o.MaxAliases = orDefault(o.MaxAliases, 200)
	o.MaxEstimate = orDefault(o.MaxEstimate, 25_000_000)
	o.MaxCost = orDefault(o.MaxCost, 2_000_000)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Log = slog.New(idLog{o.Log.Handler()})
	o.HTTP = o.HTTP.withDefaults()
	return o
}

func orDefault[T ~int | ~int64](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// Exec answers one GraphQL document against one consistent view of the store. The name of the operation
// may be empty where the document has one only. It returns when ctx ends at the latest.
func (s *Schema) Exec(ctx context.Context, query, operationName string, variables map[string]any) *Response {
	return s.exec(ctx, params{Query: query, OperationName: operationName, Variables: variables}, false)
}

// exec answers p; a read-only request may hold no mutation.
func (s *Schema) exec(ctx context.Context, p params, readOnly bool) *Response {
	kind, refusal := s.parse(ctx, p, readOnly)
	if refusal != nil {
		return refusal
	}
	if kind == ast.Subscription {
		return refuse(CodeNotAcceptable, "a subscription is a stream: accept %s", typeStream)
	}
	return s.execScreened(ctx, p)
}

// execScreened answers p, which screen let pass and which is no subscription.
func (s *Schema) execScreened(ctx context.Context, p params) *Response {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var answer *graphql.Response
	var req *request
	err := s.view(ctx, func(r graph.Reader) error {
		req = s.newRequest(ctx, r, stop)
		defer req.end()
		answer = s.engine.Exec(query.Counting(withRequest(ctx, req), req.chargeLooks), p.Query, p.OperationName, p.Variables)
		p.spent(req)
		return nil
	})
	if cause := context.Cause(ctx); cause != nil {
		return s.failed(ctx, req.wrote(req.late(cause)))
	}
	if err != nil {
		return s.failed(ctx, req.wrote(fmt.Errorf("read the store: %w", err)))
	}
	return s.respond(ctx, answer).with(p)
}

// panics keeps what a panic says from clients.
type panics struct{}

func (panics) MakePanicError(_ context.Context, value any) *errors.QueryError {
	if f, ok := value.(failure); ok {
		return &errors.QueryError{Message: f.err.Error(), ResolverError: f.err}
	}
	return &errors.QueryError{Message: internalMessage, Extensions: map[string]any{"code": CodeInternal}}
}
