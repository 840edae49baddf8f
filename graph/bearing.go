package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// Carried is a judgement that bears on another claim than the one that was judged, which its article does not make any
// more: on the one that says the same now.
type Carried struct {
	Judgement ID `json:"judgement"`
	Claim     ID `json:"claim"` // that was judged
	Now       ID `json:"now"`
}

// Bearing returns the judgements that stand, as they bear: with the claims that say now what those said that were
// judged, where CurationOf found them.
func (c *Curation) Bearing() []*Judgement {
	out := slices.Clone(c.Standing())
	for i, j := range out {
		out[i] = c.bearing(j)
	}
	return out
}

func (c *Curation) bearing(j *Judgement) *Judgement { return cmp.Or(c.now[j.ID], j) }

// Carried returns what Bearing follows from, by judgement and then in the order of its claims.
func (c *Curation) Carried() []Carried {
	if c == nil {
		return nil
	}
	return c.carried
}

// CurationOf returns what the judgements that r shows say together of what r shows: On, Said, Overrule and Bearing have them bear
// on the claims that are there.
func CurationOf(ctx context.Context, r Reader) (*Curation, error) {
	acts, err := r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	c, err := NewCuration(acts)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	_, gone, err := c.missing(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("read judged claims: %w", err)
	}
	var carried []carriage
	for _, d := range gone {
		if d != nil {
			carried = append(carried, c.undisputed(c.successors(d))...)
		}
	}
	c.carry(carried)
	return c, nil
}

