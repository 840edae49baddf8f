package badgerstore

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

var (
	_ graph.GatherReader   = (*reader)(nil)
	_ graph.GatheredReader = (*reader)(nil)
	_ graph.GatheredReader = (*gathered)(nil)
)

// Claims lie in the order of their ids, which are hashes, and so those of a document lie all over the store. To find
// one of them costs as much as to walk over a dozen. For documents that hold a good part of all
// claims a walk over all of them is therefore cheaper, and the same goes for what documents say of entities.
const (
	claimRoom   = 320 // bytes that a claim takes while it is kept, about
	contribRoom = 160 // and what a document says of an entity
	leastShare  = 16  // one of so many claims has to be wanted for a walk
)

// Gather implements graph.GatherReader.
func (r *reader) Gather(ctx context.Context, docs []graph.ID, opts graph.GatherOptions) (int, graph.GatheredReader, error) {
	stats, err := r.counts(ctx)
	if err != nil || len(docs) == 0 || opts.Room/claimRoom < stats.Claims/leastShare {
		return len(docs), r, err
	}
	g := &gathered{reader: r, docs: map[graph.ID]gatheredDoc{}, opts: opts}
	n, err := g.take(ctx, docs)
	if err != nil {
		return 0, nil, err
	}
	if len(g.claims.wanted) < stats.Claims/leastShare {
		return len(docs), r, nil
	}
	for _, s := range []*shelf{&g.claims, &g.contribs} {
		if err := s.fill(ctx, r); err != nil {
			return 0, nil, err
		}
	}
	return n, g, nil
}

// ClaimsTold implements graph.GatheredReader.
func (r *reader) ClaimsTold(ctx context.Context, docs []graph.ID) ([][]*graph.Claim, error) {
	return each(ctx, r, docs, loadClaims)
}

func loadClaims(get getter, doc graph.ID) ([]*graph.Claim, error) {
	m, err := loadManifest(get, doc)
	if err != nil || m == nil {
		return nil, err
	}
	claims := make([]*graph.Claim, len(m.claims))
	for i, id := range m.claims {
		if claims[i], err = load(get, key(spaceClaim, id), id, decodeClaim); err != nil {
			return nil, err
		}
	}
	return claims, nil
}

// gathered is what some documents contribute, as it is stored.
type gathered struct {
	reader           *reader
	opts             graph.GatherOptions
	docs             map[graph.ID]gatheredDoc
	claims, contribs shelf
}

// gatheredDoc says what a document contributes, and where that stands on the shelves.
type gatheredDoc struct {
	*manifest
	claimsAt, entitiesAt int
}

// take notes what the first of docs contribute, until the room is used up, and returns how many they are.
func (g *gathered) take(ctx context.Context, docs []graph.ID) (int, error) {
	g.claims.space, g.contribs.space = spaceClaim, spaceContrib
	n := 0
	for batch := range slices.Chunk(docs, batchSize) {
		manifests, err := each(ctx, g.reader, batch, loadManifest)
		if err != nil {
			return 0, err
		}
		for i, m := range manifests {
			n++
			if m != nil {
				g.want(batch[i], m)
			}
			if len(g.claims.wanted)*claimRoom+len(g.contribs.wanted)*contribRoom >= g.opts.Room {
				return n, nil
			}
		}
	}
	return n, nil
}

func (g *gathered) want(doc graph.ID, m *manifest) {
	if _, twice := g.docs[doc]; twice {
		return
	}
	g.docs[doc] = gatheredDoc{m, len(g.claims.wanted), len(g.contribs.wanted)}
	for _, claim := range m.claims {
		g.claims.want(claim, graph.ID{})
	}
	if g.opts.ClaimsOnly {
		return
	}
	for _, entity := range m.entities {
		g.contribs.want(entity, doc)
	}
}

// AsRead implements graph.GatheredReader.
func (g *gathered) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	return each(ctx, g.reader, docs, func(get getter, doc graph.ID) (*graph.Delta, error) {
		return loadAsRead(g.before(get, doc), doc)
	})
}

// ClaimsTold implements graph.GatheredReader.
func (g *gathered) ClaimsTold(ctx context.Context, docs []graph.ID) ([][]*graph.Claim, error) {
	return each(ctx, g.reader, docs, func(get getter, doc graph.ID) ([]*graph.Claim, error) {
		return loadClaims(g.before(get, doc), doc)
	})
}

// before returns what looks on the shelves, and elsewhere for what is not there.
func (g *gathered) before(get getter, doc graph.ID) getter {
	d, ok := g.docs[doc]
	if !ok {
		return get
	}
	return func(key []byte) ([]byte, error) {
		var value []byte
		switch key[0] {
		case spaceClaim:
			if i, found := slices.BinarySearchFunc(d.claims, firstID(key), graph.ID.Compare); found {
				value = g.claims.values[d.claimsAt+i]
			}
		case spaceContrib:
			if i, found := slices.BinarySearchFunc(d.entities, firstID(key), graph.ID.Compare); found && !g.opts.ClaimsOnly {
				value = g.contribs.values[d.entitiesAt+i]
			}
		}
		if value == nil {
			return get(key)
		}
		return value, nil
	}
}

// shelf is values of one space, each in the place in which it was asked for; nil where there is none.
type shelf struct {
	space  byte
	wanted []wantedKey
	values [][]byte
}

// wantedKey is the ids of a key, the second one zero where it has one only.
type wantedKey struct {
	first, second graph.ID
	place         int32
}

func (s *shelf) want(first, second graph.ID) {
	s.wanted = append(s.wanted, wantedKey{first, second, int32(len(s.wanted))})
}

// fill reads the values, in as many parts at once as there are processors.
func (s *shelf) fill(ctx context.Context, r *reader) error {
	slices.SortFunc(s.wanted, func(a, b wantedKey) int { return cmp.Or(a.first.Compare(b.first), a.second.Compare(b.second)) })
	s.values = make([][]byte, len(s.wanted))
	err := inParts(len(s.wanted), 1, func(from, to int) error {
		return r.iterate(ctx, []byte{s.space}, func(it *badger.Iterator) error { return s.walk(ctx, it, r.store.mapped, s.wanted[from:to]) })
	})
	s.wanted = nil
	if err != nil {
		return fmt.Errorf("gather %s: %w", spaceNames[s.space], err)
	}
	return nil
}

// walk goes over the space once, from the first of wanted to the last.
func (s *shelf) walk(ctx context.Context, it *badger.Iterator, tables *mappedTables, wanted []wantedKey) error {
	var values slab
	var k []byte
	for i, w := range wanted {
		if i%64 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			tables.ease()
		}
		k = append(append(k[:0], s.space), w.first[:]...)
		if !w.second.IsZero() {
			k = append(k, w.second[:]...)
		}
		if i == 0 {
			it.Seek(k)
		}
		for it.Valid() && bytes.Compare(it.Item().Key(), k) < 0 {
			it.Next()
		}
		if !it.Valid() {
			break
		}
		if !bytes.Equal(it.Item().Key(), k) {
			continue
		}
		if err := it.Item().Value(func(b []byte) error { s.values[w.place] = values.copy(b); return nil }); err != nil {
			return err
		}
	}
	return nil
}

// slab keeps many small values in few pieces of memory.
type slab struct{ free []byte }

const slabSize = 256 << 10

func (s *slab) copy(b []byte) []byte {
	if len(b) > len(s.free) {
		s.free = make([]byte, max(slabSize, len(b)))
	}
	kept := s.free[:copy(s.free, b):len(b)]
	s.free = s.free[len(b):]
	return kept
}
