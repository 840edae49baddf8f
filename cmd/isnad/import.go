package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/export"
)

func (a *app) importGraphCmd() *cobra.Command {
	var report string
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "bring a jsonl export into the store",
		Long: `Reads what isnad export jsonl wrote, packed or not, and puts it into the store, which is made where there is none. An empty
store then answers as the one that was exported: the same documents, claims, relations and judgements. An increment, written with
--since, brings a copy to the state of the store that it follows.

A document is stored whole or not at all. A bad line costs the document that it belongs to, which is told with file and line; the rest
is stored, and the exit code is 6. Repeating an import changes nothing and takes up one that was broken off.`,
		Example: "  isnad import graph.jsonl.zst --store copy\n  isnad export jsonl --to - | isnad import - --store copy",
		Args:    cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		done, err := a.importFile(cmd.Context(), args[0])
		if done == nil {
			return err
		}
		if report != "" {
			err = errors.Join(err, writeFile(report, func(w io.Writer) error { return writeJSON(w, done) }))
		}
		return a.tellImported(done, err)
	}
	cmd.Flags().StringVar(&report, "report", "", "`FILE` for what was imported and what was not, as JSON")
	return cmd
}

// importFile imports a file, or standard input. What was imported is nil where nothing was begun.
func (a *app) importFile(ctx context.Context, path string) (done *export.Imported, err error) {
	in, name := a.stdin, "stdin"
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in, name = f, path
	}
	store, err := a.openStore(ctx, false)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return export.Import(ctx, store, name, in)
}

// toldProblems is how many problems are told; the report has all.
const toldProblems = 20

func (a *app) tellImported(done *export.Imported, err error) error {
	for i, p := range done.Problems {
		if i == toldProblems {
			a.say("and %d more; --report has all", len(done.Problems)-i)
			break
		}
		a.say("%s", plain(p.String()))
	}
	if err != nil {
		return broken(err, fmt.Sprintf("%d documents are in the store: run the same command again to go on", done.Documents))
	}
	a.say("%d documents, %d of them new; %d removed, %d rejected; %d judgements", done.Documents, done.New, done.Removed, done.Rejected, done.Judgements)
	if done.Revision != nil {
		a.say("as the exported store was at %s", *done.Revision)
	}
	if len(done.Problems) > 0 {
		return silent(exitPartial)
	}
	return nil
}
