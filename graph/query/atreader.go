package query

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Documents implements graph.Reader.
func (a *past) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	return a.hideDocuments(a.r.Documents(ctx, ids))
}

// DocumentsByKey implements graph.Reader.
func (a *past) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	return a.hideDocuments(a.r.DocumentsByKey(ctx, keys))
}

func (a *past) hideDocuments(docs []*graph.Document, err error) ([]*graph.Document, error) {
	return hide(docs, err, func(d *graph.Document) bool { return a.published(d.Published) })
}

// hide returns records with nil for those that are not shown.
func hide[T any](records []*T, err error, shown func(*T) bool) ([]*T, error) {
	if err != nil {
		return nil, err
	}
	out := slices.Clone(records)
	for i, record := range out {
		if record != nil && !shown(record) {
			out[i] = nil
		}
	}
	return out, nil
}

// AllDocuments implements graph.Reader.
func (a *past) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	return sifted(ctx, a.r.AllDocuments(ctx, after), func(batch []*graph.Document) ([]*graph.Document, error) {
		return a.hideDocuments(batch, nil)
	})
}

// sifted yields what sift leaves of seq, nil being nothing, batch by batch.
func sifted[T any](ctx context.Context, seq iter.Seq2[*T, error], sift func([]*T) ([]*T, error)) iter.Seq2[*T, error] {
	s := &selection[T]{
		scan: func(context.Context, graph.ID) iter.Seq2[*T, error] { return seq },
		keep: func(_ context.Context, batch []*T) ([]*T, error) {
			kept, err := sift(batch)
			return present(kept), err
		},
	}
	return s.all(ctx, graph.ID{})
}

// Sketches implements graph.SketchReader.
func (a *past) Sketches(ctx context.Context, docs []graph.ID) ([]graph.Sketch, error) {
	sketches, err := graph.ReadSketches(ctx, a.r, docs)
	if err == nil {
		err = a.know(ctx, docs)
	}
	if err != nil {
		return nil, err
	}
	for i, id := range docs {
		if !a.sees(id) {
			sketches[i] = graph.Sketch{}
		}
	}
	return sketches, nil
}

// Claims implements graph.Reader.
func (a *past) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	claims, err := a.r.Claims(ctx, ids)
	return a.shown(ctx, claims, err)
}

// AllClaims implements graph.Reader.
func (a *past) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return sifted(ctx, a.r.AllClaims(ctx, after), func(batch []*graph.Claim) ([]*graph.Claim, error) {
		return a.shown(ctx, batch, nil)
	})
}

// ClaimsOf implements graph.Reader.
func (a *past) ClaimsOf(ctx context.Context, entities []graph.ID, roles ...schema.Role) ([][]graph.ID, error) {
	lists, err := a.r.ClaimsOf(ctx, entities, roles...)
	return shownIDs(ctx, lists, err, a.Claims)
}

// ClaimsIn implements graph.Reader.
func (a *past) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	lists, err := a.r.ClaimsIn(ctx, docs)
	if lists, err = ofSeen(ctx, a, docs, lists, err); err != nil {
		return nil, err
	}
	if a.when.AsOf == "" {
		return lists, nil
	}
	return shownIDs(ctx, lists, nil, a.Claims)
}

// ofSeen returns lists, one for each of docs, without those of documents that are not visible.
func ofSeen[T any](ctx context.Context, a *past, docs []graph.ID, lists [][]T, err error) ([][]T, error) {
	if err == nil {
		err = a.know(ctx, docs)
	}
	if err != nil {
		return nil, err
	}
	lists = slices.Clone(lists)
	for i, id := range docs {
		if !a.sees(id) {
			lists[i] = nil
		}
	}
	return lists, nil
}

// shownIDs returns lists without the ids for which read gives nothing.
func shownIDs[T any](ctx context.Context, lists [][]graph.ID, err error, read func(context.Context, []graph.ID) ([]*T, error)) ([][]graph.ID, error) {
	if err != nil {
		return nil, err
	}
	shown := map[graph.ID]bool{}
	for ids := range slices.Chunk(sortIDs(slices.Concat(lists...)), 4*batchSize) {
		records, err := read(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i, record := range records {
			shown[ids[i]] = record != nil
		}
	}
	out := make([][]graph.ID, len(lists))
	for i, ids := range lists {
		for _, id := range ids {
			if shown[id] {
				out[i] = append(out[i], id)
			}
		}
	}
	return out, nil
}

// MentionsIn implements graph.Reader.
func (a *past) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	lists, err := a.r.MentionsIn(ctx, docs)
	return ofSeen(ctx, a, docs, lists, err)
}

