package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Curation is what judgements that stand say together. It is a function of their set: the order in which
// they were made does not matter. Its zero value says nothing. It does not change and is safe for
// concurrent use.
type Curation struct {
	standing []*Judgement
	merged   map[ID]*Judgement            // entity → the same-as that makes it another one
	labels   map[ID]map[string]*Judgement // entity or claim → field → relabel
	reviews  map[ID]*Judgement            // claim → accept or reject
	splits   map[ID]map[ID]*Judgement     // claim → entity → split
	together []*Judgement                 // same-as of claims
	apart    []*Judgement                 // not-same of claims, or of entities
}

// NewCuration returns what acts say together, undone ones left out. It returns an error that wraps
// ErrInvalid where an act is malformed, ErrNotFound where an undo has nothing to undo, and ErrConflict
// where two contradict each other, or one is undone twice; each names the acts.
func NewCuration(acts []*Judgement) (*Curation, error) {
	acts = SortJudgements(acts)
	standing, err := standing(acts)
	if err != nil {
		return nil, err
	}
	c := &Curation{
		standing: standing, merged: map[ID]*Judgement{}, labels: map[ID]map[string]*Judgement{},
		reviews: map[ID]*Judgement{}, splits: map[ID]map[ID]*Judgement{},
	}
	for _, j := range standing {
		if err := c.add(j); err != nil {
			return nil, err
		}
	}
	return c, c.checkApart()
}

// CurationOf returns what the judgements that r shows say together.
func CurationOf(ctx context.Context, r Reader) (*Curation, error) {
	acts, err := r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	c, err := NewCuration(acts)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	return c, nil
}

// standing validates acts, which ascend, and leaves out undos and what they undo.
func standing(acts []*Judgement) ([]*Judgement, error) {
	byID, undone := map[ID]*Judgement{}, map[ID]*Judgement{}
	for _, j := range acts {
		if err := j.Validate(); err != nil {
			return nil, err
		}
		if have := byID[j.ID]; have != nil {
			return nil, fmt.Errorf("%w: two judgements with the id %s", ErrConflict, j.ID)
		}
		byID[j.ID] = j
	}
	for _, j := range acts {
		if j.Kind != Undo {
			continue
		}
		target := byID[j.Undoes]
		switch {
		case target == nil:
			return nil, fmt.Errorf("undo %s: judgement %s: %w", j.ID, j.Undoes, ErrNotFound)
		case target.Kind == Undo:
			return nil, fmt.Errorf("%w: %s is an undo, which cannot be undone; judge again", ErrConflict, j.Undoes)
		case undone[j.Undoes] != nil:
			return nil, fmt.Errorf("%w: judgement %s is undone already, by %s", ErrConflict, j.Undoes, undone[j.Undoes].ID)
		}
		undone[j.Undoes] = j
	}
	return slices.DeleteFunc(slices.Clone(acts), func(j *Judgement) bool { return j.Kind == Undo || undone[j.ID] != nil }), nil
}

func (c *Curation) add(j *Judgement) error {
	switch j.Kind {
	case SameAs:
		if j.Entity == nil {
			c.together = append(c.together, j)
			return nil
		}
		return c.merge(j)
	case NotSame:
		c.apart = append(c.apart, j)
	case Accept, Reject:
		for _, claim := range j.Claims {
			if have := c.reviews[claim]; have != nil && have.Kind != j.Kind {
				return conflict(j, have)
			}
			c.reviews[claim] = j
		}
	case Relabel:
		return c.label(j)
	case Split:
		return c.split(j)
	}
	return nil
}

func conflict(j, have *Judgement) error {
	return fmt.Errorf("%w: %s %s contradicts %s %s of %s; undo that first", ErrConflict, j.Kind, j.ID, have.Kind, have.ID, have.Author)
}

func (c *Curation) merge(j *Judgement) error {
	from := j.Entity.ID()
	if have := c.merged[from]; have != nil && have.Other.Key != j.Other.Key {
		return conflict(j, have)
	}
	if at := c.Entity(j.Other.ID()); at == from {
		return conflict(j, c.merged[j.Other.ID()])
	}
	c.merged[from] = j
	return nil
}

func (c *Curation) label(j *Judgement) error {
	on := ID{}
	if j.Entity != nil {
		on = j.Entity.ID()
	} else {
		on = j.Claims[0]
	}
	if have := c.labels[on][j.Field]; have != nil && have.Value != j.Value {
		return conflict(j, have)
	}
	if c.labels[on] == nil {
		c.labels[on] = map[string]*Judgement{}
	}
	c.labels[on][j.Field] = j
	return nil
}

func (c *Curation) split(j *Judgement) error {
	entity := j.Entity.ID()
	for _, claim := range j.Claims {
		if have := c.splits[claim][entity]; have != nil && have.Other.Key != j.Other.Key {
			return conflict(j, have)
		}
		if c.splits[claim] == nil {
			c.splits[claim] = map[ID]*Judgement{}
		}
		c.splits[claim][entity] = j
	}
	return nil
}

