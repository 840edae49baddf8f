package lexicon

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// Tidy mends the faults of form in the tables of d, and calls write with each table that is changed by it.
func (d Dir) Tidy(write func(file string, b []byte) error) error {
	mend := func(file string) error {
		b, err := fs.ReadFile(d.FS, file)
		if err != nil {
			return fmt.Errorf("read %s: %w", d.path(file), err)
		}
		if tidy := Tidy(b); !bytes.Equal(tidy, b) {
			return write(file, tidy)
		}
		return nil
	}
	if d.File != "" {
		return mend(d.File)
	}
	return fs.WalkDir(d.FS, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("list %s: %w", d.path(file), err)
		}
		if _, known := formOf(file); !known || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			return nil
		}
		return mend(file)
	})
}

// Tidy returns a table in good form: UTF-8 without a byte order mark, bare line ends, cells in plain spelling, no empty cells
// behind the last column, rows sorted by id. Comments stay with the row below them, and rows of one id in their order.
// A table that is no text stays as it is; a tidy one too.
func Tidy(b []byte) []byte {
	text, ok := decode(b)
	if !ok {
		return b
	}
	var head, comments []string // the lines above the rows, and those above the next row
	var rows []tidyRow
	columns := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			comments = append(comments, strings.TrimRight(line, " \t"))
			continue
		}
		cells := tidyCells(line, columns)
		if columns == 0 {
			columns = len(cells)
			head, comments = append(comments, strings.Join(cells, "\t")), nil
			continue
		}
		rows = append(rows, tidyRow{cells[0], append(comments, strings.Join(cells, "\t"))})
		comments = nil
	}
	slices.SortStableFunc(rows, func(a, b tidyRow) int { return cmp.Compare(a.id, b.id) })
	lines := head
	for _, r := range rows {
		lines = append(lines, r.lines...)
	}
	lines = append(lines, comments...)
	if len(lines) == 0 {
		return nil
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

type tidyRow struct {
	id    string
	lines []string
}

// tidyCells cuts a line into cells in plain spelling, without empty ones behind the last of so many columns.
func tidyCells(line string, columns int) []string {
	cells := strings.Split(line, "\t")
	for i, c := range cells {
		cells[i] = arabic.Plain(c)
	}
	for len(cells) > 1 && cells[len(cells)-1] == "" && (columns == 0 || len(cells) > columns) {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// decode returns the text of b with bare line ends, and whether it is one.
func decode(b []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		b = fromUTF16(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		b = fromUTF16(b[2:], binary.BigEndian)
	default:
		b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	}
	if !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(b), "\r\n", "\n"), "\r", "\n"), true
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
