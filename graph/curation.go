package graph

import (
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
	coming   map[ID]bool                  // what is not recorded yet

	named   map[ID][]*Judgement   // by claim
	told    map[string][]carriage // by article: claims that were judged, and what they said
	now     map[ID]*Judgement     // judgements that bear on other claims than they name, as they bear
	carried []Carried             // what now follows from
}

// NewCuration returns what acts say together, undone ones left out. It returns an error that wraps
// ErrInvalid where an act is malformed, ErrNotFound where an undo has nothing to undo, and ErrConflict
// where two contradict each other, or one is undone twice; each names the acts. Those among acts that are coming, to
// be recorded if there is no error, are at fault before those that are recorded: an *ActError says which.
func NewCuration(acts []*Judgement, coming ...*Judgement) (*Curation, error) {
	acts = SortJudgements(acts)
	c := &Curation{
		coming: map[ID]bool{}, merged: map[ID]*Judgement{}, labels: map[ID]map[string]*Judgement{},
		reviews: map[ID]*Judgement{}, splits: map[ID]map[ID]*Judgement{}, named: map[ID][]*Judgement{}, told: map[string][]carriage{},
	}
	for _, j := range coming {
		c.coming[j.ID] = true
	}
	if err := c.stand(acts); err != nil {
		return nil, err
	}
	for _, j := range c.standing {
		if err := c.add(j); err != nil {
			return nil, err
		}
		c.tell(j)
	}
	return c, c.checkApart()
}

// stand validates acts, which ascend, and notes which of them stand: neither undos nor what they undo.
func (c *Curation) stand(acts []*Judgement) error {
	byID, undone := map[ID]*Judgement{}, map[ID]*Judgement{}
	for _, j := range acts {
		if err := j.Validate(); err != nil {
			return &ActError{j.ID, err}
		}
		if byID[j.ID] != nil {
			return &ActError{j.ID, fmt.Errorf("%w: two judgements with the id %s", ErrConflict, j.ID)}
		}
		byID[j.ID] = j
	}
	for _, j := range acts {
		if j.Kind != Undo {
			continue
		}
		target, have := byID[j.Undoes], undone[j.Undoes]
		switch {
		case target == nil:
			return &ActError{j.ID, fmt.Errorf("undo %s: judgement %s: %w", j.ID, j.Undoes, ErrNotFound)}
		case target.Kind == Undo:
			return &ActError{j.ID, fmt.Errorf("%w: %s is an undo, which cannot be undone; judge again", ErrConflict, j.Undoes)}
		case have != nil && c.coming[have.ID] && !c.coming[j.ID]:
			j, have = have, j
			fallthrough
		case have != nil:
			return &ActError{j.ID, fmt.Errorf("%w: judgement %s is undone already, by %s", ErrConflict, j.Undoes, have.ID)}
		}
		undone[j.Undoes] = j
	}
	c.standing = slices.DeleteFunc(slices.Clone(acts), func(j *Judgement) bool { return j.Kind == Undo || undone[j.ID] != nil })
	return nil
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
				return c.conflict(j, have)
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

func (c *Curation) merge(j *Judgement) error {
	from := j.Entity.ID()
	if have := c.merged[from]; have != nil && have.Other.Key != j.Other.Key {
		return c.conflict(j, have)
	}
	if at := c.Entity(j.Other.ID()); at == from {
		return c.conflict(append([]*Judgement{j}, c.steps(j.Other.ID())...)...)
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
		return c.conflict(j, have)
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
			return c.conflict(j, have)
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
		a, b := j.pair()
		if j.Entity != nil && c.Entity(a) == c.Entity(b) || j.Entity == nil && claims.root(a) == claims.root(b) {
			return c.conflict(append([]*Judgement{j}, c.Way(a, b)...)...)
		}
	}
	return nil
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
	return Overrule{Together: c.claimPairs(c.together), Apart: c.claimPairs(c.apart)}
}

func (c *Curation) claimPairs(acts []*Judgement) [][2]ID {
	var out [][2]ID
	for _, j := range acts {
		if j = c.bearing(j); j.Entity == nil {
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

// steps returns the same-as that lead from id to what it is judged to be, in that order.
func (c *Curation) steps(id ID) []*Judgement {
	var steps []*Judgement
	for j := c.merged[id]; j != nil; j = c.merged[id] {
		steps, id = append(steps, j), j.Other.ID()
	}
	return steps
}

// last returns the same-as that ends the way of id; nil where nobody judged id the same as another.
func (c *Curation) last(id ID) *Judgement {
	if steps := c.steps(id); len(steps) > 0 {
		return steps[len(steps)-1]
	}
	return nil
}

// On returns the judgements that stand and bear on claim, ascending by id; see Bearing.
func (c *Curation) On(claim ID) []*Judgement {
	var on []*Judgement
	for _, j := range c.Bearing() {
		if slices.Contains(j.Claims, claim) {
			on = append(on, j)
		}
	}
	return on
}

// SplitFrom returns the claims in which a split takes something from one of entities, or from what they are judged to be.
// A same-as of one of entities decides what it takes.
func (c *Curation) SplitFrom(entities []ID) []ID {
	if c == nil || len(c.splits) == 0 {
		return nil
	}
	var claims []ID
	for claim := range c.splits {
		if slices.ContainsFunc(entities, func(id ID) bool { return c.splitOf(claim, id) != nil }) {
			claims = append(claims, claim)
		}
	}
	slices.SortFunc(claims, ID.Compare)
	return claims
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
