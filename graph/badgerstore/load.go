package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"
	"github.com/google/uuid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// state is what a store keeps in memory of what is stored. A snapshot has its own.
type state struct {
	edges    *adjacency         // nil where they are read later, see linked
	acts     []*graph.Judgement // ascending by id
	curation *graph.Curation    // of acts; nil where there are none
	revision graph.Revision
	recents
}

// copy returns a state that can be changed without a change to s.
func (s *state) copy() *state {
	c := *s
	c.recents = newRecents()
	c.edges = s.edges.copy()
	return &c
}

// linked returns s, which is not going to change, with its edges.
func (s *Store) linked(ctx context.Context, from *state) (*state, error) {
	if from.edges != nil {
		return from, nil
	}
	s.later.Lock()
	defer s.later.Unlock()
	if s.edges == nil {
		edges, err := s.loadEdges(ctx)
		if err != nil {
			return nil, fmt.Errorf("read edges: %w", err)
		}
		s.edges, s.fewEdges = edges, nil
	}
	linked := *from
	linked.edges = s.edges
	return &linked, nil
}

// fewEdges is the edges of some predicates.
type fewEdges struct {
	of    []schema.Predicate
	edges *adjacency
}

// mostFew is of how many sets of predicates edges are read by themselves: each costs a walk over all of them.
const mostFew = 2

// linkedBy is linked for who asks for edges of some predicates only. There may be no others in what it returns: control asks for
// the lesser part of all.
func (s *Store) linkedBy(ctx context.Context, from *state, predicates []schema.Predicate) (*state, error) {
	if from.edges != nil || len(predicates) == 0 {
		return s.linked(ctx, from)
	}
	edges, err := s.few(ctx, predicates)
	if err != nil {
		return nil, err
	}
	if edges == nil {
		return s.linked(ctx, from)
	}
	linked := *from
	linked.edges = edges
	return &linked, nil
}

// few returns edges of predicates at least; nil where all are there, or should be.
func (s *Store) few(ctx context.Context, predicates []schema.Predicate) (*adjacency, error) {
	s.later.Lock()
	defer s.later.Unlock()
	if s.edges != nil {
		return nil, nil
	}
	for _, f := range s.fewEdges {
		if !slices.ContainsFunc(predicates, func(p schema.Predicate) bool { return !slices.Contains(f.of, p) }) {
			return f.edges, nil
		}
	}
	if len(s.fewEdges) == mostFew {
		s.fewEdges = nil
		return nil, nil
	}
	edges, err := s.loadEdges(ctx, predicates...)
	if err != nil {
		return nil, fmt.Errorf("read edges: %w", err)
	}
	s.fewEdges = append(s.fewEdges, fewEdges{slices.Clone(predicates), edges})
	return edges, nil
}

// load reads the state into memory, and gives a new store its id.
func (s *Store) load(ctx context.Context) error {
	s.state = &state{recents: newRecents()}
	if !s.opts.ReadOnly || !s.opts.EdgesLater {
		var err error
		if s.state.edges, err = s.loadEdges(ctx); err != nil {
			return fmt.Errorf("read edges: %w", err)
		}
	}
	txn := s.db.NewTransaction(false)
	defer txn.Discard()
	if err := s.state.loadActs(ctx, txn); err != nil {
		return fmt.Errorf("read judgements: %w", err)
	}
	meta, err := get(txn, key(spaceMeta))
	if err == nil && meta == nil {
		return s.christen()
	}
	if err == nil {
		s.state.revision, err = decodeMeta(meta)
	}
	return err
}

// christen gives the store its id.
func (s *Store) christen() error {
	if s.opts.ReadOnly {
		return nil
	}
	s.state.revision.Store = graph.ID(uuid.New())
	return s.db.Update(func(txn *badger.Txn) error {
		return txn.Set(key(spaceMeta), encodeMeta(s.state.revision))
	})
}

func (s *state) loadActs(ctx context.Context, txn *badger.Txn) error {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{spaceAct}})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		id := firstID(it.Item().Key())
		j, err := valueOf(it.Item(), id, decodeAct)
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		s.acts = append(s.acts, j)
	}
	if len(s.acts) == 0 {
		return nil
	}
	var err error
	s.curation, err = graph.NewCuration(s.acts)
	return err
}

func valueOf[T any](item *badger.Item, id graph.ID, decode func(graph.ID, []byte) (*T, error)) (v *T, err error) {
	err = item.Value(func(b []byte) error {
		v, err = decode(id, b)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", spaceNames[item.Key()[0]], id, err)
	}
	return v, nil
}
