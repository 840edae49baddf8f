package gate

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/extract"
)

// result makes a result of the claims that were admitted, with only the entities that they name.
func (c *collector) result() *extract.Result {
	from := c.survey.Result
	r := &extract.Result{Zones: from.Zones, Sentences: from.Sentences}
	r.Diagnostics = append(append(r.Diagnostics, from.Diagnostics...), c.refused...)
	slices.SortStableFunc(c.claims, func(a, b extract.Claim) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	kept := newCast(c.entities)
	for _, claim := range c.claims {
		for _, args := range [][]extract.Arg{claim.Agents, claim.Patients, claim.Places, claim.Sources} {
			for i := range args {
				args[i].Entity = kept.index(args[i].Entity)
			}
		}
		for _, side := range claim.Sides {
			for i := range side {
				side[i] = kept.index(side[i])
			}
		}
		r.Claims = append(r.Claims, claim)
	}
	r.Entities = kept.entities
	r.Mentions = c.mentionsOf(kept, r.Claims)
	return r
}

// cast numbers the entities that are kept.
type cast struct {
	all      []extract.Entity
	number   []int // by index in all; -1: not kept
	entities []extract.Entity
}

func newCast(all []extract.Entity) *cast {
	number := make([]int, len(all))
	for i := range number {
		number[i] = -1
	}
	return &cast{all: all, number: number}
}

func (k *cast) index(i int) int {
	if k.number[i] < 0 {
		k.number[i] = len(k.entities)
		k.entities = append(k.entities, k.all[i])
	}
	return k.number[i]
}

// mentionsOf returns the rules' mentions of the entities that are kept, and where claims name those that
// the rules did not see there.
func (c *collector) mentionsOf(kept *cast, claims []extract.Claim) []extract.Mention {
	var out []extract.Mention
	for _, m := range c.survey.Result.Mentions {
		if n := kept.number[m.Entity]; n >= 0 {
			out = append(out, extract.Mention{Entity: n, Span: m.Span, Form: m.Form})
		}
	}
	for _, claim := range claims {
		for _, args := range [][]extract.Arg{claim.Agents, claim.Patients, claim.Places, claim.Sources} {
			for _, arg := range args {
				if !mentioned(out, arg) {
					out = append(out, extract.Mention{Entity: arg.Entity, Span: arg.Span, Form: "name"})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b extract.Mention) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return out
}

func mentioned(mentions []extract.Mention, arg extract.Arg) bool {
	return slices.ContainsFunc(mentions, func(m extract.Mention) bool {
		return m.Entity == arg.Entity && m.Span.Start < arg.Span.End && arg.Span.Start < m.Span.End
	})
}
