package withhold

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// Reader returns r as it may be seen. The overlay has to have been built over a snapshot of the same revision. The
// result is valid as long as r is. It is a graph.ContributionReader, and a graph.LinkReader where r is one.
//
// Ids of what is withheld lead to nothing. The revision is one of its own: it names what is shown, so that it differs
// where something else is withheld. Changes fail with graph.ErrNoHistory.
func (o *Overlay) Reader(r graph.Reader) graph.WithheldReader {
	v := o.reader(r)
	if links, ok := r.(graph.LinkReader); ok {
		return &linkView{v, links}
	}
	return v
}

func (o *Overlay) reader(r graph.Reader) *view { return &view{o, r} }

// view is a snapshot with an overlay over it.
type view struct {
	*Overlay
	r graph.Reader
}

var (
	_ graph.WithheldReader     = (*view)(nil)
	_ graph.ContributionReader = (*view)(nil)
	_ graph.SketchReader       = (*view)(nil)
)

// Withheld implements graph.WithheldReader.
func (v *view) Withheld() graph.Withheld { return v.counts }

// pick answers from the overlay, nothing for what is gone, and the rest from the snapshot.
func pick[K comparable, V any](ctx context.Context, keys []K, over func(K) (V, bool), read func(context.Context, []K) ([]V, error)) ([]V, error) {
	out := make([]V, len(keys))
	var rest []K
	var at []int
	for i, k := range keys {
		if answer, ok := over(k); ok {
			out[i] = answer
		} else {
			rest, at = append(rest, k), append(at, i)
		}
	}
	found, err := read(ctx, rest) // of nothing too: it says whether the snapshot is still there
	if err != nil {
		return nil, err
	}
	for i, answer := range found {
		out[at[i]] = answer
	}
	return out, nil
}

// overOf returns what pick asks first: a map, and what is gone of the snapshot.
func overOf[K comparable, V any](there map[K]V, gone map[K]bool) func(K) (V, bool) {
	return func(k K) (V, bool) {
		answer, ok := there[k]
		return answer, ok || gone[k]
	}
}

// touched returns what pick asks first of a map that knows all that is touched.
func touched[V any](all map[graph.ID]V) func(graph.ID) (V, bool) {
	return func(id graph.ID) (V, bool) {
		answer, ok := all[id]
		return answer, ok
	}
}

// Documents implements graph.Reader.
func (v *view) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	return pick(ctx, ids, overOf(v.docs, v.goneDocs), v.r.Documents)
}

// Sketches implements graph.SketchReader: a redacted text has a sketch of its own.
func (v *view) Sketches(ctx context.Context, ids []graph.ID) ([]graph.Sketch, error) {
	return pick(ctx, ids, func(id graph.ID) (graph.Sketch, bool) {
		if d := v.docs[id]; d != nil {
			return graph.SketchOf(d.Text), true
		}
		return graph.Sketch{}, v.goneDocs[id]
	}, func(ctx context.Context, ids []graph.ID) ([]graph.Sketch, error) {
		return graph.ReadSketches(ctx, v.r, ids)
	})
}

// DocumentsByKey implements graph.Reader.
func (v *view) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	return pick(ctx, keys, overOf(v.byKey, v.goneKeys), v.r.DocumentsByKey)
}

// Entities implements graph.Reader.
func (v *view) Entities(ctx context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	return pick(ctx, v.before.EntityIDs(ids), touched(v.entities), v.r.Entities)
}

// Claims implements graph.Reader.
func (v *view) Claims(ctx context.Context, ids []graph.ID) ([]*graph.Claim, error) {
	return pick(ctx, ids, overOf(v.claims, v.goneClaims), v.r.Claims)
}

// Relations implements graph.Reader.
func (v *view) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	return pick(ctx, ids, touched(v.relations), v.r.Relations)
}

// AllDocuments implements graph.Reader.
func (v *view) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	return merge(v.r.AllDocuments(ctx, after), v.order.docs, after, documentID, func(id graph.ID) bool { return v.goneDocs[id] })
}

// AllEntities implements graph.Reader.
func (v *view) AllEntities(ctx context.Context, after graph.ID) iter.Seq2[*graph.Entity, error] {
	return merge(v.r.AllEntities(ctx, after), v.order.entities, after, entityID, func(id graph.ID) bool { return isIn(v.entities, id) })
}

// AllClaims implements graph.Reader.
func (v *view) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return merge(v.r.AllClaims(ctx, after), v.order.claims, after, claimID, func(id graph.ID) bool { return v.goneClaims[id] })
}

// AllRelations implements graph.Reader.
func (v *view) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	return merge(v.r.AllRelations(ctx, after), v.order.relations, after, relationID, func(id graph.ID) bool { return isIn(v.relations, id) })
}

func documentID(d *graph.Document) graph.ID { return d.ID }
func entityID(e *graph.Entity) graph.ID     { return e.ID }
func claimID(c *graph.Claim) graph.ID       { return c.ID }
func relationID(r *graph.Relation) graph.ID { return r.ID }

func isIn[V any](m map[graph.ID]V, id graph.ID) bool {
	_, ok := m[id]
	return ok
}

