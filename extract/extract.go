// Package extract reads one article and says who did what to whom, where and when, and who says so.
//
// Extraction is a pure function of a document and the linguistic data: it has no clock, no input or
// output, no randomness, and it does not fail: what it cannot read it reports as a diagnostic. Spans
// are half-open ranges of bytes in the text exactly as given.
package extract

import "github.com/isnad-graph/isnad/schema"

// Document is an article to read.
type Document struct {
	Key       string
	Text      string
	Published string // YYYY-MM-DD; empty where unknown: relative dates then stay unresolved
	Outlet    string
}

// Result is what an article says.
type Result struct {
	Zones       []Zone
	Entities    []Entity
	Mentions    []Mention // ascending by span
	Claims      []Claim   // in the order of their evidence
	Sentences   int       // sentences read, for throughput
	Diagnostics []Diagnostic
}

// Span is a half-open range of bytes in the text.
type Span struct{ Start, End int }

// Zone is a part of the article with one function.
type Zone struct {
	Span Span
	Kind ZoneKind
}

// ZoneKind names the function of a zone.
type ZoneKind string

// Kinds of zones. Title, heading, caption and body speak; the others do not.
const (
	TitleZone       ZoneKind = "title"
	BylineZone      ZoneKind = "byline"
	DatelineZone    ZoneKind = "dateline"
	HeadingZone     ZoneKind = "heading"
	CaptionZone     ZoneKind = "caption"
	BodyZone        ZoneKind = "body"
	BoilerplateZone ZoneKind = "boilerplate"
)

// Entity is somebody or something that the article names, once however often it does.
type Entity struct {
	Key        string // of the lexicon, or empty
	Kind       schema.Kind
	Name       string   // main name: the lexicon's, else the fullest in the text
	En         string   // English name, where the lexicon has one
	Names      []string // the surface forms that name it, clitics and quotes removed, by first appearance
	Candidates []string // where the name was ambiguous: the keys that it could have meant, best first
}

// Mention is a span that names or refers to an entity.
type Mention struct {
	Entity int // index in Result.Entities
	Span   Span
	Form   string // name, nominal, pronoun
}

// Arg is an entity in a role.
type Arg struct {
	Entity   int  // index in Result.Entities
	Span     Span // zero where taken over from context
	Inferred bool
	Part     Span // of a place: the words by which only a part of it is meant; zero where nothing says so
}

// Period is when the occurrence took place.
type Period struct {
	From, To  string // YYYY-MM-DD, both included; empty: open or unknown
	Precision string // day, week, month, year
	Anchored  bool   // false: relative to a publication date that is not known
	Surface   string
	Span      Span
}

// Tally counts persons. Min or Max is -1 where the text does not tell it.
type Tally struct {
	Min, Max   int
	Comparator string // eq, ge, gt, le, lt, approx, vague
	Unit       string
	Surface    string
	Span       Span
}

// Claim is one source's account of one occurrence or lasting fact.
type Claim struct {
	Type      schema.Type
	Mode      schema.Mode
	Phase     schema.Phase
	Status    schema.Status
	Certainty schema.Certainty
	Agents    []Arg
	Patients  []Arg
	Places    []Arg
	Sources   []Arg   // nearest first
	Sides     [][]int // of a clash: indexes in Result.Entities
	Period    Period
	Tally     *Tally
	Stance    schema.Stance
	Loaded    []Span
	Brief     Span // the words by which it was held for hours only; zero where nothing says so
	Sentence  Span
	Trigger   Span
	Quote     Span
	Rule      string
	Steps     []Step  // how it came about, in order
	Likely    float32 // how likely the models hold it to be an occurrence worth a claim; 0 where they were not asked
	Odds      []Odds  // how likely they hold each participant to be one, those that words alone settle left out
}

// Odds is how likely the models hold an entity to play a role, from 0 to 1.
type Odds struct {
	Role   schema.Role
	Entity int // index in Result.Entities
	P      float32
}

// Step is one step of a derivation: what was decided, by which rule, on which words.
type Step struct {
	Rule string
	Did  string
	Span Span
}

// Diagnostic is something that the reader should know about the reading of the article.
type Diagnostic struct {
	Code    string // stable, ASCII: "not-arabic", "relative-date-unanchored", …
	Message string
	Span    Span
}
