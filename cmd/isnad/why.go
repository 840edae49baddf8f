package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/llm"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/link"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/schema"
)

// stepView is one step of a derivation, with the words that it looked at.
type stepView struct {
	Rule  string `json:"rule"`
	Did   string `json:"did"`
	Words string `json:"words,omitempty"`

	span graph.Span // of the words
}

// reason is a claim with its derivation.
type reason struct {
	claimView
	Denies  bool        `json:"denies,omitempty"` // it speaks against the relation that was asked for
	Steps   []stepView  `json:"steps"`
	Likely  float32     `json:"likely,omitempty"`  // that it is an occurrence worth a claim, by the models
	Odds    []oddsView  `json:"odds,omitempty"`    // of each participant, by the models
	Note    string      `json:"note,omitempty"`    // why there are no steps, or why they may not be those
	Matches []matchView `json:"matches,omitempty"` // with each other claim of its event
}

// oddsView is how likely the models hold somebody to play a role.
type oddsView struct {
	Role schema.Role `json:"role"`
	Name string      `json:"name"`
	P    float32     `json:"p"`
}

func (a *app) whyCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "why ID | why SUBJECT PREDICATE OBJECT",
		Short: "show where a claim, an event or an edge comes from",
		Long: `For a claim: its sentence, its source chain, and the steps that led to it, each with the words that it looked at. For an
event or an edge: the same of each claim that tells it. An event is asked for by the id of any of its claims, and shows the
arithmetic by which they are one: for each two of them what matched, what differs, and the points. Subject and object are
keys or names of entities.`,
		Example: "  isnad why 7c0c3d0e-6d5f-5b0e-9a55-0f4f9e0d2c11\n  isnad why isis attacked hajin",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 3 {
				return usagef("why takes an id, or subject, predicate and object")
			}
			return nil
		},
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error { return a.why(cmd.Context(), r, args) })
	}
	return a.withFormat(a.withWhen(a.withLexicon(cmd)))
}

func (a *app) why(ctx context.Context, r graph.Reader, args []string) error {
	rec, err := asked(ctx, r, args)
	if err != nil {
		return err
	}
	x, err := a.newExplainer(r)
	if err != nil {
		return err
	}
	var head string
	var reasons []reason
	switch {
	case rec.relation != nil:
		head, reasons, err = x.relation(ctx, rec.relation)
	case rec.claim != nil:
		head, reasons, err = x.claim(ctx, rec.claim)
	default:
		return usagef("%s is neither a claim nor an event nor a relation; `isnad show %s` lists those it has", args[0], args[0])
	}
	if err != nil {
		return err
	}
	if a.format != tableFormat {
		return writeRows(a, reasons, reasonColumns)
	}
	return printReasons(a.stdout, head, reasons)
}

// asked returns the record that the arguments of why mean.
func asked(ctx context.Context, r graph.Reader, args []string) (record, error) {
	if len(args) == 1 {
		return find(ctx, r, args[0])
	}
	predicate := schema.Predicate(args[1])
	if !slices.Contains(schema.Predicates, predicate) {
		return record{}, usagef("%q is no predicate; there are %v", args[1], schema.Predicates)
	}
	subject, err := resolve(ctx, r, args[0])
	if err != nil {
		return record{}, err
	}
	object, err := resolve(ctx, r, args[2])
	if err != nil {
		return record{}, err
	}
	found, err := r.Relations(ctx, []graph.ID{graph.RelationID(predicate, subject.ID, object.ID)})
	if err != nil {
		return record{}, fmt.Errorf("look up relation: %w", err)
	}
	if found[0] == nil {
		return record{}, fmt.Errorf("%s %s %s: %w; `isnad show %q` lists what there is", args[0], args[1], args[2], graph.ErrNotFound, args[0])
	}
	return record{relation: found[0]}, nil
}

// explainer reads stored documents again to tell how their claims came about.
type explainer struct {
	*viewer
	ex   *extract.Extractor
	opts link.Options
	read map[graph.ID]rereading // by document
}

