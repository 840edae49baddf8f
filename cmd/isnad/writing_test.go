package main

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/resolvers"
)

// severed is a store that ends the request right after an article is stored.
type severed struct {
	graph.Store
	cut context.CancelFunc
}

func (s severed) Apply(ctx context.Context, deltas ...*graph.Delta) error {
	defer s.cut()
	return s.Store.Apply(ctx, deltas...)
}

// TestIngestTellsWhatWasStoredBeforeItWasCutOff: also of the article that was stored when the request ended.
func TestIngestTellsWhatWasStoredBeforeItWasCutOff(t *testing.T) {
	ctx, cut := context.WithCancel(t.Context())
	defer cut()
	store := memstore.New(memstore.Options{})
	defer store.Close()
	a := &app{stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	articles := []resolvers.Article{{Key: "a", Text: "هاجم الجيش البلدة."}, {Key: "b", Text: "انسحب الجيش من البلدة."}}
	var steps []resolvers.ArticleOutcome
	outcomes, err := a.ingestArticles(ctx, severed{store, cut}, nil, nil, articles, func(o resolvers.ArticleOutcome) { steps = append(steps, o) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if len(outcomes) != 1 || outcomes[0].Key != "a" || outcomes[0].Status != "new" || len(steps) != 1 {
		t.Errorf("outcomes %+v, steps %+v, want that of a", outcomes, steps)
	}
	err = store.View(t.Context(), func(r graph.Reader) error {
		found, err := r.DocumentsByKey(t.Context(), []string{"a", "b"})
		if err == nil && (found[0] == nil || found[1] != nil) {
			t.Errorf("stored %v, want a alone", found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
