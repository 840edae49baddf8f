package badgerstore

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// concurrency is how many reads of one snapshot run at a time. A Badger transaction is not safe for
// concurrent use, so a snapshot has as many, all of one state.
const concurrency = 4

// reader is a graph.Reader of one state of the store.
type reader struct {
	store *Store
	*state
	pool chan *badger.Txn
	over chan struct{} // closed when the View returns
}

var (
	_ graph.Reader     = (*reader)(nil)
	_ graph.EdgeReader = (*reader)(nil)
)

func (s *Store) snapshot() *reader {
	s.publish.RLock()
	defer s.publish.RUnlock()
	r := &reader{store: s, state: s.state, pool: make(chan *badger.Txn, concurrency), over: make(chan struct{})}
	for range concurrency {
		r.pool <- s.db.NewTransaction(false)
	}
	return r
}

// close waits for reads under way and ends the snapshot.
func (r *reader) close() {
	close(r.over)
	for range concurrency {
		(<-r.pool).Discard()
	}
}

// read calls fn with a transaction of its own. fn must not call out of this package, so that nobody
// waits for a transaction while holding one.
func (r *reader) read(ctx context.Context, fn func(*badger.Txn) error) error {
	select {
	case <-r.over:
		return fmt.Errorf("read after the view: %w", graph.ErrClosed)
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-r.over:
		return fmt.Errorf("read after the view: %w", graph.ErrClosed)
	case <-ctx.Done():
		return ctx.Err()
	case txn := <-r.pool:
		defer func() { r.pool <- txn }()
		r.store.mapped.ease()
		return fn(txn)
	}
}

// linked returns r with the edges of its state.
func (r *reader) linked(ctx context.Context) (*reader, error) { return r.linkedBy(ctx, nil) }

// linkedBy returns r with the edges of its state that have predicates; it may have others or not. Without predicates: with all.
func (r *reader) linkedBy(ctx context.Context, predicates []schema.Predicate) (*reader, error) {
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	state, err := r.store.linkedBy(ctx, r.state, predicates)
	if err != nil {
		return nil, err
	}
	return &reader{store: r.store, state: state, pool: r.pool, over: r.over}, nil
}

// atOnce is how many keys are looked for one after the other; more are shared out among the processors.
const atOnce = 64

// each answers one question for each of keys from the database.
func each[K, V any](ctx context.Context, r *reader, keys []K, answer func(getter, K) (V, error)) ([]V, error) {
	answers := make([]V, len(keys))
	err := inParts(len(keys), atOnce, func(from, to int) error { return eachOf(ctx, r, keys[from:to], answers[from:to], answer) })
	if err != nil {
		return nil, err
	}
	return answers, nil
}

// inParts calls do with the parts of 0 to n, as many at once as there are processors and transactions, but with no less
// than least in each where there are several. It returns the error of the first part that has one.
func inParts(n, least int, do func(from, to int) error) error {
	parts := max(1, min(n/least, concurrency, runtime.GOMAXPROCS(0)))
	if parts == 1 {
		return do(0, n)
	}
	errs := make([]error, parts)
	var work sync.WaitGroup
	for i := range parts {
		work.Go(func() { errs[i] = do(n*i/parts, n*(i+1)/parts) })
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func eachOf[K, V any](ctx context.Context, r *reader, keys []K, answers []V, answer func(getter, K) (V, error)) error {
	return r.read(ctx, func(txn *badger.Txn) error {
		stored := func(key []byte) ([]byte, error) { return get(txn, key) }
		for i, k := range keys {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if answers[i], err = answer(stored, k); err != nil {
				return err
			}
		}
		return nil
	})
}

// Documents implements graph.Reader.
func (r *reader) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	return each(ctx, r, ids, func(get getter, id graph.ID) (*graph.Document, error) { return loadDocument(get, id, true) })
}

// DocumentsByKey implements graph.Reader.
func (r *reader) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	return each(ctx, r, keys, func(get getter, k string) (*graph.Document, error) {
		if len(k) > graph.MaxKey {
			return nil, nil
		}
		id, err := get(docKey(k))
		if err != nil || id == nil {
			return nil, err
		}
		return loadDocument(get, graph.ID(id), true)
	})
}

