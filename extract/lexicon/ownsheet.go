package lexicon

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// add puts the rows of a table where they belong.
func (l *ownLinter) add(f form, rows []Row) {
	if f.to == "" {
		l.sheet(rows)
		return
	}
	for _, r := range rows {
		switch {
		case f.names:
			r = r.with("use", cmp.Or(r.Get("use"), "alias"))
		case f.group == "media":
			r = r.with("kind", cmp.Or(r.Get("kind"), string(schema.Media))).with("class", cmp.Or(r.Get("class"), "other"))
		}
		l.put(f.to, r)
	}
}

func (l *ownLinter) put(to string, r Row) { l.out.tables[to] = append(l.out.tables[to], r) }

// sheet takes a table apart that has entities and names together: the line with a kind describes the entity and has its
// main name, each other line of the id has one name more.
func (l *ownLinter) sheet(rows []Row) {
	described := map[string]Row{}
	for _, r := range rows {
		if r.Get("kind") == "" {
			continue
		}
		if first, ok := described[r.ID]; ok {
			l.fault(r, fmt.Sprintf("the kind of %q stands in line %d already", r.ID, first.Line), "leave the kind empty in lines of further names")
			continue
		}
		described[r.ID] = r
		l.describe(r)
	}
	for _, r := range rows {
		if r.Get("kind") == "" {
			l.furtherName(r, described)
		}
	}
}

// describe adds an entity with its main name.
func (l *ownLinter) describe(r Row) {
	group := groupOf(schema.Kind(r.Get("kind")))
	switch group {
	case "":
		oneOf(&l.linter, r, "kind", slices.Concat(actorKinds, []schema.Kind{schema.Media, schema.Person}, placeKinds))
		return
	case "persons":
		r = r.with("affiliation", r.Get("parent"))
	case "media":
		r = r.with("class", cmp.Or(r.Get("class"), "other"))
	}
	l.misplaced(r, group)
	l.put(entityTable(group), r)
	use := r.Get("use")
	if !slices.Contains(strings.Split(use, ","), "main") {
		use = strings.TrimSuffix("main,"+use, ",")
	}
	l.put(namesTable(group), r.with("use", use))
}

// misplaced reports cells that say nothing of an entity of that group.
func (l *ownLinter) misplaced(r Row, group string) {
	known := slices.Concat(entityForms[group].all(), sheet.needs, []string{"use"})
	if group == "persons" {
		known = append(known, "parent")
	}
	for _, c := range sheet.may {
		if r.Get(c) != "" && !slices.Contains(known, c) {
			l.fault(r, fmt.Sprintf("%s %q, which %s do not have", c, r.Get(c), group), "leave the cell empty")
		}
	}
}

// furtherName adds the name in a line without a kind.
func (l *ownLinter) furtherName(r Row, described map[string]Row) {
	for _, c := range sheet.may {
		if r.Get(c) != "" && c != "use" {
			l.fault(r, fmt.Sprintf("%s %q in a line without a kind, which is one name more", c, r.Get(c)),
				"write it in the line with the kind, or empty the cell")
			return
		}
	}
	r = r.with("use", cmp.Or(r.Get("use"), "alias"))
	if d, ok := described[r.ID]; ok {
		if group := groupOf(schema.Kind(d.Get("kind"))); group != "" {
			l.put(namesTable(group), r)
		}
		return
	}
	l.loose = append(l.loose, r)
}

// settleLoose gives names to entities that are built in or described in another table.
func (l *ownLinter) settleLoose() {
	own := map[string]bool{}
	for _, g := range groups {
		for _, r := range l.out.tables[entityTable(g)] {
			own[Key(g, r.ID)] = true
		}
	}
	for _, r := range l.loose {
		var bearers []string
		for _, g := range groups {
			if own[Key(g, r.ID)] || l.base.Index(Key(g, r.ID)) >= 0 {
				bearers = append(bearers, g)
			}
		}
		switch len(bearers) {
		case 0:
			l.fault(r, fmt.Sprintf("no kind, and no entity %q", r.ID), "write its kind; `isnad lexicon find` looks for ids that are there")
		case 1:
			l.put(namesTable(bearers[0]), r)
		default:
			l.fault(r, fmt.Sprintf("%q is an id among %s", r.ID, strings.Join(bearers, " and ")),
				fmt.Sprintf("write the name in a table %s/….names.tsv, with the columns id, name, use", bearers[0]))
		}
	}
}

// groupOf returns the group of tables for entities of kind; "" where there is none.
func groupOf(kind schema.Kind) string {
	switch {
	case kind.IsPlace():
		return "places"
	case kind == schema.Media:
		return "media"
	case kind == schema.Person:
		return "persons"
	case slices.Contains(actorKinds, kind):
		return "actors"
	}
	return ""
}

// with returns r with another value in a column.
func (r Row) with(column, value string) Row {
	head, cells := maps.Clone(r.head), slices.Clone(r.cells)
	i, ok := head[column]
	if !ok {
		i = len(head)
		head[column] = i
	}
	for len(cells) <= i {
		cells = append(cells, "")
	}
	cells[i] = value
	r.head, r.cells = head, cells
	return r
}

// plain returns r with its cells in plain spelling.
func (r Row) plain() Row {
	cells := make([]string, len(r.cells))
	for i, c := range r.cells {
		cells[i] = arabic.Plain(c)
	}
	r.ID, r.cells = cells[0], cells
	return r
}
