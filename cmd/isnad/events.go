package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// eventView is an event as it is listed.
type eventView struct {
	ID        graph.ID      `json:"id"` // that of its first claim
	Type      schema.Type   `json:"type"`
	Status    schema.Status `json:"status"`
	From      graph.Day     `json:"from,omitempty"`
	To        graph.Day     `json:"to,omitempty"`
	Agents    []string      `json:"agents,omitempty"`
	Patients  []string      `json:"patients,omitempty"`
	Places    []string      `json:"places,omitempty"`
	Tallies   []tollView    `json:"tallies,omitempty"`
	Documents int           `json:"documents"`
	Sources   int           `json:"sources"` // independent ones
	Contested []graph.Slot  `json:"contested,omitempty"`
	Claims    []graph.ID    `json:"claims"`
}

type tollView struct {
	What string `json:"what"`
	Min  *int   `json:"min,omitempty"`
	Best *int   `json:"best,omitempty"`
	Max  *int   `json:"max,omitempty"`
	Rule string `json:"rule"`
}

var eventColumns = []column[eventView]{
	{"type", func(e eventView) string { return string(e.Type) }},
	{"status", func(e eventView) string { return string(e.Status) }},
	{"when", func(e eventView) string { return days(e.From, e.To) }},
	{"agents", func(e eventView) string { return list(e.Agents) }},
	{"patients", func(e eventView) string { return list(e.Patients) }},
	{"places", func(e eventView) string { return list(e.Places) }},
	{"count", func(e eventView) string { return tollText(e.Tallies) }},
	{"documents", func(e eventView) string { return strconv.Itoa(e.Documents) }},
	{"sources", func(e eventView) string { return strconv.Itoa(e.Sources) }},
	{"contested", func(e eventView) string { return slotText(e.Contested) }},
	{"id", func(e eventView) string { return e.ID.String() }},
}

func tollText(tallies []tollView) string {
	var out []string
	for _, t := range tallies {
		text := interval(t.Min, t.Max)
		if t.Best != nil && (t.Min == nil || t.Max == nil || *t.Min != *t.Max) {
			text += " (best " + strconv.Itoa(*t.Best) + ")"
		}
		out = append(out, text+" "+t.What)
	}
	return list(out)
}

func slotText(slots []graph.Slot) string {
	names := make([]string, 0, len(slots))
	for _, s := range slots {
		names = append(names, string(s))
	}
	return list(names)
}

// eventFlags are the flags of events.
type eventFlags struct {
	types, statuses, places, actors []string
	from, to, during                string
	documents, limit                int
}

func (a *app) eventsCmd() *cobra.Command {
	var f eventFlags
	cmd := &cobra.Command{
		Use:   "events",
		Short: "list events: the claims of one or many articles that tell one occurrence",
		Long: `Lists events, in the order of their ids. A condition is met by any claim of the event. Places contain what lies inside of them.
The id leads on: isnad why ID, isnad compare ID.`,
		Example: "  isnad events --min-documents 2\n  isnad events --type kill --place hajin --during 2018-10-01..2018-10-31\n  isnad events --status denied --from 2018-10-01",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringSliceVar(&f.types, "type", nil, "of this `type`; can be repeated")
	cmd.Flags().StringSliceVar(&f.places, "place", nil, "at this `place` or inside of it, by key or name; can be repeated")
	cmd.Flags().StringSliceVar(&f.actors, "actor", nil, "with this `actor` on either side, by key or name; can be repeated")
	cmd.Flags().StringSliceVar(&f.statuses, "status", nil, "told with this `status`: happened, failed, planned, denied; can be repeated")
	cmd.Flags().StringVar(&f.during, "during", "", "on a `day`, or in FROM..TO")
	cmd.Flags().StringVar(&f.from, "from", "", "on this `day` or later (YYYY-MM-DD)")
	cmd.Flags().StringVar(&f.to, "to", "", "on this `day` or earlier (YYYY-MM-DD)")
	cmd.Flags().IntVar(&f.documents, "min-documents", 0, "told by so many documents at least")
	cmd.Flags().IntVar(&f.limit, "limit", 0, "events to list at most; 0: all")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error { return a.events(cmd.Context(), r, f) })
	}
	return a.withFormat(a.withWhen(cmd))
}

