package ingest

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// DocumentDifference is how what a document says differs from what was stored under its key.
type DocumentDifference struct {
	Key    string   `json:"key"`
	Before graph.ID `json:"before"` // the stored document
	After  graph.ID `json:"after"`  // equal to Before where the text is
	graph.Difference
	Entities graph.EntityDifference `json:"entities,omitzero"` // that it names

	names  map[graph.ID]string
	keys   map[graph.ID]string
	judged []graph.Moved // judgements that bear on other claims now, or on none
}

// Name returns the name of an entity of either reading.
func (d *DocumentDifference) Name(id graph.ID) string { return d.names[id] }

// EntityKey returns the key of an entity of either reading.
func (d *DocumentDifference) EntityKey(id graph.ID) string { return d.keys[id] }

// named notes the names and keys of entities.
func (d *DocumentDifference) named(entities []*graph.Entity) {
	for _, e := range entities {
		d.names[e.ID], d.keys[e.ID] = e.Name, e.Key
	}
}

// Stranded is a judgement on a claim that is no more, and in the place of which there is no other by the rule of
// graph.Curation.Successors.
type Stranded struct {
	Judgement graph.ID `json:"judgement"`
	Claim     graph.ID `json:"claim"`
	Now       graph.ID `json:"now,omitzero"` // a claim that says the same elsewhere in the document, for somebody to judge
	Key       string   `json:"key"`          // of the document
}

// Carried is a judgement on a claim that is no more, which bears on the one that says the same now.
type Carried struct {
	graph.Carried
	Key string `json:"key"` // of the document
}

// strand notes what becomes of judgements by d.
func (r *Report) strand(d *DocumentDifference) {
	elsewhere := map[graph.ID]graph.ID{}
	for _, pair := range d.Difference.Moved {
		elsewhere[pair[0]] = pair[1]
	}
	for _, m := range d.judged {
		if m.Now.IsZero() {
			r.Stranded = append(r.Stranded, Stranded{m.Judgement, m.Claim, elsewhere[m.Was], d.Key})
		} else {
			r.Carried = append(r.Carried, Carried{m.Carried, d.Key})
		}
	}
}

// differ notes a difference.
func (r *Report) differ(d *DocumentDifference) {
	if d == nil {
		return
	}
	r.Gained += len(d.Gained)
	r.Lost += len(d.Lost)
	r.Altered += len(d.Altered)
	r.Moved += len(d.Moved)
	r.strand(d)
	r.Differences = append(r.Differences, *d)
}

// Described is an entity that is described otherwise than before: by another name, kind, class, parent or place.
type Described struct {
	Before *graph.Entity `json:"before"` // without the names by which articles call it, as After
	After  *graph.Entity `json:"after"`
}

// describe notes the entities that the differences, which are in order, describe otherwise, each once.
func (r *Report) describe() {
	known := map[graph.ID]bool{}
	for _, d := range r.Differences {
		for _, pair := range d.Entities.Described {
			if id := pair[0].ID; !known[id] {
				known[id] = true
				r.Described = append(r.Described, Described{pair[0], pair[1]})
			}
		}
	}
	slices.SortFunc(r.Described, func(a, b Described) int { return cmp.Compare(a.Before.Key, b.Before.Key) })
}

func compareDifferences(a, b DocumentDifference) int { return cmp.Compare(a.Key, b.Key) }

func (r *Report) sortDifferences() {
	slices.SortFunc(r.Differences, compareDifferences)
	r.describe()
	slices.SortStableFunc(r.Stranded, func(a, b Stranded) int {
		return cmp.Or(a.Judgement.Compare(b.Judgement), cmp.Compare(a.Key, b.Key))
	})
	slices.SortStableFunc(r.Carried, func(a, b Carried) int {
		return cmp.Or(a.Judgement.Compare(b.Judgement), cmp.Compare(a.Key, b.Key))
	})
}
