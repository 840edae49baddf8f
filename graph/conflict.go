package graph

import (
	"fmt"
	"slices"
)

// ActError says which act Err is the fault of: the one to leave out.
type ActError struct {
	Act ID
	Err error
}

func (e *ActError) Error() string { return e.Err.Error() }

func (e *ActError) Unwrap() error { return e.Err }

// Refuse returns the error, which wraps ErrConflict, for an act of that kind that contradicts have, which stands.
func Refuse(kind JudgementKind, have *Judgement) error {
	return fmt.Errorf("%w: %s contradicts %s %s of %s; undo that first", ErrConflict, kind, have.Kind, have.ID, have.Author)
}

// conflict returns the error for acts, two at least, that cannot all be true. Only what is recorded can be undone: where
// others of them are to be recorded, it is the fault of the last of those.
func (c *Curation) conflict(acts ...*Judgement) error {
	var coming, recorded []*Judgement
	for _, j := range acts {
		if c.coming[j.ID] {
			coming = append(coming, j)
		} else {
			recorded = append(recorded, j)
		}
	}
	coming = SortJudgements(coming)
	switch {
	case len(coming) == 0:
		return fmt.Errorf("%w: %s %s contradicts %s %s", ErrConflict, acts[0].Kind, acts[0].ID, acts[1].Kind, acts[1].ID)
	case len(recorded) == 0:
		j, have := coming[len(coming)-1], coming[0]
		return &ActError{j.ID, fmt.Errorf("%w: %s %s contradicts %s %s, which comes with it; leave one of them out", ErrConflict, j.Kind, j.ID, have.Kind, have.ID)}
	}
	j := coming[len(coming)-1]
	return &ActError{j.ID, Refuse(j.Kind, recorded[0])}
}

// pair returns the two that j, a same-as or a not-same, is about.
func (j *Judgement) pair() (a, b ID) {
	if j.Entity != nil {
		return j.Entity.ID(), j.Other.ID()
	}
	return j.Claims[0], j.Claims[1]
}

// Way returns judgements that stand by which a and b, two entities or two claims, are the same: the fewest, in the order
// from a to b. It is empty where they are not, or are one.
func (c *Curation) Way(a, b ID) []*Judgement {
	steps := map[ID][]*Judgement{}
	for _, j := range c.Standing() {
		if j.Kind == SameAs {
			x, y := j.pair()
			steps[x], steps[y] = append(steps[x], j), append(steps[y], j)
		}
	}
	ways, next := map[ID][]*Judgement{a: nil}, []ID{a}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		for _, j := range steps[at] {
			x, y := j.pair()
			if x == at {
				x = y
			}
			if _, been := ways[x]; !been {
				ways[x] = append(slices.Clone(ways[at]), j)
				next = append(next, x)
			}
		}
	}
	return ways[b]
}

// Said returns a judgement that stands and says already what j says; nil where j says something new.
func (c *Curation) Said(j *Judgement) *Judgement {
	var said func(*Judgement) bool
	switch j.Kind {
	case SameAs, NotSame:
		a, b := j.pair()
		said = func(have *Judgement) bool {
			x, y := have.pair()
			turned := have.Kind == NotSame || have.Entity == nil
			return (have.Entity == nil) == (j.Entity == nil) && (x == a && y == b || turned && x == b && y == a)
		}
	case Relabel, Split:
		said = func(have *Judgement) bool {
			return referent(have.Entity).Key == referent(j.Entity).Key && referent(have.Other).Key == referent(j.Other).Key &&
				have.Field == j.Field && have.Value == j.Value && within(j.Claims, have.Claims)
		}
	case Accept, Reject:
		said = func(have *Judgement) bool { return within(j.Claims, have.Claims) }
	default:
		return nil
	}
	for _, have := range c.Bearing() {
		if have.Kind == j.Kind && said(have) {
			return have
		}
	}
	return nil
}

func within(some, all []ID) bool {
	return !slices.ContainsFunc(some, func(id ID) bool { return !slices.Contains(all, id) })
}
