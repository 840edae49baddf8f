package query

import (
	"context"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// ClaimFilter selects claims.
type ClaimFilter struct {
	IDs          []graph.ID         `json:"ids,omitempty"`
	Types        []schema.Type      `json:"types,omitempty"`
	Modes        []schema.Mode      `json:"modes,omitempty"`
	Phases       []schema.Phase     `json:"phases,omitempty"`
	Statuses     []schema.Status    `json:"statuses,omitempty"`
	Certainties  []schema.Certainty `json:"certainties,omitempty"`
	Agents       []graph.ID         `json:"agents,omitempty"`
	Patients     []graph.ID         `json:"patients,omitempty"`
	Places       []graph.ID         `json:"places,omitempty"`       // these, and the places inside of them by the lexicon
	Sources      []graph.ID         `json:"sources,omitempty"`      // anywhere in the chain
	Participants []graph.ID         `json:"participants,omitempty"` // in any role
	Documents    []graph.ID         `json:"documents,omitempty"`
	Outlets      []string           `json:"outlets,omitempty"`
	From         graph.Day          `json:"from,omitempty"` // the period of the claim overlaps [From, To]; a claim without a day never does
	To           graph.Day          `json:"to,omitempty"`
	KnownBy      graph.Day          `json:"knownBy,omitempty"` // published on that day or before; a document without a date never is
	Text         string             `json:"text,omitempty"`    // the evidence sentence holds it, both in their search form

	Occurred  Days    `json:"occurred,omitzero"`  // its period
	Published Days    `json:"published,omitzero"` // the day of its document
	Outlet    Wording `json:"outlet,omitzero"`
	Sentence  Wording `json:"sentence,omitzero"` // of the evidence, in its search form

	Logic[ClaimFilter]
	Relations    Quantified[RelationFilter] `json:"relations,omitzero"` // that it supports or denies
	Takers       Quantified[EntityFilter]   `json:"takers,omitzero"`    // who takes part, in any role
	AgentsWith   Quantified[EntityFilter]   `json:"agentsWith,omitzero"`
	PatientsWith Quantified[EntityFilter]   `json:"patientsWith,omitzero"`
	PlacesWith   Quantified[EntityFilter]   `json:"placesWith,omitzero"`
	SourcesWith  Quantified[EntityFilter]   `json:"sourcesWith,omitzero"`
}

// SelectClaims returns a page of the claims that pass f.
func SelectClaims(ctx context.Context, r graph.Reader, f ClaimFilter, p Page) (List[graph.Claim], error) {
	s, err := f.selection(ctx, r)
	if err != nil {
		return List[graph.Claim]{}, err
	}
	return s.page(ctx, p)
}

// CountClaims returns how many claims pass f.
func CountClaims(ctx context.Context, r graph.Reader, f ClaimFilter) (int, error) {
	if isZero(f) {
		stats, err := r.Stats(ctx)
		return stats.Claims, err
	}
	s, err := f.selection(ctx, r)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// AllClaims yields the claims that pass f, ascending by id.
func AllClaims(ctx context.Context, r graph.Reader, f ClaimFilter) iter.Seq2[*graph.Claim, error] {
	return stream(ctx, r, f.selection)
}

func (f ClaimFilter) selection(ctx context.Context, r graph.Reader) (*selection[graph.Claim], error) {
	s := &selection[graph.Claim]{id: claimID, scan: r.AllClaims, load: r.Claims}
	c, err := f.candidates(ctx, r)
	if err != nil {
		return nil, err
	}
	s.exact = f.IDs == nil && isZero(f.unindexed())
	nested, err := f.nested(ctx, r, &c)
	s.ids, s.indexed = c.ids, c.indexed
	s.keep = chain(func(ctx context.Context, batch []*graph.Claim) ([]*graph.Claim, error) { return f.keep(ctx, r, batch) }, nested)
	return s, err
}

func claimID(c *graph.Claim) graph.ID { return c.ID }

// unindexed returns the conditions of f that candidates does not answer.
func (f ClaimFilter) unindexed() ClaimFilter {
	f.IDs, f.Documents = nil, nil
	f.Agents, f.Patients, f.Places, f.Sources, f.Participants = nil, nil, nil, nil, nil
	return f
}

// candidates returns the claims that pass the conditions of f which an index answers.
func (f ClaimFilter) candidates(ctx context.Context, r graph.Reader) (candidates, error) {
	var c candidates
	if f.IDs != nil {
		c.meet(f.IDs)
	}
	if f.Documents != nil {
		c.meetAll(r.ClaimsIn(ctx, f.Documents))
	}
	places := f.Places
	if places != nil {
		var err error
		if places, err = Within(ctx, r, places); err != nil {
			return c, err
		}
	}
	for _, of := range []struct {
		entities []graph.ID
		roles    []schema.Role
	}{
		{f.Agents, []schema.Role{schema.Agent}}, {f.Patients, []schema.Role{schema.Patient}},
		{places, []schema.Role{schema.Place}}, {f.Sources, []schema.Role{schema.Source}}, {f.Participants, nil},
	} {
		if of.entities != nil {
			c.meetAll(r.ClaimsOf(ctx, of.entities, of.roles...))
		}
	}
	return c, c.err
}

// keep applies the conditions that need the record.
func (f ClaimFilter) keep(ctx context.Context, r graph.Reader, batch []*graph.Claim) ([]*graph.Claim, error) {
	kept := slices.DeleteFunc(slices.Clone(batch), func(c *graph.Claim) bool { return !f.matches(c) })
	if !f.asksDocument() {
		return kept, nil
	}
	docs, err := documentsOf(ctx, r, kept)
	if err != nil {
		return nil, err
	}
	f.Sentence = f.Sentence.folded()
	text := Wording{Contains: f.Text}.folded()
	return slices.DeleteFunc(kept, func(c *graph.Claim) bool { return !f.matchesDocument(docs[c.Doc], c, text) }), nil
}

// asksDocument reports whether it takes the document of a claim to test it.
func (f ClaimFilter) asksDocument() bool {
	return f.Outlets != nil || f.KnownBy != "" || f.Text != "" || !isZero(f.Published) || !isZero(f.Outlet) || !isZero(f.Sentence)
}

func (f ClaimFilter) matches(c *graph.Claim) bool {
	return among(f.Types, c.Type) && among(f.Modes, c.Mode) && among(f.Phases, c.Phase) &&
		among(f.Statuses, graph.StatusOf(c)) && among(f.Certainties, c.Certainty) &&
		overlaps(c.Period.From, c.Period.To, f.From, f.To) && f.Occurred.hold(c.Period.From, c.Period.To)
}

func (f ClaimFilter) matchesDocument(d *graph.Document, c *graph.Claim, text Wording) bool {
	if d == nil || !among(f.Outlets, d.Outlet) || !f.Outlet.holds(d.Outlet) || !f.Published.hold(d.Published, d.Published) {
		return false
	}
	if f.KnownBy != "" && (d.Published == "" || d.Published > f.KnownBy) {
		return false
	}
	if isZero(text) && isZero(f.Sentence) {
		return true
	}
	sentence, ok := cut(d.Text, c.Evidence.Sentence)
	sentence = graph.FoldName(sentence)
	return ok && text.holds(sentence) && f.Sentence.holds(sentence)
}

func documentsOf(ctx context.Context, r graph.Reader, claims []*graph.Claim) (map[graph.ID]*graph.Document, error) {
	var ids []graph.ID
	for _, c := range claims {
		ids = append(ids, c.Doc)
	}
	docs, err := r.Documents(ctx, sortIDs(ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[graph.ID]*graph.Document, len(docs))
	for _, d := range present(docs) {
		byID[d.ID] = d
	}
	return byID, nil
}

// asksLittle reports whether what graph.EventTable keeps of a claim is enough to test it.
func (f ClaimFilter) asksLittle() bool {
	rest := f
	rest.IDs, rest.Types, rest.Modes, rest.Phases, rest.Statuses, rest.Certainties = nil, nil, nil, nil, nil, nil
	rest.Agents, rest.Patients, rest.Places, rest.Sources, rest.Participants, rest.Documents = nil, nil, nil, nil, nil, nil // which indexes answer
	rest.From, rest.To, rest.Occurred = "", "", Days{}
	rest.Outlets, rest.KnownBy, rest.Published, rest.Outlet = nil, "", Days{}, Wording{} // which the document tells
	return isZero(rest)
}

// conditions takes f apart into filters that have one condition each. The two ends of a period are one.
func (f ClaimFilter) conditions() []ClaimFilter {
	all := []ClaimFilter{
		{IDs: f.IDs}, {Types: f.Types}, {Modes: f.Modes}, {Phases: f.Phases}, {Statuses: f.Statuses},
		{Certainties: f.Certainties}, {Agents: f.Agents}, {Patients: f.Patients}, {Places: f.Places},
		{Sources: f.Sources}, {Participants: f.Participants}, {Documents: f.Documents}, {Outlets: f.Outlets},
		{From: f.From, To: f.To}, {KnownBy: f.KnownBy}, {Text: f.Text}, {Occurred: f.Occurred}, {Published: f.Published},
		{Outlet: f.Outlet}, {Sentence: f.Sentence}, {Logic: Logic[ClaimFilter]{And: f.And}},
		{Logic: Logic[ClaimFilter]{Or: f.Or}}, {Logic: Logic[ClaimFilter]{Not: f.Not}}, {Relations: f.Relations}, {Takers: f.Takers},
		{AgentsWith: f.AgentsWith}, {PatientsWith: f.PatientsWith}, {PlacesWith: f.PlacesWith}, {SourcesWith: f.SourcesWith},
	}
	return slices.DeleteFunc(all, func(f ClaimFilter) bool { return isZero(f) })
}
