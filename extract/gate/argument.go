package gate

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

// findArguments looks every argument up and says who or what it is.
func (e *examination) findArguments() error {
	for _, role := range schema.Roles {
		for _, arg := range e.p.arguments(role) {
			found, err := e.argument(role, arg)
			if err != nil {
				return err
			}
			e.put(role, arg, found)
		}
	}
	for _, args := range [][]extract.Arg{e.claim.Agents, e.claim.Patients, e.claim.Places} {
		slices.SortStableFunc(args, func(a, b extract.Arg) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
	return nil
}

// put gives the claim an argument, once.
func (e *examination) put(role schema.Role, arg Argument, found extract.Arg) {
	list := e.list(role)
	if !slices.ContainsFunc(*list, func(o extract.Arg) bool { return o.Entity == found.Entity }) {
		*list = append(*list, found)
	}
	if arg.Side > 0 {
		e.sides[arg.Side-1] = append(e.sides[arg.Side-1], found.Entity)
	}
}

// list returns the arguments of the claim in that role.
func (e *examination) list(role schema.Role) *[]extract.Arg {
	switch role {
	case schema.Agent:
		return &e.claim.Agents
	case schema.Patient:
		return &e.claim.Patients
	case schema.Place:
		return &e.claim.Places
	}
	return &e.claim.Sources
}

// argument looks one argument up in the sentence, first in the evidence itself; a source also in what the
// paragraph says before. Where the words stand several times they must mean one entity; the place nearest
// to the trigger counts.
func (e *examination) argument(role schema.Role, arg Argument) (extract.Arg, error) {
	found, carried := e.occurrences(role, arg)
	if len(found) == 0 {
		return extract.Arg{}, e.missing(role, arg)
	}
	arg.speaks = role == schema.Source
	best, nearest := reading{}, -1
	var first error
	for _, r := range found {
		read, err := e.resolve(r, arg)
		switch {
		case err != nil:
			if first == nil {
				first = err
			}
			continue
		case nearest >= 0 && read.entity != best.entity:
			return extract.Arg{}, refuse(AmbiguousSpan, "%s %s stands in several places and means different things there", role, brief(arg.Text))
		}
		if d := r.distance(e.trigger); nearest < 0 || d < nearest {
			best, nearest = read, d
		}
	}
	if nearest < 0 {
		return extract.Arg{}, first
	}
	e.step("gate."+string(role), best.span, "%s: %s", e.entities[best.entity].Name, best.how)
	return extract.Arg{Entity: best.entity, Span: best.span, Inferred: best.referred || carried}, nil
}

// occurrences returns where the words of an argument may be looked for and stand; carried says that they
// stand before the sentence.
func (e *examination) occurrences(role schema.Role, arg Argument) (found []run, carried bool) {
	needle := words(arg.Text)
	from, to := e.bounds(e.sentence)
	found = e.find(needle, from, to, gapOf(arg.Text))
	quoted := slices.DeleteFunc(slices.Clone(found), func(r run) bool { return !r.within(e.quote) })
	switch {
	case len(quoted) > 0:
		return quoted, false
	case len(found) > 0 || role != schema.Source:
		return found, false
	}
	found = e.find(needle, e.paragraph(e.sentence), from, gapOf(arg.Text))
	if len(found) > 1 {
		found = found[len(found)-1:]
	}
	return found, true
}

func (e *examination) missing(role schema.Role, arg Argument) error {
	if len(e.find(words(arg.Text), 0, len(e.tokens), gapOf(arg.Text))) > 0 {
		return refuse(ArgumentNotInEvidence, "%s %s stands in the article, but not in the sentence of the evidence", role, brief(arg.Text))
	}
	return refuse(ArgumentNotInText, "%s %s stands nowhere in the article", role, brief(arg.Text))
}

// roles checks what the arguments are to each other, and fills the sides of a clash.
func (e *examination) roles() error {
	c := &e.claim
	for _, agent := range c.Agents {
		if has(c.Patients, agent.Entity) && !isGeneric(e.entities[agent.Entity].Kind) {
			return refuse(SameInTwoRoles, "%s is agent and patient", brief(e.entities[agent.Entity].Name))
		}
	}
	for _, entity := range e.sides[0] {
		if slices.Contains(e.sides[1], entity) {
			return refuse(SameInTwoRoles, "%s is on both sides", brief(e.entities[entity].Name))
		}
	}
	if len(e.sides[0]) > 0 && len(e.sides[1]) > 0 {
		c.Sides = [][]int{e.sides[0], e.sides[1]}
	}
	return nil
}

func has(args []extract.Arg, entity int) bool {
	return slices.ContainsFunc(args, func(a extract.Arg) bool { return a.Entity == entity })
}

// isGeneric reports whether all of a kind are one entity.
func isGeneric(k schema.Kind) bool { return k == schema.Civilians || k == schema.Unknown }
