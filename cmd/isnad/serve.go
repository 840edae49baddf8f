package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/web"
)

const defaultListen = "127.0.0.1:8080"

// serveFlags are the flags of serve.
type serveFlags struct {
	listen, tokens, audit string
	hosts                 []string
	writable, readOnly    bool
	limits                resolvers.Options

	trusted     string
	trustedOnly bool
	logFormat   string
	logRequests bool
	seesAll     string
	traces      string
}

func (a *app) serveCmd() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "serve GraphQL and the playground from the store",
		Long: `Serves /graphql, /playground and /schema.graphql until it is interrupted: on a loopback address to everybody there, elsewhere to
those who have a token of --token-file only. isnad token makes tokens. With --writable the schema's mutations work, for roles that
cover them: curators judge and undo, admins ingest and remove besides, and, with a token, read backups (isnad backup --from). /healthz and /readyz say whether the store answers; /metrics
is for Prometheus. With --withhold, readers see nothing of what the file lists; --sees-all says from which role on all is seen. With
--traces each request is told to a collector of OpenTelemetry, which is the one thing that this server ever sends by itself. With
--trusted-documents clients may send the id of a document in its place; docs/SERVER.md tells more.`,
		Example: "  isnad serve\n  isnad serve --listen 0.0.0.0:8080 --host isnad.example.org --token-file tokens.tsv --writable --audit acts.jsonl",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serveStore(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", defaultListen, "`ADDRESS` to listen on; one that is not loopback needs --token-file; port 0 takes a free one")
	flags.StringVar(&f.tokens, "token-file", "", "`FILE` with the hashes of the tokens that clients may send")
	flags.StringSliceVar(&f.hosts, "host", nil, "`NAME` by which clients reach this server, besides its address")
	flags.BoolVar(&f.writable, "writable", false, "take mutations; the store is then open to this process alone")
	flags.BoolVar(&f.readOnly, "read-only", false, "take no mutations, as without --writable; an error beside it")
	flags.StringSliceVar(&f.limits.HTTP.Origins, "allow-origin", nil, "`ORIGIN` of another site whose pages may ask, as https://app.example.org (CORS); without it none may")
	flags.StringVar(&f.audit, "audit", "", "append each act that is done or refused, with who asked, to `FILE`, as JSON lines")
	flags.IntVar(&f.limits.MaxDepth, "max-depth", 0, "fields inside of fields that a request may ask for; 0: 24")
	flags.IntVar(&f.limits.MaxTokens, "max-tokens", 0, "names, values and signs that a GraphQL document may have; 0: 20,000")
	flags.IntVar(&f.limits.MaxAliases, "max-aliases", 0, "fields that a request may give names of its own; 0: 200")
	flags.IntVar(&f.limits.MaxEstimate, "max-estimate", 0, "fields that a request may ask for by the sizes of its pages, told before it runs; 0: 25,000,000")
	flags.IntVar(&f.limits.MaxCost, "max-cost", 0, "fields answered, records read, hundreds of looks of filters and hundreds of bytes of text that a request may cost; 0: 2,000,000")
	flags.Int64Var(&f.limits.HTTP.MaxBody, "max-body", 0, "bytes of a request; 0: 1 MiB")
	flags.DurationVar(&f.limits.HTTP.Timeout, "timeout", 0, "time to answer a request; 0: 30s")
	flags.StringVar(&f.trusted, "trusted-documents", "", "`FILE` with GraphQL documents that clients may ask for by id: a JSON object from ids to documents")
	flags.BoolVar(&f.trustedOnly, "trusted-only", false, "run no document but those of --trusted-documents")
	flags.IntVar(&f.limits.HTTP.Streams.Max, "max-streams", 0, "subscriptions at once; 0: 100")
	flags.StringVar(&f.logFormat, "log-format", "text", "text or json")
	flags.BoolVar(&f.logRequests, "log-requests", false, "log each request: its id, path, status, operation, who asked and how long it took")
	flags.StringVar(&f.seesAll, "sees-all", string(resolvers.Curator), "least `ROLE` that sees what --withhold keeps from others: curator, admin, nobody")
	flags.StringVar(&f.traces, "traces", "", "send traces of OpenTelemetry to the collector at `URL` (OTLP over HTTP, as http://127.0.0.1:4318); without it nothing is sent anywhere")
	return a.withWithhold(a.withLexicon(cmd))
}

