package resolvers

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// readsAll counts how often all claims and all documents were read.
type readsAll struct {
	graph.Store
	claims, documents *atomic.Int32
}

func (s readsAll) View(ctx context.Context, fn func(graph.Reader) error) error {
	return s.Store.View(ctx, func(r graph.Reader) error { return fn(countingAll{r, s}) })
}

type countingAll struct {
	graph.Reader
	s readsAll
}

func (r countingAll) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	r.s.claims.Add(1)
	return r.Reader.AllClaims(ctx, after)
}

func (r countingAll) AllDocuments(ctx context.Context, after graph.ID) iter.Seq2[*graph.Document, error] {
	r.s.documents.Add(1)
	return r.Reader.AllDocuments(ctx, after)
}

func (r countingAll) Contributions(ctx context.Context, ids []graph.ID) ([][]graph.Contribution, error) {
	return r.Reader.(graph.ContributionReader).Contributions(ctx, ids)
}

// TestPointsOfViewAreKept: the second request from a point of view finds what the first one found out, also where both come at
// once; few are kept, and none of them once the store moved on.
func TestPointsOfViewAreKept(t *testing.T) {
	store := readsAll{storeOf(t, battle(t)...), new(atomic.Int32), new(atomic.Int32)}
	s := schemaOf(t, store, Options{})
	t.Cleanup(s.Close)
	events := func(when string) string {
		return fmt.Sprint(ask(t, s, `{ events(`+when+`) { totalCount nodes { id claims { totalCount } } } }`, nil))
	}
	want := events(`knownAt: "2018-10-23"`)
	if n := store.claims.Load(); n != 1 {
		t.Errorf("all claims were read %d times", n)
	}
	var asking sync.WaitGroup
	for range 8 {
		asking.Go(func() {
			if got := events(`knownAt: "2018-10-23"`); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	asking.Wait()
	if n := store.claims.Load(); n != 1 {
		t.Errorf("all claims were read %d times", n)
	}
	for day := range 3 * pastViews {
		events(fmt.Sprintf(`asOf: "2018-10-%02d"`, 10+day))
	}
	if n := len(s.pasts.views); n != pastViews || s.pasts.views[0].when.AsOf != "2018-10-18" {
		t.Errorf("%d points of view are kept", n)
	}
	if _, err := store.Remove(t.Context(), battle(t)[0].Document.ID); err != nil {
		t.Fatal(err)
	}
	if got := events(`knownAt: "2018-10-23"`); got == want || len(s.pasts.views) != 1 {
		t.Errorf("%s after an article was removed; %d points of view are kept", got, len(s.pasts.views))
	}
}

// TestOlderSnapshotsKeepNothing: a snapshot that the store has moved on from does not replace what is kept.
func TestOlderSnapshotsKeepNothing(t *testing.T) {
	c := pastCache{store: storeOf(t), life: t.Context()}
	now, w := graph.Revision{Number: 5}, query.When{AsOf: "2018-10-22"}
	kept := c.view(now, w)
	if older := c.view(graph.Revision{Number: 4}, w); older == kept || c.view(now, w) != kept {
		t.Error("an older snapshot changed what is kept")
	}
}

// TestOneHopReadsNoCalendar: a few claims as of a day ask for the days of few documents.
func TestOneHopReadsNoCalendar(t *testing.T) {
	store := readsAll{storeOf(t, chronicle(t, 600)...), new(atomic.Int32), new(atomic.Int32)}
	s := schemaOf(t, store, Options{})
	t.Cleanup(s.Close)
	data := ask(t, s, `{ relations(first: 3, asOf: "2019-02-01", filter: {object: {key: "place/7"}}) { nodes { supporting { totalCount } } } }`, nil)
	if len(at(t, data, "relations", "nodes").([]any)) == 0 || store.documents.Load() != 0 {
		t.Errorf("%v; all documents were read %d times", data, store.documents.Load())
	}
}
