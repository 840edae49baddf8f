package graph

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/isnad-graph/isnad/schema"
)

// pair is two accounts, by index, that tell one occurrence by the rule.
type pair struct {
	a, b   uint32
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

// blocks is accounts by what those that may tell the same have in common, of some families at a time.
type blocks struct {
	atlas    *Atlas
	accounts *ledger
	at       map[blockKey][]spot // the short ones by first day
	finders  []*finder           // one a processor
}

// spot is an account under a key.
type spot struct {
	account uint32
	from    int32
}

// finder finds for an account those that may tell the same. Several can look at one time.
type finder struct {
	*blocks
	seen  []uint32 // by account: for which other one it was found last, plus one
	roots []int32  // of the parties of the account that is looked at

	looked, other reading
}

func newBlocks(accounts *ledger, atlas *Atlas) *blocks {
	b := &blocks{atlas: atlas, accounts: accounts}
	for range min(runtime.GOMAXPROCS(0), 1+accounts.rows.n/accountsApart) {
		b.finders = append(b.finders, &finder{blocks: b, seen: make([]uint32, accounts.rows.n)})
	}
	return b
}

// samePairs returns the pairs among some accounts that tell one occurrence by the rule, those with most points
// first, and of like ones those with lower ids.
func (b *blocks) samePairs(some []uint32) []pair {
	b.at = map[blockKey][]spot{}
	for _, i := range some {
		b.finders[0].enter(i)
	}
	b.order()
	pairs := b.pairs(some)
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.points, p.points), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	return slices.Compact(pairs)
}

// accountsApart is how many accounts one processor looks for before it takes the next: those that come together in
// time and place are as hard to find in one part of the ids as in another.
const accountsApart = 64

// pairs returns the pairs of some accounts, which were entered, in no order, some of them twice, found by all processors.
func (b *blocks) pairs(some []uint32) []pair {
	found := make([][]pair, len(b.finders))
	var work sync.WaitGroup
	for w, f := range b.finders {
		work.Go(func() {
			for from := w * accountsApart; from < len(some); from += len(b.finders) * accountsApart {
				for _, i := range some[from:min(from+accountsApart, len(some))] {
					found[w] = f.pairsOf(i, found[w])
				}
			}
		})
	}
	work.Wait()
	return slices.Concat(found...)
}

// look reads the account i, nil where it has no day and so nothing that it may be one with.
func (f *finder) look(i uint32) *account {
	if f.accounts.rows.at(i).parts == noParts {
		return nil
	}
	a := f.accounts.read(i, &f.looked)
	if a.when.sort == whenUnknown {
		return nil
	}
	return a
}

func (f *finder) enter(i uint32) {
	a := f.look(i)
	if a == nil {
		return
	}
	f.readRoots(a)
	for _, place := range a.places {
		for _, actor := range f.actorsAt(place) {
			key := blockKey{place: place, actor: actor, family: a.family, sort: a.when.sort}
			switch a.when.sort {
			case whenShort:
				f.at[key] = append(f.at[key], spot{i, a.when.from})
			case whenMonth:
				for m := bucket(a.when.from); m <= bucket(a.when.to); m++ {
					key.bucket = m
					f.at[key] = append(f.at[key], spot{i, a.when.from})
				}
			default:
				key.bucket = a.when.from
				f.at[key] = append(f.at[key], spot{i, a.when.from})
			}
		}
	}
}

func bucket(day int32) int32 { return day / monthWidth }

func (f *finder) readRoots(a *account) {
	f.roots = f.roots[:0]
	for _, parties := range [][]party{a.agents, a.patients} {
		for _, p := range parties {
			if root := f.atlas.root(p.actor); !slices.Contains(f.roots, root) {
				f.roots = append(f.roots, root)
			}
		}
	}
}

var whoever = []int32{anyActor}

// actorsAt returns under which actors an account is kept at a place: at one that says little it takes
// actors in common to make one occurrence of two.
func (f *finder) actorsAt(place int32) []int32 {
	switch f.atlas.kind(place) {
	case schema.Country, schema.Region, schema.Natural, "":
		return f.roots
	}
	return whoever
}

func (b *blocks) order() {
	for key, list := range b.at {
		if key.sort == whenShort {
			slices.SortFunc(list, func(x, y spot) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.account, y.account)) })
		}
	}
}

// pairsOf appends to pairs those of account i with a later one at the same place, and with any at a place around it.
// The earlier ones at the same place find i themselves.
func (f *finder) pairsOf(i uint32, pairs []pair) []pair {
	a := f.look(i)
	if a == nil {
		return pairs
	}
	f.readRoots(a)
	var buf [maxDepth + 1]int32
	for _, place := range a.places {
		for _, around := range f.atlas.ancestors(place, append(buf[:0], place)) {
			own := slices.Contains(a.places, around)
			for _, actor := range f.actorsAt(around) {
				key := blockKey{place: around, actor: actor, family: a.family}
				f.near(a.when, key, func(j uint32) {
					if !own || j > i {
						pairs = f.try(i, j, pairs)
					}
				})
			}
		}
	}
	return pairs
}

// near calls found with the accounts under key whose days may go with w.
func (f *finder) near(w when, key blockKey, found func(uint32)) {
	each := func(sort whenSort, bucket int32) {
		key.sort, key.bucket = sort, bucket
		for _, x := range f.at[key] {
			found(x.account)
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
	list := f.at[key]
	first, _ := slices.BinarySearchFunc(list, w.from-shortDays-1, func(x spot, day int32) int { return cmp.Compare(x.from, day) })
	for _, x := range list[first:] {
		if x.from > w.to+1 {
			break
		}
		found(x.account)
	}
}

// try compares accounts i and j, once for each time that i is looked at.
func (f *finder) try(i, j uint32, pairs []pair) []pair {
	if i == j || f.seen[j] == i+1 {
		return pairs
	}
	f.seen[j] = i + 1
	a, b := f.accounts.read(i, &f.looked), f.accounts.read(j, &f.other)
	if j < i {
		i, j, a, b = j, i, b, a
	}
	m := compare(a, b, f.atlas)
	if !m.Same() {
		return pairs
	}
	return append(pairs, pair{i, j, int32(m.Points)})
}
