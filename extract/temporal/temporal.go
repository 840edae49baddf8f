// Package temporal finds the dates and periods that a sentence names and resolves them against the
// day on which the article was published.
//
// Choices where the language leaves one: a bare weekday is the last one on or before publication, and
// publication day itself where it is that weekday; «last Monday» is before publication; a day or month
// without a year is the last on or before publication; where a weekday contradicts the «yesterday»
// beside it by a day or two the weekday is right, as papers print a day late; «the night of Monday to
// Tuesday» is both days; last week is the seven days before publication; the beginning, middle and end
// of a month are its days 1 to 10, 11 to 20 and 21 to the last. Days end at midnight.
package temporal

import "github.com/isnad-graph/isnad/extract/arabic"

// Expr is one date or period, with the tokens that tell it.
//
// From and To are ISO days, both included. An empty one is open (see Since and Until) or not known:
// the expression is vague, tells its time by another event, or is relative to a publication date that
// is not known. Only the last is Anchored == false.
type Expr struct {
	First, Last int // tokens, both included
	From, To    string
	Precision   string // day, week, month, year
	Anchored    bool
	Since       bool   // begins at From and is not said to end
	Until       bool   // ends at To and is not said to begin
	Part        string // part of the day: dawn, morning, noon, afternoon, evening, night; or empty
	Conflict    bool   // the words disagree with each other or with the publication date
	Kind        string

	checked bool // a day told both by «yesterday» or the like and by its weekday
	off     day  // from the one to the other
}

// Kinds of expressions.
const (
	KindDay     = "day"     // yesterday, today, tomorrow, last night
	KindWeekday = "weekday" // Thursday, last Monday
	KindDate    = "date"    // a day of a month
	KindMonth   = "month"
	KindYear    = "year"
	KindPeriod  = "period" // last week, this month, last summer, the end of 2014
	KindAgo     = "ago"    // two weeks ago; with Since also «for two weeks», where what is told lasts
	KindRange   = "range"  // two ends told, or the last n days
	KindEvent   = "event"  // told by another event or day: the next day, two days later; never resolved
	KindVague   = "vague"  // some days ago; never resolved
)

// Find returns the expressions in the tokens of one sentence, left to right, none overlapping another.
// Published is the ISO day of publication, empty where it is not known; a day that is none, or of no
// year from 1900 to 2100, is not known either.
func (d *Data) Find(tokens []arabic.Token, published string) []Expr {
	p := parser{tokens: tokens, words: make([]word, 0, len(tokens))}
	p.pub, p.anchored = parsePublished(published)
	if !p.classify(d) {
		return nil
	}
	var found []Expr
	for i := 0; i < len(p.words); {
		v, next, since, until := p.bounded(i)
		if next <= i {
			i++
			continue
		}
		since = since || p.sinceBefore(i, v.kind)
		if found == nil {
			found = make([]Expr, 0, 4)
		}
		found = append(found, p.expr(v, i, next-1, since, until))
		i = next
	}
	return found
}

// expr turns a period into what callers see.
func (p *parser) expr(v period, first, last int, since, until bool) Expr {
	e := Expr{
		First: first, Last: last, Precision: v.prec.String(), Anchored: v.free || p.anchored,
		Since: since, Until: until, Part: v.part, Conflict: v.conflict, Kind: v.kind,
		checked: v.checked, off: v.off,
	}
	if !v.known {
		return e
	}
	p.remember(v)
	if !until && !v.openFrom {
		e.From = v.from.String()
	}
	if !since {
		e.To = v.to.String()
	}
	return e
}

// remember keeps v for «the same year».
func (p *parser) remember(v period) {
	if v.known {
		p.prev, p.hasPrev = v, true
	}
}
