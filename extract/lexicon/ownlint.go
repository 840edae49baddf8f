package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// check checks all own tables together with the built-in ones.
func (l *ownLinter) check(needs Needs) {
	for name := range wordForms {
		l.tables[name] = slices.Concat(l.tables[name], l.out.tables[name])
	}
	l.words()
	l.nouns()
	l.triggers(needs.Requirements)
	l.commonWords()
	for _, name := range []string{"words.tsv", "nouns.tsv"} {
		for _, r := range l.out.tables[name] {
			if !l.base.Filled(r.ID) {
				l.fault(r, fmt.Sprintf("no class of words %q", r.ID), "name one of the built-in words.tsv or nouns.tsv; words for own rules belong into rules/"+name)
			}
		}
	}
	l.ownEntities()
	slices.SortFunc(l.out.rules, func(a, b RuleFile) int { return strings.Compare(a.Name, b.Name) })
}

// ownEntities checks the entities and names of all groups.
func (l *ownLinter) ownEntities() {
	rosters := map[string]*roster{}
	for _, g := range groups {
		rosters[g] = l.merged(g)
	}
	for _, g := range groups {
		ro := rosters[g]
		names := map[string][]Row{}
		for _, r := range l.out.tables[namesTable(g)] {
			names[r.ID] = append(names[r.ID], r)
			l.ownName(g, r, ro)
		}
		for _, r := range ro.entities {
			if r.own {
				l.entity(g, r, rosters)
				l.level(r, ro)
				l.likeness(g, r, names[r.ID])
			}
		}
		l.names(ro)
	}
	l.ownSharedNames()
	l.takenOver()
}

// takenOver reports names that two own entities take for themselves alone.
func (l *ownLinter) takenOver() {
	var rows []Row
	for _, g := range groups {
		rows = append(rows, l.out.tables[namesTable(g)]...)
	}
	l.unique(rows, "the name taken over", func(r Row) string {
		if !slices.Contains(strings.Split(r.Get("use"), ","), "instead") {
			return ""
		}
		return strings.Join(NameWords(r.Get("name")), " ")
	})
}

// ownSharedNames reports names of actors and outlets that lead to others too.
func (l *ownLinter) ownSharedNames() {
	own := slices.Concat(l.out.tables[namesTable("actors")], l.out.tables[namesTable("media")])
	if len(own) > 0 {
		l.sharedNames(slices.Concat(l.roster("actors").names, l.roster("media").names, own))
	}
}

// merged returns the built-in roster of a group with the own entities that have ids of their own.
func (l *ownLinter) merged(group string) *roster {
	ro := l.roster(group)
	for _, r := range l.out.tables[entityTable(group)] {
		if first, ok := ro.byID[r.ID]; ok {
			remedy := "keep one of them"
			if !first.own {
				remedy = "choose another id; or, to give more names to the built-in one, write only those"
			}
			l.fault(r, fmt.Sprintf("id %q stands in line %d of %s too", r.ID, first.Line, l.where(first)), remedy)
			l.taken[Key(group, r.ID)] = true
			continue
		}
		ro.byID[r.ID] = r
		ro.entities = append(ro.entities, r)
	}
	own := l.out.tables[namesTable(group)]
	named := map[string]bool{}
	for _, r := range own {
		named[r.ID] = true
	}
	ro.names = slices.DeleteFunc(ro.names, func(r Row) bool { return !named[r.ID] }) // of others there is nothing to check
	ro.names = append(ro.names, own...)
	return ro
}

