package graph

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// pair is two accounts, by index, that tell one occurrence by the rule.
type pair struct {
	a, b   int32
	points int32
}

// place and family, and for wide places an actor, under which accounts are looked up. What shares no
// key cannot reach Threshold.
type blockKey struct {
	place, actor int32
	family       family
	sort         whenSort
	bucket       int32
}

const (
	anyActor   = -1
	monthWidth = 30 // days of a bucket of months
)

// blocks finds for an account those that may tell the same.
type blocks struct {
	atlas    *Atlas
	accounts []account
	at       map[blockKey][]int32 // the short ones by first day
	seen     []int32              // by account: for which other one it was found last, plus one
	roots    []int32              // of the parties of the account that is looked at
}

// samePairs returns the pairs of accounts that tell one occurrence by the rule, those with most points
// first, and of like ones those with lower ids.
func samePairs(accounts []account, atlas *Atlas) []pair {
	b := &blocks{atlas: atlas, accounts: accounts, at: map[blockKey][]int32{}, seen: make([]int32, len(accounts))}
	for i := range accounts {
		b.enter(int32(i))
	}
	b.order()
	var pairs []pair
	for i := range accounts {
		pairs = b.pairsOf(int32(i), pairs)
	}
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.points, p.points), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	return slices.Compact(pairs)
}

func (b *blocks) enter(i int32) {
	a := &b.accounts[i]
	if a.when.sort == whenUnknown {
		return
	}
	b.readRoots(a)
	for _, place := range a.places {
		for _, actor := range b.actorsAt(place) {
			key := blockKey{place: place, actor: actor, family: a.family, sort: a.when.sort}
			switch a.when.sort {
			case whenShort:
				b.at[key] = append(b.at[key], i)
			case whenMonth:
				for m := bucket(a.when.from); m <= bucket(a.when.to); m++ {
					key.bucket = m
					b.at[key] = append(b.at[key], i)
				}
			default:
				key.bucket = a.when.from
				b.at[key] = append(b.at[key], i)
			}
		}
	}
}

func bucket(day int32) int32 { return day / monthWidth }

func (b *blocks) readRoots(a *account) {
	b.roots = b.roots[:0]
	for _, parties := range [][]party{a.agents, a.patients} {
		for _, p := range parties {
			if root := b.atlas.root(p.actor); !slices.Contains(b.roots, root) {
				b.roots = append(b.roots, root)
			}
		}
	}
}

var whoever = []int32{anyActor}

// actorsAt returns under which actors an account is kept at a place: at one that says little it takes
// actors in common to make one occurrence of two.
func (b *blocks) actorsAt(place int32) []int32 {
	switch b.atlas.kind(place) {
	case schema.Country, schema.Region, schema.Natural, "":
		return b.roots
	}
	return whoever
}

func (b *blocks) order() {
	for key, list := range b.at {
		if key.sort == whenShort {
			slices.SortFunc(list, func(i, j int32) int {
				return cmp.Or(cmp.Compare(b.accounts[i].when.from, b.accounts[j].when.from), cmp.Compare(i, j))
			})
		}
	}
}

// pairsOf appends to pairs those of account i with another one at the same place or at one around it.
func (b *blocks) pairsOf(i int32, pairs []pair) []pair {
	a := &b.accounts[i]
	if a.when.sort == whenUnknown {
		return pairs
	}
	b.readRoots(a)
	var buf [maxDepth + 1]int32
	for _, place := range a.places {
		for _, around := range b.atlas.ancestors(place, append(buf[:0], place)) {
			for _, actor := range b.actorsAt(around) {
				key := blockKey{place: around, actor: actor, family: a.family}
				b.near(a.when, key, func(j int32) { pairs = b.try(i, j, pairs) })
			}
		}
	}
	return pairs
}

// near calls found with the accounts under key whose days may go with w.
func (b *blocks) near(w when, key blockKey, found func(int32)) {
	each := func(sort whenSort, bucket int32) {
		key.sort, key.bucket = sort, bucket
		for _, j := range b.at[key] {
			found(j)
		}
	}
	if w.sort == whenOpen || w.sort == whenLong {
		each(w.sort, w.from)
		return
	}
	for m := bucket(w.from); m <= bucket(w.to); m++ {
		each(whenMonth, m)
	}
	key.sort, key.bucket = whenShort, 0
	list := b.at[key]
	first, _ := slices.BinarySearchFunc(list, w.from-shortDays-1, func(j, day int32) int {
		return cmp.Compare(b.accounts[j].when.from, day)
	})
	for _, j := range list[first:] {
		if b.accounts[j].when.from > w.to+1 {
			break
		}
		found(j)
	}
}

// try compares accounts i and j, once for each time that i is looked at.
func (b *blocks) try(i, j int32, pairs []pair) []pair {
	if i == j || b.seen[j] == i+1 {
		return pairs
	}
	b.seen[j] = i + 1
	i, j = min(i, j), max(i, j)
	m := compare(&b.accounts[i], &b.accounts[j], b.atlas)
	if !m.Same() {
		return pairs
	}
	return append(pairs, pair{i, j, int32(m.Points)})
}
