// Package lexicon reads, checks and indexes the linguistic data: actors, places, persons, media,
// triggers and word classes, kept as tab-separated tables whose first column is an ASCII id.
package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Row is one line of a table.
type Row struct {
	File  string
	Line  int // from 1
	ID    string
	cells []string
	head  map[string]int
	own   bool // of a user's own table, not of a built-in one
}

// Get returns the cell in the column with that heading; the empty text where the line is shorter or
// the table has no such column.
func (r Row) Get(column string) string {
	i, ok := r.head[column]
	if !ok || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// Errorf returns an error that names the file and the line of r.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.File, r.Line, fmt.Sprintf(format, args...))
}

// ReadTable reads the table in file. The first line that is neither empty nor a comment («# …») names
// the columns, of which the first is «id»; each further line is a row. Errors name file and line.
func ReadTable(fsys fs.FS, file string) ([]Row, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	t, err := parseTable(file, f)
	if err == nil && len(t.wide) > 0 {
		err = t.wide[0]
	}
	if err != nil {
		return nil, err
	}
	return t.rows, nil
}

// table is a table as it is read.
type table struct {
	head Row // the heading
	rows []Row
	wide []Fault // rows with more cells than columns, which are left out
}

func parseTable(file string, r io.Reader) (*table, error) {
	t := &table{}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		text := strings.TrimRight(in.Text(), "\r")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if err := t.add(file, line, strings.Split(text, "\t")); err != nil {
			return nil, err
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", path.Base(file), err)
	}
	return t, nil
}

func (t *table) add(file string, line int, cells []string) error {
	row := Row{File: file, Line: line, ID: cells[0], cells: cells, head: t.head.head}
	switch {
	case t.head.head == nil:
		head, err := columns(file, line, cells)
		row.head = head
		t.head = row
		return err
	case len(cells) > len(row.head):
		t.wide = append(t.wide, Fault{File: file, Line: line,
			What: fmt.Sprintf("%d cells, but %d columns", len(cells), len(row.head)), Remedy: "remove the extra tabs"})
	default:
		t.rows = append(t.rows, row)
	}
	return nil
}

func columns(file string, line int, cells []string) (map[string]int, error) {
	head := make(map[string]int, len(cells))
	for i, c := range cells {
		head[c] = i
	}
	if cells[0] != "id" || len(head) != len(cells) {
		return nil, fmt.Errorf("%s:%d: the heading must begin with «id» and name each column once", file, line)
	}
	return head, nil
}
