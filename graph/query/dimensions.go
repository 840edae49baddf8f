package query

import (
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

var (
	everyStatus = slices.Clone(schema.Statuses)
	allRoles    = slices.Clone(schema.Roles)
)

// OfEntities reports whether the values of d are keys of entities, but for those that say that there is none.
func (d Dimension) OfEntities() bool {
	switch d {
	case OfActor, OfAgent, OfPatient, OfPlace, OfParents, OfSource:
		return true
	}
	return false
}

// valued is a value of an event in one dimension, and the claims that have it.
type valued struct {
	key    GroupKey
	claims []*graph.Claim
}

// values returns what claims of an event have in a dimension, each value once.
func (a *aggregator) values(d Dimension, f *fact, claims []*graph.Claim) []valued {
	word := func(s string) []valued { return []valued{{wordKey(d, s), claims}} }
	who := func(ids []graph.ID) []valued { return a.entities(d, ids, claims) }
	switch d {
	case OfType:
		return word(string(f.event.Type))
	case OfActor:
		return who(f.entities(schema.Agent, schema.Patient))
	case OfAgent:
		return who(f.entities(schema.Agent))
	case OfPatient:
		return who(f.entities(schema.Patient))
	case OfPlace:
		return who(a.gazette.levels(f.entities(schema.Place), a.o.Level))
	case OfParents:
		return who(a.parents(f))
	case OfDay, OfMonth, OfYear:
		return word(Bucket(d).of(f.event.From, f.event.To))
	}
	return parted(claims, func(c *graph.Claim) GroupKey { return a.ofClaim(d, c) })
}

// ofClaim returns what one claim has in a dimension of claims.
func (a *aggregator) ofClaim(d Dimension, c *graph.Claim) GroupKey {
	switch d {
	case OfStatus:
		return wordKey(d, string(c.Status))
	case OfMode:
		return wordKey(d, string(c.Mode))
	case OfOutlet:
		return wordKey(d, a.outlets[c.Doc])
	}
	if len(c.Sources) == 0 {
		return wordKey(d, TheOutlet)
	}
	return a.entityKey(d, c.Sources[0].Entity)
}

// parted returns claims by their keys, in the order in which these come.
func parted(claims []*graph.Claim, key func(*graph.Claim) GroupKey) []valued {
	var parts []valued
	for _, c := range claims {
		k := key(c)
		i := slices.IndexFunc(parts, func(p valued) bool { return p.key == k })
		if i < 0 {
			i = len(parts)
			parts = append(parts, valued{key: k})
		}
		parts[i].claims = append(parts[i].claims, c)
	}
	return parts
}

func wordKey(d Dimension, s string) GroupKey {
	if s == "" {
		s = UnknownValue
	}
	return GroupKey{By: d, Value: s, Unknown: s == UnknownValue}
}

func (a *aggregator) entityKey(d Dimension, id graph.ID) GroupKey {
	return GroupKey{By: d, Value: a.gazette.key(id), Entity: a.gazette.known[id], Unknown: id.IsZero()}
}

func (a *aggregator) entities(d Dimension, ids []graph.ID, claims []*graph.Claim) []valued {
	if len(ids) == 0 {
		ids = []graph.ID{{}}
	}
	out := make([]valued, 0, len(ids))
	for _, id := range ids {
		out = append(out, valued{a.entityKey(d, id), claims})
	}
	return out
}

// parents returns the places of f and all that they lie in, each once.
func (a *aggregator) parents(f *fact) []graph.ID {
	var all []graph.ID
	for _, p := range f.entities(schema.Place) {
		all = append(all, a.gazette.above(p)...)
	}
	return sortIDs(all)
}
