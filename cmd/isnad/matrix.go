package main

import (
	"cmp"
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// scopeFlags choose the events that are counted.
type scopeFlags struct {
	claims exportFlags
	level  string
}

func (f *scopeFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.level, "level", "", "count places for what of this `kind` they lie in: region, country…")
	cmd.Flags().IntVar(&f.claims.minDocuments, "min-documents", 0, "events that so many documents tell")
	f.claims.addClaims(cmd)
}

func (f *scopeFlags) scope(ctx context.Context, r graph.Reader) (s query.Scope, err error) {
	s.Level, s.Filter.MinDocuments = schema.Kind(f.level), f.claims.minDocuments
	if s.Predicates, err = words("--predicate", f.claims.predicates, schema.Predicates); err != nil {
		return s, err
	}
	s.Filter.Claims, err = f.claims.claims(ctx, r)
	return s, err
}

// cellView is a cell of a matrix as it is shown.
type cellView struct {
	Actor    string `json:"actor"`
	ActorKey string `json:"actorKey"`
	Place    string `json:"place"`
	PlaceKey string `json:"placeKey"`
	Period   string `json:"period"`
	Events   int    `json:"events"`
	Claims   int    `json:"claims"`
}

// axisView is a row or column of a matrix as it is shown.
type axisView struct {
	Name   string `json:"name"`
	Key    string `json:"key"`
	Events int    `json:"events"`
	Claims int    `json:"claims"`
}

// matrixView is a matrix as it is shown.
type matrixView struct {
	Bucket      query.Bucket `json:"bucket"`
	Events      int          `json:"events"`
	Claims      int          `json:"claims"`
	Actors      []axisView   `json:"actors"`
	Places      []axisView   `json:"places"`
	Periods     []string     `json:"periods"`
	ActorsInAll int          `json:"actorsInAll"`
	PlacesInAll int          `json:"placesInAll"`
	Cells       []cellView   `json:"cells"`
}

var cellColumns = []column[cellView]{
	{"actor", func(c cellView) string { return c.Actor }},
	{"place", func(c cellView) string { return c.Place }},
	{"period", func(c cellView) string { return c.Period }},
	{"events", func(c cellView) string { return strconv.Itoa(c.Events) }},
	{"claims", func(c cellView) string { return strconv.Itoa(c.Claims) }},
	{"actorKey", func(c cellView) string { return c.ActorKey }},
	{"placeKey", func(c cellView) string { return c.PlaceKey }},
}

func (a *app) matrixCmd() *cobra.Command {
	var f scopeFlags
	var bucket string
	var roles []string
	var top int
	cmd := &cobra.Command{
		Use:   "matrix",
		Short: "count events by actor, place and time",
		Long: `Counts events, and the claims that tell them, by who did it, where and when; only cells with an event are listed. An event
of two actors, or at two places, is in the cells of both. What is not told is under «unknown»; a period that does not
lie in one bucket is under «spanning». Without --status only what happened is counted.

Events are accounts of many articles taken together; places are lifted to a level by the places that stored articles
name, and are «unknown» where these do not lead so high.`,
		Example: "  isnad matrix --by month --level region --top 10\n  isnad matrix --type attack,clash --during 2018-10-01..2018-12-31 --format csv",
		Args:    cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			o := query.MatrixOptions{Bucket: query.Bucket(bucket), Top: top}
			var err error
			if o.Roles, err = words("--role", roles, []schema.Role{schema.Agent, schema.Patient}); err != nil {
				return err
			}
			if o.Scope, err = f.scope(cmd.Context(), r); err != nil {
				return err
			}
			return a.matrix(cmd.Context(), r, o)
		})
	}
	cmd.Flags().StringVar(&bucket, "by", string(query.ByMonth), "`bucket` of time: day, month, year, all")
	cmd.Flags().StringSliceVar(&roles, "role", nil, "`roles` in which an entity is an actor: agent, patient; else agent")
	cmd.Flags().IntVar(&top, "top", 0, "only so many actors and places, those with most events; 0: all")
	f.add(cmd)
	return a.withFormat(a.withWhen(cmd))
}

func (a *app) matrix(ctx context.Context, r graph.Reader, o query.MatrixOptions) error {
	x, err := query.IndexEvents(ctx, r)
	if err != nil {
		return err
	}
	m, err := query.NewMatrix(ctx, r, x, o)
	if err != nil {
		return err
	}
	view := viewMatrix(m)
	if a.format == jsonFormat {
		return writeJSON(a.stdout, view)
	}
	return writeRows(a, view.Cells, cellColumns)
}

func viewMatrix(m *query.Matrix) matrixView {
	view := matrixView{
		Bucket: m.Bucket, Events: m.Events, Claims: m.Claims, Periods: m.Periods, ActorsInAll: m.ActorsInAll,
		PlacesInAll: m.PlacesInAll, Cells: []cellView{}, Actors: []axisView{}, Places: []axisView{},
	}
	actors, places := map[graph.ID]axisView{}, map[graph.ID]axisView{}
	for _, row := range m.Actors {
		actors[row.ID] = viewAxis(row)
		view.Actors = append(view.Actors, actors[row.ID])
	}
	for _, column := range m.Places {
		places[column.ID] = viewAxis(column)
		view.Places = append(view.Places, places[column.ID])
	}
	for _, c := range m.Cells {
		actor, place := actors[c.Actor], places[c.Place]
		view.Cells = append(view.Cells, cellView{
			Actor: actor.Name, ActorKey: actor.Key, Place: place.Name, PlaceKey: place.Key, Period: c.Period, Events: c.Events, Claims: c.Claims,
		})
	}
	return view
}

func viewAxis(axis query.Axis) axisView {
	name := cmp.Or(axis.Key, query.UnknownValue)
	if axis.Entity != nil {
		name = axis.Entity.Name
	}
	return axisView{Name: name, Key: axis.Key, Events: axis.Events, Claims: axis.Claims}
}
