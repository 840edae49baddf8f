package tracing

import (
	"context"
	"iter"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// reader makes a span of each read of r, and offers besides what r does.
func (t *Tracer) reader(r graph.Reader) graph.Reader {
	plain := &reader{r, t}
	contributions, contributes := r.(graph.ContributionReader)
	links, linked := r.(graph.LinkReader)
	switch {
	case contributes && linked:
		return &whole{contributing{plain, contributions}, links}
	case contributes:
		return &contributing{plain, contributions}
	}
	if _, edged := r.(graph.EdgeReader); edged {
		return r // what a reader offers must not be lost behind a span
	}
	return plain
}

type reader struct {
	r graph.Reader
	t *Tracer
}

var _ graph.SketchReader = (*reader)(nil)

// Sketches implements graph.SketchReader.
func (r *reader) Sketches(ctx context.Context, docs []graph.ID) ([]graph.Sketch, error) {
	ctx, c := r.t.begin(ctx, "Sketches", len(docs))
	sketches, err := graph.ReadSketches(ctx, r.r, docs)
	c.end(len(sketches), err)
	return sketches, err
}

// contributing is a graph.ContributionReader.
type contributing struct {
	*reader
	contributions graph.ContributionReader
}

// whole is a graph.LinkReader besides.
type whole struct {
	contributing
	links graph.LinkReader
}

// batch reads the records of ids, one place for each.
func batch[K, T any](ctx context.Context, t *Tracer, method string, ids []K, read func(context.Context, []K) ([]*T, error)) ([]*T, error) {
	ctx, c := t.begin(ctx, method, len(ids))
	all, err := read(ctx, ids)
	found := 0
	for _, record := range all {
		if record != nil {
			found++
		}
	}
	c.end(found, err)
	return all, err
}

// lists reads a list for each of asked ids.
func lists[T any](ctx context.Context, t *Tracer, method string, asked int, read func(context.Context) ([][]T, error)) ([][]T, error) {
	ctx, c := t.begin(ctx, method, asked)
	all, err := read(ctx)
	found := 0
	for _, list := range all {
		found += len(list)
	}
	c.end(found, err)
	return all, err
}

// list reads one list for asked ids, or names.
func list[T any](ctx context.Context, t *Tracer, method string, asked int, read func(context.Context) ([]T, error)) ([]T, error) {
	ctx, c := t.begin(ctx, method, asked)
	all, err := read(ctx)
	c.end(len(all), err)
	return all, err
}

// one reads what there is one of.
func one[T any](ctx context.Context, t *Tracer, method string, read func(context.Context) (T, error)) (T, error) {
	ctx, c := t.begin(ctx, method, 0)
	value, err := read(ctx)
	c.end(1, err)
	return value, err
}

// sequence reads what open gives. The span lasts from the first record to the last one that is taken, and so holds what
// is done with them.
func sequence[T any](ctx context.Context, t *Tracer, method string, open func(context.Context) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, c := t.begin(ctx, method, 0)
		found, failed := 0, error(nil)
		defer func() { c.end(found, failed) }()
		for record, err := range open(ctx) {
			if failed = err; err == nil {
				found++
			}
			if !yield(record, err) {
				return
			}
		}
	}
}

func (r *reader) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	return batch(ctx, r.t, "Documents", ids, r.r.Documents)
}

func (r *reader) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	return batch(ctx, r.t, "Entities", ids, r.r.Entities)
}

func (r *reader) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	return batch(ctx, r.t, "Claims", ids, r.r.Claims)
}

func (r *reader) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	return batch(ctx, r.t, "Relations", ids, r.r.Relations)
}

func (r *reader) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	return batch(ctx, r.t, "DocumentsByKey", keys, r.r.DocumentsByKey)
}

func (r *reader) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	return batch(ctx, r.t, "AsRead", docs, r.r.AsRead)
}

