package query

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Rules about entities.
const (
	RuleFar     = "place-far-from-parent"
	RuleOrphan  = "orphan"
	RuleAlias   = "alias-clash"
	RuleParent  = "parent-cycle"
	RuleOutside = "place-without-parent"
)

// maxDistance is how many kilometres a place may lie from the point of the place that it belongs to, by
// the kind of that: countries are measured from the middle or the capital.
var maxDistance = map[schema.Kind]float64{
	schema.Country: 4000, schema.Region: 500, schema.District: 200, schema.Settlement: 60,
	schema.Neighbourhood: 20, schema.Facility: 20, schema.Natural: 1000,
}

func (l *linter) lintEntities() {
	forms := map[kindForm][]graph.ID{}
	for _, e := range l.inOrder() {
		l.lintParent(e)
		if !l.used[e.ID] {
			l.find(Finding{
				Severity: LintNote, Rule: RuleOrphan, Entities: []graph.ID{e.ID}, What: e.Key + " is mentioned, and in no claim",
				Remedy: "none where articles only mention it; else read their sentences with `isnad extract`",
			})
		}
		for _, form := range graph.SearchForms(e) {
			forms[kindForm{e.Kind, form}] = append(forms[kindForm{e.Kind, form}], e.ID)
		}
	}
	l.lintAliases(forms)
}

// kindForm is a search form among the entities of one kind.
type kindForm struct {
	kind schema.Kind
	form string
}

// lintAliases finds entities of one kind that a search cannot tell apart, one finding for those who
// share a form. A lexicon that tells them apart may do so on purpose; what it does not know may well be
// the same as another.
func (l *linter) lintAliases(forms map[kindForm][]graph.ID) {
	shared := map[string]Finding{}
	for key, ids := range forms {
		if len(ids) < 2 {
			continue
		}
		who := fmt.Sprint(ids)
		f, known := shared[who]
		if form := fmt.Sprintf("«%s»", key.form); !known || form < f.What {
			f = Finding{Severity: LintNote, Rule: RuleAlias, Entities: ids, What: form}
		}
		shared[who] = f
	}
	for _, who := range slices.Sorted(maps.Keys(shared)) {
		f := shared[who]
		f.What += " is the name of " + l.keys(f.Entities)
		f.Remedy = "judge them the same, or give each a name of its own in a lexicon"
		if slices.ContainsFunc(f.Entities, l.isGuess) {
			f.Severity = LintWarning
		}
		l.find(f)
	}
}

// isGuess reports whether no lexicon has the entity: it is what its name is, then.
func (l *linter) isGuess(id graph.ID) bool {
	e := l.entities[id]
	return strings.HasPrefix(e.Key, string(e.Kind)+":")
}

func (l *linter) lintParent(e *graph.Entity) {
	if e.Parent == "" {
		l.lintOutside(e)
		return
	}
	if ring := l.ringOf(e); ring {
		l.find(Finding{
			Severity: LintError, Rule: RuleParent, Entities: []graph.ID{e.ID}, What: e.Key + " lies in itself, over its parents",
			Remedy: "mend the parents in the lexicon, and ingest anew",
		})
		return
	}
	parent := l.entities[graph.EntityID(e.Parent)]
	if parent == nil || e.Point == nil || parent.Point == nil || !e.Kind.IsPlace() {
		return
	}
	bound, known := maxDistance[parent.Kind]
	if far := distance(*e.Point, *parent.Point); known && far > bound {
		l.find(Finding{
			Severity: LintWarning, Rule: RuleFar, Entities: []graph.ID{e.ID, parent.ID},
			What:   fmt.Sprintf("%s lies %.0f km from %s, a %s: more than %.0f", e.Key, far, parent.Key, parent.Kind, bound),
			Remedy: "look at the coordinates and the parent of both in the lexicon",
		})
	}
}

// lintOutside finds places that are part of something by their kind, and that nothing holds: what is asked
// about a region or a country does not see them.
func (l *linter) lintOutside(e *graph.Entity) {
	switch e.Kind {
	case schema.District, schema.Settlement, schema.Neighbourhood, schema.Facility:
		l.find(Finding{
			Severity: LintNote, Rule: RuleOutside, Entities: []graph.ID{e.ID}, What: e.Key + " lies in no other place",
			Remedy: "give it a parent in a lexicon of your own, or by `isnad judge relabel`",
		})
	}
}

// ringOf reports whether the parents of e lead back to e.
func (l *linter) ringOf(e *graph.Entity) bool {
	seen := map[graph.ID]bool{}
	for at := e; at != nil && at.Parent != "" && !seen[at.ID]; at = l.entities[graph.EntityID(at.Parent)] {
		seen[at.ID] = true
		if graph.EntityID(at.Parent) == e.ID {
			return true
		}
	}
	return false
}

// distance returns the length of the great circle between a and b, in kilometres.
func distance(a, b graph.Point) float64 {
	const radius, degree = 6371, math.Pi / 180
	sin := func(d float64) float64 { s := math.Sin(d * degree / 2); return s * s }
	h := sin(b.Lat-a.Lat) + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*sin(b.Lon-a.Lon)
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}
