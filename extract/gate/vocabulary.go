package gate

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// vocabulary checks what can be checked without the article: that words are those of the vocabulary and
// that the parts fit the type.
func (e *examination) vocabulary() error {
	p := e.p
	if !slices.Contains(schema.EventTypes, p.Type) && !p.Type.IsLasting() {
		return refuse(TypeUnknown, "type %s", brief(string(p.Type)))
	}
	for _, check := range []func(*Proposal) error{checkValues, checkModeAndPhase, checkRoles, checkKinds} {
		if err := check(p); err != nil {
			return err
		}
	}
	c := &e.claim
	c.Type, c.Mode, c.Phase, c.Status, c.Certainty, c.Stance = p.Type, p.Mode, p.Phase, p.Status, p.Certainty, p.Stance
	if c.Certainty == "" {
		c.Certainty = schema.Asserted
	}
	if c.Stance == "" {
		c.Stance = schema.Neutral
	}
	return nil
}

func checkValues(p *Proposal) error {
	switch {
	case !slices.Contains(schema.Statuses, p.Status):
		return refuse(ValueUnknown, "status %s", brief(string(p.Status)))
	case p.Mode != schema.ModeNone && !slices.Contains(schema.Modes, p.Mode):
		return refuse(ValueUnknown, "mode %s", brief(string(p.Mode)))
	case p.Phase != schema.PhaseNone && !slices.Contains(schema.Phases, p.Phase):
		return refuse(ValueUnknown, "phase %s", brief(string(p.Phase)))
	case p.Certainty != "" && !slices.Contains(schema.Certainties, p.Certainty):
		return refuse(ValueUnknown, "certainty %s", brief(string(p.Certainty)))
	case p.Stance != "" && !slices.Contains(schema.Stances, p.Stance):
		return refuse(ValueUnknown, "stance %s", brief(string(p.Stance)))
	}
	return nil
}

func checkModeAndPhase(p *Proposal) error {
	if p.Mode != schema.ModeNone && !slices.Contains(Modes(p.Type), p.Mode) {
		return refuse(ModeNotOfType, "%s has no mode %s", p.Type, p.Mode)
	}
	phases := Phases(p.Type)
	if len(phases) > 0 && !slices.Contains(phases, p.Phase) || len(phases) == 0 && p.Phase != schema.PhaseNone {
		return refuse(PhaseNotOfType, "%s takes one of %v, not %s", p.Type, phases, brief(string(p.Phase)))
	}
	if p.Count != nil && !p.Type.HasTally() {
		return refuse(CountNotOfType, "%s counts nobody", p.Type)
	}
	return nil
}

var detentions = []schema.Mode{schema.Arrest, schema.Kidnap, schema.Capture}

// Modes returns the modes that claims of a type can have.
func Modes(t schema.Type) []schema.Mode {
	switch t {
	case schema.Attack, schema.Raid, schema.Kill:
		return slices.DeleteFunc(slices.Clone(schema.Modes), func(m schema.Mode) bool { return slices.Contains(detentions, m) })
	case schema.Detain:
		return detentions
	}
	return nil
}

// Phases returns the phases of which claims of a type must have one.
func Phases(t schema.Type) []schema.Phase {
	switch t {
	case schema.Control:
		return []schema.Phase{schema.Gain, schema.Hold, schema.Lose}
	case schema.Displace:
		return []schema.Phase{schema.Flee, schema.Return, schema.Evacuate}
	}
	return nil
}

// symmetric reports whether all parties of a type are its agents.
func symmetric(t schema.Type) bool {
	switch t {
	case schema.Clash, schema.Negotiate, schema.Agree, schema.Meet:
		return true
	}
	return false
}

func checkRoles(p *Proposal) error {
	switch {
	case len(p.Patients) > 0 && (symmetric(p.Type) || p.Type == schema.Control):
		return refuse(RoleNotOfType, "%s has no patients", p.Type)
	case len(p.Places) > 0 && p.Type.IsLasting():
		return refuse(RoleNotOfType, "%s has no places", p.Type)
	case p.Type.IsLasting() && (len(p.Agents) == 0 || len(p.Patients) == 0):
		return refuse(RoleMissing, "%s needs a subject and an object", p.Type)
	case symmetric(p.Type) && p.Type != schema.Clash && len(p.Agents) == 0:
		return refuse(RoleMissing, "%s needs its parties", p.Type)
	case len(p.Agents)+len(p.Patients)+len(p.Places) == 0:
		return refuse(RoleMissing, "nobody and nowhere")
	}
	return nil
}

func checkKinds(p *Proposal) error {
	for _, role := range schema.Roles {
		for _, arg := range p.arguments(role) {
			switch {
			case !slices.Contains(schema.Kinds, arg.Kind):
				return refuse(KindUnknown, "%s: kind %s", brief(arg.Text), brief(string(arg.Kind)))
			case !fits(p.Type, role, arg.Kind):
				return refuse(KindNotOfRole, "%s: no %s is %s of %s", brief(arg.Text), arg.Kind, role, p.Type)
			case arg.Side < 0 || arg.Side > 2 || arg.Side != 0 && (p.Type != schema.Clash || role != schema.Agent):
				return refuse(ValueUnknown, "%s: side %d", brief(arg.Text), arg.Side)
			}
		}
	}
	return nil
}

func (p *Proposal) arguments(role schema.Role) []Argument {
	switch role {
	case schema.Agent:
		return p.Agents
	case schema.Patient:
		return p.Patients
	case schema.Place:
		return p.Places
	}
	return p.Sources
}

// fits reports whether something of that kind can have that role.
func fits(t schema.Type, role schema.Role, k schema.Kind) bool {
	switch {
	case role == schema.Place:
		return k.IsPlace()
	case role == schema.Source:
		return !k.IsPlace()
	case t == schema.PartOf:
		return k.IsPlace()
	case role == schema.Agent && (t == schema.Leads || t == schema.SpeaksFor):
		return k == schema.Person
	case role == schema.Agent:
		return !k.IsPlace()
	case t.IsLasting():
		return !k.IsPlace() && (k != schema.Person || t == schema.AllyOf)
	}
	return true
}
