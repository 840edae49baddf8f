// Package graph is the model of the knowledge graph and the contract of the stores that hold it.
//
// The unit that is stored is the claim: what one source says, in one document, about one occurrence.
// Events and relations are views over claims, computed by the rules in derive.go and event.go; no
// store ever merges two claims. All values are plain data: once handed to a store or received from a
// reader they must not be changed.
package graph

import (
	"cmp"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Span is a half-open range of bytes [Start, End) in the text of a document. The zero Span points nowhere.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// IsZero reports whether s points nowhere.
func (s Span) IsZero() bool { return s == Span{} }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Document is an article exactly as it was read.
type Document struct {
	ID        ID     `json:"id"`
	Key       string `json:"key"` // the id of its input row, else its path or URL; unique in a store
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Published Day    `json:"published,omitempty"` // the zero Day where unknown
	SHA256    string `json:"sha256"`              // of Text, in hex
	Text      string `json:"text,omitempty"`      // never rewritten
}

// Name is one way to write the name of an entity.
type Name struct {
	Text   string `json:"text"`
	Lang   string `json:"lang"`   // BCP 47: "ar", "en"
	Script string `json:"script"` // ISO 15924: "Arab", "Latn"
}

// Point is a position in WGS 84, in degrees.
type Point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Entity is an actor, a person, a place or a source.
//
// Key is the key of the lexicon ("actor/isis"), or "kind:folded name" for what the lexicon does not
// know; ID is derived from Key. An entity is what it is whatever article names it: everything in it
// comes from its key, from the lexicon or from Names, which is the union of the names by which the
// stored documents call it, sorted.
type Entity struct {
	ID       ID                `json:"id"`
	Key      string            `json:"key"`
	Kind     schema.Kind       `json:"kind"`
	Name     string            `json:"name"` // the main name, in Arabic
	Names    []Name            `json:"names,omitempty"`
	Class    string            `json:"class,omitempty"`    // ACLED interaction class of an actor
	Parent   string            `json:"parent,omitempty"`   // key of the entity that it belongs to, by the lexicon
	Point    *Point            `json:"point,omitempty"`    // nil where unknown, never (0, 0)
	External map[string]string `json:"external,omitempty"` // "wikidata", "geonames", "pcode"
}

// EntityID returns the ID of the entity with key.
func EntityID(key string) ID { return NewID(SpaceEntity, key) }

// Mention is a span of a document that names or refers to an entity.
type Mention struct {
	Entity ID          `json:"entity"`
	Span   Span        `json:"span"`
	Form   MentionForm `json:"form"`
}

// CompareMentions orders the mentions of a document: by span, then by entity and form.
func CompareMentions(a, b Mention) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
		a.Entity.Compare(b.Entity), cmp.Compare(a.Form, b.Form))
}

// MentionForm says how a mention refers, in the terms of ACE.
type MentionForm string

// Forms of mentions.
const (
	NameMention    MentionForm = "name"
	NominalMention MentionForm = "nominal"
	PronounMention MentionForm = "pronoun"
)

// Arg is an entity in a role of a claim, with the words that put it there.
type Arg struct {
	Entity   ID   `json:"entity"`
	Span     Span `json:"span"`               // zero where the role was taken over from context
	Inferred bool `json:"inferred,omitempty"` // not said in the clause itself
	Part     Span `json:"part,omitzero"`      // of a place: the words by which only a part of it is meant; zero: nothing says so
}

// Period is when an occurrence took place, in days of the publication's calendar, both ends included.
type Period struct {
	From      Day    `json:"from,omitempty"` // zero: open or unknown
	To        Day    `json:"to,omitempty"`   // zero: open or unknown
	Precision string `json:"precision,omitempty"`
	Anchored  bool   `json:"anchored,omitempty"` // false: relative to an unknown publication date
	Surface   string `json:"surface,omitempty"`  // the words
	Span      Span   `json:"span,omitempty"`
}

// Precisions of a period.
const (
	PrecisionDay   = "day"
	PrecisionWeek  = "week"
	PrecisionMonth = "month"
	PrecisionYear  = "year"
)

