package graphtest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"testing"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// act returns judgement number n, complete but for what it says.
func act(n int, kind graph.JudgementKind) *graph.Judgement {
	j := &graph.Judgement{Kind: kind, Author: "analyst", Note: "because", Time: time.Date(2020, 1, 1, 0, 0, n, 0, time.UTC)}
	binary.BigEndian.PutUint64(j.ID[:], uint64(n)<<16) // the last two bytes say the version
	j.ID[6], j.ID[8] = 0x70, 0x80
	return j
}

func undo(n int, of *graph.Judgement) *graph.Judgement {
	j := act(n, graph.Undo)
	j.Undoes = of.ID
	return j
}

func sameAs(n int, a, b *graph.Entity) *graph.Judgement {
	j := act(n, graph.SameAs)
	j.Entity, j.Other = refer(a), refer(b)
	return j
}

func about(n int, kind graph.JudgementKind, claims ...graph.ID) *graph.Judgement {
	j := act(n, kind)
	j.Claims = claims
	return j
}

func refer(e *graph.Entity) *graph.Referent {
	return &graph.Referent{Key: e.Key, Kind: e.Kind, Name: e.Name}
}

// anyAct draws a judgement on what d says; it may contradict others. Nil where d says nothing.
func anyAct(t *rapid.T, n int, d *graph.Delta) *graph.Judgement {
	if len(d.Claims) == 0 || len(d.Entities) < 2 {
		return nil
	}
	claim := rapid.SampledFrom(d.Claims).Draw(t, "claim")
	a := rapid.SampledFrom(d.Entities).Draw(t, "entity")
	b := rapid.SampledFrom(d.Entities).Draw(t, "other entity")
	kind := rapid.SampledFrom(graph.JudgementKinds[:6]).Draw(t, "kind")
	j := about(n, kind, claim.ID)
	switch kind {
	case graph.SameAs, graph.NotSame:
		if a.Key == b.Key {
			return nil
		}
		j.Claims, j.Entity, j.Other = nil, refer(a), refer(b)
	case graph.Relabel:
		relabel(t, j, a)
	case graph.Split:
		args := slices.Concat(claim.Agents, claim.Patients, claim.Places)
		if len(args) == 0 {
			return nil
		}
		i := slices.IndexFunc(d.Entities, func(e *graph.Entity) bool { return e.ID == args[0].Entity })
		j.Entity = refer(d.Entities[i])
		if rapid.Bool().Draw(t, "of what it may be judged to be") {
			j.Entity = refer(b)
		}
		j.Other = &graph.Referent{Key: "actor/new" + fmt.Sprint(n%3), Kind: schema.Kinds[0], Name: word(small.rand(uint64(n)))}
	}
	if rapid.Bool().Draw(t, "told") {
		tell(j, d)
	}
	return j
}

// onOccurrence draws a judgement on whether claims of two articles, or of one, tell one occurrence, or on whether one
// holds. Nil where an article says nothing.
func onOccurrence(t *rapid.T, n int, d, other *graph.Delta) *graph.Judgement {
	if len(d.Claims) == 0 || len(other.Claims) == 0 {
		return nil
	}
	kind := rapid.SampledFrom([]graph.JudgementKind{graph.SameAs, graph.NotSame, graph.Reject}).Draw(t, "kind of occurrence")
	a, b := rapid.SampledFrom(d.Claims).Draw(t, "claim"), rapid.SampledFrom(other.Claims).Draw(t, "other claim")
	switch {
	case kind == graph.Reject:
		return about(n, kind, a.ID)
	case a.ID == b.ID || a.Type.IsLasting() || b.Type.IsLasting():
		return nil
	}
	return about(n, kind, a.ID, b.ID)
}

func relabel(t *rapid.T, j *graph.Judgement, a *graph.Entity) {
	if rapid.Bool().Draw(t, "claim's label") {
		j.Field, j.Value = "status", string(rapid.SampledFrom(schema.Statuses).Draw(t, "status"))
		return
	}
	j.Claims, j.Entity = nil, refer(a)
	j.Field = rapid.SampledFrom([]string{"name", "parent"}).Draw(t, "field")
	j.Value = rapid.SampledFrom([]string{word(small.rand(1)), "place/p00001"}).Draw(t, "value")
}

