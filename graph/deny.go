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
	g.silent = make([]bool, len(g.accounts))
	told := g.toldBesideDenials()
	for i := range g.accounts {
		d := int32(i)
		if u := g.group[d]; g.accounts[i].Status != schema.Denied || u != d || len(g.members[u]) > 1 {
			continue // what people have put somewhere stays there
		}
		if u, one := g.denied(d, told[g.accounts[i].Doc]); one {
			g.members[u] = append(g.members[u], d)
			g.group[d], g.silent[d], g.units[d], g.members[d] = u, true, nil, nil
		}
	}
}

// toldBesideDenials returns, by document, the accounts that are no denials, of documents that have some.
func (g *grouping) toldBesideDenials() map[ID][]int32 {
	told := map[ID][]int32{}
	for i := range g.accounts {
		if a := &g.accounts[i]; a.Status == schema.Denied {
			told[a.Doc] = nil
		}
	}
	for i := range g.accounts {
		a := &g.accounts[i]
		if _, denied := told[a.Doc]; denied && a.Status != schema.Denied {
			told[a.Doc] = append(told[a.Doc], int32(i))
		}
	}
	return told
}

// denied returns the one unit among those of told that d denies.
func (g *grouping) denied(d int32, told []int32) (unit int32, one bool) {
	for _, t := range told {
		u := g.group[t]
		if one && u == unit || g.keptApart(g.members[u], []int32{d}) || !deniesTold(&g.accounts[d], &g.accounts[t], g.atlas) {
			continue
		}
		if one {
			return 0, false
		}
		unit, one = u, true
	}
	return unit, one
}
