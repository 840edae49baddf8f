package lexicon

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

var (
	groups     = []string{"actors", "media", "persons", "places"}
	nameUses   = []string{"main", "alias", "gated", "generic", "loaded", "free", "instead"}
	actorKinds = []schema.Kind{schema.State, schema.Military, schema.ArmedGroup, schema.Coalition, schema.Body, schema.Community}
	placeKinds = []schema.Kind{
		schema.Country, schema.Region, schema.District, schema.Settlement, schema.Neighbourhood, schema.Facility, schema.Natural,
	}
	// The interaction classes of ACLED.
	actorClasses = []string{"state-forces", "rebel", "political-militia", "identity-militia", "civilians", "external", "other"}
	personRoles  = []schema.Type{schema.Leads, schema.MemberOf, schema.SpeaksFor}
)

// roster holds the entities and the names of one group.
type roster struct {
	entities, names []Row
	byID            map[string]Row
}

// entities checks actors, media, persons and places.
func (l *linter) entities() {
	rosters := map[string]*roster{}
	for _, g := range groups {
		rosters[g] = l.roster(g)
	}
	for _, g := range groups {
		l.unique(rosters[g].entities, "id", byID)
		for _, r := range rosters[g].entities {
			l.entity(g, r, rosters)
		}
		l.names(rosters[g])
	}
	l.sharedNames(slices.Concat(rosters["actors"].names, rosters["media"].names))
}

func (l *linter) roster(group string) *roster {
	ro := &roster{byID: map[string]Row{}}
	for _, f := range l.files {
		switch {
		case path.Dir(f) != group:
		case strings.HasSuffix(f, ".names.tsv"):
			ro.names = append(ro.names, l.tables[f]...)
			if _, ok := l.tables[strings.Replace(f, ".names", "", 1)]; !ok {
				l.missing(f, "names without the table of their entities", "add "+strings.Replace(f, ".names", "", 1))
			}
		default:
			ro.entities = append(ro.entities, l.tables[f]...)
		}
	}
	for _, r := range ro.entities {
		ro.byID[r.ID] = r
	}
	return ro
}

func (l *linter) entity(group string, r Row, rosters map[string]*roster) {
	parents, column := rosters["actors"], "parent"
	switch group {
	case "actors":
		oneOf(l, r, "kind", actorKinds)
		oneOf(l, r, "class", actorClasses)
	case "media":
		oneOf(l, r, "kind", []schema.Kind{schema.Media})
	case "persons":
		column = "affiliation"
		if _, ok := rosters["media"].byID[r.Get(column)]; ok {
			parents = rosters["media"]
		}
		oneOf(l, r, "role", orNone(personRoles))
		if r.Get("role") != "" && r.Get(column) == "" {
			l.fault(r, fmt.Sprintf("role %q, but no affiliation", r.Get("role")), "name whom it is towards, or leave out the role")
		}
	case "places":
		parents = rosters["places"]
		oneOf(l, r, "kind", placeKinds)
	}
	if group != "places" {
		oneOf(l, r, "gender", orNone(genders))
	}
	l.parent(r, column, parents)
	l.point(r)
	l.external(r)
}

// parent checks that the entity above r is there, and that the way up ends.
func (l *linter) parent(r Row, column string, in *roster) {
	above := r.Get(column)
	if above == "" {
		return
	}
	at, ok := in.byID[above]
	if !ok {
		l.fault(r, fmt.Sprintf("no entity %q, its %s", above, column), "add the entity, or name another")
		return
	}
	for range 16 {
		if at.ID == r.ID && at.File == r.File {
			l.fault(r, fmt.Sprintf("%q lies above itself", r.ID), "correct its "+column+", or that of one above it")
			return
		}
		if at, ok = in.byID[at.Get("parent")]; !ok {
			return
		}
	}
}

