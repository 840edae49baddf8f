package memstore

import (
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// views is everything that can be asked of a set of deltas. It does not change once it is built.
type views struct {
	docs      map[graph.ID]*graph.Document
	bare      map[graph.ID]*graph.Document // without their text
	byKey     map[string]*graph.Document
	entities  map[graph.ID]*graph.Entity
	claims    map[graph.ID]*graph.Claim
	relations map[graph.ID]*graph.Relation
	mentions  map[graph.ID][]graph.Mention // by document
	claimsIn  map[graph.ID][]graph.ID      // by document
	byName    map[string][]graph.ID        // entities by the search forms of their names

	docIDs, entityIDs, claimIDs, relationIDs []graph.ID // ascending
}

// build makes the views of deltas, which ascend by document id.
func build(deltas []*graph.Delta) *views {
	v := &views{
		docs: map[graph.ID]*graph.Document{}, bare: map[graph.ID]*graph.Document{},
		byKey: map[string]*graph.Document{}, entities: map[graph.ID]*graph.Entity{},
		claims: map[graph.ID]*graph.Claim{}, relations: map[graph.ID]*graph.Relation{},
		mentions: map[graph.ID][]graph.Mention{}, claimsIn: map[graph.ID][]graph.ID{}, byName: map[string][]graph.ID{},
	}
	contributions := map[graph.ID][]*graph.Entity{}
	witnesses := map[graph.Edge][]graph.Witness{}
	for _, d := range deltas {
		v.document(d)
		for _, e := range d.Entities {
			contributions[e.ID] = append(contributions[e.ID], e)
		}
		for _, c := range d.Claims {
			edges, w := graph.Witnesses(d.Document, c)
			for _, e := range edges {
				witnesses[e] = append(witnesses[e], w)
			}
		}
	}
	for id, each := range contributions {
		v.entities[id] = graph.MergeEntity(each)
	}
	for edge, each := range witnesses {
		v.relations[edge.ID()] = graph.NewRelation(edge, each)
	}
	v.docIDs, v.entityIDs = ascending(v.docs), ascending(v.entities)
	v.claimIDs, v.relationIDs = ascending(v.claims), ascending(v.relations)
	for _, id := range v.entityIDs {
		for _, form := range graph.SearchForms(v.entities[id]) {
			v.byName[form] = append(v.byName[form], id)
		}
	}
	return v
}

func (v *views) document(d *graph.Delta) {
	doc := d.Document
	bare := *doc
	bare.Text = ""
	v.docs[doc.ID], v.bare[doc.ID], v.byKey[doc.Key] = doc, &bare, doc
	v.mentions[doc.ID] = d.Mentions
	for _, c := range d.Claims {
		v.claims[c.ID] = c
		v.claimsIn[doc.ID] = append(v.claimsIn[doc.ID], c.ID)
	}
}

func ascending[T any](records map[graph.ID]T) []graph.ID {
	return slices.SortedFunc(maps.Keys(records), graph.ID.Compare)
}

func stands(r *graph.Relation, entity graph.ID, dir graph.Direction) bool {
	return dir != graph.In && r.Subject == entity || dir != graph.Out && r.Object == entity
}

func takesPart(c *graph.Claim, entity graph.ID, roles []schema.Role) bool {
	return slices.ContainsFunc(roles, func(role schema.Role) bool {
		return slices.ContainsFunc(c.Args(role), func(a graph.Arg) bool { return a.Entity == entity })
	})
}
