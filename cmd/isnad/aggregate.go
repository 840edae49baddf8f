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

// groupView is a group of events as it is shown.
type groupView struct {
	Keys      []keyView   `json:"keys"`
	Events    int         `json:"events"`
	Claims    int         `json:"claims"`
	Documents int         `json:"documents"`
	Sources   int         `json:"sources"`
	Tallies   []tallyView `json:"tallies,omitempty"`
}

type keyView struct {
	By      query.Dimension `json:"by"`
	Value   string          `json:"value"`
	Name    string          `json:"name"`
	Unknown bool            `json:"unknown,omitempty"`
}

// key returns the key of an entity, nothing where there is none.
func (k keyView) key() string {
	if k.Unknown {
		return ""
	}
	return k.Value
}

type tallyView struct {
	What      string `json:"what"`
	Rule      string `json:"rule"` // by which the best was chosen, event by event
	Min       int    `json:"min"`
	Best      int    `json:"best"`
	Max       int    `json:"max"`
	Events    int    `json:"events"`
	Contested int    `json:"contested,omitempty"`
}

// aggregateView is all groups, and the whole.
type aggregateView struct {
	By          []query.Dimension `json:"by"`
	Whole       groupView         `json:"whole"`
	GroupsInAll int               `json:"groupsInAll"`
	Groups      []groupView       `json:"groups"`
}

func (a *app) aggregateCmd() *cobra.Command {
	var f scopeFlags
	var by []string
	var order string
	var top int
	cmd := &cobra.Command{
		Use:   "aggregate --by DIMENSION[,…]",
		Short: "count events, claims, documents, sources and casualties in groups",
		Long: `Groups events by one dimension or several: ` + dimensionNames() + `.
«parents» groups by a place and by all that it lies in; «place» with --level only by what of that kind it lies in. An
event with several values is in several groups, so that groups do not add up to the whole. Claims without a source of
their own are under «outlet»; what is not told is under «unknown».

Casualties are added up event by event, never report by report: of each event the lowest, the best and the highest figure
that it is told with. The best is the one that most voices give, of several such the lowest; a voice that many outlets
print counts once. Who speaks has no weight beyond that: a party's word on its enemy's losses is an account as any
other, and --by source tells them apart. Without --status, and unless it is grouped by status, only what happened is counted.`,
		Example: "  isnad aggregate --by type,month\n  isnad aggregate --by place --level region --top 10 --order claims\n  isnad aggregate --by source --type kill --format csv",
		Args:    cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			o := query.AggregateOptions{Order: query.Order(order), Top: top}
			var err error
			if o.By, err = words("--by", by, query.Dimensions); err != nil {
				return err
			}
			if o.Scope, err = f.scope(cmd.Context(), r); err != nil {
				return err
			}
			return a.aggregate(cmd.Context(), r, o)
		})
	}
	cmd.Flags().StringSliceVar(&by, "by", nil, "`dimensions` to group by")
	cmd.Flags().StringVar(&order, "order", string(query.MostEvents), "order of groups: events, claims, key")
	cmd.Flags().IntVar(&top, "top", 0, "only so many groups, the first ones; 0: all")
	f.add(cmd)
	return a.withFormat(a.withWhen(cmd))
}

func dimensionNames() string {
	var names []string
	for _, d := range query.Dimensions {
		names = append(names, string(d))
	}
	return strings.Join(names, ", ")
}

func (a *app) aggregate(ctx context.Context, r graph.Reader, o query.AggregateOptions) error {
	if len(o.By) == 0 {
		return usagef("aggregate needs --by: one or several of %s", dimensionNames())
	}
	x, err := query.IndexEvents(ctx, r)
	if err != nil {
		return err
	}
	found, err := query.Aggregate(ctx, r, x, o)
	if err != nil {
		return err
	}
	view := aggregateView{By: found.By, Whole: viewGroup(query.Group{Sum: found.Whole}), GroupsInAll: found.GroupsInAll, Groups: []groupView{}}
	for _, g := range found.Groups {
		view.Groups = append(view.Groups, viewGroup(g))
	}
	if a.format == jsonFormat {
		return writeJSON(a.stdout, view)
	}
	return writeRows(a, view.Groups, groupColumns(found.By))
}

func viewGroup(g query.Group) groupView {
	view := groupView{Keys: []keyView{}, Events: g.Events, Claims: g.Claims, Documents: g.Documents, Sources: g.Sources}
	for _, k := range g.Keys {
		key := keyView{By: k.By, Value: k.Value, Name: k.Value, Unknown: k.Unknown}
		if k.Entity != nil {
			key.Name = k.Entity.Name
		}
		view.Keys = append(view.Keys, key)
	}
	for _, t := range g.Tallies {
		view.Tallies = append(view.Tallies, tallyView(t))
	}
	return view
}

func groupColumns(by []query.Dimension) []column[groupView] {
	var columns []column[groupView]
	for i, d := range by {
		columns = append(columns, column[groupView]{string(d), func(g groupView) string { return g.Keys[i].Name }})
		if d.OfEntities() {
			columns = append(columns, column[groupView]{string(d) + "Key", func(g groupView) string { return g.Keys[i].key() }})
		}
	}
	return append(columns,
		column[groupView]{"events", func(g groupView) string { return strconv.Itoa(g.Events) }},
		column[groupView]{"claims", func(g groupView) string { return strconv.Itoa(g.Claims) }},
		column[groupView]{"documents", func(g groupView) string { return strconv.Itoa(g.Documents) }},
		column[groupView]{"sources", func(g groupView) string { return strconv.Itoa(g.Sources) }},
		column[groupView]{"tallies", func(g groupView) string { return tallySums(g.Tallies) }},
	)
}

// tallySums writes sums as «killed 4..7, best 5».
func tallySums(tallies []tallyView) string {
	var out []string
	for _, t := range tallies {
		text := fmt.Sprintf("%s %d", t.What, t.Best)
		if t.Min != t.Max {
			text = fmt.Sprintf("%s %d..%d, best %d", t.What, t.Min, t.Max, t.Best)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
