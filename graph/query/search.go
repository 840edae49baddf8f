package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// Match says how a name was found.
type Match string

// Matches, the best first.
const (
	ExactMatch  Match = "exact"  // the name is what was asked for
	PrefixMatch Match = "prefix" // the name starts with it
	WordMatch   Match = "word"   // a later word of the name starts with it
)

// Hit is an entity that a search found.
type Hit struct {
	Entity *graph.Entity
	Match  Match
	Claims int     // in which it takes part
	Score  float64 // 3 for an exact, 2 for a prefix, 1 for a word match, and below one more the more claims there are
}

// Search returns the entities with a name like text, both in their search form: the best score first,
// ties by id. Limit 0 is no limit.
func Search(ctx context.Context, r graph.Reader, text string, limit int) ([]Hit, error) {
	if graph.FoldName(text) == "" {
		return nil, nil
	}
	hits, err := find(ctx, r, text, limit)
	if err != nil {
		return nil, fmt.Errorf("search %q: %w", text, err)
	}
	if err := score(ctx, r, hits); err != nil {
		return nil, fmt.Errorf("search %q: %w", text, err)
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.Entity.ID.Compare(b.Entity.ID))
	})
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits, nil
}

// find returns the entities that match text, of lesser matches no more than are needed to fill limit: no
// score lifts a match above a better one.
func find(ctx context.Context, r graph.Reader, text string, limit int) ([]Hit, error) {
	exact, err := r.EntitiesByName(ctx, graph.FoldName(text), false)
	if err != nil {
		return nil, err
	}
	prefix, err := byPrefix(ctx, r, text)
	if err != nil {
		return nil, err
	}
	tiers := []tier{{ExactMatch, exact}, {PrefixMatch, prefix}}
	if limit <= 0 || len(prefix) < limit {
		words, err := byWord(ctx, r, text)
		if err != nil {
			return nil, err
		}
		tiers = append(tiers, tier{WordMatch, words})
	}
	return load(ctx, r, tiers)
}

// beginnings returns the search forms with which a name that starts with text may start.
func beginnings(text string) []string {
	forms := []string{graph.FoldName(text), graph.FoldPrefix(text)}
	return slices.DeleteFunc(slices.Compact(forms), func(form string) bool { return form == "" })
}

// byPrefix returns the entities with a name that starts with text, ascending.
func byPrefix(ctx context.Context, r graph.Reader, text string) ([]graph.ID, error) {
	var ids []graph.ID
	for _, form := range beginnings(text) {
		found, err := r.EntitiesByName(ctx, form, true)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return sortIDs(ids), nil
}

// tier is what matched in one way; it may repeat what matched better.
type tier struct {
	match Match
	ids   []graph.ID
}

func load(ctx context.Context, r graph.Reader, tiers []tier) ([]Hit, error) {
	var hits []Hit
	seen := map[graph.ID]bool{}
	for _, t := range tiers {
		entities, err := r.Entities(ctx, t.ids)
		if err != nil {
			return nil, err
		}
		for _, e := range present(entities) {
			if !seen[e.ID] {
				seen[e.ID] = true
				hits = append(hits, Hit{Entity: e, Match: t.match})
			}
		}
	}
	return hits, nil
}

// byWord returns the entities with a name in which text starts a word after the first.
func byWord(ctx context.Context, r graph.Reader, text string) ([]graph.ID, error) {
	var ids []graph.ID
	forms := beginnings(text)
	matches := func(name string) bool {
		return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(name, " "+form) })
	}
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(graph.SearchForms(e), matches) {
			ids = append(ids, e.ID)
		}
	}
	return ids, nil
}

var base = map[Match]float64{ExactMatch: 3, PrefixMatch: 2, WordMatch: 1}

func score(ctx context.Context, r graph.Reader, hits []Hit) error {
	ids := make([]graph.ID, 0, len(hits))
	for _, h := range hits {
		ids = append(ids, h.Entity.ID)
	}
	claims, err := r.ClaimsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i := range hits {
		n := len(claims[i])
		hits[i].Claims = n
		hits[i].Score = base[hits[i].Match] + float64(n)/float64(n+10)
	}
	return nil
}
