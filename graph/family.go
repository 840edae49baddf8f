package graph

import "github.com/isnad-graph/isnad/schema"

// family is a set of types by which reports of one occurrence may differ.
type family uint8

const (
	ownFamily   family = iota // a type that is told apart from all others; see familyOf
	forceFamily               // one report tells an attack, another one a clash
	lossFamily                // one report tells a retreat, another one the loss of the place
	talksFamily               // one report tells a meeting, another one talks
	lastFamily
)

// familyOf returns the family of claims of that type and phase.
func familyOf(t schema.Type, p schema.Phase) family {
	switch t {
	case schema.Attack, schema.Clash:
		return forceFamily
	case schema.Withdraw:
		return lossFamily
	case schema.Control:
		if p == schema.Lose {
			return lossFamily
		}
	case schema.Negotiate, schema.Meet:
		return talksFamily
	}
	for i, own := range schema.EventTypes {
		if own == t {
			return lastFamily + family(i)
		}
	}
	return ownFamily
}

// mutual reports whether the agents of t are its parties on all sides.
func mutual(t schema.Type) bool {
	switch t {
	case schema.Clash, schema.Negotiate, schema.Agree, schema.Meet:
		return true
	}
	return false
}

// bodily reports whether the patients of t are the very persons whom it happened to: others are another
// occurrence.
func bodily(t schema.Type) bool {
	switch t {
	case schema.Kill, schema.Injure, schema.Detain, schema.Release, schema.Displace:
		return true
	}
	return false
}

// means is a group of modes that one report may take for another.
type means uint8

const (
	anyMeans means = iota
	airMeans
	fireMeans
	groundMeans
	bombMeans
	takeMeans
)

func meansOf(m schema.Mode) means {
	switch m {
	case schema.Airstrike, schema.Drone, schema.Airborne:
		return airMeans
	case schema.Shelling:
		return fireMeans
	case schema.Ground, schema.Shooting, schema.Ambush:
		return groundMeans
	case schema.Explosion, schema.Suicide:
		return bombMeans
	case schema.Arrest, schema.Kidnap, schema.Capture:
		return takeMeans
	}
	return anyMeans
}
