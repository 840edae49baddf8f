package graph

import (
	"maps"
	"slices"
)

// carriage is one claim of a judgement, what it said, and once that is known, what it leads to.
type carriage struct {
	act  *Judgement
	from ID
	told *Told
	to   ID
}

// tell notes which claims j names, and what they said.
func (c *Curation) tell(j *Judgement) {
	for _, claim := range j.Claims {
		c.named[claim] = append(c.named[claim], j)
	}
	for i, t := range j.Told {
		c.told[t.Article] = append(c.told[t.Article], carriage{act: j, from: j.Claims[i], told: t})
	}
}

// Successors returns, by claim that was judged and that d, which is as it was read, does not make any more, the claim of
// d on which the judgements of it bear: the only one to which what was told then leads (see Way). It is a function of d
// and of the judgements that stand: what else is stored, or was before, does not matter.
func (c *Curation) Successors(d *Delta) map[ID]ID {
	out := map[ID]ID{}
	for _, t := range c.successors(d) {
		out[t.from] = t.to
	}
	return out
}

// successors returns what was judged in d and leads to another claim of it now.
func (c *Curation) successors(d *Delta) []carriage {
	if c == nil || len(c.told[d.Document.Key]) == 0 {
		return nil
	}
	made := map[ID]bool{}
	for _, claim := range d.Claims {
		made[claim.ID] = true
	}
	var all []toldClaim
	var out []carriage
	for _, t := range c.told[d.Document.Key] {
		if made[t.from] {
			continue
		}
		if all == nil {
			all = tellAll(d)
		}
		if to, one := t.told.successor(all); one {
			t.to = to
			out = append(out, t)
		}
	}
	return undivided(out)
}

// undivided leaves out claims that lead to different ones, as two judgements of different days may have it.
func undivided(all []carriage) []carriage {
	to, divided := map[ID]ID{}, map[ID]bool{}
	for _, t := range all {
		divided[t.from] = divided[t.from] || !to[t.from].IsZero() && to[t.from] != t.to
		to[t.from] = t.to
	}
	return slices.DeleteFunc(all, func(t carriage) bool { return divided[t.from] })
}

// stake is what a judgement decides of a claim: two judgements with one stake and different values contradict each other.
type stake struct {
	claim  ID
	kind   JudgementKind // Accept stands for Reject too
	of     string
	entity ID
}

func (t *carriage) stake() (s stake, value string) {
	switch j := t.act; j.Kind {
	case Accept, Reject:
		return stake{claim: t.to, kind: Accept}, string(j.Kind)
	case Relabel:
		return stake{claim: t.to, kind: Relabel, of: j.Field}, j.Value
	case Split:
		return stake{claim: t.to, kind: Split, entity: j.Entity.ID()}, j.Other.Key
	}
	return stake{claim: t.to, kind: t.act.Kind, entity: t.act.ID}, "" // pairs, which Overrule weighs
}

// decided reports whether a judgement that names the claim itself has the stake.
func (c *Curation) decided(s stake) bool {
	switch s.kind {
	case Accept:
		return c.reviews[s.claim] != nil
	case Relabel:
		return c.labels[s.claim][s.of] != nil
	case Split:
		return c.splits[s.claim][s.entity] != nil
	}
	return false
}

// undisputed returns those of all that decide something: a judgement that names the claim itself goes before one that is
// carried to it, and of those that are carried and contradict each other none decides.
func (c *Curation) undisputed(all []carriage) []carriage {
	said, disputed := map[stake]string{}, map[stake]bool{}
	for i := range all {
		s, value := all[i].stake()
		have, there := said[s]
		disputed[s] = disputed[s] || there && have != value || c.decided(s)
		said[s] = value
	}
	return slices.DeleteFunc(slices.Clone(all), func(t carriage) bool {
		s, _ := t.stake()
		return disputed[s]
	})
}

// over returns what c says of d alone, with what is carried to claims of d; c itself where nothing is.
func (c *Curation) over(d *Delta) *Curation {
	carried := c.successors(d)
	if len(carried) == 0 {
		return c
	}
	out := *c
	out.reviews, out.labels, out.splits = map[ID]*Judgement{}, map[ID]map[string]*Judgement{}, map[ID]map[ID]*Judgement{}
	for _, claim := range d.Claims {
		if j := c.reviews[claim.ID]; j != nil {
			out.reviews[claim.ID] = j
		}
		out.labels[claim.ID], out.splits[claim.ID] = maps.Clone(c.labels[claim.ID]), maps.Clone(c.splits[claim.ID])
	}
	for _, t := range c.undisputed(carried) {
		out.bear(t)
	}
	return &out
}

// bear has t decide of the claim to which it is carried.
func (c *Curation) bear(t carriage) {
	switch j := t.act; j.Kind {
	case Accept, Reject:
		c.reviews[t.to] = j
	case Relabel:
		if c.labels[t.to] == nil {
			c.labels[t.to] = map[string]*Judgement{}
		}
		c.labels[t.to][j.Field] = j
	case Split:
		if c.splits[t.to] == nil {
			c.splits[t.to] = map[ID]*Judgement{}
		}
		c.splits[t.to][j.Entity.ID()] = j
	}
}

// Articles returns the keys, ascending, of the articles of which claims were told when they were judged.
func (c *Curation) Articles(claims []ID) []string {
	if c == nil {
		return nil
	}
	asked := make(map[ID]bool, len(claims))
	for _, id := range claims {
		asked[id] = true
	}
	var keys []string
	for key, told := range c.told {
		if slices.ContainsFunc(told, func(t carriage) bool { return asked[t.from] }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
