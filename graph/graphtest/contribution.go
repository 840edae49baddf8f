package graphtest

import (
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// contributions checks the extra that a reader may have: what documents say of an entity makes up the entity.
func contributions(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas...)
	f.view(func(r graph.Reader) {
		reader, ok := r.(graph.ContributionReader)
		if !ok {
			return
		}
		ids := append(f.collect("entities", sequencesOf(r)["entities"](f.ctx, graph.ID{})), unknown)
		lists, err := reader.Contributions(f.ctx, ids)
		if err != nil || len(lists) != len(ids) || len(lists[len(ids)-1]) != 0 {
			f.Fatalf("%d lists of contributions (error %v), want %d, the last one empty", len(lists), err, len(ids))
		}
		stored, err := r.Entities(f.ctx, ids)
		for i, list := range lists[:len(ids)-1] {
			var said []*graph.Entity
			var docs []graph.ID
			for _, c := range list {
				said, docs = append(said, c.Entity), append(docs, c.Doc)
			}
			f.equal("entity of its contributions", graph.MergeEntity(said), stored[i], err)
			want := documentsThatName(deltas, ids[i])
			if !slices.Equal(docs, want) {
				f.Errorf("contributions of documents %v, want %v", docs, want)
			}
		}
	})
}

func documentsThatName(deltas []*graph.Delta, entity graph.ID) []graph.ID {
	var docs []graph.ID
	for _, d := range deltas {
		if slices.ContainsFunc(d.Entities, func(e *graph.Entity) bool { return e.ID == entity }) {
			docs = append(docs, d.Document.ID)
		}
	}
	slices.SortFunc(docs, graph.ID.Compare)
	return docs
}

// sketches checks the extra that a reader may have: the sketch of a document is that of its text.
func sketches(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas...)
	f.view(func(r graph.Reader) {
		ids, want := []graph.ID{unknown}, []graph.Sketch{{}}
		for _, d := range deltas {
			ids, want = append(ids, d.Document.ID), append(want, graph.SketchOf(d.Document.Text))
		}
		got, err := graph.ReadSketches(f.ctx, r, ids)
		f.equal("sketches", got, want, err)
	})
}
