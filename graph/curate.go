package graph

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Curated is what a document contributes as judgements make it.
type Curated struct {
	*Delta
	// Borrowed are the entities that the document names only by what is judged to be them. What other
	// documents say of such an entity goes before.
	Borrowed map[ID]bool
}

// Curate returns d as c makes it; d itself where no judgement bears on it. It does not change d.
//
// The ids of claims stay, whatever a judgement says of them, so that every link and every other
// judgement still finds them.
func (c *Curation) Curate(d *Delta) Curated {
	if c = c.over(d); c == nil || !c.bears(d) {
		return Curated{Delta: d}
	}
	w := curator{Curation: c, delta: d, genuine: map[ID]bool{}, made: map[ID]*Entity{}, meant: map[Span]map[ID]ID{}, used: map[ID]bool{}}
	out := &Delta{Document: d.Document}
	for _, claim := range d.Claims {
		out.Claims = append(out.Claims, w.claim(claim))
	}
	for _, m := range d.Mentions {
		out.Mentions = append(out.Mentions, w.mention(m))
	}
	w.entities(out)
	return Curated{Delta: out, Borrowed: w.borrowed()}
}

func (c *Curation) bears(d *Delta) bool {
	return slices.ContainsFunc(d.Entities, func(e *Entity) bool { return c.merged[e.ID] != nil }) ||
		slices.ContainsFunc(d.Claims, func(claim *Claim) bool { return c.bearsOn(claim.ID) })
}

func (c *Curation) bearsOn(claim ID) bool {
	return c.reviews[claim] != nil || c.labels[claim] != nil || c.splits[claim] != nil
}

// BearsOn reports whether a judgement may change d, which is as it was read.
func (c *Curation) BearsOn(d *Delta) bool {
	c = c.over(d)
	return c != nil && c.bears(d)
}

// Bears reports whether a judgement may change the document with key, which names entities and makes claims. Where
// claims of it were judged that it does not make, it says so though there may be nothing that they lead to: only the
// document itself tells, see BearsOn.
func (c *Curation) Bears(key string, entities, claims []ID) bool {
	if c == nil {
		return false
	}
	return slices.ContainsFunc(entities, func(id ID) bool { return c.merged[id] != nil }) || slices.ContainsFunc(claims, c.bearsOn) ||
		slices.ContainsFunc(c.told[key], func(t carriage) bool { return !slices.Contains(claims, t.from) })
}

// curator makes one document.
type curator struct {
	*Curation
	delta   *Delta
	genuine map[ID]bool        // entities that the document itself names
	made    map[ID]*Entity     // by splits: what was not there before
	meant   map[Span]map[ID]ID // what a split says of the words at a span
	used    map[ID]bool        // entities that are still somewhere, before merges
}

func (w *curator) claim(claim *Claim) *Claim {
	out := *claim
	if j := w.reviews[claim.ID]; j != nil {
		out.Review = Accepted
		if j.Kind == Reject {
			out.Review = Rejected
		}
	}
	for field, j := range w.labels[claim.ID] {
		switch field {
		case "type":
			out.Type = schema.Type(j.Value)
		case "status":
			out.Status = schema.Status(j.Value)
		case "mode":
			out.Mode = schema.Mode(j.Value)
		case "phase":
			out.Phase = schema.Phase(j.Value)
		}
	}
	for _, args := range []*[]Arg{&out.Agents, &out.Patients, &out.Places, &out.Sources} {
		*args = w.args(claim.ID, *args)
	}
	out.Sides = w.sides(claim)
	return &out
}

func (w *curator) args(claim ID, args []Arg) []Arg {
	var out []Arg
	for _, a := range args {
		meant := w.splitOff(claim, a.Entity)
		if meant != a.Entity && !a.Span.IsZero() {
			if w.meant[a.Span] == nil {
				w.meant[a.Span] = map[ID]ID{}
			}
			w.meant[a.Span][a.Entity] = meant
		}
		a.Entity = w.use(meant)
		if !slices.ContainsFunc(out, func(have Arg) bool { return have.Entity == a.Entity }) {
			out = append(out, a)
		}
	}
	return out
}

func (w *curator) sides(claim *Claim) [][]ID {
	var out [][]ID
	for _, side := range claim.Sides {
		var members []ID
		for _, id := range side {
			if id = w.use(w.splitOff(claim.ID, id)); !slices.Contains(members, id) {
				members = append(members, id)
			}
		}
		out = append(out, members)
	}
	return out
}

// splitOf returns the split that says who entity, as it was read, is in claim: of it or, where there is none, of the
// nearest that it is judged to be; nil where there is none at all.
func (c *Curation) splitOf(claim, entity ID) *Judgement {
	splits := c.splits[claim]
	if len(splits) == 0 {
		return nil
	}
	if j := splits[entity]; j != nil {
		return j
	}
	for _, step := range c.steps(entity) {
		if j := splits[step.Other.ID()]; j != nil {
			return j
		}
	}
	return nil
}

// splitOff returns what entity means in claim.
func (w *curator) splitOff(claim, entity ID) ID {
	j := w.splitOf(claim, entity)
	if j == nil {
		return entity
	}
	id := j.Other.ID()
	w.made[id] = &Entity{ID: id, Key: j.Other.Key, Kind: j.Other.Kind, Name: j.Other.Name, Names: j.Other.names()}
	return id
}

// use notes that id is still named and returns what it is judged to be.
func (w *curator) use(id ID) ID {
	w.used[id] = true
	return w.Entity(id)
}

func (w *curator) mention(m Mention) Mention {
	if meant, ok := w.meant[m.Span][m.Entity]; ok {
		m.Entity = meant
	}
	m.Entity = w.use(m.Entity)
	return m
}

// entities fills out with what is still named.
func (w *curator) entities(out *Delta) {
	named := map[ID]*Entity{}
	for _, e := range w.delta.Entities {
		if w.used[e.ID] || !w.splitsFrom(e.ID) {
			named[e.ID] = e
		}
	}
	for id, e := range w.made {
		if named[id] == nil {
			named[id] = e
		}
	}
	merged := map[ID]*Entity{}
	for _, e := range byEntityID(named) {
		id := w.Entity(e.ID)
		into := merged[id]
		if into == nil {
			into = w.core(id, named[id], e)
			merged[id] = into
		}
		into.Names = SortNames(append(slices.Clone(into.Names), e.Names...))
		w.genuine[id] = w.genuine[id] || id == e.ID
	}
	out.Entities = byEntityID(merged)
}

// splitsFrom reports whether a split in this document takes something from entity.
func (w *curator) splitsFrom(entity ID) bool {
	return slices.ContainsFunc(w.delta.Claims, func(c *Claim) bool { return w.splitOf(c.ID, entity) != nil })
}

// core returns the entity with id but for its names: as the document has it or, where it names only e,
// which is judged to be it, as the judgement describes it.
func (w *curator) core(id ID, own, e *Entity) *Entity {
	if own != nil {
		core := *own
		core.Names = nil
		return &core
	}
	j := w.last(e.ID)
	return &Entity{ID: id, Key: j.Other.Key, Kind: cmp.Or(j.Other.Kind, e.Kind), Name: cmp.Or(j.Other.Name, e.Name)}
}

func (w *curator) borrowed() map[ID]bool {
	out := map[ID]bool{}
	for id, genuine := range w.genuine {
		if !genuine {
			out[id] = true
		}
	}
	return out
}

func byEntityID(entities map[ID]*Entity) []*Entity {
	out := make([]*Entity, 0, len(entities))
	for _, e := range entities {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *Entity) int { return a.ID.Compare(b.ID) })
	return out
}
