package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/internal/ahead"
)

// subgraph is what a filter leaves of a snapshot. Its sequences ascend by id and end with the first
// error, which they yield.
type subgraph struct {
	r      graph.Reader
	filter Filter
	chosen *chosen           // nil: everything
	events *query.EventIndex // once somebody asked; see eventIndex
	only   []graph.ID        // documents of an increment, ascending; nil: no such bound

	stepping bool        // chosen is what changed since a revision, see step
	gone     []retracted // and this is what is there no more

	places   func(key string) *graph.Entity // of places that no document names; nil: nothing is known of them
	withheld *graph.Withheld                // counts what a policy keeps back; nil: there is none
}

func newSubgraph(ctx context.Context, r graph.Reader, f Filter) (*subgraph, error) {
	at, err := query.At(ctx, r, f.when())
	if err != nil {
		return nil, err
	}
	g := &subgraph{r: at, filter: f}
	if f.timeless().IsZero() {
		return g, nil
	}
	g.chosen, err = choose(ctx, at, f)
	return g, err
}

// aside are counts of what is not written as a record.
var aside = []string{"deniedOnly", "notOccurred", "uncoded", "undatedControl", "articlesWithoutClaims"}

// nothing reports whether no claim was chosen, or no record written.
func (g *subgraph) nothing(counts map[string]int) bool {
	if g.chosen != nil && len(g.chosen.claims) == 0 {
		return true
	}
	for what, n := range counts {
		if n > 0 && !slices.Contains(aside, what) {
			return false
		}
	}
	return true
}

func (g *subgraph) claims(ctx context.Context) iter.Seq2[*graph.Claim, error] {
	if g.chosen == nil {
		return scan("claims", g.r.AllClaims(ctx, graph.ID{}))
	}
	return loaded(ctx, "claim", g.chosen.claims, g.r.Claims)
}

func (g *subgraph) entities(ctx context.Context) iter.Seq2[*graph.Entity, error] {
	if g.chosen == nil {
		return scan("entities", g.r.AllEntities(ctx, graph.ID{}))
	}
	return loaded(ctx, "entity", g.chosen.entities, g.r.Entities)
}

// relations yields the relations, counted over the chosen claims only.
func (g *subgraph) relations(ctx context.Context) iter.Seq2[*graph.Relation, error] {
	if g.chosen == nil {
		return scan("relations", g.r.AllRelations(ctx, graph.ID{}))
	}
	all := loaded(ctx, "relation", g.chosen.relations, g.r.Relations)
	if g.stepping {
		return all
	}
	if g.filter.AsOf != "" { // a claim may tell of what had ended, which is no relation then
		all = there(ctx, g.chosen.relations, g.r.Relations)
	}
	return expanded(all, batchSize, func(batch []*graph.Relation) ([]*graph.Relation, error) { return g.recount(ctx, batch) })
}

// documents yields the documents with their text.
func (g *subgraph) documents(ctx context.Context) iter.Seq2[*graph.Document, error] {
	return expanded(g.documentIDs(ctx), batchSize, func(ids []graph.ID) ([]*graph.Document, error) {
		return load(ctx, "document", ids, g.r.Documents)
	})
}

// mention is a mention with its document.
type mention struct {
	Doc graph.ID `json:"doc"`
	graph.Mention
}

// mentionsOf returns the mentions of the entities in some documents, by document and span.
func (g *subgraph) mentionsOf(ctx context.Context, docs []graph.ID) ([]mention, error) {
	lists, err := g.r.MentionsIn(ctx, docs)
	if err != nil {
		return nil, fmt.Errorf("read mentions: %w", err)
	}
	var kept []mention
	for i, list := range lists {
		for _, m := range list {
			if g.chosen == nil || has(g.chosen.entities, m.Entity) {
				kept = append(kept, mention{docs[i], m})
			}
		}
	}
	return kept, nil
}

func (g *subgraph) documentIDs(ctx context.Context) iter.Seq2[graph.ID, error] {
	return func(yield func(graph.ID, error) bool) {
		if g.chosen != nil || g.only != nil {
			ids := g.only
			if ids == nil {
				ids = g.chosen.documents
			}
			ahead.Spill(yield, ids, nil)
			return
		}
		for d, err := range scan("documents", g.r.AllDocuments(ctx, graph.ID{})) {
			if err != nil {
				yield(graph.ID{}, err)
				return
			}
			if !yield(d.ID, nil) {
				return
			}
		}
	}
}

// unique sorts ids and drops doubles.
func unique(ids []graph.ID) []graph.ID {
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids)
}
