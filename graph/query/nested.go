package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// preparing makes selections over r.
func preparing[F, T any](ctx context.Context, r graph.Reader,
	of func(F, context.Context, graph.Reader) (*selection[T], error)) func(F) (*selection[T], error) {
	return func(f F) (*selection[T], error) { return of(f, ctx, r) }
}

// listEach makes the list of each record of a batch.
func listEach[T any](list func(*T) []graph.ID) func(context.Context, []*T) ([][]graph.ID, error) {
	return func(_ context.Context, batch []*T) ([][]graph.ID, error) {
		lists := make([][]graph.ID, len(batch))
		for i, item := range batch {
			lists[i] = list(item)
		}
		return lists, nil
	}
}

// listAll makes one list of those of a batch.
func listAll[T any](list func(*T) []graph.ID) func(context.Context, []*T) ([]graph.ID, error) {
	return func(_ context.Context, batch []*T) ([]graph.ID, error) {
		var ids []graph.ID
		for _, item := range batch {
			ids = append(ids, list(item)...)
		}
		return ids, nil
	}
}

// indexEach asks an index for the list of each record of a batch.
func indexEach[T any](id func(*T) graph.ID, index func(context.Context, []graph.ID) ([][]graph.ID, error)) func(context.Context, []*T) ([][]graph.ID, error) {
	return func(ctx context.Context, batch []*T) ([][]graph.ID, error) {
		ids := make([]graph.ID, 0, len(batch))
		for _, item := range batch {
			ids = append(ids, id(item))
		}
		return index(ctx, ids)
	}
}

// indexAll asks an index for one list of all that belongs to a batch.
func indexAll[T any](id func(*T) graph.ID, index func(context.Context, []graph.ID) ([][]graph.ID, error)) func(context.Context, []*T) ([]graph.ID, error) {
	each := indexEach(id, index)
	return func(ctx context.Context, batch []*T) ([]graph.ID, error) {
		lists, err := each(ctx, batch)
		return slices.Concat(lists...), err
	}
}

// takers returns who takes part in c, in any role.
func takers(c *graph.Claim) []graph.ID { return takersAs(schema.Roles)(c) }

// takersAs returns who takes part in a claim in one of roles.
func takersAs(roles []schema.Role) func(*graph.Claim) []graph.ID {
	return func(c *graph.Claim) []graph.ID { return inRoles(c, roles) }
}

func inRoles(c *graph.Claim, roles []schema.Role) []graph.ID {
	var ids []graph.ID
	for _, role := range roles {
		for _, a := range c.Args(role) {
			ids = append(ids, a.Entity)
		}
	}
	return ids
}

// bearing returns the relations that c supports or denies.
func bearing(c *graph.Claim) []graph.ID {
	if supports, denies := graph.Supports(c); !supports && !denies {
		return nil
	}
	var ids []graph.ID
	for _, e := range graph.Edges(c) {
		ids = append(ids, e.ID())
	}
	return ids
}

func supporting(r *graph.Relation) []graph.ID { return r.Supporting }
func denying(r *graph.Relation) []graph.ID    { return r.Denying }
func witnesses(r *graph.Relation) []graph.ID  { return slices.Concat(r.Supporting, r.Denying) }
func ends(r *graph.Relation) []graph.ID       { return []graph.ID{r.Subject, r.Object} }
func holder(c *graph.Claim) []graph.ID        { return []graph.ID{c.Doc} }

func claimsOf(r graph.Reader, roles ...schema.Role) func(context.Context, []graph.ID) ([][]graph.ID, error) {
	return func(ctx context.Context, ids []graph.ID) ([][]graph.ID, error) { return r.ClaimsOf(ctx, ids, roles...) }
}

