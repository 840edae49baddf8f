// Package link turns what an article says into what the graph stores: it gives each entity of an
// extraction its node, each claim its id, and drops what is told twice. It is pure: equal input gives
// equal output, whatever the order of the entities and claims in the result.
package link

import (
	"slices"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Fact is what the lexicon knows of an entity. It depends on the key alone, never on an article.
type Fact struct {
	Kind     schema.Kind
	Name     string // main name, in Arabic
	Class    string
	Parent   string // key of the entity that it belongs to
	Point    *graph.Point
	External map[string]string
}

// Facts looks entities up by their lexicon keys. It must be safe for concurrent use.
type Facts interface {
	Fact(key string) (Fact, bool)
}

// Options of a linking; the zero value links without facts.
type Options struct {
	Version string // of the rules and the lexicon, kept on each claim
	Facts   Facts  // nil: none
}

// Delta returns what doc contributes to the graph according to res. Entities, mentions and claims are
// sorted, and only entities that a mention or a claim names are there. The delta shares doc, and the
// maps and points of Facts, with its caller.
func Delta(doc *graph.Document, res *extract.Result, opts Options) *graph.Delta {
	nodes := nodesOf(res, opts.Facts)
	d := &graph.Delta{Document: doc, Mentions: mentions(res, nodes)}
	for _, c := range claims(doc, res, nodes, opts.Version) {
		d.Claims = append(d.Claims, c.claim)
	}
	slices.SortFunc(d.Claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
	d.Entities = entities(d, nodes)
	return d
}

// Origins returns, for the id of each claim that Delta makes of res, the index in res.Claims of the
// claim that it came from: the way back from a stored claim to its derivation.
func Origins(doc *graph.Document, res *extract.Result, opts Options) map[graph.ID]int {
	origins := map[graph.ID]int{}
	for _, c := range claims(doc, res, nodesOf(res, opts.Facts), opts.Version) {
		origins[c.claim.ID] = c.index
	}
	return origins
}

// mentions leaves out those of no bytes: they show nobody anything.
func mentions(res *extract.Result, nodes []*graph.Entity) []graph.Mention {
	out := make([]graph.Mention, 0, len(res.Mentions))
	for _, m := range res.Mentions {
		if m.Span.Start >= m.Span.End {
			continue
		}
		out = append(out, graph.Mention{Entity: nodes[m.Entity].ID, Span: graph.Span(m.Span), Form: graph.MentionForm(m.Form)})
	}
	slices.SortFunc(out, graph.CompareMentions)
	return slices.Compact(out)
}

// entities returns the nodes that d names, each once, by id.
func entities(d *graph.Delta, nodes []*graph.Entity) []*graph.Entity {
	named := map[graph.ID]bool{}
	for _, m := range d.Mentions {
		named[m.Entity] = true
	}
	for _, c := range d.Claims {
		for _, role := range schema.Roles {
			for _, a := range c.Args(role) {
				named[a.Entity] = true
			}
		}
	}
	var out []*graph.Entity
	for _, n := range nodes {
		if named[n.ID] {
			named[n.ID] = false
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
	return out
}
