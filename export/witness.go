package export

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// edge is a relation with those who say so.
type edge struct {
	*graph.Relation
	witnesses []witness // supporting only; the earliest published first, unknown dates last
}

// witness is a claim in support of an edge, with what a reader needs to find it again.
type witness struct {
	claim  graph.ID
	source string // the nearest source, else the outlet, else the key of the document
	quote  string // from the document's text
	order  witnessOrder

	telling  graph.Telling
	from, to graph.Day // when, as the claim tells
	lasting  bool      // it tells what goes on
}

type witnessOrder struct {
	published graph.Day
	key       string
	start     int
	claim     graph.ID
}

// edges yields the relations that have a supporting witness. The others, which every witness denies,
// are no edges to those who count links; their number is added to denied.
func (g *subgraph) edges(ctx context.Context, denied *int) iter.Seq2[edge, error] {
	return expanded(g.relations(ctx), batchSize, func(batch []*graph.Relation) ([]edge, error) {
		supported := slices.DeleteFunc(slices.Clone(batch), func(x *graph.Relation) bool { return len(x.Supporting) == 0 })
		*denied += len(batch) - len(supported)
		var ids []graph.ID
		for _, x := range supported {
			ids = append(ids, x.Supporting...)
		}
		found, err := g.witnesses(ctx, ids)
		if err != nil {
			return nil, err
		}
		edges := make([]edge, len(supported))
		for i, x := range supported {
			n := len(x.Supporting)
			edges[i] = edge{x, sorted(found[:n:n])}
			found = found[n:]
		}
		return edges, nil
	})
}

func sorted(w []witness) []witness {
	slices.SortFunc(w, func(a, b witness) int { return a.order.compare(b.order) })
	return w
}

func (a witnessOrder) compare(b witnessOrder) int {
	return cmp.Or(
		compareKnown(a.published, b.published),
		cmp.Compare(a.key, b.key),
		cmp.Compare(a.start, b.start),
		a.claim.Compare(b.claim),
	)
}

// compareKnown puts unknown days last.
func compareKnown(a, b graph.Day) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}

// witnesses returns one witness for each claim, in the order of ids.
func (g *subgraph) witnesses(ctx context.Context, ids []graph.ID) ([]witness, error) {
	out := make([]witness, 0, len(ids))
	for chunk := range slices.Chunk(ids, batchSize) {
		part, err := g.witnessChunk(ctx, chunk)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

func (g *subgraph) witnessChunk(ctx context.Context, ids []graph.ID) ([]witness, error) {
	claims, err := load(ctx, "claim", ids, g.r.Claims)
	if err != nil {
		return nil, err
	}
	docs, err := g.documentsOf(ctx, claims)
	if err != nil {
		return nil, err
	}
	names, err := g.sourceNames(ctx, claims)
	if err != nil {
		return nil, err
	}
	out := make([]witness, len(claims))
	for i, c := range claims {
		if out[i], err = newWitness(c, docs[c.Doc], names); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func newWitness(c *graph.Claim, d *graph.Document, names map[graph.ID]string) (witness, error) {
	q := c.Evidence.Quote
	if q.IsZero() {
		q = c.Evidence.Sentence
	}
	if q.Start < 0 || q.Start > q.End || q.End > len(d.Text) {
		return witness{}, fmt.Errorf("%w: claim %s cites bytes %d to %d of %s, which has %d", graph.ErrCorrupt, c.ID, q.Start, q.End, d.Key, len(d.Text))
	}
	w := witness{ // the quote without the rest of the text
		claim: c.ID, source: cmp.Or(d.Outlet, d.Key), quote: strings.Clone(d.Text[q.Start:q.End]), telling: graph.TellingOf(d.Outlet, c),
	}
	if len(c.Sources) > 0 {
		w.source = names[c.Sources[0].Entity]
	}
	w.order = witnessOrder{d.Published, d.Key, q.Start, c.ID}
	w.from, w.to, w.lasting = c.Period.From, c.Period.To, c.Type.IsLasting()
	return w, nil
}

func (g *subgraph) documentsOf(ctx context.Context, claims []*graph.Claim) (map[graph.ID]*graph.Document, error) {
	var ids []graph.ID
	for _, c := range claims {
		ids = append(ids, c.Doc)
	}
	docs, err := load(ctx, "document", unique(ids), g.r.Documents)
	if err != nil {
		return nil, err
	}
	byID := make(map[graph.ID]*graph.Document, len(docs))
	for _, d := range docs {
		byID[d.ID] = d
	}
	return byID, nil
}

func (g *subgraph) sourceNames(ctx context.Context, claims []*graph.Claim) (map[graph.ID]string, error) {
	var ids []graph.ID
	for _, c := range claims {
		if len(c.Sources) > 0 {
			ids = append(ids, c.Sources[0].Entity)
		}
	}
	entities, err := load(ctx, "source", unique(ids), g.r.Entities)
	if err != nil {
		return nil, err
	}
	names := make(map[graph.ID]string, len(ids))
	for _, e := range entities {
		names[e.ID] = e.Name
	}
	return names, nil
}
