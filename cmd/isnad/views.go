package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// claimView is a claim as it is shown: with names for ids, and its words.
type claimView struct {
	ID        graph.ID         `json:"id"`
	Type      schema.Type      `json:"type"`
	Mode      schema.Mode      `json:"mode,omitempty"`
	Phase     schema.Phase     `json:"phase,omitempty"`
	Status    schema.Status    `json:"status"`
	Certainty schema.Certainty `json:"certainty,omitempty"`
	Agents    []string         `json:"agents,omitempty"`
	Patients  []string         `json:"patients,omitempty"`
	Places    []string         `json:"places,omitempty"`
	From      graph.Day        `json:"from,omitempty"`
	To        graph.Day        `json:"to,omitempty"`
	Part      []string         `json:"part,omitempty"`  // the words by which a part of a place is meant
	Brief     string           `json:"brief,omitempty"` // the words by which control lasted hours
	Count     string           `json:"count,omitempty"`
	Sources   []string         `json:"sources,omitempty"` // nearest first, before the outlet
	Stance    schema.Stance    `json:"stance,omitempty"`
	Outlet    string           `json:"outlet,omitempty"`
	Document  string           `json:"document"` // key
	Published graph.Day        `json:"published,omitempty"`
	Quote     string           `json:"quote"`
	Sentence  string           `json:"sentence"`
	Rule      string           `json:"rule"`
	Lexicon   string           `json:"lexicon"`

	Review     graph.Review  `json:"review,omitempty"`
	Judgements []verdictView `json:"judgements,omitempty"` // that stand on it
}

// viewer shows records of one snapshot.
type viewer struct {
	r     graph.Reader
	names map[graph.ID]*graph.Entity
	docs  map[graph.ID]*graph.Document

	curation *graph.Curation // nil until a claim is shown
}

func newViewer(r graph.Reader) *viewer {
	return &viewer{r: r, names: map[graph.ID]*graph.Entity{}, docs: map[graph.ID]*graph.Document{}}
}

