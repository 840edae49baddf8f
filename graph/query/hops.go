package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// hop is what links two entities.
type hop struct {
	relations []*graph.Relation // that pass, the best first
	claims    []graph.ID        // that support them and pass, ascending
	periods   []datedClaim      // of these claims, in a chronological search
	free      bool              // the search asks nothing of it but to be there
	ordered   bool              // the search is chronological
	undated   bool              // it may be without a day
}

// datedClaim is the period of a claim, and what was read of it.
type datedClaim struct {
	from, to graph.Day
	claim    *graph.Claim
}

// hopDay is when a path makes a hop.
type hopDay struct {
	reached graph.Day // the earliest day on which the path can be here; empty where it can be any
	day     graph.Day // of this hop
	undated bool
	claim   *graph.Claim // that dates it
}

// after returns the earliest day, not before the given one, that the hop can have, and whether it has one.
func (h *hop) after(last graph.Day) (hopDay, bool) {
	if h.free {
		return hopDay{}, true
	}
	if len(h.relations) == 0 || !h.ordered {
		return hopDay{}, len(h.relations) > 0
	}
	if len(h.periods) == 0 {
		return hopDay{reached: last, undated: true}, h.undated
	}
	var best hopDay
	found := false
	for _, p := range h.periods {
		if p.to != "" && p.to < last {
			continue
		}
		if day := max(last, p.from); !found || day < best.day {
			found, best = true, hopDay{reached: day, day: day, claim: p.claim}
		}
	}
	return best, found
}

// hopReader reads hops, each once.
type hopReader struct {
	r      graph.Reader
	links  *linker
	o      PathOptions
	claims *selection[graph.Claim] // by the filter of claims
	test   *relationTest
	known  map[[2]graph.ID]*hop
	free   bool // nothing has to be read to know whether a hop passes
}

func newHopReader(ctx context.Context, r graph.Reader, links *linker, o PathOptions) (*hopReader, error) {
	h := &hopReader{r: r, links: links, o: o, known: map[[2]graph.ID]*hop{}, free: o.Filter.byPredicate() && !o.Chronological}
	var err error
	if h.claims, err = o.Filter.Claims.selection(ctx, r); err == nil {
		h.test, err = o.Filter.test(ctx, r)
	}
	return h, err
}

func pairOf(a, b graph.ID) [2]graph.ID {
	if b.Compare(a) < 0 {
		a, b = b, a
	}
	return [2]graph.ID{a, b}
}

var freeHop = &hop{free: true}

// hop returns what links two neighbours.
func (h *hopReader) hop(ctx context.Context, a, b graph.ID) (*hop, error) {
	if h.free {
		return freeHop, nil
	}
	err := h.load(ctx, a, []graph.ID{b})
	return h.known[pairOf(a, b)], err
}

// passing returns those of others to which a hop from at can lead.
func (h *hopReader) passing(ctx context.Context, at graph.ID, others []graph.ID) ([]graph.ID, error) {
	if h.free {
		return others, nil
	}
	if err := h.load(ctx, at, others); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(others), func(other graph.ID) bool {
		_, ok := h.known[pairOf(at, other)].after("")
		return !ok
	}), nil
}

// load reads the hops from at to others, unless nothing about them is asked for.
func (h *hopReader) load(ctx context.Context, at graph.ID, others []graph.ID) error {
	if h.free {
		return nil
	}
	return h.read(ctx, at, others)
}

