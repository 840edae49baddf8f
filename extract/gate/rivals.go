package gate

import (
	"slices"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

// againstRules holds the claim against what the rules read on the same trigger. Where the two tell the
// opposite, neither is taken for right: the claim is refused, and the rules' own is not part of the result.
func (e *examination) againstRules() error {
	rivals := e.rivals()
	for _, check := range []func([]*extract.Claim) error{e.checkSwapped, e.checkParties, e.checkSides, e.checkStatus, e.checkTally} {
		if err := check(rivals); err != nil {
			return err
		}
	}
	if err := e.againstLexicon(); err != nil {
		return err
	}
	return e.confirm(rivals)
}

// confirm notes which rule reads the trigger in the same way. Who did what to whom must not hang on the
// model's word alone: a claim that has both an agent and a patient is refused where no rule puts one of them
// into that role, since the next model would tell it the other way round.
func (e *examination) confirm(rivals []*extract.Claim) error {
	for _, c := range rivals {
		if common(e.claim.Agents, c.Agents) || common(e.claim.Patients, c.Patients) {
			e.step("gate.rules", e.trigger.span, "the rules read the word alike, by %s", c.Rule)
			return nil
		}
	}
	directed := len(e.claim.Agents) > 0 && len(e.claim.Patients) > 0 && !symmetric(e.claim.Type) && !e.claim.Type.IsLasting()
	switch {
	case directed:
		return refuse(RoleUnconfirmed, "no rule reads who did it and to whom on %s", brief(e.p.Trigger))
	case len(rivals) > 0:
		e.step("gate.rules", e.trigger.span, "the rules read the word without contradiction, by %s", rivals[0].Rule)
	default:
		e.step("gate.rules", e.trigger.span, "no rule reads the word as %s: the role is the model's", e.claim.Type)
	}
	return nil
}

func common(a, b []extract.Arg) bool {
	return slices.ContainsFunc(a, func(x extract.Arg) bool { return holds(b, x) })
}

// harms are types whose agents do something to their patients, and that rules may tell on one trigger
// where the claim tells another of them.
var harms = []schema.Type{schema.Attack, schema.Raid, schema.Kill, schema.Injure, schema.Detain, schema.Besiege}

// rivals returns the rules' claims of the same sort on the same trigger; of a lasting relation, those of
// its type, whichever words tell it.
func (e *examination) rivals() []*extract.Claim {
	var out []*extract.Claim
	claims := e.survey.Result.Claims
	for i := range claims {
		c := &claims[i]
		if e.claim.Type.IsLasting() && c.Type == e.claim.Type && e.shares(c.Agents) && e.shares(c.Patients) ||
			e.alike(c.Type) && c.Trigger.Start < e.trigger.span.End && e.trigger.span.Start < c.Trigger.End {
			out = append(out, c)
		}
	}
	return out
}

func (e *examination) alike(t schema.Type) bool {
	return t == e.claim.Type || slices.Contains(harms, t) && slices.Contains(harms, e.claim.Type)
}

// shares reports whether one of args is agent or patient of the claim.
func (e *examination) shares(args []extract.Arg) bool {
	return slices.ContainsFunc(args, func(a extract.Arg) bool { return holds(e.claim.Agents, a) || holds(e.claim.Patients, a) })
}

// checkSwapped refuses a claim that makes an agent of whom the rules read as patient, or the other way
// round. Generic entities say nothing: both sides of a raid can be gunmen.
func (e *examination) checkSwapped(rivals []*extract.Claim) error {
	if symmetric(e.claim.Type) || e.claim.Type == schema.AllyOf {
		return nil
	}
	for _, c := range rivals {
		for _, pair := range []struct{ here, there, same []extract.Arg }{
			{e.claim.Agents, c.Patients, c.Agents}, {e.claim.Patients, c.Agents, c.Patients},
		} {
			for _, arg := range pair.here {
				x := e.entities[arg.Entity]
				if !isGeneric(x.Kind) && holds(pair.there, arg) && !holds(pair.same, arg) {
					return refuse(RoleSwapped, "%s: the rules read %s the other way round, by %s", e.claim.Type, brief(x.Name), c.Rule)
				}
			}
		}
	}
	return nil
}

// same reports whether two arguments are one entity, or read the same words with more or fewer of them.
func same(a, b extract.Arg) bool {
	return a.Entity == b.Entity || a.Span.Start < b.Span.End && b.Span.Start < a.Span.End
}

func holds(args []extract.Arg, arg extract.Arg) bool {
	return slices.ContainsFunc(args, func(a extract.Arg) bool { return same(a, arg) })
}

// checkParties refuses a claim that gives a role to others than the rules do, where both name somebody:
// in «A attacked and B killed C», A killed nobody.
func (e *examination) checkParties(rivals []*extract.Claim) error {
	for _, role := range []schema.Role{schema.Agent, schema.Patient} {
		here := *e.list(role)
		var other *extract.Claim
		for _, c := range rivals {
			there := c.Agents
			if role == schema.Patient {
				there = c.Patients
			}
			if c.Type != e.claim.Type || len(there) == 0 {
				continue
			}
			if other = c; e.compatible(here, there) {
				other = nil
				break
			}
		}
		if other != nil && len(here) > 0 {
			return refuse(RoleContradicted, "%s of %s: the rules read somebody else, by %s", role, e.claim.Type, other.Rule)
		}
	}
	return nil
}

// compatible reports whether two lists of parties have one in common, or one that is part of the other or
// that could be anybody.
func (e *examination) compatible(a, b []extract.Arg) bool {
	return slices.ContainsFunc(a, func(x extract.Arg) bool {
		return slices.ContainsFunc(b, func(y extract.Arg) bool {
			one, two := e.entities[x.Entity], e.entities[y.Entity]
			return same(x, y) || isGeneric(one.Kind) || isGeneric(two.Kind) || e.lies(one.Key, two.Key) || e.lies(two.Key, one.Key)
		})
	})
}

// lies reports whether, by the lexicon, what key a names belongs to or lies in what key b names.
func (e *examination) lies(a, b string) bool {
	i, k := e.lex.Index(a), e.lex.Index(b)
	return i >= 0 && k >= 0 && i != k && e.lex.Within(i, k)
}

// checkSides refuses to put on one side of a clash those whom the rules read on opposite sides.
func (e *examination) checkSides(rivals []*extract.Claim) error {
	for _, c := range rivals {
		if len(c.Sides) != 2 {
			continue
		}
		for _, side := range e.claim.Sides {
			if intersect(side, c.Sides[0]) && intersect(side, c.Sides[1]) {
				return refuse(RoleSwapped, "one side of the clash holds both sides of how the rules read it, by %s", c.Rule)
			}
		}
	}
	return nil
}

func intersect(a, b []int) bool {
	return slices.ContainsFunc(a, func(n int) bool { return slices.Contains(b, n) })
}

// checkStatus refuses «happened» where every rule that reads the same type on the trigger says that it did
// not, and the reverse.
func (e *examination) checkStatus(rivals []*extract.Claim) error {
	var other *extract.Claim
	for _, c := range rivals {
		if c.Type != e.claim.Type {
			continue
		}
		if (c.Status == schema.Happened) == (e.claim.Status == schema.Happened) {
			return nil
		}
		other = c
	}
	if other != nil {
		return refuse(StatusContradicted, "%s: the rules read it as %s, by %s", e.claim.Status, other.Status, other.Rule)
	}
	return nil
}

// checkTally refuses a number that the rules read as that of something else: «3 killed and 5 hurt».
func (e *examination) checkTally(rivals []*extract.Claim) error {
	if e.claim.Tally == nil {
		return nil
	}
	var other *extract.Claim
	for _, c := range rivals {
		if c.Type != e.claim.Type || c.Tally == nil {
			continue
		}
		if c.Tally.Min == e.claim.Tally.Min && c.Tally.Max == e.claim.Tally.Max {
			return nil
		}
		other = c
	}
	if other != nil {
		return refuse(NumberDiffers, "%s, but on this trigger the rules read %s, by %s",
			interval(e.claim.Tally.Min, e.claim.Tally.Max), interval(other.Tally.Min, other.Tally.Max), other.Rule)
	}
	return nil
}

// settled are the kinds of places where people live, from the narrow to the wide.
var settled = []schema.Kind{schema.Neighbourhood, schema.Settlement, schema.District, schema.Region, schema.Country}

// againstLexicon refuses to put a place into one that is narrower, or that the lexicon knows to lie in it.
func (e *examination) againstLexicon() error {
	if e.claim.Type != schema.PartOf {
		return nil
	}
	for _, inner := range e.claim.Agents {
		for _, outer := range e.claim.Patients {
			in, out := e.entities[inner.Entity], e.entities[outer.Entity]
			narrow := slices.Index(settled, out.Kind)
			if narrow >= 0 && narrow < slices.Index(settled, in.Kind) || e.lies(out.Key, in.Key) {
				return refuse(RoleSwapped, "%s cannot lie in %s", brief(in.Name), brief(out.Name))
			}
		}
	}
	return nil
}
