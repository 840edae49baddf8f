package main

import (
	"fmt"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// matchView is the arithmetic of a claim with another one of its event.
type matchView struct {
	With      graph.ID   `json:"with"`
	Points    int        `json:"points"`
	Threshold int        `json:"threshold"`
	Same      bool       `json:"same"` // by the rule; false where somebody put them together
	Bond      graph.Bond `json:"bond"`
	Terms     []termView `json:"terms"`
}

type termView struct {
	Slot     graph.Slot    `json:"slot"`
	Finding  graph.Finding `json:"finding"`
	Points   int           `json:"points"`
	Excludes bool          `json:"excludes,omitempty"`
}

// addMatches gives each reason the matches that its claim takes part in.
func addMatches(reasons []reason, matches []graph.Match) {
	at := map[graph.ID]*reason{}
	for i := range reasons {
		at[reasons[i].ID] = &reasons[i]
	}
	for i := range matches {
		m := &matches[i]
		view := matchView{Points: m.Points, Threshold: m.Threshold, Same: m.Same(), Bond: m.Bond}
		for _, t := range m.Terms {
			view.Terms = append(view.Terms, termView{t.Slot, t.Finding, t.Points, t.Excludes})
		}
		for _, end := range [][2]graph.ID{{m.A, m.B}, {m.B, m.A}} {
			view.With = end[1]
			at[end[0]].Matches = append(at[end[0]].Matches, view)
		}
	}
}

// arithmetic shows matches, one paragraph for each pair.
func arithmetic(reasons []reason, matches []graph.Match) string {
	views := map[graph.ID]*claimView{}
	for i := range reasons {
		views[reasons[i].ID] = &reasons[i].claimView
	}
	var b strings.Builder
	for i := range matches {
		m := &matches[i]
		x, y := views[m.A], views[m.B]
		fmt.Fprintf(&b, "%s ~ %s: %d points of %d, %s\n", x.Document, y.Document, m.Points, m.Threshold, verdicts[m.Bond])
		for _, t := range m.Terms {
			if t.Slot == graph.SlotDocument || t.Finding == graph.Unsaid && t.Points == 0 && !t.Excludes {
				continue
			}
			fmt.Fprintf(&b, "  %+d %-8s %-7s %s\n", t.Points, t.Slot, t.Finding, both(slotOf(x, t.Slot), slotOf(y, t.Slot)))
		}
	}
	return b.String()
}

// verdicts say why two claims are of one event.
var verdicts = map[graph.Bond]string{
	graph.PointsBond:  "one occurrence",
	graph.DenialBond:  "one denies what the other one tells in the same article",
	graph.CompanyBond: "one comes with what it denies in its article",
	graph.JudgedBond:  "put together in spite of the rule",
}

func both(x, y string) string {
	if x == y {
		return x
	}
	if x == "" {
		x = "–"
	}
	if y == "" {
		y = "–"
	}
	return x + "  |  " + y
}

// slotOf shows what a claim says of a slot.
func slotOf(c *claimView, slot graph.Slot) string {
	switch slot {
	case graph.SlotType:
		return joinNonEmpty(" ", string(c.Type), string(c.Phase))
	case graph.SlotStatus:
		return string(c.Status)
	case graph.SlotDay:
		return days(c.From, c.To)
	case graph.SlotPlace:
		return list(c.Places)
	case graph.SlotAgents:
		return list(c.Agents)
	case graph.SlotPatients:
		return list(c.Patients)
	case graph.SlotMode:
		return string(c.Mode)
	case graph.SlotTally:
		return c.Count
	}
	return ""
}

// contestedIn tells where claims exclude each other; nothing where they do not.
func contestedIn(slots []graph.Slot) string {
	if len(slots) == 0 {
		return ""
	}
	names := make([]string, 0, len(slots))
	for _, s := range slots {
		names = append(names, string(s))
	}
	return "; contested: " + list(names)
}
