package query

import (
	"cmp"
	"context"
	"slices"
)

// grow lists the edges of the frontier of one side: of that where there are fewer.
func (s *pathSearch) grow(ctx context.Context) error {
	fore, err := s.links.size(ctx, s.ids(s.fore.frontier()))
	if err != nil {
		return err
	}
	rear, err := s.links.size(ctx, s.ids(s.rear.frontier()))
	if err != nil {
		return err
	}
	if fore <= rear {
		return s.expand(ctx, &s.fore, endNumber, func(at, other int32) { s.next[at] = append(s.next[at], other) })
	}
	return s.expand(ctx, &s.rear, startNumber, func(at, other int32) {
		s.next[at] = append(s.next[at], other)
		s.back[other] = append(s.back[other], at)
	})
}

// expand lists the edges of the frontier of one side, but for the other end, over which no path goes on.
func (s *pathSearch) expand(ctx context.Context, side *side, stop int32, note func(at, other int32)) error {
	frontier := slices.DeleteFunc(slices.Clone(side.frontier()), func(n int32) bool { return n == stop })
	lists, err := s.links.neighbours(ctx, s.ids(frontier))
	if err != nil {
		return err
	}
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	if err := s.spend(ctx, total); err != nil {
		return err
	}
	var reached []int32
	for i, at := range frontier {
		others := lists[i]
		if total <= checkedEarly {
			if others, err = s.bearing.passing(ctx, s.entities[at], others); err != nil {
				return err
			}
		}
		if err := s.meet(ctx, others); err != nil {
			return err
		}
		for _, id := range others {
			other := s.number[id]
			if s.avoided[other] {
				continue
			}
			note(at, other)
			if _, known := side.distance[other]; !known {
				side.distance[other] = len(side.levels)
				reached = append(reached, other)
			}
		}
	}
	side.levels = append(side.levels, reached)
	return nil
}

// checkedEarly is up to how many edges of a frontier are read at once, so that what fails the filter leads
// nowhere. Of larger ones only those are read that may be on a path.
const checkedEarly = 1024

// bridge finds the edges from one side to the other.
func (s *pathSearch) bridge(ctx context.Context) error {
	near, far := s.fore.all(), s.rear.all()
	near = slices.DeleteFunc(near, func(n int32) bool { return n == endNumber })
	far = slices.DeleteFunc(far, func(n int32) bool { return n == startNumber })
	left := s.MaxWork - s.work + 1
	pairs, err := s.links.between(ctx, s.ids(near), s.ids(far), left)
	if err != nil {
		return err
	}
	if err := s.spend(ctx, len(pairs)); err != nil {
		return err
	}
	for _, n := range near {
		s.middle[n] = s.middle[n][:0]
	}
	for _, p := range pairs {
		at, other := s.number[p.near], s.number[p.far]
		s.middle[at] = append(s.middle[at], other)
	}
	return nil
}

// mark finds for all entities in how many hops they lead to the end, and reports whether the start does so
// in as many as asked for.
func (s *pathSearch) mark(hops int) bool {
	clear(s.reach)
	a, b := s.fore.depth(), s.rear.depth()
	s.reach[endNumber] = 1
	at := []int32{endNumber}
	for j := range b {
		at = s.step(at, j)
	}
	at = nil
	for _, near := range s.fore.all() {
		if slices.ContainsFunc(s.middle[near], func(far int32) bool { return s.reach[far]&(1<<b) != 0 }) {
			s.reach[near] |= 1 << (b + 1)
		}
	}
	for i := a - 1; i >= 0; i-- {
		j := hops - i - 1
		for _, level := range s.fore.levels[:i+1] {
			for _, n := range level {
				if n != endNumber && slices.ContainsFunc(s.next[n], func(other int32) bool { return other != startNumber && s.reach[other]&(1<<j) != 0 }) {
					s.reach[n] |= 1 << (j + 1)
				}
			}
		}
	}
	return s.reach[startNumber]&(1<<hops) != 0
}

// step marks what is one hop farther from the end than what is j hops from it.
func (s *pathSearch) step(at []int32, j int) []int32 {
	var farther []int32
	for _, n := range at {
		for _, other := range s.next[n] {
			if other != endNumber && s.reach[other]&(1<<(j+1)) == 0 {
				s.reach[other] |= 1 << (j + 1)
				farther = append(farther, other)
			}
		}
	}
	return slices.DeleteFunc(farther, func(n int32) bool { return n == startNumber })
}

// pathWalk goes along what leads to the end in so many hops, in the order of ids.
type pathWalk struct {
	*pathSearch
	hops int
	path []int32
	days []hopDay
}

// from goes on from the last entity of the path, which is at the given place in it.
func (w *pathWalk) from(ctx context.Context, i int) error {
	if i == w.hops {
		w.found = append(w.found, w.trace())
		return nil
	}
	onward := w.onward(i)
	if err := w.spend(ctx, 1+len(onward)); err != nil {
		return err
	}
	at := w.entities[w.path[i]]
	for batch := range slices.Chunk(onward, 32) {
		if err := w.bearing.load(ctx, at, w.ids(batch)); err != nil {
			return err
		}
		for _, other := range batch {
			if err := w.to(ctx, i, other); err != nil || len(w.found) >= w.K {
				return err
			}
		}
	}
	return nil
}

// to goes on to another entity, if the hop there passes.
func (w *pathWalk) to(ctx context.Context, i int, other int32) error {
	h, err := w.bearing.hop(ctx, w.entities[w.path[i]], w.entities[other])
	if err != nil {
		return err
	}
	var last hopDay
	if i > 0 {
		last = w.days[i-1]
	}
	day, ok := h.after(last.reached)
	if !ok {
		return nil
	}
	w.path, w.days = append(w.path, other), append(w.days, day)
	err = w.from(ctx, i+1)
	w.path, w.days = w.path[:i+1], w.days[:i]
	return err
}

// onward returns the entities to which a path may go on, in the order of ids.
func (w *pathWalk) onward(i int) []int32 {
	at, j := w.path[i], w.hops-i-1
	list := w.back[at]
	switch a := w.fore.depth(); {
	case i < a:
		list = w.next[at]
	case i == a:
		list = w.middle[at]
	}
	var onward []int32
	for _, n := range list {
		if w.reach[n]&(1<<j) != 0 && (n == endNumber) == (j == 0) && !slices.Contains(w.path, n) {
			onward = append(onward, n)
		}
	}
	slices.SortFunc(onward, func(x, y int32) int { return cmp.Or(w.entities[x].Compare(w.entities[y]), cmp.Compare(x, y)) })
	return slices.Compact(onward)
}

// trace returns the path as it stands.
func (w *pathWalk) trace() *Trace {
	t := &Trace{}
	for i, day := range w.days {
		t.Steps = append(t.Steps, Step{
			From: w.entities[w.path[i]], To: w.entities[w.path[i+1]], Day: day.day, Undated: day.undated, Witness: day.claim,
		})
	}
	return t
}
