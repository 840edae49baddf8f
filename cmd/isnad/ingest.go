package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/ingest"
)

func (a *app) ingestCmd() *cobra.Command {
	var in inputFlags
	var again bool
	cmd := &cobra.Command{
		Use:   "ingest PATH…",
		Short: "put articles into the store",
		Long: `Reads articles (.txt, .html, .jsonl, .jsonl.gz, folders, «-» for JSONL on standard input) and stores what they say.
A JSONL row is {"id", "title", "text", "url", "outlet", "published"}; only text is needed. An article that is there already is
passed over, so that a run that was stopped is taken up again by repeating it. A bad article is reported and skipped.`,
		Example: "  isnad ingest articles.jsonl\n  zcat more.jsonl.gz | isnad ingest - --outlet reuters",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ingest(cmd.Context(), args, &in, again)
		},
	}
	in.add(cmd)
	cmd.Flags().BoolVar(&again, "again", false, "read articles again that are there already, as after a change of the rules or of your lexicon")
	return a.withLexicon(cmd)
}

func (a *app) ingest(ctx context.Context, paths []string, in *inputFlags, again bool) error {
	reader, err := in.reader(a)
	if err != nil {
		return err
	}
	store, err := a.openStore(ctx, false)
	if err != nil {
		return err
	}
	start := time.Now()
	var done func()
	pool := ingest.Pool{Workers: in.workers}
	pool.Progress, done = a.progress(reader.Size(paths...))
	report, err := a.ingestInto(ctx, store, pool, reader.Read(paths...), again)
	done()
	if err := errors.Join(err, store.Close()); err != nil {
		if report == nil {
			return err
		}
		return broken(errors.Join(in.tell(a, report), err), fmt.Sprintf("%d articles are in the store: run the same command again to go on", report.Done()))
	}
	if err := in.tell(a, report); err != nil {
		return err
	}
	took := time.Since(start)
	a.say("%d articles in %s (%.0f a second): %d new, %d replaced, %d unchanged, %d rejected; %d sentences, %d claims", report.Read,
		took.Round(time.Millisecond), float64(report.Read)/took.Seconds(), report.New, report.Replaced, report.Unchanged, report.Rejected,
		report.Sentences, report.Claims)
	return outcome(report)
}

// ingestInto puts articles into store.
func (a *app) ingestInto(ctx context.Context, store *badgerstore.Store, pool ingest.Pool, items iter.Seq[ingest.Item], again bool) (*ingest.Report, error) {
	ex, err := a.extractor()
	if err != nil {
		return nil, err
	}
	in := ingest.Ingester{Store: store, Extractor: ex, Facts: factsOf(ex), Again: again, Pool: pool}
	return in.Run(ctx, items)
}
