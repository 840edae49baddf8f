package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// pathView is a path as it is shown.
type pathView struct {
	From  string    `json:"from"`
	To    string    `json:"to"`
	Steps []hopView `json:"hops"`
}

// hopView is one hop of a path, with the sentence that bears it.
type hopView struct {
	Path      int            `json:"path"` // counted from 1
	Hop       int            `json:"hop"`  // counted from 1
	From      string         `json:"from"`
	To        string         `json:"to"`
	FromKey   string         `json:"fromKey"`
	ToKey     string         `json:"toKey"`
	Day       graph.Day      `json:"day,omitempty"` // with --chronological, the earliest that it can have
	Undated   bool           `json:"undated,omitempty"`
	Relations []relationView `json:"relations"` // all that link the two, the best supported first
	Claims    []graph.ID     `json:"claims"`    // that support them
	Witness   claimView      `json:"witness"`   // the best of the claims
}

var hopColumns = []column[hopView]{
	{"path", func(h hopView) string { return strconv.Itoa(h.Path) }},
	{"hop", func(h hopView) string { return strconv.Itoa(h.Hop) }},
	{"subject", func(h hopView) string { return h.Relations[0].Subject }},
	{"predicate", func(h hopView) string { return h.predicate() }},
	{"object", func(h hopView) string { return h.Relations[0].Object }},
	{"when", func(h hopView) string { return h.when() }},
	{"sources", func(h hopView) string { return strconv.Itoa(h.Relations[0].Sources) }},
	{"claims", func(h hopView) string { return strconv.Itoa(len(h.Claims)) }},
	{"document", func(h hopView) string { return h.Witness.Document }},
	{"sentence", func(h hopView) string { return h.Witness.Sentence }},
}

// predicate names the first relation, and how many more there are.
func (h hopView) predicate() string {
	name := string(h.Relations[0].Predicate)
	if more := len(h.Relations) - 1; more > 0 {
		name += fmt.Sprintf(" +%d", more)
	}
	return name
}

func (h hopView) when() string {
	switch {
	case h.Undated:
		return "unknown"
	case h.Day != "":
		return string(h.Day)
	}
	return days(h.Relations[0].From, h.Relations[0].To)
}

type pathFlags struct {
	claims        exportFlags
	k, maxHops    int
	chronological bool
	undated       bool
	anyone        bool
	avoid         []string
	maxDegree     int
	maxWork       int
}

func (a *app) pathCmd() *cobra.Command {
	var f pathFlags
	cmd := &cobra.Command{
		Use:   "path FROM TO",
		Short: "show how two entities are linked, hop by hop, with the sentences that say so",
		Long: `Finds the shortest paths between two entities, over relations in either direction; each end is the key, a name or the id
of an entity. A relation that is only denied is no link. Of equally short paths those come first whose entities have
the smaller ids. Each hop shows its best supported relation, how many more there are, and the sentence of its best
witness. Civilians and unknown persons link nobody: those of two articles are others.

With --chronological a path has to be datable without going back in time: each hop on the day of the hop before, or
later. Hops that no claim dates stop a path then, unless --undated lets them pass.`,
		Example: "  isnad path daesh hajin --k 3\n  isnad path actor/isis actor/sdf --max-degree 50 --min-sources 2\n  isnad path actor/isis place/hajin --chronological --format json",
		Args:    cobra.ExactArgs(2),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error { return a.path(cmd.Context(), r, args[0], args[1], &f) })
	}
	flags := cmd.Flags()
	flags.IntVar(&f.k, "k", 1, "at most so many paths")
	flags.IntVar(&f.maxHops, "max-hops", query.DefaultMaxHops, "at most so many hops each")
	flags.BoolVar(&f.chronological, "chronological", false, "days that do not run backwards along the path")
	flags.BoolVar(&f.undated, "undated", false, "with --chronological: let hops pass that no claim dates")
	flags.IntVar(&f.claims.minSources, "min-sources", 0, "so many independent sources for each hop")
	flags.IntVar(&f.claims.minDocuments, "min-documents", 0, "so many documents for each hop")
	flags.StringArrayVar(&f.avoid, "avoid", nil, "not through this `entity`; key, name or id")
	flags.BoolVar(&f.anyone, "through-anyone", false, "let paths lead through civilians and unknown persons")
	flags.IntVar(&f.maxDegree, "max-degree", 0, "not through entities with more relations than that; 0: through any")
	flags.IntVar(&f.maxWork, "max-work", 0, "give up after so many edges; 0: a few million")
	f.claims.addClaims(cmd)
	return a.withFormat(a.withWhen(cmd))
}

