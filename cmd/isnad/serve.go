package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/web"
)

const defaultListen = "127.0.0.1:8080"

func (a *app) serveCmd() *cobra.Command {
	var listen, tokenFile string
	var readOnly bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "serve GraphQL and the playground from the store",
		Long:  "Serves /graphql, /playground and /schema.graphql on a loopback address, until it is interrupted.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if tokenFile != "" {
				return usagef("--token-file: tokens are not there yet; serve on a loopback address, behind a proxy that asks for one")
			}
			l, err := bind(listen)
			if err != nil {
				return err
			}
			defer l.Close()
			if _, err := a.existing(); err != nil {
				return err
			}
			store, err := a.openStore(cmd.Context(), readOnly)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			return a.serve(cmd.Context(), store, l)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "loopback `ADDRESS` to listen on; port 0 takes a free one")
	cmd.Flags().BoolVar(&readOnly, "read-only", true, "open the store for reading only, so that other processes can read it too")
	cmd.Flags().StringVar(&tokenFile, "token-file", "", "`FILE` with the token that clients must send (not there yet)")
	return cmd
}

// bind listens on a loopback address.
func bind(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, usagef("--listen %q: want HOST:PORT, as %s", address, defaultListen)
	}
	if !isLoopback(host) {
		return nil, usagef("--listen %s: only loopback addresses are served, as %s; to reach it from elsewhere, put a proxy that asks who it is before it", address, defaultListen)
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
func (a *app) serve(ctx context.Context, store graph.Store, l net.Listener) error {
	log := slog.New(slog.NewTextHandler(a.stderr, nil))
	schema, err := resolvers.New(store, resolvers.Options{Log: log})
	if err != nil {
		return err
	}
	a.say("playground at http://%s/playground", l.Addr())
	a.say("GraphQL at http://%s/graphql; interrupt (Ctrl-C) to stop", l.Addr())
	if err := resolvers.Serve(ctx, l, schema.Site(web.Handler()), resolvers.ServeOptions{Log: log}); err != nil {
		return err
	}
	a.say("stopped")
	return nil
}
