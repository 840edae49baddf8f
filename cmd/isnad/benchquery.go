package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// questions measures look-ups on the store, each with a view of its own.
func (b *bench) questions(ctx context.Context) (err error) {
	store, err := b.openStore(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	ids, err := sample(ctx, store, b.lookups)
	if err != nil {
		return err
	}
	for _, q := range b.lookUps(ctx) {
		if err := b.latency(ctx, store, ids, q.name, q.ask); err != nil {
			return err
		}
	}
	return b.paths(ctx, store, ids)
}

// lookUp is one sort of question about an entity.
type lookUp struct {
	name string
	ask  func(r graph.Reader, id graph.ID) error
}

// lookUps returns what is asked: in a large store, nothing whose answer is a large part of it.
func (b *bench) lookUps(ctx context.Context) []lookUp {
	all := []lookUp{
		{"edges", func(r graph.Reader, id graph.ID) error { return hops(ctx, r, id) }},
		{"one hop", func(r graph.Reader, id graph.ID) error { return reach(ctx, r, id, 1) }},
		{"filtered claims", func(r graph.Reader, id graph.ID) error {
			f := query.ClaimFilter{Participants: []graph.ID{id}, Types: []schema.Type{schema.Attack}, Statuses: []schema.Status{schema.Happened}}
			_, err := query.SelectClaims(ctx, r, f, query.Page{First: 50})
			return err
		}},
	}
	if b.claims > 0 {
		return all
	}
	return append(all,
		lookUp{"two hops", func(r graph.Reader, id graph.ID) error { return reach(ctx, r, id, 2) }},
		lookUp{"neighbourhood", func(r graph.Reader, id graph.ID) error {
			_, err := query.Neighborhood(ctx, r, id, 1, query.RelationFilter{}, 0)
			return err
		}})
}

// hops lists the edges of an entity.
func hops(ctx context.Context, r graph.Reader, id graph.ID) error {
	edges, ok := r.(graph.EdgeReader)
	if !ok {
		return errors.New("the store does not give edges")
	}
	_, err := edges.EdgesOf(ctx, []graph.ID{id}, graph.Both)
	return err
}

// paths measures the shortest path of at most three hops between entities from all over the store, with the
// sentences that bear it, by its length.
func (b *bench) paths(ctx context.Context, store *badgerstore.Store, ids []graph.ID) error {
	times := map[int][]time.Duration{} // by hops
	for i := range b.lookups {
		from, to := ids[i%len(ids)], ids[(i*7919+len(ids)/2)%len(ids)]
		start := time.Now()
		var found []*query.Trace
		err := store.View(ctx, func(r graph.Reader) (err error) {
			found, err = query.Paths(ctx, r, from, to, query.PathOptions{MaxHops: 3})
			return err
		})
		if err != nil {
			return fmt.Errorf("path: %w", err)
		}
		length := 0
		if len(found) > 0 {
			length = len(found[0].Steps)
		}
		times[length] = append(times[length], time.Since(start))
	}
	for _, length := range []int{1, 2, 3} {
		b.quantiles(fmt.Sprintf("path of %d hops", length), times[length])
	}
	return nil
}

// reach finds the entities within depth hops and reads them.
func reach(ctx context.Context, r graph.Reader, id graph.ID, depth int) error {
	edges, ok := r.(graph.EdgeReader)
	if !ok {
		return errors.New("the store does not give edges")
	}
	seen, frontier := map[graph.ID]bool{id: true}, []graph.ID{id}
	for range depth {
		lists, err := edges.EdgesOf(ctx, frontier, graph.Both)
		if err != nil {
			return err
		}
		frontier = nil
		for _, e := range slices.Concat(lists...) {
			for _, end := range []graph.ID{e.Subject, e.Object} {
				if !seen[end] {
					seen[end] = true
					frontier = append(frontier, end)
				}
			}
		}
	}
	slices.SortFunc(frontier, graph.ID.Compare)
	_, err := r.Entities(ctx, frontier)
	return err
}

func (b *bench) latency(ctx context.Context, store *badgerstore.Store, ids []graph.ID, name string, ask func(graph.Reader, graph.ID) error) error {
	times := make([]time.Duration, 0, b.lookups)
	for i := range b.lookups {
		start := time.Now()
		if err := store.View(ctx, func(r graph.Reader) error { return ask(r, ids[i%len(ids)]) }); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		times = append(times, time.Since(start))
	}
	b.quantiles(name, times)
	return nil
}

// quantiles adds the median and the 99th percentile of times, if there are any.
func (b *bench) quantiles(name string, times []time.Duration) {
	if len(times) == 0 {
		return
	}
	slices.Sort(times)
	b.add(name+", p50", micros(times[len(times)/2]), "µs")
	b.add(name+", p99", micros(times[len(times)*99/100]), "µs")
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

// sample returns at most n entities that have an edge, from all over the store.
func sample(ctx context.Context, store *badgerstore.Store, n int) ([]graph.ID, error) {
	var ids []graph.ID
	err := store.View(ctx, func(r graph.Reader) error {
		for rel, err := range r.AllRelations(ctx, graph.ID{}) {
			if err != nil {
				return err
			}
			ids = append(ids, rel.Subject, rel.Object)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(ids, graph.ID.Compare)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil, fail(exitNotFound, "the articles give no edge to look up")
	}
	step := max(1, len(ids)/n)
	var out []graph.ID
	for i := 0; i < len(ids) && len(out) < n; i += step {
		out = append(out, ids[i])
	}
	return out, nil
}
