package resolvers

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestEventsAreMadeOnceARevision: the second request about events reads no claim but those that it shows; after
// a write it is answered from what was written.
func TestEventsAreMadeOnceARevision(t *testing.T) {
	deltas := battle(t)
	store := &countingStore{Store: storeOf(t, deltas[:2]...)}
	s := schemaOf(t, store, Options{})
	tell := func(whole int) map[string]any {
		t.Helper()
		answer := ask(t, s, `{ events { totalCount nodes { id claims { totalCount } } } }`, nil)
		if got := store.reader.calls["AllClaims"]; got != whole {
			t.Errorf("all claims were read %d times, want %d", got, whole)
		}
		return answer
	}
	first := tell(1)
	if again := tell(0); !reflect.DeepEqual(again, first) {
		t.Errorf("first %v, then %v", first, again)
	}
	if err := store.Apply(t.Context(), deltas[2:]...); err != nil {
		t.Fatal(err)
	}
	if after := tell(1); reflect.DeepEqual(after, first) {
		t.Error("what was written is not told")
	}
	tell(0)
}

// gated is a snapshot whose claims are read when gate is closed, and counts how often.
type gated struct {
	graph.Reader
	gate  chan struct{}
	begun chan struct{}
	reads *int
}

func (g gated) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return func(yield func(*graph.Claim, error) bool) {
		*g.reads++
		g.begun <- struct{}{}
		select {
		case <-g.gate:
		case <-ctx.Done():
			yield(nil, ctx.Err())
			return
		}
		for c, err := range g.Reader.AllClaims(ctx, after) {
			if !yield(c, err) {
				return
			}
		}
	}
}

// TestEventsAskedAtOnce: who asks while the events are being made waits for them. Where the first one gives up,
// another one makes them, and an older snapshot takes nothing from a newer one.
func TestEventsAskedAtOnce(t *testing.T) {
	store := storeOf(t, battle(t)...)
	view := func(fn func(graph.Reader)) {
		t.Helper()
		if err := store.View(t.Context(), func(r graph.Reader) error { fn(r); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	view(func(r graph.Reader) {
		now, err := r.Revision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var cache eventCache
		reads := 0
		g := gated{r, make(chan struct{}), make(chan struct{}), &reads}
		ctx, cancel := context.WithCancel(t.Context())
		failed := make(chan error)
		go func() {
			_, err := cache.of(ctx, now, g)
			failed <- err
		}()
		<-g.begun
		var asking sync.WaitGroup
		for range 4 {
			asking.Go(func() {
				if x, err := cache.of(t.Context(), now, g); err != nil || x == nil {
					t.Errorf("%v, %v", x, err)
				}
			})
		}
		cancel()
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		<-g.begun
		close(g.gate)
		asking.Wait()
		if reads != 2 {
			t.Errorf("claims were read %d times, want 2: once in vain", reads)
		}
		kept := cache.has
		older := graph.Revision{Store: now.Store, Number: now.Number - 1}
		if x, err := cache.of(t.Context(), older, r); err != nil || x == kept.index || cache.has != kept {
			t.Errorf("%v: an older snapshot changed what is kept, or was given what is newer", err)
		}
	})
}

// TestKeptEventsAreOfThoseWhoSeeAll: neither does a request from which something is withheld get what was made for one
// who sees all, nor the other way round.
func TestKeptEventsAreOfThoseWhoSeeAll(t *testing.T) {
	const query = `{ events(first: 500) { totalCount nodes { id places { name } claims { nodes { id places { entity { name } } evidence { sentence { text } } } } } } }`
	tell := func(o *office, role Role) string {
		t.Helper()
		r := o.Exec(As(context.Background(), Principal{Role: role}), query, "", nil)
		if len(r.Errors) > 0 {
			t.Fatalf("%q: %+v", role, r.Errors)
		}
		return string(r.Data)
	}
	all, part := tell(veiled(t, hideField, ""), Admin), tell(veiled(t, hideField, ""), Reader)
	if all == part || !strings.Contains(all, "حقل العمر") || strings.Contains(part, "حقل العمر") {
		t.Fatal("nothing is withheld: the test tells nothing")
	}
	o := veiled(t, hideField, "")
	for _, role := range []Role{Reader, Admin, Reader, Curator, Reader, Admin} {
		want := all
		if role == Reader {
			want = part
		}
		before := o.Schema.events.has
		if got := tell(o, role); got != want {
			t.Errorf("%q is told\n%s\nwant\n%s", role, got, want)
		}
		if role == Reader && o.Schema.events.has != before {
			t.Error("what one sees from whom something is withheld is kept")
		}
	}
}
