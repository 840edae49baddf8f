package resolvers

import (
	"context"
	"fmt"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// condition is a condition on an enum or on a text that is compared letter for letter.
type condition struct {
	Eq *string
	In *[]string
}

func (c *condition) values() []string {
	switch {
	case c == nil:
		return nil
	case c.Eq != nil:
		return []string{*c.Eq}
	case c.In != nil:
		return append([]string{}, *c.In...)
	}
	return nil
}

// isEmpty reports whether c lets nothing pass.
func (c *condition) isEmpty() bool { return c != nil && c.In != nil && len(*c.In) == 0 }

// words returns the words of the vocabulary that c lets pass, nil where there is no condition.
func words[T ~string](c *condition) []T {
	values := c.values()
	if values == nil {
		return nil
	}
	out := make([]T, 0, len(values))
	for _, v := range values {
		out = append(out, schema.EnumWord[T](v))
	}
	return out
}

type nameCondition struct {
	Contains   *string
	StartsWith *string
}

type textCondition struct{ Contains *string }

// text returns the words asked for. Words without a letter or digit would let everything pass.
func (c *textCondition) text() (string, error) {
	if c == nil || c.Contains == nil {
		return "", nil
	}
	return searchable("text", *c.Contains)
}

func searchable(what, text string) (string, error) {
	if graph.FoldName(text) == "" {
		return "", badInput("%s holds no letter and no digit", what)
	}
	return text, nil
}

type dayCondition struct {
	Eq      *day
	Between *dayRange
}

type dayRange struct {
	From *day
	To   *day
}

func (c *dayCondition) days() (from, to graph.Day, err error) {
	bounds := dayRange{}
	switch {
	case c == nil:
		return "", "", nil
	case c.Eq != nil:
		bounds = dayRange{From: c.Eq, To: c.Eq}
	case c.Between != nil:
		bounds = *c.Between
	}
	if from, err = bounds.From.input(); err == nil {
		to, err = bounds.To.input()
	}
	if err == nil && to != "" && from > to {
		err = badInput("the first day is after the last one")
	}
	return from, to, err
}

// maxRefs bounds the references in one list of a filter, each of which takes a look-up.
const maxRefs = 100

type entityRef struct {
	ID   *graphql.ID
	Key  *string
	Name *string
}

// find returns the entity that ref means.
func (ref entityRef) find(ctx context.Context) (*graph.Entity, error) {
	r := requestOf(ctx)
	switch {
	case ref.ID != nil:
		id, err := inputID(*ref.ID)
		if err != nil {
			return nil, err
		}
		return query.ResolveID(ctx, r, id)
	case ref.Key != nil:
		return query.ResolveKey(ctx, r, *ref.Key)
	case ref.Name != nil:
		return query.ResolveName(ctx, r, *ref.Name)
	}
	return nil, badInput("a reference needs an id, a key or a name")
}

// entities returns the ids of what refs mean, nil where there is no condition.
func entities(ctx context.Context, refs *[]entityRef) ([]graph.ID, error) {
	return resolve(refs, func(ref entityRef) (graph.ID, error) {
		e, err := ref.find(ctx)
		if err != nil {
			return graph.ID{}, err
		}
		return e.ID, nil
	})
}

type documentRef struct {
	ID  *graphql.ID
	Key *string
}

// find returns the document that ref means, with its text, nil where there is none.
func (ref documentRef) find(ctx context.Context) (*graph.Document, error) {
	var found []*graph.Document
	var err error
	switch {
	case ref.ID != nil:
		var id graph.ID
		if id, err = inputID(*ref.ID); err != nil {
			return nil, err
		}
		found, err = requestOf(ctx).Documents(ctx, []graph.ID{id})
	case ref.Key != nil:
		found, err = requestOf(ctx).DocumentsByKey(ctx, []string{*ref.Key})
	default:
		err = badInput("a reference needs an id or a key")
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

func documents(ctx context.Context, refs *[]documentRef) ([]graph.ID, error) {
	return resolve(refs, func(ref documentRef) (graph.ID, error) {
		d, err := ref.find(ctx)
		if err == nil && d == nil {
			err = fmt.Errorf("document: %w", graph.ErrNotFound)
		}
		if err != nil {
			return graph.ID{}, err
		}
		return d.ID, nil
	})
}

func resolve[R any](refs *[]R, find func(R) (graph.ID, error)) ([]graph.ID, error) {
	if refs == nil {
		return nil, nil
	}
	if len(*refs) > maxRefs {
		return nil, badInput("more than %d references in one list", maxRefs)
	}
	ids := make([]graph.ID, 0, len(*refs))
	for _, ref := range *refs {
		id, err := find(ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

type entityFilter struct {
	Kind    *condition
	Key     *condition
	Class   *condition
	Name    *nameCondition
	Within  *[]entityRef
	Located bool

	Relations *quantifier[relationFilter]
	Claims    *quantifier[claimFilter]
	And, Or   *[]entityFilter
	Not       *entityFilter
}

func (f *entityFilter) query(ctx context.Context) (query.EntityFilter, error) {
	if f == nil {
		return query.EntityFilter{}, nil
	}
	q := query.EntityFilter{
		Kinds: words[schema.Kind](f.Kind), Keys: f.Key.values(), Classes: f.Class.values(), Located: f.Located,
	}
	var err error
	if f.Name != nil && f.Name.Contains != nil {
		q.NameContains, err = searchable("name", *f.Name.Contains)
	}
	if f.Name != nil && f.Name.StartsWith != nil {
		q.NamePrefix, err = searchable("name", *f.Name.StartsWith)
	}
	if err == nil {
		q.Within, err = entities(ctx, f.Within)
	}
	if err == nil {
		q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*entityFilter).query)
	}
	if err == nil {
		q.Relations, err = quantifiedOf(ctx, f.Relations, (*relationFilter).query)
	}
	if err == nil {
		q.Claims, err = quantifiedOf(ctx, f.Claims, (*claimFilter).query)
	}
	return q, err
}

type relationFilter struct {
	Predicate    *condition
	Subject      *[]entityRef
	Object       *[]entityRef
	Either       *[]entityRef
	MinSources   *int32
	MinDocuments *int32

	Supporting, Denying     *quantifier[claimFilter]
	SubjectWith, ObjectWith *entityFilter
	And, Or                 *[]relationFilter
	Not                     *relationFilter
}

func (f *relationFilter) query(ctx context.Context) (query.RelationFilter, error) {
	if f == nil {
		return query.RelationFilter{}, nil
	}
	q := query.RelationFilter{Predicates: words[schema.Predicate](f.Predicate)}
	err := leasts(map[string]least{"minSources": {f.MinSources, &q.MinSources}, "minDocuments": {f.MinDocuments, &q.MinDocuments}})
	if err != nil {
		return q, err
	}
	err = entityLists(ctx, map[*[]graph.ID]*[]entityRef{&q.Subjects: f.Subject, &q.Objects: f.Object, &q.Either: f.Either})
	if err == nil {
		err = f.nested(ctx, &q)
	}
	return q, err
}

// entityLists fills each list with the ids of what its references mean.
func entityLists(ctx context.Context, lists map[*[]graph.ID]*[]entityRef) error {
	for into, refs := range lists {
		ids, err := entities(ctx, refs)
		if err != nil {
			return err
		}
		*into = ids
	}
	return nil
}

// claimConditions are the conditions on a claim that name no other filter.
type claimConditions struct {
	Type        *condition
	Mode        *condition
	Phase       *condition
	Status      *condition
	Certainty   *condition
	Agent       *[]entityRef
	Patient     *[]entityRef
	Place       *[]entityRef
	Source      *[]entityRef
	Participant *[]entityRef
	Document    *[]documentRef
	Outlet      *condition
	Occurred    *dayCondition
	KnownBy     *day
	Text        *textCondition
}

func (f *claimConditions) query(ctx context.Context) (query.ClaimFilter, error) {
	q := query.ClaimFilter{
		Types: words[schema.Type](f.Type), Modes: words[schema.Mode](f.Mode), Phases: words[schema.Phase](f.Phase),
		Statuses: words[schema.Status](f.Status), Certainties: words[schema.Certainty](f.Certainty), Outlets: f.Outlet.values(),
	}
	err := entityLists(ctx, map[*[]graph.ID]*[]entityRef{
		&q.Agents: f.Agent, &q.Patients: f.Patient, &q.Places: f.Place, &q.Sources: f.Source, &q.Participants: f.Participant,
	})
	if err == nil {
		q.Documents, err = documents(ctx, f.Document)
	}
	if err == nil {
		q.From, q.To, err = f.Occurred.days()
	}
	if err == nil {
		q.KnownBy, err = f.KnownBy.input()
	}
	if err == nil {
		q.Text, err = f.Text.text()
	}
	return q, err
}

// eventFilter is conditions that claims of an event meet together, and filters inside of it.
type eventFilter struct {
	claimConditions
	MinDocuments *int32
	Claims       *quantifier[claimFilter]
	And, Or      *[]eventFilter
	Not          *eventFilter
}

func (f *eventFilter) query(ctx context.Context) (query.EventFilter, error) {
	if f == nil {
		return query.EventFilter{}, nil
	}
	var q query.EventFilter
	err := leasts(map[string]least{"minDocuments": {f.MinDocuments, &q.MinDocuments}})
	if err != nil {
		return q, err
	}
	if q.Claims, err = f.claimConditions.query(ctx); err == nil {
		q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*eventFilter).query)
	}
	if err == nil {
		q.Told, err = quantifiedOf(ctx, f.Claims, (*claimFilter).query)
	}
	return q, err
}

type documentFilter struct {
	Key       *condition
	Outlet    *condition
	Published *dayCondition
	Text      *textCondition
	Claims    *quantifier[claimFilter]
	And, Or   *[]documentFilter
	Not       *documentFilter
}

func (f *documentFilter) query(ctx context.Context) (query.DocumentFilter, error) {
	if f == nil {
		return query.DocumentFilter{}, nil
	}
	q := query.DocumentFilter{Keys: f.Key.values(), Outlets: f.Outlet.values()}
	var err error
	if q.PublishedFrom, q.PublishedTo, err = f.Published.days(); err == nil {
		q.Text, err = f.Text.text()
	}
	if err == nil {
		q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*documentFilter).query)
	}
	if err == nil {
		q.Claims, err = quantifiedOf(ctx, f.Claims, (*claimFilter).query)
	}
	return q, err
}
