package graphtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
)

// Differential does the same random things to a store and to a reference, and compares all that can be
// read from them now and then, and a copy that follows the changes; at the end it compares the store with
// a fresh one to which only what remains was applied, in another order, and once more after all
// judgements are undone. To apply in any order, to apply again, to replace, to remove, to judge and to
// undo thus all have to come to the same graph.
func Differential(t *testing.T, open, reference Open) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{t: rt, ctx: t.Context(), store: open(t), reference: reference(t), live: map[string]*graph.Delta{}, copy: replica{records: map[string]string{}, events: map[graph.ID]string{}}}
		defer m.close()
		rt.Repeat(map[string]func(*rapid.T){
			"apply":         m.apply,
			"apply again":   m.applyAgain,
			"refuse":        m.refuse,
			"remove":        m.remove,
			"compare":       m.compare,
			"remove other":  m.removeAbsent,
			"judge":         m.judge,
			"undo":          m.undo,
			"history":       m.history,
			"follow":        m.follow,
			"events":        m.events,
			"follow events": m.followEvents,
		})
		m.followEvents(rt)
		m.events(rt)
		m.rebuild(open(t))
		m.checkUndone(t, open)
		m.followEvents(rt)
	})
}

// machine is the two stores and what should be in both.
type machine struct {
	t                *rapid.T
	ctx              context.Context
	store, reference graph.Store
	live             map[string]*graph.Delta
	acts             []*graph.Judgement // ascending, as they were made
	copy             replica            // of the store, by its changes
}

func (m *machine) close() {
	if err := errors.Join(m.store.Close(), m.reference.Close()); err != nil {
		m.t.Errorf("close: %v", err)
	}
}

// anyDelta draws one of few keys, one of few texts for it or that text edited, and one of two readings of the text.
func anyDelta(t *rapid.T) *graph.Delta {
	key := fmt.Sprint("doc-", rapid.IntRange(0, 5).Draw(t, "key"))
	n := rapid.IntRange(0, 30).Draw(t, "text")
	d := article(key, n)
	if n > 8 {
		d = retold.delta(key, uint64(n))
	}
	if rapid.Bool().Draw(t, "fewer") {
		d = fewer(d)
	}
	return rapid.SampledFrom([]*graph.Delta{d, Edited(d, "words "), Edited(d, "more words ")}).Draw(t, "edited")
}

func (m *machine) apply(t *rapid.T) {
	deltas := rapid.SliceOfN(rapid.Custom(anyDelta), 1, 4).Draw(t, "deltas")
	m.same(t, m.store.Apply(m.ctx, deltas...), m.reference.Apply(m.ctx, deltas...))
	for _, d := range deltas {
		m.live[d.Document.Key] = d
	}
}

func (m *machine) applyAgain(t *rapid.T) {
	if d := m.any(t); d != nil {
		m.same(t, m.store.Apply(m.ctx, d), m.reference.Apply(m.ctx, d))
	}
}

func (m *machine) refuse(t *rapid.T) {
	bad := anyDelta(t)
	claims := slices.Clone(bad.Claims)
	slices.Reverse(claims)
	bad.Claims = append(claims, claims...)
	deltas := []*graph.Delta{anyDelta(t), bad}
	m.same(t, m.store.Apply(m.ctx, deltas...), m.reference.Apply(m.ctx, deltas...))
	if len(claims) == 0 { // nothing was spoilt
		m.live[deltas[0].Document.Key] = deltas[0]
		m.live[bad.Document.Key] = bad
	}
}

func (m *machine) remove(t *rapid.T) {
	if d := m.any(t); d != nil {
		m.removeID(t, d.Document.ID)
		delete(m.live, d.Document.Key)
	}
}

func (m *machine) removeAbsent(t *rapid.T) {
	d := anyDelta(t)
	if have := m.live[d.Document.Key]; have == nil || have.Document.ID != d.Document.ID {
		m.removeID(t, d.Document.ID)
	}
}

func (m *machine) removeID(t *rapid.T, doc graph.ID) {
	got, err := m.store.Remove(m.ctx, doc)
	want, wantErr := m.reference.Remove(m.ctx, doc)
	m.same(t, err, wantErr)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("receipt %+v, want %+v", got, want)
	}
}

func (m *machine) any(t *rapid.T) *graph.Delta {
	if len(m.live) == 0 {
		return nil
	}
	return m.live[rapid.SampledFrom(slices.Sorted(maps.Keys(m.live))).Draw(t, "live")]
}

// same checks that both stores fail, or neither, and for the same reason.
func (m *machine) same(t *rapid.T, err, want error) {
	for _, reason := range []error{graph.ErrInvalid, graph.ErrNotFound, graph.ErrConflict} {
		if errors.Is(err, reason) != errors.Is(want, reason) {
			t.Fatalf("error %v, want %v", err, want)
		}
	}
	if (err == nil) != (want == nil) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

func (m *machine) compare(t *rapid.T) {
	got, want := dump(t, m.store), dump(t, m.reference)
	if string(got) != string(want) {
		t.Fatalf("the graphs differ:\n%s", firstDifference(got, want))
	}
}

// rebuild applies what is live, in an order of its own, to a fresh store.
func (m *machine) rebuild(fresh graph.Store) {
	defer fresh.Close()
	keys := slices.Sorted(maps.Keys(m.live))
	for _, key := range rapid.Permutation(keys).Draw(m.t, "order") {
		if err := fresh.Apply(m.ctx, m.live[key]); err != nil {
			m.t.Fatalf("apply: %v", err)
		}
	}
	shuffled := []*graph.Judgement{}
	if len(m.acts) > 0 {
		shuffled = rapid.Permutation(m.acts).Draw(m.t, "order of acts")
	}
	if _, err := fresh.Judge(m.ctx, shuffled...); err != nil {
		m.t.Fatalf("judge: %v", err)
	}
	got, want := dump(m.t, m.store), dump(m.t, fresh)
	if string(got) != string(want) {
		m.t.Fatalf("differs from a store that never saw what is gone:\n%s", firstDifference(got, want))
	}
	m.sameEvents(m.store, fresh)
	faults, err := m.store.Verify(m.ctx)
	if err != nil || len(faults) > 0 {
		m.t.Fatalf("verify: %v, %v", faults, err)
	}
}
