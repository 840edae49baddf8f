package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// Fault is something wrong with the data, and what to do about it.
type Fault struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // from 1; 0 where the fault is in no line
	What   string `json:"what"`
	Remedy string `json:"remedy"`
	Minor  bool   `json:"minor,omitempty"` // of form alone: the table can be used as it is
}

// Error returns the fault in one line: where it is, what it is, and the remedy.
func (f Fault) Error() string { return fmt.Sprintf("%s:%d: %s; %s", f.File, f.Line, f.What, f.Remedy) }

// Needs is what the code that reads the data asks of it.
type Needs struct {
	Classes      []string // classes that must hold a word
	Requirements []string // what the column «req» of the triggers may hold
	Generic      []string // ids that «generic.tsv» must hold
}

// Lint checks the tables below root and returns every fault, ordered by file and line. It reads what
// Load reads, and goes on where Load stops.
func Lint(fsys fs.FS, root string, needs Needs) []Fault {
	l := &linter{fsys: fsys, root: root, tables: map[string][]Row{}}
	l.read()
	l.words()
	l.nouns()
	l.triggers(needs.Requirements)
	l.classes(needs.Classes)
	l.generic(needs.Generic)
	l.commonWords()
	l.entities()
	return l.sort()
}

type linter struct {
	fsys   fs.FS
	root   string
	tables map[string][]Row // by their path below root
	files  []string         // the keys of tables, in order
	own    bool             // the tables of a user are checked; the built-in ones are there to compare with
	faults []Fault
}

func (l *linter) fault(r Row, what, remedy string) {
	l.report(r, Fault{File: r.File, Line: r.Line, What: what, Remedy: remedy})
}

// minor reports a fault of form. The built-in tables have none, not even of form.
func (l *linter) minor(r Row, what, remedy string) {
	l.report(r, Fault{File: r.File, Line: r.Line, What: what, Remedy: remedy, Minor: r.own})
}

func (l *linter) report(r Row, f Fault) {
	if r.own == l.own {
		l.faults = append(l.faults, f)
	}
}

// missing reports a fault of a table as a whole.
func (l *linter) missing(file, what, remedy string) {
	l.faults = append(l.faults, Fault{File: path.Join(l.root, file), What: what, Remedy: remedy})
}

// sort puts the faults into the order of files and lines.
func (l *linter) sort() []Fault {
	slices.SortStableFunc(l.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line)
	})
	return l.faults
}

// read reads all tables, and checks what holds of each.
func (l *linter) read() {
	err := fs.WalkDir(l.fsys, l.root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".tsv" {
			return err
		}
		rows, err := ReadTable(l.fsys, file)
		if err != nil {
			l.faults = append(l.faults, unreadable(file, err))
			return nil
		}
		name := strings.TrimPrefix(file, l.root+"/")
		l.tables[name], l.files = rows, append(l.files, name)
		if !l.own {
			l.table(rows)
		}
		return nil
	})
	if err != nil {
		l.missing("", "the tables cannot be listed: "+err.Error(), "check the folder")
	}
}

var placed = regexp.MustCompile(`^(.*?):(\d+): (.*)$`)

// unreadable makes a fault of an error of ReadTable.
func unreadable(file string, err error) Fault {
	f := FaultOf(err)
	return Fault{File: file, Line: f.Line, What: f.What, Remedy: cmp.Or(f.Remedy, "the table was left out of the further checks")}
}

// FaultOf reads an error that says «file:line: what; remedy» as a Fault; of others it is the What.
func FaultOf(err error) Fault {
	f := Fault{What: err.Error()}
	if errors.As(err, &f) {
		return f
	}
	if m := placed.FindStringSubmatch(f.What); m != nil {
		f.File, f.What = m[1], m[3]
		fmt.Sscan(m[2], &f.Line)
	}
	f.What, f.Remedy, _ = strings.Cut(f.What, "; ")
	return f
}

var validID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// table checks the ids, their order, and the cells of one table.
func (l *linter) table(rows []Row) {
	for i, r := range rows {
		if !validID.MatchString(r.ID) {
			l.fault(r, fmt.Sprintf("id %q", r.ID), "an id is of small ASCII letters, digits and single hyphens")
		}
		if i > 0 && r.ID < rows[i-1].ID {
			l.minor(r, fmt.Sprintf("id %q stands behind %q", r.ID, rows[i-1].ID), "sort the rows by id, as bytes")
		}
		for _, c := range r.cells {
			l.cell(r, c)
		}
	}
}

func (l *linter) cell(r Row, c string) {
	switch {
	case !utf8.ValidString(c):
		l.fault(r, fmt.Sprintf("%q is not UTF-8", c), "write the file as UTF-8")
	case strings.Join(strings.Fields(c), " ") != c:
		l.minor(r, fmt.Sprintf("white space around or twice within %q", c), "leave one blank between words and none around them")
	}
	for _, ch := range c {
		if what := hidden(ch); what != "" {
			l.minor(r, fmt.Sprintf("%s (U+%04X) in %q", what, ch, c), "remove it; look-up goes by bare letters")
			return
		}
	}
}

// hidden names a sign that look-up folds away and that hides in a table.
func hidden(r rune) string {
	switch {
	case r == arabic.Tatweel:
		return "a tatweel"
	case arabic.IsMark(r) && unicode.Is(unicode.Mn, r):
		return "a vowel sign"
	case arabic.IsMark(r), unicode.IsControl(r), r == '\u00A0':
		return "an invisible mark"
	case arabic.IsPresentation(r):
		return "a presentation form"
	}
	return ""
}

// want returns the rows of a table that must be there.
func (l *linter) want(file string) []Row {
	rows, ok := l.tables[file]
	if !ok && !slices.ContainsFunc(l.faults, func(f Fault) bool { return f.File == path.Join(l.root, file) }) {
		l.missing(file, "no such table", "add it")
	}
	return rows
}

// unique reports rows of which key returns what it returned for a row before; a row with no key is passed over.
func (l *linter) unique(rows []Row, what string, key func(Row) string) {
	seen := map[string]Row{}
	for _, r := range rows {
		k := key(r)
		if k == "" {
			continue
		}
		if first, ok := seen[k]; ok {
			l.fault(r, fmt.Sprintf("%s %q stands in line %d of %s too", what, shown(r), first.Line, l.where(first)), "keep one of them")
			continue
		}
		seen[k] = r
	}
}

// where names the table of a row: by its file, and as built in where the row is not of the tables that are checked.
func (l *linter) where(r Row) string {
	name := path.Base(r.File)
	if l.own && !r.own {
		return "the built-in " + path.Base(path.Dir(r.File)) + "/" + name
	}
	return name
}

// shown returns what a reader would call the row: its word, else its id.
func shown(r Row) string { return cmp.Or(r.Get("form"), r.Get("name"), r.Get("singular"), r.ID) }

func byID(r Row) string { return r.ID }

// oneOf reports a cell that is not among the values that its column may hold.
func oneOf[T ~string](l *linter, r Row, column string, values []T) {
	v := r.Get(column)
	if slices.Contains(values, T(v)) {
		return
	}
	var names []string
	for _, x := range values {
		names = append(names, cmp.Or(string(x), "nothing"))
	}
	l.fault(r, fmt.Sprintf("unknown %s %q", column, v), "use "+strings.Join(names, ", "))
}

// orNone adds the empty value to values.
func orNone[T ~string](values []T) []T { return append([]T{""}, values...) }
