package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Verdict is what a curator asks to be recorded, by references as people give them: an entity by id, key
// or name, a claim or an event by id, a judgement by id.
type Verdict struct {
	Kind   graph.JudgementKind
	Refs   []string // what is judged: two entities or two claims for same-as and not-same; one for undo
	Into   string   // split: key of the entity that is split off
	Name   string   // split: its name
	As     string   // split: its kind; empty: that of the entity that it is split from
	Field  string   // relabel
	Value  string   // relabel
	Author string
	Note   string
}

// Judge turns v into a judgement with id and time, for a store to record. It checks that everything that
// v names is there and can be judged so, that the result does not contradict what stands, and that no judgement which
// stands says so already: a second one would be undone without effect.
//
// Errors: those of Resolve; graph.ErrInvalid where v lacks something, or has one sort of thing where
// another one is wanted; graph.ErrConflict.
func Judge(ctx context.Context, r graph.Reader, v Verdict, id graph.ID, at time.Time) (*graph.Judgement, error) {
	j := &graph.Judgement{ID: id, Kind: v.Kind, Author: strings.TrimSpace(v.Author), Time: at.UTC(), Note: v.Note, Field: v.Field, Value: v.Value}
	if err := v.fill(ctx, r, j); err != nil {
		return nil, fmt.Errorf("%s: %w", v.Kind, err)
	}
	if err := remember(ctx, r, j); err != nil {
		return nil, err
	}
	if err := j.Validate(); err != nil {
		return nil, err
	}
	acts, err := r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	if _, err := graph.NewCuration(append(slices.Clone(acts), j), j); err != nil {
		return nil, err
	}
	have, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if twin := have.Said(j); twin != nil {
		return nil, said(twin)
	}
	return j, contradicted(have, j)
}

// remember notes in j what the claims that it names say, by which it is known later on what it bears.
func remember(ctx context.Context, r graph.Reader, j *graph.Judgement) error {
	claims, err := r.Claims(ctx, j.Claims)
	if err != nil {
		return fmt.Errorf("read what is judged: %w", err)
	}
	docs := make([]graph.ID, len(claims))
	for i, c := range claims {
		if c != nil {
			docs[i] = c.Doc
		}
	}
	deltas, err := r.AsRead(ctx, docs)
	if err != nil {
		return fmt.Errorf("read what is judged: %w", err)
	}
	for i, d := range deltas {
		var told *graph.Told
		if d != nil {
			told = graph.TellOf(d, j.Claims[i])
		}
		if told == nil {
			return fmt.Errorf("claim %s: %w", j.Claims[i], graph.ErrNotFound)
		}
		j.Told = append(j.Told, told)
	}
	return nil
}

// contradicted returns an error where j contradicts a judgement that bears, of a claim that is no more, on one that j names.
func contradicted(have *graph.Curation, j *graph.Judgement) error {
	if len(j.Claims) == 0 {
		return nil
	}
	_, err := graph.NewCuration(append(have.Bearing(), j), j)
	return err
}

func (v Verdict) fill(ctx context.Context, r graph.Reader, j *graph.Judgement) error {
	switch v.Kind {
	case graph.SameAs, graph.NotSame:
		return v.pair(ctx, r, j)
	case graph.Accept, graph.Reject:
		return claimRefs(ctx, r, v.Refs, j)
	case graph.Relabel:
		return v.relabel(ctx, r, j)
	case graph.Split:
		return v.split(ctx, r, j)
	case graph.Undo:
		if len(v.Refs) != 1 {
			return fmt.Errorf("%w: it undoes one judgement", graph.ErrInvalid)
		}
		undone, err := graph.ParseID(v.Refs[0])
		if err != nil {
			return fmt.Errorf("judgement %.60q: %w; `log` lists their ids", v.Refs[0], err)
		}
		j.Undoes = undone
		return nil
	}
	return fmt.Errorf("%w: unknown kind of judgement", graph.ErrInvalid)
}

// pair fills in two entities or two claims.
func (v Verdict) pair(ctx context.Context, r graph.Reader, j *graph.Judgement) error {
	if len(v.Refs) != 2 {
		return fmt.Errorf("%w: it takes two entities, or two claims", graph.ErrInvalid)
	}
	first, err := claimRef(ctx, r, v.Refs[0])
	if err != nil {
		return err
	}
	if first != nil {
		return claimRefs(ctx, r, v.Refs, j)
	}
	a, err := Resolve(ctx, r, v.Refs[0])
	if err != nil {
		return err
	}
	b, err := Resolve(ctx, r, v.Refs[1])
	if err != nil {
		return err
	}
	if v.Kind == graph.SameAs && a.Kind.IsPlace() != b.Kind.IsPlace() {
		return fmt.Errorf("%w: %s is a %s and %s is a %s", graph.ErrInvalid, a.Key, a.Kind, b.Key, b.Kind)
	}
	j.Entity, j.Other = refer(a), refer(b)
	if a.ID == b.ID {
		return v.alreadyOne(ctx, r, a)
	}
	return nil
}

// alreadyOne returns an error where the two that v names lead to e by judgements, nil where they name the same.
func (v Verdict) alreadyOne(ctx context.Context, r graph.Reader, e *graph.Entity) error {
	c, err := graph.CurationOf(ctx, r)
	if err != nil {
		return err
	}
	way := c.Way(namedAs(c, v.Refs[0], e), namedAs(c, v.Refs[1], e))
	switch {
	case len(way) == 0:
		return nil
	case v.Kind == graph.NotSame:
		return graph.Refuse(v.Kind, way[0])
	}
	return said(way[0])
}