// Entities implements graph.Reader.
func (r *reader) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	return r.entities.through(r.curation.EntityIDs(ids), func(ids []graph.ID) ([]*graph.Entity, error) {
		return each(ctx, r, ids, func(get getter, id graph.ID) (*graph.Entity, error) {
			return load(get, key(spaceEntity, id), id, decodeEntity)
		})
	})
}

// Claims implements graph.Reader.
func (r *reader) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	return each(ctx, r, ids, func(get getter, id graph.ID) (*graph.Claim, error) {
		return load(get, key(spaceClaim, id), id, decodeClaim)
	})
}

// ClaimsIn implements graph.Reader.
func (r *reader) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	return each(ctx, r, docs, func(get getter, doc graph.ID) ([]graph.ID, error) {
		m, err := loadManifest(get, doc)
		if err != nil || m == nil {
			return nil, err
		}
		return m.claims, nil
	})
}

// MentionsIn implements graph.Reader.
func (r *reader) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	return each(ctx, r, docs, loadMentions)
}

// RelationsOf implements graph.Reader.
func (r *reader) RelationsOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	return adjacent(ctx, r, entities, dir, predicates, func(h halfEdge) (graph.ID, bool) { return h.relation, true })
}

// EdgesOf implements graph.EdgeReader.
func (r *reader) EdgesOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.Edge, error) {
	r, err := r.linked(ctx)
	if err != nil {
		return nil, err
	}
	known := r.edges.ids.names()
	return adjacent(ctx, r, entities, dir, predicates, func(h halfEdge) (graph.Edge, bool) {
		return known.edge(h), !h.denied
	})
}

// adjacent maps the edges of each entity from memory, ascending by relation, those left out for which fn
// returns false.
func adjacent[T any](ctx context.Context, r *reader, entities []graph.ID, dir graph.Direction, predicates []schema.Predicate, fn func(halfEdge) (T, bool)) ([][]T, error) {
	r, err := r.linkedBy(ctx, predicates)
	if err != nil {
		return nil, err
	}
	lists := make([][]T, len(entities))
	entities = r.curation.EntityIDs(entities)
	labels := r.edges.ids.labelsOf(predicates)
	var halves []halfEdge
	for i, entity := range entities {
		if err := r.check(ctx); err != nil {
			return nil, err
		}
		halves = halves[:0]
		r.edges.each(entity, dir, labels, func(h halfEdge) { halves = append(halves, h) })
		slices.SortFunc(halves, byRelation)
		for _, h := range halves {
			if v, ok := fn(h); ok {
				lists[i] = append(lists[i], v)
			}
		}
	}
	return lists, nil
}

func (r *reader) check(ctx context.Context) error {
	select {
	case <-r.over:
		return fmt.Errorf("read after the view: %w", graph.ErrClosed)
	default:
		return ctx.Err()
	}
}

// AsRead implements graph.Reader.
func (r *reader) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	return each(ctx, r, docs, loadAsRead)
}

func loadAsRead(get getter, doc graph.ID) (*graph.Delta, error) {
	c, err := loadDelta(get, doc)
	if err != nil || c.Delta == nil {
		return nil, err
	}
	return loadRead(get, doc, c)
}

// Judgements implements graph.Reader.
func (r *reader) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	return r.acts, r.check(ctx)
}

// Revision implements graph.Reader.
func (r *reader) Revision(ctx context.Context) (graph.Revision, error) {
	return r.revision, r.check(ctx)
}

// Stats implements graph.Reader.
func (r *reader) Stats(ctx context.Context) (graph.Stats, error) {
	stats, err := r.counts(ctx)
	if err == nil && !r.store.opts.InMemory {
		stats.Bytes, err = usedBytes(r.store.dir)
	}
	return stats, err
}

// counts returns how many of each there are.
func (r *reader) counts(ctx context.Context) (stats graph.Stats, err error) {
	err = r.read(ctx, func(txn *badger.Txn) error {
		b, err := get(txn, key(spaceStats))
		if err != nil || b == nil {
			return err
		}
		stats, err = decodeStats(b)
		return err
	})
	return stats, err
}
