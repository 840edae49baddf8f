package query

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// sides tells who belongs to whom, as far as control asks for it.
type sides struct {
	up      map[graph.ID]map[graph.ID]bool // an entity, and all that it belongs to
	outlets map[string]graph.ID            // entities of outlets, by name
}

// belonging are the relations by which a person, an outlet or a body belongs to a side.
var belonging = []schema.Predicate{schema.PredSpeaksFor, schema.PredMemberOf, schema.PredLeads, schema.PredPartOf}

// newSides reads to whom the agents and speakers of claims belong.
func newSides(ctx context.Context, r graph.Reader, claims []*graph.Claim, docs map[graph.ID]*graph.Document) (*sides, error) {
	s := &sides{up: map[graph.ID]map[graph.ID]bool{}, outlets: map[string]graph.ID{}}
	var ids []graph.ID
	for _, c := range claims {
		for _, a := range c.Agents {
			ids = append(ids, a.Entity)
		}
		if len(c.Sources) > 0 {
			ids = append(ids, c.Sources[0].Entity)
			continue
		}
		outlet, err := s.outlet(ctx, r, docs[c.Doc])
		if err != nil {
			return nil, err
		}
		ids = append(ids, outlet)
	}
	ids = slices.DeleteFunc(sortIDs(ids), graph.ID.IsZero)
	direct, err := memberships(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	return s, s.climb(ctx, r, ids, direct)
}

// outlet returns the entity that the outlet of d is, zero where none or several have its name.
func (s *sides) outlet(ctx context.Context, r graph.Reader, d *graph.Document) (graph.ID, error) {
	if d == nil || graph.FoldName(d.Outlet) == "" {
		return graph.ID{}, nil
	}
	if id, known := s.outlets[d.Outlet]; known {
		return id, nil
	}
	found, err := r.EntitiesByName(ctx, graph.FoldName(d.Outlet), false)
	if err != nil {
		return graph.ID{}, err
	}
	s.outlets[d.Outlet] = graph.ID{}
	if len(found) == 1 {
		s.outlets[d.Outlet] = found[0]
	}
	return s.outlets[d.Outlet], nil
}

// memberships returns whom persons, outlets and bodies among ids are said to belong to.
func memberships(ctx context.Context, r graph.Reader, ids []graph.ID) (map[graph.ID][]graph.ID, error) {
	entities, err := r.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	var soft []graph.ID
	for _, e := range present(entities) {
		if e.Kind == schema.Person || e.Kind == schema.Media || e.Kind == schema.Body {
			soft = append(soft, e.ID)
		}
	}
	lists, err := r.RelationsOf(ctx, soft, graph.Out, belonging...)
	if err != nil {
		return nil, err
	}
	direct := map[graph.ID][]graph.ID{}
	for i, list := range lists {
		relations, err := r.Relations(ctx, list)
		if err != nil {
			return nil, err
		}
		for _, rel := range present(relations) {
			if len(rel.Supporting) > len(rel.Denying) {
				direct[soft[i]] = append(direct[soft[i]], rel.Object)
			}
		}
	}
	return direct, nil
}

// climb follows the parents of the lexicon, from ids and from what they directly belong to.
func (s *sides) climb(ctx context.Context, r graph.Reader, ids []graph.ID, direct map[graph.ID][]graph.ID) error {
	parents, frontier := map[graph.ID]graph.ID{}, slices.Clone(ids)
	for _, objects := range direct {
		frontier = append(frontier, objects...)
	}
	for frontier = sortIDs(frontier); len(frontier) > 0; {
		entities, err := r.Entities(ctx, frontier)
		if err != nil {
			return err
		}
		var next []graph.ID
		for i, e := range entities {
			parents[frontier[i]] = graph.ID{}
			if e == nil || e.Parent == "" || e.Kind.IsPlace() {
				continue
			}
			parent := graph.EntityID(e.Parent)
			parents[e.ID] = parent
			if _, known := parents[parent]; !known {
				next = append(next, parent)
			}
		}
		frontier = sortIDs(next)
	}
	for _, id := range ids {
		s.up[id] = map[graph.ID]bool{}
		for _, from := range append([]graph.ID{id}, direct[id]...) {
			for at := from; !at.IsZero() && !s.up[id][at]; at = parents[at] {
				s.up[id][at] = true
			}
		}
	}
	return nil
}

// one reports whether a and b are one side: the same, or one belongs to the other.
func (s *sides) one(a, b graph.ID) bool { return a == b || s.up[a][b] || s.up[b][a] }

// near reports whether a and b have anybody in common to whom they belong.
func (s *sides) near(a, b graph.ID) bool {
	for id := range s.up[a] {
		if s.up[b][id] {
			return true
		}
	}
	return a == b
}

// speaker returns whom c, a claim of d, is heard from; zero where that is nobody who is known.
func (s *sides) speaker(c *graph.Claim, d *graph.Document) graph.ID {
	if len(c.Sources) > 0 {
		return c.Sources[0].Entity
	}
	if d == nil {
		return graph.ID{}
	}
	return s.outlets[d.Outlet]
}

// reading returns what c says of actor, one of its agents. Parties are all that are told to hold or lose the place.
func (s *sides) reading(c *graph.Claim, d *graph.Document, actor graph.ID, parties map[graph.ID]bool) (what sign, g grade, gain bool) {
	speaker := s.speaker(c, d)
	ownWord := slices.ContainsFunc(c.Agents, func(a graph.Arg) bool { return s.near(speaker, a.Entity) })
	lost, denied := c.Type == schema.Withdraw || c.Phase == schema.Lose, c.Status == schema.Denied
	g = firm
	switch {
	case lost == denied: // took it, holds it, or denies its loss
		what, gain = takes, c.Phase == schema.Gain
		if ownWord {
			g = own
		}
	case lost:
		what = loses
		if !ownWord && s.rival(speaker, actor, parties) {
			g = own
		}
	case ownWord:
		what = loses
	default:
		what = denies
	}
	if isHedged(c) {
		g = hedged
	}
	return what, g, gain
}

// rival reports whether speaker is of the side of another one who is told to hold or lose the place.
func (s *sides) rival(speaker, actor graph.ID, parties map[graph.ID]bool) bool {
	for p := range parties {
		if p != actor && !s.one(p, actor) && s.near(speaker, p) {
			return true
		}
	}
	return false
}

func isHedged(c *graph.Claim) bool {
	return c.Certainty == schema.Possible || c.Certainty == schema.Alleged ||
		c.Stance == schema.Doubts || c.Stance == schema.Distances || c.Stance == schema.Denies
}
