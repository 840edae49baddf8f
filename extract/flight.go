package extract

import (
	"github.com/isnad-graph/isnad/schema"
)

// flight settles what «to flee», «to leave» tells by who does it: fighters withdraw, other people are
// displaced.
func (b *binder) flight(o *occurrence) {
	switch {
	case o.typ == schema.Displace && o.phase == schema.Flee && o.trig.Frame.ID == "flee" && anyOf(o.patients, force) && !anyOf(o.patients, civil):
		o.typ, o.phase, o.trig = schema.Withdraw, schema.PhaseNone, b.d.leaveTrigger
		o.agents, o.patients = o.patients, nil
	case o.typ == schema.Withdraw && (o.trig.Frame.ID == "leave" || o.trig.Frame.ID == "vacate") && anyOf(o.agents, civil) && !anyOf(o.agents, force):
		o.typ, o.phase, o.trig = schema.Displace, schema.Flee, b.d.fleeTrigger
		o.agents, o.patients = nil, o.agents
	default:
		return
	}
	o.step("flight", string(o.typ), o.trigger())
}
