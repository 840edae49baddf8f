package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// atStore shows a store from a point of view.
type atStore struct {
	graph.Store
	when When
}

func (s atStore) View(ctx context.Context, fn func(graph.Reader) error) error {
	return s.Store.View(ctx, func(r graph.Reader) error {
		at, err := At(ctx, r, s.when)
		if err != nil {
			return err
		}
		return fn(at)
	})
}

// TestAtIsAReader holds a point of view that hides nothing to the whole contract of a reader.
func TestAtIsAReader(t *testing.T) {
	graphtest.Run(t, func(t testing.TB) graph.Store {
		s := memstore.New(memstore.Options{})
		t.Cleanup(func() { _ = s.Close() })
		return atStore{s, When{KnownAt: "9999-12-31", Undated: IncludeUndated}}
	})
}

// TestKnownAtIsAStoreThatSawNoMore compares, over both stores, what had been published by a day with a store to which
// nothing else was ever given.
func TestKnownAtIsAStoreThatSawNoMore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		deltas := graphtest.Generate(rapid.Uint64Range(1, 50).Draw(rt, "world"), rapid.IntRange(0, 9).Draw(rt, "articles"))
		w := When{KnownAt: graph.Day("2018-01-01").AddDays(rapid.IntRange(-2, 366).Draw(rt, "day"))}
		w.Undated = rapid.SampledFrom([]UndatedPolicy{ExcludeUndated, IncludeUndated}).Draw(rt, "undated")
		var seen []*graph.Delta
		undated := 0
		for _, d := range deltas {
			published := d.Document.Published
			switch {
			case published == "" && w.Undated == ExcludeUndated:
				undated++
			case published == "" || published <= w.KnownAt:
				seen = append(seen, d)
			}
		}
		acts := anyActs(rt)
		want := dumpOf(t, memstore.New(memstore.Options{}), seen, acts, When{}, 0)
		embedded, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
		if err != nil {
			rt.Fatal(err)
		}
		for _, s := range []graph.Store{memstore.New(memstore.Options{}), embedded} {
			if got := dumpOf(t, s, deltas, acts, w, undated); got != want {
				rt.Fatalf("%+v: differs from a store of %d of %d articles:\n%s", w, len(seen), len(deltas), firstLine(got, want))
			}
		}
	})
}

// anyActs draws judgements on actors that many generated articles name.
func anyActs(t *rapid.T) []*graph.Judgement {
	var acts []*graph.Judgement
	actor := func(n int) *graph.Referent {
		return &graph.Referent{Key: fmt.Sprintf("actor/a%05d", n), Kind: schema.ArmedGroup, Name: "اسم"}
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "acts") {
		j := &graph.Judgement{Kind: graph.SameAs, Entity: actor(n), Other: actor(n + 1), Author: "analyst", Time: time.Date(2020, 1, 1, 0, 0, n, 0, time.UTC)}
		j.ID[5], j.ID[6], j.ID[8] = byte(n+1), 0x70, 0x80
		if rapid.Bool().Draw(t, "relabel") {
			j.Kind, j.Other, j.Field, j.Value = graph.Relabel, nil, "name", "اسم آخر"
		}
		acts = append(acts, j)
	}
	return acts
}

