package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
)

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

	phrases    []phrase    // of the sentence that is read
	candidates []candidate // of some occurrences
}

// rowsKept bounds the room for rows that is kept for the next article, in numbers: few have more.
const rowsKept = 1 << 19

// leave gives back room that one article in many needs.
func (s *scratch) leave() {
	if cap(s.rows) > rowsKept {
		s.rows = nil
	}
	clear(s.candidates[:cap(s.candidates)]) // nothing of this article may be kept
}

// settlePhrases gives s phrases of its own in the place of those in s that it gathered in the buffer, which are no more than it has.
func (b *scratch) settlePhrases(s *sentence) {
	b.phrases, s.phrases = s.phrases, slices.Clone(s.phrases)
	clear(b.phrases) // they point to things of the article
}

// clearRows empties the buffer of rows.
func (s *scratch) clearRows() { s.rows, s.count = s.rows[:0], 0 }

// addRow puts a row into the buffer.
func (s *scratch) addRow(v *vector) {
	s.rows = append(s.rows, v.x...)
	s.count++
}
