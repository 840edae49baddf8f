// Package schema holds the vocabulary of the graph: entity kinds, claim types, roles, statuses and
// predicates, and the GraphQL schema that exposes them. It imports nothing of ours.
//
// The names are those of the annotation guidelines, which follow ACE for roles, PLOVER and ACLED for
// event types, and TIMEX3 for periods.
package schema

// Kind says what an entity is.
type Kind string

// Kinds of actors, then kinds of places.
const (
	State      Kind = "state"
	Military   Kind = "military"
	ArmedGroup Kind = "armed-group"
	Coalition  Kind = "coalition"
	Body       Kind = "body"
	Media      Kind = "media"
	Community  Kind = "community"
	Person     Kind = "person"
	Civilians  Kind = "civilians"
	Unknown    Kind = "unknown"

	Country       Kind = "country"
	Region        Kind = "region"
	District      Kind = "district"
	Settlement    Kind = "settlement"
	Neighbourhood Kind = "neighbourhood"
	Facility      Kind = "facility"
	Natural       Kind = "natural"
)

// Kinds lists every kind, actors first.
var Kinds = []Kind{
	State, Military, ArmedGroup, Coalition, Body, Media, Community, Person, Civilians, Unknown,
	Country, Region, District, Settlement, Neighbourhood, Facility, Natural,
}

// IsPlace reports whether k is a kind of place.
func (k Kind) IsPlace() bool {
	switch k {
	case Country, Region, District, Settlement, Neighbourhood, Facility, Natural:
		return true
	}
	return false
}

// Type says what a claim tells: an occurrence (an event type) or a standing fact (a lasting relation).
type Type string

// Event types.
const (
	Attack    Type = "attack"
	Clash     Type = "clash"
	Raid      Type = "raid"
	Control   Type = "control"
	Withdraw  Type = "withdraw"
	Besiege   Type = "besiege"
	Kill      Type = "kill"
	Injure    Type = "injure"
	Detain    Type = "detain"
	Release   Type = "release"
	Negotiate Type = "negotiate"
	Agree     Type = "agree"
	Meet      Type = "meet"
	Support   Type = "support"
	Displace  Type = "displace"
	Protest   Type = "protest"
	Deploy    Type = "deploy"
)

// Lasting relations. A claim of such a type has its subject under agents and its object under patients
// (for part-of, both are places).
const (
	PartOf    Type = "part-of"
	MemberOf  Type = "member-of"
	Leads     Type = "leads"
	SpeaksFor Type = "speaks-for"
	AllyOf    Type = "ally-of"
)

// EventTypes and LastingTypes list the claim types.
var (
	EventTypes = []Type{
		Attack, Clash, Raid, Control, Withdraw, Besiege, Kill, Injure, Detain, Release,
		Negotiate, Agree, Meet, Support, Displace, Protest, Deploy,
	}
	LastingTypes = []Type{PartOf, MemberOf, Leads, SpeaksFor, AllyOf}
)

// IsLasting reports whether t is a lasting relation and not an event type.
func (t Type) IsLasting() bool {
	switch t {
	case PartOf, MemberOf, Leads, SpeaksFor, AllyOf:
		return true
	}
	return false
}

// HasTally reports whether claims of type t carry a count of persons.
func (t Type) HasTally() bool {
	switch t {
	case Kill, Injure, Detain, Release, Displace:
		return true
	}
	return false
}

// Status says whether the occurrence took place.
type Status string

// Statuses.
const (
	Happened Status = "happened"
	Failed   Status = "failed"
	Planned  Status = "planned"
	Denied   Status = "denied"
)

// Statuses lists every status.
var Statuses = []Status{Happened, Failed, Planned, Denied}

// Certainty says how firmly the source states the claim.
type Certainty string

// Certainties.
const (
	Asserted Certainty = "asserted"
	Possible Certainty = "possible"
	Alleged  Certainty = "alleged"
)

// Certainties lists every certainty.
var Certainties = []Certainty{Asserted, Possible, Alleged}

// Stance is the outlet's attitude to what its source says.
type Stance string

// Stances.
const (
	Neutral   Stance = "neutral"
	Endorses  Stance = "endorses"
	Doubts    Stance = "doubts"
	Distances Stance = "distances"
	Denies    Stance = "denies"
)

