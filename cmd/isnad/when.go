package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// whenFlags choose a point of view in time.
type whenFlags struct {
	asOf, knownAt  string
	includeUndated bool
}

// withWhen gives cmd, which reads the store, the flags of the point of view from which it reads, and
// the one that keeps something back.
func (a *app) withWhen(cmd *cobra.Command) *cobra.Command {
	flags := cmd.Flags()
	flags.StringVar(&a.past.asOf, "as-of", "", "what had happened, and what held, on that `day`")
	flags.StringVar(&a.past.knownAt, "known-at", "", "what had been published by that `day`")
	flags.BoolVar(&a.past.includeUndated, "include-undated", false, "with --known-at: take documents without a publication date as published")
	return a.withWithhold(cmd)
}

// when reads the flags.
func (f whenFlags) when() (w query.When, err error) {
	if w.AsOf, err = day("--as-of", f.asOf); err != nil {
		return w, err
	}
	if w.KnownAt, err = day("--known-at", f.knownAt); err != nil {
		return w, err
	}
	if f.includeUndated && w.KnownAt == "" {
		return w, usagef("--include-undated needs --known-at")
	}
	if f.includeUndated {
		w.Undated = query.IncludeUndated
	}
	return w, nil
}

// read opens the store for reading and calls fn with a snapshot, from the point of view that was asked for.
func (a *app) read(ctx context.Context, fn func(graph.Reader) error) error {
	when, err := a.past.when()
	if err != nil {
		return err
	}
	return a.readNow(ctx, func(r graph.Reader) error {
		at, err := query.At(ctx, r, when)
		if err != nil {
			return err
		}
		undated, err := query.UndatedDocuments(ctx, at)
		if err != nil {
			return err
		}
		a.sayUndated(undated)
		return fn(at)
	})
}

func (a *app) sayUndated(documents int) {
	if documents > 0 {
		a.say("%d documents without a publication date are left out; --include-undated takes them in", documents)
	}
}
