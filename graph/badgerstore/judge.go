package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

func (e *edit) applyAll(ctx context.Context, prepared []contribution) error {
	for _, p := range prepared {
		if err := errors.Join(ctx.Err(), e.apply(p)); err != nil {
			return err
		}
	}
	return nil
}

// judge stores acts and makes anew what they bear on.
func (e *edit) judge(ctx context.Context, acts []*graph.Judgement) error {
	fresh, err := e.record(acts)
	if err != nil || len(fresh) == 0 {
		return err
	}
	all := graph.SortJudgements(append(slices.Clone(e.next.acts), fresh...))
	curation, err := graph.NewCuration(all, fresh...)
	if err != nil {
		return err
	}
	before := e.next.curation
	e.next.acts, e.next.curation = all, curation
	entities, claims := graph.Concerns(withUndone(all, fresh)...)
	claims = slices.Concat(claims, before.SplitFrom(entities), curation.SplitFrom(entities))
	entities = slices.Concat(entities, before.EntityIDs(entities), curation.EntityIDs(entities))
	docs, err := e.documentsOf(sorted(entities), claims, slices.Concat(before.Articles(claims), curation.Articles(claims)))
	if err != nil {
		return err
	}
	for _, doc := range docs {
		if err := errors.Join(ctx.Err(), e.reread(doc)); err != nil {
			return err
		}
	}
	return e.redescribe(ctx, entities)
}

// record writes down the acts among acts that are not stored, and returns them.
func (e *edit) record(acts []*graph.Judgement) ([]*graph.Judgement, error) {
	var fresh []*graph.Judgement
	for _, j := range acts {
		same := func(have *graph.Judgement) bool { return have.ID == j.ID }
		known := slices.Concat(e.next.acts, fresh)
		if i := slices.IndexFunc(known, same); i >= 0 {
			if !known[i].Equal(j) {
				return nil, &graph.ActError{Act: j.ID, Err: fmt.Errorf("%w: another judgement has the id %s", graph.ErrConflict, j.ID)}
			}
			continue
		}
		b, err := encodeAct(j)
		if err != nil {
			return nil, err
		}
		e.put(key(spaceAct, j.ID), b)
		fresh = append(fresh, j)
		e.reasons = append(e.reasons, graph.ReasonOf(j))
	}
	return fresh, nil
}

// withUndone adds to acts what the undos among them undo.
func withUndone(all, acts []*graph.Judgement) []*graph.Judgement {
	out := slices.Clone(acts)
	for _, j := range acts {
		i, found := slices.BinarySearchFunc(all, j.Undoes, func(have *graph.Judgement, id graph.ID) int { return have.ID.Compare(id) })
		if found {
			out = append(out, all[i])
		}
	}
	return out
}

// documentsOf returns the documents, ascending, on which judgements of entities or claims, which articles with those keys
// made once, bear, or bore before.
func (e *edit) documentsOf(entities, claims []graph.ID, articles []string) ([]graph.ID, error) {
	var docs []graph.ID
	for _, k := range articles {
		id, err := e.get(docKey(k))
		if err != nil {
			return nil, err
		}
		if id != nil {
			docs = append(docs, graph.ID(id))
		}
	}
	for _, entity := range entities {
		for _, space := range []byte{spaceContrib, spaceBorrowed} {
			err := e.each(key(space, entity), func(k, _ []byte) (bool, error) {
				docs = append(docs, lastID(k))
				return true, nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	for _, id := range claims {
		c, err := load(e.get, key(spaceClaim, id), id, decodeClaim)
		if err != nil {
			return nil, err
		}
		if c != nil {
			docs = append(docs, c.Doc)
		}
	}
	return e.judged(sorted(docs))
}

// judged keeps the documents that judgements made what they are, or make now.
func (e *edit) judged(docs []graph.ID) ([]graph.ID, error) {
	var kept []graph.ID
	for _, doc := range docs {
		m, err := loadManifest(e.get, doc)
		if err != nil {
			return nil, err
		}
		read, err := e.get(chunkKey(spaceRead, doc, 0))
		if err != nil {
			return nil, err
		}
		if m == nil {
			continue
		}
		d, err := load(e.get, key(spaceDocument, doc), doc, decodeDocumentRecord)
		if err != nil {
			return nil, err
		}
		if read != nil || d != nil && e.next.curation.Bears(d.document.Key, m.entities, m.claims) {
			kept = append(kept, doc)
		}
	}
	return kept, nil
}

// reread puts a stored document in anew, as judgements make it now.
func (e *edit) reread(doc graph.ID) error {
	read, err := e.take(doc)
	if err != nil || read == nil {
		return err
	}
	e.add(contributionOf(e.next.curation.Curate(read), read))
	return nil
}

// redescribe settles the entities that judgements describe, and those whose parents they merge.
func (e *edit) redescribe(ctx context.Context, concerned []graph.ID) error {
	is := map[graph.ID]bool{}
	for _, id := range concerned {
		is[id] = true
	}
	return e.each([]byte{spaceEntity}, func(k, v []byte) (bool, error) {
		id := firstID(k)
		entity, err := decodeEntity(id, v)
		if err := errors.Join(err, ctx.Err()); err != nil {
			return false, fmt.Errorf("entity %s: %w", id, err)
		}
		if is[id] || entity.Parent != "" && is[graph.EntityID(entity.Parent)] {
			e.renaming(id)
		}
		return true, nil
	})
}
