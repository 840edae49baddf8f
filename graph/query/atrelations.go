package query

import (
	"context"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Relations implements graph.Reader.
func (a *past) Relations(ctx context.Context, ids []graph.ID) ([]*graph.Relation, error) {
	relations, err := a.r.Relations(ctx, ids)
	if err != nil {
		return nil, err
	}
	return a.rebuild(ctx, relations)
}

// AllRelations implements graph.Reader.
func (a *past) AllRelations(ctx context.Context, after graph.ID) iter.Seq2[*graph.Relation, error] {
	return sifted(ctx, a.r.AllRelations(ctx, after), func(batch []*graph.Relation) ([]*graph.Relation, error) {
		return a.rebuild(ctx, batch)
	})
}

// RelationsOf implements graph.Reader.
func (a *past) RelationsOf(ctx context.Context, entities []graph.ID, dir graph.Direction, predicates ...schema.Predicate) ([][]graph.ID, error) {
	lists, err := a.r.RelationsOf(ctx, entities, dir, predicates...)
	return shownIDs(ctx, lists, err, a.Relations)
}

// rebuild makes relations anew from the claims that are visible, nil where there is none, or where what they tell had
// ended.
func (a *past) rebuild(ctx context.Context, relations []*graph.Relation) ([]*graph.Relation, error) {
	claims, err := a.witnesses(ctx, relations)
	if err != nil {
		return nil, err
	}
	var edges []graph.Witnessed
	var at []int
	for i, r := range relations {
		if r == nil {
			continue
		}
		if e := a.witnessed(r, claims); len(e.Witnesses) > 0 {
			edges, at = append(edges, e), append(at, i)
		}
	}
	made, err := graph.Relate(ctx, a, edges)
	if err != nil {
		return nil, err
	}
	out := make([]*graph.Relation, len(relations))
	for i, r := range made {
		out[at[i]] = r
	}
	if a.when.AsOf == "" {
		return out, nil
	}
	return a.lasting(ctx, out, claims)
}

// witnesses returns the visible claims of relations.
func (a *past) witnesses(ctx context.Context, relations []*graph.Relation) (map[graph.ID]*graph.Claim, error) {
	var ids []graph.ID
	for _, r := range present(relations) {
		ids = append(append(ids, r.Supporting...), r.Denying...)
	}
	ids = sortIDs(ids)
	found := make(map[graph.ID]*graph.Claim, len(ids))
	for chunk := range slices.Chunk(ids, 4*batchSize) {
		claims, err := a.Claims(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, c := range present(claims) {
			found[c.ID] = c
		}
		if err := a.calendar.know(ctx, a.r, docsOf(claims)); err != nil { // whose outlets are who tells it
			return nil, err
		}
	}
	return found, nil
}

// witnessed returns r with what those of its witnesses say that are among claims.
func (a *past) witnessed(r *graph.Relation, claims map[graph.ID]*graph.Claim) graph.Witnessed {
	e := graph.Witnessed{Edge: graph.Edge{Predicate: r.Predicate, Subject: r.Subject, Object: r.Object}}
	for _, id := range slices.Concat(r.Supporting, r.Denying) {
		if c := claims[id]; c != nil {
			d, _ := a.calendar.of(c.Doc)
			_, w := graph.Witnesses(d.document(c.Doc), c)
			e.Witnesses = append(e.Witnesses, w)
		}
	}
	return e
}

// lasting drops the relations of a state or a lasting fact that had ended.
func (a *past) lasting(ctx context.Context, relations []*graph.Relation, claims map[graph.ID]*graph.Claim) ([]*graph.Relation, error) {
	var places []graph.ID
	for _, r := range present(relations) {
		if r.Predicate == schema.Controls || r.Predicate == schema.Besieges {
			places = append(places, r.Object)
		}
	}
	boards, err := a.boardsOf(ctx, sortIDs(places))
	if err != nil {
		return nil, err
	}
	for i, r := range relations {
		if r != nil && len(r.Supporting) > 0 && a.ended(r, claims, boards[r.Object]) {
			relations[i] = nil
		}
	}
	return relations, nil
}

// boardsOf returns what is told of the control of places. What was read once is kept.
func (a *past) boardsOf(ctx context.Context, places []graph.ID) (map[graph.ID]*board, error) {
	found, missing := a.kept(places)
	if len(missing) == 0 {
		return found, nil
	}
	read, err := newBoards(ctx, a, missing)
	if err != nil {
		return nil, err
	}
	a.keep(read)
	for p, b := range read {
		found[p] = b
	}
	return found, nil
}

// ended reports whether what r tells had ended on the day; b is the board of its object, where that matters.
func (a *past) ended(r *graph.Relation, claims map[graph.ID]*graph.Claim, b *board) bool {
	over := func(id graph.ID) bool { return ranged(claims[id].Period) && claims[id].Period.To < a.when.AsOf }
	switch r.Predicate {
	case schema.Controls:
		return !b.goesOn(r.Subject, a.when.AsOf)
	case schema.Besieges:
		told := graph.Day("")
		for _, id := range r.Supporting {
			c := claims[id]
			d, _ := a.calendar.of(c.Doc)
			m, _ := window(c, d.published)
			told = max(told, min(m.last(a.when.AsOf), a.when.AsOf))
		}
		return !slices.ContainsFunc(r.Supporting, func(id graph.ID) bool { return !over(id) }) ||
			b.changed(r.Subject, told, a.when.AsOf)
	case schema.PredPartOf, schema.PredMemberOf, schema.PredLeads, schema.PredSpeaksFor, schema.PredAllyOf:
		return !slices.ContainsFunc(r.Supporting, func(id graph.ID) bool { return !over(id) })
	}
	return false
}

// changed reports whether actor is told to have taken or left the place after one day and by another.
func (b *board) changed(actor graph.ID, after, by graph.Day) bool {
	return slices.ContainsFunc(b.of[actor], func(m *mark) bool {
		return m.sign != denies && m.grade > hedged && m.part.IsZero() && m.hi > after && m.hi <= by
	})
}
