package withhold

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Overlay is what a policy changes of one snapshot. It holds in memory what it touches, does not change, and is safe for
// concurrent use.
type Overlay struct {
	revision graph.Revision // of the snapshot
	shown    graph.Revision
	counts   graph.Withheld
	notes    []string
	before   *graph.Curation // of the snapshot
	told     *graph.Curation
	acts     []*graph.Judgement

	docs, bare map[graph.ID]*graph.Document // redacted ones
	byKey      map[string]*graph.Document
	asRead     map[graph.ID]*graph.Delta
	mentions   map[graph.ID][]graph.Mention
	claims     map[graph.ID]*graph.Claim
	claimsIn   map[graph.ID][]graph.ID
	claimsOf   map[graph.ID][]*graph.Claim // by entity
	entities   map[graph.ID]*graph.Entity  // all that are touched; nil: gone
	said       map[graph.ID][]graph.Contribution
	relations  map[graph.ID]*graph.Relation   // all that are touched; nil: gone
	linked     map[graph.ID][]*graph.Relation // by entity, those that are there
	forms      []formOfEntity                 // search forms of entities, ascending
	order      ordered

	goneDocs, goneClaims map[graph.ID]bool // of the snapshot
	goneKeys             map[string]bool
	degrees              map[graph.ID]int // by entity: supported relations, what there are more than in the snapshot
	stats                graph.Stats      // what there is more than in the snapshot
}

// ordered is what is there of the maps of an overlay, ascending by id.
type ordered struct {
	docs      []*graph.Document
	entities  []*graph.Entity
	claims    []*graph.Claim
	relations []*graph.Relation
}

type formOfEntity struct {
	form string
	id   graph.ID
}

// Options of Build. The zero value is right.
type Options struct {
	Lexicon Lexicon // what is known of entities besides the store: more of their names, and areas that no article names; nil: nothing
	Finish  bool    // a Keeper finishes an overlay that it has begun, though the context of who asked ends: the next one has it
	cache   *textCache
}

// Build makes the overlay of policy over r, which has to be able to tell contributions. It reads all of r once, but for
// mentions and claims of what is not touched.
//
// Errors: ErrPolicy where a rule contradicts the store: a name that several entities have, an entity of another kind, a
// place that is no finer than its level, two rules for one entity, a pseudonym that is withheld itself; ErrUnsupported;
// those of r and ctx.
func Build(ctx context.Context, r graph.Reader, policy *Policy, opts Options) (*Overlay, error) {
	p, err := newPlan(ctx, r, policy, opts.Lexicon)
	if err != nil {
		return nil, err
	}
	if opts.cache == nil {
		opts.cache = &textCache{}
	}
	found, err := p.scanAll(ctx, r, opts.cache)
	if err != nil {
		return nil, err
	}
	b := &builder{plan: p, r: r, scan: found, o: newOverlay(p), moved: map[graph.ID]graph.ID{}, edges: map[graph.ID]graph.Edge{}, stayed: map[graph.ID]bool{}}
	for _, step := range []func(context.Context) error{b.redactAll, b.judge, b.show, b.describe, b.relate, b.name} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return b.o, nil
}

func newOverlay(p *plan) *Overlay {
	return &Overlay{
		before: p.curation, notes: p.notes,
		docs: map[graph.ID]*graph.Document{}, bare: map[graph.ID]*graph.Document{}, byKey: map[string]*graph.Document{},
		asRead: map[graph.ID]*graph.Delta{}, mentions: map[graph.ID][]graph.Mention{},
		claims: map[graph.ID]*graph.Claim{}, claimsIn: map[graph.ID][]graph.ID{}, claimsOf: map[graph.ID][]*graph.Claim{},
		entities: map[graph.ID]*graph.Entity{}, said: map[graph.ID][]graph.Contribution{},
		relations: map[graph.ID]*graph.Relation{}, linked: map[graph.ID][]*graph.Relation{},
		goneDocs: map[graph.ID]bool{}, goneClaims: map[graph.ID]bool{}, goneKeys: map[string]bool{}, degrees: map[graph.ID]int{},
	}
}

// Notes tells of rules that find less in the snapshot than they ask for, each with file and line.
func (o *Overlay) Notes() []string { return slices.Clone(o.notes) }

// Counts tells how much is withheld.
func (o *Overlay) Counts() graph.Withheld { return o.counts }

// builder makes an overlay.
type builder struct {
	*plan
	*scan
	r     graph.Reader
	o     *Overlay
	moved map[graph.ID]graph.ID   // ids of claims: before, after
	edges map[graph.ID]graph.Edge // that are touched

	stayed map[graph.ID]bool // claims of documents that keep their keys
}

