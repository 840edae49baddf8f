package gate

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// findTrigger looks the trigger up within the evidence and holds the type against what the lexicon knows
// of its words.
func (e *examination) findTrigger() error {
	found := e.triggerRuns()
	switch {
	case len(found) == 0:
		return refuse(TriggerNotInEvidence, "trigger %s is not in %s", brief(e.p.Trigger), brief(e.p.Evidence))
	case len(found) > 1:
		return refuse(AmbiguousSpan, "trigger %s stands in the evidence %d times", brief(e.p.Trigger), len(found))
	}
	e.trigger = found[0]
	e.claim.Trigger = e.trigger.span
	return e.checkType()
}

// triggerRuns returns where the trigger stands in the evidence; a verb that the lexicon does not know also
// behind the conjunction that is written together with it.
func (e *examination) triggerRuns() []run {
	if len(words(e.p.Trigger)) == 0 {
		return nil
	}
	for _, conjunction := range []string{"", string(rune(arabic.Waw)), string(rune(arabic.Feh))} {
		found := e.find(words(conjunction+strings.TrimSpace(e.p.Trigger)), e.quote.first, e.quote.last+1, nameMark)
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// checkType holds the type against the lexicon: a word that it knows as an occurrence must be known as one
// of that type; any other must be one that can tell an occurrence at all.
func (e *examination) checkType() error {
	known := e.lemmasIn(e.trigger)
	if e.isName(e.trigger) {
		return refuse(TriggerIsNoOccurrence, "trigger %s is a name", brief(e.p.Trigger))
	}
	for _, t := range known.events {
		if tells(t, e.p.Type) {
			e.step("gate.trigger", e.trigger.span, "%s; the lexicon's %s", e.p.Type, t.ID)
			return nil
		}
	}
	switch {
	case len(known.events) > 0:
		return refuse(TypeContradicted, "trigger %s: the lexicon knows it as %s, not as %s", brief(e.p.Trigger), known.events[0].Type, e.p.Type)
	case !e.p.Type.IsLasting() && (known.tellsNone || e.isTaken(e.trigger)):
		return refuse(TriggerIsNoOccurrence, "trigger %s tells no occurrence", brief(e.p.Trigger))
	}
	e.step("gate.trigger", e.trigger.span, "%s; the lexicon has no occurrence for the word", e.p.Type)
	return nil
}

// tells reports whether a lemma tells an occurrence of type t, itself or by its meaning: an assassination
// is a killing too, an execution an attack.
func tells(l *lexicon.Trigger, t schema.Type) bool {
	return l.Type == t || l.Type == schema.Attack && l.Mode == schema.Assassination && t == schema.Kill ||
		l.Type == schema.Kill && l.Mode == schema.Execution && t == schema.Attack
}

// isTaken reports whether a word of r belongs to a date, a number or a phrase that names somebody or somewhere.
func (e *examination) isTaken(r run) bool {
	s := &e.survey.Sentences[e.sentence]
	taken := slices.ContainsFunc(e.mentions, func(m mention) bool { return r.overlaps(m.run) })
	for _, p := range s.Periods {
		taken = taken || e.touches(r, p.Span)
	}
	for _, c := range s.Counts {
		taken = taken || e.touches(r, c.Span)
	}
	return taken
}

func (e *examination) touches(r run, span extract.Span) bool {
	s, ok := e.runOf(span)
	return ok && r.overlaps(s)
}

// isName reports whether r lies in a name of the lexicon that the rules read as one.
func (e *examination) isName(r run) bool {
	return slices.ContainsFunc(e.names, func(n named) bool {
		return r.within(n.run) && slices.ContainsFunc(e.mentions, func(m mention) bool { return n.within(m.run) })
	})
}

// lemmas is what the lexicon knows of some words.
type lemmas struct {
	events    []*lexicon.Trigger
	tellsNone bool // it knows every word, and none as one that tells or bears on an occurrence
}

func (e *examination) lemmasIn(r run) lemmas {
	out := lemmas{tellsNone: true}
	_, end := e.bounds(e.sentence)
	sentence := e.tokens[:end]
	for i := r.first; i <= r.last; i++ {
		if sentence[i].Kind == arabic.Punct {
			continue
		}
		readings, n, _ := e.lex.Phrase(sentence, i, nil)
		if n == 0 || i+n-1 > r.last {
			readings, _ = e.lex.Readings(sentence[i].Norm, nil, nil)
		} else {
			i += n - 1
		}
		if slices.ContainsFunc(readings, func(r lexicon.Reading) bool { return e.isClass(r, "with-support") }) {
			out.tellsNone = false // «backed by» tells support without a lemma
		}
		out.add(readings, len([]rune(sentence[i].Norm)) < triggerLetters)
	}
	return out
}

// triggerLetters is how many letters a word must have to tell an occurrence that the lexicon does not know.
const triggerLetters = 3

// add notes the readings of one word. Letters that could be a preposition or a pronoun, or part of an unknown
// word, leave open what the word is.
func (l *lemmas) add(readings []lexicon.Reading, none bool) {
	for _, r := range readings {
		switch t := r.Sense.Trigger; {
		case t == nil, t.Kind == "report", t.Kind == "plain", t.Kind == "aux":
			none = none || r.Split.Prep == 0 && r.Split.Suffix == ""
		case t.Kind == "event":
			l.events = append(l.events, t)
			fallthrough
		default:
			l.tellsNone = false
		}
	}
	l.tellsNone = l.tellsNone && none
}
