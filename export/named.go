package export

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// entitiesByID is entities by their ids.
type entitiesByID map[graph.ID]*graph.Entity

// entitiesBy reads the entities of ids, in batches. What is judged to be another entity comes as that one.
func (g *subgraph) entitiesBy(ctx context.Context, ids []graph.ID) (entitiesByID, error) {
	out := make(entitiesByID, len(ids))
	for chunk := range slices.Chunk(unique(ids), batchSize) {
		entities, err := load(ctx, "entity", chunk, g.r.Entities)
		if err != nil {
			return nil, err
		}
		for i, e := range entities {
			out[chunk[i]] = e
		}
	}
	return out, nil
}

// entitiesIn returns the entities that claims name.
func (g *subgraph) entitiesIn(ctx context.Context, claims []*graph.Claim) (entitiesByID, error) {
	var ids []graph.ID
	for _, c := range claims {
		ids = append(ids, parties(c)...)
		for _, a := range c.Sources {
			ids = append(ids, a.Entity)
		}
	}
	return g.entitiesBy(ctx, ids)
}

// parties returns agents, patients and places of c, each of them once.
func parties(c *graph.Claim) []graph.ID {
	var ids []graph.ID
	for _, role := range []schema.Role{schema.Agent, schema.Patient, schema.Place} {
		for _, a := range c.Args(role) {
			if !slices.Contains(ids, a.Entity) {
				ids = append(ids, a.Entity)
			}
		}
	}
	return ids
}

// names returns the names of args, joined.
func (e entitiesByID) names(args []graph.Arg) string {
	names := make([]string, 0, len(args))
	for _, a := range args {
		names = append(names, clean(e[a.Entity].Name))
	}
	return strings.Join(slices.Compact(names), ", ")
}

// title names an occurrence in a line: its type, who, whom and where, as far as it is told.
func (e entitiesByID) title(c *graph.Claim) string {
	who, whom, where := e.names(c.Agents), e.names(c.Patients), e.names(c.Places)
	title := string(c.Type)
	if c.Mode != "" {
		title += " (" + string(c.Mode) + ")"
	}
	if who+whom != "" {
		title += ": " + who
	}
	if whom != "" {
		title += " → " + whom
	}
	if where != "" {
		title += " @ " + where
	}
	return clip(title)
}

// lineLimit is how many characters a title has at most: receivers cut or refuse longer ones.
const lineLimit = 240

// clip cuts s to a title's length.
func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n == lineLimit {
			return s[:i] + "…"
		}
	}
	return s
}

// teller returns the name of whom the article has c from: the nearest source, else the outlet.
func (e entitiesByID) teller(t report, c *graph.Claim) string {
	if len(c.Sources) > 0 {
		return clean(e[c.Sources[0].Entity].Name)
	}
	return clean(cmp.Or(t.Outlet, t.Key))
}

// joined is a relation with the entities at their ends.
type joined struct {
	*graph.Relation
	subject, object *graph.Entity
}

// joinEnds reads the ends of relations.
func (g *subgraph) joinEnds(ctx context.Context, relations []*graph.Relation) ([]joined, error) {
	var ids []graph.ID
	for _, r := range relations {
		ids = append(ids, r.Subject, r.Object)
	}
	entities, err := g.entitiesBy(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]joined, len(relations))
	for i, r := range relations {
		out[i] = joined{r, entities[r.Subject], entities[r.Object]}
	}
	return out, nil
}

// supportedOnly returns the relations that some claim supports, and how many none does.
func supportedOnly(batch []*graph.Relation) ([]*graph.Relation, int) {
	kept := slices.DeleteFunc(slices.Clone(batch), func(r *graph.Relation) bool { return len(r.Supporting) == 0 })
	return kept, len(batch) - len(kept)
}
