package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/ingest"
)

// inputFlags are the flags of the verbs that read articles.
type inputFlags struct {
	workers    int
	maxArticle int // MiB
	published  string
	outlet     string
	report     string
}

func (f *inputFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.IntVar(&f.workers, "workers", 0, "articles read at once; 0: one a processor")
	flags.IntVar(&f.maxArticle, "max-article", ingest.DefaultMaxArticle>>20, "`MiB` of text over which an article is rejected")
	flags.StringVar(&f.published, "published", "", "`day` of publication of articles that do not say (YYYY-MM-DD)")
	flags.StringVar(&f.outlet, "outlet", "", "outlet of articles that do not say")
	flags.StringVar(&f.report, "report", "", "write what became of the articles to `FILE`, as JSON")
}

func (f *inputFlags) reader(a *app) (*ingest.Reader, error) {
	day, err := graph.ParseDay(f.published)
	if err != nil {
		return nil, usagef("--published %q: want YYYY-MM-DD", f.published)
	}
	if f.maxArticle < 1 || f.workers < 0 {
		return nil, usagef("--max-article and --workers count from 1")
	}
	return &ingest.Reader{Stdin: a.stdin, MaxArticle: f.maxArticle << 20, Published: day, Outlet: f.outlet}, nil
}

// progress returns a pool's progress callback, which draws a bar where stderr is a terminal, and a
// function that ends it.
func (a *app) progress(total int64) (update func(ingest.Report), done func()) {
	if !isTerminal(a.stderr) {
		return nil, func() {}
	}
	if total == 0 {
		total = -1 // not known: a spinner
	}
	bar := progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.stderr), progressbar.OptionShowBytes(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	update = func(r ingest.Report) {
		_ = bar.Set64(r.Bytes) // a bar that cannot be drawn is no reason to stop
	}
	return update, func() { _ = bar.Finish() }
}

// byteProgress is progress for readers that say themselves how much there is.
func (a *app) byteProgress() (update func(read, total int64), done func()) {
	if !isTerminal(a.stderr) {
		return nil, func() {}
	}
	var bar func(ingest.Report)
	finish := func() {}
	update = func(read, total int64) {
		if bar == nil {
			bar, finish = a.progress(total)
		}
		bar(ingest.Report{Bytes: read})
	}
	return update, func() { finish() }
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// tell writes the problems of a run and writes the report file where one was asked for.
func (f *inputFlags) tell(a *app, r *ingest.Report) error {
	for _, p := range r.Problems {
		a.say("%s", plain(p.Error()))
	}
	a.tellRefused(r)
	if f.report == "" {
		return nil
	}
	return writeFile(f.report, func(w io.Writer) error { return writeJSON(w, r) })
}

// outcome returns the exit code that a finished run calls for.
func outcome(r *ingest.Report) error {
	switch {
	case r.Rejected == 0:
		return nil
	case r.Done() == 0:
		return silent(exitFailed)
	}
	return silent(exitPartial)
}
