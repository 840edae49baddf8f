package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

func (a *app) controlCmd() *cobra.Command {
	var at, during string
	var timeline bool
	cmd := &cobra.Command{
		Use:   "control PLACE [--at DAY] | control PLACE|ACTOR --timeline [--during FROM..TO]",
		Short: "tell who holds a place, and with what claims; or how control changed",
		Long: `Tells whether a place is held, contested, claimed or unknown on a day, by whom, by which rule, and shows the claims for it
and against. Without --at, after all that is told. With --timeline, the intervals of a place, or of the places of an actor,
with what is known of their ends. Parts of a place are listed, they do not add up to it. docs/CONTROL.md has the rules.`,
		Example: "  isnad control hajin --at 2018-12-01\n  isnad control hajin --timeline --during 2018-01-01..2018-12-31",
		Args:    cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if timeline && at != "" || !timeline && during != "" {
			return usagef("--at is of one day, --during is of a --timeline")
		}
		on, err := day("--at", at)
		if err != nil {
			return err
		}
		from, to, err := period(during)
		if err != nil {
			return err
		}
		return a.read(cmd.Context(), func(r graph.Reader) error {
			if timeline {
				return a.controlTimeline(cmd.Context(), r, args[0], from, to)
			}
			return a.control(cmd.Context(), r, args[0], on)
		})
	}
	cmd.Flags().StringVar(&at, "at", "", "the `day`")
	cmd.Flags().BoolVar(&timeline, "timeline", false, "show the intervals")
	cmd.Flags().StringVar(&during, "during", "", "intervals that have a `day`, or a day of FROM..TO")
	return a.withFormat(a.withWhen(cmd))
}

// holderView is a holder as it is shown.
type holderView struct {
	Actor string             `json:"actor"`
	Key   string             `json:"key"`
	State query.ControlState `json:"state"`
	Since graph.Day          `json:"since"`
	Last  graph.Day          `json:"last"`
	Brief bool               `json:"brief,omitempty"`
}

// boundView is the end of an interval as it is shown.
type boundView struct {
	Day       graph.Day `json:"day,omitempty"`
	Earliest  graph.Day `json:"earliest,omitempty"`
	Latest    graph.Day `json:"latest,omitempty"`
	Precision string    `json:"precision"`
}

// otherView is control of another place, or of an unnamed part, as it is shown.
type otherView struct {
	Place string             `json:"place,omitempty"`
	Words string             `json:"words,omitempty"` // that mean an unnamed part
	State query.ControlState `json:"state,omitempty"`
	By    []string           `json:"by,omitempty"`
	Lost  bool               `json:"lost,omitempty"`
	Last  graph.Day          `json:"last,omitempty"`
}

// bearing is a claim that bears on control.
type bearing struct {
	Bearing string `json:"bearing"` // for, against, undated
	claimView
}

// controlView is the control of a place on a day as it is shown.
type controlView struct {
	Place   string             `json:"place"`
	Key     string             `json:"key"`
	At      graph.Day          `json:"at,omitempty"`
	State   query.ControlState `json:"state"`
	Rule    string             `json:"rule"`
	Holders []holderView       `json:"holders"`
	Last    graph.Day          `json:"last,omitempty"`
	From    boundView          `json:"from"`
	To      boundView          `json:"to"`
	Partial []otherView        `json:"partial,omitempty"`
	Parts   []otherView        `json:"parts,omitempty"`
	Context []otherView        `json:"context,omitempty"`
	Claims  []bearing          `json:"claims"`
}

var bearingColumns = append([]column[bearing]{{"bearing", func(b bearing) string { return b.Bearing }}}, lift(claimColumns)...)

// lift makes columns of claims columns of bearings.
func lift(columns []column[claimView]) []column[bearing] {
	var out []column[bearing]
	for _, c := range columns {
		out = append(out, column[bearing]{c.name, func(b bearing) string { return c.value(b.claimView) }})
	}
	return out
}

func (a *app) control(ctx context.Context, r graph.Reader, ref string, at graph.Day) error {
	e, err := resolve(ctx, r, ref)
	if err != nil {
		return err
	}
	c, err := query.Control(ctx, r, e.ID, at)
	if errors.Is(err, query.ErrNoPlace) {
		return fmt.Errorf("%w; `isnad control %s --timeline` lists the places that it held", err, e.Key)
	}
	if err != nil {
		return err
	}
	view, err := newViewer(r).control(ctx, e, c)
	if err != nil {
		return err
	}
	return writeWhole(a, append(view.head(), ""), view, view.Claims, bearingColumns)
}

// control shows c, which is of e.
func (v *viewer) control(ctx context.Context, e *graph.Entity, c *query.ControlAt) (*controlView, error) {
	view := &controlView{
		Place: e.Name, Key: e.Key, At: c.At, State: c.State, Rule: c.Rule, Last: c.Last, From: boundView(c.From), To: boundView(c.To),
	}
	var err error
	if view.Holders, err = v.holders(ctx, c.Holders); err != nil {
		return nil, err
	}
	if view.Parts, err = v.others(ctx, c.Parts); err != nil {
		return nil, err
	}
	if view.Context, err = v.others(ctx, c.Context); err != nil {
		return nil, err
	}
	if view.Partial, err = v.partial(ctx, c.Partial); err != nil {
		return nil, err
	}
	var told []graph.ID
	for _, h := range c.Holders {
		told = append(told, h.Claims...)
	}
	slices.SortFunc(told, graph.ID.Compare)
	told = slices.Compact(told) // a claim of two holders comes once
	for _, kind := range []struct {
		bearing string
		ids     []graph.ID
	}{{"for", told}, {"against", c.Against}, {"undated", c.Undated}} {
		claims, err := v.claimsByID(ctx, kind.ids)
		if err != nil {
			return nil, err
		}
		for _, claim := range claims {
			view.Claims = append(view.Claims, bearing{kind.bearing, claim})
		}
	}
	return view, nil
}

