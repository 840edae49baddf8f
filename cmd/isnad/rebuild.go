package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/schema"
)

func (a *app) rebuildCmd() *cobra.Command {
	rb := ingest.Rebuilder{}
	var report string
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "read the stored articles anew, as after a change of rules or words",
		Long: `Reads every stored article anew with the rules and words of this program, and of --lexicon, and prints the claims that are
gained, lost, altered (the same words say something else) or moved (other words say the same), and tells which entities are described
otherwise: by another name, kind, class, parent or place. Judgements stay. With --dry-run nothing changes. A run
that was stopped is taken up again by repeating it. Judgements on a claim that is no more bear on the one that says the same now, where there is exactly one; the report has them, and those
that bear on none any more, which isnad log --stranded lists too.`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.write(cmd.Context(), func(store *badgerstore.Store) error { return a.rebuild(cmd.Context(), store, rb, report) })
	}
	cmd.Flags().BoolVar(&rb.DryRun, "dry-run", false, "print what would change, and change nothing")
	cmd.Flags().IntVar(&rb.Pool.Workers, "workers", 0, "articles read at once; 0: one a processor")
	cmd.Flags().StringVar(&report, "report", "", "write all that differs to `FILE`, as JSON")
	return a.withFormat(a.withLexicon(cmd))
}

func (a *app) rebuild(ctx context.Context, store *badgerstore.Store, rb ingest.Rebuilder, path string) error {
	rules, err := a.extractor()
	if err != nil {
		return err
	}
	rb.Store, rb.Extractor, rb.Facts = store, ingest.Rules(rules), factsOf(rules)
	var done func()
	rb.Pool.Progress, done = a.progress(0)
	report, err := rb.Run(ctx)
	done()
	if err != nil {
		return broken(err, "run the same command again to go on")
	}
	a.tellStranded(report)
	a.tellDescribed(report)
	if path != "" {
		if err := writeFile(path, func(w io.Writer) error { return writeJSON(w, report) }); err != nil {
			return err
		}
	}
	would := ""
	if rb.DryRun {
		would = "would be "
	}
	a.say("%d articles read, %d are read otherwise: %d claims %sgained, %d lost, %d altered, %d moved, %d entities described otherwise",
		report.Read, report.Replaced, report.Gained, would, report.Lost, report.Altered, report.Moved, len(report.Described))
	if err := writeRows(a, differenceRows(report), differenceColumns); err != nil {
		return err
	}
	return outcome(report)
}

// tellStranded says which judgements bear on other claims now, and which on none any more.
func (a *app) tellStranded(r *ingest.Report) {
	for _, c := range r.Carried {
		a.say("judgement %s: its claim %s in %s is claim %s now, and it bears on that", c.Judgement, c.Claim, plain(c.Key), c.Now)
	}
	for _, s := range r.Stranded {
		a.say("judgement %s: its claim %s in %s is no more, and it bears on none%s", s.Judgement, s.Claim, plain(s.Key), instead(s))
	}
}

// tellDescribed says how entities are described otherwise.
func (a *app) tellDescribed(r *ingest.Report) {
	for i, d := range r.Described {
		if i == toldDifferences {
			a.say("and %d more entities that are described otherwise; --report has all", len(r.Described)-i)
			return
		}
		a.say("%s: %s", plain(d.Before.Key), describedText(d))
	}
}

// describedText shows what of an entity is described otherwise.
func describedText(d ingest.Described) string {
	point := func(e *graph.Entity) string {
		if e.Point == nil {
			return ""
		}
		return fmt.Sprintf("%v %v", e.Point.Lat, e.Point.Lon)
	}
	var parts []string
	for _, field := range []struct{ what, before, after string }{
		{"kind", string(d.Before.Kind), string(d.After.Kind)}, {"name", d.Before.Name, d.After.Name}, {"class", d.Before.Class, d.After.Class},
		{"parent", d.Before.Parent, d.After.Parent}, {"place", point(d.Before), point(d.After)},
		{"ids", fmt.Sprint(d.Before.External), fmt.Sprint(d.After.External)},
	} {
		if field.before != field.after {
			parts = append(parts, fmt.Sprintf("%s %s -> %s", field.what, orNone(field.before), orNone(field.after)))
		}
	}
	return strings.Join(parts, ", ")
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return plain(s)
}

func instead(s ingest.Stranded) string {
	if s.Now.IsZero() {
		return ""
	}
	return "; claim " + s.Now.String() + " says the same"
}

// differenceRow is one claim that two readings do not share.
type differenceRow struct {
	Document string        `json:"document"`
	What     string        `json:"what"` // gained, lost, altered-from, altered-to or moved
	Type     schema.Type   `json:"type,omitempty"`
	Status   schema.Status `json:"status,omitempty"`
	Agents   []string      `json:"agents,omitempty"`
	Patients []string      `json:"patients,omitempty"`
	Places   []string      `json:"places,omitempty"`
	When     string        `json:"when,omitempty"`
	Claim    graph.ID      `json:"claim"`
	Now      graph.ID      `json:"now,omitzero"` // where it moved
}

func differenceRows(r *ingest.Report) []differenceRow {
	var rows []differenceRow
	for _, d := range r.Differences {
		for _, c := range d.Gained {
			rows = append(rows, differenceOf(&d, "gained", c, nil))
		}
		for _, c := range d.Lost {
			rows = append(rows, differenceOf(&d, "lost", c, nil))
		}
		for _, pair := range d.Altered {
			rows = append(rows, differenceOf(&d, "altered-from", pair[0], pair[1]), differenceOf(&d, "altered-to", pair[1], pair[0]))
		}
		for _, pair := range d.Moved {
			rows = append(rows, differenceRow{Document: d.Key, What: "moved", Claim: pair[0], Now: pair[1]})
		}
	}
	return rows
}

// differenceOf shows c; whom it names and other, where there is one, does not is shown with the key, for their names may be one.
func differenceOf(d *ingest.DocumentDifference, what string, c, other *graph.Claim) differenceRow {
	names := func(args []graph.Arg) (out []string) {
		for _, arg := range args {
			name := d.Name(arg.Entity)
			if other != nil && !other.Involves(arg.Entity, schema.Roles...) {
				name += " (" + d.EntityKey(arg.Entity) + ")"
			}
			out = append(out, name)
		}
		return out
	}
	return differenceRow{
		Document: d.Key, What: what, Type: c.Type, Status: c.Status, Agents: names(c.Agents), Patients: names(c.Patients),
		Places: names(c.Places), When: days(c.Period.From, c.Period.To), Claim: c.ID,
	}
}

var differenceColumns = []column[differenceRow]{
	{"document", func(d differenceRow) string { return d.Document }},
	{"what", func(d differenceRow) string { return d.What }},
	{"type", func(d differenceRow) string { return joinNonEmpty(" ", string(d.Type), string(d.Status)) }},
	{"agents", func(d differenceRow) string { return list(d.Agents) }},
	{"patients", func(d differenceRow) string { return list(d.Patients) }},
	{"places", func(d differenceRow) string { return list(d.Places) }},
	{"when", func(d differenceRow) string { return d.When }},
	{"claim", func(d differenceRow) string { return d.Claim.String() }},
	{"now", func(d differenceRow) string {
		if d.Now.IsZero() {
			return ""
		}
		return d.Now.String()
	}},
}