func said(have *graph.Judgement) error {
	return fmt.Errorf("%w: %s %s of %s says so already", graph.ErrConflict, have.Kind, have.ID, have.Author)
}

// namedAs returns the id of what ref, which leads to e, was before anybody judged it to be e.
func namedAs(c *graph.Curation, ref string, e *graph.Entity) graph.ID {
	if id, err := graph.ParseID(ref); err == nil {
		return id
	}
	if id := graph.EntityID(ref); c.Entity(id) == e.ID {
		return id
	}
	name := graph.FoldName(ref)
	for _, j := range c.Standing() {
		if j.Kind == graph.SameAs && j.Entity != nil && graph.FoldName(j.Entity.Name) == name && c.Entity(j.Entity.ID()) == e.ID {
			return j.Entity.ID()
		}
	}
	return e.ID
}

func refer(e *graph.Entity) *graph.Referent {
	return &graph.Referent{Key: e.Key, Kind: e.Kind, Name: e.Name}
}

// claimRef returns the claim with the id ref; nil where ref is no id, or not that of a claim.
func claimRef(ctx context.Context, r graph.Reader, ref string) (*graph.Claim, error) {
	id, err := graph.ParseID(ref)
	if err != nil {
		return nil, nil
	}
	found, err := r.Claims(ctx, []graph.ID{id})
	if err != nil {
		return nil, fmt.Errorf("look up claim %s: %w", ref, err)
	}
	return found[0], nil
}

func claimRefs(ctx context.Context, r graph.Reader, refs []string, j *graph.Judgement) error {
	for _, ref := range refs {
		c, err := claimRef(ctx, r, ref)
		if err != nil {
			return err
		}
		if c == nil {
			return fmt.Errorf("claim %.60q: %w; `show` lists the claims of a document or a relation with their ids", ref, graph.ErrNotFound)
		}
		j.Claims = append(j.Claims, c.ID)
	}
	return nil
}

func (v Verdict) relabel(ctx context.Context, r graph.Reader, j *graph.Judgement) error {
	if len(v.Refs) != 1 {
		return fmt.Errorf("%w: it takes one entity or one claim", graph.ErrInvalid)
	}
	c, err := claimRef(ctx, r, v.Refs[0])
	if err != nil {
		return err
	}
	if c != nil {
		j.Claims = []graph.ID{c.ID}
		return nil
	}
	e, err := Resolve(ctx, r, v.Refs[0])
	if err != nil {
		return err
	}
	j.Entity = refer(e)
	if v.Field == "parent" && v.Value != "" {
		parent, err := Resolve(ctx, r, v.Value)
		if err != nil {
			return fmt.Errorf("parent: %w", err)
		}
		j.Value = parent.Key
	}
	return nil
}

// split takes the entity first, then the claims in which it is another one.
func (v Verdict) split(ctx context.Context, r graph.Reader, j *graph.Judgement) error {
	if len(v.Refs) < 2 || v.Into == "" || strings.TrimSpace(v.Name) == "" {
		return fmt.Errorf("%w: it takes an entity, the claims in which that is another one, and the key and the name of the other one", graph.ErrInvalid)
	}
	e, err := Resolve(ctx, r, v.Refs[0])
	if err != nil {
		return err
	}
	if err := claimRefs(ctx, r, v.Refs[1:], j); err != nil {
		return err
	}
	j.Entity = refer(e)
	j.Other = &graph.Referent{Key: v.Into, Kind: e.Kind, Name: v.Name}
	if v.As != "" {
		j.Other.Kind = schema.Kind(v.As)
	}
	c, err := graph.CurationOf(ctx, r)
	if err != nil {
		return err
	}
	if have := c.Said(j); have != nil { // the claims do not name e any more
		return said(have)
	}
	return v.names(ctx, r, e, j.Claims)
}

// names returns an error where a claim does not name e.
func (v Verdict) names(ctx context.Context, r graph.Reader, e *graph.Entity, claims []graph.ID) error {
	of, err := r.ClaimsOf(ctx, []graph.ID{e.ID})
	if err != nil {
		return fmt.Errorf("read claims of %s: %w", e.Key, err)
	}
	among := map[graph.ID]bool{}
	for _, id := range of[0] {
		among[id] = true
	}
	for _, id := range claims {
		if !among[id] {
			return fmt.Errorf("%w: claim %s does not name %s", graph.ErrInvalid, id, e.Key)
		}
	}
	return nil
}

// Act is a judgement with what became of it.
type Act struct {
	*graph.Judgement
	UndoneBy graph.ID // zero where it stands
}

// Stands reports whether a is in force: a judgement that nobody took back, and no undo.
func (a Act) Stands() bool { return a.Kind != graph.Undo && a.UndoneBy.IsZero() }

// Acts returns all acts of curation in their order.
func Acts(ctx context.Context, r graph.Reader) ([]Act, error) {
	all, err := r.Judgements(ctx)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	undone := map[graph.ID]graph.ID{}
	for _, j := range all {
		if j.Kind == graph.Undo {
			undone[j.Undoes] = j.ID
		}
	}
	acts := make([]Act, 0, len(all))
	for _, j := range all {
		acts = append(acts, Act{j, undone[j.ID]})
	}
	return acts, nil
}