// Stances lists every stance.
var Stances = []Stance{Neutral, Endorses, Doubts, Distances, Denies}

// Mode refines an attack, a raid or a detention.
type Mode string

// Modes.
const (
	ModeNone      Mode = ""
	Ground        Mode = "ground"
	Airstrike     Mode = "airstrike"
	Drone         Mode = "drone"
	Shelling      Mode = "shelling"
	Explosion     Mode = "explosion"
	Suicide       Mode = "suicide"
	Shooting      Mode = "shooting"
	Assassination Mode = "assassination"
	Ambush        Mode = "ambush"
	Airborne      Mode = "airborne"
	Execution     Mode = "execution"
	OtherMode     Mode = "other"
	Arrest        Mode = "arrest"
	Kidnap        Mode = "kidnap"
	Capture       Mode = "capture"
)

// Modes lists every mode but the empty one.
var Modes = []Mode{
	Ground, Airstrike, Drone, Shelling, Explosion, Suicide, Shooting, Assassination, Ambush,
	Airborne, Execution, OtherMode, Arrest, Kidnap, Capture,
}

// Phase refines control (gain, hold, lose) and displacement (flee, return, evacuate).
type Phase string

// Phases.
const (
	PhaseNone Phase = ""
	Gain      Phase = "gain"
	Hold      Phase = "hold"
	Lose      Phase = "lose"
	Flee      Phase = "flee"
	Return    Phase = "return"
	Evacuate  Phase = "evacuate"
)

// Phases lists every phase but the empty one.
var Phases = []Phase{Gain, Hold, Lose, Flee, Return, Evacuate}

// Role is the part that an entity plays in a claim.
type Role string

// Roles.
const (
	Agent   Role = "agent"
	Patient Role = "patient"
	Place   Role = "place"
	Source  Role = "source"
)

// Roles lists every role.
var Roles = []Role{Agent, Patient, Place, Source}

// Predicate is the type of a relation (an edge) derived from claims.
type Predicate string

// Predicates. Those of lasting relations have the names of their claim types.
const (
	Attacked         Predicate = "attacked"
	ClashedWith      Predicate = "clashed-with"
	FoughtIn         Predicate = "fought-in"
	Raided           Predicate = "raided"
	Controls         Predicate = "controls"
	Lost             Predicate = "lost"
	WithdrewFrom     Predicate = "withdrew-from"
	Besieges         Predicate = "besieges"
	Killed           Predicate = "killed"
	KilledIn         Predicate = "killed-in"
	Injured          Predicate = "injured"
	InjuredIn        Predicate = "injured-in"
	Detained         Predicate = "detained"
	DetainedIn       Predicate = "detained-in"
	Released         Predicate = "released"
	NegotiatedWith   Predicate = "negotiated-with"
	AgreedWith       Predicate = "agreed-with"
	MetWith          Predicate = "met-with"
	Supports         Predicate = "supports"
	DisplacedFrom    Predicate = "displaced-from"
	ReturnedTo       Predicate = "returned-to"
	ProtestedIn      Predicate = "protested-in"
	ProtestedAgainst Predicate = "protested-against"
	DeployedTo       Predicate = "deployed-to"
	PredPartOf       Predicate = "part-of"
	PredMemberOf     Predicate = "member-of"
	PredLeads        Predicate = "leads"
	PredSpeaksFor    Predicate = "speaks-for"
	PredAllyOf       Predicate = "ally-of"
)

// Predicates lists every predicate.
var Predicates = []Predicate{
	Attacked, ClashedWith, FoughtIn, Raided, Controls, Lost, WithdrewFrom, Besieges, Killed, KilledIn,
	Injured, InjuredIn, Detained, DetainedIn, Released, NegotiatedWith, AgreedWith, MetWith, Supports,
	DisplacedFrom, ReturnedTo, ProtestedIn, ProtestedAgainst, DeployedTo,
	PredPartOf, PredMemberOf, PredLeads, PredSpeaksFor, PredAllyOf,
}

// IsSymmetric reports whether subject and object of p may be exchanged; such an edge is stored once,
// with the smaller id as its subject.
func (p Predicate) IsSymmetric() bool {
	switch p {
	case ClashedWith, NegotiatedWith, AgreedWith, MetWith:
		return true
	}
	return false
}
