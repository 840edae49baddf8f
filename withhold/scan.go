package withhold

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// scan is what of a snapshot has to be shown otherwise.
type scan struct {
	docs     map[graph.ID]bool // documents
	entities map[graph.ID]bool // entities that are described otherwise, though it may be in no document
	outlets  map[graph.ID]string
}

// textCache keeps which texts hold names, by document: an id says which text that is. It is of one set of names.
type textCache struct {
	names string
	holds map[graph.ID]bool
}

// scanAll reads all of r once.
func (p *plan) scanAll(ctx context.Context, r graph.Reader, cache *textCache) (*scan, error) {
	s := &scan{docs: map[graph.ID]bool{}, entities: map[graph.ID]bool{}, outlets: map[graph.ID]string{}}
	for _, step := range []func(context.Context, graph.Reader, *plan) error{s.contributions, s.judged} {
		if err := step(ctx, r, p); err != nil {
			return nil, err
		}
	}
	return s, s.documents(ctx, r, p, cache)
}

// contributions finds what documents say of entities that has to be shown otherwise.
func (s *scan) contributions(ctx context.Context, r graph.Reader, p *plan) error {
	reader, ok := r.(graph.ContributionReader)
	if !ok {
		return fmt.Errorf("withhold: %w", ErrUnsupported)
	}
	ids := slices.SortedFunc(maps.Keys(p.entities), graph.ID.Compare)
	for chunk := range slices.Chunk(ids, batch) {
		lists, err := reader.Contributions(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read what documents say of entities: %w", err)
		}
		for i, id := range chunk {
			if p.touchesEntity(p.entities[id]) {
				s.entities[id] = true
			}
			for _, c := range lists[i] {
				if !s.docs[c.Doc] && p.touchesEntity(c.Entity) {
					s.docs[c.Doc] = true
				}
			}
		}
	}
	return nil
}

// judged looks at documents of which judgements hide how they were read.
func (s *scan) judged(ctx context.Context, r graph.Reader, p *plan) error {
	docs, err := judgedDocuments(ctx, r, p.curation)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(docs, batch) {
		deltas, err := r.AsRead(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read documents as they were read: %w", err)
		}
		for _, d := range deltas {
			if d != nil && slices.ContainsFunc(d.Entities, p.touchesEntity) {
				s.docs[d.Document.ID] = true
			}
		}
	}
	return nil
}

// judgedDocuments returns the documents in which entities were merged or split.
func judgedDocuments(ctx context.Context, r graph.Reader, c *graph.Curation) ([]graph.ID, error) {
	var entities, claims []graph.ID
	for _, j := range c.Bearing() {
		switch {
		case j.Kind == graph.SameAs && j.Entity != nil:
			entities = append(entities, c.Entity(j.Entity.ID()))
		case j.Kind == graph.Split:
			claims = append(claims, j.Claims...)
		}
	}
	docs := map[graph.ID]bool{}
	lists, err := r.(graph.ContributionReader).Contributions(ctx, entities)
	if err != nil {
		return nil, fmt.Errorf("read what documents say of merged entities: %w", err)
	}
	for _, c := range slices.Concat(lists...) {
		docs[c.Doc] = true
	}
	found, err := r.Claims(ctx, claims)
	if err != nil {
		return nil, fmt.Errorf("read split claims: %w", err)
	}
	for _, c := range found {
		if c != nil {
			docs[c.Doc] = true
		}
	}
	return slices.SortedFunc(maps.Keys(docs), graph.ID.Compare), nil
}

// documents finds the documents that hold a name.
func (s *scan) documents(ctx context.Context, r graph.Reader, p *plan, cache *textCache) error {
	cache.use(p.names)
	var ids []graph.ID
	outlets := map[string]string{}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
		if _, known := outlets[d.Outlet]; !known {
			outlets[d.Outlet] = d.Outlet
		}
		s.outlets[d.ID] = outlets[d.Outlet]
		if p.touchesDocument(d) {
			s.docs[d.ID] = true
		} else if holds, known := cache.holds[d.ID]; holds {
			s.docs[d.ID] = true
		} else if !known {
			ids = append(ids, d.ID)
		}
	}
	for chunk := range slices.Chunk(ids, batch) {
		if err := s.texts(ctx, r, p, cache, chunk); err != nil {
			return err
		}
	}
	cache.keep(s.outlets)
	return nil
}

func (s *scan) texts(ctx context.Context, r graph.Reader, p *plan, cache *textCache, ids []graph.ID) error {
	docs, err := r.Documents(ctx, ids)
	if err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	for i, d := range docs {
		if d == nil {
			return fmt.Errorf("read texts: document %s: %w", ids[i], graph.ErrCorrupt)
		}
		cache.holds[d.ID] = p.names.holds(d.Text)
		if cache.holds[d.ID] {
			s.docs[d.ID] = true
		}
	}
	return nil
}

// use empties c where it is of other names.
func (c *textCache) use(n *names) {
	names := form(slices.Sorted(maps.Keys(n.forms)))
	if c.holds == nil || c.names != names {
		c.names, c.holds = names, map[graph.ID]bool{}
	}
}

// keep forgets documents that are not there any more.
func (c *textCache) keep(there map[graph.ID]string) {
	maps.DeleteFunc(c.holds, func(id graph.ID, _ bool) bool {
		_, stays := there[id]
		return !stays
	})
}
