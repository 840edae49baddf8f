package gate

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/isnad-graph/isnad/extract"
)

// count reads the number again from its words. What the claim says counts only if it comes out the same.
func (e *examination) count() error {
	p := e.p.Count
	if p == nil {
		return nil
	}
	tallies := e.talliesAt(p.Text)
	if len(tallies) == 0 {
		return refuse(NumberNotInEvidence, "%s is no number of persons in the sentence", brief(p.Text))
	}
	low, high := bound(p.Min), bound(p.Max)
	tally := &tallies[0]
	if i := slices.IndexFunc(tallies, func(t extract.Tally) bool { return t.Min == low && t.Max == high }); i >= 0 {
		tally = &tallies[i]
	} else {
		return refuse(NumberDiffers, "%s is %s, not %s", brief(p.Text), interval(tally.Min, tally.Max), interval(low, high))
	}
	if tally.Min < 0 && tally.Max < 0 {
		return nil // «several»
	}
	e.claim.Tally = tally
	e.step("gate.count", tally.Span, "read again: %s", interval(tally.Min, tally.Max))
	return nil
}

func bound(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func interval(low, high int) string {
	end := func(n int) string {
		if n < 0 {
			return "?"
		}
		return strconv.Itoa(n)
	}
	return end(low) + ".." + end(high)
}

// talliesAt returns the numbers of persons that text can tell in the sentence, those nearest to the trigger
// first: those of the sentence's numbers that share words with it, and those that the rules read in nouns
// («two children» is one word) or with words around the number.
func (e *examination) talliesAt(text string) []extract.Tally {
	var out []extract.Tally
	counts := slices.Clone(e.survey.Sentences[e.sentence].Counts)
	for _, c := range e.survey.Result.Claims {
		if c.Tally != nil && c.Sentence == e.claim.Sentence {
			counts = append(counts, *c.Tally)
		}
	}
	for _, r := range e.nearestFirst(text) {
		for i := range counts {
			at, ok := e.runOf(counts[i].Span)
			if ok && counts[i].Unit == "" && (at.within(r) || r.within(at)) {
				out = append(out, counts[i])
			}
		}
	}
	return out
}

// nearestFirst returns where text stands in the sentence, from the trigger outwards.
func (e *examination) nearestFirst(text string) []run {
	from, to := e.bounds(e.sentence)
	found := e.find(words(text), from, to, anyMark)
	slices.SortStableFunc(found, func(a, b run) int { return cmp.Compare(a.distance(e.trigger), b.distance(e.trigger)) })
	return found
}

// date reads the date again from its words. The days are those of the words; days that the claim tells must
// be equal to them.
func (e *examination) date() error {
	p := e.p.When
	if p == nil {
		return nil
	}
	period := e.periodAt(p.Text)
	switch {
	case period == nil:
		return refuse(DateNotInEvidence, "%s is no date in the sentence", brief(p.Text))
	case period.From == "" && period.To == "" && p.From+p.To != "":
		return refuse(DateNotInEvidence, "%s tells no day, the answer tells %s..%s", brief(p.Text), brief(p.From), brief(p.To))
	case p.From != "" && p.From != period.From, p.To != "" && p.To != period.To:
		return refuse(DateDiffers, "%s is %s..%s, not %s..%s", brief(p.Text), period.From, period.To, brief(p.From), brief(p.To))
	}
	e.claim.Period = *period
	e.step("gate.date", period.Span, "read again: %s..%s", period.From, period.To)
	return nil
}

func (e *examination) periodAt(text string) *extract.Period {
	periods := e.survey.Sentences[e.sentence].Periods
	for _, r := range e.nearestFirst(text) {
		for i := range periods {
			if at, ok := e.runOf(periods[i].Span); ok && (at.within(r) || r.within(at)) {
				return &periods[i]
			}
		}
	}
	return nil
}
