package resolvers

import (
	"context"
	"errors"
	"time"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Revision names the state of the store that the request is answered from.
func (root) Revision(ctx context.Context) (string, error) {
	r, err := requestOf(ctx).Revision(ctx)
	return r.String(), err
}

// Changes lists what became of records since a revision.
func (root) Changes(ctx context.Context, args struct {
	pageArgs
	Since  string
	Events bool
}) (*connection[*changeNode], error) {
	since, err := graph.ParseRevision(args.Since)
	if err != nil {
		return nil, badInput("since is not a revision: want what `revision` gave")
	}
	d, err := changesSince(ctx, since, args.Events)
	if errors.Is(err, graph.ErrRevision) {
		return nil, errStaleRevision
	}
	if err != nil {
		return nil, err
	}
	var nodes []*changeNode
	for record, t := range d.All() {
		nodes = append(nodes, &changeNode{record, t})
	}
	return ranked(ctx, graph.ID{}, nodes, args.pageArgs, (*changeNode).cursor)
}

// changesSince tells what became of records, and of events where they are asked for.
func changesSince(ctx context.Context, since graph.Revision, events bool) (*query.Delta, error) {
	r := requestOf(ctx)
	if !events {
		return query.Since(ctx, r.Reader, since)
	}
	if _, _, err := query.History(ctx, r.Reader, since); err != nil {
		return nil, err // before all claims are read
	}
	index, err := r.events(ctx)
	if err != nil {
		return nil, err
	}
	return index.Since(ctx, r.Reader, since)
}

// changeNode is what became of one record.
type changeNode struct {
	record graph.Record
	t      graph.Touched
}

// cursor tells an event from the claim that it has its id of.
func (n *changeNode) cursor() string {
	if n.record == graph.EventRecord {
		return string(n.record) + " " + n.t.ID.String()
	}
	return n.t.ID.String()
}

func (n *changeNode) ID() graphql.ID    { return gid(n.t.ID) }
func (n *changeNode) Record() string    { return enumOf(n.record) }
func (n *changeNode) Op() string        { return enumOf(n.t.Op) }
func (n *changeNode) Number() float64   { return float64(n.t.Number) }
func (n *changeNode) Reasons() []reason { return reasons(n.t.Reasons) }

// Event reads the event as it is now; it is nil where that is gone, and of other records.
func (n *changeNode) Event(ctx context.Context) (*eventNode, error) {
	if n.t.Op == graph.Retracted || n.record != graph.EventRecord {
		return nil, nil
	}
	found, err := findEvents(ctx, []graph.ID{n.t.ID})
	if err != nil {
		return nil, err
	}
	return found.node(n.t.ID), nil
}

// Node reads the record as it is now; it is nil where that is gone, and of events, whose id is that of a claim.
func (n *changeNode) Node(ctx context.Context) (*anyNode, error) {
	if n.t.Op == graph.Retracted || n.record == graph.EventRecord {
		return nil, nil
	}
	found, err := findNodes(ctx, []graphql.ID{gid(n.t.ID)})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// reason is one thing that was done to the store.
type reason struct{ r graph.Reason }

func reasons(all []graph.Reason) []reason {
	out := make([]reason, 0, len(all))
	for _, r := range all {
		out = append(out, reason{r})
	}
	return out
}

func (r reason) Cause() string          { return enumOf(r.r.Cause) }
func (r reason) DocumentKey() *string   { return maybe(r.r.Key) }
func (r reason) Document() *graphql.ID  { return maybeID(r.r.Document) }
func (r reason) Replaced() *graphql.ID  { return maybeID(r.r.Former) }
func (r reason) Judgement() *graphql.ID { return maybeID(r.r.Act) }

// maybeID returns id, nil where it names nothing.
func maybeID(id graph.ID) *graphql.ID {
	if id.IsZero() {
		return nil
	}
	v := gid(id)
	return &v
}

// Judgements lists acts of curation.
func (root) Judgements(ctx context.Context, args struct {
	pageArgs
	Standing bool
}) (*connection[*judgementNode], error) {
	acts, err := query.Acts(ctx, requestOf(ctx).Reader)
	if err != nil {
		return nil, err
	}
	var nodes []*judgementNode
	for _, a := range acts {
		if !args.Standing || a.Stands() {
			nodes = append(nodes, &judgementNode{a})
		}
	}
	return ranked(ctx, graph.ID{}, nodes, args.pageArgs, (*judgementNode).cursor)
}

// judgementNode is an act of curation.
type judgementNode struct{ act query.Act }

func (n *judgementNode) cursor() string { return n.act.ID.String() }

func (n *judgementNode) ID() graphql.ID        { return gid(n.act.ID) }
func (n *judgementNode) Kind() string          { return enumOf(n.act.Kind) }
func (n *judgementNode) Entity() *referentNode { return referentOf(n.act.Entity) }
func (n *judgementNode) Other() *referentNode  { return referentOf(n.act.Other) }
func (n *judgementNode) Field() *string        { return maybe(n.act.Field) }
func (n *judgementNode) Author() string        { return n.act.Author }
func (n *judgementNode) Note() *string         { return maybe(n.act.Note) }
func (n *judgementNode) Time() string          { return n.act.Time.UTC().Format(time.RFC3339) }
func (n *judgementNode) Undoes() *graphql.ID   { return maybeID(n.act.Undoes) }
func (n *judgementNode) UndoneBy() *graphql.ID { return maybeID(n.act.UndoneBy) }

// Value is the label that a relabel gives; an empty one is a label too.
func (n *judgementNode) Value() *string {
	if n.act.Kind != graph.Relabel {
		return nil
	}
	return &n.act.Value
}

func (n *judgementNode) Claims() []graphql.ID {
	ids := make([]graphql.ID, 0, len(n.act.Claims))
	for _, id := range n.act.Claims {
		ids = append(ids, gid(id))
	}
	return ids
}

// Carried lists the claims on which the act bears in the place of judged ones.
func (n *judgementNode) Carried(ctx context.Context) ([]carriedClaim, error) {
	all, err := requestOf(ctx).bearings(ctx)
	out := []carriedClaim{}
	for _, c := range all[n.act.ID].Carried {
		out = append(out, carriedClaim{c})
	}
	return out, err
}

// Strays lists judged claims in the place of which there is none.
func (n *judgementNode) Strays(ctx context.Context) ([]strayClaim, error) {
	all, err := requestOf(ctx).bearings(ctx)
	out := []strayClaim{}
	for _, s := range all[n.act.ID].Strays {
		out = append(out, strayClaim{s})
	}
	return out, err
}

type carriedClaim struct{ c graph.Carried }

func (c carriedClaim) Judged() graphql.ID { return gid(c.c.Claim) }
func (c carriedClaim) Now() graphql.ID    { return gid(c.c.Now) }

type strayClaim struct{ s graph.Stray }

func (s strayClaim) Judged() graphql.ID { return gid(s.s.Claim) }
func (s strayClaim) Article() *string   { return maybe(s.s.Article) }
func (s strayClaim) Why() string        { return enumOf(s.s.Why) }

// referentNode is an entity as a judgement names it.
type referentNode struct{ r *graph.Referent }

func referentOf(r *graph.Referent) *referentNode {
	if r == nil {
		return nil
	}
	return &referentNode{r}
}

func (n *referentNode) Key() string   { return n.r.Key }
func (n *referentNode) Name() *string { return maybe(n.r.Name) }
func (n *referentNode) Kind() *string { return maybeEnum(n.r.Kind) }

// Entity is what the store has under the key now.
func (n *referentNode) Entity(ctx context.Context) (*entityNode, error) {
	found, err := requestOf(ctx).Entities(ctx, []graph.ID{n.r.ID()})
	if err != nil || found[0] == nil {
		return nil, err
	}
	return entityKind.node(newGroup(ctx, found), found[0]), nil
}

// Review lists pairs of entities that may be one.
func (root) Review(ctx context.Context, args struct {
	pageArgs
	MinScore float64
}) (*connection[*candidateNode], error) {
	if !(args.MinScore >= 0 && args.MinScore <= 1) {
		return nil, badInput("minScore is 0 to 1")
	}
	found, err := query.Review(ctx, requestOf(ctx).Reader, query.ReviewOptions{MinScore: args.MinScore})
	if err != nil {
		return nil, err
	}
	var entities []*graph.Entity
	for _, c := range found {
		entities = append(entities, c.Entity, c.Other)
	}
	all := newGroup(ctx, entities)
	nodes := make([]*candidateNode, 0, len(found))
	for _, c := range found {
		nodes = append(nodes, &candidateNode{c, all})
	}
	return ranked(ctx, graph.ID{}, nodes, args.pageArgs, (*candidateNode).cursor)
}

// candidateNode is a pair of entities for somebody to judge.
type candidateNode struct {
	c   query.Candidate
	all *group[graph.Entity]
}

func (n *candidateNode) cursor() string { return n.c.Entity.ID.String() + n.c.Other.ID.String() }

func (n *candidateNode) Entity() *entityNode { return entityKind.node(n.all, n.c.Entity) }
func (n *candidateNode) Other() *entityNode  { return entityKind.node(n.all, n.c.Other) }
func (n *candidateNode) Score() float64      { return n.c.Score }

func (n *candidateNode) Reasons() []points {
	out := make([]points, 0, len(n.c.Reasons))
	for _, r := range n.c.Reasons {
		out = append(out, points{r})
	}
	return out
}

// points is one reason of a candidate.
type points struct{ r query.Reason }

func (p points) What() string    { return p.r.What }
func (p points) Points() float64 { return p.r.Points }
