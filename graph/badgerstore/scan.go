package badgerstore

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/internal/ahead"
	"github.com/isnad-graph/isnad/schema"
)

// batchSize is how many records a sequence reads at a time: between batches it holds nothing, so that
// its consumer may read on meanwhile.
const batchSize = 128

// AllDocuments implements graph.Reader.
func (r *reader) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	return all(ctx, r, spaceDocument, after, single(func(id graph.ID, b []byte) (*graph.Document, error) {
		d, err := decodeDocument(id, b)
		return &d.document, err
	}))
}

// AllEntities implements graph.Reader.
func (r *reader) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	return all(ctx, r, spaceEntity, after, single(decodeEntity))
}

// AllClaims implements graph.Reader.
func (r *reader) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return all(ctx, r, spaceClaim, after, single(decodeClaim))
}

// ClaimsOf implements graph.Reader.
func (r *reader) ClaimsOf(ctx context.Context, entities []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	if len(roles) == 0 {
		roles = schema.Roles
	}
	lists := make([][]graph.ID, len(entities))
	entities = r.curation.EntityIDs(entities)
	err := r.iterate(ctx, []byte{spaceRole}, func(it *badger.Iterator) error {
		for i, entity := range entities {
			if err := ctx.Err(); err != nil {
				return err
			}
			for _, role := range roles {
				lists[i] = appendLast(lists[i], it, rolePrefix(entity, role))
			}
			lists[i] = sorted(lists[i])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return lists, nil
}

// Changes implements graph.Reader.
func (r *reader) Changes(ctx context.Context, since uint64) iter.Seq2[*graph.Change, error] {
	return func(yield func(*graph.Change, error) bool) {
		for number := since + 1; number <= r.revision.Number; number++ {
			c, err := r.changed(ctx, number)
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// changed reads what the revision with number changed.
func (r *reader) changed(ctx context.Context, number uint64) (c *graph.Change, err error) {
	err = r.read(ctx, func(txn *badger.Txn) error {
		b, err := get(txn, changeKey(number))
		if err == nil && b == nil {
			err = fmt.Errorf("change %d: %w: missing", number, graph.ErrCorrupt)
		}
		if err != nil {
			return err
		}
		c, err = decodeChange(number, b)
		return err
	})
	return c, err
}

// EntitiesByName implements graph.Reader.
func (r *reader) EntitiesByName(ctx context.Context, form string, prefix bool) ([]graph.ID, error) {
	var ids []graph.ID
	start := namePrefix(form)
	err := r.iterate(ctx, start, func(it *badger.Iterator) error {
		for it.Seek(start); it.Valid(); it.Next() {
			k := it.Item().Key()
			if whole := len(start) + idSize; len(k) == whole || prefix && len(k) > whole {
				ids = append(ids, lastID(k))
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	return sorted(ids), nil
}

// iterate calls fn with an iterator over the keys with prefix.
func (r *reader) iterate(ctx context.Context, prefix []byte, fn func(*badger.Iterator) error) error {
	return r.read(ctx, func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: prefix})
		defer it.Close()
		return fn(it)
	})
}

// appendLast appends the last ids of the keys with prefix.
func appendLast(ids []graph.ID, it *badger.Iterator, prefix []byte) []graph.ID {
	for it.Seek(prefix); it.ValidForPrefix(prefix); it.Next() {
		ids = append(ids, lastID(it.Item().Key()))
	}
	return ids
}

func sorted(ids []graph.ID) []graph.ID {
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids)
}

// reading takes the record of id, at which it stands, and moves it on.
type reading[T any] func(it *badger.Iterator, id graph.ID) (*T, error)

// single reads a record that is one value.
func single[T any](decode func(graph.ID, []byte) (*T, error)) reading[T] {
	return func(it *badger.Iterator, id graph.ID) (record *T, err error) {
		item := it.Item()
		err = item.Value(func(b []byte) error {
			record, err = decode(id, b)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", spaceNames[item.Key()[0]], id, err)
		}
		it.Next()
		return record, nil
	}
}

// all yields the records of space after a given id.
func all[T any](ctx context.Context, r *reader, space byte, after graph.ID, read reading[T]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for batch, err := range batches(ctx, r, space, after, read) {
			if !ahead.Spill(yield, batch, err) {
				return
			}
		}
	}
}

// batches yields the records of space after a given id, batch by batch.
func batches[T any](ctx context.Context, r *reader, space byte, after graph.ID, read reading[T]) iter.Seq2[[]*T, error] {
	return func(yield func([]*T, error) bool) {
		for more := true; more; {
			var batch []*T
			var err error
			batch, after, err = next(ctx, r, space, after, read)
			if !yield(batch, err) || err != nil {
				return
			}
			more = len(batch) == batchSize
		}
	}
}

// next reads the batch after a given id, and returns the last id in it.
func next[T any](ctx context.Context, r *reader, space byte, after graph.ID, read reading[T]) ([]*T, graph.ID, error) {
	batch := make([]*T, 0, batchSize)
	err := r.iterate(ctx, []byte{space}, func(it *badger.Iterator) error {
		it.Seek(following(space, after))
		for it.Valid() && len(batch) < batchSize {
			after = firstID(it.Item().Key())
			record, err := read(it, after)
			if err != nil {
				return err
			}
			batch = append(batch, record)
		}
		return nil
	})
	return batch, after, err
}
