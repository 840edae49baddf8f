package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// requirements say what the arguments of an occurrence must hold for the reading of its lemma to count.
// Their names are the column «req» of the triggers.
var requirements = map[string]func(o *occurrence) bool{
	"":            func(*occurrence) bool { return true },
	"a":           func(o *occurrence) bool { return len(o.agents) > 0 },
	"ap":          func(o *occurrence) bool { return len(o.agents) > 0 && len(o.patients) > 0 },
	"two":         func(o *occurrence) bool { return len(o.agents) > 1 },
	"armed":       func(o *occurrence) bool { return anyOf(o.agents, armed) || anyOf(o.patients, armed) },
	"armed-place": func(o *occurrence) bool { return anyOf(o.agents, armed) && len(o.places) > 0 },
	"force":       func(o *occurrence) bool { return anyOf(o.agents, force) },
	"force-place": func(o *occurrence) bool { return anyOf(o.agents, force) && len(o.places) > 0 },
	"armed-a":     func(o *occurrence) bool { return anyOf(o.agents, force) },
	// An attack by somebody who fights, or on somebody, or told with its means.
	"target": func(o *occurrence) bool {
		return anyOf(o.agents, armed) || o.evSubj != nil || anyOf(o.patients, force)
	},
	"fighters": func(o *occurrence) bool { return anyOf(o.agents, force) || anyOf(o.patients, force) },
	// Fighting between forces or peoples, or somewhere.
	"scene": func(o *occurrence) bool {
		return anyOf(o.agents, force) || len(o.agents) == 0 && len(o.places) > 0 || len(o.agents) > 1 && anyOf(o.agents, armed) || count(o.agents, community) > 1
	},
	"talks":  func(o *occurrence) bool { return count(o.agents, party) > 1 },
	"powers": func(o *occurrence) bool { return count(o.agents, party) > 1 && anyOf(o.agents, armed) },
	"truce":  func(o *occurrence) bool { return anyOf(o.agents, armed) },
	"talks1": func(o *occurrence) bool { return count(o.agents, party) > 0 },
	"back": func(o *occurrence) bool {
		return anyOf(o.agents, armed) && anyOf(o.patients, force)
	},
	"civil": func(o *occurrence) bool { return anyOf(o.patients, civil) },
	"civil-place": func(o *occurrence) bool {
		return anyOf(o.patients, civil) && len(o.places) > 0
	},
	"person-patient": func(o *occurrence) bool { return len(o.patients) > 0 },
	"armed-loose":    func(o *occurrence) bool { return len(o.patients) > 0 },
}

func armed(e *entity) bool { return e.armed() }

// force reports whether e is a body of fighters, and not a state as such.
func force(e *entity) bool { return e.armed() && e.kind != schema.State }

// identified reports whether e is a force that the article tells who it is: an unidentified victim is no fighter.
func identified(e *entity) bool { return force(e) && e.kind != schema.Unknown }

func community(e *entity) bool { return e.kind == schema.Community }

func civil(e *entity) bool { return e.kind == schema.Civilians || e.kind == schema.Community }

// party reports whether e can be a party to talks: a state, a fighting or political body, or a person
// whom the lexicon knows.
func party(e *entity) bool {
	switch e.kind {
	case schema.State, schema.Military, schema.ArmedGroup, schema.Coalition:
		return true
	case schema.Body, schema.Community:
		return true
	case schema.Person:
		return e.entry >= 0
	}
	return false
}

func anyOf(args []arg, ok func(*entity) bool) bool { return count(args, ok) > 0 }

func count(args []arg, ok func(*entity) bool) int {
	n := 0
	for _, a := range args {
		n += b2i(ok(a.entity))
	}
	return n
}

// holds reports whether o has what its lemma asks for, and enough to be checked by.
func (d *document) holds(o *occurrence) bool {
	if !d.learned("event") && !d.required(o) {
		return false
	}
	return d.enough(o)
}

// required reports whether o has what its lemma asks for.
func (d *document) required(o *occurrence) bool {
	ok := requirements[o.trig.Req]
	return ok == nil || ok(o)
}

// trim takes out of o what cannot play its part: civilians who bomb, sources that hold a town.
func (d *document) trim(o *occurrence) {
	drop := func(args []arg, bad func(*entity) bool) []arg {
		return slices.DeleteFunc(slices.Clone(args), func(a arg) bool { return bad(a.entity) })
	}
	o.places = slices.DeleteFunc(slices.Clone(o.places), func(a arg) bool { return d.widerThanAnother(a.entity, o.places) })
	o.partRoles()
	o.openEnded()
	o.closeSince()
	o.sources = drop(o.sources, func(e *entity) bool { return d.tellsNothing(o, e) })
	media := func(e *entity) bool { return e.kind == schema.Media }
	switch o.typ {
	case schema.Attack, schema.Control, schema.Withdraw, schema.Besiege, schema.Raid, schema.Clash, schema.Detain, schema.Deploy, schema.Support:
		o.agents = drop(o.agents, func(e *entity) bool { return media(e) || e.kind == schema.Civilians })
	case schema.Meet, schema.Negotiate, schema.Agree:
		o.agents = drop(o.agents, func(e *entity) bool { return media(e) || e.kind == schema.Unknown })
	case schema.Kill, schema.Injure:
		o.agents = drop(o.agents, func(e *entity) bool { return media(e) || e.kind == schema.Civilians || e.kind == schema.Body })
	default:
		o.agents = drop(o.agents, media)
	}
	if o.mode == schema.Suicide {
		o.agents = drop(o.agents, func(e *entity) bool {
			return e.kind == schema.Military || e.kind == schema.State || e.kind == schema.Coalition
		})
	}
	switch o.typ {
	case schema.Control, schema.Withdraw, schema.Besiege, schema.Raid:
		o.agents = drop(o.agents, func(e *entity) bool { return e.kind == schema.Unknown && o.typ != schema.Raid })
	}
}

