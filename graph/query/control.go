package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// ControlState says who holds a place, as far as what is stored tells.
type ControlState string

// States of control.
const (
	Held      ControlState = "held"      // one side, told by somebody who is not of that side
	Contested ControlState = "contested" // sides exclude each other, or one account denies another
	Claimed   ControlState = "claimed"   // one side, told by that side alone or only as possible
	Unclear   ControlState = "unknown"   // nobody tells it of that day
)

// Rules of control: the reason that a state is given with. docs/CONTROL.md has each with an example.
const (
	RuleIndependent = "told-by-others"      // held: an account that is not of the holder's side
	RuleOwnWord     = "own-word-only"       // claimed: only the holder's side says so
	RuleHedged      = "only-as-possible"    // claimed: only as possible or alleged, or doubted by the outlet
	RuleSameDays    = "rivals-same-days"    // contested: rivals are said to hold it within a day of each other
	RuleDenied      = "denied"              // contested: somebody denies it, or a rival alone says that it is lost
	RuleSameDay     = "gained-and-lost"     // contested: gained and lost on one day, in an order that is not told
	RuleDivided     = "part-in-other-hands" // contested: a part of it is told to be lost, or a rival's
	RuleNoEvidence  = "no-evidence"         // unknown: no claim by that day
	RuleEnded       = "ended-without-heir"  // unknown: the last holder lost it, and nobody is said to have it
	RuleChanging    = "changed-on-some-day" // unknown: it changed hands on one of these days
)

// Holder is who is said to hold a place.
type Holder struct {
	Actor  graph.ID
	State  ControlState // held or claimed, of this holder by itself
	Since  graph.Day    // the first day of which it is sure, within this spell
	Last   graph.Day    // the day of the latest claim that says so
	Brief  bool         // for hours only, as every claim of the spell says
	Claims []graph.ID   // that say so, ascending
}

// PartClaim is control of a part of a place that has no name of its own: «half of the town».
type PartClaim struct {
	Actor graph.ID
	Claim graph.ID
	Words graph.Span // in the claim's document
	Day   graph.Day  // of which it is told
	Lost  bool       // the part was lost or left
}

// ControlAt is who holds a place on a day.
type ControlAt struct {
	Place   graph.ID
	At      graph.Day // the day asked for; zero: after all that is told
	State   ControlState
	Rule    string
	Holders []Holder   // ascending by actor; several only where contested, or held together
	Against []graph.ID // claims that deny it, or that ended what was before, ascending
	Last    graph.Day  // of the latest claim that bears on the state; zero where there is none
	From    Bound      // where the interval of this state begins
	To      Bound      // where it ends

	Partial []PartClaim // unnamed parts, in the order of days and claims; they do not add up to the place
	Undated []graph.ID  // claims of no known day, of occurrence or of publication: they count for nothing
	Parts   []PartOf    // places inside of it of which something is told; they do not add up to it either
	Context []PartOf    // places that it lies in, the nearest first; their control is not passed down
}

// PartOf is the state of another place, for comparison.
type PartOf struct {
	Place  graph.ID
	State  ControlState
	Rule   string
	Actors []graph.ID
	Last   graph.Day
}

