package query

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

var judgedAt = time.Date(2020, 1, 2, 3, 4, 5, 0, time.FixedZone("east", 3*3600))

// judgeAs makes the judgement that v asks for, with a number for its id.
func judgeAs(t *testing.T, r graph.Reader, n byte, v Verdict) (*graph.Judgement, error) {
	if v.Author == "" {
		v.Author = "analyst"
	}
	return Judge(t.Context(), r, v, graph.ID{15: n}, judgedAt)
}

func TestJudgeResolvesWhatItNames(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		claims := must[[][]graph.ID](t)(r.ClaimsOf(t.Context(), []graph.ID{reds.ID}, schema.Agent))[0]
		j, err := judgeAs(t, r, 1, Verdict{Kind: graph.SameAs, Refs: []string{"الحمر", "actor/blues"}, Note: "why"})
		if err != nil || j.Entity.Key != "actor/reds" || j.Other.Key != "actor/blues" || j.Other.Kind != blues.Kind || j.Time.Location() != time.UTC {
			t.Errorf("same-as: %+v, %v", j, err)
		}
		j, err = judgeAs(t, r, 1, Verdict{Kind: graph.Reject, Refs: []string{claims[0].String(), claims[1].String()}})
		if err != nil || !slices.Equal(j.Claims, claims[:2]) {
			t.Errorf("reject: %+v, %v", j, err)
		}
		j, err = judgeAs(t, r, 1, Verdict{Kind: graph.Relabel, Refs: []string{"actor/reds"}, Field: "parent", Value: "الزرق"})
		if err != nil || j.Value != "actor/blues" {
			t.Errorf("relabel: %+v, %v", j, err)
		}
		j, err = judgeAs(t, r, 1, Verdict{Kind: graph.Split, Refs: []string{"actor/reds", claims[0].String()}, Into: "actor/pinks", Name: "pinks"})
		if err != nil || j.Other.Kind != reds.Kind || j.Other.Key != "actor/pinks" {
			t.Errorf("split: %+v, %v", j, err)
		}
	})
}

func TestJudgeRefuses(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		claims := must[[][]graph.ID](t)(r.ClaimsOf(t.Context(), []graph.ID{far.ID}))[0]
		for name, c := range map[string]struct {
			v    Verdict
			want error
		}{
			"an actor and a place":          {Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "place/town"}}, graph.ErrInvalid},
			"one entity":                    {Verdict{Kind: graph.NotSame, Refs: []string{"actor/reds"}}, graph.ErrInvalid},
			"nobody":                        {Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "actor/nobody"}}, graph.ErrNotFound},
			"an entity for a claim":         {Verdict{Kind: graph.Accept, Refs: []string{reds.ID.String()}}, graph.ErrNotFound},
			"a claim that does not name it": {Verdict{Kind: graph.Split, Refs: []string{"actor/reds", claims[0].String()}, Into: "actor/x", Name: "x"}, graph.ErrInvalid},
			"no such field":                 {Verdict{Kind: graph.Relabel, Refs: []string{"actor/reds"}, Field: "colour", Value: "red"}, graph.ErrInvalid},
			"no such kind of entity":        {Verdict{Kind: graph.Relabel, Refs: []string{"actor/reds"}, Field: "kind", Value: "colour"}, graph.ErrInvalid},
			"no such judgement":             {Verdict{Kind: graph.Undo, Refs: []string{graph.EntityID("x").String()}}, graph.ErrNotFound},
			"no such kind":                  {Verdict{Kind: "doubt", Refs: []string{"actor/reds"}}, graph.ErrInvalid},
		} {
			if j, err := judgeAs(t, r, 1, c.v); !errors.Is(err, c.want) {
				t.Errorf("%s: %+v, %v, want %v", name, j, err, c.want)
			}
		}
	})
}

// spelled returns two articles in which one person has two spellings and a third is somebody else.
func spelled() (deltas []*graph.Delta, ali, aly, omar *graph.Entity) {
	person := func(key, name string) *graph.Entity {
		return &graph.Entity{
			ID: graph.EntityID(key), Key: key, Kind: schema.Person, Name: name,
			Names: []graph.Name{{Text: name, Lang: "ar", Script: "Arab"}},
		}
	}
	ali, aly = person("person:علي حسن المحمود", "علي حسن المحمود"), person("person:علي حسن المحمد", "علي حسن المحمد")
	omar = person("person:عمر درويش الحلبي", "عمر درويش الحلبي")
	a := &article{key: "a", published: "2018-03-02"}
	a.says("قتل علي حسن المحمود في بلدة الوادي على يد الحمر.", graph.Claim{
		Type: schema.Kill, Agents: args(reds), Patients: args(ali), Places: args(town),
	}, ali, reds, town)
	b := &article{key: "b", published: "2018-03-03"}
	b.says("قتل علي حسن المحمد وعمر درويش الحلبي في بلدة الوادي على يد الحمر.", graph.Claim{
		Type: schema.Kill, Agents: args(reds), Patients: args(aly, omar), Places: args(town),
	}, aly, omar, reds, town)
	return []*graph.Delta{a.delta(), b.delta()}, ali, aly, omar
}

