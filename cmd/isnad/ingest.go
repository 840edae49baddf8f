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
	var by extractorFlags
	var again, byID bool
	cmd := &cobra.Command{
		Use:   "ingest PATH…",
		Short: "put articles into the store",
		Long: `Reads articles (.txt, .html, .jsonl, .jsonl.gz, folders, «-» for JSONL on standard input) and stores what they say.
A JSONL row is {"id", "title", "text", "url", "outlet", "published"}; only text is needed. An article that is there already is
passed over, so that a run that was stopped is taken up again by repeating it. A bad article is reported and skipped.

An article with a new id and the URL of a stored article is that article, edited, if their texts are largely the same: it takes its
place under its id, and that is told. With --by-id the id alone says which article it is.

With --extractor llm a language model reads instead of the rules: each article is sent, whole, to the --endpoint that you name,
and of the answer only those claims are kept that the article bears out word for word. See docs/LLM.md.`,
		Example: "  isnad ingest articles.jsonl\n  zcat more.jsonl.gz | isnad ingest - --outlet reuters\n" +
			"  isnad ingest articles.jsonl --extractor llm --endpoint http://localhost:11434/v1 --model qwen3:32b",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ingest(cmd.Context(), args, &in, &by, ingest.Ingester{Again: again, ByKey: byID})
		},
	}
	in.add(cmd)
	by.add(cmd)
	cmd.Flags().BoolVar(&again, "again", false, "read articles again that are there already, as after a change of the rules or of your lexicon")
	cmd.Flags().BoolVar(&byID, "by-id", false, "take an article with a new id for a new one, also where it has the URL of a stored one")
	return a.withLexicon(cmd)
}

// ingest has ingester, which says how, read paths.
func (a *app) ingest(ctx context.Context, paths []string, in *inputFlags, by *extractorFlags, ingester ingest.Ingester) error {
	reader, err := in.reader(a)
	if err != nil {
		return err
	}
	rules, err := a.extractor()
	if err != nil {
		return err
	}
	ex, end, err := by.choose(a, rules)
	if err != nil {
		return err
	}
	defer end()
	store, err := a.openStore(ctx, false)
	if err != nil {
		return err
	}
	start := time.Now()
	ingester.Store, ingester.Extractor, ingester.Facts, ingester.Pool.Workers = store, ex, factsOf(rules), in.workers
	var done func()
	ingester.Pool.Progress, done = a.progress(reader.Size(paths...))
	report, err := ingester.Run(ctx, reader.Read(paths...))
	done()
	if err := errors.Join(err, store.Close()); err != nil {
		return broken(errors.Join(in.tell(a, report), err), fmt.Sprintf("%d articles are in the store: run the same command again to go on", report.Done()))
	}
	if err := in.tell(a, report); err != nil {
		return err
	}
	a.tellSameURL(report)
	a.tellDifferences(report)
	a.tellDescribed(report)
	a.tellStranded(report)
	took := time.Since(start)
	a.say("%d articles in %s (%.0f a second): %d new, %d replaced, %d unchanged, %d rejected; %d sentences, %d claims", report.Read,
		took.Round(time.Millisecond), float64(report.Read)/took.Seconds(), report.New, report.Replaced, report.Unchanged, report.Rejected,
		report.Sentences, report.Claims)
	return outcome(report)
}

// ingestByRules puts articles into store as the rules read them.
func (a *app) ingestByRules(ctx context.Context, store *badgerstore.Store, pool ingest.Pool, items iter.Seq[ingest.Item]) (*ingest.Report, error) {
	rules, err := a.extractor()
	if err != nil {
		return nil, err
	}
	in := ingest.Ingester{Store: store, Extractor: ingest.Rules(rules), Facts: factsOf(rules), Pool: pool}
	return in.Run(ctx, items)
}

// toldDifferences is how many replaced articles are told of by name; the report has all.
const toldDifferences = 20

// tellSameURL says which articles have the URL of another one, and what they were taken for.
func (a *app) tellSameURL(r *ingest.Report) {
	for i, s := range r.SameURL {
		if i == toldDifferences {
			a.say("and %d more articles with the URL of another one; --report has all", len(r.SameURL)-i)
			return
		}
		if s.Edit {
			a.say("%s has the URL of %s: taken for its edited text, and stored under that id (%s)", plain(s.Key), plain(s.Of), s.Why)
		} else {
			a.say("%s has the URL of %s: kept beside it (%s); if it is an edit, give it that id", plain(s.Key), plain(s.Of), s.Why)
		}
	}
}

// tellDifferences says how what replaced articles say differs from what was said before.
func (a *app) tellDifferences(r *ingest.Report) {
	told := 0
	for _, d := range r.Differences {
		if d.Difference.IsEmpty() {
			continue
		}
		if told++; told > toldDifferences {
			a.say("and more articles that say something else; --report has all")
			return
		}
		a.say("%s: %d claims gained, %d lost, %d altered, %d moved, %d as before", plain(d.Key), len(d.Gained), len(d.Lost), len(d.Altered), len(d.Moved), d.Same)
	}
}