func (l *linter) point(r Row) {
	lat, lon := r.Get("lat"), r.Get("lon")
	if lat == "" && lon == "" {
		return
	}
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	switch {
	case err1 != nil || err2 != nil:
		l.fault(r, fmt.Sprintf("lat %q, lon %q", lat, lon), "write both as decimal degrees, or neither")
	case !(math.Abs(y) <= 90) || !(math.Abs(x) <= 180):
		l.fault(r, fmt.Sprintf("lat %s, lon %s is nowhere on Earth", lat, lon), "latitude is within 90 degrees, longitude within 180")
	case y == 0 && x == 0:
		l.fault(r, "lat 0, lon 0", "leave both empty where they are not known")
	}
}

func (l *linter) external(r Row) {
	if q := r.Get("wikidata"); q != "" && !numbered(q, "Q") {
		l.fault(r, fmt.Sprintf("wikidata id %q", q), "write Q and digits")
	}
	if g := r.Get("geonames"); g != "" && !numbered(g, "") {
		l.fault(r, fmt.Sprintf("geonames id %q", g), "write digits")
	}
}

func numbered(id, prefix string) bool {
	rest, ok := strings.CutPrefix(id, prefix)
	_, err := strconv.ParseUint(rest, 10, 64)
	return ok && err == nil
}

// names checks the names of a group: each of an entity of the group, each once, one of them the main one.
func (l *linter) names(ro *roster) {
	mains := map[string]int{}
	for _, r := range ro.names {
		e, ok := ro.byID[r.ID]
		if !ok || !l.own && strings.Replace(r.File, ".names", "", 1) != e.File {
			l.fault(r, fmt.Sprintf("no entity %q in the table that belongs to this one", r.ID), "add it there, or remove the name")
		}
		mains[r.ID] += l.use(r)
		l.name(r)
	}
	l.unique(ro.names, "the name", func(r Row) string { return keyOf(r.ID, r.Get("name")) })
	for _, e := range ro.entities {
		n, named := mains[e.ID]
		switch {
		case !named:
			l.fault(e, fmt.Sprintf("%q has no name", e.ID), "add a main name")
		case n != 1:
			l.fault(e, fmt.Sprintf("%q has %d main names", e.ID, n), "mark exactly one as main")
		}
	}
}

// use checks what a name is good for, and returns 1 for a main name.
func (l *linter) use(r Row) (main int) {
	for u := range strings.SplitSeq(r.Get("use"), ",") {
		if !slices.Contains(nameUses, u) {
			l.fault(r, fmt.Sprintf("unknown use %q", u), "use "+strings.Join(nameUses, ", ")+", joined by commas")
		}
		if u == "main" {
			main = 1
		}
	}
	return main
}

func (l *linter) name(r Row) {
	n := r.Get("name")
	switch {
	case len(NameWords(n)) == 0:
		l.fault(r, fmt.Sprintf("an empty name of %q", r.ID), "write the name, or remove the row")
	case strings.ContainsAny(n, "\"()\u00AB\u00BB\u201C\u201D\u060C,"):
		l.fault(r, fmt.Sprintf("a mark in the name %q", n), "leave out quotes, brackets and commas")
	}
}

// sharedNames reports names that lead to two actors though they are not marked as generic. Names that
// count only behind a type noun may be shared: the noun parts them.
func (l *linter) sharedNames(names []Row) {
	first := map[string]Row{}
	for _, r := range names {
		use := r.Get("use")
		if strings.Contains(use, "generic") || strings.Contains(use, "gated") || strings.Contains(use, "instead") {
			continue
		}
		key := strings.Join(NameWords(r.Get("name")), " ")
		if key == "" {
			continue
		}
		if o, ok := first[key]; ok && (o.ID != r.ID || path.Dir(o.File) != path.Dir(r.File)) {
			l.fault(r, fmt.Sprintf("the name %q belongs to %q (%s:%d) too", r.Get("name"), o.ID, l.where(o), o.Line),
				l.sharedRemedy(o))
			continue
		}
		first[key] = r
	}
}

func (l *linter) sharedRemedy(first Row) string {
	if first.own == l.own {
		return "mark it as generic under both, or keep it under one"
	}
	return "mark it as generic, and context decides, or as instead, and it leads to this one alone; or remove it"
}
