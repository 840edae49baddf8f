package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// intervalView is an interval of control as it is shown.
type intervalView struct {
	Place   string             `json:"place"`
	Key     string             `json:"key"`
	State   query.ControlState `json:"state"`
	Rule    string             `json:"rule"`
	Holders []holderView       `json:"holders"`
	From    boundView          `json:"from"`
	To      boundView          `json:"to"`
	Claims  []graph.ID         `json:"claims"`
	Against []graph.ID         `json:"against,omitempty"`
}

var intervalColumns = []column[intervalView]{
	{"place", func(i intervalView) string { return i.Place }},
	{"state", func(i intervalView) string { return string(i.State) }},
	{"by", func(i intervalView) string { return list(i.by()) }},
	{"from", func(i intervalView) string { return i.From.start() }},
	{"to", func(i intervalView) string { return i.To.end() }},
	{"for", func(i intervalView) string { return strconv.Itoa(len(i.Claims)) }},
	{"against", func(i intervalView) string { return strconv.Itoa(len(i.Against)) }},
	{"rule", func(i intervalView) string { return i.Rule }},
}

func (i intervalView) by() []string {
	var names []string
	for _, h := range i.Holders {
		names = append(names, joinNonEmpty(" ", h.Actor, brief(h.Brief)))
	}
	return names
}

func (a *app) controlTimeline(ctx context.Context, r graph.Reader, ref string, from, to graph.Day) error {
	e, err := resolve(ctx, r, ref)
	if err != nil {
		return err
	}
	history, err := query.ControlTimeline(ctx, r, e.ID, from, to)
	if err != nil {
		return err
	}
	v := newViewer(r)
	var rows []intervalView
	for _, i := range history.Intervals {
		row, err := v.interval(ctx, i)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	if n := len(history.Undated); n > 0 {
		a.say("%d claims of no known day are left out", n)
	}
	return writeRows(a, rows, intervalColumns)
}

func (v *viewer) interval(ctx context.Context, i query.Interval) (intervalView, error) {
	row := intervalView{State: i.State, Rule: i.Rule, From: boundView(i.From), To: boundView(i.To), Against: i.Against, Claims: []graph.ID{}}
	var err error
	if row.Holders, err = v.holders(ctx, i.Holders); err != nil {
		return row, err
	}
	if err := v.load(ctx, []graph.ID{i.Place}, nil); err != nil {
		return row, err
	}
	row.Place, row.Key = v.name(i.Place), v.key(i.Place)
	for _, h := range i.Holders {
		row.Claims = append(row.Claims, h.Claims...)
	}
	slices.SortFunc(row.Claims, graph.ID.Compare)
	row.Claims = slices.Compact(row.Claims)
	return row, nil
}

func (a *app) timelineCmd() *cobra.Command {
	var during string
	cmd := &cobra.Command{
		Use:   "timeline ENTITY",
		Short: "list the events of an actor or a place by day",
		Long: `Lists the events in which an entity takes any part, or that took place at a place or inside of it, by day; those of no known
day come last, and not at all with --during.`,
		Example: "  isnad timeline hajin --during 2018-10-01..2018-12-31",
		Args:    cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		from, to, err := period(during)
		if err != nil {
			return err
		}
		return a.read(cmd.Context(), func(r graph.Reader) error {
			e, err := resolve(cmd.Context(), r, args[0])
			if err != nil {
				return err
			}
			rows, err := eventsByDay(cmd.Context(), r, e, from, to)
			if err != nil {
				return err
			}
			return writeRows(a, rows, eventColumns)
		})
	}
	cmd.Flags().StringVar(&during, "during", "", "events on a `day`, or in FROM..TO")
	return a.withFormat(a.withWhen(cmd))
}

func eventsByDay(ctx context.Context, r graph.Reader, e *graph.Entity, from, to graph.Day) ([]eventView, error) {
	index, err := query.IndexEvents(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("group claims to events: %w", err)
	}
	events, err := query.Timeline(ctx, r, index, e, from, to)
	if err != nil {
		return nil, err
	}
	return newViewer(r).events(ctx, index, events)
}
