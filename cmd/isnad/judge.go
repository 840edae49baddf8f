package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/query"
)

// actFlags are the flags of the verbs that record an act.
type actFlags struct {
	author, note string
	dryRun       bool
}

func (f *actFlags) add(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.author, "author", a.getenv("ISNAD_AUTHOR"), "who judges; ISNAD_AUTHOR sets the default")
	cmd.Flags().StringVar(&f.note, "note", "", "why")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "print what would change, and change nothing")
}

func (a *app) judgeCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "judge",
		Short: "record a decision about what articles were read to say",
		Long: `Records a judgement: who decided what, when and why. Articles and what was read in them stay as they are; everything that
is asked of the store is answered as the judgements that stand have it. Judgements outlast a rebuild, and isnad undo takes each of
them back exactly. An entity is named by id, key or name, a claim by its id, as isnad show prints it.`,
		Example: "  isnad judge same-as 'person:abu omar' person/abu-umar --note 'same nisba, same unit' --author samir\n" +
			"  isnad judge reject 5b0a… --note 'the sentence denies it'",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		a.verdictCmd(graph.SameAs, "same-as ENTITY OTHER | CLAIM CLAIM", "ENTITY is OTHER, whose id stays; or two claims tell one occurrence", 2, 2),
		a.verdictCmd(graph.NotSame, "not-same ENTITY OTHER | CLAIM CLAIM", "two entities are two; or two claims tell two occurrences", 2, 2),
		a.verdictCmd(graph.Accept, "accept CLAIM…", "claims were read by somebody and hold", 1, -1),
		a.verdictCmd(graph.Reject, "reject CLAIM…", "claims do not hold: they bear no edge and belong to no event", 1, -1),
		a.relabelCmd(), a.splitCmd(), a.judgeImportCmd(),
	)
	return cmd
}

func (a *app) verdictCmd(kind graph.JudgementKind, use, short string, least, most int) *cobra.Command {
	var flags actFlags
	args := cobra.MinimumNArgs(least)
	if most >= 0 {
		args = cobra.RangeArgs(least, most)
	}
	cmd := &cobra.Command{Use: use, Short: short, Args: args}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.judge(cmd.Context(), flags, query.Verdict{Kind: kind, Refs: args})
	}
	flags.add(a, cmd)
	return a.withFormat(cmd)
}

func (a *app) relabelCmd() *cobra.Command {
	var flags actFlags
	cmd := &cobra.Command{
		Use:   "relabel ENTITY|CLAIM FIELD VALUE",
		Short: "give an entity another name, kind, class or parent; or a claim another type, status, mode or phase",
		Args:  cobra.ExactArgs(3),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.judge(cmd.Context(), flags, query.Verdict{Kind: graph.Relabel, Refs: args[:1], Field: args[1], Value: args[2]})
	}
	flags.add(a, cmd)
	return a.withFormat(cmd)
}

func (a *app) splitCmd() *cobra.Command {
	var flags actFlags
	v := query.Verdict{Kind: graph.Split}
	cmd := &cobra.Command{
		Use:   "split ENTITY CLAIM… --into KEY --name NAME",
		Short: "in these claims ENTITY is another one",
		Args:  cobra.MinimumNArgs(2),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		v.Refs = args
		return a.judge(cmd.Context(), flags, v)
	}
	cmd.Flags().StringVar(&v.Into, "into", "", "`key` of the other one, new or known (required)")
	cmd.Flags().StringVar(&v.Name, "name", "", "its name (required)")
	cmd.Flags().StringVar(&v.As, "kind", "", "its kind; as that of ENTITY where not given")
	flags.add(a, cmd)
	return a.withFormat(cmd)
}

func (a *app) undoCmd() *cobra.Command {
	var flags actFlags
	last := false
	cmd := &cobra.Command{
		Use:   "undo JUDGEMENT | undo --last",
		Short: "take one judgement back",
		Long:  "Takes the judgement with that id back: what it changed is as it was, to the byte. The record stays in the log, with that of the undo.",
		Args:  cobra.MaximumNArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if last == (len(args) == 1) {
			return usagef("give the id of a judgement, or --last")
		}
		return a.judge(cmd.Context(), flags, query.Verdict{Kind: graph.Undo, Refs: args})
	}
	cmd.Flags().BoolVar(&last, "last", false, "the latest judgement that stands")
	flags.add(a, cmd)
	return a.withFormat(cmd)
}

