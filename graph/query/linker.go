package query

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// linker knows which entities are linked by a supported relation with one of some predicates. It reads
// edges where the reader gives them, and relations where it does not.
type linker struct {
	r          graph.Reader
	edges      graph.EdgeReader // nil where the reader is none
	links      graph.LinkReader // nil where the reader is none
	predicates []schema.Predicate
	none       bool // no predicate passes
	touching   map[graph.ID][]graph.Edge
}

func newLinker(r graph.Reader, predicates []schema.Predicate) *linker {
	l := &linker{r: r, predicates: predicates, none: predicates != nil && len(predicates) == 0, touching: map[graph.ID][]graph.Edge{}}
	l.edges, _ = r.(graph.EdgeReader)
	l.links, _ = r.(graph.LinkReader)
	return l
}

// edgesOf returns the edges at each entity.
func (l *linker) edgesOf(ctx context.Context, ids []graph.ID) ([][]graph.Edge, error) {
	if l.none || len(ids) == 0 {
		return make([][]graph.Edge, len(ids)), nil
	}
	if l.edges != nil {
		return l.edges.EdgesOf(ctx, ids, graph.Both, l.predicates...)
	}
	lists := make([][]graph.Edge, len(ids))
	for i, id := range ids {
		known, read := l.touching[id]
		if !read {
			var err error
			if known, err = supportedEdges(ctx, l.r, id, l.predicates); err != nil {
				return nil, err
			}
			l.touching[id] = known
		}
		lists[i] = known
	}
	return lists, nil
}

// supportedEdges reads the edges at an entity that a claim supports.
func supportedEdges(ctx context.Context, r graph.Reader, id graph.ID, predicates []schema.Predicate) ([]graph.Edge, error) {
	lists, err := r.RelationsOf(ctx, []graph.ID{id}, graph.Both, predicates...)
	if err != nil {
		return nil, err
	}
	relations, err := r.Relations(ctx, lists[0])
	edges := make([]graph.Edge, 0, len(relations))
	for _, rel := range present(relations) {
		if len(rel.Supporting) > 0 {
			edges = append(edges, graph.Edge{Predicate: rel.Predicate, Subject: rel.Subject, Object: rel.Object})
		}
	}
	return edges, err
}

// neighbours returns the entities that are linked to each of ids, ascending.
func (l *linker) neighbours(ctx context.Context, ids []graph.ID) ([][]graph.ID, error) {
	lists, err := l.edgesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([][]graph.ID, len(ids))
	for i, at := range ids {
		others := make([]graph.ID, 0, len(lists[i]))
		for _, e := range lists[i] {
			others = append(others, otherEnd(e, at))
		}
		slices.SortFunc(others, graph.ID.Compare)
		out[i] = slices.Compact(others)
	}
	return out, nil
}

// degrees returns how many supported relations there are at each entity, of whatever predicate.
func (l *linker) degrees(ctx context.Context, ids []graph.ID) ([]int, error) {
	if l.links != nil {
		return l.links.Degrees(ctx, ids)
	}
	counts := make([]int, len(ids))
	for i, id := range ids {
		edges, err := supportedEdges(ctx, l.r, id, nil)
		if err != nil {
			return nil, err
		}
		counts[i] = len(edges)
	}
	return counts, nil
}

// size returns about how many edges there are at entities together.
func (l *linker) size(ctx context.Context, ids []graph.ID) (int, error) {
	sum := 0
	if l.links != nil {
		degrees, err := l.links.Degrees(ctx, ids)
		for _, d := range degrees {
			sum += d
		}
		return sum, err
	}
	lists, err := l.r.RelationsOf(ctx, ids, graph.Both)
	for _, list := range lists {
		sum += len(list)
	}
	return sum, err
}

// edgesBetween returns the edges with one end among a and the other one among b, at most limit; 0 is no limit.
func (l *linker) edgesBetween(ctx context.Context, a, b []graph.ID, limit int) ([]graph.Edge, error) {
	if l.none || len(a) == 0 || len(b) == 0 {
		return nil, nil
	}
	if l.links != nil {
		return l.links.EdgesBetween(ctx, a, b, limit, l.predicates...)
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	among := idSet(b)
	lists, err := l.edgesOf(ctx, a)
	if err != nil {
		return nil, err
	}
	seen := map[graph.Edge]bool{}
	var edges []graph.Edge
	for i, at := range a {
		for _, e := range lists[i] {
			if among[otherEnd(e, at)] && !seen[e] && (limit == 0 || len(edges) < limit) {
				seen[e] = true
				edges = append(edges, e)
			}
		}
	}
	return edges, nil
}

func idSet(ids []graph.ID) map[graph.ID]bool {
	set := make(map[graph.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// link is an edge as it is passed from one side to the other.
type link struct{ near, far graph.ID }

// between returns how one gets from near to far, at most limit ways. A link comes as often as it has edges.
func (l *linker) between(ctx context.Context, near, far []graph.ID, limit int) ([]link, error) {
	edges, err := l.edgesBetween(ctx, near, far, limit)
	if err != nil {
		return nil, err
	}
	isNear, isFar := idSet(near), idSet(far)
	links := make([]link, 0, len(edges))
	for _, e := range edges {
		for _, way := range []link{{e.Subject, e.Object}, {e.Object, e.Subject}} {
			if isNear[way.near] && isFar[way.far] {
				links = append(links, way)
			}
		}
	}
	return links, nil
}
