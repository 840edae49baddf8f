package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/testdata"
)

func (a *app) demoCmd() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "read the bundled articles into a fresh store and serve them",
		Long: `Reads the articles that the binary brings along and serves playground and GraphQL over them, until it is interrupted.
The store is temporary, unless --store names one.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			l, err := bind(listen, false)
			if err != nil {
				return err
			}
			defer l.Close()
			if !cmd.Flags().Changed("store") {
				if a.store, err = os.MkdirTemp("", "isnad-demo-"); err != nil {
					return fmt.Errorf("make a temporary store: %w", err)
				}
				defer func() { err = errors.Join(err, os.RemoveAll(a.store)) }()
			}
			store, err := a.openStore(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			report, err := a.ingestByRules(cmd.Context(), store, ingest.Pool{}, bundled().Read(testdata.Articles))
			if err != nil {
				return err
			}
			if err := (&inputFlags{}).tell(a, report); err != nil {
				return err
			}
			a.say("read %d articles: %d sentences, %d claims", report.Read, report.Sentences, report.Claims)
			return a.serve(cmd.Context(), store, l, resolvers.Options{Log: slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "loopback `ADDRESS` to listen on; port 0 takes a free one")
	return a.withLexicon(cmd)
}

// bundled reads the articles that the binary brings along.
func bundled() *ingest.Reader { return &ingest.Reader{FS: testdata.FS} }
