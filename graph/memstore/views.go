package memstore

import (
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
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
	witnesses map[graph.ID][]graph.Witness // by relation
	asRead    map[graph.ID]*graph.Delta    // by document
	acts      []*graph.Judgement
	curation  *graph.Curation
	claimsIn  map[graph.ID][]graph.ID // by document
	byName    map[string][]graph.ID   // entities by the search forms of their names

	contributions map[graph.ID][]graph.Contribution // by entity

	docIDs, entityIDs, claimIDs, relationIDs []graph.ID // ascending
}

// build makes the views of s.
func build(s state) *views {
	v := &views{
		docs: map[graph.ID]*graph.Document{}, bare: map[graph.ID]*graph.Document{},
		byKey: map[string]*graph.Document{}, entities: map[graph.ID]*graph.Entity{},
		claims: map[graph.ID]*graph.Claim{}, relations: map[graph.ID]*graph.Relation{},
		mentions: map[graph.ID][]graph.Mention{}, claimsIn: map[graph.ID][]graph.ID{}, byName: map[string][]graph.ID{},
		witnesses: map[graph.ID][]graph.Witness{}, asRead: map[graph.ID]*graph.Delta{}, acts: s.acts, curation: s.curation,
		contributions: map[graph.ID][]graph.Contribution{},
	}
	contributions, borrowed := map[graph.ID][]*graph.Entity{}, map[graph.ID][]*graph.Entity{}
	edges, sketches := map[graph.ID]graph.Edge{}, graph.Sketches{}
	for _, read := range s.sorted() {
		d := s.curation.Curate(read)
		v.document(d.Delta)
		v.asRead[read.Document.ID] = asRead(read)
		v.contribute(d)
		sketches[read.Document.ID] = graph.SketchOf(read.Document.Text)
		for _, e := range d.Entities {
			if d.Borrowed[e.ID] {
				borrowed[e.ID] = append(borrowed[e.ID], e)
			} else {
				contributions[e.ID] = append(contributions[e.ID], e)
			}
		}
		for _, c := range d.Claims {
			witnessed, w := graph.Witnesses(d.Document, c)
			for _, e := range witnessed {
				edges[e.ID()] = e
				v.witnesses[e.ID()] = append(v.witnesses[e.ID()], w)
			}
		}
	}
	for id, each := range borrowed {
		contributions[id] = append(contributions[id], each...)
	}
	for id, each := range contributions {
		v.entities[id] = s.curation.Describe(graph.MergeEntity(each))
	}
	for id, edge := range edges {
		v.relations[id] = graph.NewRelation(edge, v.witnesses[id], sketches)
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