// read reads the hops from at to others that are not known yet.
func (h *hopReader) read(ctx context.Context, at graph.ID, others []graph.ID) error {
	var missing []graph.ID
	for _, other := range others {
		if pair := pairOf(at, other); h.known[pair] == nil {
			h.known[pair] = &hop{ordered: h.o.Chronological, undated: h.o.Undated}
			missing = append(missing, other)
		}
	}
	edges, err := h.links.edgesBetween(ctx, []graph.ID{at}, missing, 0)
	if err != nil || len(edges) == 0 {
		return err
	}
	relations, err := h.relations(ctx, edges)
	if err != nil {
		return err
	}
	passing, err := h.passingClaims(ctx, relations)
	if err != nil {
		return err
	}
	for _, rel := range relations {
		hop := h.known[pairOf(rel.Subject, rel.Object)]
		hop.relations = append(hop.relations, rel)
		for _, id := range rel.Supporting {
			if passing == nil || passing[id] {
				hop.claims = append(hop.claims, id)
			}
		}
	}
	for _, other := range missing {
		if err := h.complete(ctx, h.known[pairOf(at, other)]); err != nil {
			return err
		}
	}
	return nil
}

// relations reads the relations of edges and returns those that pass.
func (h *hopReader) relations(ctx context.Context, edges []graph.Edge) ([]*graph.Relation, error) {
	ids := make([]graph.ID, 0, len(edges))
	for _, e := range edges {
		if id := e.ID(); h.o.Filter.IDs == nil || slices.Contains(h.o.Filter.IDs, id) {
			ids = append(ids, id)
		}
	}
	found, err := h.r.Relations(ctx, sortIDs(ids))
	if err != nil {
		return nil, err
	}
	return h.test.keep(ctx, present(found))
}

// passingClaims returns which supporting claims pass the filter of claims; nil where there is none.
func (h *hopReader) passingClaims(ctx context.Context, relations []*graph.Relation) (map[graph.ID]bool, error) {
	if isZero(h.o.Filter.Claims) {
		return nil, nil
	}
	var supporting []graph.ID
	for _, rel := range relations {
		supporting = append(supporting, rel.Supporting...)
	}
	return h.claims.among(ctx, supporting)
}

// complete orders what a hop has, and reads when its claims are.
func (h *hopReader) complete(ctx context.Context, hop *hop) error {
	slices.SortFunc(hop.relations, compareRelations)
	hop.claims = sortIDs(hop.claims)
	if !hop.ordered {
		return nil
	}
	for batch := range slices.Chunk(hop.claims, batchSize) {
		claims, err := h.r.Claims(ctx, batch)
		if err != nil {
			return err
		}
		for _, c := range present(claims) {
			if c.Period.From != "" || c.Period.To != "" {
				hop.periods = append(hop.periods, datedClaim{c.Period.From, c.Period.To, c})
			}
		}
	}
	slices.SortFunc(hop.periods, func(a, b datedClaim) int {
		return cmp.Or(cmp.Compare(a.from, b.from), compareWitnesses(a.claim, b.claim))
	})
	return nil
}

// compareRelations puts first what most sources support, then what most documents do.
func compareRelations(a, b *graph.Relation) int {
	return cmp.Or(cmp.Compare(b.Sources, a.Sources), cmp.Compare(b.Documents, a.Documents), a.ID.Compare(b.ID))
}

// compareWitnesses puts first the claim that tells more firmly what it tells: what is asserted before what
// is possible and what is alleged, what the outlet does not doubt, what has a day, what has its own words
// for who and where; then by id.
func compareWitnesses(a, b *graph.Claim) int {
	x, y := weaknesses(a), weaknesses(b)
	for i := range x {
		if x[i] != y[i] {
			return cmp.Compare(x[i], y[i])
		}
	}
	return a.ID.Compare(b.ID)
}

func weaknesses(c *graph.Claim) [5]int {
	var w [5]int
	w[0] = max(0, slices.Index(schema.Certainties, c.Certainty))
	if c.Status == schema.Failed {
		w[1] = 1
	}
	switch c.Stance {
	case schema.Doubts, schema.Distances, schema.Denies:
		w[2] = 1
	}
	if c.Period.From == "" {
		w[3] = 1
	}
	for _, args := range [][]graph.Arg{c.Agents, c.Patients, c.Places} {
		for _, a := range args {
			if a.Inferred {
				w[4] = 1
			}
		}
	}
	return w
}
