package resolvers

import (
	"context"
	"fmt"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

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
	Key     *stringCondition
	Class   *stringCondition
	Name    *textCondition
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
	err := wordings(worded{&q.Key, "key", f.Key}, worded{&q.Class, "class", f.Class}, worded{&q.Names, "name", f.Name})
	q.NamePrefix, q.Names.Prefix = q.Names.Prefix, "" // which an index answers
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
	Outlet      *stringCondition
	Occurred    *dayCondition
	Published   *dayCondition
	KnownBy     *day
	Text        *textCondition

	Agents, Patients, Places, Sources *quantifier[entityFilter]
}

func (f *claimConditions) query(ctx context.Context) (query.ClaimFilter, error) {
	q := query.ClaimFilter{
		Types: words[schema.Type](f.Type), Modes: wordsOrNone(f.Mode, schema.Modes), Phases: wordsOrNone(f.Phase, schema.Phases),
		Statuses: words[schema.Status](f.Status), Certainties: wordsOrNone(f.Certainty, schema.Certainties), Outlets: f.Outlet.values(),
	}
	err := entityLists(ctx, map[*[]graph.ID]*[]entityRef{
		&q.Agents: f.Agent, &q.Patients: f.Patient, &q.Places: f.Place, &q.Sources: f.Source, &q.Participants: f.Participant,
	})
	if err == nil {
		q.Documents, err = documents(ctx, f.Document)
	}
	if err == nil {
		q.Occurred, err = f.Occurred.days()
	}
	if err == nil {
		q.Published, err = f.Published.days()
	}
	if err == nil {
		q.KnownBy, err = f.KnownBy.input()
	}
	if err == nil {
		err = wordings(worded{&q.Outlet, "outlet", f.Outlet}, worded{&q.Sentence, "text", f.Text})
	}
	if err == nil {
		err = f.taking(ctx, &q)
	}
	return q, err
}

// taking maps what is asked of those who take part in one role.
func (f *claimConditions) taking(ctx context.Context, q *query.ClaimFilter) error {
	for _, role := range []struct {
		into *query.Quantified[query.EntityFilter]
		ask  *quantifier[entityFilter]
	}{{&q.AgentsWith, f.Agents}, {&q.PatientsWith, f.Patients}, {&q.PlacesWith, f.Places}, {&q.SourcesWith, f.Sources}} {
		var err error
		if *role.into, err = quantifiedOf(ctx, role.ask, (*entityFilter).query); err != nil {
			return err
		}
	}
	return nil
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
	Key       *stringCondition
	Outlet    *stringCondition
	URL       *stringCondition
	Published *dayCondition
	Title     *textCondition
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
	err := wordings(worded{&q.Key, "key", f.Key}, worded{&q.Outlet, "outlet", f.Outlet}, worded{&q.URL, "url", f.URL},
		worded{&q.Title, "title", f.Title}, worded{&q.Wording, "text", f.Text})
	q.URL.Is = f.URL.values()
	if err == nil {
		q.Published, err = f.Published.days()
	}
	if err == nil {
		q.Logic, err = logicOf(ctx, f.And, f.Or, f.Not, (*documentFilter).query)
	}
	if err == nil {
		q.Claims, err = quantifiedOf(ctx, f.Claims, (*claimFilter).query)
	}
	return q, err
}
