package export

import (
	"cmp"
	"context"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// claimExtension extends incidents and notes.
type claimExtension struct {
	Extension string           `json:"extension_type"`
	Claim     graph.ID         `json:"claim"`
	Type      schema.Type      `json:"claim_type"`
	Mode      schema.Mode      `json:"mode,omitempty"`
	Phase     schema.Phase     `json:"phase,omitempty"`
	Status    schema.Status    `json:"status"`
	Certainty schema.Certainty `json:"certainty,omitempty"`
	Stance    schema.Stance    `json:"stance,omitempty"`
	Review    graph.Review     `json:"review,omitempty"`
	Agents    []string         `json:"agent_refs,omitempty"`
	Patients  []string         `json:"patient_refs,omitempty"`
	Places    []string         `json:"place_refs,omitempty"`
	Sources   []string         `json:"source_chain_refs,omitempty"` // nearest first
	From      string           `json:"occurred_from,omitempty"`     // as coarse as report, that day, month or year included
	To        string           `json:"occurred_to,omitempty"`
	ValidFrom string           `json:"valid_from,omitempty"` // of what lasts
	ValidTo   string           `json:"valid_to,omitempty"`
	When      string           `json:"time_words,omitempty"`
	Tallies   []tallyOf        `json:"tallies,omitempty"`
	Rule      string           `json:"rule,omitempty"`
}

// tallyOf is a count without its place in the text.
type tallyOf struct {
	What       string `json:"what"`
	Min        *int   `json:"min,omitempty"`
	Max        *int   `json:"max,omitempty"`
	Comparator string `json:"comparator,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Words      string `json:"words,omitempty"`
}

func newClaimExtension(c *graph.Claim, entities entitiesByID) claimExtension {
	p := claimExtension{
		Extension: "property-extension", Claim: c.ID, Type: c.Type, Mode: c.Mode, Phase: c.Phase,
		Status: cmp.Or(c.Status, schema.Happened), Certainty: c.Certainty, Stance: c.Stance, Review: c.Review,
		Agents: entities.refs(c.Agents), Patients: entities.refs(c.Patients), Places: entities.refs(c.Places), Sources: entities.refs(c.Sources),
		From: coarse(c.Period.From, c.Period.Precision), To: coarse(c.Period.To, c.Period.Precision),
		When: clean(c.Period.Surface), Rule: clean(c.Rule),
	}
	if from, to, lasts := validity(c); lasts {
		p.ValidFrom, p.ValidTo = coarse(from, c.Period.Precision), coarse(to, c.Period.Precision)
	}
	for _, t := range c.Tallies {
		p.Tallies = append(p.Tallies, tallyOf{t.What, t.Min, t.Max, clean(t.Comparator), clean(t.Unit), clean(t.Surface)})
	}
	return p
}

func (e entitiesByID) refs(args []graph.Arg) []string {
	var out []string
	for _, a := range args {
		out = append(out, stixRef(e[a.Entity]))
	}
	return out
}

// document writes what an article tells, then the article as a report of that. An article without a claim
// has nothing that a report could refer to, and is left out.
func (w *stixWriter) document(t report, entities entitiesByID, outlets firsts) error {
	outlet := w.outlet(t, outlets)
	var refs []string
	for _, c := range t.claims {
		quote, _, err := t.quote(c)
		if err != nil {
			return err
		}
		refs = append(refs, w.claim(t, c, clean(quote), entities, outlet))
	}
	if len(refs) == 0 {
		w.counts["articlesWithoutClaims"]++
		return nil
	}
	r := stixCollection{stixCommon: newCommon("report", "report--"+t.ID.String(), t.Published), Name: clean(cmp.Or(t.Title, t.Key)), Refs: refs}
	r.Lang = arabic
	r.References = []stixReference{{Source: cmp.Or(clean(t.Outlet), "isnad"), ID: clean(t.Key)}}
	if address, ok := asciiAddress(t.URL); ok {
		r.References[0].URL = address
	}
	r.extend(documentExtension{"property-extension", t.SHA256, outlet})
	if r.Published = instant(t.Published); r.Published == "" {
		r.Type, r.ID, r.Context = "grouping", "grouping--"+t.ID.String(), "unspecified"
	}
	w.put("reports", r)
	return nil
}

// documentExtension extends reports and groupings.
type documentExtension struct {
	Extension string `json:"extension_type"`
	SHA256    string `json:"text_sha256"`
	Outlet    string `json:"outlet_ref,omitempty"`
}

// outlet writes the outlet of an article where it comes first and returns its id, empty where none is
// named.
func (w *stixWriter) outlet(t report, outlets firsts) string {
	name := clean(t.Outlet)
	if name == "" {
		return ""
	}
	id := outletID(t.Outlet)
	ref := "identity--" + id.String()
	if outlets.first(id) {
		w.put("identities", stixIdentity{stixCommon: newCommon("identity", ref, ""), Name: name, Class: "organization"})
	}
	return ref
}

// claim writes what c tells: an incident and who saw it, where it happened by c; a note otherwise. It
// returns the id of that object.
func (w *stixWriter) claim(t report, c *graph.Claim, quote string, entities entitiesByID, outlet string) string {
	supports, _ := graph.Supports(c)
	properties := newClaimExtension(c, entities)
	if !supports || c.Type.IsLasting() {
		return w.note(t, c, quote, entities, outlet, properties)
	}
	incident := stixIncident{stixCommon: newCommon("incident", "incident--"+c.ID.String(), t.Published), Name: entities.title(c), Description: quote}
	incident.Lang = arabic
	incident.extend(properties)
	w.put("incidents", incident)
	w.roles(t, c, incident.ID, entities)
	w.sighting(t, c, incident.ID, entities, outlet)
	return incident.ID
}

func (w *stixWriter) note(t report, c *graph.Claim, quote string, entities entitiesByID, outlet string, properties claimExtension) string {
	n := stixNote{
		stixCommon: newCommon("note", "note--"+c.ID.String(), t.Published),
		Abstract:   string(properties.Status) + " " + entities.title(c), Content: quote, Authors: []string{entities.teller(t, c)},
	}
	if c.Review == graph.Rejected {
		n.Abstract = string(c.Review) + ": " + n.Abstract
	}
	for _, id := range parties(c) {
		n.Refs = append(n.Refs, stixRef(entities[id]))
	}
	if len(n.Refs) == 0 {
		n.Refs = []string{cmp.Or(outlet, stixProducer)}
	}
	n.Lang = arabic
	n.extend(properties)
	w.put("notes", n)
	return n.ID
}

// roles links an incident to those in it, in STIX's words as far as they reach; the extension of the
// incident has the roles exactly.
func (w *stixWriter) roles(t report, c *graph.Claim, incident string, entities entitiesByID) {
	seen := map[graph.ID]bool{}
	link := func(word string, args []graph.Arg) {
		for _, a := range args {
			if seen[a.Entity] {
				continue
			}
			seen[a.Entity] = true
			id := stixID("relationship", word, incident, a.Entity.String())
			w.put("links", stixRelationship{stixCommon: newCommon("relationship", id, t.Published), Relationship: word, Source: incident, Target: stixRef(entities[a.Entity])})
		}
	}
	doer := "related-to"
	if isForce(c.Type) {
		doer = "attributed-to"
	}
	link(doer, c.Agents)
	link("targets", c.Patients)
	link("located-at", c.Places)
}

// isForce reports whether an occurrence of type t is done by somebody to somebody or something.
func isForce(t schema.Type) bool {
	switch t {
	case schema.Attack, schema.Raid, schema.Besiege, schema.Kill, schema.Injure, schema.Detain:
		return true
	}
	return false
}

func (w *stixWriter) sighting(t report, c *graph.Claim, incident string, entities entitiesByID, outlet string) {
	s := stixSighting{stixCommon: newCommon("sighting", stixID("sighting", c.ID.String()), t.Published), Of: incident}
	s.First, s.Last = instant(c.Period.From), lastInstant(c.Period.To)
	switch {
	case len(c.Sources) > 0:
		s.Where = []string{stixRef(entities[c.Sources[0].Entity])}
	case outlet != "":
		s.Where = []string{outlet}
	}
	w.put("sightings", s)
}

// relationExtension extends relationships.
type relationExtension struct {
	Extension  string `json:"extension_type"`
	Symmetric  bool   `json:"symmetric"`
	Supporting int    `json:"supporting"`
	Denying    int    `json:"denying"`
	Documents  int    `json:"documents"`
	Sources    int    `json:"sources"`
}

// relation writes an edge, then who denies it.
func (w *stixWriter) relation(ctx context.Context, g *subgraph, r joined) error {
	x := stixRelationship{
		stixCommon: newCommon("relationship", "relationship--"+r.ID.String(), ""), Relationship: string(r.Predicate),
		Source: stixRef(r.subject), Target: stixRef(r.object), Start: instant(r.From),
	}
	if !lastsOn(r.Predicate) {
		x.Stop = lastInstant(r.To)
	}
	x.extend(relationExtension{"property-extension", r.Predicate.IsSymmetric(), len(r.Supporting), len(r.Denying), r.Documents, r.Sources})
	w.put("relationships", x)
	denials, err := g.witnesses(ctx, r.Denying)
	if err != nil {
		return err
	}
	for _, d := range sorted(denials) {
		o := stixOpinion{
			stixCommon:  newCommon("opinion", stixID("opinion", r.ID.String(), d.claim.String()), d.order.published),
			Explanation: clean(d.quote), Authors: []string{clean(d.source)}, Refs: []string{x.ID}, Opinion: "disagree",
		}
		o.Lang = arabic
		w.put("opinions", o)
	}
	return nil
}
