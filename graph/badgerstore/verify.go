package badgerstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// remedy is the same for all faults: what is stored can be made anew from the articles.
const remedy = "restore a backup, or ingest the articles into a new store"

// Verify implements graph.Store. It computes every record of the store anew from the documents and
// compares both ways. It reads one snapshot, beside which the store can be used.
func (s *Store) Verify(ctx context.Context) ([]graph.Fault, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	defer leave()
	r := s.snapshot()
	defer r.close()
	v := verifier{seed: maphash.MakeSeed(), expected: map[uint64]struct{}{}}
	if err := s.db.VerifyChecksum(); err != nil {
		v.fault("files", "%v", err)
	}
	err = r.read(ctx, func(txn *badger.Txn) error {
		v.txn = txn
		return v.run(ctx, r.edges)
	})
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	slices.SortFunc(v.faults, func(a, b graph.Fault) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return v.faults, nil
}

// verifier collects faults of one snapshot.
type verifier struct {
	txn      *badger.Txn
	seed     maphash.Seed
	expected map[uint64]struct{} // hashes of the keys that should be there
	stats    graph.Stats
	faults   []graph.Fault
}

func (v *verifier) run(ctx context.Context, edges *adjacency) error {
	for _, pass := range []func(context.Context) error{v.documents, v.entities} {
		if err := pass(ctx); err != nil {
			return err
		}
	}
	if err := v.edges(ctx, edges); err != nil {
		return err
	}
	if v.stats != (graph.Stats{}) {
		v.expect(record{key(spaceStats), encodeStats(v.stats)})
	}
	return v.strays(ctx)
}

func (v *verifier) fault(where, format string, args ...any) {
	v.faults = append(v.faults, graph.Fault{Where: where, What: fmt.Sprintf(format, args...), Remedy: remedy})
}

// expect checks that r is stored.
func (v *verifier) expect(r record) {
	v.expected[maphash.Bytes(v.seed, r.key)] = struct{}{}
	item, err := v.txn.Get(r.key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		v.fault(describe(r.key), "missing")
		return
	}
	if err == nil {
		err = item.Value(func(b []byte) error {
			if !bytes.Equal(b, r.value) {
				v.fault(describe(r.key), "differs from what the documents make")
			}
			return nil
		})
	}
	if err != nil {
		v.fault(describe(r.key), "%v", err)
	}
}

// describe names the record at k, with the ids in its key.
func describe(k []byte) string {
	name := spaceNames[k[0]]
	switch {
	case name == "":
		return fmt.Sprintf("key %x", k)
	case k[0] == spaceKey:
		return fmt.Sprintf("%s %q", name, k[1:])
	case k[0] == spaceName && len(k) > idSize:
		return fmt.Sprintf("%s %q of entity %s", name, k[1:len(k)-idSize], lastID(k))
	case k[0] == spaceRole:
		return fmt.Sprintf("%s of entity %s in claim %s", name, firstID(k), lastID(k))
	}
	for rest := k[1:]; len(rest) > 0; rest = rest[min(idSize, len(rest)):] {
		if len(rest) < idSize {
			return name + fmt.Sprintf(" %x", rest)
		}
		name += " " + graph.ID(rest).String()
	}
	return name
}

// keys calls fn for each key with prefix.
func (v *verifier) keys(ctx context.Context, prefix []byte, fn func(*badger.Item)) error {
	it := v.txn.NewIterator(badger.IteratorOptions{Prefix: prefix})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		fn(it.Item())
	}
	return nil
}

// documents checks each document against the rules of the model and all that it owns against it.
func (v *verifier) documents(ctx context.Context) error {
	stored := func(key []byte) ([]byte, error) { return get(v.txn, key) }
	return v.keys(ctx, []byte{spaceManifest}, func(item *badger.Item) {
		id := lastID(item.Key())
		d, err := loadDelta(stored, id)
		if err == nil && d != nil {
			err = d.Validate()
		}
		if err != nil || d == nil {
			v.fault("document "+id.String(), "cannot be read: %v", err)
			return
		}
		for _, r := range records(d) {
			v.expect(r)
		}
		v.stats.Documents++
		v.stats.Claims += len(d.Claims)
		v.stats.Mentions += len(d.Mentions)
	})
}

// entities checks each entity and its names against what documents contribute to it.
func (v *verifier) entities(ctx context.Context) error {
	var id graph.ID
	var contributions []*graph.Entity
	finish := func() {
		if len(contributions) == 0 {
			return
		}
		merged := graph.MergeEntity(contributions)
		v.expect(record{key(spaceEntity, id), encodeEntity(merged)})
		for _, form := range graph.SearchForms(merged) {
			v.expect(record{nameKey(form, id), nil})
		}
		v.stats.Entities++
	}
	err := v.keys(ctx, []byte{spaceContrib}, func(item *badger.Item) {
		if next := firstID(item.Key()); next != id {
			finish()
			id, contributions = next, nil
		}
		err := item.Value(func(b []byte) error {
			e, err := decodeEntity(id, b)
			contributions = append(contributions, e)
			return err
		})
		if err != nil {
			v.fault(describe(item.Key()), "%v", err)
		}
	})
	finish()
	return err
}

// edges checks the edges in memory against the witnesses, which the documents own.
func (v *verifier) edges(ctx context.Context, memory *adjacency) error {
	halves, err := readEdges(ctx, v.txn, memory)
	if errors.Is(err, graph.ErrCorrupt) {
		v.fault("witnesses", "%v", err)
		return nil
	}
	if err != nil {
		return err
	}
	v.stats.Relations = len(halves) / 2
	for _, h := range halves {
		if there, ok := memory.tree.Get(h); !ok || there != h {
			v.fault("relation "+h.relation.String(), "its edge in memory differs from its witnesses")
		}
	}
	if memory.tree.Len() != len(halves) {
		v.fault("edges in memory", "%d, where witnesses make %d", memory.len(), len(halves)/2)
	}
	return nil
}

// strays finds what should not be there.
func (v *verifier) strays(ctx context.Context) error {
	return v.keys(ctx, nil, func(item *badger.Item) {
		if _, ok := v.expected[maphash.Bytes(v.seed, item.Key())]; !ok {
			v.fault(describe(item.Key()), "no document accounts for it")
		}
	})
}
