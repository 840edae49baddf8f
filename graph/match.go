package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Match is the arithmetic of whether two claims tell one occurrence: what each slot gives, the sum, and
// what is asked for. One slot that excludes outweighs any sum.
type Match struct {
	A, B      ID // ascending
	Terms     [slots]Term
	Points    int
	Threshold int
	Excluded  bool // a term says that both cannot be one occurrence
	Bond      Bond // why they are of one event; empty where that was not asked
}

// Same reports whether the two claims tell one occurrence by the rule: by their points or, where both are of one event,
// because of a denial in one document.
func (m *Match) Same() bool {
	return m.Bond == DenialBond || m.Bond == CompanyBond || !m.Excluded && m.Points >= m.Threshold
}

// Bond says why two claims are of one event.
type Bond string

// Bonds.
const (
	PointsBond  Bond = "points"    // the arithmetic
	DenialBond  Bond = "denial"    // one denies what the other one tells in the same document
	CompanyBond Bond = "company"   // one came with what it denies in its document
	JudgedBond  Bond = "judgement" // somebody put them together, or what they stand with
)

// Bonds lists every bond.
var Bonds = []Bond{PointsBond, DenialBond, CompanyBond, JudgedBond}

// Matches returns the arithmetic for each two claims of one event, in their order, and why they are of one.
func Matches(claims []*Claim, atlas *Atlas) []Match {
	atlas = atlas.extended(claims)
	accounts := make([]account, 0, len(claims))
	for _, c := range claims {
		accounts = append(accounts, atlas.read(c))
	}
	var out []Match
	denies := make([]bool, len(accounts))
	for i := range accounts {
		for j := range accounts[:i] {
			a, b := &accounts[i], &accounts[j]
			denies[i] = denies[i] || deniesTold(a, b, atlas)
			denies[j] = denies[j] || deniesTold(b, a, atlas)
		}
	}
	for i := range accounts {
		for j := i + 1; j < len(accounts); j++ {
			a, b := &accounts[i], &accounts[j]
			if b.ID.Compare(a.ID) < 0 {
				a, b = b, a
			}
			m := compare(a, b, atlas)
			switch {
			case deniesTold(a, b, atlas) || deniesTold(b, a, atlas):
				m.Bond = DenialBond
			case m.Same():
				m.Bond = PointsBond
			case denies[i] || denies[j]:
				m.Bond = CompanyBond
			default:
				m.Bond = JudgedBond
			}
			out = append(out, m)
		}
	}
	return out
}

// Term returns what slot says.
func (m *Match) Term(slot Slot) Term {
	for _, t := range m.Terms {
		if t.Slot == slot {
			return t
		}
	}
	return Term{Slot: slot}
}

// Term is what one slot says about two claims.
type Term struct {
	Slot     Slot
	Finding  Finding
	Points   int
	Excludes bool
}

// Slot is a part of a claim that the rule compares.
type Slot string

// Slots, in the order of Match.Terms.
const (
	SlotDocument Slot = "document"
	SlotType     Slot = "type"
	SlotStatus   Slot = "status"
	SlotDay      Slot = "day"
	SlotPlace    Slot = "place"
	SlotAgents   Slot = "agents"
	SlotPatients Slot = "patients"
	SlotMode     Slot = "mode"
	SlotTally    Slot = "tally"

	slots = 9
)

// Finding is how the two claims stand to each other in a slot.
type Finding string

// Findings.
const (
	Equal   Finding = "equal"
	Part    Finding = "part"    // one is, or lies, inside the other
	Near    Finding = "near"    // not equal, but what one occurrence may be told as
	Wide    Finding = "wide"    // equal or part, but so large that it says little
	Generic Finding = "generic" // one or both name nobody in particular
	Unsaid  Finding = "unsaid"  // one or both do not tell
	Differ  Finding = "differ"
)

// Threshold is how many points make two claims one occurrence.
const Threshold = 8

// CompareClaims returns the arithmetic for two claims. It is the same either way round.
func CompareClaims(a, b *Claim, atlas *Atlas) Match {
	if b.ID.Compare(a.ID) < 0 {
		a, b = b, a
	}
	atlas = atlas.extended([]*Claim{a, b})
	x, y := atlas.read(a), atlas.read(b)
	return compare(&x, &y, atlas)
}

// account is a claim as the rule reads it: of many claims no more than that is kept.
type account struct {
	gist
	family   family
	when     when
	agents   []party
	patients []party
	places   []int32

	placeContext bool // no place is said in the clause itself
}

// gist is what is read of a claim beside who took part, and where.
type gist struct {
	ID, Doc  ID
	Type     schema.Type
	Mode     schema.Mode
	Phase    schema.Phase
	Status   schema.Status // told or meant
	From, To Day
	Tallies  []Tally

	start, end int32 // of its sentence
}

func gistOf(c *Claim) gist {
	return gist{
		c.ID, c.Doc, c.Type, c.Mode, c.Phase, StatusOf(c), c.Period.From, c.Period.To, c.Tallies,
		int32(c.Evidence.Sentence.Start), int32(c.Evidence.Sentence.End),
	}
}

func (a *Atlas) read(c *Claim) account {
	return account{
		gist: gistOf(c), family: familyOf(c.Type, c.Phase), when: whenOf(c.Period),
		agents: a.parties(c.Agents), patients: a.parties(c.Patients), places: a.specific(c.Places),
		placeContext: !slices.ContainsFunc(c.Places, func(p Arg) bool { return !p.Inferred }),
	}
}

// compare has the arithmetic of two accounts, a before b by id.
func compare(a, b *account, atlas *Atlas) Match {
	m := Match{A: a.ID, B: b.ID, Threshold: Threshold}
	agents, patients := compareParties(a, b, atlas)
	m.Terms = [slots]Term{
		compareDocuments(a, b), compareTypes(a, b), compareStatus(a, b), compareDays(a, b), comparePlaces(a, b, atlas),
		agents, patients, compareModes(a, b), compareTallies(a, b),
	}
	for _, t := range m.Terms {
		m.Points += t.Points
		m.Excluded = m.Excluded || t.Excludes
	}
	return m
}
