package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Site returns all that the server answers: /graphql, the schema at /schema.graphql, /healthz, /readyz,
// /metrics, /backup where it takes mutations and asks for tokens, and pages for the rest.
func (s *Schema) Site(pages http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", s.Handler())
	mux.HandleFunc("GET /schema.graphql", func(w http.ResponseWriter, _ *http.Request) {
		plainText(w, http.StatusOK, schema.SDL)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { s.health(w, r) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-stopping(r.Context()):
			plainText(w, http.StatusServiceUnavailable, "the server stops\n")
		default:
			s.health(w, r)
		}
	})
	mux.HandleFunc("GET /metrics", s.serveMetrics)
	if s.opts.Tokens != nil && s.opts.Writing != nil && s.opts.Writing.Backup != nil {
		mux.HandleFunc("GET "+BackupPath, s.serveBackup)
	}
	mux.Handle("/", pages)
	return s.watched(s.guard(mux))
}

// health says whether the store answers.
func (s *Schema) health(w http.ResponseWriter, r *http.Request) {
	if err := s.store.View(r.Context(), func(graph.Reader) error { return nil }); err != nil {
		s.opts.Log.ErrorContext(r.Context(), "health check failed", "error", err)
		plainText(w, http.StatusServiceUnavailable, "the store does not answer\n")
		return
	}
	plainText(w, http.StatusOK, "ok\n")
}

func plainText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// guard refuses requests for a host that is none of ours.
func (s *Schema) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.isOurs(r.Host) {
			write(w, typeJSON, refuse(CodeForbidden, "this server does not answer under that host name; its operator may allow it"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Schema) isOurs(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if _, err := netip.ParseAddr(host); err == nil || host == "localhost" {
		return true
	}
	return slices.ContainsFunc(s.opts.HTTP.Hosts, func(name string) bool { return name == "*" || strings.EqualFold(name, host) })
}

// ServeOptions bounds connections. The zero value of each field takes the default.
type ServeOptions struct {
	Grace   time.Duration // for requests under way once the server is to stop; 10 s
	Timeout time.Duration // for a request to arrive, and for its answer to leave; 2 min
	Log     *slog.Logger  // nil: nowhere
}

// Serve answers on l until ctx ends; then it takes no more requests, lets those under way finish within
// the grace, and returns nil, or an error where some did not. It closes l.
func Serve(ctx context.Context, l net.Listener, handler http.Handler, opts ServeOptions) error {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	timeout := orDefault(opts.Timeout, 2*time.Minute)
	requests, abandon := context.WithCancel(context.WithValue(context.WithoutCancel(ctx), stoppingKey{}, ctx.Done()))
	defer abandon()
	server := &http.Server{
		Handler: handler, MaxHeaderBytes: 256 << 10,
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: timeout, WriteTimeout: timeout, IdleTimeout: timeout,
		ErrorLog:    slog.NewLogLogger(opts.Log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return requests },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(requests, orDefault(opts.Grace, 10*time.Second))
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(fmt.Errorf("stop serving: requests were cut off: %w", err), server.Close())
	}
	return nil
}
