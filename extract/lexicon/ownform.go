package lexicon

import (
	"path"
	"slices"
	"strings"
)

// form says what a table of a user's own holds. Its first column is «id».
type form struct {
	to         string // the table that Load reads
	needs, may []string
	group      string // of entities, "" where the table has words
	names      bool   // only names of entities
}

func (f form) all() []string { return slices.Concat([]string{"id"}, f.needs, f.may) }

// sheet is the form of a table with entities and their names together.
var sheet = form{
	needs: []string{"kind", "name"},
	may:   []string{"use", "parent", "class", "role", "gender", "lat", "lon", "level", "en", "pcode", "geonames", "wikidata"},
}

// The forms of the tables that describe entities, and of those with words, by name.
var (
	entityForms = map[string]form{
		"actors":  {needs: []string{"kind", "class"}, may: []string{"parent", "gender", "en", "wikidata"}},
		"media":   {may: []string{"kind", "class", "parent", "gender", "en", "wikidata"}},
		"persons": {may: []string{"affiliation", "role", "gender", "en", "wikidata"}},
		"places":  {needs: []string{"kind"}, may: []string{"parent", "lat", "lon", "level", "en", "pcode", "geonames", "wikidata"}},
	}
	wordForms = map[string]form{
		"words.tsv":         {needs: []string{"form"}},
		"nouns.tsv":         {needs: []string{"gender", "singular"}, may: []string{"plural"}},
		"triggers.tsv":      {needs: []string{"kind", "frame"}, may: []string{"type", "mode", "phase", "needs", "req"}},
		"trigger-forms.tsv": {needs: []string{"kind", "form"}},
		"frames.tsv":        {may: frameSlots},
		"common.tsv":        {needs: []string{"form"}},
		"rules/words.tsv":   {needs: []string{"form"}},
		"rules/nouns.tsv":   {needs: []string{"gender", "singular"}, may: []string{"plural"}},
	}
	nameForm = form{needs: []string{"name"}, may: []string{"use"}, names: true}
)

// tables that are read from the built-in data alone.
var builtInOnly = []string{"areas.tsv", "boilerplate.tsv", "capitals.tsv", "comparators.tsv", "extent.tsv", "fields.tsv", "generic.tsv", "nisba.tsv", "numerals.tsv", "spheres.tsv", "units.tsv"}

// formOf returns the form of the table in a file of a user's own directory; it has none where such a file is not read.
func formOf(file string) (form, bool) {
	if f, ok := wordForms[file]; ok {
		f.to = file
		return f, true
	}
	dir := path.Dir(file)
	f, ok := entityForms[dir]
	switch {
	case path.Ext(file) != ".tsv", slices.Contains(builtInOnly, file):
		return form{}, false
	case dir == ".":
		return sheet, true
	case ok && strings.HasSuffix(file, namesEnding):
		f = nameForm
		f.group, f.to = dir, namesTable(dir)
	case ok:
		f.group, f.to = dir, entityTable(dir)
	}
	return f, ok
}

const namesEnding = ".names.tsv"

// The tables that a user's own entities of a group are merged into.
func entityTable(group string) string { return group + "/own.tsv" }
func namesTable(group string) string  { return group + "/own" + namesEnding }

// columnsOf returns the columns of a table that Load reads.
func columnsOf(to string) []string {
	f, ok := wordForms[to]
	switch {
	case ok:
	case strings.HasSuffix(to, namesEnding):
		f = nameForm
	default:
		f = entityForms[path.Dir(to)]
	}
	return f.all()
}
