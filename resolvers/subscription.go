package resolvers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// source is what a subscription follows: something with numbered states, kept elsewhere. Nothing is
// kept for a reader, so that one who is slow costs nothing.
type source interface {
	// next returns what comes after what it returned last, nil where that has not come about yet.
	next(ctx context.Context, r graph.Reader) (any, error)
	// wake gives a value when there may be something new, and is closed when nothing will come any more.
	wake() <-chan uint64
}

// following is a subscription under way. Each turn of it is a request of its own, with its own view of
// the store and its own limits; the resolver opens the source in the first turn, and gives its item in
// the others.
type following struct {
	ctx    context.Context // ends with the subscription
	source source
	item   any
}

type followingKey struct{}

// follow is what each resolver of a subscription does.
func follow[T any](ctx context.Context, open func(life context.Context) (source, error)) (<-chan T, error) {
	f, ok := ctx.Value(followingKey{}).(*following)
	if !ok {
		return nil, errors.New("a subscription outside of a stream")
	}
	if f.source == nil {
		var err error
		f.source, err = open(f.ctx)
		return nil, err
	}
	c := make(chan T, 1)
	c <- f.item.(T)
	close(c)
	return c, nil
}

// subscription resolves the fields of Subscription.
type subscription struct{ s *Schema }

// Changes follows the revisions of the store.
func (sub *subscription) Changes(ctx context.Context, args struct{ Since *string }) (<-chan *revisionNode, error) {
	return follow[*revisionNode](ctx, func(life context.Context) (source, error) {
		if sub.s.withholds(ctx) {
			return nil, errWithheld
		}
		watcher, ok := sub.s.store.(graph.Watcher)
		if !ok {
			return nil, &coded{code: CodeReadOnly, message: "this store does not tell of its changes: ask for `changes` from time to time"}
		}
		watch := watcher.Watch(life) // before the revision is read, so that none is missed
		now, err := requestOf(ctx).Revision(ctx)
		if err != nil {
			return nil, err
		}
		since := now
		if args.Since != nil {
			if since, err = graph.ParseRevision(*args.Since); err != nil {
				return nil, badInput("since is not a revision: want what `revision` gave")
			}
		}
		if since.Store != now.Store || since.Number > now.Number {
			return nil, errStaleRevision
		}
		return &changeSource{watch: watch, told: since.Number, base: now.Number, most: uint64(sub.s.opts.HTTP.Streams.MaxBehind)}, nil
	})
}

// changeSource follows the changes that a store keeps.
type changeSource struct {
	watch <-chan uint64
	told  uint64 // number of the revision told last
	base  uint64 // number of the revision at the start: to catch up with it may take any time
	most  uint64 // revisions that a reader may be behind
}

func (c *changeSource) wake() <-chan uint64 { return c.watch }

func (c *changeSource) next(ctx context.Context, r graph.Reader) (any, error) {
	now, err := r.Revision(ctx)
	if err != nil {
		return nil, err
	}
	if seen := max(c.told, c.base); now.Number > seen && now.Number-seen > c.most {
		return nil, slowReader("since", graph.Revision{Store: now.Store, Number: c.told}.String())
	}
	for change, err := range r.Changes(ctx, c.told) {
		if err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		c.told = change.Number
		return &revisionNode{change, graph.Revision{Store: now.Store, Number: change.Number}}, nil
	}
	return nil, nil
}

// slowReader tells a reader that is too far behind why it is dropped, and how to go on.
func slowReader(name, value string) error {
	e := &coded{code: CodeSlowReader, message: "the reader is too slow for what happens: the stream ends here"}
	if name != "" {
		e.more = map[string]any{name: value}
	}
	return e
}

// revisionNode is one revision of the store and what it touched.
type revisionNode struct {
	change   *graph.Change
	revision graph.Revision
}

func (n *revisionNode) Revision() string  { return n.revision.String() }
func (n *revisionNode) Reasons() []reason { return reasons(n.change.Reasons) }
func (n *revisionNode) Changed() touched  { return touched{n.change} }

// Recorded is when it was made.
func (n *revisionNode) Recorded() *string {
	if n.change.Recorded.IsZero() {
		return nil
	}
	return maybe(n.change.Recorded.UTC().Format(time.RFC3339))
}

// Touched lists what became of the records.
func (n *revisionNode) Touched(ctx context.Context) ([]*changeNode, error) {
	c := n.change
	out := make([]*changeNode, 0, len(c.Documents)+len(c.Entities)+len(c.Claims)+len(c.Relations))
	if err := requestOf(ctx).charge(cap(out)); err != nil {
		return nil, err
	}
	net := graph.Sum([]*graph.Change{c})
	for record, t := range net.All() {
		out = append(out, &changeNode{record, t})
	}
	return out, nil
}