// checkApart returns an error where what is judged not the same is judged the same besides, if only by
// way of others.
func (c *Curation) checkApart() error {
	claims := unions{}
	for _, j := range c.together {
		claims.join(j.Claims[0], j.Claims[1])
	}
	for _, j := range c.apart {
		switch {
		case j.Entity != nil && c.Entity(j.Entity.ID()) == c.Entity(j.Other.ID()):
			return conflict(j, c.bridge(j.Entity.ID(), j.Other.ID()))
		case j.Entity == nil && claims.root(j.Claims[0]) == claims.root(j.Claims[1]):
			return conflict(j, c.together[slices.IndexFunc(c.together, func(t *Judgement) bool {
				return claims.root(t.Claims[0]) == claims.root(j.Claims[0])
			})])
		}
	}
	return nil
}

// bridge returns a same-as on the way of one of a and b, which lead to one entity.
func (c *Curation) bridge(a, b ID) *Judgement {
	if j := c.merged[a]; j != nil {
		return j
	}
	return c.merged[b]
}

// unions is a forest of claims that are judged together.
type unions map[ID]ID

func (u unions) root(id ID) ID {
	for parent, ok := u[id]; ok; parent, ok = u[id] {
		id = parent
	}
	return id
}

func (u unions) join(a, b ID) {
	if a, b = u.root(a), u.root(b); a != b {
		u[a] = b
	}
}

// Standing returns the judgements that stand, ascending by id.
func (c *Curation) Standing() []*Judgement {
	if c == nil {
		return nil
	}
	return c.standing
}

// Entity returns the id of what id is judged to be, id itself where nobody judged.
func (c *Curation) Entity(id ID) ID {
	if c == nil {
		return id
	}
	for j := c.merged[id]; j != nil; j = c.merged[id] {
		id = j.Other.ID()
	}
	return id
}

// EntityIDs returns what each of ids is judged to be. It returns ids itself where nothing differs.
func (c *Curation) EntityIDs(ids []ID) []ID {
	if c == nil || len(c.merged) == 0 {
		return ids
	}
	out := slices.Clone(ids)
	for i, id := range out {
		out[i] = c.Entity(id)
	}
	return out
}

// Overrule returns the pairs of claims that are judged to tell one occurrence, and those judged to tell two.
func (c *Curation) Overrule() Overrule {
	if c == nil {
		return Overrule{}
	}
	return Overrule{Together: claimPairs(c.together), Apart: claimPairs(c.apart)}
}

func claimPairs(acts []*Judgement) [][2]ID {
	var out [][2]ID
	for _, j := range acts {
		if j.Entity == nil {
			out = append(out, [2]ID{j.Claims[0], j.Claims[1]})
		}
	}
	return out
}

// DistinctEntities reports whether a and b are judged not to be the same.
func (c *Curation) DistinctEntities(a, b ID) bool {
	if c == nil {
		return false
	}
	a, b = c.Entity(a), c.Entity(b)
	return slices.ContainsFunc(c.apart, func(j *Judgement) bool {
		if j.Entity == nil {
			return false
		}
		x, y := c.Entity(j.Entity.ID()), c.Entity(j.Other.ID())
		return x == a && y == b || x == b && y == a
	})
}

// Describe returns e, which contributions made, as relabels and merges of others make it: a function of
// e and c, which changes neither.
func (c *Curation) Describe(e *Entity) *Entity {
	if c == nil || e == nil {
		return e
	}
	out := *e
	for field, j := range c.labels[e.ID] {
		switch field {
		case "name":
			out.Name = j.Value
		case "kind":
			out.Kind = schema.Kind(j.Value)
		case "class":
			out.Class = j.Value
		case "parent":
			out.Parent = j.Value
		}
	}
	if out.Parent != "" {
		if j := c.last(EntityID(out.Parent)); j != nil {
			out.Parent = j.Other.Key
		}
	}
	return &out
}

// last returns the same-as that ends the way of id; nil where nobody judged id the same as another.
func (c *Curation) last(id ID) *Judgement {
	var last *Judgement
	for j := c.merged[id]; j != nil; j = c.merged[id] {
		last, id = j, j.Other.ID()
	}
	return last
}

// Concerns returns the entities and the claims that judgements in acts name, ascending.
func Concerns(acts ...*Judgement) (entities, claims []ID) {
	e, c := map[ID]bool{}, map[ID]bool{}
	for _, j := range acts {
		for _, r := range []*Referent{j.Entity, j.Other} {
			if r != nil {
				e[r.ID()] = true
			}
		}
		for _, id := range j.Claims {
			c[id] = true
		}
	}
	return slices.SortedFunc(maps.Keys(e), ID.Compare), slices.SortedFunc(maps.Keys(c), ID.Compare)
}