// Contributions implements graph.ContributionReader.
func (a *past) Contributions(ctx context.Context, entities []graph.ID) ([][]graph.Contribution, error) {
	r, ok := a.r.(graph.ContributionReader)
	if !ok {
		return nil, ErrUnsupported
	}
	lists, err := r.Contributions(ctx, entities)
	if err != nil {
		return nil, err
	}
	var docs []graph.ID
	for _, c := range slices.Concat(lists...) {
		docs = append(docs, c.Doc)
	}
	if err := a.know(ctx, docs); err != nil {
		return nil, err
	}
	out := make([][]graph.Contribution, len(lists))
	for i, list := range lists {
		for _, c := range list {
			if a.sees(c.Doc) {
				out[i] = append(out[i], c)
			}
		}
	}
	return out, nil
}

// Entities implements graph.Reader.
func (a *past) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	if a.contributions == nil {
		return a.r.Entities(ctx, ids)
	}
	lists, err := a.Contributions(ctx, ids)
	if err != nil {
		return nil, err
	}
	entities := make([]*graph.Entity, len(ids))
	for i, list := range lists {
		var said []*graph.Entity
		for _, c := range list {
			said = append(said, c.Entity)
		}
		entities[i] = a.curation.Describe(graph.MergeEntity(said))
	}
	return entities, nil
}

// AllEntities implements graph.Reader.
func (a *past) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	all := a.r.AllEntities(ctx, after)
	if a.contributions == nil {
		return all
	}
	return sifted(ctx, all, func(batch []*graph.Entity) ([]*graph.Entity, error) {
		ids := make([]graph.ID, 0, len(batch))
		for _, e := range batch {
			ids = append(ids, e.ID)
		}
		return a.Entities(ctx, ids)
	})
}

// EntitiesByName implements graph.Reader.
func (a *past) EntitiesByName(ctx context.Context, key string, prefix bool) ([]graph.ID, error) {
	bears := func(form string) bool { return form == key || prefix && strings.HasPrefix(form, key) }
	ids, err := a.r.EntitiesByName(ctx, key, prefix)
	if err != nil || a.contributions == nil {
		return ids, err
	}
	judged, err := a.namedByJudgement(ctx, bears)
	if err != nil {
		return nil, err
	}
	ids = sortIDs(append(ids, judged...))
	var named []graph.ID
	for chunk := range slices.Chunk(ids, batchSize) {
		entities, err := a.Entities(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, e := range present(entities) {
			if slices.ContainsFunc(graph.SearchForms(e), bears) {
				named = append(named, e.ID)
			}
		}
	}
	return sortIDs(named), nil // one may have been asked for by several ids
}

// namedByJudgement returns the entities that a judgement names so. Where nothing that is visible describes
// such an entity, the judgement does, with a name that the store may not know by now.
func (a *past) namedByJudgement(ctx context.Context, bears func(form string) bool) ([]graph.ID, error) {
	acts, err := a.r.Judgements(ctx)
	if err != nil {
		return nil, err
	}
	var ids []graph.ID
	for _, j := range acts {
		if j.Other != nil && bears(graph.FoldName(j.Other.Name)) {
			ids = append(ids, j.Other.ID())
		}
	}
	return ids, nil
}

// Stats implements graph.Reader. It reads all that is visible; the bytes are those of the store.
func (a *past) Stats(ctx context.Context) (graph.Stats, error) {
	s, err := a.r.Stats(ctx)
	if err != nil {
		return s, err
	}
	docs, err := a.documentIDs(ctx)
	if err != nil {
		return s, err
	}
	s.Documents = len(docs)
	if s.Entities, err = length(a.AllEntities(ctx, graph.ID{})); err != nil {
		return s, err
	}
	if s.Claims, err = length(a.AllClaims(ctx, graph.ID{})); err != nil {
		return s, err
	}
	if s.Relations, err = length(a.AllRelations(ctx, graph.ID{})); err != nil {
		return s, err
	}
	s.Mentions = 0
	for ids := range slices.Chunk(docs, batchSize) {
		lists, err := a.MentionsIn(ctx, ids)
		if err != nil {
			return s, err
		}
		for _, list := range lists {
			s.Mentions += len(list)
		}
	}
	return s, nil
}

// documentIDs returns the ids of the documents that are visible.
func (a *past) documentIDs(ctx context.Context) ([]graph.ID, error) {
	if err := a.calendar.fill(ctx, a.r); err != nil {
		return nil, err
	}
	var ids []graph.ID
	for id, d := range a.calendar.all() {
		if a.published(d.published) {
			ids = append(ids, id)
		}
	}
	return sortIDs(ids), nil
}

func length[T any](seq iter.Seq2[*T, error]) (n int, err error) {
	for _, err := range seq {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
