package graphtest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// gathered checks that what is read ahead, for documents that are there, come twice or are absent, is what is
// read document by document.
func (d *dumper) gathered(ctx context.Context, docs []graph.ID, room int) {
	gather, ok := d.r.(graph.GatherReader)
	if !ok {
		return
	}
	docs = slices.Concat(docs, docs[:len(docs)/2], []graph.ID{graph.NewID("absent")})
	for len(docs) > 0 {
		n, asRead, err := gather.Gather(ctx, docs, room)
		if err == nil && (n < 1 || n > len(docs)) {
			err = fmt.Errorf("reads ahead for %d of %d documents", n, len(docs))
		}
		if err != nil {
			d.err = errors.Join(d.err, fmt.Errorf("gather: %w", err))
			return
		}
		got, err := asRead(ctx, docs[:n])
		want, err2 := d.r.AsRead(ctx, docs[:n])
		if err := errors.Join(err, err2); err != nil {
			d.err = errors.Join(d.err, fmt.Errorf("gather: %w", err))
			return
		}
		if !reflect.DeepEqual(got, want) {
			d.err = errors.Join(d.err, fmt.Errorf("what is gathered with room for %d bytes is not what is read one by one", room))
			return
		}
		docs = docs[n:]
	}
}
