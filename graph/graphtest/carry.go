package graphtest

import (
	"errors"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Edited returns d with words before its text, as an editor adds them: every claim has another id.
func Edited(d *graph.Delta, before string) *graph.Delta {
	n := len(before)
	doc := *d.Document
	doc.Text = before + doc.Text
	doc.SHA256, doc.ID = graph.HashText(doc.Text), graph.DocumentID(doc.Key, doc.Text)
	out := &graph.Delta{Document: &doc, Entities: d.Entities}
	for _, m := range d.Mentions {
		m.Span = moved(m.Span, n)
		out.Mentions = append(out.Mentions, m)
	}
	serials := map[graph.ID]int{}
	for _, c := range d.Claims {
		out.Claims = append(out.Claims, rewritten(c, doc.ID, n, serials))
	}
	slices.SortFunc(out.Claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
	return out
}

// rewritten returns c as doc makes it, in which its words stand n bytes later.
func rewritten(c *graph.Claim, doc graph.ID, n int, serials map[graph.ID]int) *graph.Claim {
	out := *c
	out.Doc, out.Brief, out.Period.Span = doc, moved(c.Brief, n), moved(c.Period.Span, n)
	for _, args := range []*[]graph.Arg{&out.Agents, &out.Patients, &out.Places, &out.Sources} {
		*args = slices.Clone(*args)
		for i := range *args {
			a := &(*args)[i]
			a.Span, a.Part = moved(a.Span, n), moved(a.Part, n)
		}
	}
	out.Tallies, out.Loaded = slices.Clone(c.Tallies), slices.Clone(c.Loaded)
	for i := range out.Tallies {
		out.Tallies[i].Span = moved(out.Tallies[i].Span, n)
	}
	for i := range out.Loaded {
		out.Loaded[i] = moved(out.Loaded[i], n)
	}
	e := &out.Evidence
	e.Sentence, e.Trigger, e.Quote = moved(e.Sentence, n), moved(e.Trigger, n), moved(e.Quote, n)
	first := graph.ClaimID(doc, e.Trigger, c.Type, 0)
	out.ID = graph.ClaimID(doc, e.Trigger, c.Type, serials[first])
	serials[first]++
	return &out
}

func moved(s graph.Span, n int) graph.Span {
	if s.IsZero() {
		return s
	}
	return graph.Span{Start: s.Start + n, End: s.End + n}
}

// tell notes in j what its claims say in d.
func tell(j *graph.Judgement, d *graph.Delta) *graph.Judgement {
	for _, id := range j.Claims {
		j.Told = append(j.Told, graph.TellOf(d, id))
	}
	return j
}

// lone returns claims of d that nothing else in it may be taken for, with an agent.
func lone(d *graph.Delta) []*graph.Claim {
	var out []*graph.Claim
	for _, c := range d.Claims {
		if len(graph.TellOf(d, c.ID).Alone) > 0 && len(c.Agents) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// judgeEdited judges claims of an article that is edited then, and read anew.
func judgeEdited(_ *testing.T, f *fixture) {
	d := article("doc-x", 1)
	others := articles(2)
	f.apply(append(others, d)...)
	claims := lone(d)
	agent := claims[1].Agents[0].Entity
	no, label, split := about(1, graph.Reject, claims[0].ID), about(2, graph.Relabel, claims[1].ID), about(3, graph.Split, claims[1].ID)
	label.Field, label.Value = "status", string(schema.Planned)
	split.Entity = refer(d.Entities[slices.IndexFunc(d.Entities, func(e *graph.Entity) bool { return e.ID == agent })])
	split.Other = &graph.Referent{Key: "actor/other", Kind: schema.Kinds[0], Name: "other"}
	acts := []*graph.Judgement{tell(no, d), tell(label, d), tell(split, d)}
	f.judge(acts...)
	before := f.dump()
	newer := Edited(d, "words ")
	f.apply(newer)
	f.clean()
	f.view(func(r graph.Reader) {
		c := must(graph.CurationOf(f.ctx, r))(f)
		if len(c.Carried()) != 3 {
			f.Fatalf("carried: %+v", c.Carried())
		}
		found := must(r.Claims(f.ctx, []graph.ID{c.Carried()[0].Now, c.Carried()[1].Now}))(f)
		if found[0].Review != graph.Rejected || found[1].Status != schema.Planned || found[1].Agents[0].Entity != split.Other.ID() {
			f.Errorf("after the edit %+v and %+v", found[0], found[1])
		}
		if on := c.On(found[1].ID); len(on) != 2 || on[0].ID != label.ID || on[1].ID != split.ID {
			f.Errorf("on the claim stand %+v", on)
		}
		if strays := must(c.Strays(f.ctx, r))(f); strays != nil {
			f.Errorf("strays %+v", strays)
		}
	})
	first := f.open(f)
	defer first.Close()
	if err := errors.Join(judged(f.ctx, first, acts...), first.Apply(f.ctx, append(others, newer)...)); err != nil {
		f.Fatal(err)
	}
	f.same("judged first, and never the older text", f.dump(), dump(f, first))
	f.judge(undo(4, no), undo(5, label), undo(6, split))
	f.same("undone", f.dump(), f.like(append(others, newer)...))
	f.clean()
	f.apply(d)
	f.judge(about(7, graph.Reject, claims[0].ID), again(8, label), again(9, split))
	f.same("back again", f.dump(), before)
	f.remove(d)
	f.same("removed", f.dump(), f.like(others...))
	f.clean()
}

func again(n int, j *graph.Judgement) *graph.Judgement {
	out := *j
	out.ID = act(n, j.Kind).ID
	return &out
}

// judgeUnsure judges claims in the place of which others come that may not be meant.
func judgeUnsure(_ *testing.T, f *fixture) {
	d := article("doc-x", 1)
	f.apply(d)
	c := lone(d)[0]
	told, bare := tell(about(1, graph.Reject, c.ID), d), about(2, graph.Accept, lone(d)[1].ID)
	f.judge(told, bare)
	stray := func(what string, newer *graph.Delta, want graph.StrayWhy) {
		f.Helper()
		f.apply(newer)
		f.same(what, f.dump(), f.like(newer))
		f.clean()
		f.view(func(r graph.Reader) {
			c := must(graph.CurationOf(f.ctx, r))(f)
			strays := must(c.Strays(f.ctx, r))(f)
			if len(strays) != 2 || strays[0].Why != want || strays[1].Why != graph.NotTold {
				f.Errorf("%s: strays %+v, want %s", what, strays, want)
			}
		})
	}
	stray("the claim is twice in the new text", twice(d, c), graph.Several)
	stray("the claim is of another type", retyped(d, c), graph.NoClaim)
	newer := Edited(d, "words ")
	f.apply(newer)
	direct := about(3, graph.Accept, successor(f, c.ID))
	f.judge(direct)
	f.view(func(r graph.Reader) {
		if found := must(r.Claims(f.ctx, direct.Claims))(f); found[0].Review != graph.Accepted {
			f.Errorf("a claim that is accepted itself has the review %q", found[0].Review)
		}
	})
	f.judge(undo(4, direct))
	other := about(5, graph.Accept, graph.EntityID("of another day"))
	other.Told = told.Told
	f.judge(other)
	f.same("two judgements that are carried contradict each other", f.dump(), f.like(newer))
	f.clean()
}

// successor returns the claim on which judgements of claim bear.
func successor(f *fixture, claim graph.ID) (now graph.ID) {
	f.Helper()
	f.view(func(r graph.Reader) {
		for _, carried := range must(graph.CurationOf(f.ctx, r))(f).Carried() {
			if carried.Claim == claim {
				now = carried.Now
			}
		}
	})
	if now.IsZero() {
		f.Fatalf("claim %s has no successor", claim)
	}
	return now
}

// twice returns d with all that it says told again behind it, of which only c is a claim.
func twice(d *graph.Delta, c *graph.Claim) *graph.Delta {
	out := Edited(d, d.Document.Text)
	out.Claims = append(out.Claims, rewritten(c, out.Document.ID, 0, map[graph.ID]int{}))
	slices.SortFunc(out.Claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
	return out
}

// retyped returns d, edited, where what was c is of another type.
func retyped(d *graph.Delta, c *graph.Claim) *graph.Delta {
	as := schema.Meet
	if c.Type == as {
		as = schema.Attack
	}
	other := *c
	other.Type, other.ID = as, graph.ClaimID(c.Doc, c.Evidence.Trigger, as, 9)
	out := *d
	out.Claims = slices.Clone(d.Claims)
	out.Claims[slices.Index(out.Claims, c)] = &other
	return Edited(&out, "words ")
}
