package resolvers

import (
	"context"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
)

// Explain tells how each of claims comes about, from what r holds of their documents: one derivation for each, in their
// order. It must be safe for concurrent use, and may take time: it reads the documents again.
type Explain func(ctx context.Context, r graph.Reader, claims []*graph.Claim) ([]Derivation, error)

// Derivation is how one claim comes about.
type Derivation struct {
	Steps []Step
	Note  string // why there are no steps, or why they may not be those that made it; empty where there is nothing to say
}

// Step is one step of a derivation.
type Step struct {
	Rule, Did string
	Span      graph.Span // of the words that it looked at
}

// maxReasons is how many claims one why explains.
const maxReasons = 100

// Why tells where a claim, an event or a relation comes from.
func (r root) Why(ctx context.Context, args struct {
	whenArgs
	ID    graphql.ID
	Limit int32
}) (*why, error) {
	if args.Limit < 1 || args.Limit > maxReasons {
		return nil, badInput("limit is 1 to %d", maxReasons)
	}
	id, err := inputID(args.ID)
	if err != nil {
		return nil, err
	}
	w, err := findWhy(ctx, id)
	if err != nil || w == nil {
		return nil, err
	}
	w.explain = r.explain
	w.claims, err = load(ctx, w.ids[:min(len(w.ids), int(args.Limit))], requestOf(ctx).Claims)
	return w, err
}

// why is the claims behind a record.
type why struct {
	relation *relationNode
	event    *eventNode
	ids      []graph.ID // of its claims, those that deny it last
	telling  int        // how many of ids tell it
	claims   *set[graph.Claim]
	explain  Explain
}

// findWhy finds the record with id, nil where there is none that claims stand behind.
func findWhy(ctx context.Context, id graph.ID) (*why, error) {
	relations, err := load(ctx, []graph.ID{id}, requestOf(ctx).Relations)
	if err != nil {
		return nil, err
	}
	if rel := relations.byID[id]; rel != nil {
		ids := append(append([]graph.ID{}, rel.Supporting...), rel.Denying...)
		return &why{relation: relationKind.node(relations.group, rel), ids: ids, telling: len(rel.Supporting)}, nil
	}
	claims, err := load(ctx, []graph.ID{id}, requestOf(ctx).Claims)
	if err != nil || claims.byID[id] == nil {
		return nil, err
	}
	w := &why{ids: []graph.ID{id}, telling: 1}
	if claims.byID[id].Type.IsLasting() {
		return w, nil
	}
	events, err := findEvents(ctx, w.ids)
	if err != nil {
		return nil, err
	}
	if w.event = events.node(id); w.event != nil {
		for _, other := range w.event.e.Claims {
			if other != id {
				w.ids = append(w.ids, other)
			}
		}
		w.telling = len(w.ids)
	}
	return w, nil
}

func (w *why) Relation() *relationNode { return w.relation }
func (w *why) Event() *eventNode       { return w.event }
func (w *why) ClaimCount() int32       { return int32(len(w.ids)) }

func (w *why) Derivations() []*derivation {
	var out = []*derivation{}
	for i, id := range w.ids {
		if c := w.claims.byID[id]; c != nil {
			out = append(out, &derivation{w, c, i >= w.telling})
		}
	}
	return out
}

// derivation is how one claim of a why comes about.
type derivation struct {
	w      *why
	c      *graph.Claim
	denies bool
}

func (d *derivation) Claim() *claimNode { return claimKind.node(d.w.claims.group, d.c) }
func (d *derivation) Denies() bool      { return d.denies }

// told returns what the derivations of all claims are; nil where nobody here can tell.
func (d *derivation) told(ctx context.Context) (*Derivation, error) {
	if d.w.explain == nil {
		return nil, nil
	}
	all, err := share(d.w.claims.group, "derivations", func(members []*graph.Claim) (map[graph.ID]*Derivation, error) {
		return explained(ctx, d.w.explain, d.w.claims.group, members)
	})
	return all[d.c.ID], err
}

// explained charges for each byte of the documents that are read again.
func explained(ctx context.Context, explain Explain, group *group[graph.Claim], members []*graph.Claim) (map[graph.ID]*Derivation, error) {
	docs, err := share(group, "document", documentsOf(ctx))
	if err != nil {
		return nil, err
	}
	for _, d := range docs.members {
		if err := requestOf(ctx).charge(len(d.Text)); err != nil {
			return nil, err
		}
	}
	found, err := explain(ctx, requestOf(ctx).Reader, members)
	if err != nil {
		return nil, err
	}
	all := make(map[graph.ID]*Derivation, len(members))
	for i, c := range members {
		all[c.ID] = &found[i]
	}
	return all, nil
}

func (d *derivation) Note(ctx context.Context) (*string, error) {
	told, err := d.told(ctx)
	if err != nil || told == nil {
		return nil, err
	}
	return maybe(told.Note), nil
}

func (d *derivation) Steps(ctx context.Context) (*[]*derivationStep, error) {
	told, err := d.told(ctx)
	if err != nil || told == nil {
		return nil, err
	}
	steps := make([]*derivationStep, 0, len(told.Steps))
	for _, s := range told.Steps {
		steps = append(steps, &derivationStep{d, s})
	}
	return &steps, nil
}

type derivationStep struct {
	d *derivation
	s Step
}

func (s *derivationStep) Rule() string { return s.s.Rule }
func (s *derivationStep) Did() string  { return s.s.Did }

func (s *derivationStep) Passage(ctx context.Context) (*passage, error) {
	return s.d.Claim().passage(ctx, s.s.Span)
}
