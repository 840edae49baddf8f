package withhold

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// describe makes the entities that are touched of what is said of them now.
func (b *builder) describe(ctx context.Context) error {
	view := b.o.reader(b.r)
	ids := slices.SortedFunc(maps.Keys(b.scan.entities), graph.ID.Compare)
	for _, id := range ids {
		b.o.entities[id] = nil // so that the view knows
		if b.plan.entities[id] != nil {
			b.o.stats.Entities--
		}
	}
	for chunk := range slices.Chunk(ids, batch) {
		lists, err := view.Contributions(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read what is said of entities: %w", err)
		}
		for i, id := range chunk {
			b.o.entities[id] = b.o.told.Describe(merged(lists[i]))
			if b.o.entities[id] != nil {
				b.o.stats.Entities++
			}
		}
	}
	return nil
}

func merged(said []graph.Contribution) *graph.Entity {
	entities := make([]*graph.Entity, 0, len(said))
	for _, c := range said {
		entities = append(entities, c.Entity)
	}
	return graph.MergeEntity(entities)
}

// relate makes the relations that are touched of the witnesses that there are now.
func (b *builder) relate(ctx context.Context) error {
	witnesses := b.newWitnesses()
	ids := slices.SortedFunc(maps.Keys(b.edges), graph.ID.Compare)
	for chunk := range slices.Chunk(ids, batch) {
		before, err := b.r.Relations(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read relations: %w", err)
		}
		kept, err := b.keptWitnesses(ctx, before)
		if err != nil {
			return err
		}
		if err := b.relateAll(ctx, chunk, before, func(i int) []graph.Witness { return append(kept[i], witnesses[chunk[i]]...) }); err != nil {
			return err
		}
	}
	for _, list := range b.o.linked {
		slices.SortFunc(list, func(a, b *graph.Relation) int { return a.ID.Compare(b.ID) })
	}
	return nil
}

// relateAll makes some relations; before has them as they were, nil for none.
func (b *builder) relateAll(ctx context.Context, ids []graph.ID, before []*graph.Relation, witnesses func(int) []graph.Witness) error {
	var edges []graph.Witnessed
	for i, id := range ids {
		b.forget(id, before[i])
		if e := (graph.Witnessed{Edge: b.edges[id], Witnesses: witnesses(i)}); len(e.Witnesses) > 0 {
			edges = append(edges, e)
		}
	}
	made, err := graph.Relate(ctx, b.o.reader(b.r), edges)
	if err != nil {
		return fmt.Errorf("read what is a copy of what: %w", err)
	}
	for _, r := range made {
		b.relation(r)
	}
	return nil
}

// newWitnesses returns what the claims of redacted documents say, by relation.
func (b *builder) newWitnesses() map[graph.ID][]graph.Witness {
	out := map[graph.ID][]graph.Witness{}
	for _, c := range b.o.claims {
		edges, w := graph.Witnesses(b.o.docs[c.Doc], c)
		for _, e := range edges {
			out[e.ID()] = append(out[e.ID()], w)
		}
	}
	return out
}

// keptWitnesses returns, for each relation, what the claims say that are not touched.
func (b *builder) keptWitnesses(ctx context.Context, relations []*graph.Relation) ([][]graph.Witness, error) {
	var ids []graph.ID
	for _, r := range relations {
		if r != nil {
			ids = append(append(ids, r.Supporting...), r.Denying...)
		}
	}
	ids = slices.DeleteFunc(ids, func(id graph.ID) bool { return b.o.goneClaims[id] })
	slices.SortFunc(ids, graph.ID.Compare)
	said := map[graph.ID]graph.Witness{}
	for chunk := range slices.Chunk(slices.Compact(ids), 4*batch) {
		claims, err := b.r.Claims(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read witnesses: %w", err)
		}
		for i, c := range claims {
			if c == nil {
				return nil, fmt.Errorf("read witnesses: claim %s: %w", chunk[i], graph.ErrCorrupt)
			}
			_, said[c.ID] = graph.Witnesses(&graph.Document{ID: c.Doc, Outlet: b.scan.outlets[c.Doc]}, c)
		}
	}
	out := make([][]graph.Witness, len(relations))
	for i, r := range relations {
		if r == nil {
			continue
		}
		for _, id := range slices.Concat(r.Supporting, r.Denying) {
			if w, kept := said[id]; kept {
				out[i] = append(out[i], w)
			}
		}
	}
	return out, nil
}

// forget takes out a relation as it was.
func (b *builder) forget(id graph.ID, before *graph.Relation) {
	if before != nil {
		b.o.stats.Relations--
		b.o.count(before, -1)
	}
	b.o.relations[id] = nil
}

func (b *builder) relation(after *graph.Relation) {
	b.o.relations[after.ID] = after
	b.o.stats.Relations++
	b.o.count(after, 1)
	b.o.linked[after.Subject] = append(b.o.linked[after.Subject], after)
	b.o.linked[after.Object] = append(b.o.linked[after.Object], after)
}

// count adds n to the degrees of the ends of r, if that is supported.
func (o *Overlay) count(r *graph.Relation, n int) {
	if len(r.Supporting) > 0 {
		o.degrees[r.Subject] += n
		o.degrees[r.Object] += n
	}
}

// name fills the names of entities that are touched, and names the revision. The latter follows from the former and
// from what is shown, never from what is not.
func (b *builder) name(ctx context.Context) error {
	o := b.o
	for _, e := range o.entities {
		if e == nil {
			continue
		}
		for _, form := range graph.SearchForms(e) {
			o.forms = append(o.forms, formOfEntity{form, e.ID})
		}
	}
	slices.SortFunc(o.forms, func(a, b formOfEntity) int { return cmp.Or(cmp.Compare(a.form, b.form), a.id.Compare(b.id)) })
	var err error
	if o.revision, err = b.r.Revision(ctx); err != nil {
		return fmt.Errorf("read revision: %w", err)
	}
	parts := []string{"withheld", o.revision.Store.String(), form(o.acts)}
	for _, id := range slices.SortedFunc(maps.Keys(o.asRead), graph.ID.Compare) {
		parts = append(parts, id.String())
	}
	for _, id := range slices.SortedFunc(maps.Keys(o.entities), graph.ID.Compare) {
		if e := o.entities[id]; e != nil {
			parts = append(parts, form(e))
		}
	}
	o.order = ordered{sorted(o.bare), sorted(o.entities), sorted(o.claims), sorted(o.relations)}
	o.shown = graph.Revision{Store: graph.NewID(graph.SpaceDocument, parts...), Number: o.revision.Number}
	return nil
}
