package resolvers

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

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
		if got := store.calls["AllClaims"]; got != whole {
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

// gatedStore is a store whose claims are read when gate is closed; begun tells of each reading of all of them.
type gatedStore struct {
	graph.Store
	gate, begun chan struct{}
}

func (s gatedStore) View(ctx context.Context, fn func(graph.Reader) error) error {
	return s.Store.View(ctx, func(r graph.Reader) error { return fn(gated{r, s}) })
}

type gated struct {
	graph.Reader
	store gatedStore
}

func (g gated) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return func(yield func(*graph.Claim, error) bool) {
		g.store.begun <- struct{}{}
		select {
		case <-g.store.gate:
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

// TestEventsAskedAtOnce: the events of a revision are made once, apart from those who ask: one whose time is over leaves
// them to the others. An older snapshot takes nothing from a newer one, and a snapshot that the store
// has no more is read by itself.
func TestEventsAskedAtOnce(t *testing.T) {
	store := gatedStore{storeOf(t, battle(t)...), make(chan struct{}), make(chan struct{}, 10)}
	cache := eventCache{store: store, life: t.Context()}
	err := store.Store.View(t.Context(), func(r graph.Reader) error {
		now, err := r.Revision(t.Context())
		if err != nil {
			return err
		}
		late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
		defer cancel()
		if _, err := cache.of(late, now, r); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("whose time is over is told %v", err)
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if _, err := cache.of(gone, now, r); !errors.Is(err, context.Canceled) {
			t.Errorf("one who went away is told %v", err)
		}
		<-store.begun
		var asking sync.WaitGroup
		for range 4 {
			asking.Go(func() {
				if x, err := cache.of(t.Context(), now, r); err != nil || x == nil {
					t.Errorf("%v, %v", x, err)
				}
			})
		}
		close(store.gate)
		asking.Wait()
		if n := len(store.begun); n != 0 {
			t.Errorf("claims were read %d times more than once", n)
		}
		kept := cache.has
		older := graph.Revision{Store: now.Store, Number: now.Number - 1}
		if x, err := cache.of(t.Context(), older, r); err != nil || x == kept.index || cache.has != kept {
			t.Errorf("%v: an older snapshot changed what is kept, or was given what is newer", err)
		}
		newer := graph.Revision{Store: now.Store, Number: now.Number + 1}
		if x, err := cache.of(t.Context(), newer, r); err != nil || x == nil || x == kept.index || cache.has != nil {
			t.Errorf("%v: a snapshot that the store has no more was not read by itself", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLateEvents: whose time is over while the events are being made is told to ask again, and finds them then.
func TestLateEvents(t *testing.T) {
	store := gatedStore{storeOf(t, battle(t)...), make(chan struct{}), make(chan struct{}, 10)}
	s := schemaOf(t, store, Options{})
	const query = `{ events { totalCount } }`
	late, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	var told *Response
	for range 100 { // until one is late while it waits, and not before
		if told = s.Exec(late, query, "", nil); len(store.begun) > 0 {
			break
		}
		late, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
	}
	if len(told.Errors) != 1 || told.Errors[0].Code() != CodeTimeout || !strings.Contains(told.Errors[0].Message, "ask again") {
		t.Errorf("whose time is over is told %+v", told.Errors)
	}
	close(store.gate)
	ask(t, s, query, nil)
	if n := len(store.begun); n != 1 {
		t.Errorf("all claims were read %d times", n)
	}
}

// TestClosedSchemaMakesNoEvents: what goes on between requests ends with Close, whoever still waits for it.
func TestClosedSchemaMakesNoEvents(t *testing.T) {
	store := gatedStore{storeOf(t, battle(t)...), make(chan struct{}), make(chan struct{}, 10)}
	s, err := New(store, Options{})
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan *Response)
	go func() { answered <- s.Exec(t.Context(), `{ events { totalCount } }`, "", nil) }()
	<-store.begun
	s.Close()
	if r := <-answered; len(r.Errors) != 1 || r.Errors[0].Code() != CodeCancelled {
		t.Errorf("%+v", r)
	}
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
