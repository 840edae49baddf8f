package graph

import (
	"cmp"
	"slices"
	"strings"
)

// MergeEntity returns the entity that contributions, one for each document that names it in ascending
// order of document id, make together: the first speaks for all but the names, which are the union.
// It returns nil where there are none.
func MergeEntity(contributions []*Entity) *Entity {
	if len(contributions) == 0 {
		return nil
	}
	merged := *contributions[0]
	var names []Name
	for _, c := range contributions {
		names = append(names, c.Names...)
	}
	merged.Names = SortNames(names)
	return &merged
}

// SortNames returns names in order of text, language and script, without doubles; nil where there are none.
func SortNames(names []Name) []Name {
	if len(names) == 0 {
		return nil
	}
	sorted := slices.Clone(names)
	slices.SortFunc(sorted, CompareNames)
	return slices.Compact(sorted)
}

// CompareNames orders names by text, language and script.
func CompareNames(a, b Name) int {
	if c := strings.Compare(a.Text, b.Text); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Lang, b.Lang), strings.Compare(a.Script, b.Script))
}

// SearchForms returns the distinct search forms of the names of e, its main name among them, ascending.
func SearchForms(e *Entity) []string {
	forms := make([]string, 0, len(e.Names)+1)
	for _, name := range append([]Name{{Text: e.Name}}, e.Names...) {
		if form := FoldName(name.Text); form != "" {
			forms = append(forms, form)
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}
