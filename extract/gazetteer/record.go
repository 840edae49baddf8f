package gazetteer

import (
	"encoding/csv"
	"strings"
)

// records puts the lines of a table with quotes together to rows.
type records struct {
	comma   rune // 0 until the first line told it
	pending []string
	from    int // the line of the first of pending
	row     func(line int, cells []string) error
}

// maxPending bounds the lines of one row. A quote that is never closed costs its own row, and no other.
const maxPending = 20

// add takes the next line.
func (r *records) add(line int, text string) error {
	if r.comma == 0 {
		r.comma = separator(text)
	}
	if len(r.pending) == 0 {
		r.from = line
	}
	r.pending = append(r.pending, text)
	whole := strings.Join(r.pending, "\n")
	if !r.open(whole) {
		r.pending = nil
		return r.emit(r.from, whole)
	}
	if len(r.pending) < maxPending {
		return nil
	}
	return r.unclosed()
}

// unclosed gives up the first pending line, and takes the others anew.
func (r *records) unclosed() error {
	again, from := r.pending[1:], r.from
	r.pending = nil
	if err := r.row(from, nil); err != nil {
		return err
	}
	for i, text := range again {
		if err := r.add(from+1+i, text); err != nil {
			return err
		}
	}
	return nil
}

// end takes the end of the table.
func (r *records) end() error {
	for len(r.pending) > 0 {
		if err := r.unclosed(); err != nil {
			return err
		}
	}
	return nil
}

func (r *records) emit(line int, text string) error {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord = r.comma, true, -1
	cells, err := in.Read()
	if err != nil { // a row of nothing but line ends
		return nil
	}
	return r.row(line, cells)
}

// open reports whether a quote that begins a cell is not closed in text.
func (r *records) open(text string) bool {
	start, quoted := true, false
	for i, c := range text {
		switch {
		case quoted:
			quoted = c != '"'
		case c == '"' && (start || i > 0 && text[i-1] == '"'): // begins a cell, or was one of two
			quoted = true
		}
		start = !quoted && (c == r.comma || c == '\n')
	}
	return quoted
}

// separator returns what parts the cells of a heading.
func separator(heading string) rune {
	best, most := ',', 0
	for _, c := range "\t;," {
		if n := strings.Count(heading, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
