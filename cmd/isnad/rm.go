package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
)

var receiptColumns = []column[*graph.Receipt]{
	{"document", func(r *graph.Receipt) string { return r.Key }},
	{"claims", func(r *graph.Receipt) string { return strconv.Itoa(r.Claims) }},
	{"relations-gone", func(r *graph.Receipt) string { return strconv.Itoa(r.RelationsGone) }},
	{"relations-thinned", func(r *graph.Receipt) string { return strconv.Itoa(r.RelationsThinned) }},
	{"entities-gone", func(r *graph.Receipt) string { return strconv.Itoa(r.EntitiesGone) }},
	{"id", func(r *graph.Receipt) string { return r.Document.String() }},
}

func (a *app) rmCmd() *cobra.Command {
	dryRun := false
	cmd := &cobra.Command{
		Use:   "rm DOCUMENT",
		Short: "remove a document and what only it said",
		Long: `Removes the document with that key or id, its claims, and what no other document says. What is left is the store that
never saw it. Prints a receipt of what really went.`,
		Args: cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.write(cmd.Context(), func(store *badgerstore.Store) error {
			receipt, err := remove(cmd.Context(), store, args[0], dryRun)
			if err != nil {
				return err
			}
			return writeRows(a, []*graph.Receipt{receipt}, receiptColumns)
		})
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "print the receipt, and remove nothing")
	return a.withFormat(cmd)
}

// remove removes the document that ref means, or only tells what would go.
func remove(ctx context.Context, store *badgerstore.Store, ref string, dryRun bool) (*graph.Receipt, error) {
	var doc *graph.Document
	err := store.View(ctx, func(r graph.Reader) (err error) {
		doc, err = findDocument(ctx, r, ref)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !dryRun {
		return store.Remove(ctx, doc.ID)
	}
	change, err := store.Preview(ctx, graph.Edit{Remove: []graph.ID{doc.ID}})
	if err != nil {
		return nil, err
	}
	return change.Receipt(), nil
}
