// Package gate admits claims that somebody else, such as a language model, tells of an article: only those
// that the text bears out, word for word.
//
// A claim is admitted where its evidence stands in one sentence of the article, its trigger and every
// argument are whole words of it, equal in normal letters; where the types hold; where numbers and dates,
// read again from the words, give what the claim says; and where the rules, reading the same trigger, do
// not say the opposite; who did what to whom must be read alike by one of them. What is not admitted is told with its reason as a diagnostic. Names, kinds and
// keys are those of the lexicon and of the rules' reading wherever they know the words.
//
// The gate is a pure function of document, answer and data, like extraction by rules. It makes no claim
// true: it makes sure that a claim says no more than words that are there.
package gate

import (
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/extract"
)

// Gate admits claims. It is immutable and safe for concurrent use.
type Gate struct{ rules *extract.Extractor }

// New returns a gate that checks against the lexicon and the readings of rules.
func New(rules *extract.Extractor) *Gate { return &Gate{rules} }

// Version names the data that the gate checks against: equal data, equal version.
func (g *Gate) Version() string { return g.rules.Version() }

// maxClaims bounds the claims of one article.
const maxClaims = 256

// Admit returns what the text of doc bears out of answer, as claims made by rule, in the order of their
// triggers. Each claim that is not admitted is a diagnostic whose code is extract.RefusedPrefix and a
// Reason. Zones, sentences and other diagnostics are those of the rules.
func (g *Gate) Admit(doc extract.Document, answer *Answer, rule string) *extract.Result {
	a := newArticle(g.rules, doc)
	out := collector{article: a}
	for range answer.Malformed {
		out.refuse(&refusal{Malformed, "a claim that has not the form of one"}, extract.Span{})
	}
	for i := range answer.Claims {
		if i >= maxClaims {
			out.refuse(&refusal{TooMany, fmt.Sprintf("more than %d claims", maxClaims)}, extract.Span{})
			continue
		}
		e := examination{article: a, p: &answer.Claims[i]}
		e.claim.Rule = rule
		err := e.examine()
		if err == nil && out.has(&e.claim) {
			err = refuse(ToldTwice, "%s on %s", e.p.Type, brief(e.p.Trigger))
		}
		if err != nil {
			out.refuse(err, e.claim.Quote)
			continue
		}
		out.claims = append(out.claims, e.claim)
	}
	return out.result()
}

// examination is the way of one proposal to a claim.
type examination struct {
	*article
	p        *Proposal
	claim    extract.Claim
	sentence int // of the article
	quote    run
	trigger  run
	sides    [2][]int // of a clash, as the proposal tells them
}

// examine fills the claim from the proposal, or returns the refusal.
func (e *examination) examine() error {
	for _, check := range []func() error{
		e.vocabulary, e.findQuote, e.findTrigger, e.findArguments, e.roles, e.count, e.date, e.againstRules,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (e *examination) step(rule string, at extract.Span, format string, args ...any) {
	e.claim.Steps = append(e.claim.Steps, extract.Step{Rule: rule, Did: fmt.Sprintf(format, args...), Span: at})
}

// findQuote looks the evidence up, which must stand in one sentence.
func (e *examination) findQuote() error {
	found := e.find(words(e.p.Evidence), 0, len(e.tokens), anyMark)
	switch {
	case len(found) == 0:
		return refuse(QuoteNotFound, "%s stands in no part of the article that speaks", brief(e.p.Evidence))
	case len(found) > 1:
		return refuse(AmbiguousSpan, "the evidence %s stands in %d places", brief(e.p.Evidence), len(found))
	}
	e.quote = found[0]
	e.sentence = e.sentenceAt(e.quote.first)
	if e.sentenceAt(e.quote.last) != e.sentence {
		return refuse(QuoteCrossesSentence, "%s is more than one sentence", brief(e.p.Evidence))
	}
	e.claim.Quote, e.claim.Sentence = e.quote.span, e.survey.Sentences[e.sentence].Span
	e.step("gate.quote", e.quote.span, "told by %s; the words stand in the article, once", e.claim.Rule)
	return nil
}

// collector gathers what becomes of the claims of an answer.
type collector struct {
	*article
	claims  []extract.Claim
	refused []extract.Diagnostic
}

func (c *collector) refuse(err error, at extract.Span) {
	c.refused = append(c.refused, err.(*refusal).diagnostic(at))
}

// has reports whether a claim that says the same on the same words was admitted.
func (c *collector) has(claim *extract.Claim) bool {
	return slices.ContainsFunc(c.claims, func(o extract.Claim) bool {
		return o.Type == claim.Type && o.Trigger == claim.Trigger && sameArgs(o.Agents, claim.Agents) &&
			sameArgs(o.Patients, claim.Patients) && sameArgs(o.Places, claim.Places)
	})
}

func sameArgs(a, b []extract.Arg) bool {
	return slices.EqualFunc(a, b, func(x, y extract.Arg) bool { return x.Entity == y.Entity })
}
