package graph

import "slices"

// grouping puts accounts into groups, step by step.
type grouping struct {
	atlas    *Atlas
	accounts []account
	group    []int32   // by account: the group it is in
	units    [][]int32 // by group: its units, nil where it went into another group
	members  [][]int32 // by unit: the accounts that people put together, mostly one
	apart    map[[2]int32]bool
	silent   []bool // by account: it denies what its document tells, and joins nothing else
}

func newGrouping(accounts []account, atlas *Atlas, overrule Overrule) *grouping {
	g := &grouping{atlas: atlas, accounts: accounts, apart: map[[2]int32]bool{}}
	numbers := make([]int32, len(accounts))
	g.group, g.units, g.members = make([]int32, len(accounts)), make([][]int32, len(accounts)), make([][]int32, len(accounts))
	for i := range accounts {
		numbers[i], g.group[i] = int32(i), int32(i)
		g.units[i], g.members[i] = numbers[i:i+1:i+1], numbers[i:i+1:i+1]
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

// indices returns pairs as indices of accounts, ascending, without doubles and those that say nothing.
func (g *grouping) indices(pairs [][2]ID) [][2]int32 {
	var out [][2]int32
	for _, p := range pairs {
		i, ok := g.index(p[0])
		j, also := g.index(p[1])
		if ok && also && i != j {
			out = append(out, [2]int32{min(i, j), max(i, j)})
		}
	}
	slices.SortFunc(out, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(out)
}

func (g *grouping) index(id ID) (int32, bool) {
	i, ok := slices.BinarySearchFunc(g.accounts, id, func(a account, id ID) int { return a.ID.Compare(id) })
	return int32(i), ok
}

// putTogether makes one unit of those of accounts i and j, unless that joins what is to be kept apart.
// There are no groups of several units yet.
func (g *grouping) putTogether(i, j int32) {
	u, v := g.group[i], g.group[j]
	if u == v || g.keptApart(g.members[u], g.members[v]) {
		return
	}
	u, v = min(u, v), max(u, v)
	for _, m := range g.members[v] {
		g.group[m] = u
	}
	g.members[u] = append(g.members[u], g.members[v]...)
	g.members[v], g.units[v] = nil, nil
}

func (g *grouping) keptApart(a, b []int32) bool {
	if len(g.apart) == 0 {
		return false
	}
	for _, i := range a {
		for _, j := range b {
			if g.apart[[2]int32{min(i, j), max(i, j)}] {
				return true
			}
		}
	}
	return false
}

// join makes one group of those of accounts i and j, if each unit of the one tells the same as each of
// the other.
func (g *grouping) join(i, j int32) {
	if g.silent[i] || g.silent[j] {
		return
	}
	a, b := min(g.group[i], g.group[j]), max(g.group[i], g.group[j])
	if a == b {
		return
	}
	for _, u := range g.units[a] {
		for _, v := range g.units[b] {
			if !g.same(g.members[u], g.members[v]) {
				return
			}
		}
	}
	for _, u := range g.units[b] {
		for _, m := range g.members[u] {
			g.group[m] = a
		}
	}
	g.units[a] = append(g.units[a], g.units[b]...)
	g.units[b] = nil
}

// same reports whether two units tell one occurrence: an account of one and an account of the other do that are not
// silent, none is kept apart, and no document tells both.
func (g *grouping) same(a, b []int32) bool {
	if g.keptApart(a, b) {
		return false
	}
	same := false
	for _, i := range a {
		for _, j := range b {
			if g.accounts[i].Doc == g.accounts[j].Doc {
				return false
			}
			if same || g.silent[i] || g.silent[j] {
				continue
			}
			m := compare(&g.accounts[min(i, j)], &g.accounts[max(i, j)], g.atlas)
			same = m.Same()
		}
	}
	return same
}

// groups returns what is read of the claims of each group, ascending.
func (g *grouping) groups() [][]*gist {
	byID := func(a, b *gist) int { return a.ID.Compare(b.ID) }
	var groups [][]*gist
	all := make([]*gist, 0, len(g.accounts))
	for _, units := range g.units {
		start := len(all)
		for _, u := range units {
			for _, m := range g.members[u] {
				all = append(all, &g.accounts[m].gist)
			}
		}
		if claims := all[start:len(all):len(all)]; len(claims) > 0 {
			slices.SortFunc(claims, byID)
			groups = append(groups, claims)
		}
	}
	return groups
}
