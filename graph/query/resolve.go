package query

import (
	"context"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// Resolve returns the entity that ref means: an id in its 36-character form, else a key, else a name in
// any spelling that has the same search form. It returns an error that wraps graph.ErrNotFound where
// there is none, and an *AmbiguousError where a name has several.
func Resolve(ctx context.Context, r graph.Reader, ref string) (*graph.Entity, error) {
	if id, err := graph.ParseID(ref); err == nil {
		return ResolveID(ctx, r, id)
	}
	found, err := r.Entities(ctx, []graph.ID{graph.EntityID(ref)})
	if err != nil {
		return nil, fmt.Errorf("look up entity %q: %w", ref, err)
	}
	if found[0] != nil {
		return found[0], nil
	}
	return ResolveName(ctx, r, ref)
}

// ResolveID returns the entity with id, or an error that wraps graph.ErrNotFound.
func ResolveID(ctx context.Context, r graph.Reader, id graph.ID) (*graph.Entity, error) {
	return one(ctx, r, id, id.String())
}

// ResolveKey returns the entity with key, or an error that wraps graph.ErrNotFound.
func ResolveKey(ctx context.Context, r graph.Reader, key string) (*graph.Entity, error) {
	return one(ctx, r, graph.EntityID(key), key)
}

// ResolveName returns the one entity that has a name with the search form of name. It returns an error
// that wraps graph.ErrNotFound where there is none, and an *AmbiguousError where there are several.
func ResolveName(ctx context.Context, r graph.Reader, name string) (*graph.Entity, error) {
	ids, err := r.EntitiesByName(ctx, graph.FoldName(name), false)
	if err != nil {
		return nil, fmt.Errorf("look up name %q: %w", name, err)
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("entity %q: %w", name, graph.ErrNotFound)
	}
	entities, err := r.Entities(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read entities named %q: %w", name, err)
	}
	if entities = present(entities); len(entities) > 1 {
		return nil, &AmbiguousError{Name: name, Candidates: entities}
	}
	return entities[0], nil
}

func one(ctx context.Context, r graph.Reader, id graph.ID, ref string) (*graph.Entity, error) {
	found, err := r.Entities(ctx, []graph.ID{id})
	if err != nil {
		return nil, fmt.Errorf("look up entity %q: %w", ref, err)
	}
	if found[0] == nil {
		return nil, fmt.Errorf("entity %q: %w", ref, graph.ErrNotFound)
	}
	return found[0], nil
}