// ownName checks what a name is good for.
func (l *ownLinter) ownName(group string, r Row, ro *roster) {
	name, uses := r.Get("name"), strings.Split(r.Get("use"), ",")
	has := func(uu ...string) bool {
		return slices.ContainsFunc(uu, func(u string) bool { return slices.Contains(uses, u) })
	}
	if e, ok := ro.byID[r.ID]; ok && !e.own && has("main") && !l.taken[Key(group, r.ID)] {
		l.fault(r, fmt.Sprintf("%q is built in and has its main name", r.ID), "mark this one as alias, or choose another id for another entity")
	}
	if group != "places" {
		l.loaded(r, name, has)
	}
	if has("gated", "generic", "free", "instead", "loaded") {
		return
	}
	switch why := l.base.Gate(name); {
	case why == "":
	case group == "places":
		l.fault(r, fmt.Sprintf("%q counts wherever it stands, but %s", name, why),
			"mark it as gated, and it counts behind a noun like «village»; or as free, if news never mean anything else by it")
	case l.base.isWord(name):
		l.fault(r, fmt.Sprintf("%q is a common word too", name),
			"write it with the noun before it («brigade of …»), or mark it as free, if news never mean anything else by it")
	}
}

// loaded reports a name that judges.
func (l *ownLinter) loaded(r Row, name string, has func(...string) bool) {
	for _, w := range NameWords(name) {
		switch {
		case !l.base.isLoaded(w):
			continue
		case has("main"):
			l.fault(r, fmt.Sprintf("the main name %q judges (%q)", name, w), "take what it calls itself, or what most call it without judging")
		case !has("loaded"):
			l.fault(r, fmt.Sprintf("the name %q judges (%q)", name, w), "leave the word out, or mark the name as generic,loaded")
		}
		return
	}
}

// level checks the administrative level of a place, which falls below that of what it lies in.
func (l *ownLinter) level(r Row, ro *roster) {
	level := r.Get("level")
	if level == "" {
		return
	}
	n, err := strconv.ParseUint(level, 10, 3)
	above, err2 := strconv.ParseUint(ro.byID[r.Get("parent")].Get("level"), 10, 3)
	switch {
	case err != nil:
		l.fault(r, fmt.Sprintf("level %q", level), "write 0 for a country, 1 for what is right below it, and so on to 7; or nothing")
	case err2 == nil && n <= above:
		l.fault(r, fmt.Sprintf("level %d within level %d (%q)", n, above, r.Get("parent")), "correct the level, or the parent")
	}
}

// likeness reports an entity that looks like one that is built in.
func (l *ownLinter) likeness(group string, r Row, names []Row) {
	twin := -1
	switch group {
	case "places":
		twin = l.base.Twin(placeInfo(r, names))
	case "persons":
		twin = l.base.namesake(names, l.base.employer(r.Get("affiliation")))
	}
	if twin >= 0 {
		e := &l.base.Entries[twin]
		_, id, _ := strings.Cut(e.Key, "/")
		l.minor(r, fmt.Sprintf("it looks like the built-in %s (%s)", e.Key, e.En),
			fmt.Sprintf("if it is the same, write only its further names, under the id %q; if not, check parent and coordinates", id))
	}
}

func placeInfo(r Row, names []Row) PlaceInfo {
	var e Entry
	_ = e.setPoint(r) // what is wrong with the point is reported elsewhere
	p := PlaceInfo{
		Kind: schema.Kind(r.Get("kind")), Parent: Key("places", r.Get("parent")), HasPoint: e.HasPoint, Lat: e.Lat, Lon: e.Lon,
		External: map[string]string{},
	}
	for _, scheme := range schemes {
		if id := r.Get(scheme); id != "" {
			p.External[scheme] = id
		}
	}
	for _, n := range names {
		p.Names = append(p.Names, n.Get("name"))
	}
	return p
}

// namesake returns a person with one of names who belongs to employer, or of whom either does not say; or -1.
func (l *Lexicon) namesake(names []Row, employer string) int {
	for _, n := range names {
		for _, ref := range l.Named(n.Get("name")) {
			e := &l.Entries[ref.Entry]
			if e.Kind == schema.Person && (e.Parent == employer || e.Parent == "" || employer == "") {
				return int(ref.Entry)
			}
		}
	}
	return -1
}
