package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Comparison is what the sources of an event say, side by side.
type Comparison struct {
	Event   *graph.Event
	Columns []Voice
	Rows    []Row
}

// Row is one slot of the event.
type Row struct {
	Slot      graph.Slot
	What      string       // of a tally: what is counted
	Contested bool         // two claims exclude each other here
	Cells     [][]Position // one list for each column; empty where it does not tell
}

// Position is what some claims say alike of one slot.
type Position struct {
	Entities []graph.ID   // of agents, patients and place, as the claims have them
	From, To graph.Day    // of the day; both empty where unknown
	Tally    *graph.Tally // of a tally
	Status   string       // of the status
	Claims   []graph.ID   // ascending
}

// comparedSlots are the rows of a comparison, but for tallies, of which there is one for each thing counted.
var comparedSlots = []graph.Slot{graph.SlotAgents, graph.SlotPatients, graph.SlotPlace, graph.SlotDay, graph.SlotTally, graph.SlotStatus}

// CompareSources compares what the sources of the event say that claim tells. It returns an error that
// wraps graph.ErrNotFound where claim tells none.
func CompareSources(ctx context.Context, r graph.Reader, claim graph.ID) (*Comparison, error) {
	x, err := IndexEvents(ctx, r)
	if err != nil {
		return nil, err
	}
	return x.CompareSources(ctx, r, claim)
}

// CompareSources does so for an event of x. The reader is that of the snapshot.
func (x *EventIndex) CompareSources(ctx context.Context, r graph.Reader, claim graph.ID) (*Comparison, error) {
	e := x.table.Of(claim)
	if e == nil {
		return nil, noEvent(ctx, r, claim)
	}
	told, err := ToldClaims(ctx, r, e)
	if err != nil {
		return nil, err
	}
	claims := told[0]
	reports, err := ReadReports(ctx, r, claims)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Event: e, Columns: reports.Voices(claims)}
	for _, slot := range comparedSlots {
		if slot != graph.SlotTally {
			c.addRow(slot, "", claims, x.atlas)
			continue
		}
		for _, what := range thingsCounted(claims) {
			c.addRow(slot, what, claims, x.atlas)
		}
	}
	return c, nil
}

// noEvent returns the error for a claim that tells no event.
func noEvent(ctx context.Context, r graph.Reader, claim graph.ID) error {
	found, err := r.Claims(ctx, []graph.ID{claim})
	if err != nil {
		return err
	}
	if c := found[0]; c == nil || c.Review != graph.Rejected {
		return fmt.Errorf("event %s: %w", claim, graph.ErrNotFound)
	}
	curation, err := graph.CurationOf(ctx, r)
	if err != nil {
		return err
	}
	for _, j := range curation.On(claim) {
		if j.Kind == graph.Reject {
			return fmt.Errorf("event %s: %w: the claim was rejected, by judgement %s of %s, and belongs to no event", claim, graph.ErrNotFound, j.ID, j.Author)
		}
	}
	return fmt.Errorf("event %s: %w: the claim was rejected, and belongs to no event", claim, graph.ErrNotFound)
}

// thingsCounted returns what any of claims counts, sorted.
func thingsCounted(claims []*graph.Claim) []string {
	var out []string
	for _, c := range claims {
		for _, t := range c.Tallies {
			out = append(out, t.What)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *Comparison) addRow(slot graph.Slot, what string, claims []*graph.Claim, atlas *graph.Atlas) {
	row := Row{Slot: slot, What: what, Contested: disputed(slot, what, claims, atlas), Cells: make([][]Position, len(c.Columns))}
	of := voiceOf(c.Columns)
	for _, claim := range claims {
		cell := &row.Cells[of[claim.ID]]
		for _, p := range positionsOf(slot, what, claim) {
			i := slices.IndexFunc(*cell, p.like)
			if i < 0 {
				i = len(*cell)
				*cell = append(*cell, p)
			}
			if told := &(*cell)[i].Claims; !slices.Contains(*told, claim.ID) {
				*told = append(*told, claim.ID)
			}
		}
	}
	c.Rows = append(c.Rows, row)
}

// positionsOf returns what c says of a slot, none where it does not tell.
func positionsOf(slot graph.Slot, what string, c *graph.Claim) []Position {
	switch slot {
	case graph.SlotAgents:
		return positionOf(c.Agents)
	case graph.SlotPatients:
		return positionOf(c.Patients)
	case graph.SlotPlace:
		return positionOf(c.Places)
	case graph.SlotDay:
		if c.Period.From == "" && c.Period.To == "" {
			return nil
		}
		return []Position{{From: c.Period.From, To: c.Period.To}}
	case graph.SlotStatus:
		return []Position{{Status: string(graph.StatusOf(c))}}
	}
	var out []Position
	for i := range c.Tallies {
		if c.Tallies[i].What == what {
			out = append(out, Position{Tally: &c.Tallies[i]})
		}
	}
	return out
}

func positionOf(args []graph.Arg) []Position {
	if len(args) == 0 {
		return nil
	}
	p := Position{}
	for _, a := range args {
		if !slices.Contains(p.Entities, a.Entity) {
			p.Entities = append(p.Entities, a.Entity)
		}
	}
	return []Position{p}
}

// like reports whether p and q say the same.
func (p Position) like(q Position) bool {
	return slices.Equal(sortIDs(p.Entities), sortIDs(q.Entities)) && p.From == q.From && p.To == q.To && p.Status == q.Status && likeTally(p.Tally, q.Tally)
}

func likeTally(a, b *graph.Tally) bool {
	if a == nil || b == nil {
		return a == b
	}
	equal := func(x, y *int) bool { return x == y || x != nil && y != nil && *x == *y }
	return equal(a.Min, b.Min) && equal(a.Max, b.Max)
}

// Entities returns every entity that c names, ascending.
func (c *Comparison) Entities() []graph.ID {
	var ids []graph.ID
	for _, v := range c.Columns {
		ids = append(ids, v.Sources...)
	}
	for _, row := range c.Rows {
		for _, cell := range row.Cells {
			for _, p := range cell {
				ids = append(ids, p.Entities...)
			}
		}
	}
	return sortIDs(ids)
}

// Documents returns every document that c names, ascending.
func (c *Comparison) Documents() []graph.ID {
	var ids []graph.ID
	for _, v := range c.Columns {
		ids = append(ids, v.Documents...)
	}
	return sortIDs(ids)
}