// missing returns the articles of claims that were judged and told of and that r does not show, by their keys, as they were
// read; nil where they are not there.
func (c *Curation) missing(ctx context.Context, r Reader) (keys []string, deltas []*Delta, err error) {
	var ids []ID
	var of []string
	for _, key := range slices.Sorted(maps.Keys(c.told)) {
		for _, t := range c.told[key] {
			ids, of = append(ids, t.from), append(of, key)
		}
	}
	if len(ids) == 0 {
		return nil, nil, nil
	}
	found, err := r.Claims(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	for i, claim := range found {
		if claim == nil {
			keys = append(keys, of[i])
		}
	}
	if keys = slices.Compact(keys); len(keys) == 0 { // they ascend
		return nil, nil, nil
	}
	docs, err := r.DocumentsByKey(ctx, keys)
	if err != nil {
		return nil, nil, err
	}
	docIDs := make([]ID, len(docs))
	for i, d := range docs {
		if d != nil {
			docIDs[i] = d.ID
		}
	}
	deltas, err = r.AsRead(ctx, docIDs)
	return keys, deltas, err
}

// carry notes that judgements bear on other claims.
func (c *Curation) carry(carried []carriage) {
	c.now = map[ID]*Judgement{}
	order := map[[2]ID]int{} // by judgement and claim judged
	for _, t := range carried {
		j := c.now[t.act.ID]
		if j == nil {
			bare := *t.act
			bare.Claims, bare.Told = slices.Clone(bare.Claims), nil
			j = &bare
			c.now[j.ID] = j
		}
		at := slices.Index(t.act.Claims, t.from)
		j.Claims[at], order[[2]ID{t.act.ID, t.from}] = t.to, at
		c.carried = append(c.carried, Carried{t.act.ID, t.from, t.to})
	}
	torn := c.torn()
	maps.DeleteFunc(c.now, func(_ ID, j *Judgement) bool { return torn[j.ID] })
	c.carried = slices.DeleteFunc(c.carried, func(t Carried) bool { return torn[t.Judgement] })
	slices.SortFunc(c.carried, func(a, b Carried) int {
		return cmp.Or(a.Judgement.Compare(b.Judgement), cmp.Compare(order[[2]ID{a.Judgement, a.Claim}], order[[2]ID{b.Judgement, b.Claim}]))
	})
}

// torn returns the judgements of two claims that are not carried: those that would be of one claim and itself, and those
// among claims that others tell to be one and to be two.
func (c *Curation) torn() map[ID]bool {
	one, two := unions{}, map[ID]bool{}
	for _, pair := range c.claimPairs(c.together) {
		one.join(pair[0], pair[1])
	}
	for _, pair := range c.claimPairs(c.apart) {
		if one.root(pair[0]) == one.root(pair[1]) {
			two[one.root(pair[0])] = true
		}
	}
	out := map[ID]bool{}
	for _, j := range c.now {
		if j.Kind == SameAs || j.Kind == NotSame {
			a, b := j.pair()
			out[j.ID] = a == b || two[one.root(a)] || two[one.root(b)]
		}
	}
	return out
}

// Stray is a claim that was judged and that is not there, nor one that says the same.
type Stray struct {
	Judgement ID       `json:"judgement"`
	Claim     ID       `json:"claim"`
	Article   string   `json:"article,omitempty"` // its key; empty where nobody noted it
	Why       StrayWhy `json:"why"`
}

// StrayWhy says why a judgement bears on nothing.
type StrayWhy string

// Reasons of strays.
const (
	NoArticle StrayWhy = "no-article" // the article is not stored: the judgement waits for it
	NoClaim   StrayWhy = "no-claim"   // no claim of the article says the same
	Several   StrayWhy = "several"    // more than one may be meant
	Disputed  StrayWhy = "disputed"   // others decide otherwise of the claim that says the same
	NotTold   StrayWhy = "not-told"   // what the claim said was not noted
)

// Strays returns the claims of standing judgements that r does not show, and in the place of which there is no other, by
// judgement and then in the order of its claims. C is of r, by CurationOf.
func (c *Curation) Strays(ctx context.Context, r Reader) ([]Stray, error) {
	keys, gone, err := c.missing(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("read judged claims: %w", err)
	}
	articles := map[string]*Delta{}
	for i, key := range keys {
		articles[key] = gone[i]
	}
	var strays []Stray
	for _, j := range c.Standing() {
		found, err := r.Claims(ctx, j.Claims)
		if err != nil {
			return nil, fmt.Errorf("read judged claims: %w", err)
		}
		for i, claim := range found {
			if claim != nil || c.bearing(j).Claims[i] != j.Claims[i] {
				continue
			}
			strays = append(strays, c.stray(j, i, articles))
		}
	}
	return strays, nil
}

func (c *Curation) stray(j *Judgement, i int, articles map[string]*Delta) Stray {
	s := Stray{Judgement: j.ID, Claim: j.Claims[i], Why: NotTold}
	if len(j.Told) == 0 {
		return s
	}
	s.Article = j.Told[i].Article
	d := articles[s.Article]
	if d == nil {
		s.Why = NoArticle
		return s
	}
	all := tellAll(d)
	switch to, one := j.Told[i].successor(all); {
	case one:
		s.Why = Disputed
	case !to.IsZero():
		s.Why = Several
	default:
		s.Why = NoClaim
	}
	return s
}

// Moved tells what became of a judgement of a claim of one article when that was read anew, or another text came under its
// key: Now is the zero ID where it bears on nothing any more.
type Moved struct {
	Carried
	Was ID // on which it bore before
}

// Moves returns the judgements that stand and that bear on other claims of after than of before, or on none any more; both are as
// they were read.
func (c *Curation) Moves(before, after *Delta) []Moved {
	was, now := c.bearingIn(before), c.bearingIn(after)
	if len(was) == 0 {
		return nil
	}
	var moves []Moved
	for _, j := range c.Standing() {
		for _, claim := range j.Claims {
			at := Carried{Judgement: j.ID, Claim: claim}
			if had, has := was[at], now[at]; had != has && !had.IsZero() {
				at.Now = has
				moves = append(moves, Moved{at, had})
			}
		}
	}
	return moves
}

// bearingIn returns on which claims of d judgements bear, by judgement and claim judged.
func (c *Curation) bearingIn(d *Delta) map[Carried]ID {
	out := map[Carried]ID{}
	for _, claim := range d.Claims {
		for _, j := range c.named[claim.ID] {
			out[Carried{Judgement: j.ID, Claim: claim.ID}] = claim.ID
		}
	}
	for _, t := range c.undisputed(c.successors(d)) {
		out[Carried{Judgement: t.act.ID, Claim: t.from}] = t.to
	}
	return out
}
