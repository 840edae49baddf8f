package export

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// telling is a document with all that belongs to it.
type telling struct {
	*graph.Document
	mentions []graph.Mention // as judgements make them, like the claims
	claims   []*graph.Claim
	reading  reading
}

// teller reads tellings. It is safe for concurrent use.
type teller struct {
	g        *subgraph
	curation *graph.Curation
	known    shownCache
	whole    bool // describe entities in full, also where their lines do
}

func newTeller(ctx context.Context, g *subgraph) (*teller, error) {
	acts, err := g.r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	curation, err := graph.NewCuration(acts)
	if err != nil {
		return nil, fmt.Errorf("%w: judgements: %w", graph.ErrCorrupt, err)
	}
	return &teller{g: g, curation: curation}, nil
}

// tell returns what each of docs tells.
func (t *teller) tell(ctx context.Context, docs docBatch) ([]*telling, error) {
	read, err := load(ctx, "document", docs.ids, docs.from.AsRead)
	if err != nil {
		return nil, err
	}
	shown, err := t.shownIn(ctx, read)
	if err != nil {
		return nil, err
	}
	entities, err := t.entitiesOf(ctx, read)
	if err != nil {
		return nil, err
	}
	out := make([]*telling, len(read))
	for i, d := range read {
		if out[i] = shown[d.Document.ID]; out[i] == nil {
			out[i] = &telling{Document: d.Document, mentions: d.Mentions, claims: d.Claims}
		}
		out[i].reading = t.reading(d, out[i], entities)
	}
	return out, nil
}

// shownIn returns what is shown of the documents of which not everything is shown as it was read.
func (t *teller) shownIn(ctx context.Context, read []*graph.Delta) (map[graph.ID]*telling, error) {
	var ids []graph.ID
	out := map[graph.ID]*telling{}
	for _, d := range read {
		if !t.g.filter.IsZero() || t.curation.BearsOn(d) {
			ids = append(ids, d.Document.ID)
			out[d.Document.ID] = &telling{Document: d.Document}
		}
	}
	if len(ids) == 0 {
		return out, nil
	}
	mentions, err := t.g.mentionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, m := range mentions {
		out[m.Doc].mentions = append(out[m.Doc].mentions, m.Mention)
	}
	claims, err := t.g.r.ClaimsIn(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read claims of documents: %w", err)
	}
	var chosen []graph.ID
	for _, id := range slices.Concat(claims...) {
		if t.g.chosen == nil || has(t.g.chosen.claims, id) {
			chosen = append(chosen, id)
		}
	}
	for c, err := range loaded(ctx, "claim", chosen, t.g.r.Claims) {
		if err != nil {
			return nil, err
		}
		out[c.Doc].claims = append(out[c.Doc].claims, c)
	}
	return out, nil
}

// entitiesOf returns the entities that documents name, as they are shown.
func (t *teller) entitiesOf(ctx context.Context, read []*graph.Delta) (map[graph.ID]*graph.Entity, error) {
	out := map[graph.ID]*graph.Entity{}
	if t.whole {
		return out, nil
	}
	var ids []graph.ID
	for _, d := range read {
		for _, e := range d.Entities {
			ids = append(ids, e.ID)
		}
	}
	missing := t.known.fill(unique(ids), out)
	for chunk := range slices.Chunk(missing, batchSize) {
		entities, err := t.g.r.Entities(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		for i, e := range entities {
			out[chunk[i]] = e // nil where a judgement made it vanish
		}
		t.known.add(chunk, entities)
	}
	return out, nil
}

// shownCache keeps some of the entities that were read: documents name the same ones over and over.
type shownCache struct {
	mu   sync.Mutex
	some map[graph.ID]*graph.Entity
}

// shownCacheSize is how many entities are kept at most.
const shownCacheSize = 1 << 14

// fill puts those of ids that are kept into out, and returns the others.
func (c *shownCache) fill(ids []graph.ID, out map[graph.ID]*graph.Entity) (missing []graph.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ids {
		if e, kept := c.some[id]; kept {
			out[id] = e
		} else {
			missing = append(missing, id)
		}
	}
	return missing
}

func (c *shownCache) add(ids []graph.ID, entities []*graph.Entity) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.some == nil || len(c.some)+len(ids) > shownCacheSize {
		c.some = map[graph.ID]*graph.Entity{}
	}
	for i, id := range ids {
		c.some[id] = entities[i]
	}
}

func (t *teller) reading(d *graph.Delta, shown *telling, entities map[graph.ID]*graph.Entity) reading {
	r := reading{Doc: d.Document.ID, Mentions: len(shown.mentions), Claims: len(shown.claims)}
	bears, part := t.curation.BearsOn(d), !t.g.filter.IsZero()
	if bears && part {
		return r
	}
	for _, e := range d.Entities {
		if t.g.chosen != nil && !has(t.g.chosen.entities, e.ID) {
			continue
		}
		if shown := entities[e.ID]; shown != nil && reflect.DeepEqual(e, shown) {
			r.Same = append(r.Same, e.ID)
		} else {
			r.Entities = append(r.Entities, contributionOf(e, shown))
		}
	}
	if bears {
		r.AsRead = &asRead{d.Mentions, d.Claims}
	}
	return r
}

// contributionOf returns e, which a document has, in short where shown is the same but for its names.
func contributionOf(e, shown *graph.Entity) contribution {
	if shown != nil {
		a, b := *e, *shown
		a.Names, b.Names = nil, nil
		if reflect.DeepEqual(a, b) {
			return contribution{ID: e.ID, Names: e.Names}
		}
	}
	return contribution{ID: e.ID, Entity: e}
}
