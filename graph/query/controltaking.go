package query

import (
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// taking is what is told by some day of one actor who took or holds the place, all of it.
type taking struct {
	marks []*mark    // in their order
	cuts  []division // for each mark, whether its spell ends before the next one
	best  *mark      // of those whose days are all past, the one of the latest day
	open  []*mark    // those of which the last day is yet to come
	clear int        // so many marks of the board are known not to have ended the best one
}

// division says whether anything stands between a mark and the next one.
type division uint8

const (
	notLooked division = iota
	uncut
	cutOff
)

func (s *taking) add(m *mark) {
	s.marks, s.cuts = append(s.marks, m), append(s.cuts, notLooked)
	if m.until > m.hi {
		s.open = append(s.open, m)
		return
	}
	s.close(m)
}

func (s *taking) close(m *mark) {
	if s.best == nil || m.outlasts(s.best, endOfTime) {
		s.best, s.clear = m, 0
	}
}

// latest returns the mark that tells of the latest day, up to d.
func (s *taking) latest(d graph.Day) *mark {
	s.open = slices.DeleteFunc(s.open, func(m *mark) bool {
		past := m.until <= d
		if past {
			s.close(m)
		}
		return past
	})
	best := s.best
	for _, m := range s.open {
		if best == nil || m.outlasts(best, d) {
			best = m
		}
	}
	return best
}

// outlasts reports whether m tells of a later day than n, up to d. Of the same day a gain does, of several gains the last one,
// and of what is no gain the first.
func (m *mark) outlasts(n *mark, d graph.Day) bool {
	if x, y := m.last(d), n.last(d); x != y {
		return x > y
	}
	if m.gain != n.gain {
		return m.gain
	}
	return m.gain == (m.at > n.at)
}

// over reports whether what m tells, the latest of s, had ended by day d.
func (s *taking) over(b *board, m *mark, sure []*mark, d graph.Day) bool {
	if m != s.best {
		return b.over(m, sure, 0, d)
	}
	if b.over(m, sure, s.clear, d) {
		return true
	}
	s.clear = len(sure)
	return false
}

// spell returns the marks that say the same as m, the latest of them, without an end or another side between them.
func (s *taking) spell(b *board, m *mark, sure []*mark, d graph.Day) []*mark {
	var marks []*mark
	next := m
	for i, n := range slices.Backward(s.marks) {
		if n != m && s.cut(b, i, next, sure, d) {
			break
		}
		marks, next = append(marks, n), n
	}
	slices.Reverse(marks)
	return marks
}

// cut reports whether anything stands between mark i and next, which comes after it in its spell.
func (s *taking) cut(b *board, i int, next *mark, sure []*mark, d graph.Day) bool {
	m := s.marks[i]
	if m.until > d || i+1 == len(s.marks) || s.marks[i+1] != next {
		return b.between(m, next, sure, d)
	}
	if s.cuts[i] == notLooked { // and it stays as it is, for all days of m are past
		s.cuts[i] = uncut
		if b.between(m, next, sure, d) {
			s.cuts[i] = cutOff
		}
	}
	return s.cuts[i] == cutOff
}