// Control returns who holds a place on the day at, by what claims of type control and withdraw say; a siege is no
// control, and neither are plans and failed attempts. The zero day stands for the end of what is told.
//
// Who speaks decides what a claim can show. Its speaker is its nearest source or, where it names none, its outlet, if
// that is an entity. The speaker is of an actor's side if one of them belongs to the other or both to a third, by
// the parents of the lexicon; a person, an outlet or a body also by what it leads, belongs to or speaks for.
//
//   - That A took or holds the place: held, unless the speaker is of A's side (claimed), or the claim is only possible
//     or alleged, or its outlet doubts it or keeps its distance (claimed, and never against a firmer account). In one
//     spell the firmest account counts.
//   - That A lost or left it: ends A's spell if A's side or somebody without a stake says so; a rival's word alone
//     makes the state contested. A that denies a loss says that it holds; A that denies to hold ends its spell.
//   - Others who deny that A holds it make the state contested, until A is told to hold it more than a day later.
//   - Another side's account ends A's spell if it is of more than a day later (two, where only its publication is
//     known), or tells a gain where A's was a hold of an earlier day. Within these days both stand and the state is
//     contested. Those of whom one belongs to the other are one side, and so are those whom more claims
//     name as holders together than as opponents at that place.
//   - Words that mean a part («half of», «positions in») never give the place; told of a rival, or as lost, they
//     leave a holder contested. «For hours» gives that day alone.
//
// A claim counts from the last day on which what it tells can have come about: its own day, the end of its week or
// month, else the day of publication. A period that is told to be over ends at its end. A state is carried on until
// other evidence, however old: Last says how old it is. Between the first and the last possible day of a change the
// state is unknown. A vaguer account of a change that another account dates, within its period or within a week
// before its publication, is the same change. Claims without any day are listed and count for nothing.
//
// It returns an error that wraps graph.ErrNotFound where the place is not stored, and ErrNoPlace where it is none.
func Control(ctx context.Context, r graph.Reader, place graph.ID, at graph.Day) (*ControlAt, error) {
	e, err := ResolveID(ctx, r, place)
	if err != nil {
		return nil, err
	}
	if !e.Kind.IsPlace() {
		return nil, fmt.Errorf("control of %s: %w", e.Key, ErrNoPlace)
	}
	inside, err := Within(ctx, r, []graph.ID{place})
	if err != nil {
		return nil, fmt.Errorf("control of %s: %w", e.Key, err)
	}
	if inside, err = touched(ctx, r, inside); err != nil {
		return nil, fmt.Errorf("control of %s: %w", e.Key, err)
	}
	outside, err := containing(ctx, r, e)
	if err != nil {
		return nil, fmt.Errorf("control of %s: %w", e.Key, err)
	}
	boards, err := newBoards(ctx, r, slices.Concat([]graph.ID{place}, inside, outside))
	if err != nil {
		return nil, fmt.Errorf("control of %s: %w", e.Key, err)
	}
	c := boards[place].at(at)
	for _, id := range inside {
		if b := boards[id]; id != place && len(b.marks) > 0 {
			c.Parts = append(c.Parts, b.brief(at))
		}
	}
	for _, id := range outside {
		c.Context = append(c.Context, boards[id].brief(at))
	}
	return c, nil
}

// touched returns those of places of which an edge tells control, its loss or a withdrawal, at any time: a country has
// thousands of places inside, and most claims are of something else.
func touched(ctx context.Context, r graph.Reader, places []graph.ID) ([]graph.ID, error) {
	for a, ok := r.(*past); ok; a, ok = r.(*past) {
		r = a.r
	}
	lists, err := r.RelationsOf(ctx, places, graph.In, schema.Controls, schema.Lost, schema.WithdrewFrom)
	if err != nil {
		return nil, err
	}
	var found []graph.ID
	for i, id := range places {
		if len(lists[i]) > 0 {
			found = append(found, id)
		}
	}
	return found, nil
}

// containing returns the places that e lies in by the lexicon, the nearest first, as far as documents name them.
func containing(ctx context.Context, r graph.Reader, e *graph.Entity) ([]graph.ID, error) {
	g := newGazette(r)
	if err := g.load(ctx, []graph.ID{e.ID}); err != nil {
		return nil, err
	}
	var outside []graph.ID
	for _, id := range g.above(e.ID)[1:] {
		if p := g.known[id]; p == nil || !p.Kind.IsPlace() {
			break
		}
		outside = append(outside, id)
	}
	return outside, nil
}

// at returns the state on a day, with the interval that it lies in.
func (b *board) at(day graph.Day) *ControlAt {
	d := day
	if d == "" {
		d = endOfTime
	}
	v := b.on(d)
	c := &ControlAt{
		Place: b.place, At: day, State: v.state, Rule: v.rule, Against: markClaims(v.against), Last: v.last,
		Undated: b.undated, Partial: b.partial(d),
	}
	for _, h := range v.holders {
		c.Holders = append(c.Holders, h.holder(d))
	}
	c.From, c.To = b.around(d)
	return c
}

// around returns the ends of the interval in which day d lies; before the first one, nothing is told.
func (b *board) around(d graph.Day) (from, to Bound) {
	from, to = Bound{Precision: PrecisionOpen}, Bound{Precision: PrecisionOpen}
	for n, i := range b.intervals() {
		if n == 0 && d < i.From.Day {
			return from, i.From.before("")
		}
		if i.From.Day <= d && (i.To.Day == "" || i.To.Day >= d) {
			return i.From, i.To
		}
	}
	return from, to
}

// brief returns the state on a day in short.
func (b *board) brief(day graph.Day) PartOf {
	d := day
	if d == "" {
		d = endOfTime
	}
	v := b.on(d)
	p := PartOf{Place: b.place, State: v.state, Rule: v.rule, Last: v.last}
	for _, h := range v.holders {
		p.Actors = append(p.Actors, h.actor)
	}
	return p
}

// partial lists what is told of unnamed parts by day d.
func (b *board) partial(d graph.Day) []PartClaim {
	var parts []PartClaim
	for _, m := range b.marks {
		if m.part.IsZero() || m.hi > d || m.sign == denies {
			continue
		}
		parts = append(parts, PartClaim{Actor: m.actor, Claim: m.claim, Words: m.part, Day: m.hi, Lost: m.sign == loses})
	}
	return parts
}
