package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// changeRow is what became of one record since a revision.
type changeRow struct {
	Kind   graph.Record `json:"kind"`
	ID     graph.ID     `json:"id"`
	Op     graph.Op     `json:"op"`
	Number uint64       `json:"number"` // of the revision that did it
	Why    string       `json:"why"`
}

func (a *app) changesCmd() *cobra.Command {
	var since string
	var events bool
	cmd := &cobra.Command{
		Use:   "changes --since REVISION",
		Short: "what was added, changed and retracted since a revision, and why",
		Long: `Lists what became of documents, entities, claims and relations since a revision, each once: added, changed, or retracted. A script
that keeps a copy reads anew what was added or changed, drops what was retracted, and asks from the revision that is told on stderr
the next time; its copy then never drifts. Without --since only that revision is told. A revision that this store never had is
refused: the copy is to be taken whole again.

With --events it tells of events too, which are made of all claims and take as long as ` + "`isnad events`" + `: those that are told as retracted are dropped,
if the copy has them, those that are added or changed are read anew. An event may be told that is what it was.`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			now, err := r.Revision(cmd.Context())
			if err != nil {
				return err
			}
			if since == "" {
				return writeRows(a, []graph.Revision{now}, []column[graph.Revision]{{"revision", graph.Revision.String}})
			}
			from, err := graph.ParseRevision(since)
			if err != nil {
				return fmt.Errorf("--since: %w", err)
			}
			d, err := a.since(cmd.Context(), r, from, events)
			if err != nil {
				return err
			}
			a.say("revision %s", d.To)
			return writeRows(a, changeRows(d), changeColumns)
		})
	}
	cmd.Flags().StringVar(&since, "since", "", "`revision` as this verb told it before")
	cmd.Flags().BoolVar(&events, "events", false, "of events too")
	return a.withFormat(cmd)
}

// since returns what changed, with events where they are asked for.
func (a *app) since(ctx context.Context, r graph.Reader, from graph.Revision, events bool) (*query.Delta, error) {
	if !events {
		return query.Since(ctx, r, from)
	}
	index, err := query.IndexEvents(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("group claims to events: %w", err)
	}
	return index.Since(ctx, r, from)
}

func changeRows(d *query.Delta) []changeRow {
	var rows []changeRow
	for record, t := range d.All() {
		rows = append(rows, changeRow{record, t.ID, t.Op, t.Number, whyChanged(t.Reasons)})
	}
	return rows
}

// whyChanged shows reasons on one line.
func whyChanged(reasons []graph.Reason) string {
	var parts []string
	for _, r := range reasons {
		what := r.Key
		if !r.Act.IsZero() {
			what = r.Act.String()
		}
		parts = append(parts, string(r.Cause)+" "+what)
	}
	return strings.Join(parts, ", ")
}

var changeColumns = []column[changeRow]{
	{"kind", func(c changeRow) string { return string(c.Kind) }},
	{"id", func(c changeRow) string { return c.ID.String() }},
	{"op", func(c changeRow) string { return string(c.Op) }},
	{"revision", func(c changeRow) string { return strconv.FormatUint(c.Number, 10) }},
	{"why", func(c changeRow) string { return c.Why }},
}
