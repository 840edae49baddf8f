package query

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
)

// toldEvents returns all that is told of the events of a store: what they are, in what they are contested, who speaks, and
// how many there were by whom.
func toldEvents(t *testing.T, s graph.Store) (lines map[graph.ID]string, several, counted int) {
	t.Helper()
	lines = map[graph.ID]string{}
	err := s.View(t.Context(), func(r graph.Reader) error {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		for _, e := range must[[]*graph.Event](t)(x.All(t.Context(), r, EventFilter{})) {
			claims := must[[][]*graph.Claim](t)(ToldClaims(t.Context(), r, e))[0]
			voices := must[*Reports](t)(ReadReports(t.Context(), r, claims)).Voices(claims)
			line := fmt.Sprint(*e, x.Contested(claims), voices)
			for _, y := range Tallies(claims, voices) {
				line += fmt.Sprint(y.What, figureOf(y.Min), figureOf(y.Best), figureOf(y.Max), y.Contested, len(y.Accounts))
				if len(y.Accounts) > 1 && y.Best != nil {
					counted++
				}
			}
			if lines[e.ID] = line; len(e.Claims) > 1 {
				several++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, several, counted
}

func figureOf(n *int) string {
	if n == nil {
		return "–"
	}
	return fmt.Sprint(*n)
}

// twoStores is an embedded store and the plain one, to which the same is done.
type twoStores struct {
	*testing.T
	rand   *rand.Rand
	stores []graph.Store
	deltas []*graph.Delta
	live   map[graph.ID]*graph.Delta
	acts   []*graph.Judgement
}

func (w *twoStores) some() *graph.Delta { return w.deltas[w.rand.IntN(len(w.deltas))] }

// claim returns a claim of an event.
func (w *twoStores) claim() *graph.Claim {
	for {
		if d := w.some(); len(d.Claims) > 0 {
			if c := d.Claims[w.rand.IntN(len(d.Claims))]; !c.Type.IsLasting() {
				return c
			}
		}
	}
}

func (w *twoStores) step() {
	switch d := w.some(); {
	case w.rand.IntN(2) == 0:
		for _, s := range w.stores {
			if err := s.Apply(w.Context(), d); err != nil {
				w.Fatal(err)
			}
		}
		w.live[d.Document.ID] = d
	case w.rand.IntN(3) == 0 && w.live[d.Document.ID] != nil:
		for _, s := range w.stores {
			if _, err := s.Remove(w.Context(), d.Document.ID); err != nil {
				w.Fatal(err)
			}
		}
		delete(w.live, d.Document.ID)
	default:
		w.judge(w.act())
	}
}

// act returns a random judgement on claims, or an undo.
func (w *twoStores) act() *graph.Judgement {
	n := len(w.acts) + 1
	j := &graph.Judgement{Author: "analyst", Time: time.Unix(int64(n), 0).UTC()}
	binary.BigEndian.PutUint64(j.ID[:], uint64(n)<<16)
	j.ID[6], j.ID[8] = 0x70, 0x80
	a, b := w.claim(), w.claim()
	j.Claims = []graph.ID{a.ID, b.ID}
	switch w.rand.IntN(6) {
	case 0:
		j.Kind, j.Claims = graph.Reject, j.Claims[:1]
	case 1:
		j.Kind = graph.NotSame
	case 2:
		if len(w.acts) > 0 {
			j.Kind, j.Claims, j.Undoes = graph.Undo, nil, w.acts[w.rand.IntN(len(w.acts))].ID
		}
	case 3:
		if args := slices.Concat(a.Agents, a.Patients); len(args) > 0 {
			d := w.deltas[slices.IndexFunc(w.deltas, func(d *graph.Delta) bool { return d.Document.ID == a.Doc })]
			e := d.Entities[slices.IndexFunc(d.Entities, func(e *graph.Entity) bool { return e.ID == args[0].Entity })]
			j.Kind, j.Claims = graph.Split, j.Claims[:1]
			j.Entity = &graph.Referent{Key: e.Key, Kind: e.Kind, Name: e.Name}
			j.Other = &graph.Referent{Key: e.Key + "/2", Kind: e.Kind, Name: e.Name}
		}
	}
	if j.Kind == "" {
		j.Kind = graph.SameAs
	}
	return j
}

// judge has both stores take j, or refuse it.
func (w *twoStores) judge(j *graph.Judgement) {
	if len(j.Claims) == 2 && j.Claims[0] == j.Claims[1] {
		return
	}
	_, err := w.stores[0].Judge(w.Context(), j)
	_, also := w.stores[1].Judge(w.Context(), j)
	if (err == nil) != (also == nil) || err != nil && !errors.Is(err, graph.ErrConflict) {
		w.Fatalf("%s: %v and %v", j.Kind, err, also)
	}
	if err == nil {
		w.acts = append(w.acts, j)
	}
}

// TestEventsOfStoresAgree: events with all that is told of them are the same in both stores after whatever was applied,
// removed, judged and undone, and in a store to which only what is left was applied, in another order.
func TestEventsOfStoresAgree(t *testing.T) {
	several, counted, judged := 0, 0, 0
	for seed := range uint64(12) {
		embedded, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
		if err != nil {
			t.Fatal(err)
		}
		w := &twoStores{
			T: t, rand: rand.New(rand.NewPCG(seed, 3)), stores: []graph.Store{embedded, memstore.New(memstore.Options{})},
			deltas: graphtest.Retell(seed, 10), live: map[graph.ID]*graph.Delta{},
		}
		for range 40 {
			w.step()
		}
		fresh := memstore.New(memstore.Options{})
		for _, d := range slices.SortedFunc(maps.Values(w.live), func(a, b *graph.Delta) int { return b.Document.ID.Compare(a.Document.ID) }) {
			if err := fresh.Apply(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		slices.Reverse(w.acts)
		if _, err := fresh.Judge(t.Context(), w.acts...); err != nil {
			t.Fatal(err)
		}
		got, n, m := toldEvents(t, embedded)
		for name, s := range map[string]graph.Store{"the plain one": w.stores[1], "one that never saw what is gone": fresh} {
			want, _, _ := toldEvents(t, s)
			for id, line := range want {
				if got[id] != line {
					t.Errorf("seed %d: event\n%s\nand in %s\n%s", seed, got[id], name, line)
				}
			}
			if len(got) != len(want) {
				t.Errorf("seed %d: %d events, and in %s %d", seed, len(got), name, len(want))
			}
		}
		several, counted, judged = several+n, counted+m, judged+len(w.acts)
		for _, s := range append(w.stores, fresh) {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if several < 50 || counted < 10 || judged < 100 {
		t.Errorf("%d events of several claims, %d figures of several accounts, %d judgements: too few to say anything", several, counted, judged)
	}
}
