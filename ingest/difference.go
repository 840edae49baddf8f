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

	names map[graph.ID]string
}

// Name returns the name of an entity of either reading.
func (d *DocumentDifference) Name(id graph.ID) string { return d.names[id] }

// named notes the names of entities.
func (d *DocumentDifference) named(entities []*graph.Entity) {
	for _, e := range entities {
		d.names[e.ID] = e.Name
	}
}

// Stranded is a judgement on a claim that is no more.
type Stranded struct {
	Judgement graph.ID `json:"judgement"`
	Claim     graph.ID `json:"claim"`
	Now       graph.ID `json:"now,omitzero"` // the claim that says the same elsewhere in the document
	Key       string   `json:"key"`          // of the document
}

// strand notes which of acts stand on claims that the differences took away.
func (r *Report) strand(acts []*graph.Judgement) {
	gone := map[graph.ID]Stranded{}
	for _, d := range r.Differences {
		for _, c := range d.Lost {
			gone[c.ID] = Stranded{Claim: c.ID, Key: d.Key}
		}
		for _, pair := range d.Moved {
			if pair[0] != pair[1] {
				gone[pair[0]] = Stranded{Claim: pair[0], Now: pair[1], Key: d.Key}
			}
		}
	}
	for _, j := range acts {
		for _, claim := range j.Claims {
			if s, is := gone[claim]; is {
				s.Judgement = j.ID
				r.Stranded = append(r.Stranded, s)
			}
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
	r.Differences = append(r.Differences, *d)
}

func compareDifferences(a, b DocumentDifference) int { return cmp.Compare(a.Key, b.Key) }

func (r *Report) sortDifferences() { slices.SortFunc(r.Differences, compareDifferences) }
