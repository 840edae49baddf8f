package withhold

import (
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// claim returns what is left of c, without ids and without what was judged of it; nil where that says nothing, or what
// the article does not say.
func (w *redactor) claim(c *graph.Claim) *graph.Claim {
	out := *c
	out.ID, out.Doc, out.Review = graph.ID{}, graph.ID{}, ""
	for _, args := range []*[]graph.Arg{&out.Agents, &out.Patients, &out.Places, &out.Sources} {
		*args = w.args(c, *args)
	}
	out.Sides = w.sides(c.Sides)
	out.Brief = w.m.span(c.Brief)
	out.Evidence = graph.Evidence{Sentence: w.m.span(c.Evidence.Sentence), Trigger: w.m.span(c.Evidence.Trigger), Quote: w.m.span(c.Evidence.Quote)}
	out.Period.Span, out.Period.Surface = w.words(c.Period.Span, c.Period.Surface)
	out.Loaded = nil
	for _, s := range c.Loaded {
		if s = w.m.span(s); !slices.Contains(out.Loaded, s) {
			out.Loaded = append(out.Loaded, s)
		}
	}
	out.Tallies = slices.Clone(c.Tallies)
	for i := range out.Tallies {
		t := &out.Tallies[i]
		t.Span, t.Surface = w.words(t.Span, t.Surface)
		t.Unit = w.names.mask(t.Unit)
	}
	if w.untrue(c, &out) {
		return nil
	}
	return &out
}

// words returns where words of the old text stand now, and what they are there.
func (w *redactor) words(s graph.Span, surface string) (graph.Span, string) {
	s = w.m.span(s)
	if s.IsZero() || surface == "" {
		return s, w.names.mask(surface)
	}
	return s, w.m.cut(s)
}

// args returns what stands in the places of args, each once. What is told of a place is told of a part of the area in
// which it is hidden.
func (w *redactor) args(c *graph.Claim, args []graph.Arg) []graph.Arg {
	var out []graph.Arg
	for _, a := range args {
		id := w.entity(a.Entity)
		made := graph.Arg{Entity: id, Span: w.m.span(a.Span), Inferred: a.Inferred, Part: w.m.span(a.Part)}
		if w.widened(a.Entity) && made.Part.IsZero() {
			if made.Part = made.Span; made.Part.IsZero() {
				made.Part = w.m.span(c.Evidence.Trigger)
			}
		}
		if i := slices.IndexFunc(out, func(have graph.Arg) bool { return have.Entity == id }); i >= 0 {
			if made.Part.IsZero() { // the whole is meant as well
				out[i] = made
			}
			continue
		}
		out = append(out, made)
	}
	return out
}

// widened reports whether the area around it stands in the place of entity.
func (w *redactor) widened(entity graph.ID) bool { return w.coarse[w.curation.Entity(entity)] }

func (w *redactor) sides(sides [][]graph.ID) [][]graph.ID {
	var out [][]graph.ID
	for _, side := range sides {
		var members []graph.ID
		for _, id := range side {
			if id = w.entity(id); !slices.Contains(members, id) {
				members = append(members, id)
			}
		}
		out = append(out, members)
	}
	return out
}

// untrue reports whether out, which is left of c, says nothing or what c does not say.
func (w *redactor) untrue(c, out *graph.Claim) bool {
	switch {
	case c.Type.IsLasting() && !slices.EqualFunc(c.Agents, out.Agents, sameEntity) && meets(out.Agents, out.Patients):
		return true // a part of itself
	case c.Type.IsLasting() && !slices.EqualFunc(c.Patients, out.Patients, sameEntity) && meets(out.Agents, out.Patients):
		return true
	case c.Type == schema.PartOf && slices.ContainsFunc(c.Agents, func(a graph.Arg) bool { return w.widened(a.Entity) }):
		return true // what a village is a part of, its governorate need not be
	}
	// Of more than two parties nobody knows who stood with whom; two that became one do not tell.
	return c.Type == schema.Clash && len(c.Sides) != 2 && len(c.Agents) > 2 && len(out.Agents) == 2
}

func sameEntity(a, b graph.Arg) bool { return a.Entity == b.Entity }

func meets(a, b []graph.Arg) bool {
	return slices.ContainsFunc(a, func(x graph.Arg) bool {
		return slices.ContainsFunc(b, func(y graph.Arg) bool { return x.Entity == y.Entity })
	})
}
