package query

import (
	"fmt"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Rules about single claims.
const (
	RuleFuture   = "event-after-publication"
	RulePeriod   = "period"
	RuleTally    = "tally"
	RuleBare     = "claim-without-arguments"
	RuleTwice    = "source-twice"
	lintOldest   = graph.Day("1900-01-01")
	maxDays      = 3 * 366 // over which one occurrence is no longer believed to last
	maxPersons   = 10_000_000
	readAgain    = "read the sentence: `isnad why` tells which words made the claim; reject it, or mend the rule"
	wrongArticle = "look whether the article has the date of another one; reject the claim, or ingest the article with the right date"
)

// lintClaim checks c alone, and keeps what is needed of it to check several.
func (l *linter) lintClaim(c *graph.Claim) {
	for _, role := range schema.Roles {
		for _, a := range c.Args(role) {
			l.used[a.Entity] = true
		}
	}
	l.lintDate(c)
	l.lintPeriod(c)
	l.lintTallies(c)
	if len(c.Agents)+len(c.Patients)+len(c.Places) == 0 {
		l.find(Finding{Severity: LintNote, Rule: RuleBare, What: fmt.Sprintf("%s: neither who nor whom nor where", c.Type), Remedy: readAgain}, c)
	}
	l.chain(c)
	l.control(c)
}

// lintDate finds what happened only after it was told. One day may be the clock of another place.
func (l *linter) lintDate(c *graph.Claim) {
	published := l.published[c.Doc]
	if c.Type.IsLasting() || !happened(c) || published == "" || c.Period.From <= published {
		return
	}
	f := Finding{
		Severity: LintError, Rule: RuleFuture, Remedy: wrongArticle,
		What: fmt.Sprintf("%s happened on %s, in an article of %s", c.Type, c.Period.From, published),
	}
	if c.Period.From == published.AddDays(1) {
		f.Severity = LintWarning
	}
	l.find(f, c)
}

func happened(c *graph.Claim) bool { return c.Status == schema.Happened || c.Status == "" }

// lintPeriod finds periods that end before they begin, begin before the oldest day, or last for years.
func (l *linter) lintPeriod(c *graph.Claim) {
	from, to := c.Period.From, c.Period.To
	f := Finding{Severity: LintWarning, Rule: RulePeriod, Remedy: readAgain}
	switch {
	case from != "" && to != "" && to < from:
		f.Severity, f.What = LintError, fmt.Sprintf("%s from %s to %s: ends before it begins", c.Type, from, to)
	case from != "" && from < lintOldest:
		f.What = fmt.Sprintf("%s on %s, before %s", c.Type, from, lintOldest)
	case !c.Type.IsLasting() && c.Type != schema.Control && c.Type != schema.Besiege && days(from, to) > maxDays:
		f.What = fmt.Sprintf("%s from %s to %s: one occurrence of %d days", c.Type, from, to, days(from, to))
	default:
		return
	}
	l.find(f, c)
}

// days returns how many days lie between from and to, 0 where one of them is not known.
func days(from, to graph.Day) int {
	a, known := from.Time()
	b, alsoKnown := to.Time()
	if !known || !alsoKnown {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

func (l *linter) lintTallies(c *graph.Claim) {
	for _, t := range c.Tallies {
		f := Finding{Severity: LintError, Rule: RuleTally, Remedy: readAgain}
		switch {
		case t.Min != nil && *t.Min < 0 || t.Max != nil && *t.Max < 0:
			f.What = fmt.Sprintf("%s: less than none", t.What)
		case t.Min != nil && t.Max != nil && *t.Min > *t.Max:
			f.What = fmt.Sprintf("%s: at least %d and at most %d", t.What, *t.Min, *t.Max)
		case t.Min != nil && *t.Min > maxPersons || t.Max != nil && *t.Max > maxPersons:
			f.Severity, f.What = LintWarning, fmt.Sprintf("%s: more than %d", t.What, maxPersons)
		default:
			continue
		}
		l.find(f, c)
	}
}

// chain keeps who is heard from whom, and finds a claim that comes back to one of its sources.
func (l *linter) chain(c *graph.Claim) {
	seen := map[graph.ID]bool{}
	for i, s := range c.Sources {
		if seen[s.Entity] {
			l.find(Finding{
				Severity: LintError, Rule: RuleTwice, Entities: []graph.ID{s.Entity}, Remedy: readAgain,
				What: l.key(s.Entity) + " is twice in the chain of sources",
			}, c)
			return
		}
		seen[s.Entity] = true
		if i > 0 {
			l.hears(c.Sources[i-1].Entity, s.Entity, c)
		}
	}
}

// occasion is what claims have in common that may well tell one event.
type occasion struct {
	t     schema.Type
	day   graph.Day
	place graph.ID
}

// hearsay is a graph of sources: source → whom it has it from → the first claim that says so.
type hearsay map[graph.ID]map[graph.ID]graph.ID

// hears keeps that by tells c from hearsay, where c has a day and a place.
func (l *linter) hears(by, from graph.ID, c *graph.Claim) {
	if c.Period.From == "" {
		return
	}
	for _, p := range c.Places {
		o := occasion{c.Type, c.Period.From, p.Entity}
		if l.heard[o] == nil {
			l.heard[o] = hearsay{}
		}
		if l.heard[o][by] == nil {
			l.heard[o][by] = map[graph.ID]graph.ID{}
		}
		if _, known := l.heard[o][by][from]; !known {
			l.heard[o][by][from] = c.ID
			l.docs[c.ID] = c.Doc
		}
	}
}