// judge makes a random judgement. Both stores take it, or both refuse it as a conflict.
func (m *machine) judge(t *rapid.T) {
	d := m.any(t)
	if d == nil {
		return
	}
	j := anyAct(t, len(m.acts)+1, d)
	if rapid.Bool().Draw(t, "on an occurrence") {
		j = onOccurrence(t, len(m.acts)+1, d, m.any(t))
	}
	if j == nil {
		return
	}
	m.record(t, j)
}

// undo undoes a random act, be it an undo or undone.
func (m *machine) undo(t *rapid.T) {
	if len(m.acts) > 0 {
		m.record(t, undo(len(m.acts)+1, rapid.SampledFrom(m.acts).Draw(t, "act")))
	}
}

func (m *machine) record(t *rapid.T, j *graph.Judgement) {
	preview, previewErr := m.store.Preview(m.ctx, graph.Edit{Judge: []*graph.Judgement{j}})
	done, err := m.store.Judge(m.ctx, j)
	_, want := m.reference.Judge(m.ctx, j)
	m.same(t, err, want)
	m.same(t, previewErr, err)
	if err == nil {
		m.acts = append(m.acts, j)
		if last := m.last(t, m.store); fmt.Sprint(*preview) != fmt.Sprint(*last) {
			t.Fatalf("previewed %+v, done %+v", *preview, *last)
		}
		if fmt.Sprint(*done) != fmt.Sprint(*preview) {
			t.Fatalf("previewed %+v, told %+v", *preview, *done)
		}
	}
}

func (m *machine) last(t *rapid.T, s graph.Store) *graph.Change {
	var last *graph.Change
	for _, c := range changes(t, m, s, 0) {
		last = c
	}
	return last
}

func changes(t *rapid.T, m *machine, s graph.Store, since uint64) []*graph.Change {
	var all []*graph.Change
	err := s.View(m.ctx, func(r graph.Reader) error {
		for c, err := range r.Changes(m.ctx, since) {
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		revision, err := r.Revision(m.ctx)
		if want := since + uint64(len(all)); err == nil && revision.Number != want {
			t.Fatalf("%d changes since %d, and revision %s", len(all), since, revision)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// history compares what the two stores say they went through.
func (m *machine) history(t *rapid.T) {
	got, want := changes(t, m, m.store, 0), changes(t, m, m.reference, 0)
	for i := range min(len(got), len(want)) {
		if fmt.Sprint(*got[i]) != fmt.Sprint(*want[i]) {
			t.Fatalf("change %d:\n%+v, want\n%+v", i, *got[i], *want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d changes, want %d", len(got), len(want))
	}
}

// replica is a copy that follows the changes of a store.
type replica struct {
	number  uint64
	records map[string]string // by space and id

	eventsAt uint64 // the revision of events
	events   map[graph.ID]string
}

// follow brings the replica up to date by the changes since it last did, and compares it with a new copy.
func (m *machine) follow(t *rapid.T) {
	net := graph.Sum(changes(t, m, m.store, m.copy.number))
	err := m.store.View(m.ctx, func(r graph.Reader) error {
		revision, err := r.Revision(m.ctx)
		m.copy.number = revision.Number
		return errors.Join(err,
			follow(m, r.Documents, "document", net.Documents), follow(m, r.Entities, "entity", net.Entities),
			follow(m, r.Claims, "claim", net.Claims), follow(m, r.Relations, "relation", net.Relations))
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range splitLines(dump(t, m.store)) {
		for _, space := range []string{"document ", "entity ", "claim ", "relation "} {
			if len(line) > len(space)+36 && line[:len(space)] == space && line[len(space)+36] == '\t' {
				want[line[:len(space)+36]] = line[len(space)+37:]
			}
		}
	}
	if !maps.Equal(want, m.copy.records) {
		t.Fatalf("a copy that followed the changes has drifted: %d records, want %d", len(m.copy.records), len(want))
	}
}

// checkUndone undoes all that stands, and finds what a store without judgements has.
func (m *machine) checkUndone(t *testing.T, open Open) {
	c, err := graph.NewCuration(m.acts)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, j := range c.Standing() {
		m.record(m.t, undo(len(m.acts)+1, j))
	}
	m.acts = nil
	m.rebuild(open(t))
}
