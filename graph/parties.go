package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Points of actors.
const (
	actorEqual   = 2
	actorPart    = 1
	personEqual  = 4
	actorContext = -1 // an actor that one of the claims takes over from its context
	fightParty   = -2 // and tells fighting
	actorSome    = 1  // at most, where some victims of one claim are not among those of the other
	sidesEqual   = 4  // at most, of parties on all sides
	actorDiffers = -4
)

// party is an actor of an account.
type party struct {
	actor   int32
	context bool // not said in the clause itself
}

func (a *Atlas) parties(args []Arg) []party {
	if len(args) == 0 {
		return nil
	}
	out := make([]party, 0, len(args))
	for _, arg := range args {
		p := party{a.number[arg.Entity], arg.Inferred}
		if !slices.ContainsFunc(out, func(q party) bool { return q.actor == p.actor }) {
			out = append(out, p)
		}
	}
	return out
}

// compareParties returns what the agents and the patients say. Where one of the claims has its parties on
// all sides, the parties of both are compared as one set, under agents.
func compareParties(a, b *account, atlas *Atlas) (agents, patients Term) {
	if mutual(a.Type) || mutual(b.Type) {
		return compareSides(a, b, atlas), Term{Slot: SlotPatients, Finding: Unsaid}
	}
	context := partyContext(a)
	agents = compareActors(SlotAgents, a.agents, b.agents, context, atlas)
	patients = compareActors(SlotPatients, a.patients, b.patients, context, atlas)
	patients.Excludes = patients.Finding == Differ && bodily(a.Type)
	return agents, patients
}

// compareSides asks that each party of the claim with fewer of them is among those of the other one.
func compareSides(a, b *account, atlas *Atlas) Term {
	t := Term{Slot: SlotAgents, Finding: Unsaid}
	fewer, more := byNumber(slices.Concat(a.agents, a.patients), slices.Concat(b.agents, b.patients))
	if len(fewer) == 0 {
		return t
	}
	t.Finding = Equal
	for _, p := range fewer {
		found := bestOf(p, more, partyContext(a), atlas)
		if found.Finding == Differ {
			return Term{Slot: SlotAgents, Finding: Differ, Excludes: true}
		}
		if found.Finding != Equal {
			t.Finding = found.Finding
		}
		t.Points += found.Points
	}
	t.Points = min(t.Points, sidesEqual)
	return t
}

// compareActors takes the pair of actors that says most. Allies are often left out by one report, but
// victims are counted.
func compareActors(slot Slot, a, b []party, context int, atlas *Atlas) Term {
	fewer, more := byNumber(a, b)
	if len(fewer) == 0 {
		return Term{Slot: slot, Finding: Unsaid}
	}
	best := Term{Slot: slot, Finding: Differ, Points: actorDiffers}
	all := true
	for _, p := range fewer {
		found := bestOf(p, more, context, atlas)
		all = all && found.Finding != Differ
		if found.Points > best.Points {
			best.Finding, best.Points = found.Finding, found.Points
		}
	}
	if slot == SlotPatients && !all {
		best.Points = min(best.Points, actorSome)
	}
	return best
}

func partyContext(a *account) int {
	if a.family == forceFamily {
		return fightParty
	}
	return actorContext
}

func byNumber(a, b []party) (fewer, more []party) {
	if len(a) > len(b) {
		return b, a
	}
	return a, b
}

func bestOf(p party, among []party, context int, atlas *Atlas) Term {
	best := Term{Finding: Differ, Points: actorDiffers}
	for _, q := range among {
		found := compareActor(p.actor, q.actor, atlas)
		if found.Points > 0 && (p.context || q.context) {
			found.Points = max(0, found.Points+context)
		}
		if found.Points > best.Points {
			best = found
		}
	}
	return best
}

// compareActor weighs two actors. Those whom a report does not identify, and civilians against persons
// and communities, neither join nor keep apart.
func compareActor(x, y int32, atlas *Atlas) Term {
	k, l := atlas.kind(x), atlas.kind(y)
	switch {
	case k == schema.Unknown || l == schema.Unknown:
		return Term{Finding: Generic}
	case x == y && k == schema.Civilians:
		return Term{Finding: Generic}
	case x == y && k == schema.Person:
		return Term{Finding: Equal, Points: personEqual}
	case x == y:
		return Term{Finding: Equal, Points: actorEqual}
	case atlas.inside(x, y) || atlas.inside(y, x):
		return Term{Finding: Part, Points: actorPart}
	case k == schema.Civilians && unarmed(l) || l == schema.Civilians && unarmed(k):
		return Term{Finding: Generic}
	}
	return Term{Finding: Differ, Points: actorDiffers}
}

func unarmed(k schema.Kind) bool {
	return k == schema.Community || k == schema.Person || k.IsPlace()
}
