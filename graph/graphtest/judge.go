package graphtest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// judge stores acts, which the case needs.
func (f *fixture) judge(acts ...*graph.Judgement) {
	f.Helper()
	if _, err := f.Judge(f.ctx, acts...); err != nil {
		f.Fatalf("judge: %v", err)
	}
}

// judged stores acts in s, for what only asks whether that fails.
func judged(ctx context.Context, s graph.Store, acts ...*graph.Judgement) error {
	_, err := s.Judge(ctx, acts...)
	return err
}

// refused checks that acts are refused for a reason, and that nothing is stored of them.
func (f *fixture) refused(reason error, what string, acts ...*graph.Judgement) {
	f.Helper()
	before := f.dump()
	if _, err := f.Judge(f.ctx, acts...); !errors.Is(err, reason) {
		f.Errorf("%s: %v, want %v", what, err, reason)
	}
	f.same(what, f.dump(), before)
	f.view(func(r graph.Reader) {
		have, err := r.Judgements(f.ctx)
		if err != nil {
			f.Fatal(err)
		}
		for _, j := range acts {
			if slices.ContainsFunc(have, j.Equal) {
				f.Errorf("%s: stored all the same", what)
			}
		}
	})
}

// busiest returns the two actors of deltas that most claims have as agents.
func busiest(deltas []*graph.Delta) (first, second *graph.Entity) {
	count, by := map[graph.ID]int{}, map[graph.ID]*graph.Entity{}
	for _, d := range deltas {
		for _, e := range d.Entities {
			by[e.ID] = e
		}
		for _, c := range d.Claims {
			for _, a := range c.Agents {
				count[a.Entity]++
			}
		}
	}
	var order []graph.ID
	for id := range count {
		order = append(order, id)
	}
	slices.SortFunc(order, func(a, b graph.ID) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return a.Compare(b)
	})
	return by[order[0]], by[order[1]]
}

func judgeSameAs(_ *testing.T, f *fixture) {
	deltas := articles(8)
	f.apply(deltas...)
	before := f.dump()
	a, b := busiest(deltas)
	var claims []graph.ID
	f.view(func(r graph.Reader) { claims = slices.Concat(must(r.ClaimsOf(f.ctx, []graph.ID{a.ID, b.ID}))(f)...) })
	merge := sameAs(1, a, b)
	f.judge(merge)
	f.clean()
	f.view(func(r graph.Reader) {
		found := must(r.Entities(f.ctx, []graph.ID{a.ID, b.ID}))(f)
		if found[0] == nil || found[1] == nil || found[0].ID != b.ID || found[1].ID != b.ID {
			f.Fatalf("the ids of a merged pair lead to %+v and %+v", found[0], found[1])
		}
		for _, n := range a.Names {
			if !slices.Contains(found[1].Names, n) {
				f.Errorf("the name %s is lost", n.Text)
			}
			if ids := must(r.EntitiesByName(f.ctx, graph.FoldName(n.Text), false))(f); !slices.Contains(ids, b.ID) || slices.Contains(ids, a.ID) {
				f.Errorf("the name %s finds %v", n.Text, ids)
			}
		}
		slices.SortFunc(claims, graph.ID.Compare)
		both := must(r.ClaimsOf(f.ctx, []graph.ID{b.ID, a.ID}))(f)
		if want := slices.Compact(claims); !slices.Equal(both[0], want) || !slices.Equal(both[1], want) {
			f.Errorf("claims of the pair: %d and %d, want %d", len(both[0]), len(both[1]), len(want))
		}
		relations := must(r.RelationsOf(f.ctx, []graph.ID{a.ID, b.ID}, graph.Both))(f)
		if !slices.Equal(relations[0], relations[1]) || len(relations[0]) == 0 {
			f.Errorf("relations of the pair differ: %d and %d", len(relations[0]), len(relations[1]))
		}
		for e, err := range r.AllEntities(f.ctx, graph.ID{}) {
			if err != nil || e.ID == a.ID {
				f.Fatalf("the merged entity is listed: %v", err)
			}
		}
	})
	f.judge(undo(2, merge))
	f.same("undone", f.dump(), before)
	f.clean()
}

// judgeChain merges by way of another, in either order, over parents too.
func judgeChain(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas...)
	a, b := busiest(deltas)
	var c *graph.Entity
	for _, d := range deltas {
		for _, e := range d.Entities {
			if e.ID != a.ID && e.ID != b.ID && e.Kind.IsPlace() == a.Kind.IsPlace() {
				c = e
			}
		}
	}
	other := f.like(deltas...)
	f.judge(sameAs(1, a, b))
	f.judge(sameAs(2, b, c))
	f.view(func(r graph.Reader) {
		if found := must(r.Entities(f.ctx, []graph.ID{a.ID}))(f); found[0] == nil || found[0].ID != c.ID {
			f.Errorf("a merged by way of b leads to %+v", found[0])
		}
	})
	got := f.dump()
	f.judge(undo(3, act(1, graph.SameAs)), undo(4, act(2, graph.SameAs)))
	f.same("both undone", f.dump(), other)
	f.judge(sameAs(5, b, c), sameAs(6, a, b))
	f.same("the other way round", f.dump(), got)
	f.clean()
}

