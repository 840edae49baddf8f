// Package temporal finds the dates and periods that a sentence names and resolves them against the
// day on which the article was published.
//
// Choices where the language leaves one: a bare weekday is the last one on or before publication, and
// publication day itself where it is that weekday; «last Monday» is before publication; a day or month
// without a year is the last on or before publication; where a weekday contradicts the «yesterday»
// beside it by a day or two the weekday is right, as papers print a day late; «the night of Monday to
// Tuesday» is both days; weeks begin on Sunday; the last
// two days end on the day before publication, and this month and this year with it; the beginning, middle and end
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

	After int // days behind the event that it names («two days after the attack»), 0 where that is not told

	// Through is the last day where «since» stands some words before the date, at token SinceAt: what is told between them
	// («since the fall of P in May») was then, and what is told elsewhere since then. It is empty otherwise.
	Through string
	SinceAt int

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
	return d.FindAfter(tokens, published, &Context{})
}

// Context is what «the same day» and «the same year» in a sentence can mean: the date told last. The zero value is the
// beginning of an article.
type Context struct {
	prev    period
	hasPrev bool
	age     int // how many sentences back
}

// FindAfter is Find for a sentence of an article of which those before have been read with the same context.
func (d *Data) FindAfter(tokens []arabic.Token, published string, c *Context) []Expr {
	p := parser{tokens: tokens, words: make([]word, 0, len(tokens)), prev: c.prev, hasPrev: c.hasPrev, age: c.age + 1}
	defer func() { c.prev, c.hasPrev, c.age = p.prev, p.hasPrev, p.age }()
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
		at := p.sinceBefore(i, v.kind)
		if found == nil {
			found = make([]Expr, 0, 4)
		}
		e := p.expr(v, i, next-1, since || at >= 0, until)
		if at >= 0 && !since && e.From != "" {
			e.SinceAt, e.Through = at, v.to.String()
		}
		found = append(found, e)
		i = next
	}
	return found
}

// expr turns a period into what callers see.
func (p *parser) expr(v period, first, last int, since, until bool) Expr {
	e := Expr{
		First: first, Last: last, Precision: v.prec.String(), Anchored: v.free || p.anchored,
		Since: since, Until: until, Part: v.part, Conflict: v.conflict, Kind: v.kind,
		After: v.after, checked: v.checked, off: v.off,
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
		p.prev, p.hasPrev, p.age = v, true, 0
	}
}
