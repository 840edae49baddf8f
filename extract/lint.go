package extract

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/pattern"
	"github.com/isnad-graph/isnad/schema"
)

// Lint checks the built-in linguistic data and returns its faults, one line each, in the order of files
// and lines: «file:line: what; remedy». It returns none where the data holds.
func (x *Extractor) Lint() []error {
	var out []error
	for _, f := range lexicon.Lint(data.FS, root, needs()) {
		out = append(out, f)
	}
	return append(out, pattern.Lint(x.rules.set.Rules)...)
}

// needs lists what the code asks of the data.
func needs() lexicon.Needs {
	n := lexicon.Needs{
		Requirements: slices.Sorted(maps.Keys(requirements)),
		Generic:      []string{"article", "police", "source-line", string(schema.Civilians), string(schema.Unknown)},
	}
	fields := reflect.TypeFor[classes]()
	for i := range fields.NumField() {
		if c := fields.Field(i).Tag.Get("class"); !strings.HasPrefix(c, "t.") {
			n.Classes = append(n.Classes, c)
		}
	}
	return n
}
