package gate

import (
	"fmt"
	"strings"

	"github.com/isnad-graph/isnad/extract"
)

// Reason says why a claim was not admitted. The words are stable: reports count by them.
type Reason string

// Reasons, in the order in which they are looked for.
const (
	Malformed Reason = "malformed" // not of the form of a claim
	TooMany   Reason = "too-many"  // behind the last claim that one article may have

	TypeUnknown  Reason = "type-unknown"
	KindUnknown  Reason = "kind-unknown"
	ValueUnknown Reason = "value-unknown" // a mode, phase, status, certainty, stance or side outside the vocabulary

	ModeNotOfType  Reason = "mode-not-of-type"
	PhaseNotOfType Reason = "phase-not-of-type"
	RoleNotOfType  Reason = "role-not-of-type"
	RoleMissing    Reason = "role-missing"
	KindNotOfRole  Reason = "kind-not-of-role"
	CountNotOfType Reason = "count-not-of-type"

	QuoteNotFound        Reason = "quote-not-found"
	QuoteCrossesSentence Reason = "quote-crosses-sentence"
	AmbiguousSpan        Reason = "ambiguous-span" // the words stand in several places and mean different things there

	TriggerNotInEvidence  Reason = "trigger-not-in-evidence"
	TypeContradicted      Reason = "type-contradicts-trigger" // the lexicon knows the word, and as something else
	TriggerIsNoOccurrence Reason = "trigger-is-no-occurrence"

	ArgumentNotInText     Reason = "argument-not-in-text"
	ArgumentNotInEvidence Reason = "argument-not-in-evidence" // elsewhere in the text
	ArgumentCutsName      Reason = "argument-cuts-a-name"     // part of a longer name
	ArgumentBeyondName    Reason = "argument-beyond-a-name"   // says more than whom it names
	ArgumentIsNoName      Reason = "argument-is-no-name"
	AmbiguousName         Reason = "ambiguous-name" // of several, and the article does not decide
	LoadedName            Reason = "loaded-name"
	KindContradicted      Reason = "kind-contradicted" // by the lexicon, or by how the rules read the words
	SameInTwoRoles        Reason = "same-in-two-roles"

	NumberNotInEvidence Reason = "number-not-in-evidence"
	NumberDiffers       Reason = "number-differs"
	DateNotInEvidence   Reason = "date-not-in-evidence"
	DateDiffers         Reason = "date-differs"

	RoleSwapped        Reason = "role-swapped"        // against the rules' reading of the same trigger
	RoleContradicted   Reason = "role-contradicted"   // the rules read somebody else on the same trigger
	RoleUnconfirmed    Reason = "role-unconfirmed"    // agent and patient on the model's word alone
	StatusContradicted Reason = "status-contradicted" // by the rules' reading of the same trigger
	ToldTwice          Reason = "told-twice"
)

// refusal is why one claim was not admitted.
type refusal struct {
	reason Reason
	what   string
}

func (r *refusal) Error() string { return string(r.reason) + ": " + r.what }

func refuse(reason Reason, format string, args ...any) error {
	return &refusal{reason, fmt.Sprintf(format, args...)}
}

// shown is how much of a model's words a message repeats, in runes.
const shown = 60

// brief shows the beginning of a model's words on one line.
func brief(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > shown {
		r = append(r[:shown], '…')
	}
	return fmt.Sprintf("%q", string(r))
}

// diagnostic tells of a refusal, with the words of the article that the claim was told on, if they were found.
func (r *refusal) diagnostic(at extract.Span) extract.Diagnostic {
	return extract.Diagnostic{Code: extract.RefusedPrefix + string(r.reason), Message: r.what, Span: at}
}