func (a *app) serveStore(ctx context.Context, f serveFlags) (err error) {
	opts := f.limits
	if err := f.check(); err != nil {
		return err
	}
	if opts.Log, err = f.log(a.stderr); err != nil {
		return err
	}
	if opts.SeesAll, err = f.sees(); err != nil {
		return err
	}
	if opts.Trusted, err = readTrusted(f.trusted, f.trustedOnly); err != nil {
		return err
	}
	opts.HTTP.Hosts, opts.Anonymous = f.hosts, resolvers.Principal{Role: resolvers.Reader}
	if opts.Tokens, err = readTokens(f.tokens); err != nil {
		return err
	}
	traces, err := startTraces(ctx, f.traces, opts.Log)
	if err != nil {
		return err
	}
	defer traces.Close(ctx)
	l, err := bind(f.listen, opts.Tokens != nil)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, err := a.existing(); err != nil {
		return err
	}
	opened, err := a.openStore(ctx, !f.writable)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	store := traces.Store(opened)
	if traces != nil {
		opts.Tracer = traces
	}
	if err := a.withholdFrom(ctx, store, &opts); err != nil {
		return err
	}
	if f.writable {
		audit, err := openAudit(f.audit)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, audit.Close()) }()
		opts.Anonymous.Role = resolvers.Admin
		opts.Writing = a.writing(store, opened, audit, traces)
	}
	return a.serve(ctx, store, l, opts)
}

// check refuses flags that contradict each other or that nobody can mean.
func (f *serveFlags) check() error {
	if f.writable && f.readOnly {
		return usagef("--read-only and --writable contradict each other: give one of them")
	}
	for _, origin := range f.limits.HTTP.Origins {
		if err := resolvers.CheckOrigin(origin); err != nil {
			return &failure{exitUsage, fmt.Errorf("--allow-origin: %w", err)}
		}
	}
	return nil
}

// bind listens on an address, which has to be a loopback one unless clients say who they are.
func bind(address string, guarded bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, usagef("--listen %q: want HOST:PORT, as %s", address, defaultListen)
	}
	if !guarded && !isLoopback(host) {
		return nil, usagef("--listen %s: without --token-file only loopback addresses are served, as %s; isnad token makes tokens", address, defaultListen)
	}
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fail(exitConflict, "%s is in use by another program; stop that, or choose another port with --listen (0 takes a free one)", address)
	}
	if err != nil {
		return nil, fmt.Errorf("--listen %s: %w", address, err)
	}
	return l, nil
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// serve answers on l until ctx ends.
func (a *app) serve(ctx context.Context, store graph.Store, l net.Listener, opts resolvers.Options) error {
	opts.Now, opts.NewRequestID, opts.Explain = time.Now, uuid.NewString, a.explain
	schema, err := resolvers.New(store, opts)
	if errors.Is(err, resolvers.ErrTrusted) {
		return &failure{exitUsage, fmt.Errorf("--trusted-documents: %w", err)}
	}
	if err != nil {
		return err
	}
	defer schema.Close()
	a.say("playground at http://%s/playground", l.Addr())
	a.say("GraphQL at http://%s/graphql; interrupt (Ctrl-C) to stop", l.Addr())
	if err := resolvers.Serve(ctx, l, schema.Site(web.Handler()), resolvers.ServeOptions{Log: opts.Log}); err != nil {
		return err
	}
	a.say("stopped")
	return nil
}

// log returns what the server logs to.
func (f *serveFlags) log(w io.Writer) (*slog.Logger, error) {
	level := slog.LevelWarn
	if f.logRequests {
		level = slog.LevelInfo
	}
	opts := &slog.HandlerOptions{Level: level}
	switch f.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, opts)), nil
	}
	return nil, usagef("--log-format %q: want text or json", f.logFormat)
}

// readTrusted reads a file of trusted documents; nil where there is none.
func readTrusted(path string, only bool) (*resolvers.TrustedDocuments, error) {
	if path == "" && only {
		return nil, usagef("--trusted-only: name the documents with --trusted-documents")
	}
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--trusted-documents: %w", err)
	}
	defer f.Close()
	t, err := resolvers.ReadTrusted(f)
	if err != nil {
		return nil, &failure{exitUsage, fmt.Errorf("--trusted-documents %s: %w", path, err)}
	}
	t.Only = only
	return t, nil
}