// rereading is what a document gives when it is read again.
type rereading struct {
	res     *extract.Result
	origins map[graph.ID]int // where in res the claims with these ids come from
}

func (a *app) newExplainer(r graph.Reader) (*explainer, error) {
	ex, err := a.extractor()
	if err != nil {
		return nil, err
	}
	return &explainer{newViewer(r), ex, link.Options{Version: ex.Version(), Facts: factsOf(ex)}, map[graph.ID]rereading{}}, nil
}

// reread reads a stored document again, once.
func (x *explainer) reread(stored *graph.Document, doc extract.Document) rereading {
	again, ok := x.read[stored.ID]
	if !ok {
		res := x.ex.Extract(doc)
		again = rereading{res, link.Origins(stored, res, x.opts)}
		x.read[stored.ID] = again
	}
	return again
}

func (x *explainer) relation(ctx context.Context, rel *graph.Relation) (string, []reason, error) {
	views, err := x.relations(ctx, []*graph.Relation{rel})
	if err != nil {
		return "", nil, err
	}
	reasons, err := x.reasons(ctx, append(append([]graph.ID{}, rel.Supporting...), rel.Denying...))
	if err != nil {
		return "", nil, err
	}
	for i := range reasons {
		reasons[i].Denies = i >= len(rel.Supporting)
	}
	return relationHead(views[0]), reasons, nil
}

// claim explains a claim, and after it the other claims of its event, and why they are one event.
func (x *explainer) claim(ctx context.Context, c *graph.Claim) (string, []reason, error) {
	ids := []graph.ID{c.ID}
	if c.Type.IsLasting() {
		reasons, err := x.reasons(ctx, ids)
		return "", reasons, err
	}
	index, err := query.IndexEvents(ctx, x.r)
	if err != nil {
		return "", nil, fmt.Errorf("group claims to events: %w", err)
	}
	event := index.Of(ids)[0]
	if event == nil { // judged not to hold
		event = &graph.Event{Claims: ids}
	}
	for _, other := range event.Claims {
		if other != c.ID {
			ids = append(ids, other)
		}
	}
	reasons, err := x.reasons(ctx, ids)
	if err != nil || len(ids) == 1 {
		return "", reasons, err
	}
	told, err := query.ToldClaims(ctx, x.r, event)
	if err != nil {
		return "", nil, err
	}
	reports, err := query.ReadReports(ctx, x.r, told[0])
	if err != nil {
		return "", nil, err
	}
	matches := index.Matches(told[0])
	addMatches(reasons, matches)
	head := fmt.Sprintf("event %s, told by %d claims; independent sources: %d%s", event.ID, len(ids), len(reports.Voices(told[0])), contestedIn(index.Contested(told[0])))
	return head + "\n\n" + arithmetic(reasons, matches), reasons, nil
}

