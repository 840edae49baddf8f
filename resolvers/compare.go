package resolvers

import (
	"context"
	"errors"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// comparison is what the sources of an event say, with all records that it names.
type comparison struct {
	c        *query.Comparison
	claims   *set[graph.Claim]
	entities *set[graph.Entity]
	docs     *set[graph.Document]
}

func (root) CompareSources(ctx context.Context, args struct {
	whenArgs
	Event graphql.ID
}) (*comparison, error) {
	id, err := inputID(args.Event)
	if err != nil {
		return nil, err
	}
	index, err := requestOf(ctx).events(ctx)
	if err != nil {
		return nil, err
	}
	c, err := index.CompareSources(ctx, requestOf(ctx).Reader, id)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return newComparison(ctx, c)
}

func newComparison(ctx context.Context, c *query.Comparison) (*comparison, error) {
	out := &comparison{c: c}
	var err error
	if out.claims, err = load(ctx, c.Event.Claims, requestOf(ctx).Claims); err != nil {
		return nil, err
	}
	if out.entities, err = load(ctx, c.Entities(), requestOf(ctx).Entities); err != nil {
		return nil, err
	}
	if out.docs, err = load(ctx, c.Documents(), requestOf(ctx).Documents); err != nil {
		return nil, err
	}
	return out, requestOf(ctx).chargeText(textOf(out.docs))
}

// textOf returns how many bytes of text docs have.
func textOf(docs *set[graph.Document]) int {
	n := 0
	for _, d := range docs.members {
		n += len(d.Text)
	}
	return n
}

func (c *comparison) Event(ctx context.Context) *eventNode {
	return eventKind.node(newGroup(ctx, []*graph.Event{c.c.Event}), c.c.Event)
}

func (c *comparison) Columns() []*voice {
	out := make([]*voice, 0, len(c.c.Columns))
	for _, v := range c.c.Columns {
		out = append(out, &voice{v, c})
	}
	return out
}

func (c *comparison) Rows() []*comparisonRow {
	out := make([]*comparisonRow, 0, len(c.c.Rows))
	for _, r := range c.c.Rows {
		out = append(out, &comparisonRow{r, c})
	}
	return out
}

// voice is a column of a comparison.
type voice struct {
	v query.Voice
	c *comparison
}

func (v *voice) Outlets() []string { return append([]string{}, v.v.Outlets...) }
func (v *voice) Copies() bool      { return v.v.Copies }

func (v *voice) Sources() []*entityNode {
	return entityKind.nodes(v.c.entities.group, v.c.entities.all(v.v.Sources))
}

func (v *voice) Documents() []*documentNode {
	return documentKind.nodes(v.c.docs.group, v.c.docs.all(v.v.Documents))
}

func (v *voice) Claims() []*claimNode {
	return claimKind.nodes(v.c.claims.group, v.c.claims.all(v.v.Claims))
}

// comparisonRow is a slot of the event.
type comparisonRow struct {
	r query.Row
	c *comparison
}

func (r *comparisonRow) Slot() string    { return enumOf(r.r.Slot) }
func (r *comparisonRow) What() *string   { return maybe(r.r.What) }
func (r *comparisonRow) Contested() bool { return r.r.Contested }

func (r *comparisonRow) Cells() [][]*position {
	out := make([][]*position, 0, len(r.r.Cells))
	for _, cell := range r.r.Cells {
		positions := make([]*position, 0, len(cell))
		for _, p := range cell {
			positions = append(positions, &position{p, r.c})
		}
		out = append(out, positions)
	}
	return out
}

// position is what some claims of a voice say alike.
type position struct {
	p query.Position
	c *comparison
}

func (p *position) From() *day      { return dayOf(p.p.From) }
func (p *position) To() *day        { return dayOf(p.p.To) }
func (p *position) Status() *string { return maybeEnum(p.p.Status) }

func (p *position) Entities() []*entityNode {
	return entityKind.nodes(p.c.entities.group, p.c.entities.all(p.p.Entities))
}

func (p *position) Claims() []*claimNode {
	return claimKind.nodes(p.c.claims.group, p.c.claims.all(p.p.Claims))
}

func (p *position) Tally() (*tally, error) {
	if p.p.Tally == nil {
		return nil, nil
	}
	claim, err := claimOf(p.c.claims, p.p.Claims[0])
	return &tally{claim: claim, t: *p.p.Tally}, err
}