// dumpOf stores deltas and acts in s, which it closes, and dumps what can be seen of them.
func dumpOf(t *testing.T, s graph.Store, deltas []*graph.Delta, acts []*graph.Judgement, w When, undated int) string {
	t.Helper()
	defer s.Close()
	var out []byte
	applied := s.Apply(t.Context(), deltas...)
	_, judged := s.Judge(t.Context(), acts...)
	err := errors.Join(applied, judged, s.View(t.Context(), func(r graph.Reader) error {
		at := must[graph.Reader](t)(At(t.Context(), r, w))
		left := must[LeftOut](t)(LeftOutOf(t.Context(), at))
		if left != (LeftOut{Documents: undated}) {
			t.Errorf("left out %+v, want %d documents", left, undated)
		}
		var err error
		out, err = graphtest.Dump(t.Context(), at)
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func firstLine(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + "\nwant\n" + w[i]
		}
	}
	return "one ends before the other"
}

// TestAsOfHasWhatHadBegun compares, on random articles, claims and the relations of what occurs with a plain reading
// of the contract.
func TestAsOfHasWhatHadBegun(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		for _, w := range []When{{AsOf: "2018-06-15"}, {AsOf: "2018-02-01"}, {AsOf: "2018-09-01", KnownAt: "2018-07-01"}, {AsOf: "2017-01-01"}} {
			at := must[graph.Reader](t)(At(t.Context(), r, w))
			shown := map[graph.ID]bool{}
			undated := 0
			for _, d := range generated {
				hidden := w.KnownAt != "" && (d.Document.Published == "" || d.Document.Published > w.KnownAt)
				for _, c := range d.Claims {
					day := c.Period.From
					if day == "" {
						day = d.Document.Published
					}
					if !hidden && day == "" {
						undated++
					}
					shown[c.ID] = !hidden && day != "" && day <= w.AsOf
				}
			}
			for _, d := range generated {
				for _, c := range d.Claims {
					if found := must[[]*graph.Claim](t)(at.Claims(t.Context(), []graph.ID{c.ID})); (found[0] != nil) != shown[c.ID] {
						t.Fatalf("%+v: claim of %s in %s: shown %v", w, c.Period.From, d.Document.Published, found[0] != nil)
					}
				}
			}
			if left := must[LeftOut](t)(LeftOutOf(t.Context(), at)); left.Claims != undated {
				t.Errorf("%+v: %+v, want %d claims", w, left, undated)
			}
			sameRelations(t, r, at, shown)
		}
	})
}

// sameRelations checks that the relations of at are those of r with the claims that are shown.
func sameRelations(t *testing.T, r, at graph.Reader, shown map[graph.ID]bool) {
	t.Helper()
	kept := func(ids []graph.ID) []graph.ID {
		return slices.DeleteFunc(slices.Clone(ids), func(id graph.ID) bool { return !shown[id] })
	}
	stays := []schema.Predicate{schema.Attacked, schema.Killed, schema.Lost, schema.WithdrewFrom, schema.ClashedWith, schema.DeployedTo}
	n := 0
	for _, rel := range everything(t, r.AllRelations(t.Context(), graph.ID{})) {
		now := must[[]*graph.Relation](t)(at.Relations(t.Context(), []graph.ID{rel.ID}))[0]
		supporting, denying := kept(rel.Supporting), kept(rel.Denying)
		if now == nil {
			if slices.Contains(stays, rel.Predicate) && len(supporting)+len(denying) > 0 {
				t.Errorf("%s is gone, with %d witnesses", rel.Predicate, len(supporting)+len(denying))
			}
			continue
		}
		n++
		if !slices.Equal(now.Supporting, supporting) || !slices.Equal(now.Denying, denying) || len(supporting)+len(denying) == 0 {
			t.Errorf("%s: %d and %d witnesses, want %d and %d", rel.Predicate, len(now.Supporting), len(now.Denying), len(supporting), len(denying))
		}
	}
	if all := everything(t, at.AllRelations(t.Context(), graph.ID{})); len(all) != n {
		t.Errorf("%d relations in the sequence, %d one by one", len(all), n)
	}
}

