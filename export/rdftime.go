package export

import (
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// moment writes d as exactly as precision allows: a day, a month or a year. ok is false where d is not
// known.
func moment(d graph.Day, precision string) (t term, ok bool) {
	switch text := coarse(d, precision); len(text) {
	case len("2006"):
		return typedLiteral(text, xsdYear), true
	case len("2006-01"):
		return typedLiteral(text, xsdMonth), true
	case len("2006-01-02"):
		return typedLiteral(text, xsdDate), true
	}
	return term{}, false
}

// coarse cuts d to what precision tells of it; empty where d is not known.
func coarse(d graph.Day, precision string) string {
	if _, known := d.Time(); !known {
		return ""
	}
	switch precision {
	case graph.PrecisionMonth:
		return string(d[:len("2006-01")])
	case graph.PrecisionYear:
		return string(d[:len("2006")])
	}
	return string(d)
}

// validity returns from when to when a claim says that something lasting held, as far as it does; a
// zero day is open or not known. lasts is false of what does not last. Whoever gained a place holds it
// from then on; whoever lost it held it until then.
func validity(c *graph.Claim) (from, to graph.Day, lasts bool) {
	p := c.Period
	switch {
	case c.Type.IsLasting():
		return p.From, p.To, true
	case c.Type != schema.Control:
		return "", "", false
	case c.Phase == schema.Gain:
		return p.From, "", true
	case c.Phase == schema.Lose:
		return "", p.To, true
	}
	return p.From, p.To, true
}

// lastsOn reports whether p tells of something that goes on after the last day that is told of it.
func lastsOn(p schema.Predicate) bool {
	switch p {
	case schema.Controls, schema.Besieges, schema.PredPartOf, schema.PredMemberOf, schema.PredLeads,
		schema.PredSpeaksFor, schema.PredAllyOf:
		return true
	}
	return false
}
