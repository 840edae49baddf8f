package extract

import "github.com/isnad-graph/isnad/extract/arabic"

// kept is what articles leave to those behind them: words that were looked up, and room.
type kept struct {
	lookups lookups
	buf     scratch
}

// scratch is room for what is needed for a moment. It is not safe for concurrent use; extractors keep several.
type scratch struct {
	splits []arabic.Split
	bits   []uint64  // of the chunks of a sentence
	rows   []float32 // of candidates, see boost.Model.Probabilities
	odds   []float32 // of rows
	cues   cues
	vector vector
	count  int // of rows
}

// rowsKept bounds the room for rows that is kept for the next article, in numbers: few have more.
const rowsKept = 1 << 19

// leave gives back room that one article in many needs.
func (s *scratch) leave() {
	if cap(s.rows) > rowsKept {
		s.rows = nil
	}
}

// clearRows empties the buffer of rows.
func (s *scratch) clearRows() { s.rows, s.count = s.rows[:0], 0 }

// addRow puts a row into the buffer.
func (s *scratch) addRow(v *vector) {
	s.rows = append(s.rows, v.x...)
	s.count++
}