func (v *viewer) holders(ctx context.Context, holders []query.Holder) ([]holderView, error) {
	var ids []graph.ID
	for _, h := range holders {
		ids = append(ids, h.Actor)
	}
	if err := v.load(ctx, ids, nil); err != nil {
		return nil, err
	}
	views := []holderView{}
	for _, h := range holders {
		views = append(views, holderView{v.name(h.Actor), v.key(h.Actor), h.State, h.Since, h.Last, h.Brief})
	}
	return views, nil
}

func (v *viewer) others(ctx context.Context, places []query.PartOf) ([]otherView, error) {
	var ids []graph.ID
	for _, p := range places {
		ids = append(append(ids, p.Place), p.Actors...)
	}
	if err := v.load(ctx, ids, nil); err != nil {
		return nil, err
	}
	var views []otherView
	for _, p := range places {
		view := otherView{Place: v.name(p.Place), State: p.State, Last: p.Last}
		for _, id := range p.Actors {
			view.By = append(view.By, v.name(id))
		}
		views = append(views, view)
	}
	return views, nil
}

// partial shows unnamed parts by the words that mean them.
func (v *viewer) partial(ctx context.Context, parts []query.PartClaim) ([]otherView, error) {
	var actors, ids []graph.ID
	for _, p := range parts {
		actors, ids = append(actors, p.Actor), append(ids, p.Claim)
	}
	claims, err := v.r.Claims(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	var docs []graph.ID
	for _, c := range claims {
		docs = append(docs, c.Doc)
	}
	if err := v.load(ctx, actors, docs); err != nil {
		return nil, err
	}
	var views []otherView
	for i, p := range parts {
		words, err := query.PassageAt(v.docs[claims[i].Doc].Text, p.Words)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", p.Claim, err)
		}
		views = append(views, otherView{Words: words.Text, By: []string{v.name(p.Actor)}, Lost: p.Lost, Last: p.Day})
	}
	return views, nil
}

// head tells the state in words.
func (c *controlView) head() []string {
	lines := []string{joinNonEmpty(" ", c.Place, on(c.At)+":", string(c.State)), "rule     " + c.Rule}
	for _, h := range c.Holders {
		lines = append(lines, joinNonEmpty(" ", "by      ", h.Actor, "since", string(h.Since)+",", string(h.State), brief(h.Brief)))
	}
	lines = append(lines, "from     "+c.From.start(), "to       "+c.To.end())
	if c.Last != "" {
		lines = append(lines, joinNonEmpty(" ", "told     on", string(c.Last), age(c.Last, c.At)))
	}
	for _, p := range c.Partial {
		verb := "held by"
		if p.Lost {
			verb = "lost by"
		}
		lines = append(lines, fmt.Sprintf("part     «%s» %s %s, %s", p.Words, verb, list(p.By), p.Last))
	}
	for _, p := range c.Parts {
		lines = append(lines, "inside   "+p.line())
	}
	for _, p := range c.Context {
		lines = append(lines, "lies in  "+p.line())
	}
	return lines
}

func (o otherView) line() string {
	return joinNonEmpty(" ", o.Place+":", string(o.State), list(o.By), string(o.Last))
}

func on(d graph.Day) string {
	if d == "" {
		return "after all that is told"
	}
	return "on " + string(d)
}

func brief(b bool) string {
	if b {
		return "for hours"
	}
	return ""
}

// age tells how long before a day another one was.
func age(last, at graph.Day) string {
	from, ok := last.Time()
	to, known := at.Time()
	if !ok || !known || to.Before(from) {
		return ""
	}
	n := int(to.Sub(from) / (24 * time.Hour))
	switch n {
	case 0:
		return ""
	case 1:
		return "(the day before)"
	}
	return "(" + strconv.Itoa(n) + " days before)"
}

// start tells a bound at which something begins.
func (b boundView) start() string {
	switch {
	case b.Day == "":
		return "no known day"
	case b.Precision == query.PrecisionPublished:
		return "at the latest " + string(b.Day) + ", when it was published"
	case b.Earliest == b.Day && (b.Latest == b.Day || b.Latest == ""):
		return string(b.Day)
	}
	return strings.TrimSpace(fmt.Sprintf("%s, within %s..%s (%s)", b.Day, b.Earliest, b.Latest, b.Precision))
}

// end tells a bound at which something ends.
func (b boundView) end() string {
	switch {
	case b.Day == "" && b.Earliest == "":
		return "no known day"
	case b.Day == "":
		return "at least " + string(b.Earliest)
	case b.Earliest == b.Day:
		return string(b.Day)
	}
	return joinNonEmpty(", ", prefixed("at least ", string(b.Earliest)), "at most "+string(max(b.Latest, b.Day)))
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
