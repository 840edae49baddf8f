package export

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// writeGraphJSON writes the subgraph as one JSON object, a record a line. It writes no «<», so that the
// object can stand in a page. It counts the records where counts is not nil.
func writeGraphJSON(ctx context.Context, g *subgraph, w io.Writer, counts map[string]int) error {
	if counts == nil {
		counts = map[string]int{}
	}
	j := &jsonLists{w: w, counts: counts}
	if err := writeList(j, `{"entities":[`, "entities", g.entities(ctx), func(e *graph.Entity) (any, error) { return e, nil }); err != nil {
		return err
	}
	if err := writeList(j, `],`+"\n"+`"documents":[`, "documents", g.reports(ctx), func(t report) (any, error) { return newShownDocument(t, counts) }); err != nil {
		return err
	}
	if err := writeList(j, `],`+"\n"+`"relations":[`, "relations", g.relations(ctx), func(r *graph.Relation) (any, error) { return r, nil }); err != nil {
		return err
	}
	_, err := io.WriteString(w, "]}")
	return err
}

type jsonLists struct {
	w      io.Writer
	counts map[string]int
}

func writeList[T any](j *jsonLists, head, what string, seq iter.Seq2[T, error], show func(T) (any, error)) error {
	if _, err := io.WriteString(j.w, head); err != nil {
		return err
	}
	before := "\n"
	for x, err := range seq {
		if err != nil {
			return err
		}
		record, err := show(x)
		if err != nil {
			return err
		}
		b, err := json.Marshal(record)
		if err != nil {
			return fmt.Errorf("encode %s: %w", what, err)
		}
		if _, err := io.WriteString(j.w, before+string(b)); err != nil {
			return err
		}
		before = ",\n"
		j.counts[what]++
	}
	return nil
}

// shownDocument is an article without its text, with its claims.
type shownDocument struct {
	*graph.Document
	Text   *struct{}    `json:"text,omitempty"` // hides the article's
	Claims []shownClaim `json:"claims"`
}

// shownClaim is a claim with the passage that carries it.
type shownClaim struct {
	ID        graph.ID         `json:"id"`
	Type      schema.Type      `json:"type"`
	Mode      schema.Mode      `json:"mode,omitempty"`
	Phase     schema.Phase     `json:"phase,omitempty"`
	Status    schema.Status    `json:"status"`
	Certainty schema.Certainty `json:"certainty,omitempty"`
	Stance    schema.Stance    `json:"stance,omitempty"`
	Review    graph.Review     `json:"review,omitempty"`
	Agents    []graph.ID       `json:"agents,omitempty"`
	Patients  []graph.ID       `json:"patients,omitempty"`
	Places    []graph.ID       `json:"places,omitempty"`
	Sources   []graph.ID       `json:"sources,omitempty"` // nearest first
	From      string           `json:"from,omitempty"`    // as coarse as told
	To        string           `json:"to,omitempty"`
	TimeWords string           `json:"timeWords,omitempty"`
	Tallies   []tallyOf        `json:"tallies,omitempty"`
	Rule      string           `json:"rule"`
	Passage   passage          `json:"passage"`
}

// passage is words of an article: its sentence and, where that lies elsewhere, the quote with all
// between. Start and End are code points of the article's text, those of marks units of UTF-16 of Text:
// what a program reads the article with, and what a browser reads the passage with.
type passage struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Marks []mark `json:"marks"`
}

type mark struct {
	Role   string   `json:"role"`
	Entity graph.ID `json:"entity,omitzero"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
}

func newShownDocument(t report, counts map[string]int) (shownDocument, error) {
	d := shownDocument{Document: t.Document, Claims: make([]shownClaim, 0, len(t.claims))}
	runes := newRuneCounter(t.Text)
	for _, c := range t.claims {
		p, err := newPassage(t, c, runes)
		if err != nil {
			return d, err
		}
		d.Claims = append(d.Claims, newShownClaim(c, p))
		counts["claims"]++
	}
	return d, nil
}

func newShownClaim(c *graph.Claim, p passage) shownClaim {
	s := shownClaim{
		ID: c.ID, Type: c.Type, Mode: c.Mode, Phase: c.Phase, Status: cmp.Or(c.Status, schema.Happened), Certainty: c.Certainty,
		Stance: c.Stance, Review: c.Review, Agents: argIDs(c.Agents), Patients: argIDs(c.Patients), Places: argIDs(c.Places),
		Sources: argIDs(c.Sources), From: coarse(c.Period.From, c.Period.Precision), To: coarse(c.Period.To, c.Period.Precision),
		TimeWords: c.Period.Surface, Rule: c.Rule, Passage: p,
	}
	for _, t := range c.Tallies {
		s.Tallies = append(s.Tallies, tallyOf{t.What, t.Min, t.Max, t.Comparator, t.Unit, t.Surface})
	}
	return s
}

func argIDs(args []graph.Arg) []graph.ID {
	var ids []graph.ID
	for _, a := range args {
		ids = append(ids, a.Entity)
	}
	return ids
}

func newPassage(t report, c *graph.Claim, runes *runeCounter) (passage, error) {
	whole := c.Evidence.Sentence
	if q := c.Evidence.Quote; !q.IsZero() {
		whole = graph.Span{Start: min(whole.Start, q.Start), End: max(whole.End, q.End)}
	}
	text, err := t.words(c, whole)
	if err != nil {
		return passage{}, err
	}
	p := passage{Text: text, Start: runes.at(whole.Start), End: runes.at(whole.End), Marks: []mark{}}
	add := func(role string, entity graph.ID, s graph.Span) {
		if s.Len() > 0 && s.Start >= whole.Start && s.End <= whole.End {
			start := utf16Len(text[:s.Start-whole.Start])
			p.Marks = append(p.Marks, mark{role, entity, start, start + utf16Len(t.Text[s.Start:s.End])})
		}
	}
	add("quote", graph.ID{}, c.Evidence.Quote)
	add("trigger", graph.ID{}, c.Evidence.Trigger)
	for _, role := range schema.Roles {
		for _, a := range c.Args(role) {
			add(string(role), a.Entity, a.Span)
		}
	}
	add("time", graph.ID{}, c.Period.Span)
	for _, tally := range c.Tallies {
		add("tally", graph.ID{}, tally.Span)
	}
	for _, s := range c.Loaded {
		add("loaded", graph.ID{}, s)
	}
	return p, nil
}