// TestStatesEnd looks at relations that last, before and after what ends them.
func TestStatesEnd(t *testing.T) {
	siege := account{published: "03-11", typ: schema.Besiege, who: reds, from: "03-10", to: "03-10", place: town}
	leader := func(from, to string) account {
		return account{published: "11-01", typ: schema.Leads, who: monitor, from: from, to: to, unit: "day", place: town}
	}
	for name, c := range map[string]struct {
		told      []account
		predicate schema.Predicate
		days      map[string]bool
	}{
		"held, lost":       {[]account{tells(schema.Gain, reds, "03-10"), tells(schema.Lose, reds, "04-10")}, schema.Controls, map[string]bool{"03-09": false, "03-10": true, "04-09": true, "04-10": false}},
		"what was lost":    {[]account{tells(schema.Gain, reds, "03-10"), tells(schema.Lose, reds, "04-10")}, schema.Lost, map[string]bool{"04-09": false, "04-10": true, "12-01": true}},
		"taken by another": {[]account{tells(schema.Gain, reds, "03-10"), tells(schema.Gain, blues, "04-10")}, schema.Controls, map[string]bool{"04-09": true, "04-10": false}},
		"a part":           {[]account{tells(schema.Gain, reds, "03-10").ofPart(), left(reds, "04-10")}, schema.Controls, map[string]bool{"03-10": true, "04-10": false}},
		"for hours":        {[]account{tells(schema.Gain, reds, "03-10").forHours()}, schema.Controls, map[string]bool{"03-10": true, "03-11": false}},
		"a siege":          {[]account{siege, tells(schema.Gain, reds, "04-10")}, schema.Besieges, map[string]bool{"03-09": false, "03-10": true, "04-09": true, "04-10": false}},
		"a siege, left":    {[]account{siege, left(reds, "04-10")}, schema.Besieges, map[string]bool{"04-09": true, "04-10": false}},
		"a siege, others":  {[]account{siege, left(blues, "04-10")}, schema.Besieges, map[string]bool{"04-10": true}},
		"a leader":         {[]account{leader("03-01", "05-31")}, schema.PredLeads, map[string]bool{"02-28": false, "03-01": true, "05-31": true, "06-01": false}},
		"a leader, since":  {[]account{leader("03-01", "")}, schema.PredLeads, map[string]bool{"03-01": true, "12-31": true}},
	} {
		t.Run(name, func(t *testing.T) {
			var deltas []*graph.Delta
			for i, a := range c.told {
				d := a.delta(i)
				for _, claim := range d.Claims {
					if claim.Type == schema.Leads {
						claim.Patients, claim.Places = claim.Places, nil
					}
				}
				deltas = append(deltas, d)
			}
			over(t, deltas, func(t *testing.T, r graph.Reader) {
				for day, want := range c.days {
					at := must[graph.Reader](t)(At(t.Context(), r, When{AsOf: year(day)}))
					f := RelationFilter{Predicates: []schema.Predicate{c.predicate}, Subjects: []graph.ID{c.told[0].who.ID}}
					if n := must[int](t)(CountRelations(t.Context(), at, f)); (n > 0) != want {
						t.Errorf("on %s: %d relations, want any: %v", day, n, want)
					}
				}
			})
		})
	}
}

func TestAtRefuses(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		if same := must[graph.Reader](t)(At(t.Context(), r, When{Undated: IncludeUndated})); same != r {
			t.Error("today is not the reader itself")
		}
		plain := struct{ graph.Reader }{r}
		if _, err := At(t.Context(), plain, When{KnownAt: "2018-03-02"}); !errors.Is(err, ErrUnsupported) {
			t.Errorf("without contributions: %v", err)
		}
		if _, err := At(t.Context(), plain, When{AsOf: "2018-03-02"}); err != nil {
			t.Errorf("as of, without contributions: %v", err)
		}
		twice := must[graph.Reader](t)(At(t.Context(), must[graph.Reader](t)(At(t.Context(), r, When{KnownAt: "2018-03-15"})), When{KnownAt: "2018-12-31"}))
		if docs := everything(t, twice.AllDocuments(t.Context(), graph.ID{})); len(docs) != 1 {
			t.Errorf("seen from a later day of an earlier one: %d documents", len(docs))
		}
	})
}