func (x *explainer) reasons(ctx context.Context, ids []graph.ID) ([]reason, error) {
	views, err := x.claimsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	claims, err := x.r.Claims(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	reasons := make([]reason, len(views))
	for i, view := range views {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		reasons[i] = x.derive(claims[i], view)
	}
	return reasons, nil
}

func (x *explainer) derive(c *graph.Claim, view claimView) reason {
	out := reason{claimView: view, Steps: []stepView{}}
	stored := x.docs[c.Doc]
	doc := extract.Document{Key: stored.Key, Text: stored.Text, Published: string(stored.Published), Outlet: stored.Outlet}
	if llm.IsRule(c.Rule) {
		var steps []extract.Step
		steps, out.Note = x.readmit(c, doc)
		out.tell(doc.Text, steps)
		return out
	}
	again := x.reread(stored, doc)
	i, ok := again.origins[c.ID]
	if !ok {
		out.Note = fmt.Sprintf("made by version %s; this version (%s) does not make it: give the --lexicon that it was read with, or read the article anew with `isnad ingest --again`", c.Lexicon, x.ex.Version())
		return out
	}
	if c.Lexicon != x.ex.Version() {
		out.Note = fmt.Sprintf("made by version %s; the steps are those of this version (%s)", c.Lexicon, x.ex.Version())
	}
	out.tell(doc.Text, again.res.Claims[i].Steps)
	out.Likely = again.res.Claims[i].Likely
	for _, odds := range again.res.Claims[i].Odds {
		out.Odds = append(out.Odds, oddsView{odds.Role, again.res.Entities[odds.Entity].Name, odds.P})
	}
	return out
}

// tell adds steps, with the words of text that each looked at.
func (r *reason) tell(text string, steps []extract.Step) {
	for _, s := range steps {
		r.Steps = append(r.Steps, stepView{s.Rule, s.Did, text[s.Span.Start:s.Span.End], graph.Span{Start: s.Span.Start, End: s.Span.End}})
	}
}

// explain tells how claims come about, for the server.
func (a *app) explain(ctx context.Context, r graph.Reader, claims []*graph.Claim) ([]resolvers.Derivation, error) {
	x, err := a.newExplainer(r)
	if err != nil {
		return nil, err
	}
	ids := make([]graph.ID, 0, len(claims))
	for _, c := range claims {
		ids = append(ids, c.ID)
	}
	reasons, err := x.reasons(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]resolvers.Derivation, len(reasons))
	for i, reason := range reasons {
		out[i].Note = reason.Note
		for _, s := range reason.Steps {
			out[i].Steps = append(out[i].Steps, resolvers.Step{Rule: s.Rule, Did: s.Did, Span: s.span})
		}
	}
	return out, nil
}

var reasonColumns = reasonColumnsOf(claimColumns)

func reasonColumnsOf(columns []column[claimView]) []column[reason] {
	var out []column[reason]
	for _, c := range columns {
		out = append(out, column[reason]{c.name, func(r reason) string { return c.value(r.claimView) }})
	}
	return append(out, column[reason]{"rule", func(r reason) string { return r.Rule }})
}

func printReasons(w io.Writer, head string, reasons []reason) error {
	var b strings.Builder
	if head != "" {
		for line := range strings.Lines(head) {
			b.WriteString(plain(strings.TrimRight(line, "\n")) + "\n")
		}
		b.WriteByte('\n')
	}
	for i := range reasons {
		if i > 0 {
			b.WriteByte('\n')
		}
		printReason(&b, &reasons[i])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// likelihood shows what the models say, nothing where they were not asked.
func likelihood(r *reason) string {
	if r.Likely == 0 {
		return ""
	}
	parts := []string{fmt.Sprintf("occurrence %.2f", r.Likely)}
	for _, o := range r.Odds {
		parts = append(parts, fmt.Sprintf("%s %s %.2f", o.Role, o.Name, o.P))
	}
	return strings.Join(parts, ", ")
}

func printReason(b *strings.Builder, r *reason) {
	against := ""
	if r.Denies {
		against = "  (against)"
	}
	fmt.Fprintf(b, "claim %s%s\n", r.ID, against)
	for _, field := range []struct{ name, value string }{
		{"what", joinNonEmpty(" ", string(r.Type), string(r.Phase), string(r.Mode), string(r.Status))},
		{"agents", list(r.Agents)}, {"patients", list(r.Patients)}, {"places", list(r.Places)},
		{"when", days(r.From, r.To)}, {"count", r.Count}, {"odds", likelihood(r)},
		{"says", joinNonEmpty(" ", says(r.claimView), string(r.Stance))},
		{"document", joinNonEmpty(" ", r.Document, string(r.Published))},
		{"judged", judgedText(r.claimView)}, {"sentence", r.Sentence}, {"quote", r.Quote}, {"rule", r.Rule}, {"note", r.Note},
	} {
		if field.value != "" {
			fmt.Fprintf(b, "  %-9s %s\n", field.name, plain(field.value))
		}
	}
	for i, s := range r.Steps {
		branch := "├─"
		if i == len(r.Steps)-1 {
			branch = "└─"
		}
		fmt.Fprintf(b, "  %s %s: %s", branch, s.Rule, plain(s.Did))
		if s.Words != "" {
			fmt.Fprintf(b, "  «%s»", plain(s.Words))
		}
		b.WriteByte('\n')
	}
}
