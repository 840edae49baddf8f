package badgerstore

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

var _ graph.ContributionReader = (*reader)(nil)

// Contributions implements graph.ContributionReader.
func (r *reader) Contributions(ctx context.Context, entities []graph.ID) ([][]graph.Contribution, error) {
	entities = r.curation.EntityIDs(entities)
	lists := make([][]graph.Contribution, len(entities))
	for _, space := range []byte{spaceContrib, spaceBorrowed} {
		err := r.iterate(ctx, []byte{space}, func(it *badger.Iterator) error {
			for i, entity := range entities {
				if err := ctx.Err(); err != nil {
					return err
				}
				var err error
				if lists[i], err = contributions(it, space, entity, lists[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// contributions appends what documents say of entity in space.
func contributions(it *badger.Iterator, space byte, entity graph.ID, list []graph.Contribution) ([]graph.Contribution, error) {
	prefix := key(space, entity)
	for it.Seek(prefix); it.ValidForPrefix(prefix); it.Next() {
		c := graph.Contribution{Doc: lastID(it.Item().Key()), Borrowed: space == spaceBorrowed}
		err := it.Item().Value(func(b []byte) (err error) {
			c.Entity, err = decodeEntity(entity, b)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("contribution of document %s to entity %s: %w", c.Doc, entity, err)
		}
		list = append(list, c)
	}
	return list, nil
}
