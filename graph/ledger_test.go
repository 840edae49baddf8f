package graph

import (
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestLedgerReadsWhatItKeeps compares accounts that were kept with those that are read of the claims.
func TestLedgerReadsWhatItKeeps(t *testing.T) {
	s := newScene(3)
	claims := s.claims(2*pageRows + 7)
	low, high, open := math.MinInt, math.MaxInt, 0
	claims[5].Tallies = []Tally{{What: "killed", Min: &low, Max: &high}, {What: "injured", Max: &open}, {What: "detained", Min: &open}, {What: "tanks"}}
	claims[6].Agents, claims[6].Patients, claims[6].Places, claims[6].Tallies, claims[6].Period = nil, nil, nil, nil, Period{}
	for range pageBytes { // more than a page has room for
		claims[7].Places = append(claims[7].Places, claims[7].Places[0])
		claims[7].Tallies = append(claims[7].Tallies, Tally{What: "killed", Min: &open})
	}
	slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	atlas := s.atlas.extended(claims)
	var kept ledger
	for _, c := range claims {
		kept.add(c, atlas)
	}
	into := reading{}
	for i, c := range claims {
		want, got := atlas.read(c), kept.read(uint32(i), &into)
		for _, a := range []*account{&want, got} { // what is empty may be nil or not, and what of a tally nobody compares is not kept
			a.Tallies = slices.Clone(a.Tallies)
			for j := range a.Tallies {
				tally := &a.Tallies[j]
				*tally = Tally{What: tally.What, Min: tally.Min, Max: tally.Max}
			}
		}
		same := slices.Equal(want.agents, got.agents) && slices.Equal(want.patients, got.patients) && slices.Equal(want.places, got.places) &&
			len(want.Tallies) == len(got.Tallies) && (len(want.Tallies) == 0 || reflect.DeepEqual(want.Tallies, got.Tallies))
		w, g := want, *got
		w.agents, w.patients, w.places, w.Tallies, g.agents, g.patients, g.places, g.Tallies = nil, nil, nil, nil, nil, nil, nil, nil
		if !same || !reflect.DeepEqual(w, g) {
			t.Fatalf("claim %d: %+v, want %+v", i, *got, want)
		}
		if at, ok := kept.index(c.ID); !ok || at != uint32(i) {
			t.Fatalf("claim %d is at %d, %t", i, at, ok)
		}
	}
}

// TestEventTable asks a table for what the list of events has.
func TestEventTable(t *testing.T) {
	s := newScene(11)
	claims := s.claims(600)
	claims[3].Review, claims[4].Type = Rejected, schema.Attack
	slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	byID, docs := map[ID]*Claim{}, map[ID]map[ID]bool{}
	seq := func(yield func(*Claim, error) bool) {
		for _, c := range claims {
			if byID[c.ID] = c; !yield(c, nil) {
				return
			}
		}
	}
	table, err := NewEventTable(seq, s.atlas, Overrule{})
	if err != nil {
		t.Fatal(err)
	}
	events := Occurrences(claims, s.atlas, Overrule{})
	if got := slices.Collect(table.After(ID{})); !reflect.DeepEqual(got, events) || table.Len() != len(events) {
		t.Fatalf("%d events, the table says %d, want %d", len(got), table.Len(), len(events))
	}
	told := 0
	for i, e := range events {
		docs[e.ID] = map[ID]bool{}
		for _, id := range e.Claims {
			told++
			c, bare := byID[id], table.Bare(id)
			docs[e.ID][c.Doc] = true
			if got := table.Of(id); !reflect.DeepEqual(got, e) || table.IDOf(id) != e.ID {
				t.Fatalf("claim %s tells %+v, want %+v", id, got, e)
			}
			want := &Claim{ID: c.ID, Doc: c.Doc, Type: c.Type, Mode: c.Mode, Phase: c.Phase, Status: StatusOf(c), Certainty: c.Certainty, Period: Period{From: c.Period.From, To: c.Period.To}}
			if !reflect.DeepEqual(bare, want) {
				t.Fatalf("%+v, want %+v", bare, want)
			}
		}
		if n := table.Documents(e); n != len(docs[e.ID]) {
			t.Errorf("%d documents tell %s, want %d", n, e.ID, len(docs[e.ID]))
		}
		for next := range table.After(e.ID) {
			if next.ID != events[i+1].ID {
				t.Errorf("%s comes after %s", next.ID, e.ID)
			}
			break
		}
	}
	if told != table.Claims() || len(events) == told {
		t.Errorf("%d claims, the table has %d", told, table.Claims())
	}
	for _, c := range claims {
		if lasting := c.Type.IsLasting() || c.Review == Rejected; lasting && (table.Of(c.ID) != nil || table.Bare(c.ID) != nil || !table.IDOf(c.ID).IsZero()) {
			t.Errorf("%s tells an event", c.ID)
		}
	}
}

// TestEventTableIsSmall: what is kept of a claim is some tens of bytes.
func TestEventTableIsSmall(t *testing.T) {
	const most = 100
	s := newScene(5)
	claims := s.claims(40_000)
	slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	seq := func(yield func(*Claim, error) bool) {
		for _, c := range claims {
			c.Places = append(c.Places[:0:0], Arg{Entity: EntityID("place/" + c.ID.String())}) // places of their own: pairs are not what is measured
			if !yield(c, nil) {
				return
			}
		}
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	atlas := s.atlas
	if _, err := NewEventTable(seq, atlas, Overrule{}); err != nil { // so that what is made once is there
		t.Fatal(err)
	}
	before := heap()
	table, err := NewEventTable(seq, atlas, Overrule{})
	if err != nil {
		t.Fatal(err)
	}
	if each := float64(heap()-before) / float64(table.Claims()); each > most {
		t.Errorf("%.0f bytes a claim, at most %d", each, most)
	} else {
		t.Logf("%.0f bytes a claim", each)
	}
	runtime.KeepAlive(claims)
}