// nested returns the test of what f asks by other filters, and meets c with what indexes answer of it.
func (f ClaimFilter) nested(ctx context.Context, r graph.Reader, c *candidates) (keeper[graph.Claim], error) {
	taking, err := f.taking(ctx, r)
	if err != nil || f.Logic.isZero() && isZero(f.Relations) && len(taking) == 0 {
		return nil, err
	}
	logic, err1 := joined(f.Logic, preparing(ctx, r, ClaimFilter.selection))
	relations, err2 := quantify(f.Relations,
		kinship[graph.Claim, graph.Relation]{of: listEach(bearing), to: listAll(witnesses)}, preparing(ctx, r, RelationFilter.selection))
	if err := cmp.Or(err1, err2); err != nil {
		return nil, err
	}
	logic.narrow(c)
	relations.narrow(ctx, c)
	keepers := []keeper[graph.Claim]{logic.keep, relations.keep}
	for _, t := range taking {
		t.narrow(ctx, c)
		keepers = append(keepers, t.keep)
	}
	return chain(keepers...), c.err
}

// taking makes ready what f asks of those who take part.
func (f ClaimFilter) taking(ctx context.Context, r graph.Reader) ([]quantified[graph.Claim, graph.Entity], error) {
	var all []quantified[graph.Claim, graph.Entity]
	for _, of := range []struct {
		ask   Quantified[EntityFilter]
		roles []schema.Role
	}{
		{f.Takers, schema.Roles}, {f.AgentsWith, []schema.Role{schema.Agent}}, {f.PatientsWith, []schema.Role{schema.Patient}},
		{f.PlacesWith, []schema.Role{schema.Place}}, {f.SourcesWith, []schema.Role{schema.Source}},
	} {
		if isZero(of.ask) {
			continue
		}
		test, err := quantify(of.ask, kinship[graph.Claim, graph.Entity]{
			of: listEach(takersAs(of.roles)), to: indexAll(entityID, claimsOf(r, of.roles...)),
		}, preparing(ctx, r, EntityFilter.selection))
		if err != nil {
			return nil, err
		}
		all = append(all, test)
	}
	return all, nil
}

func (f EntityFilter) nested(ctx context.Context, r graph.Reader, c *candidates) (keeper[graph.Entity], error) {
	if f.Logic.isZero() && isZero(f.Relations) && isZero(f.Claims) {
		return nil, nil
	}
	logic, err1 := joined(f.Logic, preparing(ctx, r, EntityFilter.selection))
	relations, err2 := quantify(f.Relations, kinship[graph.Entity, graph.Relation]{
		of: indexEach(entityID, func(ctx context.Context, ids []graph.ID) ([][]graph.ID, error) {
			return r.RelationsOf(ctx, ids, graph.Both)
		}),
		to: listAll(ends),
	}, preparing(ctx, r, RelationFilter.selection))
	claims, err3 := quantify(f.Claims,
		kinship[graph.Entity, graph.Claim]{of: indexEach(entityID, claimsOf(r)), to: listAll(takers)}, preparing(ctx, r, ClaimFilter.selection))
	if err := cmp.Or(err1, err2, err3); err != nil {
		return nil, err
	}
	logic.narrow(c)
	relations.narrow(ctx, c)
	claims.narrow(ctx, c)
	return chain(logic.keep, relations.keep, claims.keep), c.err
}

func (f DocumentFilter) nested(ctx context.Context, r graph.Reader, c *candidates) (keeper[graph.Document], error) {
	if f.Logic.isZero() && isZero(f.Claims) {
		return nil, nil
	}
	logic, err1 := joined(f.Logic, preparing(ctx, r, DocumentFilter.selection))
	claims, err2 := quantify(f.Claims,
		kinship[graph.Document, graph.Claim]{of: indexEach(documentID, r.ClaimsIn), to: listAll(holder)}, preparing(ctx, r, ClaimFilter.selection))
	if err := cmp.Or(err1, err2); err != nil {
		return nil, err
	}
	logic.narrow(c)
	claims.narrow(ctx, c)
	return chain(logic.keep, claims.keep), c.err
}
