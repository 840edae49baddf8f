package graph

import "slices"

// Occurrences groups claims of events into occurrences. It is a pure function of the set of claims.
// Claims of one document were merged by the document's own coreference and are never merged again
// here; claims of different documents tell the same occurrence if Same says so of each pair.
//
// Events come in ascending order of id.
func Occurrences(claims []*Claim) []*Event {
	var events []*Event
	for _, group := range cluster(claims) {
		events = append(events, occurrence(group))
	}
	slices.SortFunc(events, func(a, b *Event) int { return a.ID.Compare(b.ID) })
	return events
}

// Same reports whether claims of two documents tell the same occurrence: one type and status, a known
// and equal day, a place in common and no agent or patient told by both without one in common.
func Same(a, b *Claim) bool {
	return a.Doc != b.Doc && a.Type == b.Type && a.Phase == b.Phase && a.Status == b.Status &&
		a.Period.From != "" && a.Period.From == b.Period.From && a.Period.To == b.Period.To &&
		share(a.Places, b.Places) && compatible(a.Agents, b.Agents) && compatible(a.Patients, b.Patients)
}

func cluster(claims []*Claim) [][]*Claim {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c *Claim) bool { return c.Type.IsLasting() })
	slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	var groups [][]*Claim
	open := map[Day][]int{} // groups by the first day of their claims
	for _, c := range claims {
		joined := false
		for _, g := range open[c.Period.From] {
			if fits(groups[g], c) {
				groups[g] = append(groups[g], c)
				joined = true
				break
			}
		}
		if joined {
			continue
		}
		groups = append(groups, []*Claim{c})
		if c.Period.From != "" {
			open[c.Period.From] = append(open[c.Period.From], len(groups)-1)
		}
	}
	return groups
}

func fits(group []*Claim, c *Claim) bool {
	for _, other := range group {
		if !Same(other, c) {
			return false
		}
	}
	return true
}

func occurrence(group []*Claim) *Event {
	first := group[0]
	e := &Event{ID: first.ID, Type: first.Type, Status: first.Status, From: first.Period.From, To: first.Period.To}
	for _, c := range group {
		e.Claims = append(e.Claims, c.ID)
	}
	return e
}

func compatible(a, b []Arg) bool { return len(a) == 0 || len(b) == 0 || share(a, b) }

func share(a, b []Arg) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Entity == y.Entity {
				return true
			}
		}
	}
	return false
}