func TestReviewListsNamesThatAreAlike(t *testing.T) {
	deltas, ali, aly, _ := spelled()
	over(t, deltas, func(t *testing.T, r graph.Reader) {
		found := must[[]Candidate](t)(Review(t.Context(), r, ReviewOptions{}))
		if len(found) != 1 {
			t.Fatalf("%d candidates, want the one pair: %+v", len(found), found)
		}
		c := found[0]
		pair := []string{c.Entity.Key, c.Other.Key}
		slices.Sort(pair)
		want := []string{ali.Key, aly.Key}
		slices.Sort(want)
		if !slices.Equal(pair, want) || len(c.Reasons) != 3 || !strings.Contains(c.Reasons[0].What, "one letter") ||
			!strings.Contains(c.Reasons[2].What, "2 neighbours in common") || c.Score < 0.6 || c.Score > 0.7 {
			t.Errorf("candidate %+v", c)
		}
		if none := must[[]Candidate](t)(Review(t.Context(), r, ReviewOptions{MinScore: 0.9})); len(none) != 0 {
			t.Errorf("over the score: %+v", none)
		}
	})
}

func TestReviewLeavesOutWhatIsJudged(t *testing.T) {
	deltas, ali, aly, _ := spelled()
	for _, kind := range []graph.JudgementKind{graph.SameAs, graph.NotSame} {
		s := memstore.New(memstore.Options{})
		if err := s.Apply(t.Context(), deltas...); err != nil {
			t.Fatal(err)
		}
		j := &graph.Judgement{
			ID: graph.ID{15: 1}, Kind: kind, Author: "analyst", Time: judgedAt.UTC(),
			Entity: &graph.Referent{Key: ali.Key}, Other: &graph.Referent{Key: aly.Key, Kind: aly.Kind, Name: aly.Name},
		}
		if _, err := s.Judge(t.Context(), j); err != nil {
			t.Fatal(err)
		}
		err := s.View(t.Context(), func(r graph.Reader) error {
			found, err := Review(t.Context(), r, ReviewOptions{})
			if len(found) != 0 {
				t.Errorf("%s: still to review: %+v", kind, found)
			}
			acts, actsErr := Acts(t.Context(), r)
			if len(acts) != 1 || !acts[0].UndoneBy.IsZero() {
				t.Errorf("acts %+v", acts)
			}
			return errors.Join(err, actsErr)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// judgedWorld is the small world with the judgements that verdicts ask for.
func judgedWorld(t *testing.T, verdicts ...Verdict) (s *memstore.Store, acts []*graph.Judgement) {
	s = memstore.New(memstore.Options{})
	if err := s.Apply(t.Context(), smallWorld()...); err != nil {
		t.Fatal(err)
	}
	for i, v := range verdicts {
		err := s.View(t.Context(), func(r graph.Reader) error {
			j, err := judgeAs(t, r, byte(i+1), v)
			acts = append(acts, j)
			return err
		})
		if err == nil {
			_, err = s.Judge(t.Context(), acts[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s, acts
}

// TestJudgeNamesWhatMadeThemOne: who judges two apart that are one by a judgement is told which, by whatever name.
func TestJudgeNamesWhatMadeThemOne(t *testing.T) {
	s, acts := judgedWorld(t,
		Verdict{Kind: graph.SameAs, Refs: []string{"actor/greens", "actor/blues"}}, Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "actor/blues"}})
	err := s.View(t.Context(), func(r graph.Reader) error {
		for _, refs := range [][]string{
			{"actor/reds", "actor/blues"}, {blues.ID.String(), reds.ID.String()}, {"actor/reds", "actor/greens"},
		} {
			if _, err := judgeAs(t, r, 9, Verdict{Kind: graph.NotSame, Refs: refs}); !errors.Is(err, graph.ErrConflict) || !strings.Contains(err.Error(), acts[1].ID.String()) {
				t.Errorf("not-same %v: %v, want a conflict with %s", refs, err, acts[1].ID)
			}
		}
		if _, err := judgeAs(t, r, 9, Verdict{Kind: graph.NotSame, Refs: []string{"actor/reds", "actor/reds"}}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("one and itself: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestJudgeOnlyOnce: what stands is not judged again, in either order of a pair, by whomever, until it is undone.
func TestJudgeOnlyOnce(t *testing.T) {
	var claims []graph.ID
	of := ""
	for _, d := range smallWorld() {
		claims = append(claims, d.Claims[0].ID)
		for _, c := range d.Claims {
			if slices.ContainsFunc(c.Agents, func(a graph.Arg) bool { return a.Entity == reds.ID }) {
				of = c.ID.String()
			}
		}
	}
	split := Verdict{Kind: graph.Split, Refs: []string{"actor/reds", of}, Into: "actor/pinks", Name: "pinks"}
	one, two := claims[0].String(), claims[1].String()
	for name, c := range map[string]struct{ first, again Verdict }{
		"same-as, by key":     {Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "actor/blues"}}, Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "actor/blues"}}},
		"same-as, turned":     {Verdict{Kind: graph.SameAs, Refs: []string{"actor/reds", "actor/blues"}}, Verdict{Kind: graph.SameAs, Refs: []string{"actor/blues", "actor/reds"}}},
		"same-as of claims":   {Verdict{Kind: graph.SameAs, Refs: []string{one, two}}, Verdict{Kind: graph.SameAs, Refs: []string{two, one}}},
		"not-same":            {Verdict{Kind: graph.NotSame, Refs: []string{"actor/reds", "actor/blues"}}, Verdict{Kind: graph.NotSame, Refs: []string{"actor/blues", "actor/reds"}}},
		"reject one of two":   {Verdict{Kind: graph.Reject, Refs: []string{one, two}}, Verdict{Kind: graph.Reject, Refs: []string{two}, Author: "other"}},
		"accept":              {Verdict{Kind: graph.Accept, Refs: []string{one}}, Verdict{Kind: graph.Accept, Refs: []string{one}}},
		"relabel of an actor": {Verdict{Kind: graph.Relabel, Refs: []string{"actor/reds"}, Field: "class", Value: "x"}, Verdict{Kind: graph.Relabel, Refs: []string{"actor/reds"}, Field: "class", Value: "x"}},
		"split":               {split, split},
		"relabel of a claim":  {Verdict{Kind: graph.Relabel, Refs: []string{one}, Field: "status", Value: "denied"}, Verdict{Kind: graph.Relabel, Refs: []string{one}, Field: "status", Value: "denied"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, acts := judgedWorld(t, c.first)
			again := func() (j *graph.Judgement, err error) {
				viewErr := s.View(t.Context(), func(r graph.Reader) error {
					j, err = judgeAs(t, r, 9, c.again)
					return nil
				})
				return j, errors.Join(err, viewErr)
			}
			if j, err := again(); !errors.Is(err, graph.ErrConflict) || !strings.Contains(err.Error(), acts[0].ID.String()) {
				t.Errorf("judged again: %v, %v, want a conflict with %s", j, err, acts[0].ID)
			}
			undo := &graph.Judgement{ID: graph.ID{15: 8}, Kind: graph.Undo, Undoes: acts[0].ID, Author: "analyst", Time: judgedAt}
			if _, err := s.Judge(t.Context(), undo); err != nil {
				t.Fatal(err)
			}
			if _, err := again(); err != nil {
				t.Errorf("after the undo: %v", err)
			}
		})
	}
	s, _ := judgedWorld(t, Verdict{Kind: graph.Reject, Refs: []string{one}})
	err := s.View(t.Context(), func(r graph.Reader) error {
		_, err := judgeAs(t, r, 9, Verdict{Kind: graph.Reject, Refs: []string{one, two}})
		return err
	})
	if err != nil {
		t.Errorf("another claim besides: %v", err)
	}
}

func TestOneLetter(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"محمدعلي", "محمودعلي", true}, {"محمودعلي", "محمدعلي", true}, {"ابوعمار", "ابوعمان", true},
		{"ابوعمار", "ابوحسان", false}, {"عمار", "عمان", false}, {"ابوعمار", "ابوعمارين", false},
	} {
		if got := oneLetter([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

func TestSinceKnowsItsStore(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		now := must[graph.Revision](t)(r.Revision(t.Context()))
		d, err := Since(t.Context(), r, graph.Revision{Store: now.Store})
		if err != nil || len(d.Documents) != 3 || d.Documents[0].Op != graph.Added || d.To != now || len(d.Claims) == 0 {
			t.Errorf("since the beginning: %+v, %v", d, err)
		}
		if d, err := Since(t.Context(), r, now); err != nil || len(d.Documents)+len(d.Claims)+len(d.Entities)+len(d.Relations) != 0 {
			t.Errorf("since now: %+v, %v", d, err)
		}
		for _, bad := range []graph.Revision{{Store: now.Store, Number: now.Number + 1}, {Store: graph.EntityID("other"), Number: 0}} {
			if _, err := Since(t.Context(), r, bad); !errors.Is(err, graph.ErrRevision) {
				t.Errorf("%s: %v, want ErrRevision", bad, err)
			}
		}
	})
}
