package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

func (a *app) logCmd() *cobra.Command {
	var standing, stranded bool
	cmd := &cobra.Command{
		Use:   "log",
		Short: "list the judgements, oldest first",
		Long: `Lists all acts of curation in their order. The form of --format jsonl is what isnad judge import reads. The column bears has what
became of judged claims that are no more: claim -> claim where another one says the same now, or claim: why there is none.`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			acts, err := loggedActs(cmd.Context(), r)
			if err != nil {
				return err
			}
			var rows []loggedAct
			for _, act := range acts {
				if (!standing || act.Stands()) && (!stranded || len(act.Strays) > 0) {
					rows = append(rows, act)
				}
			}
			return a.writeActs(rows)
		})
	}
	cmd.Flags().BoolVar(&standing, "standing", false, "only those that stand: no undos, and nothing undone")
	cmd.Flags().BoolVar(&stranded, "stranded", false, "only those that stand and have a claim which is no more, and in the place of which there is none")
	return a.withFormat(cmd)
}

// loggedAct is a judgement with on what it bears.
type loggedAct struct {
	query.Act
	query.Bearing
}

func loggedActs(ctx context.Context, r graph.Reader) ([]loggedAct, error) {
	acts, err := query.Acts(ctx, r)
	if err != nil {
		return nil, err
	}
	bearings, err := query.Bearings(ctx, r)
	if err != nil {
		return nil, err
	}
	rows := make([]loggedAct, 0, len(acts))
	for _, act := range acts {
		rows = append(rows, loggedAct{act, bearings[act.ID]})
	}
	return rows, nil
}

// tellStrays says how many judgements bear on nothing.
func (a *app) tellStrays(ctx context.Context, r graph.Reader) error {
	bearings, err := query.Bearings(ctx, r)
	if err != nil {
		return err
	}
	n := 0
	for _, b := range bearings {
		if len(b.Strays) > 0 {
			n++
		}
	}
	if n > 0 {
		a.say("%d judgements stand on claims that are no more: isnad log --stranded lists them", n)
	}
	return nil
}

// writeActs writes rows, in the JSON forms as the records that they are.
func (a *app) writeActs(rows []loggedAct) error {
	if a.format == tableFormat || a.format == csvFormat {
		return writeRows(a, rows, actColumns)
	}
	records := make([]*graph.Judgement, 0, len(rows))
	for _, act := range rows {
		records = append(records, act.Judgement)
	}
	return writeRows(a, records, nil)
}

var actColumns = []column[loggedAct]{
	{"id", func(a loggedAct) string { return a.ID.String() }},
	{"time", func(a loggedAct) string { return a.Time.UTC().Format(time.RFC3339) }},
	{"author", func(a loggedAct) string { return a.Author }},
	{"kind", func(a loggedAct) string { return string(a.Kind) }},
	{"what", func(a loggedAct) string { return judgedWhat(a.Act) }},
	{"note", func(a loggedAct) string { return a.Note }},
	{"undone-by", func(a loggedAct) string {
		if a.UndoneBy.IsZero() {
			return ""
		}
		return a.UndoneBy.String()
	}},
	{"bears", func(a loggedAct) string { return bearingText(a.Bearing) }},
}

func bearingText(b query.Bearing) string {
	var parts []string
	for _, c := range b.Carried {
		parts = append(parts, c.Claim.String()+" -> "+c.Now.String())
	}
	for _, s := range b.Strays {
		parts = append(parts, joinNonEmpty(" ", s.Claim.String()+":", string(s.Why), plain(s.Article)))
	}
	return strings.Join(parts, ", ")
}

// judgedWhat shows what a judgement is about, on one line.
func judgedWhat(a query.Act) string {
	var parts []string
	for _, r := range []*graph.Referent{a.Entity, a.Other} {
		if r != nil {
			parts = append(parts, r.Key)
		}
	}
	for _, id := range a.Claims {
		parts = append(parts, id.String())
	}
	if a.Field != "" {
		parts = append(parts, a.Field+"="+a.Value)
	}
	if a.Kind == graph.Undo {
		parts = append(parts, a.Undoes.String())
	}
	return strings.Join(parts, " ")
}

// reviewRow is a candidate as it is shown.
type reviewRow struct {
	Score   float64        `json:"score"`
	Entity  string         `json:"entity"`
	Name    string         `json:"name"`
	Other   string         `json:"other"`
	Called  string         `json:"otherName"`
	Claims  [2]int         `json:"claims"`
	Reasons []query.Reason `json:"reasons"`
}

func (a *app) reviewCmd() *cobra.Command {
	o := query.ReviewOptions{}
	cmd := &cobra.Command{
		Use:   "review",
		Short: "list pairs of entities that may be one, for somebody to judge",
		Long: `Lists entities with names that are alike and that nobody has judged yet, the most likely first, with the reasons. To decide,
say isnad judge same-as ENTITY OTHER, or not-same: what is judged is not listed again.`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.Limit < 0 || o.MinScore < 0 || o.MinScore > 1 {
			return usagef("--limit counts from 0, --min-score goes from 0 to 1")
		}
		return a.read(cmd.Context(), func(r graph.Reader) error {
			found, err := query.Review(cmd.Context(), r, o)
			if err != nil {
				return err
			}
			rows := make([]reviewRow, 0, len(found))
			for _, c := range found {
				rows = append(rows, reviewRow{c.Score, c.Entity.Key, c.Entity.Name, c.Other.Key, c.Other.Name, c.Claims, c.Reasons})
			}
			if err := a.tellStrays(cmd.Context(), r); err != nil {
				return err
			}
			return writeRows(a, rows, reviewColumns)
		})
	}
	cmd.Flags().IntVar(&o.Limit, "limit", 50, "pairs to list at most; 0: all")
	cmd.Flags().Float64Var(&o.MinScore, "min-score", 0.5, "leave out what scores less")
	return a.withFormat(cmd)
}

var reviewColumns = []column[reviewRow]{
	{"score", func(r reviewRow) string { return fmt.Sprintf("%.2f", r.Score) }},
	{"entity", func(r reviewRow) string { return r.Entity }},
	{"other", func(r reviewRow) string { return r.Other }},
	{"claims", func(r reviewRow) string { return fmt.Sprintf("%d and %d", r.Claims[0], r.Claims[1]) }},
	{"reasons", func(r reviewRow) string {
		var parts []string
		for _, reason := range r.Reasons {
			parts = append(parts, fmt.Sprintf("%s (%+.2f)", reason.What, reason.Points))
		}
		return strings.Join(parts, "; ")
	}},
}
