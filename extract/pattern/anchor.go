package pattern

import "slices"

// Kinds lists the kinds of chunks and what can be said of a chunk as such. Every other class is one of
// words, which are rarer: a rule is looked for by its words first.
var Kinds = []string{
	"actor", "person", "place", "media", "civilians", "unknown", "time", "number", "event",
	"whole", "members", "forces", "sites", "families", "anaphor", "counted", "definite", "list", "free", "source",
	"masdar", "with-b", "with-l", "with-k", "with-w", "with-f", "with-pronoun", "other",
}

// far stands for a distance without bound.
const far = 1 << 16

// anchor is what a pattern cannot do without: one chunk of one of the classes, at least lo and at most
// hi chunks behind its beginning.
type anchor struct {
	names  []string
	rank   int
	lo, hi int
}

// anchorOf returns the best anchor of n: the rarest, the first of those.
func anchorOf(n node) (anchor, bool) {
	switch n.op {
	case opAtom:
		return atomAnchor(n), true
	case opCapture:
		return anchorOf(n.children[0])
	case opRepeat:
		if n.min == 0 {
			return anchor{}, false
		}
		return anchorOf(n.children[0])
	case opSeq:
		return seqAnchor(n)
	case opAlt:
		return altAnchor(n)
	}
	return anchor{}, false
}

func atomAnchor(n node) anchor {
	best := anchor{rank: -1}
	for _, name := range n.names {
		if r := rank(name); r > best.rank {
			best = anchor{names: []string{name}, rank: r}
		}
	}
	return best
}

func rank(class string) int {
	switch {
	case slices.Contains(Kinds, class):
		return 0
	case class[0] == '"':
		return 1
	}
	return 2
}

func seqAnchor(n node) (best anchor, ok bool) {
	lo, hi := 0, 0
	for _, c := range n.children {
		if a, found := anchorOf(c); found && (!ok || a.rank > best.rank) {
			a.lo, a.hi = a.lo+lo, min(a.hi+hi, far)
			best, ok = a, true
		}
		low, high := width(c)
		lo, hi = lo+low, min(hi+high, far)
	}
	return best, ok
}

func altAnchor(n node) (all anchor, ok bool) {
	for i, c := range n.children {
		a, found := anchorOf(c)
		if !found {
			return anchor{}, false
		}
		if i == 0 {
			all = a
			continue
		}
		all.names = append(slices.Clone(all.names), a.names...)
		all.rank, all.lo, all.hi = min(all.rank, a.rank), min(all.lo, a.lo), max(all.hi, a.hi)
	}
	return all, true
}

// width returns the least and the greatest number of chunks that n takes.
func width(n node) (lo, hi int) {
	switch n.op {
	case opAtom, opAny:
		return 1, 1
	case opCapture:
		return width(n.children[0])
	case opRepeat:
		lo, hi = width(n.children[0])
		if n.max < 0 {
			return lo * n.min, far
		}
		return lo * n.min, min(hi*n.max, far)
	case opSeq:
		for _, c := range n.children {
			l, h := width(c)
			lo, hi = lo+l, min(hi+h, far)
		}
	case opAlt:
		lo = far
		for _, c := range n.children {
			l, h := width(c)
			lo, hi = min(lo, l), max(hi, h)
		}
	}
	return lo, hi
}
