package lexicon

import (
	"io/fs"
	"strconv"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// ReadNumerals reads the number words of «numerals.tsv».
func ReadNumerals(fsys fs.FS) (*arabic.Numerals, error) {
	rows, err := ReadTable(fsys, "numerals.tsv")
	if err != nil {
		return nil, err
	}
	var n arabic.Numerals
	for _, r := range rows {
		kind, err := arabic.ParseNumeralKind(r.Get("kind"))
		if err != nil {
			return nil, r.Errorf("%v", err)
		}
		value, err := strconv.Atoi(r.Get("value"))
		if err != nil {
			return nil, r.Errorf("value %q is no number", r.Get("value"))
		}
		n.Add(r.Get("form"), kind, value, r.Get("article") == "no")
	}
	return &n, nil
}
