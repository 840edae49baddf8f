package badgerstore

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// loadEdges reads all edges into memory.
func (s *Store) loadEdges(ctx context.Context) error {
	s.edges = newAdjacency()
	txn := s.db.NewTransaction(false)
	defer txn.Discard()
	halves, err := readEdges(ctx, txn, s.edges)
	if err != nil {
		return fmt.Errorf("read edges: %w", err)
	}
	s.edges.load(halves)
	return nil
}

func readEdges(ctx context.Context, txn *badger.Txn, edges *adjacency) ([]halfEdge, error) {
	options := badger.DefaultIteratorOptions
	options.Prefix = []byte{spaceWitness}
	it := txn.NewIterator(options)
	defer it.Close()
	var halves []halfEdge
	var last graph.ID
	for it.Rewind(); it.Valid(); it.Next() {
		k := it.Item().Key()
		relation := firstID(k)
		var r witnessRecord
		err := it.Item().Value(func(b []byte) (err error) {
			r, err = decodeWitness(lastID(k), b)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("relation %s: %w", relation, err)
		}
		if relation != last {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			h := edges.halves(relation, r.edge, true)
			halves, last = append(halves, h[:]...), relation
		}
		if !r.witness.Denies {
			halves[len(halves)-1].denied, halves[len(halves)-2].denied = false, false
		}
	}
	return halves, nil
}