func (f *pathFlags) options(ctx context.Context, r graph.Reader) (o query.PathOptions, err error) {
	if f.undated && !f.chronological {
		return o, usagef("--undated needs --chronological")
	}
	if f.k < 1 || f.maxHops < 1 {
		return o, usagef("--k and --max-hops count from 1")
	}
	o = query.PathOptions{
		K: f.k, MaxHops: f.maxHops, Chronological: f.chronological, Undated: f.undated, Anyone: f.anyone, MaxDegree: f.maxDegree, MaxWork: f.maxWork,
		Filter: query.RelationFilter{MinSources: f.claims.minSources, MinDocuments: f.claims.minDocuments},
	}
	if o.Filter.Predicates, err = words("--predicate", f.claims.predicates, schema.Predicates); err != nil {
		return o, err
	}
	if o.Filter.Claims, err = f.claims.claims(ctx, r); err != nil {
		return o, err
	}
	o.Avoid, err = entityIDs(ctx, r, f.avoid)
	return o, err
}

func (a *app) path(ctx context.Context, r graph.Reader, from, to string, f *pathFlags) error {
	o, err := f.options(ctx, r)
	if err != nil {
		return err
	}
	ends, err := entityIDs(ctx, r, []string{from, to})
	if err != nil {
		return err
	}
	traces, err := query.Paths(ctx, r, ends[0], ends[1], o)
	if err != nil {
		return err
	}
	v := newViewer(r)
	paths, err := v.paths(ctx, ends, traces)
	if err != nil {
		return err
	}
	if err := a.writePaths(paths); err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no such path of at most %d hops: %w; --max-hops looks farther", o.MaxHops, graph.ErrNotFound)
	}
	return nil
}

// writePaths writes paths as they are, or their hops as rows.
func (a *app) writePaths(paths []pathView) error {
	if a.format == jsonFormat || a.format == jsonlFormat {
		return writeRows(a, paths, nil)
	}
	var hops []hopView
	for _, p := range paths {
		hops = append(hops, p.Steps...)
	}
	return writeRows(a, hops, hopColumns)
}

func (v *viewer) paths(ctx context.Context, ends []graph.ID, traces []*query.Trace) ([]pathView, error) {
	if err := v.load(ctx, ends, nil); err != nil {
		return nil, err
	}
	var paths []pathView
	for i, t := range traces {
		p := pathView{From: v.name(ends[0]), To: v.name(ends[1]), Steps: []hopView{}}
		for j, step := range t.Steps {
			hop, err := v.step(ctx, step)
			if err != nil {
				return nil, err
			}
			hop.Path, hop.Hop = i+1, j+1
			p.Steps = append(p.Steps, hop)
		}
		paths = append(paths, p)
	}
	return paths, nil
}

func (v *viewer) step(ctx context.Context, s query.Step) (hopView, error) {
	relations, err := v.relations(ctx, s.Relations)
	if err != nil {
		return hopView{}, err
	}
	witness, err := v.claims(ctx, []*graph.Claim{s.Witness})
	if err != nil {
		return hopView{}, err
	}
	return hopView{
		From: v.name(s.From), To: v.name(s.To), FromKey: v.key(s.From), ToKey: v.key(s.To), Day: s.Day, Undated: s.Undated,
		Relations: relations, Claims: s.Claims, Witness: witness[0],
	}, nil
}
