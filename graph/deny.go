package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// A document's own coreference keeps what one source tells and what another one denies in it two claims, for they
// are two. They are one occurrence: a claim that denies goes with what it denies, where the document tells one
// such thing and no more. It brings nothing else with it: what else is that occurrence is asked of the claims that
// tell it.

// mayDeny reports whether c can deny what its own document tells. It needs no day for that.
func mayDeny(c *Claim) bool { return StatusOf(c) == schema.Denied && len(c.Places) > 0 }

// DeniesOwn reports whether one of a and b denies what the other one tells in the same document, by what they say:
// one type, phase and place; the same day, or the denial without one soon after; doers and victims of whom none differ, and some in
// common. It does not see whether the document tells another such thing.
func DeniesOwn(a, b *Claim, atlas *Atlas) bool {
	atlas = atlas.extended([]*Claim{a, b})
	x, y := atlas.read(a), atlas.read(b)
	return deniesTold(&x, &y, atlas) || deniesTold(&y, &x, atlas)
}

// deniesTold reports whether d denies t, of the same document.
func deniesTold(d, t *account, atlas *Atlas) bool {
	return d.Doc == t.Doc && d.Status == schema.Denied && (t.Status == schema.Happened || t.Status == schema.Failed) &&
		compareTypes(d, t).Finding == Equal && !compareModes(d, t).Excludes &&
		deniedDay(d, t) && deniedPlace(d, t, atlas) && deniedParties(d, t, atlas)
}

// soonDenied is within how many bytes after a sentence a denial without a day speaks of it: two or three sentences.
const soonDenied = 1000

// deniedDay asks for the day of what is told, and that the denial has the same one. Who denies what was just told
// need not say when; in the sentence that tells the day itself, what has none is of another time.
func deniedDay(d, t *account) bool {
	switch {
	case t.when.sort == whenUnknown:
		return false
	case d.when.sort == whenUnknown:
		return t.end <= d.start && d.start-t.end <= soonDenied
	}
	days := compareDays(d, t)
	return days.Finding == Equal || days.Finding == Part
}

// deniedPlace asks that what is told lies where it is denied, up to a district: who denies it of the town denies it of
// the quarter, and not the other way round. Of control and the like it has to be the same.
func deniedPlace(d, t *account, atlas *Atlas) bool {
	if territorial(d) {
		return len(d.places) > 0 && len(d.places) == len(t.places) && containsAll(d.places, t.places)
	}
	if sums(d) && (beyond(d.places, t.places, atlas) || beyond(t.places, d.places, atlas)) {
		return false
	}
	return slices.ContainsFunc(d.places, func(x int32) bool {
		return slices.ContainsFunc(t.places, func(y int32) bool {
			found, ok := comparePlace(x, y, atlas)
			return ok && found.Finding != Wide && (x == y || atlas.inside(y, x))
		})
	})
}

func containsAll(all, some []int32) bool {
	return !slices.ContainsFunc(some, func(x int32) bool { return !slices.Contains(all, x) })
}

// deniedParties asks for a party in common, and for none that differ. Who is told to have done it, but not known,
// may be anybody but who denies it.
func deniedParties(d, t *account, atlas *Atlas) bool {
	agents, patients := compareParties(d, t, atlas)
	same := func(x Term) bool { return x.Finding == Equal || x.Finding == Part }
	if agents.Finding == Differ || agents.Finding == Generic || patients.Finding == Differ {
		return false
	}
	return same(agents) || same(patients) || patients.Finding == Generic
}

// attachDenials puts each account that denies what its document tells into the unit of that, if there is one such
// unit, from which nobody keeps it apart. It is silent there.
func (g *grouping) attachDenials() {
	denials, told := g.denials()
	for _, d := range denials {
		if u := *g.groupOf(d); u != d || len(g.membersOf(u)) > 1 {
			continue // what people have put somewhere stays there
		}
		if u, one := g.denied(d, told[g.accounts.rows.at(d).doc]); one {
			g.attach(d, u)
		}
	}
}

// attach takes account d, which denies it, into unit u; a unit has the number of its lowest account.
func (g *grouping) attach(d, u uint32) {
	all, unit := append(slices.Clone(g.membersOf(u)), d), min(d, u)
	delete(g.members, u)
	g.members[unit], g.silent[d] = all, true
	for _, m := range all {
		*g.groupOf(m) = unit
	}
}

// denials returns the accounts that deny, and by document the others of the documents that have some.
func (g *grouping) denials() (denials []uint32, told map[uint32][]uint32) {
	told = map[uint32][]uint32{}
	rows, denied := &g.accounts.rows, word(g.accounts, schema.Denied)
	for i := range uint32(rows.n) {
		if r := rows.at(i); r.parts != noParts && r.status == denied {
			denials = append(denials, i)
			told[r.doc] = nil
		}
	}
	for i := range uint32(rows.n) {
		r := rows.at(i)
		if _, ok := told[r.doc]; ok && r.parts != noParts && r.status != denied {
			told[r.doc] = append(told[r.doc], i)
		}
	}
	return denials, told
}

// denied returns the one unit among those of told that d denies.
func (g *grouping) denied(d uint32, told []uint32) (unit uint32, one bool) {
	for _, t := range told {
		u := *g.groupOf(t)
		if one && u == unit || g.keptApart(g.membersOf(u), []uint32{d}) || !deniesTold(g.accounts.read(d, &g.one), g.accounts.read(t, &g.other), g.atlas) {
			continue
		}
		if one {
			return 0, false
		}
		unit, one = u, true
	}
	return unit, one
}
