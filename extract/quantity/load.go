package quantity

import (
	"fmt"
	"io/fs"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// Places of comparators in their table.
const (
	placeBefore  = "before"
	placeAfter   = "after"
	placeBetween = "between"
	placeJoin    = "join"
	placeRise    = "rise"
	placeFrom    = "from"
	placeVague   = "vague"
)

// unitAgeCue is the unit of words that make an age of the years behind them.
const unitAgeCue = "age-cue"

type entry struct {
	place, comparator string
}

// Data holds the vocabulary. It is safe for concurrent use.
type Data struct {
	numbers    *arabic.Numerals
	before     arabic.Phrases[*entry] // comparators and «between»
	behind     arabic.Phrases[*entry]
	join       arabic.Phrases[*entry]
	cues       arabic.Phrases[*entry] // of a rise
	vague      arabic.Phrases[*entry]
	unitBefore arabic.Phrases[string]
	unitBehind arabic.Phrases[string]
}

// Load reads the tables from the data of one language: a tree that holds «numerals.tsv»,
// «comparators.tsv» and «units.tsv».
func Load(fsys fs.FS) (*Data, error) {
	numbers, err := lexicon.ReadNumerals(fsys)
	if err != nil {
		return nil, fmt.Errorf("load numerals: %w", err)
	}
	d := &Data{numbers: numbers}
	if err := d.loadComparators(fsys); err != nil {
		return nil, fmt.Errorf("load comparators: %w", err)
	}
	if err := d.loadUnits(fsys); err != nil {
		return nil, fmt.Errorf("load units: %w", err)
	}
	return d, nil
}

func (d *Data) loadComparators(fsys fs.FS) error {
	rows, err := lexicon.ReadTable(fsys, "comparators.tsv")
	if err != nil {
		return err
	}
	places := map[string]*arabic.Phrases[*entry]{
		placeBefore: &d.before, placeBetween: &d.before, placeAfter: &d.behind, placeJoin: &d.join,
		placeRise: &d.cues, placeFrom: &d.cues, placeVague: &d.vague,
	}
	for _, r := range rows {
		to, ok := places[r.Get("place")]
		if !ok {
			return r.Errorf("unknown place %q", r.Get("place"))
		}
		switch c := r.Get("comparator"); c {
		case "", Ge, Gt, Le, Lt, Approx:
			to.Add(r.Get("form"), false, &entry{place: r.Get("place"), comparator: c})
		default:
			return r.Errorf("unknown comparator %q", c)
		}
	}
	return nil
}

func (d *Data) loadUnits(fsys fs.FS) error {
	rows, err := lexicon.ReadTable(fsys, "units.tsv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		switch r.Get("place") {
		case placeBefore:
			d.unitBefore.Add(r.Get("form"), false, r.Get("unit"))
		case placeAfter:
			d.unitBehind.Add(r.Get("form"), false, r.Get("unit"))
		default:
			return r.Errorf("unknown place %q", r.Get("place"))
		}
	}
	return nil
}
