package badgerstore

import (
	"context"
	"fmt"
	"iter"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/internal/ahead"
)

var _ graph.SketchReader = (*reader)(nil)

// Sketches implements graph.SketchReader.
func (r *reader) Sketches(ctx context.Context, docs []graph.ID) ([]graph.Sketch, error) {
	return each(ctx, r, docs, func(get getter, doc graph.ID) (graph.Sketch, error) {
		s, err := load(get, key(spaceSketch, doc), doc, func(_ graph.ID, b []byte) (*graph.Sketch, error) {
			s, err := decodeSketch(b)
			return &s, err
		})
		if s == nil {
			return graph.Sketch{}, err
		}
		return *s, err
	})
}

// Relations implements graph.Reader.
func (r *reader) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	return r.relations.through(ids, func(ids []graph.ID) ([]*graph.Relation, error) { return r.derive(ctx, ids) })
}

// AllRelations implements graph.Reader. Who has taken a whole batch wants more: from then on it reads ahead.
func (r *reader) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	return func(yield func(*graph.Relation, error) bool) {
		edges, after, err := next(ctx, r, spaceWitness, after, witnessed)
		var relations []*graph.Relation
		if err == nil {
			relations, err = relate(ctx, r, edges)
		}
		if !ahead.Spill(yield, relations, err) || len(edges) < batchSize {
			return
		}
		again := &sketched{Reader: r, kept: map[graph.ID]graph.Sketch{}}
		for relations, err := range ahead.Of(batches(ctx, r, spaceWitness, after, witnessed), func(edges []*graph.Witnessed) ([]*graph.Relation, error) {
			return relate(ctx, again, edges)
		}) {
			if !ahead.Spill(yield, relations, err) {
				return
			}
		}
	}
}

// derive makes relations of their witnesses.
func (r *reader) derive(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	edges := make([]*graph.Witnessed, len(ids))
	err := r.iterate(ctx, []byte{spaceWitness}, func(it *badger.Iterator) error {
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			prefix := key(spaceWitness, id)
			if it.Seek(prefix); !it.ValidForPrefix(prefix) {
				continue
			}
			var err error
			if edges[i], err = witnessed(it, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return relate(ctx, r, edges)
}

// relate makes relations of edges, nil of nil.
func relate(ctx context.Context, r graph.Reader, edges []*graph.Witnessed) ([]*graph.Relation, error) {
	there := make([]graph.Witnessed, 0, len(edges))
	for _, e := range edges {
		if e != nil {
			there = append(there, *e)
		}
	}
	made, err := graph.Relate(ctx, r, there)
	if err != nil {
		return nil, err
	}
	relations := make([]*graph.Relation, len(edges))
	for i, e := range edges {
		if e != nil {
			relations[i], made = made[0], made[1:]
		}
	}
	return relations, nil
}

// witnessed takes the witnesses of a relation.
func witnessed(it *badger.Iterator, id graph.ID) (*graph.Witnessed, error) {
	e := &graph.Witnessed{}
	prefix := key(spaceWitness, id)
	for ; it.ValidForPrefix(prefix); it.Next() {
		claim := lastID(it.Item().Key())
		err := it.Item().Value(func(b []byte) error {
			r, err := decodeWitness(claim, b)
			e.Edge, e.Witnesses = r.edge, append(e.Witnesses, r.witness)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("witness %s of relation %s: %w", claim, id, err)
		}
	}
	return e, nil
}
