package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
)

// app is one run of the command.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	store    string // directory
	keyFile  string // of an encrypted store
	lexicons []string
	format   string
	past     whenFlags
	withhold string // file of what is kept back
	began    bool   // the command line was understood

	loading sync.Mutex         // over ex: requests to a server ask at once
	ex      *extract.Extractor // once it was needed
}

// main runs the command line args, until ctx ends at the latest, and returns the exit code.
func (a *app) main(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if !a.began {
		err = usage(plainly(err))
	}
	var f *failure
	switch {
	case errors.Is(err, context.Canceled):
		a.say("stopped")
	case errors.Is(err, syscall.EPIPE): // whoever reads has enough
	case !errors.As(err, &f) || f.err != nil:
		a.say("%v", err)
	}
	return codeOf(err)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "isnad",
		Short: "Arabic conflict news in, a graph that keeps its sources out",
		Long: `Isnad reads Arabic news of armed conflict and builds a graph of who says that who did what to whom, where
and when, and in which words. Data goes to stdout, talk to stderr.

Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 a check failed, 5 conflict or locked, 6 partial.`,
		Args:              cobra.NoArgs,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRun:  func(*cobra.Command, []string) { a.began = true },
		DisableAutoGenTag: true,
	}
	root.PersistentFlags().StringVar(&a.store, "store", a.defaultStore(), "`directory` of the store; ISNAD_STORE sets the default")
	root.PersistentFlags().StringVar(&a.keyFile, "key-file", a.getenv("ISNAD_KEY_FILE"), "`FILE` with the key of an encrypted store; ISNAD_KEY_FILE sets the default")
	root.AddCommand(
		a.demoCmd(), a.extractCmd(), a.ingestCmd(), a.serveCmd(), a.queryCmd(), a.exportCmd(), a.importGraphCmd(), a.showCmd(), a.searchCmd(),
		a.controlCmd(), a.timelineCmd(), a.pathCmd(), a.matrixCmd(), a.aggregateCmd(),
		a.eventsCmd(), a.compareCmd(), a.whyCmd(), a.whyNotCmd(), a.rmCmd(), a.judgeCmd(), a.undoCmd(), a.logCmd(), a.reviewCmd(), a.changesCmd(),
		a.rebuildCmd(), a.tokenCmd(), a.verifyCmd(), a.statsCmd(), a.backupCmd(), a.restoreCmd(), a.lexiconCmd(), a.lintCmd(), a.evalCmd(), a.trainCmd(), a.benchCmd(), a.versionCmd(),
	)
	return root
}

func (a *app) defaultStore() string {
	if dir := a.getenv("ISNAD_STORE"); dir != "" {
		return dir
	}
	return "isnad-data"
}

// say writes a line of talk.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(a.stderr, "isnad: %s\n", strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "; "))
}

// openStore opens the store; read-only, several processes may have it open.
func (a *app) openStore(ctx context.Context, readOnly bool) (*badgerstore.Store, error) {
	return a.open(ctx, badgerstore.Options{ReadOnly: readOnly, Now: time.Now})
}

// open opens the store as opts say, with the key of --key-file.
func (a *app) open(ctx context.Context, opts badgerstore.Options) (_ *badgerstore.Store, err error) {
	if opts.Key, err = a.key(a.keyFile); err != nil {
		return nil, err
	}
	return badgerstore.Open(ctx, a.store, opts)
}

// write opens the store, which has to be there, and calls fn with it.
func (a *app) write(ctx context.Context, fn func(*badgerstore.Store) error) (err error) {
	if _, err := a.existing(); err != nil {
		return err
	}
	store, err := a.openStore(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return fn(store)
}

// readRoom is how much memory reads of a whole store use, in bytes, before they let go of pages of the store, and
// readGC by how many percent of what is in use garbage grows. Both keep them under 300 MiB for a store of any size.
const (
	readRoom = 208 << 20
	readGC   = 60
)

// readNow opens the store for reading and calls fn with a snapshot of all that it holds, but for what --withhold keeps
// back.
func (a *app) readNow(ctx context.Context, fn func(graph.Reader) error) (err error) {
	if a.getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(readGC))
	}
	store, err := a.open(ctx, badgerstore.Options{ReadOnly: true, EdgesLater: true, Resident: readRoom})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.View(ctx, func(r graph.Reader) error { return a.withheld(ctx, r, fn) })
}

// existing returns the directory of the store, or an error where there is none: what changes a store
// must not make one.
func (a *app) existing() (string, error) {
	if _, err := os.Stat(a.store); errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("store %s: %w; `isnad ingest` makes one, --store names another", a.store, graph.ErrNotFound)
	}
	return a.store, nil
}
