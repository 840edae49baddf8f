package export

import (
	"bytes"
	"context"
	"io"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// TestStoresExportTheSame: the embedded store gives the bytes of the reference store, also where it was
// filled backwards and has seen a document come and go.
func TestStoresExportTheSame(t *testing.T) {
	ctx := context.Background()
	deltas := graphtest.Generate(7, 40)
	kept, gone := deltas[:39], deltas[39]
	embedded, err := badgerstore.Open(ctx, "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer embedded.Close()
	backwards := append([]*graph.Delta{gone}, kept...)
	slices.Reverse(backwards)
	for _, d := range backwards {
		if err := embedded.Apply(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := embedded.Remove(ctx, gone.Document.ID); err != nil {
		t.Fatal(err)
	}
	filters := map[string]Filter{
		"all":      {},
		"filtered": {Claims: query.ClaimFilter{Types: []schema.Type{schema.Attack, schema.Control}}, MinDocuments: 1},
	}
	for name, filter := range filters {
		for _, f := range formats {
			want := exported(t, f, filter, func(fn func(graph.Reader) error) error {
				view(t, kept, func(r graph.Reader) { err = fn(r) })
				return err
			})
			got := exported(t, f, filter, func(fn func(graph.Reader) error) error { return embedded.View(ctx, fn) })
			if !bytes.Equal(got, want) {
				t.Errorf("%s, %s: the stores export different bytes", f.Name, name)
			}
			if len(want) < 1000 {
				t.Errorf("%s, %s: only %d bytes; nothing was compared", f.Name, name, len(want))
			}
		}
	}
}

// exported returns the files of an export, one after the other.
func exported(t *testing.T, f format, filter Filter, view func(func(graph.Reader) error) error) []byte {
	t.Helper()
	var b bytes.Buffer
	err := view(func(r graph.Reader) error {
		_, err := run(context.Background(), f, r, Options{Filter: filter}, memory(&b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// memory is an opener that puts all files into one buffer, in pieces but always in the same ones.
func memory(b *bytes.Buffer) opener { return func(string) (io.Writer, error) { return b, nil } }
