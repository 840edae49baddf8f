// Package pattern is the rule language: rules as readable data, each with its own examples, compiled to
// a small matcher over the chunks of a sentence.
//
// A rule says which chunks it looks for and what they tell. It knows nothing of sentences: it sees a
// Sequence, a row of chunks that each belong to some classes. docs/FORMATS.md describes the files.
package pattern

import (
	"errors"
	"fmt"

	"github.com/isnad-graph/isnad/schema"
)

// Errors of rules. Each is wrapped with file, line and remedy.
var (
	ErrSyntax    = errors.New("not a rule")
	ErrClass     = errors.New("unknown class")
	ErrExamples  = errors.New("too few examples")
	ErrCapture   = errors.New("unused capture")
	ErrDuplicate = errors.New("duplicate rule")
	ErrOrder     = errors.New("rules out of order")
)

// Rule is one rule of a file.
type Rule struct {
	ID      string
	Doc     string // the comment under its head
	File    string
	Line    int
	Matches []Pattern // alternatives
	Effects []Effect
	Yes, No []Example
}

// Pattern is one match line.
type Pattern struct {
	Text     string
	Line     int
	Captures []string // by first appearance
	root     node
}

// Example is a sentence that a rule must, or must not, speak for.
type Example struct {
	Text string
	Line int
}

// Verb says what an effect does.
type Verb string

// Verbs of effects.
const (
	ClaimVerb Verb = "claim" // tells an occurrence or a lasting relation
	SetVerb   Verb = "set"   // changes an occurrence that a capture holds
	DropVerb  Verb = "drop"  // says that the occurrence of a capture is none
	CauseVerb Verb = "cause" // says that one occurrence brought another about
)

// Effect is what follows from a match. Fields that its verb does not take are empty.
type Effect struct {
	Verb      Verb
	Line      int
	Type      schema.Type
	Phase     schema.Phase
	Status    schema.Status
	Mode      schema.Mode
	Certainty schema.Certainty
	Roles     []Binding
	Count     string // the capture whose number is the tally
	At        string // the capture whose word is the evidence
	On        string // the occurrence that set and drop bear on
	From, To  string // cause and what it brought about
}

// Binding gives the entities of a capture a role.
type Binding struct {
	Role    schema.Role
	Capture string
	Part    Part
}

// Part says which members of a list a binding takes.
type Part string

// Parts of a list.
const (
	Whole Part = ""
	First Part = "first"
	Last  Part = "last"
)

// names lists the captures that e uses.
func (e *Effect) names() []string {
	var out []string
	for _, n := range []string{e.Count, e.At, e.On, e.From, e.To} {
		if n != "" {
			out = append(out, n)
		}
	}
	for _, b := range e.Roles {
		out = append(out, b.Capture)
	}
	return out
}

// fault makes an error of a line: what is wrong and what to do about it.
func fault(sentinel error, file string, line int, remedy, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w: %s; %s", file, line, sentinel, fmt.Sprintf(format, args...), remedy)
}