// partRoles takes whom the models put on both sides of a deed out of the one that the words do not tell.
func (o *occurrence) partRoles() {
	if mutual(o.typ) || !o.ranked {
		return
	}
	for _, a := range o.agents {
		if !has(o.patients, a.entity) {
			continue
		}
		if told, _ := inRole(o.read[0], a.entity); told {
			o.patients = without(o.patients, []arg{a})
		} else {
			o.agents = without(o.agents, []arg{a})
		}
	}
}

// widerThanAnother reports whether another of places lies in e: the place told is the narrower one.
func (d *document) widerThanAnother(e *entity, places []arg) bool {
	return slices.ContainsFunc(places, func(a arg) bool {
		return a.entity != e && levels[a.entity.kind] < levels[e.kind] && d.inside(a.entity, e)
	})
}

// enough reports whether o names somebody or somewhere in a role that makes it an occurrence one can check.
func (d *document) enough(o *occurrence) bool {
	switch o.typ {
	case schema.Kill, schema.Injure:
		return len(o.patients) > 0 || o.trig.Frame.ID == "massacre" && len(o.agents) > 0 || (o.tally != nil || o.outcome()) && len(o.places) > 0
	case schema.Control, schema.Withdraw, schema.Deploy:
		return len(o.agents) > 0
	case schema.Detain, schema.Release, schema.Displace:
		return len(o.patients) > 0
	case schema.Support:
		return len(o.agents) > 0 && len(o.patients) > 0
	case schema.Agree:
		if o.trig.Req == "truce" {
			return anyOf(o.agents, armed)
		}
		return len(o.agents) > 1 || len(o.agents) == 1 && len(o.places) > 0
	case schema.Negotiate:
		return len(o.agents) > 1 || len(o.agents) == 1 && len(o.places) > 0
	case schema.Meet:
		return len(o.agents) > 1
	case schema.Clash, schema.Protest:
		return len(o.agents) > 0 || len(o.places) > 0
	case schema.Besiege:
		return len(o.patients) > 0 || len(o.places) > 0
	}
	return len(o.agents)+len(o.patients)+len(o.places) > 0
}

// outcome reports whether the words say in full that o happened, though neither who nor how many: «dead and wounded fell
// in P», «the shelling of P left dead».
func (o *occurrence) outcome() bool { return o.fell || o.cause != nil && o.trig.Frame.ID == "dead" }

// hard reports whether o by itself shows that the article tells of armed conflict: somebody who fights
// uses force or is met with it, or the means are those of war.
func hard(o *occurrence) bool {
	switch o.typ {
	case schema.Attack:
		switch o.mode {
		case schema.Airstrike, schema.Shelling, schema.Explosion, schema.Suicide, schema.Shooting, schema.Assassination, schema.Ambush, schema.Drone, schema.Execution:
			return true
		}
		return anyOf(o.agents, armed) || anyOf(o.patients, identified)
	case schema.Clash, schema.Besiege, schema.Control, schema.Withdraw, schema.Raid, schema.Deploy:
		return anyOf(o.agents, force)
	case schema.Kill, schema.Injure, schema.Detain:
		return anyOf(o.agents, force) || anyOf(o.patients, identified)
	}
	return anyOf(o.agents, force) || anyOf(o.patients, identified)
}

// warlike reports whether o shows that the article tells of armed conflict, be it without a force: peoples fight each
// other, an attack or a battle kills, gunmen kidnap.
func (d *document) warlike(o *occurrence) bool {
	switch {
	case hard(o):
		return true
	case o.typ == schema.Clash:
		return count(o.agents, community) > 1
	case !harm(o.typ) || o.typ == schema.Displace:
		return false
	}
	byForce := func(a arg) bool { return a.span != Span{} && force(a.entity) } // as the rules read it
	return o.cause.assault() || slices.ContainsFunc(o.read[0], byForce) || d.slaughter(o)
}

// assault reports whether o is what does not kill but on purpose. Much explodes by itself, and cars run people over.
func (o *occurrence) assault() bool {
	if o == nil || o.typ == schema.Clash {
		return o != nil
	}
	return o.typ == schema.Attack && o.mode != "" && o.mode != schema.OtherMode && !o.byItself()
}

// slaughter reports whether o tells of more than one dead, or of somebody kidnapped, in a land at war, in an article
// without any word of peaceful fields: there it needs nobody who is named to have done it.
func (d *document) slaughter(o *occurrence) bool {
	frame := o.trig.Frame.ID // the words say killed, not died
	killed := o.typ == schema.Kill && (frame == "kill" || frame == "death" && len(o.trig.Needs) == 0) && o.tally != nil && o.tally.Min > 1
	if o.status != schema.Happened || !killed && o.mode != schema.Kidnap {
		return false
	}
	atWar := func(e *entity) bool { return d.theatreOf(e) != world }
	return anyOf(o.places, atWar) && d.peaceful() == 0
}

// plausible drops, from an article that nowhere tells of armed conflict, the harm that accidents and
// crimes do too, and the meetings and agreements of everybody else.
func (d *document) plausible() {
	if slices.ContainsFunc(d.claims, d.warlike) {
		return
	}
	d.claims = slices.DeleteFunc(d.claims, func(o *occurrence) bool { return !civic(o.typ) })
}
