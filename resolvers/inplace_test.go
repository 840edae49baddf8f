package resolvers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// forgetful is a store whose reader has no entities, or fails over them.
type forgetful struct {
	graph.Store
	err error
}

type forgetfulReader struct {
	graph.Reader
	err error
}

func (f forgetful) View(ctx context.Context, fn func(graph.Reader) error) error {
	return f.Store.View(ctx, func(r graph.Reader) error { return fn(forgetfulReader{r, f.err}) })
}

func (f forgetfulReader) Entities(_ context.Context, ids []graph.ID) ([]*graph.Entity, error) {
	return make([]*graph.Entity, len(ids)), f.err
}

// TestFailuresInPlace: a field that is answered in place fails as any other: with its path, the code of what went
// wrong, and no word of it to clients; it is no panic.
func TestFailuresInPlace(t *testing.T) {
	var log bytes.Buffer
	store := storeOf(t, battle(t)...)
	for _, c := range []struct {
		err  error
		code string
	}{{nil, CodeInternal}, {errors.New("secret of the disk"), CodeInternal}, {fmt.Errorf("read: %w", context.DeadlineExceeded), CodeTimeout}} {
		log.Reset()
		s := schemaOf(t, forgetful{store, c.err}, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		r := s.Exec(t.Context(), `{ relations(first: 1) { nodes { subject { name } } } }`, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != c.code || fmt.Sprint(r.Errors[0].Path) != "[relations nodes 0 subject]" {
			t.Fatalf("%v: %s %+v", c.err, r.Data, r.Errors)
		}
		if strings.Contains(r.Errors[0].Message, "secret") || strings.Contains(r.Errors[0].Message, "stored") {
			t.Errorf("clients see %q", r.Errors[0].Message)
		}
		if said := log.String(); strings.Contains(said, "panic") || c.code == CodeInternal && !strings.Contains(said, "field failed") {
			t.Errorf("%v: the log says %q", c.err, said)
		}
	}
}

// TestNodesOfAllKinds: each id is found whatever stands beside it, in its place, also twice; what is no id of ours is null.
func TestNodesOfAllKinds(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	all := ask(t, s, `{ entities(first: 1) { nodes { id } } relations(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } documents(first: 1) { nodes { id } } }`, nil)
	var ids, want []any
	for _, kind := range []string{"documents", "entities", "claims", "relations", "entities"} {
		id := at(t, all, kind, "nodes", 0, "id")
		ids, want = append(ids, id), append(want, map[string]any{"id": id})
	}
	ids, want = append(ids, graph.NewID("nothing").String()), append(want, nil)
	got := ask(t, s, `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": ids})
	if fmt.Sprint(at(t, got, "nodes")) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
