// Package temporal finds the dates and periods that a sentence names and resolves them against the
// day on which the article was published.
package temporal

import (
	"io/fs"

	"github.com/isnad-graph/isnad/extract/arabic"
)

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
}

// Kinds of expressions.
const (
	KindDay     = "day"     // yesterday, today, tomorrow, last night
	KindWeekday = "weekday" // Thursday, last Monday
	KindDate    = "date"    // a day of a month
	KindMonth   = "month"
	KindYear    = "year"
	KindPeriod  = "period" // last week, this month, last summer, the end of 2014
	KindAgo     = "ago"    // two weeks ago
	KindRange   = "range"  // two ends told, or the last n days
	KindEvent   = "event"  // told by another event or day: the next day, two days later; never resolved
	KindVague   = "vague"  // some days ago; never resolved
)

// Data holds the vocabulary. It is safe for concurrent use.
type Data struct{}

// Load reads the tables from the data of one language, such as a sub-tree that holds «time/months.tsv».
func Load(fsys fs.FS) (*Data, error) { return &Data{}, nil }

// Find returns the expressions in the tokens of one sentence, left to right, none overlapping another.
// Published is the ISO day of publication, empty where it is not known.
func (d *Data) Find(tokens []arabic.Token, published string) []Expr { return nil }
