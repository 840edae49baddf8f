package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

func (a *app) compareCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare EVENT",
		Short: "show what each source of an event says, side by side",
		Long: `One column for each independent source: near-duplicate articles, claims that name one nearest source, and articles of one
outlet that name none, share a column. The rows are who, whom, where, when, how many of each thing counted, and whether it
took place; an exclamation mark stands where two claims exclude each other. EVENT is the id of any of its claims.`,
		Example: "  isnad compare 7c0c3d0e-6d5f-5b0e-9a55-0f4f9e0d2c11\n  isnad compare 7c0c3d0e-6d5f-5b0e-9a55-0f4f9e0d2c11 --format csv",
		Args:    cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := graph.ParseID(args[0])
		if err != nil {
			return usagef("%q is not an id; `isnad events` lists events, `isnad show` has the ids of claims", args[0])
		}
		return a.read(cmd.Context(), func(r graph.Reader) error { return a.compare(cmd.Context(), r, id) })
	}
	return a.withFormat(a.withWhen(cmd))
}

func (a *app) compare(ctx context.Context, r graph.Reader, id graph.ID) error {
	c, err := query.CompareSources(ctx, r, id)
	if err != nil {
		return err
	}
	v := newViewer(r)
	if err := v.load(ctx, c.Entities(), c.Documents()); err != nil {
		return err
	}
	view := v.comparison(c)
	if a.format == jsonFormat {
		return writeJSON(a.stdout, view)
	}
	return writeRows(a, view.Rows, compareColumns(view))
}

// comparisonView is a comparison as it is shown.
type comparisonView struct {
	Event   graph.ID    `json:"event"`
	Columns []voiceView `json:"columns"`
	Rows    []rowView   `json:"rows"`
}

type voiceView struct {
	Sources   []string   `json:"sources,omitempty"` // none where outlets speak for themselves
	Outlets   []string   `json:"outlets,omitempty"`
	Documents []string   `json:"documents"` // keys
	Claims    []graph.ID `json:"claims"`
	Copies    bool       `json:"copies,omitempty"` // some of the documents are near-duplicates
}

type rowView struct {
	Slot      string           `json:"slot"`
	Contested bool             `json:"contested"`
	Cells     [][]positionView `json:"cells"`
}

type positionView struct {
	Value  string     `json:"value"`
	Claims []graph.ID `json:"claims"`
}

func (v *viewer) comparison(c *query.Comparison) comparisonView {
	view := comparisonView{Event: c.Event.ID}
	for _, voice := range c.Columns {
		view.Columns = append(view.Columns, v.voice(voice))
	}
	for _, row := range c.Rows {
		shown := rowView{Slot: joinNonEmpty(" ", string(row.Slot), row.What), Contested: row.Contested}
		for _, cell := range row.Cells {
			positions := []positionView{}
			for _, p := range cell {
				positions = append(positions, positionView{v.position(p), p.Claims})
			}
			shown.Cells = append(shown.Cells, positions)
		}
		view.Rows = append(view.Rows, shown)
	}
	return view
}

func (v *viewer) voice(voice query.Voice) voiceView {
	view := voiceView{Outlets: voice.Outlets, Claims: voice.Claims, Copies: voice.Copies}
	for _, id := range voice.Sources {
		view.Sources = append(view.Sources, v.name(id))
	}
	for _, id := range voice.Documents {
		if d := v.docs[id]; d != nil {
			view.Documents = append(view.Documents, d.Key)
		}
	}
	return view
}

func (v *viewer) position(p query.Position) string {
	switch {
	case p.Tally != nil:
		return interval(p.Tally.Min, p.Tally.Max)
	case p.Status != "":
		return p.Status
	case len(p.Entities) == 0:
		return days(p.From, p.To)
	}
	names := make([]string, 0, len(p.Entities))
	for _, id := range p.Entities {
		names = append(names, v.name(id))
	}
	return list(names)
}

// compareColumns are the columns of the table: the slot, then one for each source, headed by whom it is.
// Each cell ends with the claims that say so.
func compareColumns(c comparisonView) []column[rowView] {
	columns := []column[rowView]{{"slot", func(r rowView) string {
		if r.Contested {
			return r.Slot + " !"
		}
		return r.Slot
	}}}
	for i, voice := range c.Columns {
		columns = append(columns, column[rowView]{voice.head(), func(r rowView) string { return cellText(r.Cells[i]) }})
	}
	return columns
}

// head names a voice: its sources with the outlets that print them, or the outlets, or the documents.
func (v voiceView) head() string {
	outlets := list(v.Outlets)
	if outlets == "" {
		outlets = list(v.Documents)
	}
	if len(v.Sources) == 0 {
		return outlets
	}
	return list(v.Sources) + " < " + outlets
}

func cellText(positions []positionView) string {
	var out []string
	for _, p := range positions {
		ids := make([]string, 0, len(p.Claims))
		for _, id := range p.Claims {
			ids = append(ids, id.String())
		}
		out = append(out, fmt.Sprintf("%s [%s]", p.Value, strings.Join(ids, " ")))
	}
	return strings.Join(out, "; ")
}