func (a *app) events(ctx context.Context, r graph.Reader, f eventFlags) error {
	filter, err := f.filter(ctx, r)
	if err != nil {
		return err
	}
	index, err := query.IndexEvents(ctx, r)
	if err != nil {
		return fmt.Errorf("group claims to events: %w", err)
	}
	found, err := index.All(ctx, r, filter)
	if err != nil {
		return fmt.Errorf("select events: %w", err)
	}
	if f.limit > 0 && len(found) > f.limit {
		defer a.say("%d more; --limit shows them", len(found)-f.limit)
		found = found[:f.limit]
	}
	rows, err := newViewer(r).events(ctx, index, found)
	if err != nil {
		return err
	}
	return writeRows(a, rows, eventColumns)
}

func (f eventFlags) filter(ctx context.Context, r graph.Reader) (query.EventFilter, error) {
	filter := query.EventFilter{MinDocuments: f.documents}
	for _, t := range f.types {
		if !slices.Contains(schema.EventTypes, schema.Type(t)) {
			return filter, usagef("--type %q: there are %v", t, schema.EventTypes)
		}
		filter.Claims.Types = append(filter.Claims.Types, schema.Type(t))
	}
	var err error
	if filter.Claims.Statuses, err = words("--status", f.statuses, schema.Statuses); err != nil {
		return filter, err
	}
	if filter.Claims.From, filter.Claims.To, err = f.period(); err != nil {
		return filter, err
	}
	for _, set := range []struct {
		refs []string
		ids  *[]graph.ID
	}{{f.places, &filter.Claims.Places}, {f.actors, &filter.Claims.Participants}} {
		for _, ref := range set.refs {
			e, err := resolve(ctx, r, ref)
			if err != nil {
				return filter, err
			}
			*set.ids = append(*set.ids, e.ID)
		}
	}
	return filter, nil
}

// period reads --during or, in its place, --from and --to.
func (f eventFlags) period() (from, to graph.Day, err error) {
	if f.during != "" {
		if f.from+f.to != "" {
			return "", "", usagef("--during stands for --from and --to: give the one or the others")
		}
		return period(f.during)
	}
	if from, err = day("--from", f.from); err != nil {
		return "", "", err
	}
	if to, err = day("--to", f.to); err != nil {
		return "", "", err
	}
	if from != "" && to != "" && to < from {
		return "", "", usagef("--from %s --to %s ends before it begins", from, to)
	}
	return from, to, nil
}

// eventBatch is how many events are shown with one read of their documents, which come with their texts.
const eventBatch = 200

func (v *viewer) events(ctx context.Context, index *query.EventIndex, events []*graph.Event) ([]eventView, error) {
	var rows []eventView
	for batch := range slices.Chunk(events, eventBatch) {
		told, err := query.ToldClaims(ctx, v.r, batch...)
		if err != nil {
			return nil, err
		}
		claims := slices.Concat(told...)
		reports, err := query.ReadReports(ctx, v.r, claims)
		if err != nil {
			return nil, err
		}
		if err := v.load(ctx, participants(claims), nil); err != nil {
			return nil, err
		}
		for i, e := range batch {
			rows = append(rows, v.event(index, reports, e, told[i]))
		}
	}
	return rows, nil
}

func participants(claims []*graph.Claim) []graph.ID {
	var ids []graph.ID
	for _, c := range claims {
		for _, role := range []schema.Role{schema.Agent, schema.Patient, schema.Place} {
			for _, arg := range c.Args(role) {
				ids = append(ids, arg.Entity)
			}
		}
	}
	return ids
}

func (v *viewer) event(index *query.EventIndex, reports *query.Reports, e *graph.Event, claims []*graph.Claim) eventView {
	voices := reports.Voices(claims)
	row := eventView{ID: e.ID, Type: e.Type, Status: e.Status, From: e.From, To: e.To, Sources: len(voices),
		Contested: index.Contested(claims), Claims: e.Claims}
	docs := map[graph.ID]bool{}
	for _, c := range claims {
		docs[c.Doc] = true
		row.Agents = union(row.Agents, v.args(c.Agents))
		row.Patients = union(row.Patients, v.args(c.Patients))
		row.Places = union(row.Places, v.args(c.Places))
	}
	row.Documents = len(docs)
	for _, t := range query.Tallies(claims, voices) {
		if t.Told() {
			row.Tallies = append(row.Tallies, tollView{t.What, t.Min, t.Best, t.Max, t.Rule})
		}
	}
	return row
}

// union appends to names those of more that it lacks.
func union(names, more []string) []string {
	for _, n := range more {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}