// lastStanding returns the reference of the latest judgement that stands.
func lastStanding(ctx context.Context, r graph.Reader) ([]string, error) {
	acts, err := query.Acts(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, act := range slices.Backward(acts) {
		if act.Stands() {
			return []string{act.ID.String()}, nil
		}
	}
	return nil, fail(exitNotFound, "no judgement stands; isnad log lists what there was")
}

// judge records v and prints what it changed.
func (a *app) judge(ctx context.Context, flags actFlags, v query.Verdict) error {
	v.Author, v.Note = flags.author, flags.note
	if v.Author == "" {
		return usagef("--author: a judgement says who made it; ISNAD_AUTHOR sets the default")
	}
	return a.write(ctx, func(store *badgerstore.Store) error {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make an id: %w", err)
		}
		var j *graph.Judgement
		if err := store.View(ctx, func(r graph.Reader) error {
			if len(v.Refs) == 0 { // of an undo
				if v.Refs, err = lastStanding(ctx, r); err != nil {
					return err
				}
			}
			j, err = query.Judge(ctx, r, v, graph.ID(id), time.Now())
			return err
		}); err != nil {
			return err
		}
		record := store.Judge
		if flags.dryRun {
			record = previewer(store)
		}
		change, err := record(ctx, j)
		if err != nil {
			return err
		}
		return writeRows(a, []judged{judgedView(j, change, flags.dryRun)}, judgedColumns)
	})
}

// judged is a judgement with how much it changed.
type judged struct {
	ID        graph.ID            `json:"id"`
	Kind      graph.JudgementKind `json:"kind"`
	DryRun    bool                `json:"dryRun,omitempty"`
	Documents int                 `json:"documents"`
	Entities  int                 `json:"entities"`
	Claims    int                 `json:"claims"`
	Relations int                 `json:"relations"`
	Revision  uint64              `json:"revision"`
}

func judgedView(j *graph.Judgement, c *graph.Change, dry bool) judged {
	return judged{
		ID: j.ID, Kind: j.Kind, DryRun: dry, Documents: len(c.Documents), Entities: len(c.Entities),
		Claims: len(c.Claims), Relations: len(c.Relations), Revision: c.Number,
	}
}

var judgedColumns = []column[judged]{
	{"judgement", func(j judged) string { return j.ID.String() }},
	{"kind", func(j judged) string { return string(j.Kind) }},
	{"entities", func(j judged) string { return fmt.Sprint(j.Entities) }},
	{"claims", func(j judged) string { return fmt.Sprint(j.Claims) }},
	{"relations", func(j judged) string { return fmt.Sprint(j.Relations) }},
	{"revision", func(j judged) string { return fmt.Sprint(j.Revision) }},
}

func (a *app) judgeImportCmd() *cobra.Command {
	dryRun := false
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "record the judgements of a file, as isnad log --format jsonl writes them: all, or none",
		Args:  cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		acts, lines, err := a.readActs(args[0])
		if err != nil {
			return err
		}
		return a.write(cmd.Context(), func(store *badgerstore.Store) error {
			record, done := store.Judge, "%d judgements read, %d of them new; %d claims and %d relations changed"
			if dryRun {
				record, done = previewer(store), "%d judgements read, %d of them new; %d claims and %d relations would change"
			}
			change, err := record(cmd.Context(), acts...)
			var fault *graph.ActError
			switch {
			case errors.As(err, &fault):
				return fmt.Errorf("%s:%d: %w; nothing was recorded", args[0], lines[fault.Act], err)
			case err != nil:
				return fmt.Errorf("import %s: %w", args[0], err)
			}
			a.say(done, len(acts), len(change.Reasons), len(change.Claims), len(change.Relations))
			return nil
		})
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would change, and change nothing")
	return cmd
}

// previewer returns what tells what acts would change.
func previewer(store *badgerstore.Store) func(context.Context, ...*graph.Judgement) (*graph.Change, error) {
	return func(ctx context.Context, acts ...*graph.Judgement) (*graph.Change, error) {
		return store.Preview(ctx, graph.Edit{Judge: acts})
	}
}

// readActs reads judgements, one JSON object a line, and notes the last line of each.
func (a *app) readActs(path string) (acts []*graph.Judgement, at map[graph.ID]int, err error) {
	in := a.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		in = f
	}
	at = map[graph.ID]int{}
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			j := &graph.Judgement{}
			if err := json.Unmarshal(line, j); err != nil {
				return nil, nil, fail(exitUsage, "%s:%d: not a judgement: %w; nothing was recorded", path, n, err)
			}
			if err := j.Validate(); err != nil {
				return nil, nil, fail(exitUsage, "%s:%d: %w; nothing was recorded", path, n, err)
			}
			acts = append(acts, j)
			at[j.ID] = n
		}
		if errors.Is(err, io.EOF) {
			return acts, at, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", path, err)
		}
	}
}