func (r *reader) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	return sequence(ctx, r.t, "AllDocuments", func(ctx context.Context) iter.Seq2[*graph.Document, error] { return r.r.AllDocuments(ctx, after) })
}

func (r *reader) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	return sequence(ctx, r.t, "AllEntities", func(ctx context.Context) iter.Seq2[*graph.Entity, error] { return r.r.AllEntities(ctx, after) })
}

func (r *reader) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return sequence(ctx, r.t, "AllClaims", func(ctx context.Context) iter.Seq2[*graph.Claim, error] { return r.r.AllClaims(ctx, after) })
}

func (r *reader) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	return sequence(ctx, r.t, "AllRelations", func(ctx context.Context) iter.Seq2[*graph.Relation, error] { return r.r.AllRelations(ctx, after) })
}

func (r *reader) Changes(ctx context.Context, since uint64) iter.Seq2[*graph.Change, error] {
	return sequence(ctx, r.t, "Changes", func(ctx context.Context) iter.Seq2[*graph.Change, error] { return r.r.Changes(ctx, since) })
}

func (r *reader) RelationsOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	return lists(ctx, r.t, "RelationsOf", len(entities), func(ctx context.Context) ([][]graph.ID, error) {
		return r.r.RelationsOf(ctx, entities, dir, predicates...)
	})
}

func (r *reader) ClaimsOf(ctx context.Context, entities []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	return lists(ctx, r.t, "ClaimsOf", len(entities), func(ctx context.Context) ([][]graph.ID, error) { return r.r.ClaimsOf(ctx, entities, roles...) })
}

func (r *reader) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	return lists(ctx, r.t, "ClaimsIn", len(docs), func(ctx context.Context) ([][]graph.ID, error) { return r.r.ClaimsIn(ctx, docs) })
}

func (r *reader) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	return lists(ctx, r.t, "MentionsIn", len(docs), func(ctx context.Context) ([][]graph.Mention, error) { return r.r.MentionsIn(ctx, docs) })
}

func (r *whole) EdgesOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.Edge, error) {
	return lists(ctx, r.t, "EdgesOf", len(entities), func(ctx context.Context) ([][]graph.Edge, error) {
		return r.links.EdgesOf(ctx, entities, dir, predicates...)
	})
}

func (r *contributing) Contributions(ctx context.Context, entities []graph.ID) ([][]graph.Contribution, error) {
	return lists(ctx, r.t, "Contributions", len(entities), func(ctx context.Context) ([][]graph.Contribution, error) {
		return r.contributions.Contributions(ctx, entities)
	})
}

func (r *whole) EdgesBetween(ctx context.Context, a, b []graph.ID, limit int, predicates ...schema.Predicate) ([]graph.Edge, error) {
	return list(ctx, r.t, "EdgesBetween", len(a)+len(b), func(ctx context.Context) ([]graph.Edge, error) {
		return r.links.EdgesBetween(ctx, a, b, limit, predicates...)
	})
}

func (r *whole) Degrees(ctx context.Context, entities []graph.ID) ([]int, error) {
	return list(ctx, r.t, "Degrees", len(entities), func(ctx context.Context) ([]int, error) { return r.links.Degrees(ctx, entities) })
}

func (r *reader) EntitiesByName(ctx context.Context, key string, prefix bool) ([]graph.ID, error) {
	return list(ctx, r.t, "EntitiesByName", 1, func(ctx context.Context) ([]graph.ID, error) { return r.r.EntitiesByName(ctx, key, prefix) })
}

func (r *reader) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	return list(ctx, r.t, "Judgements", 0, r.r.Judgements)
}

func (r *reader) Revision(ctx context.Context) (graph.Revision, error) {
	return one(ctx, r.t, "Revision", r.r.Revision)
}

func (r *reader) Stats(ctx context.Context) (graph.Stats, error) {
	return one(ctx, r.t, "Stats", r.r.Stats)
}
