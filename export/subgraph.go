package export

import (
	"context"
	"fmt"
	"iter"

	"github.com/isnad-graph/isnad/graph"
)

// batchSize is how many records are asked for at once: enough that a store behind a network is asked
// seldom, few enough that their texts fit in memory many times over.
const batchSize = 256

// subgraph is what a filter leaves of a snapshot. Its sequences ascend by id and end with the first
// error, which they yield.
type subgraph struct {
	r      graph.Reader
	choose *chooser
	named  map[graph.ID]bool // the entities that chosen claims name; nil: all there are
	told   map[graph.ID]bool // the documents that tell chosen claims; nil: all there are
}

func newSubgraph(ctx context.Context, r graph.Reader, f Filter) (*subgraph, error) {
	choose, err := newChooser(ctx, r, f)
	if err != nil || choose == nil {
		return &subgraph{r: r}, err
	}
	g := &subgraph{r: r, choose: choose, named: map[graph.ID]bool{}, told: map[graph.ID]bool{}}
	for c, err := range g.claims(ctx) {
		if err != nil {
			return nil, err
		}
		g.told[c.Doc] = true
		for _, args := range [][]graph.Arg{c.Agents, c.Patients, c.Places, c.Sources} {
			for _, a := range args {
				g.named[a.Entity] = true
			}
		}
	}
	return g, nil
}

func (g *subgraph) claims(ctx context.Context) iter.Seq2[*graph.Claim, error] {
	return filtered("claims", g.r.AllClaims(ctx, graph.ID{}), g.choose.claim)
}

func (g *subgraph) entities(ctx context.Context) iter.Seq2[*graph.Entity, error] {
	return filtered("entities", g.r.AllEntities(ctx, graph.ID{}), func(e *graph.Entity) bool {
		return g.named == nil || g.named[e.ID]
	})
}

// headers yields the documents without their text.
func (g *subgraph) headers(ctx context.Context) iter.Seq2[*graph.Document, error] {
	return filtered("documents", g.r.AllDocuments(ctx, graph.ID{}), func(d *graph.Document) bool {
		return g.told == nil || g.told[d.ID]
	})
}

// documents yields the documents with their text.
func (g *subgraph) documents(ctx context.Context) iter.Seq2[*graph.Document, error] {
	return expanded(g.headers(ctx), func(batch []*graph.Document) ([]*graph.Document, error) {
		return g.texts(ctx, documentIDs(batch))
	})
}

func (g *subgraph) texts(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	docs, err := g.r.Documents(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	for i, d := range docs {
		if d == nil {
			return nil, missing("document", ids[i])
		}
	}
	return docs, nil
}

// mention is a mention with its document.
type mention struct {
	Doc graph.ID `json:"doc"`
	graph.Mention
}

// mentions yields the mentions of named entities by document and span.
func (g *subgraph) mentions(ctx context.Context) iter.Seq2[mention, error] {
	return expanded(g.headers(ctx), func(batch []*graph.Document) ([]mention, error) {
		ids := documentIDs(batch)
		lists, err := g.r.MentionsIn(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read mentions: %w", err)
		}
		var kept []mention
		for i, list := range lists {
			for _, m := range list {
				if g.named == nil || g.named[m.Entity] {
					kept = append(kept, mention{ids[i], m})
				}
			}
		}
		return kept, nil
	})
}

// relations yields the relations, counted over the chosen claims only.
func (g *subgraph) relations(ctx context.Context) iter.Seq2[*graph.Relation, error] {
	all := filtered("relations", g.r.AllRelations(ctx, graph.ID{}), func(*graph.Relation) bool { return true })
	if g.choose == nil {
		return all
	}
	return expanded(all, func(batch []*graph.Relation) ([]*graph.Relation, error) {
		return g.recount(ctx, batch)
	})
}

// filtered yields what keep accepts and says of an error what was being read.
func filtered[T any](what string, seq iter.Seq2[*T, error], keep func(*T) bool) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for x, err := range seq {
			if err != nil {
				yield(nil, fmt.Errorf("read %s: %w", what, err))
				return
			}
			if keep(x) && !yield(x, nil) {
				return
			}
		}
	}
}

// expanded yields, batch by batch, what expand makes of seq.
func expanded[T, U any](seq iter.Seq2[T, error], expand func([]T) ([]U, error)) iter.Seq2[U, error] {
	return func(yield func(U, error) bool) {
		for batch, err := range batches(seq) {
			var out []U
			if err == nil {
				out, err = expand(batch)
			}
			if err != nil {
				var none U
				yield(none, err)
				return
			}
			for _, u := range out {
				if !yield(u, nil) {
					return
				}
			}
		}
	}
}

// batches yields seq in slices of batchSize, which are valid until the next one.
func batches[T any](seq iter.Seq2[T, error]) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		batch := make([]T, 0, batchSize)
		for x, err := range seq {
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, x); len(batch) == batchSize {
				if !yield(batch, nil) {
					return
				}
				batch = batch[:0]
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

func documentIDs(docs []*graph.Document) []graph.ID {
	ids := make([]graph.ID, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids
}

func missing(what string, id graph.ID) error {
	return fmt.Errorf("%w: %s %s is named but not stored; `isnad verify` says more", graph.ErrCorrupt, what, id)
}
