package resolvers

import (
	"context"
	"fmt"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

type documentNode struct {
	d   *graph.Document // lists leave its text out
	all *group[graph.Document]
}

var documentKind = kind[graph.Document, *documentNode]{
	node:   func(g *group[graph.Document], d *graph.Document) *documentNode { return &documentNode{d, g} },
	cursor: func(n *documentNode) string { return n.d.ID.String() },
}

func (n *documentNode) ID() graphql.ID      { return gid(n.d.ID) }
func (n *documentNode) Key() string         { return n.d.Key }
func (n *documentNode) Title() *string      { return maybe(n.d.Title) }
func (n *documentNode) Outlet() *string     { return maybe(n.d.Outlet) }
func (n *documentNode) URL() *string        { return maybe(n.d.URL) }
func (n *documentNode) Published() *day     { return dayOf(n.d.Published) }
func (n *documentNode) SHA256() string      { return n.d.SHA256 }
func documentID(d *graph.Document) graph.ID { return d.ID }

func (n *documentNode) Text(ctx context.Context) (string, error) {
	full, err := n.full(ctx)
	if err != nil {
		return "", err
	}
	return full.Text, requestOf(ctx).chargeText(len(full.Text))
}

// full returns the document with its text.
func (n *documentNode) full(ctx context.Context) (*graph.Document, error) {
	if n.d.Text != "" {
		return n.d, nil
	}
	full, err := share(n.all, "full", func(members []*graph.Document) (*set[graph.Document], error) {
		ids := make([]graph.ID, 0, len(members))
		for _, d := range members {
			ids = append(ids, d.ID)
		}
		return load(ctx, ids, requestOf(ctx).Documents)
	})
	if err != nil {
		return nil, err
	}
	return full.get(n.d.ID)
}

func (n *documentNode) Claims(ctx context.Context, args struct{ pageArgs }) (*connection[*claimNode], error) {
	return nested(ctx, n.all, "claims", n.d.ID, args.pageArgs, claimKind,
		listsOf(documentID, false, func(ids []graph.ID) ([][]graph.ID, error) { return requestOf(ctx).ClaimsIn(ctx, ids) }),
		requestOf(ctx).Claims)
}

func (n *documentNode) Mentions(ctx context.Context, args struct{ pageArgs }) (*connection[*mentionNode], error) {
	mentions, err := share(n.all, "mentions", func(members []*graph.Document) (map[graph.ID]*mentionList, error) {
		return readMentions(ctx, members)
	})
	if err != nil {
		return nil, err
	}
	list := mentions[n.d.ID]
	nodes := make([]*mentionNode, 0, len(list.mentions))
	for _, m := range list.mentions {
		nodes = append(nodes, &mentionNode{m: m, doc: n, all: list.all})
	}
	return ranked(ctx, n.d.ID, nodes, args.pageArgs, (*mentionNode).cursor)
}

// mentionList is the mentions of one document; all is those of its whole group.
type mentionList struct {
	mentions []graph.Mention
	all      *group[graph.Mention]
}

func readMentions(ctx context.Context, docs []*graph.Document) (map[graph.ID]*mentionList, error) {
	ids := make([]graph.ID, 0, len(docs))
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	found, err := requestOf(ctx).MentionsIn(ctx, ids)
	if err != nil {
		return nil, err
	}
	var members []*graph.Mention
	for _, list := range found {
		for i := range list {
			members = append(members, &list[i])
		}
	}
	all := newGroup(ctx, members)
	lists := make(map[graph.ID]*mentionList, len(ids))
	for i, list := range found {
		lists[ids[i]] = &mentionList{mentions: list, all: all}
	}
	return lists, requestOf(ctx).charge(len(members))
}

// mentionNode is a mention; its cursor is its span.
type mentionNode struct {
	m   graph.Mention
	doc *documentNode
	all *group[graph.Mention]
}

func (n *mentionNode) cursor() string {
	return fmt.Sprintf("%d-%d-%s", n.m.Span.Start, n.m.Span.End, n.m.Entity)
}
func (n *mentionNode) Form() string { return enumOf(n.m.Form) }

func (n *mentionNode) Entity(ctx context.Context) (*entityNode, error) {
	entities, err := share(n.all, "entity", func(members []*graph.Mention) (*set[graph.Entity], error) {
		ids := make([]graph.ID, 0, len(members))
		for _, m := range members {
			ids = append(ids, m.Entity)
		}
		return load(ctx, ids, requestOf(ctx).Entities)
	})
	if err != nil {
		return nil, err
	}
	e, err := entities.get(n.m.Entity)
	if err != nil {
		return nil, err
	}
	return entityKind.node(entities.group, e), nil
}

func (n *mentionNode) Passage(ctx context.Context) (*passage, error) {
	d, err := n.doc.full(ctx)
	if err != nil {
		return nil, err
	}
	return newPassage(ctx, d, n.m.Span)
}

// passage is some words of a document. Its fields take neither context nor error, so that the library
// answers them without a goroutine for each.
type passage struct {
	d    *graph.Document
	span graph.Span
	req  *request
}

func newPassage(ctx context.Context, d *graph.Document, s graph.Span) (*passage, error) {
	if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
		return nil, fmt.Errorf("document %s: %w: span %d..%d of a text of %d bytes", d.ID, graph.ErrCorrupt, s.Start, s.End, len(d.Text))
	}
	return &passage{d, s, requestOf(ctx)}, nil
}

func (p *passage) Text() string {
	_ = p.req.chargeText(p.span.Len()) // a request that spent all is cancelled
	return p.d.Text[p.span.Start:p.span.End]
}

// Span counts through the text up to the passage, which costs.
func (p *passage) Span() spans {
	if p.req.chargeText(p.span.End) != nil {
		return spans{} // of an answer that nobody gets
	}
	counted, _ := query.PassageAt(p.d.Text, p.span) // which lies in the text
	return spans{counted}
}

// spans is one stretch of text in three units.
type spans struct{ p query.Passage }

func (s spans) CodePoints() offsets { return offsets{s.p.CodePoints} }
func (s spans) Utf16() offsets      { return offsets{s.p.UTF16} }
func (s spans) Bytes() offsets      { return offsets{s.p.Bytes} }

type offsets struct{ at graph.Span }

func (o offsets) Start() int32 { return int32(o.at.Start) }
func (o offsets) End() int32   { return int32(o.at.End) }
