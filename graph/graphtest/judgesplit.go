package graphtest

import (
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// judgeSplitOfMerged splits in claims what is merged there, in either order, and undoes both.
func judgeSplitOfMerged(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas...)
	before := f.dump()
	a, b := busiest(deltas)
	var claims []graph.ID
	f.view(func(r graph.Reader) {
		both := must(r.ClaimsOf(f.ctx, []graph.ID{a.ID, b.ID}))(f)
		claims = slices.DeleteFunc(both[0], func(id graph.ID) bool { return slices.Contains(both[1], id) })
	})
	merge, split := sameAs(1, a, b), about(2, graph.Split, claims...)
	split.Entity, split.Other = refer(b), &graph.Referent{Key: a.Key + "/2", Kind: a.Kind, Name: word(small.rand(1))}
	names := func(what string, id graph.ID, want bool) {
		f.Helper()
		f.view(func(r graph.Reader) {
			of := must(r.ClaimsOf(f.ctx, []graph.ID{id}))(f)[0]
			for _, c := range claims {
				if slices.Contains(of, c) != want {
					f.Errorf("%s: claim %s names %s: %t", what, c, id, !want)
				}
			}
		})
	}
	f.judge(split)
	names("split of what the claims do not name", split.Other.ID(), false)
	f.judge(merge)
	f.clean()
	names("merged", split.Other.ID(), true)
	names("merged", b.ID, false)
	merged := f.dump()
	f.judge(undo(3, merge))
	f.clean()
	names("not merged any more", a.ID, true)
	f.judge(undo(4, split))
	f.same("both undone", f.dump(), before)
	merge, again := sameAs(5, a, b), *split
	again.ID = act(6, graph.Split).ID
	f.judge(merge)
	f.judge(&again)
	f.clean()
	f.same("the other way round", f.dump(), merged)
	f.judge(undo(7, &again), undo(8, merge))
	f.same("all undone", f.dump(), before)
}
