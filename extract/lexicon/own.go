package lexicon

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Dir is a directory with a user's own tables.
type Dir struct {
	Name string // what faults call it
	FS   fs.FS
	File string // the one table in it to read; empty: all
}

// Own is what a user's own tables add to the built-in ones. It is immutable.
type Own struct {
	tables map[string][]Row // by the name of the table that Load reads
	rules  []RuleFile
}

// RuleFile is a file of rules of a user's own.
type RuleFile struct {
	Name string // below the folder of the rules
	Path string // what faults call it
	Text string
}

// Rules returns the files of rules, by name.
func (o *Own) Rules() []RuleFile { return o.rules }

// ReadOwn reads a user's own tables and checks them, each alone and all together with the built-in data that lies below
// root in fsys and that base indexes. What it returns can be loaded where no fault but minor ones is among the faults.
// The order of dirs, files and rows does not matter.
func ReadOwn(base *Lexicon, fsys fs.FS, root string, needs Needs, dirs ...Dir) (*Own, []Fault) {
	l := &ownLinter{
		linter: linter{fsys: fsys, root: root, tables: map[string][]Row{}, own: true}, base: base,
		out: &Own{tables: map[string][]Row{}}, taken: map[string]bool{},
	}
	l.read()
	dirs = slices.Clone(dirs)
	slices.SortFunc(dirs, func(a, b Dir) int { return strings.Compare(a.path(a.File), b.path(b.File)) })
	for _, d := range dirs {
		l.dir(d)
	}
	l.settleLoose()
	l.check(needs)
	return l.out, l.sort()
}

// ownLinter reads and checks a user's own tables beside the built-in ones.
type ownLinter struct {
	linter
	base  *Lexicon
	out   *Own
	loose []Row           // names in sheets that do not describe their entity
	taken map[string]bool // keys of entities that stand elsewhere too
}

func (d Dir) path(file string) string { return path.Join(d.Name, file) }

func (l *ownLinter) dir(d Dir) {
	if d.File != "" {
		l.file(d, d.File)
		return
	}
	read := 0
	err := fs.WalkDir(d.FS, ".", func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".") && file != ".":
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir():
			read += l.file(d, file)
		}
		return nil
	})
	switch {
	case err != nil:
		l.about(d.Name, "the directory cannot be read: "+err.Error(), "check the path and who may read it")
	case read == 0:
		l.about(d.Name, "no table in it", "put tables there (.tsv), or name another directory")
	}
}

// about reports a fault of a file or directory as a whole.
func (l *ownLinter) about(name, what, remedy string) {
	l.faults = append(l.faults, Fault{File: name, What: what, Remedy: remedy})
}

// tables of other programs, in which people may expect names to be read.
var foreign = []string{".csv", ".tab", ".txt", ".xls", ".xlsx", ".ods"}

// file reads one file and returns 1 where it is a table.
func (l *ownLinter) file(d Dir, file string) int {
	name := d.path(file)
	f, known := formOf(file)
	isRules := path.Ext(file) == ".rules"
	switch {
	case !known && slices.Contains(foreign, strings.ToLower(path.Ext(file))):
		l.about(name, "not read: only tables with tabs are", "save it as text with tabs (.tsv), or import it with `isnad lexicon import`")
		l.faults[len(l.faults)-1].Minor = true
		return 0
	case isRules && path.Dir(file) != "rules", !isRules && !known && path.Ext(file) == ".tsv":
		l.about(name, "nothing of that name is read here", "move it to the top, or to actors, media, persons, places or rules")
		return 1
	case !isRules && !known:
		return 0
	}
	b, err := fs.ReadFile(d.FS, file)
	if err != nil {
		l.about(name, "it cannot be read: "+err.Error(), "check who may read it")
		return 1
	}
	if b = l.encoding(name, b); b == nil {
		return 1
	}
	if isRules {
		l.rules(RuleFile{Name: path.Base(file), Path: name, Text: string(b)})
		return 1
	}
	l.add(f, l.ownTable(name, b, f))
	return 1
}

func (l *ownLinter) rules(f RuleFile) {
	for _, have := range l.out.rules {
		if have.Name == f.Name {
			l.about(f.Path, fmt.Sprintf("%s has that name too", have.Path), "rename one of them")
			return
		}
	}
	l.out.rules = append(l.out.rules, f)
}

// encoding returns the text of a file as UTF-8 with bare line ends, or nil where it is none.
func (l *ownLinter) encoding(name string, b []byte) []byte {
	at := Row{File: name, Line: 1, own: true}
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		l.fault(at, "UTF-16, not UTF-8", "let `isnad lint --fix` convert it, or save it as UTF-8")
		return nil
	case !utf8.Valid(b):
		at.Line += bytes.Count(b[:invalid(b)], []byte("\n"))
		l.fault(at, "not UTF-8", "save it as UTF-8")
		return nil
	}
	if rest, ok := bytes.CutPrefix(b, []byte("\xEF\xBB\xBF")); ok {
		l.minor(at, "a byte order mark", "let `isnad lint --fix` remove it, or save without one")
		b = rest
	}
	if i := bytes.IndexByte(b, '\r'); i >= 0 {
		at.Line += bytes.Count(b[:i], []byte("\n"))
		l.minor(at, "line ends of another system (CR)", "let `isnad lint --fix` mend them, or save with line feeds")
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	return b
}

// invalid returns the offset of the first byte of b that is not UTF-8.
func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}

// ownTable reads a table, checks its columns and cells, and returns its rows in plain spelling.
func (l *ownLinter) ownTable(name string, b []byte, f form) []Row {
	t, err := parseTable(name, bytes.NewReader(b))
	if err != nil {
		l.faults = append(l.faults, unreadable(name, err))
		return nil
	}
	l.faults = append(l.faults, t.wide...)
	if t.head.head == nil {
		l.about(name, "an empty table", "begin it with a line of columns: id\\t"+strings.Join(f.needs, "\\t"))
		return nil
	}
	t.head.own = true
	for i := range t.rows {
		t.rows[i].own = true
	}
	l.table(t.rows)
	for i, r := range t.rows {
		t.rows[i] = r.plain()
	}
	if !l.columns(t.head, f) {
		return nil
	}
	return t.rows
}

// columns reports columns that nobody reads and misses those that are needed; it returns whether all of them are there.
func (l *ownLinter) columns(head Row, f form) bool {
	whole := true
	for _, c := range f.needs {
		if _, ok := head.head[c]; !ok {
			l.fault(head, fmt.Sprintf("no column %q", c), "add it; there can be "+strings.Join(f.all(), ", "))
			whole = false
		}
	}
	for _, c := range head.cells {
		if !slices.Contains(f.all(), c) {
			l.fault(head, fmt.Sprintf("unknown column %q", c), "remove or rename it; there can be "+strings.Join(f.all(), ", "))
		}
	}
	return whole
}
