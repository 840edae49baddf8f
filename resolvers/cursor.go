package resolvers

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// fieldAt is a field that is being answered: whose it is, what it is called, and what it was asked.
type fieldAt struct {
	parent, name string
	args         map[string]any
	when         string // what the root above it was asked about time
}

type fieldKey struct{}

// atField notes in ctx which field is answered.
func atField(ctx context.Context, parent, name string, args map[string]any) context.Context {
	at := &fieldAt{parent: parent, name: name, args: args}
	if parent == "Query" {
		at.when = written([]any{args["asOf"], args["knownAt"], args["includeUndated"]})
	} else if above, ok := ctx.Value(fieldKey{}).(*fieldAt); ok {
		at.when = above.when
	}
	return context.WithValue(ctx, fieldKey{}, at)
}

// written writes what a client sent, which is JSON.
func written(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}

// cursors makes and reads the cursors of one list: of one field with its arguments, below one owner, as one
// revision of the store has it.
type cursors struct {
	list     func() []byte // a sum of what tells the list from others
	revision graph.Revision
	lasting  bool // an item keeps its place whatever is written
}

// cursorsOf returns the cursors of the list that is answered; owner is that of a list inside of a record.
func cursorsOf(ctx context.Context, owner graph.ID, lasting bool) (*cursors, error) {
	revision, err := requestOf(ctx).revision(ctx)
	if err != nil {
		return nil, err
	}
	at, _ := ctx.Value(fieldKey{}).(*fieldAt)
	list := sync.OnceValue(func() []byte { return at.list(owner) })
	return &cursors{list: list, revision: revision, lasting: lasting}, nil
}

// list sums up which list of owner f answers.
func (f *fieldAt) list(owner graph.ID) []byte {
	if f == nil {
		return nil
	}
	args := maps.Clone(f.args)
	for _, paging := range []string{"first", "after", "last", "before"} {
		delete(args, paging)
	}
	sum := sha256.Sum256([]byte(written([]any{f.parent, f.name, f.when, owner, args})))
	return sum[:]
}

// A cursor is, in base64: its version, a sum of all that it goes with, the store, the number of the revision, and a place.
const (
	cursorVersion = 1
	cursorSum     = 8
	cursorHead    = 1 + cursorSum + 16
)

// at returns the cursor of a place.
func (c *cursors) at(place []byte) string {
	b := make([]byte, cursorHead, cursorHead+binary.MaxVarintLen64+len(place))
	b[0] = cursorVersion
	copy(b[1+cursorSum:], c.revision.Store[:])
	b = binary.AppendUvarint(b, c.revision.Number)
	b = append(b, place...)
	sum := c.sum(b[1+cursorSum:])
	copy(b[1:], sum[:cursorSum])
	return base64.RawURLEncoding.EncodeToString(b)
}

func (c *cursors) sum(rest []byte) [sha256.Size]byte {
	return sha256.Sum256(slices.Concat(c.list(), rest))
}

// place reads the argument of that name; nil where there is none. Errors carry CodeBadCursor where it is no
// cursor of this list, and CodeStaleCursor where the store has another revision by now.
func (c *cursors) place(name string, cursor *string) ([]byte, error) {
	if cursor == nil || *cursor == "" {
		return nil, nil
	}
	bad := &coded{code: CodeBadCursor, message: name + " is not a cursor of this list: a cursor goes with the field, filter and order that gave it"}
	b, err := base64.RawURLEncoding.Strict().DecodeString(*cursor)
	if err != nil || len(b) < cursorHead+2 || b[0] != cursorVersion {
		return nil, bad
	}
	if sum := c.sum(b[1+cursorSum:]); string(sum[:cursorSum]) != string(b[1:1+cursorSum]) {
		return nil, bad
	}
	number, n := binary.Uvarint(b[cursorHead:])
	if n <= 0 {
		return nil, bad
	}
	place := b[cursorHead+n:]
	if was := (graph.Revision{Store: graph.ID(b[1+cursorSum : cursorHead]), Number: number}); was != c.revision {
		return nil, c.stale(name, was, place)
	}
	return place, nil
}

// stale tells how to go on after the store has changed.
func (c *cursors) stale(name string, was graph.Revision, place []byte) error {
	e := &coded{code: CodeStaleCursor, more: map[string]any{"revision": c.revision.String()},
		message: name + " is of another revision of the store: start again from the first page"}
	if c.lasting && was.Store == c.revision.Store {
		e.message += ", or go on from extensions.cursor, where what was written since may lie before it"
		e.more["cursor"] = c.at(place)
	}
	return e
}

// ids reads the cursors of a list of ids.
func (c *cursors) ids(args pageArgs) (after, before graph.ID, err error) {
	if after, err = c.id("after", args.After); err == nil {
		before, err = c.id("before", args.Before)
	}
	return after, before, err
}

func (c *cursors) id(name string, cursor *string) (id graph.ID, err error) {
	place, err := c.place(name, cursor)
	copy(id[:], place)
	return id, err
}

// marks reads the cursors of a sorted list.
func (c *cursors) marks(args pageArgs) (after, before query.Mark, err error) {
	if after, err = c.mark("after", args.After); err == nil {
		before, err = c.mark("before", args.Before)
	}
	return after, before, err
}

func (c *cursors) mark(name string, cursor *string) (query.Mark, error) {
	place, err := c.place(name, cursor)
	if err != nil || len(place) < len(graph.ID{}) {
		return query.Mark{}, err
	}
	value, id := place[:len(place)-len(graph.ID{})], place[len(place)-len(graph.ID{}):]
	return query.Mark{Value: string(value), ID: graph.ID(id)}, nil
}

// atID returns what gives nodes their cursors in a list of ids; text writes the id of a node.
func atID[N any](c *cursors, text func(N) string) func(N) string {
	return func(n N) string {
		id, err := graph.ParseID(text(n))
		if err != nil {
			return c.at([]byte(text(n)))
		}
		return c.at(id[:])
	}
}

// atMark does so in a sorted list.
func atMark[N any](c *cursors, text func(N) string, marks map[string]query.Mark) func(N) string {
	return func(n N) string {
		m := marks[text(n)]
		return c.at(append([]byte(m.Value), m.ID[:]...))
	}
}
