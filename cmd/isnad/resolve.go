package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// record is what a reference on the command line leads to: one of its fields is set.
type record struct {
	document *graph.Document
	entity   *graph.Entity
	claim    *graph.Claim
	relation *graph.Relation
}

// find returns what ref means: an id of anything, the key of a document, the key of an entity, or a
// name of one. Its errors are those of query.Resolve.
func find(ctx context.Context, r graph.Reader, ref string) (record, error) {
	if id, err := graph.ParseID(ref); err == nil {
		return findID(ctx, r, id)
	}
	docs, err := r.DocumentsByKey(ctx, []string{ref})
	if err != nil {
		return record{}, fmt.Errorf("look up %q: %w", ref, err)
	}
	if docs[0] != nil {
		return record{document: docs[0]}, nil
	}
	e, err := resolve(ctx, r, ref)
	return record{entity: e}, err
}

// resolve returns the entity that ref means, as query.Resolve does, and says what to do where there is
// none.
func resolve(ctx context.Context, r graph.Reader, ref string) (*graph.Entity, error) {
	e, err := query.Resolve(ctx, r, ref)
	var ambiguous *query.AmbiguousError
	switch {
	case errors.Is(err, graph.ErrNotFound):
		return nil, fmt.Errorf("%w; `isnad search` finds names that are like it", err)
	case errors.As(err, &ambiguous):
		return nil, fmt.Errorf("%w; give the key of the one that you mean", err)
	}
	return e, err
}

func findID(ctx context.Context, r graph.Reader, id graph.ID) (record, error) {
	ids := []graph.ID{id}
	entities, err := r.Entities(ctx, ids)
	if err != nil || entities[0] != nil {
		return record{entity: first(entities)}, err
	}
	claims, err := r.Claims(ctx, ids)
	if err != nil || claims[0] != nil {
		return record{claim: first(claims)}, err
	}
	relations, err := r.Relations(ctx, ids)
	if err != nil || relations[0] != nil {
		return record{relation: first(relations)}, err
	}
	docs, err := r.Documents(ctx, ids)
	if err != nil || docs[0] != nil {
		return record{document: first(docs)}, err
	}
	return record{}, fmt.Errorf("id %s: %w; has its article been removed or changed?", id, graph.ErrNotFound)
}

func first[T any](found []*T) *T {
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

// findDocument returns the document with that key or id.
func findDocument(ctx context.Context, r graph.Reader, ref string) (*graph.Document, error) {
	docs, err := r.DocumentsByKey(ctx, []string{ref})
	if err == nil && docs[0] == nil {
		if id, bad := graph.ParseID(ref); bad == nil {
			docs, err = r.Documents(ctx, []graph.ID{id})
		}
	}
	if err != nil {
		return nil, fmt.Errorf("look up document %q: %w", ref, err)
	}
	if docs[0] == nil {
		return nil, fmt.Errorf("document %q: %w; give its id or the key that it was ingested under", ref, graph.ErrNotFound)
	}
	return docs[0], nil
}