func judgeFirst(_ *testing.T, f *fixture) {
	deltas := articles(5)
	a, b := busiest(deltas)
	acts := []*graph.Judgement{sameAs(1, a, b), about(2, graph.Reject, deltas[0].Claims[0].ID)}
	f.judge(acts...)
	f.apply(deltas...)
	late := f.open(f)
	if err := errors.Join(late.Apply(f.ctx, deltas...), judged(f.ctx, late, acts[1]), judged(f.ctx, late, acts[0])); err != nil {
		f.Fatal(err)
	}
	f.same("judged before there is anything to judge", f.dump(), dump(f, late))
	f.clean()
	for _, d := range deltas {
		f.remove(d)
	}
	f.same("all removed", f.dump(), f.like())
	f.clean()
}

func judgeReject(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas...)
	before := f.dump()
	var all []graph.ID
	for _, d := range deltas {
		for _, c := range d.Claims {
			all = append(all, c.ID)
		}
	}
	no := about(1, graph.Reject, all...)
	f.judge(no)
	f.view(func(r graph.Reader) {
		if s := must(r.Stats(f.ctx))(f); s.Relations != 0 || s.Claims != len(all) {
			f.Errorf("all rejected: %+v", s)
		}
		for _, c := range must(r.Claims(f.ctx, all))(f) {
			if c.Review != graph.Rejected {
				f.Errorf("claim %s has the review %q", c.ID, c.Review)
			}
		}
	})
	f.clean()
	f.judge(undo(2, no))
	f.same("undone", f.dump(), before)
	f.judge(about(3, graph.Accept, all[0]))
	f.view(func(r graph.Reader) {
		if c := must(r.Claims(f.ctx, all[:1]))(f); c[0].Review != graph.Accepted {
			f.Errorf("an accepted claim has the review %q", c[0].Review)
		}
	})
	f.clean()
}

func judgeLabels(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas...)
	a, _ := busiest(deltas)
	claim := deltas[1].Claims[0]
	name, status := act(1, graph.Relabel), about(2, graph.Relabel, claim.ID)
	name.Entity, name.Field, name.Value = refer(a), "name", word(small.rand(1))
	status.Field, status.Value = "status", string(schema.Denied)
	f.judge(name, status)
	f.view(func(r graph.Reader) {
		if e := must(r.Entities(f.ctx, []graph.ID{a.ID}))(f); e[0].Name != name.Value || len(e[0].Names) == 0 {
			f.Errorf("relabelled: %+v", e[0])
		}
		if ids := must(r.EntitiesByName(f.ctx, graph.FoldName(name.Value), false))(f); !slices.Contains(ids, a.ID) {
			f.Errorf("not found by the name that it was given: %v", ids)
		}
		if c := must(r.Claims(f.ctx, []graph.ID{claim.ID}))(f); c[0].Status != schema.Denied {
			f.Errorf("relabelled claim: %+v", c[0])
		}
		if d := must(r.AsRead(f.ctx, []graph.ID{claim.Doc}))(f); !slices.ContainsFunc(d[0].Claims, func(c *graph.Claim) bool {
			return c.ID == claim.ID && c.Status == claim.Status
		}) {
			f.Error("what was read is not kept")
		}
	})
	f.clean()
}

func judgeSplit(_ *testing.T, f *fixture) {
	deltas := articles(5)
	f.apply(deltas...)
	before := f.dump()
	a, _ := busiest(deltas)
	var claims []graph.ID
	for _, d := range deltas[:2] {
		for _, c := range d.Claims {
			if slices.ContainsFunc(c.Agents, func(arg graph.Arg) bool { return arg.Entity == a.ID }) {
				claims = append(claims, c.ID)
			}
		}
	}
	j := about(1, graph.Split, claims...)
	j.Entity, j.Other = refer(a), &graph.Referent{Key: a.Key + "/2", Kind: a.Kind, Name: word(small.rand(1))}
	f.judge(j)
	f.view(func(r graph.Reader) {
		made := must(r.Entities(f.ctx, []graph.ID{j.Other.ID()}))(f)
		if made[0] == nil || made[0].Name != j.Other.Name || made[0].Kind != a.Kind {
			f.Fatalf("split off: %+v", made[0])
		}
		of := must(r.ClaimsOf(f.ctx, []graph.ID{j.Other.ID(), a.ID}, schema.Agent))(f)
		for _, id := range claims {
			if !slices.Contains(of[0], id) || slices.Contains(of[1], id) {
				f.Errorf("claim %s is not split", id)
			}
		}
	})
	f.clean()
	f.judge(undo(2, j))
	f.same("undone", f.dump(), before)
}

