package query

import (
	"context"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Source is an entity that claims are heard from.
type Source struct {
	Entity *graph.Entity
	Claims int // that name it anywhere in their chain
}

// SelectSources returns a page of the entities that are a source of a claim and pass f, ascending by id.
func SelectSources(ctx context.Context, r graph.Reader, f EntityFilter, p Page) (List[Source], error) {
	s, err := sourceSelection(f)(ctx, r)
	if err != nil {
		return List[Source]{}, err
	}
	return s.page(ctx, p)
}

// CountSources returns how many entities are a source of a claim and pass f.
func CountSources(ctx context.Context, r graph.Reader, f EntityFilter) (int, error) {
	s, err := sourceSelection(f)(ctx, r)
	if err != nil {
		return 0, err
	}
	return s.count(ctx)
}

// AllSources yields the entities that are a source of a claim and pass f, ascending by id.
func AllSources(ctx context.Context, r graph.Reader, f EntityFilter) iter.Seq2[*Source, error] {
	return stream(ctx, r, sourceSelection(f))
}

func sourceSelection(f EntityFilter) func(context.Context, graph.Reader) (*selection[Source], error) {
	return func(ctx context.Context, r graph.Reader) (*selection[Source], error) {
		entities, err := f.selection(ctx, r)
		if err != nil {
			return nil, err
		}
		return &selection[Source]{
			id:      func(s *Source) graph.ID { return s.Entity.ID },
			indexed: entities.indexed,
			ids:     entities.ids,
			scan:    bareSources(entities),
			load: func(ctx context.Context, ids []graph.ID) ([]*Source, error) {
				found, err := entities.load(ctx, ids)
				if err != nil {
					return nil, err
				}
				kept, err := entities.keep(ctx, present(found))
				return asSources(kept), err
			},
			keep: func(ctx context.Context, batch []*Source) ([]*Source, error) { return cited(ctx, r, batch) },
		}, nil
	}
}

func bareSources(entities *selection[graph.Entity]) func(context.Context, graph.ID) iter.Seq2[*Source, error] {
	return func(ctx context.Context, after graph.ID) iter.Seq2[*Source, error] {
		return func(yield func(*Source, error) bool) {
			for e, err := range entities.all(ctx, after) {
				if !yield(&Source{Entity: e}, err) || err != nil {
					return
				}
			}
		}
	}
}

func asSources(entities []*graph.Entity) []*Source {
	sources := make([]*Source, 0, len(entities))
	for _, e := range entities {
		sources = append(sources, &Source{Entity: e})
	}
	return sources
}

// cited counts the claims of each source and drops those that have none.
func cited(ctx context.Context, r graph.Reader, batch []*Source) ([]*Source, error) {
	ids := make([]graph.ID, 0, len(batch))
	for _, s := range batch {
		ids = append(ids, s.Entity.ID)
	}
	claims, err := r.ClaimsOf(ctx, ids, schema.Source)
	if err != nil {
		return nil, err
	}
	for i, s := range batch {
		s.Claims = len(claims[i])
	}
	return slices.DeleteFunc(slices.Clone(batch), func(s *Source) bool { return s.Claims == 0 }), nil
}