// redactAll redacts the documents that are touched.
func (b *builder) redactAll(ctx context.Context) error {
	b.o.counts.Entities = len(b.ruled)
	twins := map[string]int{}
	ids := slices.SortedFunc(maps.Keys(b.scan.docs), graph.ID.Compare)
	for chunk := range slices.Chunk(ids, batch) {
		deltas, err := b.r.AsRead(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read documents to redact: %w", err)
		}
		for i, d := range deltas {
			if d == nil {
				return fmt.Errorf("read documents to redact: document %s: %w", chunk[i], graph.ErrCorrupt)
			}
			if err := b.redactOne(d, twins); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) redactOne(d *graph.Delta, twins map[string]int) error {
	b.hide(d)
	made := b.redact(d, 0)
	if made.renamed {
		key := made.delta.Document.Key
		if n := twins[key]; n > 0 {
			made = b.redact(d, n)
		}
		twins[key]++
		b.o.counts.Documents++
	}
	b.o.counts.Dropped += made.dropped
	maps.Copy(b.moved, made.claims)
	if !made.renamed {
		for _, c := range d.Claims {
			b.stayed[c.ID] = true
		}
	}
	if err := made.delta.Validate(); err != nil {
		return errors.Join(graph.ErrCorrupt, errors.New("a redacted document breaks the model")) // whose words may tell
	}
	b.o.asRead[made.delta.Document.ID] = made.delta
	return nil
}

// hide notes what the snapshot shows of d, a document as it was read.
func (b *builder) hide(d *graph.Delta) {
	shown := b.curation.Curate(d)
	b.o.goneDocs[d.Document.ID] = true
	b.o.goneKeys[d.Document.Key] = true
	b.o.stats.Documents--
	b.o.stats.Mentions -= len(shown.Mentions)
	b.o.stats.Claims -= len(shown.Claims)
	for _, e := range shown.Entities {
		b.scan.entities[e.ID] = true
	}
	for _, c := range shown.Claims {
		b.o.goneClaims[c.ID] = true
		b.touch(shown.Document, c)
	}
}

// touch notes the edges that c bears on.
func (b *builder) touch(d *graph.Document, c *graph.Claim) graph.Witness {
	edges, w := graph.Witnesses(d, c)
	for _, e := range edges {
		b.edges[e.ID()] = e
	}
	return w
}

// judge finds the judgements that may be told, and the revision.
func (b *builder) judge(ctx context.Context) error {
	acts, err := b.r.Judgements(ctx)
	if err != nil {
		return fmt.Errorf("read judgements: %w", err)
	}
	acts = b.bearing(acts)
	var named []graph.ID
	for _, j := range acts {
		named = append(named, j.Claims...)
	}
	found, err := b.r.Claims(ctx, named)
	if err != nil {
		return fmt.Errorf("read judged claims: %w", err)
	}
	shown := map[graph.ID]bool{}
	for i, c := range found {
		shown[named[i]] = c != nil && (!b.o.goneClaims[c.ID] || b.stayed[c.ID])
	}
	b.o.acts = b.plan.told(acts, b.moved, shown)
	if b.o.told, err = graph.NewCuration(b.o.acts); err != nil {
		return fmt.Errorf("read what may be told of judgements: %w", err)
	}
	return nil
}

// bearing returns acts with the claims on which they bear in the snapshot, and without what was told of those that were
// judged: it names articles and parties.
func (b *builder) bearing(acts []*graph.Judgement) []*graph.Judgement {
	now := map[graph.ID]*graph.Judgement{}
	for _, j := range b.curation.Bearing() {
		now[j.ID] = j
	}
	out := make([]*graph.Judgement, len(acts))
	for i, j := range acts {
		bare := *cmp.Or(now[j.ID], j)
		bare.Told = nil
		out[i] = &bare
	}
	return out
}

// show fills what redacted documents show, as judgements make them.
func (b *builder) show(context.Context) error {
	for _, id := range slices.SortedFunc(maps.Keys(b.o.asRead), graph.ID.Compare) {
		d := b.o.told.Curate(b.o.asRead[id])
		b.o.show(d)
		for _, e := range d.Entities {
			b.scan.entities[e.ID] = true
		}
		for _, c := range d.Claims {
			b.touch(d.Document, c)
		}
	}
	return nil
}

func (o *Overlay) show(d graph.Curated) {
	doc := d.Document
	bare := *doc
	bare.Text = ""
	o.docs[doc.ID], o.bare[doc.ID], o.byKey[doc.Key] = doc, &bare, doc
	o.mentions[doc.ID] = d.Mentions
	o.stats.Documents++
	o.stats.Mentions += len(d.Mentions)
	o.stats.Claims += len(d.Claims)
	for _, e := range d.Entities {
		o.said[e.ID] = append(o.said[e.ID], graph.Contribution{Doc: doc.ID, Entity: e, Borrowed: d.Borrowed[e.ID]})
	}
	for _, c := range d.Claims {
		o.claims[c.ID] = c
		o.claimsIn[doc.ID] = append(o.claimsIn[doc.ID], c.ID)
		part := map[graph.ID]bool{}
		for a := range c.AllArgs() {
			if !part[a.Entity] {
				part[a.Entity] = true
				o.claimsOf[a.Entity] = append(o.claimsOf[a.Entity], c)
			}
		}
	}
}
