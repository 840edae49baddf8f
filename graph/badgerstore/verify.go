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
	memory, err := s.linked(ctx, r.state)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	v := verifier{seed: maphash.MakeSeed(), expected: map[uint64]struct{}{}}
	if err := s.checksums(); err != nil {
		v.fault("files", "%v", err)
	}
	err = r.read(ctx, func(txn *badger.Txn) error {
		v.txn = txn
		return v.run(ctx, memory)
	})
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	slices.SortFunc(v.faults, func(a, b graph.Fault) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return v.faults, nil
}

// checksums compares all tables with their checksums. Badger panics over some that do not have it.
func (s *Store) checksums() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("a block of a table does not have its checksum")
		}
	}()
	return s.db.VerifyChecksum()
}

// verifier collects faults of one snapshot.
type verifier struct {
	txn      *badger.Txn
	curation *graph.Curation
	seed     maphash.Seed
	expected map[uint64]struct{} // hashes of the keys that should be there
	stats    graph.Stats
	faults   []graph.Fault
}

func (v *verifier) run(ctx context.Context, memory *state) error {
	if err := v.history(memory); err != nil {
		return err
	}
	for _, pass := range []func(context.Context) error{v.documents, v.entities} {
		if err := pass(ctx); err != nil {
			return err
		}
	}
	if err := v.edges(ctx, memory.edges); err != nil {
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
	case k[0] == spaceGone:
		return fmt.Sprintf("deleted keys %x", k[1:])
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

// history checks judgements, changes and the revision.
func (v *verifier) history(memory *state) error {
	for _, j := range memory.acts {
		b, err := encodeAct(j)
		if err != nil {
			return err
		}
		v.expect(record{key(spaceAct, j.ID), b})
	}
	curation, err := graph.NewCuration(memory.acts)
	if err != nil {
		v.fault("judgements", "%v", err)
	}
	v.curation = curation
	if !memory.revision.Store.IsZero() {
		v.expect(record{key(spaceMeta), encodeMeta(memory.revision)})
	}
	for number := uint64(1); number <= memory.revision.Number; number++ {
		k := changeKey(number)
		b, err := get(v.txn, k)
		if err != nil {
			return err
		}
		if _, err := decodeChange(number, b); err != nil {
			v.fault(describe(k), "cannot be read: %v", err)
		}
		v.expected[maphash.Bytes(v.seed, k)] = struct{}{}
	}
	return nil
}

// documents checks each document against the rules of the model and all that it owns against it.
func (v *verifier) documents(ctx context.Context) error {
	return v.keys(ctx, []byte{spaceManifest}, func(item *badger.Item) {
		id := lastID(item.Key())
		read, err := v.read(id)
		if err != nil {
			v.fault("document "+id.String(), "cannot be read: %v", err)
			v.parts(v.get, id)
			return
		}
		c := v.curation.Curate(read)
		for _, r := range contributionOf(c, read).records {
			v.expect(r)
		}
		v.stats.Documents++
		v.stats.Claims += len(c.Claims)
		v.stats.Mentions += len(c.Mentions)
	})
}

// read returns what a document contributes before judgements.
func (v *verifier) read(doc graph.ID) (*graph.Delta, error) {
	c, err := loadDelta(v.get, doc)
	if err == nil && c.Delta == nil {
		err = graph.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	read, err := loadRead(v.get, doc, c)
	if err != nil {
		return nil, err
	}
	return read, read.Validate()
}

func (v *verifier) get(key []byte) ([]byte, error) { return get(v.txn, key) }

// parts names the records of a document that cannot be read.
func (v *verifier) parts(get getter, doc graph.ID) {
	m, err := loadManifest(get, doc)
	if err != nil || m == nil {
		v.fault(describe(key(spaceManifest, doc)), "%v", err)
		return
	}
	for _, id := range m.entities {
		part(v, get, key(spaceContrib, id, doc), id, decodeEntity)
	}
	for _, id := range m.claims {
		part(v, get, key(spaceClaim, id), id, decodeClaim)
	}
	part(v, get, key(spaceDocument, doc), doc, decodeDocumentRecord)
	part(v, get, key(spaceMentions, doc), doc, func(_ graph.ID, b []byte) (*[]graph.Mention, error) {
		m, err := decodeMentions(b)
		return &m, err
	})
}

// part notes a fault where a record is missing, or cannot be decoded.
func part[T any](v *verifier, get getter, key []byte, id graph.ID, decode func(graph.ID, []byte) (*T, error)) {
	record, err := load(get, key, id, decode)
	switch {
	case err != nil:
		v.fault(describe(key), "%v", err)
	case record == nil:
		v.fault(describe(key), "missing")
	}
}

// entities checks each entity and its names against what documents contribute to it.
func (v *verifier) entities(ctx context.Context) error {
	contributions := map[graph.ID][]*graph.Entity{}
	for _, space := range []byte{spaceContrib, spaceBorrowed} {
		err := v.keys(ctx, []byte{space}, func(item *badger.Item) {
			id := firstID(item.Key())
			e, err := valueOf(item, id, decodeEntity)
			if err != nil {
				v.fault(describe(item.Key()), "%v", err)
				return
			}
			contributions[id] = merged(contributions[id], e)
		})
		if err != nil {
			return err
		}
	}
	for id, c := range contributions {
		e := v.curation.Describe(graph.MergeEntity(c))
		v.expect(record{key(spaceEntity, id), encodeEntity(e)})
		for _, form := range graph.SearchForms(e) {
			v.expect(record{nameKey(form, id), nil})
		}
		v.stats.Entities++
	}
	return nil
}

// merged adds a contribution to what others made, so that one entity is in memory for each id.
func merged(have []*graph.Entity, e *graph.Entity) []*graph.Entity {
	return []*graph.Entity{graph.MergeEntity(append(have, e))}
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
		if item.Key()[0] == spaceGone {
			v.gone(item)
			return
		}
		if _, ok := v.expected[maphash.Bytes(v.seed, item.Key())]; !ok {
			v.fault(describe(item.Key()), "no document accounts for it")
		}
	})
}

// gone checks a record of deleted keys, for which no document accounts.
func (v *verifier) gone(item *badger.Item) {
	err := item.Value(func(b []byte) error {
		_, err := goneHashes(item.Key(), b)
		return err
	})
	if err != nil {
		v.fault(describe(item.Key()), "%v", err)
	}
}
