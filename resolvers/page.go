package resolvers

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// Sizes of pages.
const (
	DefaultPage = 50
	MaxPage     = 500
)

// pageArgs are the arguments of a connection.
type pageArgs struct {
	First  *int32
	After  *string
	Last   *int32
	Before *string
}

// window is the part of a list that pageArgs ask for.
type window struct {
	first, last   int // -1: not asked for
	after, before string
}

// window checks the arguments and applies the default.
func (a pageArgs) window() (window, error) {
	w := window{first: -1, last: -1}
	var err error
	if w.first, err = pageSize("first", a.First); err != nil {
		return w, err
	}
	if w.last, err = pageSize("last", a.Last); err != nil {
		return w, err
	}
	if w.first < 0 && w.last < 0 {
		w.first = DefaultPage
	}
	if a.After != nil {
		w.after = *a.After
	}
	if a.Before != nil {
		w.before = *a.Before
	}
	return w, nil
}

func pageSize(name string, n *int32) (int, error) {
	switch {
	case n == nil:
		return -1, nil
	case *n < 0:
		return -1, badInput("%s is negative", name)
	case *n > MaxPage:
		return -1, &coded{
			code:    CodePageTooLarge,
			message: fmt.Sprintf("%s is above %d: ask for the list page by page", name, MaxPage),
		}
	}
	return int(*n), nil
}

// cut returns which of n items, of which those in [low, high) are between the cursors, w asks for.
func (w window) cut(low, high int) (from, to int) {
	from, to = low, max(low, high)
	if w.first >= 0 {
		to = min(to, from+w.first)
	}
	if w.last >= 0 {
		from = max(from, to-w.last)
	}
	return from, to
}

// key names w among the windows of one field.
func (w window) key() string { return fmt.Sprintf("%d %q %d %q", w.first, w.after, w.last, w.before) }

// pageInfo tells where a page stands.
type pageInfo struct {
	next, previous bool
	start, end     *string
}

func (p pageInfo) HasNextPage() bool     { return p.next }
func (p pageInfo) HasPreviousPage() bool { return p.previous }
func (p pageInfo) StartCursor() *string  { return p.start }
func (p pageInfo) EndCursor() *string    { return p.end }

// connection is a page of a list.
type connection[N any] struct {
	nodes          []N
	cursor         func(N) string
	next, previous bool
	total          func(context.Context) (int, error)
}

// Nodes returns the nodes of the page.
func (c *connection[N]) Nodes() []N { return c.nodes }

// Edges returns the nodes of the page with their cursors.
func (c *connection[N]) Edges() []edge[N] {
	edges := make([]edge[N], 0, len(c.nodes))
	for _, n := range c.nodes {
		edges = append(edges, edge[N]{cursor: c.cursor(n), node: n})
	}
	return edges
}

// PageInfo tells where the page stands in the list.
func (c *connection[N]) PageInfo() pageInfo {
	p := pageInfo{next: c.next, previous: c.previous}
	if len(c.nodes) > 0 {
		start, end := c.cursor(c.nodes[0]), c.cursor(c.nodes[len(c.nodes)-1])
		p.start, p.end = &start, &end
	}
	return p
}

// TotalCount counts the list.
func (c *connection[N]) TotalCount(ctx context.Context) (int32, error) {
	n, err := c.total(ctx)
	return int32(n), err
}

type edge[N any] struct {
	cursor string
	node   N
}

func (e edge[N]) Cursor() string { return e.cursor }
func (e edge[N]) Node() N        { return e.node }

// selected returns the page of a filtered list.
func selected[T, N any](ctx context.Context, args pageArgs, kind kind[T, N],
	page func(query.Page) (query.List[T], error), total func(context.Context) (int, error)) (*connection[N], error) {
	w, err := args.window()
	if err != nil {
		return nil, err
	}
	cursors, err := cursorsOf(ctx, graph.ID{}, !kind.moves)
	if err != nil {
		return nil, err
	}
	after, before, err := cursors.ids(args)
	if err != nil {
		return nil, err
	}
	list, err := page(query.Page{First: atLeastOne(w.first), After: after, Last: atLeastOne(w.last), Before: before})
	if err != nil {
		return nil, err
	}
	c, err := paged(ctx, w, list, kind, total)
	if err == nil {
		c.cursor = atID(cursors, kind.cursor)
	}
	return c, err
}

// paged returns the connection of a page; its cursors are the caller's to set.
func paged[T, N any](ctx context.Context, w window, list query.List[T], kind kind[T, N],
	total func(context.Context) (int, error)) (*connection[N], error) {
	if w.first == 0 || w.last == 0 { // a page of nothing, which query has no words for
		list.HasNext = list.HasNext || w.first == 0 && len(list.Items) > 0
		list.HasPrevious = list.HasPrevious || w.last == 0 && len(list.Items) > 0
		list.Items = nil
	}
	if err := requestOf(ctx).charge(len(list.Items)); err != nil {
		return nil, err
	}
	return &connection[N]{
		nodes: kind.nodes(newGroup(ctx, list.Items), list.Items), next: list.HasNext, previous: list.HasPrevious, total: total,
	}, nil
}