// merge yields base, which ascends, without what is gone, and those of over that are there, in their places.
func merge[T any](base iter.Seq2[*T, error], over []*T, after graph.ID, idOf func(*T) graph.ID, gone func(graph.ID) bool) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		rest := over[countUpTo(over, after, idOf):]
		upTo := func(id graph.ID) bool {
			for len(rest) > 0 && idOf(rest[0]).Compare(id) < 0 {
				next := rest[0]
				if rest = rest[1:]; !yield(next, nil) {
					return false
				}
			}
			return true
		}
		for x, err := range base {
			if err != nil {
				yield(nil, err)
				return
			}
			if !upTo(idOf(x)) {
				return
			}
			if !gone(idOf(x)) && !yield(x, nil) {
				return
			}
		}
		for _, x := range rest {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// countUpTo returns how many of records, which ascend, have an id that is not after a certain one.
func countUpTo[T any](records []*T, after graph.ID, idOf func(*T) graph.ID) int {
	at, found := slices.BinarySearchFunc(records, after, func(x *T, id graph.ID) int { return idOf(x).Compare(id) })
	if found {
		at++
	}
	return at
}

// sorted returns what is there of records, ascending.
func sorted[T any](records map[graph.ID]*T) []*T {
	out := make([]*T, 0, len(records))
	for _, id := range slices.SortedFunc(maps.Keys(records), graph.ID.Compare) {
		if x := records[id]; x != nil {
			out = append(out, x)
		}
	}
	return out
}

// ClaimsIn implements graph.Reader.
func (v *view) ClaimsIn(ctx context.Context, docs []graph.ID) ([][]graph.ID, error) {
	return pick(ctx, docs, v.inDocument(v.claimsIn), v.r.ClaimsIn)
}

// MentionsIn implements graph.Reader.
func (v *view) MentionsIn(ctx context.Context, docs []graph.ID) ([][]graph.Mention, error) {
	return pick(ctx, docs, overOf(v.mentions, v.goneDocs), v.r.MentionsIn)
}

func (v *view) inDocument(lists map[graph.ID][]graph.ID) func(graph.ID) ([]graph.ID, bool) {
	return func(id graph.ID) ([]graph.ID, bool) { return lists[id], v.docs[id] != nil || v.goneDocs[id] }
}

// AsRead implements graph.Reader. What judgements did to a redacted document is in it already, but for what was judged
// of claims as a whole.
func (v *view) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	return pick(ctx, docs, overOf(v.asRead, v.goneDocs), v.r.AsRead)
}

// Judgements implements graph.Reader. Those that name what is withheld are not told; the others without names and notes
// that would tell it, and with the ids that claims of redacted documents have now.
func (v *view) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	_, err := v.r.Revision(ctx) // whether the snapshot is still there
	return v.acts, err
}

// Revision implements graph.Reader.
func (v *view) Revision(ctx context.Context) (graph.Revision, error) {
	_, err := v.r.Revision(ctx)
	return v.shown, err
}

// Changes implements graph.Reader: it yields graph.ErrNoHistory.
func (v *view) Changes(context.Context, uint64) iter.Seq2[*graph.Change, error] {
	return func(yield func(*graph.Change, error) bool) { yield(nil, graph.ErrNoHistory) }
}

// Contributions implements graph.ContributionReader.
func (v *view) Contributions(ctx context.Context, entities []graph.ID) ([][]graph.Contribution, error) {
	ids := v.before.EntityIDs(entities)
	lists, err := v.r.(graph.ContributionReader).Contributions(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([][]graph.Contribution, len(lists))
	for i, list := range lists {
		if _, ok := v.entities[ids[i]]; !ok {
			out[i] = list
			continue
		}
		for _, c := range list {
			if !v.goneDocs[c.Doc] {
				out[i] = append(out[i], c)
			}
		}
		out[i] = append(out[i], v.said[ids[i]]...)
		slices.SortStableFunc(out[i], compareContributions)
	}
	return out, nil
}

func compareContributions(a, b graph.Contribution) int {
	if a.Borrowed != b.Borrowed {
		if b.Borrowed {
			return -1
		}
		return 1
	}
	return a.Doc.Compare(b.Doc)
}

// EntitiesByName implements graph.Reader.
func (v *view) EntitiesByName(ctx context.Context, key string, prefix bool) ([]graph.ID, error) {
	ids, err := v.r.EntitiesByName(ctx, key, prefix)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id graph.ID) bool { return isIn(v.entities, id) })
	at, _ := slices.BinarySearchFunc(v.forms, key, func(f formOfEntity, key string) int { return strings.Compare(f.form, key) })
	for _, f := range v.forms[at:] {
		if f.form != key && !(prefix && strings.HasPrefix(f.form, key)) {
			break
		}
		ids = append(ids, f.id)
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids), nil
}

// Stats implements graph.Reader; the bytes are those of the store.
func (v *view) Stats(ctx context.Context) (graph.Stats, error) {
	s, err := v.r.Stats(ctx)
	s.Documents += v.stats.Documents
	s.Entities += v.stats.Entities
	s.Claims += v.stats.Claims
	s.Relations += v.stats.Relations
	s.Mentions += v.stats.Mentions
	return s, err
}