func judgeConflicts(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas...)
	a, b := busiest(deltas)
	c := &graph.Entity{Key: "actor/third", Kind: a.Kind, Name: "third"}
	claim, other := deltas[0].Claims[0].ID, deltas[1].Claims[0].ID
	merge, yes, together := sameAs(1, a, b), about(2, graph.Accept, claim), about(3, graph.SameAs, claim, other)
	f.judge(merge, yes, together)
	apart := act(4, graph.NotSame)
	apart.Entity, apart.Other = refer(b), refer(a)
	f.refused(graph.ErrConflict, "not the same as what is the same", apart)
	f.refused(graph.ErrConflict, "the same the other way round", sameAs(4, b, a))
	f.refused(graph.ErrConflict, "the same as another one", sameAs(4, a, c))
	f.refused(graph.ErrConflict, "rejected and accepted", about(4, graph.Reject, claim))
	f.refused(graph.ErrConflict, "two occurrences and one", about(4, graph.NotSame, other, claim))
	f.refused(graph.ErrConflict, "one id for two acts", about(2, graph.Accept, other))
	f.refused(graph.ErrNotFound, "undo of nothing", undo(5, act(99, graph.Accept)))
	f.refused(graph.ErrInvalid, "no author", &graph.Judgement{ID: act(6, graph.Accept).ID, Kind: graph.Accept, Claims: yes.Claims, Time: yes.Time})
	f.refused(graph.ErrInvalid, "nothing to accept", act(6, graph.Accept))
	f.judge(undo(7, yes))
	f.refused(graph.ErrConflict, "undone twice", undo(8, yes))
	f.refused(graph.ErrConflict, "undo of an undo", undo(8, undo(7, yes)))
	f.judge(about(9, graph.Reject, claim))
	f.judge(merge, together) // again
	f.clean()
}

func previewChangesNothing(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas[:3]...)
	before := f.dump()
	a, b := busiest(deltas[:3])
	change, err := f.Preview(f.ctx, graph.Edit{
		Remove: []graph.ID{deltas[0].Document.ID}, Apply: deltas[3:], Judge: []*graph.Judgement{sameAs(1, a, b)},
	})
	if err != nil || change.IsEmpty() || len(change.Reasons) != 3 {
		f.Fatalf("%+v, %v", change, err)
	}
	f.same("previewed", f.dump(), before)
	if change, err = f.Preview(f.ctx, graph.Edit{Apply: deltas[:1]}); err != nil || !change.IsEmpty() || change.Reasons != nil {
		f.Errorf("preview of nothing new: %+v, %v", change, err)
	}
	if _, err := f.Preview(f.ctx, graph.Edit{Remove: []graph.ID{graph.EntityID("absent")}}); !errors.Is(err, graph.ErrNotFound) {
		f.Errorf("preview of an absent document's removal: %v", err)
	}
	f.view(func(r graph.Reader) {
		if rev := must(r.Revision(f.ctx))(f); rev.Number != 1 {
			f.Errorf("revision %s after one write", rev)
		}
	})
}

func changesTellWhy(_ *testing.T, f *fixture) {
	d, newer := article("doc-x", 1), article("doc-x", 2)
	j := about(1, graph.Reject, newer.Claims[0].ID)
	f.apply(d)
	f.apply(d) // nothing new
	f.apply(fewer(d))
	f.apply(newer)
	f.judge(j)
	f.judge(undo(2, j))
	f.remove(newer)
	doc := graph.Reason{Cause: graph.Ingested, Document: d.Document.ID, Key: "doc-x"}
	reread, replaced, removed := doc, doc, doc
	reread.Cause = graph.Reread
	replaced.Cause, replaced.Document, replaced.Former = graph.Replaced, newer.Document.ID, d.Document.ID
	removed.Cause, removed.Document = graph.Removed, newer.Document.ID
	want := []graph.Reason{doc, reread, replaced, {Cause: graph.Judged, Act: j.ID}, {Cause: graph.Undone, Act: j.ID}, removed}
	f.view(func(r graph.Reader) {
		var got []graph.Reason
		for c, err := range r.Changes(f.ctx, 0) {
			if err != nil {
				f.Fatal(err)
			}
			got = append(got, c.Reasons...)
			if c.Number != uint64(len(got)) {
				f.Errorf("change number %d comes at place %d", c.Number, len(got))
			}
		}
		if !slices.Equal(got, want) {
			f.Errorf("reasons\n%+v, want\n%+v", got, want)
		}
		for range r.Changes(f.ctx, uint64(len(want))) {
			f.Error("a change after the last one")
		}
	})
}

// must fails the case where a read fails.
func must[T any](v T, err error) func(*fixture) T {
	return func(f *fixture) T {
		f.Helper()
		if err != nil {
			f.Fatal(err)
		}
		return v
	}
}
