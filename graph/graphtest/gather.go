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
func (d *dumper) gathered(ctx context.Context, docs []graph.ID, opts graph.GatherOptions) {
	gather, ok := d.r.(graph.GatherReader)
	if !ok {
		return
	}
	docs = slices.Concat(docs, docs[:len(docs)/2], []graph.ID{graph.NewID("absent")})
	for len(docs) > 0 {
		n, from, err := gather.Gather(ctx, docs, opts)
		if err == nil && (n < 1 || n > len(docs)) {
			err = fmt.Errorf("reads ahead for %d of %d documents", n, len(docs))
		}
		if err == nil {
			err = d.gatheredAlike(ctx, from, docs[:n])
		}
		if err != nil {
			d.err = errors.Join(d.err, fmt.Errorf("gather with %+v: %w", opts, err))
			return
		}
		docs = docs[n:]
	}
}

func (d *dumper) gatheredAlike(ctx context.Context, from graph.GatheredReader, docs []graph.ID) error {
	got, err := from.AsRead(ctx, docs)
	want, err2 := d.r.AsRead(ctx, docs)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	if !reflect.DeepEqual(got, want) {
		return errors.New("what documents contribute is not what is read one by one")
	}
	lists, err := from.ClaimsTold(ctx, docs)
	ids, err2 := d.r.ClaimsIn(ctx, docs)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	for i := range docs {
		want, err := d.r.Claims(ctx, ids[i])
		if err != nil {
			return err
		}
		if !slices.EqualFunc(lists[i], want, func(a, b *graph.Claim) bool { return reflect.DeepEqual(a, b) }) {
			return fmt.Errorf("claims of %s are not those that are read one by one", docs[i])
		}
	}
	return nil
}
