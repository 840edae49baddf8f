package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
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
	cmd := &cobra.Command{
		Use:   "rm DOCUMENT",
		Short: "remove a document and what only it said",
		Long: `Removes the document with that key or id, its claims, and what no other document says. What is left is the store that
never saw it. Prints a receipt of what really went.`,
		Args: cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		ctx := cmd.Context()
		if _, err := a.existing(); err != nil {
			return err
		}
		store, err := a.openStore(ctx, false)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		var doc *graph.Document
		if err := store.View(ctx, func(r graph.Reader) error {
			doc, err = findDocument(ctx, r, args[0])
			return err
		}); err != nil {
			return err
		}
		receipt, err := store.Remove(ctx, doc.ID)
		if err != nil {
			return err
		}
		return writeRows(a, []*graph.Receipt{receipt}, receiptColumns)
	}
	return a.withFormat(cmd)
}