// atLeastOne maps a size to that of query.Page, where 0 is no limit.
func atLeastOne(size int) int {
	switch size {
	case -1:
		return 0
	case 0:
		return 1
	}
	return size
}

// kind says how records of one type become nodes of a list.
type kind[T, N any] struct {
	node   func(*group[T], *T) N
	cursor func(N) string // the id of a node
	moves  bool           // a record can get another id
}

func (k kind[T, N]) nodes(g *group[T], records []*T) []N {
	nodes := make([]N, 0, len(records))
	for _, r := range records {
		nodes = append(nodes, k.node(g, r))
	}
	return nodes
}

// pages is one page for each member of a group, read together.
type pages[T any] struct {
	of  map[graph.ID]idPage // by parent
	set *set[T]
}

type idPage struct {
	ids            []graph.ID
	next, previous bool
	total          int
}

// nested returns the page, for the parent with id, of a list that lists gives for all members of its
// group, ascending.
func nested[P, T, N any](ctx context.Context, g *group[P], key string, id graph.ID, args pageArgs, kind kind[T, N],
	lists func(members []*P) (map[graph.ID][]graph.ID, error),
	read func(context.Context, []graph.ID) ([]*T, error)) (*connection[N], error) {
	w, err := args.window()
	if err != nil {
		return nil, err
	}
	cursors, err := cursorsOf(ctx, id, !kind.moves)
	if err != nil {
		return nil, err
	}
	after, before, err := cursors.ids(args)
	if err != nil {
		return nil, err
	}
	all, err := share(g, key+" "+w.key(), func(members []*P) (*pages[T], error) {
		byParent, err := lists(members)
		if err != nil {
			return nil, err
		}
		return readPages(ctx, byParent, read, func(ids []graph.ID) idPage { return pageOf(ids, w, after, before) })
	})
	if err != nil {
		return nil, err
	}
	p := all.of[id]
	return &connection[N]{
		nodes: kind.nodes(all.set.group, all.set.all(p.ids)), cursor: atID(cursors, kind.cursor),
		next: p.next, previous: p.previous,
		total: func(context.Context) (int, error) { return p.total, nil },
	}, nil
}

func readPages[T any](ctx context.Context, lists map[graph.ID][]graph.ID,
	read func(context.Context, []graph.ID) ([]*T, error), page func([]graph.ID) idPage) (*pages[T], error) {
	p := &pages[T]{of: make(map[graph.ID]idPage, len(lists))}
	var ids []graph.ID
	for parent, list := range lists {
		part := page(list)
		p.of[parent] = part
		ids = append(ids, part.ids...)
	}
	var err error
	p.set, err = load(ctx, ids, read)
	return p, err
}

// pageOf returns the part of ascending ids that w asks for.
func pageOf(ids []graph.ID, w window, after, before graph.ID) idPage {
	low, high := 0, len(ids)
	if !after.IsZero() {
		i, found := slices.BinarySearchFunc(ids, after, graph.ID.Compare)
		if low = i; found {
			low++
		}
	}
	if !before.IsZero() {
		high, _ = slices.BinarySearchFunc(ids, before, graph.ID.Compare)
	}
	from, to := w.cut(low, high)
	return idPage{ids: ids[from:to], next: to < len(ids), previous: from > 0, total: len(ids)}
}

// ranked returns the page of a list that is there as a whole, in an order of its own; owner is the record
// whose list it is.
func ranked[N any](ctx context.Context, owner graph.ID, nodes []N, args pageArgs, place func(N) string) (*connection[N], error) {
	w, err := args.window()
	if err != nil {
		return nil, err
	}
	cursors, err := cursorsOf(ctx, owner, false)
	if err != nil {
		return nil, err
	}
	cursor := func(n N) string { return cursors.at([]byte(place(n))) }
	after, err := rank(cursors, "after", args.After, nodes, place)
	if err != nil {
		return nil, err
	}
	high, err := rank(cursors, "before", args.Before, nodes, place)
	if err != nil {
		return nil, err
	}
	if high < 0 {
		high = len(nodes)
	}
	from, to := w.cut(after+1, high)
	return &connection[N]{
		nodes: nodes[from:to], cursor: cursor, next: to < len(nodes), previous: from > 0,
		total: func(context.Context) (int, error) { return len(nodes), nil },
	}, nil
}

// rank returns where in nodes a cursor stands, -1 where there is none.
func rank[N any](c *cursors, name string, cursor *string, nodes []N, place func(N) string) (int, error) {
	want, err := c.place(name, cursor)
	if err != nil || want == nil {
		return -1, err
	}
	at := slices.IndexFunc(nodes, func(n N) bool { return place(n) == string(want) })
	if at < 0 {
		return at, fmt.Errorf("%s at %q: %w: not in the list of its revision", name, want, graph.ErrCorrupt)
	}
	return at, nil
}