// Tally counts persons or things.
type Tally struct {
	What       string `json:"what"`          // killed, injured, detained, released, displaced
	Min        *int   `json:"min,omitempty"` // nil: not told
	Max        *int   `json:"max,omitempty"` // nil: not told, or open
	Comparator string `json:"comparator,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Surface    string `json:"surface,omitempty"`
	Span       Span   `json:"span,omitempty"`
}

// Evidence is the words that carry a claim.
type Evidence struct {
	Sentence Span `json:"sentence"` // the whole sentence
	Trigger  Span `json:"trigger"`  // the word or words that name the occurrence
	Quote    Span `json:"quote"`    // the shortest run that makes the claim checkable
}

// Claim is one source's account of one occurrence, or of one lasting fact, in one document.
type Claim struct {
	ID        ID               `json:"id"`
	Doc       ID               `json:"doc"`
	Type      schema.Type      `json:"type"`
	Mode      schema.Mode      `json:"mode,omitempty"`
	Phase     schema.Phase     `json:"phase,omitempty"`
	Status    schema.Status    `json:"status"`
	Certainty schema.Certainty `json:"certainty,omitempty"`
	Agents    []Arg            `json:"agents,omitempty"`
	Patients  []Arg            `json:"patients,omitempty"`
	Places    []Arg            `json:"places,omitempty"`
	Sources   []Arg            `json:"sources,omitempty"` // nearest first, ending before the outlet
	Sides     [][]ID           `json:"sides,omitempty"`   // of a clash, where the text tells who stood with whom
	Period    Period           `json:"period,omitzero"`
	Tallies   []Tally          `json:"tallies,omitempty"`
	Brief     Span             `json:"brief,omitzero"` // the words by which control lasted hours only; zero: nothing says so
	Stance    schema.Stance    `json:"stance,omitempty"`
	Loaded    []Span           `json:"loaded,omitempty"` // the outlet's loaded words
	Evidence  Evidence         `json:"evidence"`
	Rule      string           `json:"rule"`    // the rule that made it
	Lexicon   string           `json:"lexicon"` // version of the data
	Review    Review           `json:"review,omitempty"`
}

// ClaimID returns the ID of the claim of type t that trigger carries in doc. Serial tells apart claims
// of one type that share a trigger («4 killed of A and 2 of B»); it is 0 for the first.
func ClaimID(doc ID, trigger Span, t schema.Type, serial int) ID {
	return NewID(SpaceClaim, doc.String(), itoa(trigger.Start), itoa(trigger.End), string(t), itoa(serial))
}

// Args returns the arguments of c in role r.
func (c *Claim) Args(r schema.Role) []Arg {
	switch r {
	case schema.Agent:
		return c.Agents
	case schema.Patient:
		return c.Patients
	case schema.Place:
		return c.Places
	case schema.Source:
		return c.Sources
	}
	return nil
}

// AllArgs yields the arguments of c in all roles, in the order of schema.Roles.
func (c *Claim) AllArgs() iter.Seq[Arg] {
	return func(yield func(Arg) bool) {
		for _, role := range schema.Roles {
			for _, a := range c.Args(role) {
				if !yield(a) {
					return
				}
			}
		}
	}
}

// Involves reports whether entity has one of roles in c.
func (c *Claim) Involves(entity ID, roles ...schema.Role) bool {
	return slices.ContainsFunc(roles, func(role schema.Role) bool {
		return slices.ContainsFunc(c.Args(role), func(a Arg) bool { return a.Entity == entity })
	})
}

// Relation is an edge: what the claims about one subject, predicate and object say together. Its
// claims are the witnesses; a claim that denies the occurrence is a denying witness.
type Relation struct {
	ID         ID               `json:"id"`
	Subject    ID               `json:"subject"`
	Predicate  schema.Predicate `json:"predicate"`
	Object     ID               `json:"object"`
	Supporting []ID             `json:"supporting"`        // claims, ascending
	Denying    []ID             `json:"denying,omitempty"` // claims, ascending
	From       Day              `json:"from,omitempty"`    // earliest known day of a supporting claim
	To         Day              `json:"to,omitempty"`      // latest known day of a supporting claim
	Documents  int              `json:"documents"`         // distinct documents among the supporting claims
	Sources    int              `json:"sources"`           // independent ones of the supporting claims, see Sketches.Sources
}

// RelationID returns the ID of the edge. A symmetric predicate gives the same ID either way round.
func RelationID(p schema.Predicate, subject, object ID) ID {
	if p.IsSymmetric() && object.Compare(subject) < 0 {
		subject, object = object, subject
	}
	return NewID(SpaceRelation, string(p), subject.String(), object.String())
}

// Event is an occurrence: a set of claims, from one or many documents, that tell the same thing. Its ID
// is that of its first claim in the order of ids.
type Event struct {
	ID     ID            `json:"id"`
	Type   schema.Type   `json:"type"`
	Claims []ID          `json:"claims"` // ascending
	Status schema.Status `json:"status"`
	From   Day           `json:"from,omitempty"`
	To     Day           `json:"to,omitempty"`
}

// Delta is everything that one document contributes. It is stored whole or not at all, and a later
// Delta for a document with the same key takes its place.
type Delta struct {
	Document *Document
	Entities []*Entity // those that Claims and Mentions name; Names hold the names used in this document
	Mentions []Mention // ascending by span
	Claims   []*Claim  // ascending by id
}
