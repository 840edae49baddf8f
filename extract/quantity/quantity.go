// Package quantity finds numbers in a sentence, with the words that bound or soften them.
package quantity

import (
	"io/fs"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// Quantity is a number phrase with its comparators.
type Quantity struct {
	First, Last int    // tokens, both included; a comparator that stands behind the noun is not included
	Min, Max    int    // -1 where not told
	Comparator  string // eq, ge, gt, le, lt, approx, vague
	Digits      bool   // written in digits, at least in part
	Definite    bool   // «the five»
	Unit        string // set where it counts no persons or things: see the Unit constants
}

// Units of numbers that count neither persons nor things.
const (
	UnitAge      = "age"
	UnitArea     = "area"
	UnitDistance = "distance"
	UnitDuration = "duration"
	UnitFormer   = "former" // the lower end of a rise: «from 5 to 11»
	UnitLabel    = "label"  // part of a name: Division 30
	UnitMoney    = "money"
	UnitPercent  = "percent"
	UnitTime     = "time" // of day
	UnitTimes    = "times"
	UnitWeight   = "weight"
	UnitYear     = "year"
)

// Data holds the vocabulary. It is safe for concurrent use.
type Data struct{}

// Load reads the tables from the data of one language, such as a sub-tree that holds «numerals.tsv».
func Load(fsys fs.FS) (*Data, error) { return &Data{}, nil }

// Find returns the quantities in the tokens of one sentence, left to right, none overlapping another.
// Tokens for which taken answers true belong to something else, such as a date; taken may be nil.
func (d *Data) Find(tokens []arabic.Token, taken func(i int) bool) []Quantity { return nil }