// claims shows claims, with one read for the documents and one for the entities.
func (v *viewer) claims(ctx context.Context, claims []*graph.Claim) ([]claimView, error) {
	var entities, docs []graph.ID
	for _, c := range claims {
		docs = append(docs, c.Doc)
		for _, role := range schema.Roles {
			for _, arg := range c.Args(role) {
				entities = append(entities, arg.Entity)
			}
		}
	}
	if err := v.load(ctx, entities, docs); err != nil {
		return nil, err
	}
	views := make([]claimView, 0, len(claims))
	for _, c := range claims {
		view, err := v.claim(c)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, v.judge(ctx, views)
}

func (v *viewer) load(ctx context.Context, entities, docs []graph.ID) error {
	if err := fetch(ctx, entities, v.names, v.r.Entities); err != nil {
		return fmt.Errorf("read entities: %w", err)
	}
	if err := fetch(ctx, docs, v.docs, v.r.Documents); err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	return nil
}

// fetch reads into known what it lacks of ids.
func fetch[T any](ctx context.Context, ids []graph.ID, known map[graph.ID]*T, read func(context.Context, []graph.ID) ([]*T, error)) error {
	var missing []graph.ID
	for _, id := range ids {
		if _, ok := known[id]; !ok {
			known[id] = nil
			missing = append(missing, id)
		}
	}
	found, err := read(ctx, missing)
	if err != nil {
		return err
	}
	for i, id := range missing {
		known[id] = found[i]
	}
	return nil
}

func (v *viewer) claim(c *graph.Claim) (claimView, error) {
	doc := v.docs[c.Doc]
	if doc == nil {
		return claimView{}, fmt.Errorf("claim %s: its document: %w", c.ID, graph.ErrCorrupt)
	}
	evidence, err := query.EvidenceOf(doc, c)
	if err != nil {
		return claimView{}, err
	}
	part, brief, err := extent(doc, c)
	if err != nil {
		return claimView{}, err
	}
	return claimView{
		Part: part, Brief: brief, ID: c.ID, Type: c.Type, Mode: c.Mode, Phase: c.Phase, Status: c.Status, Certainty: c.Certainty,
		Agents: v.args(c.Agents), Patients: v.args(c.Patients), Places: v.args(c.Places), Sources: v.args(c.Sources),
		From: c.Period.From, To: c.Period.To, Count: counts(c.Tallies), Stance: c.Stance,
		Outlet: doc.Outlet, Document: doc.Key, Published: doc.Published,
		Quote: evidence.Quote.Text, Sentence: evidence.Sentence.Text, Rule: c.Rule, Lexicon: c.Lexicon,
		Review: c.Review,
	}, nil
}

// extent returns the words of c, a claim of doc, for parts of places and for hours.
func extent(doc *graph.Document, c *graph.Claim) (parts []string, brief string, err error) {
	for _, a := range c.Places {
		if a.Part.IsZero() {
			continue
		}
		words, err := query.PassageAt(doc.Text, a.Part)
		if err != nil {
			return nil, "", fmt.Errorf("claim %s: %w", c.ID, err)
		}
		parts = append(parts, words.Text)
	}
	hours, err := query.PassageAt(doc.Text, c.Brief)
	return parts, hours.Text, err
}

func (v *viewer) args(args []graph.Arg) []string {
	var out []string
	for _, arg := range args {
		out = append(out, v.name(arg.Entity))
	}
	return out
}

func (v *viewer) name(id graph.ID) string {
	if e := v.names[id]; e != nil {
		return e.Name
	}
	return id.String()
}

func counts(tallies []graph.Tally) string {
	var out []string
	for _, t := range tallies {
		out = append(out, strings.TrimSpace(interval(t.Min, t.Max)+" "+t.What))
	}
	return strings.Join(out, ", ")
}

func interval(low, high *int) string {
	switch {
	case low == nil && high == nil:
		return "some"
	case high == nil:
		return strconv.Itoa(*low) + "+"
	case low == nil:
		return "up to " + strconv.Itoa(*high)
	case *low == *high:
		return strconv.Itoa(*low)
	}
	return strconv.Itoa(*low) + "–" + strconv.Itoa(*high)
}

// days shows a period: one day, an interval, or nothing where neither end is known.
func days(from, to graph.Day) string {
	switch {
	case from == to:
		return string(from)
	case from == "":
		return "until " + string(to)
	case to == "":
		return "since " + string(from)
	}
	return string(from) + ".." + string(to)
}

var claimColumns = []column[claimView]{
	{"type", func(c claimView) string { return joinNonEmpty(" ", string(c.Type), string(c.Phase), string(c.Mode)) }},
	{"extent", func(c claimView) string { return joinNonEmpty(" ", list(c.Part), c.Brief) }},
	{"status", func(c claimView) string { return string(c.Status) }},
	{"agents", func(c claimView) string { return list(c.Agents) }},
	{"patients", func(c claimView) string { return list(c.Patients) }},
	{"places", func(c claimView) string { return list(c.Places) }},
	{"when", func(c claimView) string { return days(c.From, c.To) }},
	{"count", func(c claimView) string { return c.Count }},
	{"says", says},
	{"document", func(c claimView) string { return c.Document }},
	{"id", func(c claimView) string { return c.ID.String() }},
	{"judged", judgedText},
	{"quote", func(c claimView) string { return c.Quote }},
}

// says shows the chain of a claim: the nearest source first, the outlet last.
func says(c claimView) string {
	chain := append([]string{}, c.Sources...)
	if c.Outlet != "" {
		chain = append(chain, c.Outlet)
	}
	return strings.Join(chain, " < ")
}

func list(names []string) string { return strings.Join(names, ", ") }

func joinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// relationView is a relation as it is shown.
type relationView struct {
	ID         graph.ID         `json:"id"`
	Subject    string           `json:"subject"`
	Predicate  schema.Predicate `json:"predicate"`
	Object     string           `json:"object"`
	SubjectKey string           `json:"subjectKey"`
	ObjectKey  string           `json:"objectKey"`
	Supporting int              `json:"supporting"`
	Denying    int              `json:"denying"`
	Documents  int              `json:"documents"`
	Sources    int              `json:"sources"`
	From       graph.Day        `json:"from,omitempty"`
	To         graph.Day        `json:"to,omitempty"`
}

func (v *viewer) relations(ctx context.Context, relations []*graph.Relation) ([]relationView, error) {
	var ends []graph.ID
	for _, r := range relations {
		ends = append(ends, r.Subject, r.Object)
	}
	if err := v.load(ctx, ends, nil); err != nil {
		return nil, err
	}
	views := make([]relationView, 0, len(relations))
	for _, r := range relations {
		views = append(views, relationView{
			ID: r.ID, Subject: v.name(r.Subject), Predicate: r.Predicate, Object: v.name(r.Object),
			SubjectKey: v.key(r.Subject), ObjectKey: v.key(r.Object), Supporting: len(r.Supporting), Denying: len(r.Denying),
			Documents: r.Documents, Sources: r.Sources, From: r.From, To: r.To,
		})
	}
	return views, nil
}

func (v *viewer) key(id graph.ID) string {
	if e := v.names[id]; e != nil {
		return e.Key
	}
	return ""
}

var relationColumns = []column[relationView]{
	{"subject", func(r relationView) string { return r.Subject }},
	{"predicate", func(r relationView) string { return string(r.Predicate) }},
	{"object", func(r relationView) string { return r.Object }},
	{"for", func(r relationView) string { return strconv.Itoa(r.Supporting) }},
	{"against", func(r relationView) string { return strconv.Itoa(r.Denying) }},
	{"sources", func(r relationView) string { return strconv.Itoa(r.Sources) }},
	{"documents", func(r relationView) string { return strconv.Itoa(r.Documents) }},
	{"when", func(r relationView) string { return days(r.From, r.To) }},
	{"id", func(r relationView) string { return r.ID.String() }},
}
