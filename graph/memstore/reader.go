package memstore

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// reader answers from views, in the plainest way.
type reader struct {
	views *views
	id    graph.ID // of the store
	log   []*graph.Change
	over  atomic.Bool // the View has returned
}

func (r *reader) check(ctx context.Context) error {
	if r.over.Load() {
		return fmt.Errorf("read after the view: %w", graph.ErrClosed)
	}
	return ctx.Err()
}

// Documents implements graph.Reader.
func (r *reader) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	return each(ctx, r, ids, func(id graph.ID) *graph.Document { return r.views.docs[id] })
}

// Entities implements graph.Reader.
func (r *reader) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	return each(ctx, r, r.views.curation.EntityIDs(ids), func(id graph.ID) *graph.Entity { return r.views.entities[id] })
}

// Claims implements graph.Reader.
func (r *reader) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	return each(ctx, r, ids, func(id graph.ID) *graph.Claim { return r.views.claims[id] })
}

// Relations implements graph.Reader.
func (r *reader) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	return each(ctx, r, ids, func(id graph.ID) *graph.Relation { return r.views.relations[id] })
}

// DocumentsByKey implements graph.Reader.
func (r *reader) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	return each(ctx, r, keys, func(key string) *graph.Document { return r.views.byKey[key] })
}

// AllDocuments implements graph.Reader.
func (r *reader) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	return all(ctx, r, r.views.docIDs, r.views.bare, after)
}

// AllEntities implements graph.Reader.
func (r *reader) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	return all(ctx, r, r.views.entityIDs, r.views.entities, after)
}

// AllClaims implements graph.Reader.
func (r *reader) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return all(ctx, r, r.views.claimIDs, r.views.claims, after)
}

// AllRelations implements graph.Reader.
func (r *reader) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	return all(ctx, r, r.views.relationIDs, r.views.relations, after)
}

// RelationsOf implements graph.Reader.
func (r *reader) RelationsOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	return each(ctx, r, r.views.curation.EntityIDs(entities), func(entity graph.ID) []graph.ID {
		return filter(r.views.relationIDs, func(id graph.ID) bool {
			rel := r.views.relations[id]
			return rel.HasEnd(entity, dir) && (len(predicates) == 0 || slices.Contains(predicates, rel.Predicate))
		})
	})
}

// ClaimsOf implements graph.Reader.
func (r *reader) ClaimsOf(ctx context.Context, entities []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	if len(roles) == 0 {
		roles = schema.Roles
	}
	return each(ctx, r, r.views.curation.EntityIDs(entities), func(entity graph.ID) []graph.ID {
		return filter(r.views.claimIDs, func(id graph.ID) bool { return r.views.claims[id].Involves(entity, roles...) })
	})
}

// ClaimsIn implements graph.Reader.
func (r *reader) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	return each(ctx, r, docs, func(id graph.ID) []graph.ID { return r.views.claimsIn[id] })
}

// MentionsIn implements graph.Reader.
func (r *reader) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	return each(ctx, r, docs, func(id graph.ID) []graph.Mention { return r.views.mentions[id] })
}

// AsRead implements graph.Reader.
func (r *reader) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	return each(ctx, r, docs, func(id graph.ID) *graph.Delta { return r.views.asRead[id] })
}

// Judgements implements graph.Reader.
func (r *reader) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	return r.views.acts, r.check(ctx)
}

// Revision implements graph.Reader.
func (r *reader) Revision(ctx context.Context) (graph.Revision, error) {
	return graph.Revision{Store: r.id, Number: uint64(len(r.log))}, r.check(ctx)
}

// Changes implements graph.Reader.
func (r *reader) Changes(ctx context.Context, since uint64) iter.Seq2[*graph.Change, error] {
	return func(yield func(*graph.Change, error) bool) {
		for _, c := range r.log[min(since, uint64(len(r.log))):] {
			if err := r.check(ctx); err != nil {
				yield(nil, err)
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// EntitiesByName implements graph.Reader.
func (r *reader) EntitiesByName(ctx context.Context, key string, prefix bool) ([]graph.ID, error) {
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	var ids []graph.ID
	for form, named := range r.views.byName {
		if form == key || prefix && strings.HasPrefix(form, key) {
			ids = append(ids, named...)
		}
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids), nil
}

// Stats implements graph.Reader.
func (r *reader) Stats(ctx context.Context) (graph.Stats, error) {
	if err := r.check(ctx); err != nil {
		return graph.Stats{}, err
	}
	v := r.views
	s := graph.Stats{Documents: len(v.docs), Entities: len(v.entities), Claims: len(v.claims), Relations: len(v.relations)}
	for _, mentions := range v.mentions {
		s.Mentions += len(mentions)
	}
	return s, nil
}

// each asks one question for each of keys.
func each[K, V any](ctx context.Context, r *reader, keys []K, answer func(K) V) ([]V, error) {
	answers := make([]V, len(keys))
	for i, k := range keys {
		if err := r.check(ctx); err != nil {
			return nil, err
		}
		answers[i] = answer(k)
	}
	return answers, nil
}

func all[T any](ctx context.Context, r *reader, ids []graph.ID, records map[graph.ID]*T, after graph.ID) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for _, id := range ids {
			if id.Compare(after) <= 0 {
				continue
			}
			if err := r.check(ctx); err != nil {
				yield(nil, err)
				return
			}
			if !yield(records[id], nil) {
				return
			}
		}
	}
}

func filter(ids []graph.ID, keep func(graph.ID) bool) []graph.ID {
	var kept []graph.ID
	for _, id := range ids {
		if keep(id) {
			kept = append(kept, id)
		}
	}
	return kept
}
