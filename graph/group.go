package graph

import (
	"math"
	"slices"
)

// grouping puts accounts into groups, step by step. The group of an account, its row's, is that with the lowest row in it.
type grouping struct {
	atlas    *Atlas
	accounts *ledger
	units    map[uint32][]uint32 // by group, where it has several: its units
	members  map[uint32][]uint32 // by unit, where people put several together: the accounts
	apart    map[[2]uint32]bool
	silent   map[uint32]bool // accounts that deny what their document tells, and join nothing else

	one, other reading
}

func newGrouping(accounts *ledger, atlas *Atlas, overrule Overrule) *grouping {
	g := &grouping{
		atlas: atlas, accounts: accounts, units: map[uint32][]uint32{}, members: map[uint32][]uint32{}, apart: map[[2]uint32]bool{},
		silent: map[uint32]bool{},
	}
	for _, p := range g.indices(overrule.Apart) {
		g.apart[p] = true
	}
	for _, p := range g.indices(overrule.Together) {
		g.putTogether(p[0], p[1])
	}
	g.attachDenials()
	return g
}

// indices returns pairs as rows, ascending, without doubles and those that say nothing.
func (g *grouping) indices(pairs [][2]ID) [][2]uint32 {
	var out [][2]uint32
	for _, p := range pairs {
		i, ok := g.accounts.index(p[0])
		j, also := g.accounts.index(p[1])
		if ok && also && i != j {
			out = append(out, [2]uint32{min(i, j), max(i, j)})
		}
	}
	slices.SortFunc(out, func(a, b [2]uint32) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(out)
}

func (g *grouping) groupOf(account uint32) *uint32 { return &g.accounts.rows.at(account).group }

// kindred returns the accounts that may be one with others, in lists of which nothing joins one with another: they are of other
// families, and no unit has accounts of both. What becomes of one list does not depend on the others, so that memory is needed
// for one after the other. Lists ascend. It is to be called before anything is joined.
func (g *grouping) kindred() [][]uint32 {
	of := map[family]family{} // by family, that which stands for it
	stand := func(f family) family {
		for up, ok := of[f]; ok && up != f; up, ok = of[f] {
			f = up
		}
		return f
	}
	for i := range uint32(g.accounts.rows.n) {
		if unit := *g.groupOf(i); unit != i {
			a, b := stand(g.accounts.familyOf(i)), stand(g.accounts.familyOf(unit))
			of[max(a, b)] = min(a, b)
		}
	}
	var kindred [math.MaxUint8 + 1][]uint32
	for i := range uint32(g.accounts.rows.n) {
		if g.accounts.rows.at(i).parts != noParts {
			f := stand(g.accounts.familyOf(i))
			kindred[f] = append(kindred[f], i)
		}
	}
	return slices.DeleteFunc(kindred[:], func(some []uint32) bool { return len(some) < 2 })
}

// unitsOf returns the units of a group, and membersOf the accounts of a unit: mostly one, of the same number.
func (g *grouping) unitsOf(group uint32) []uint32 { return severalOr(g.units, group) }

func (g *grouping) membersOf(unit uint32) []uint32 { return severalOr(g.members, unit) }

func severalOr(several map[uint32][]uint32, i uint32) []uint32 {
	if all, ok := several[i]; ok {
		return all
	}
	return []uint32{i}
}

// putTogether makes one unit of those of accounts i and j, unless that joins what is to be kept apart.
// There are no groups of several units yet.
func (g *grouping) putTogether(i, j uint32) {
	u, v := *g.groupOf(i), *g.groupOf(j)
	if u == v || g.keptApart(g.membersOf(u), g.membersOf(v)) {
		return
	}
	u, v = min(u, v), max(u, v)
	for _, m := range g.membersOf(v) {
		*g.groupOf(m) = u
	}
	g.members[u] = append(g.membersOf(u), g.membersOf(v)...)
	delete(g.members, v)
}

func (g *grouping) keptApart(a, b []uint32) bool {
	if len(g.apart) == 0 {
		return false
	}
	for _, i := range a {
		for _, j := range b {
			if g.apart[[2]uint32{min(i, j), max(i, j)}] {
				return true
			}
		}
	}
	return false
}

// join makes one group of those of accounts i and j, if each unit of the one tells the same as each of
// the other.
func (g *grouping) join(i, j uint32) {
	if g.silent[i] || g.silent[j] {
		return
	}
	a, b := *g.groupOf(i), *g.groupOf(j)
	if a, b = min(a, b), max(a, b); a == b {
		return
	}
	for _, u := range g.unitsOf(a) {
		for _, v := range g.unitsOf(b) {
			if !g.same(g.membersOf(u), g.membersOf(v)) {
				return
			}
		}
	}
	for _, u := range g.unitsOf(b) {
		for _, m := range g.membersOf(u) {
			*g.groupOf(m) = a
		}
	}
	g.units[a] = append(g.unitsOf(a), g.unitsOf(b)...)
	delete(g.units, b)
}

// same reports whether two units tell one occurrence: an account of one and an account of the other do that are not
// silent, none is kept apart, and no document tells both.
func (g *grouping) same(a, b []uint32) bool {
	if g.keptApart(a, b) {
		return false
	}
	same := false
	for _, i := range a {
		for _, j := range b {
			if g.accounts.rows.at(i).doc == g.accounts.rows.at(j).doc {
				return false
			}
			same = same || !g.silent[i] && !g.silent[j] && g.matches(min(i, j), max(i, j))
		}
	}
	return same
}

func (g *grouping) matches(i, j uint32) bool {
	m := compare(g.accounts.read(i, &g.one), g.accounts.read(j, &g.other), g.atlas)
	return m.Same()
}
