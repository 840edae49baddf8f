package ingest

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
)

// DefaultMaxArticle is the size, in bytes, over which an article is rejected: to read two million bytes takes some 400 MB,
// and a book has fewer.
const DefaultMaxArticle = 2 << 20

// Stdin is the path that means the reader's standard input, read as JSONL.
const Stdin = "-"

// Reader reads articles from paths. Its zero value reads from the operating system.
type Reader struct {
	FS         fs.FS     // nil: the operating system
	Stdin      io.Reader // for the path «-»
	MaxArticle int       // bytes of text; 0: DefaultMaxArticle
	Published  graph.Day // of articles that do not say
	Outlet     string    // of articles that do not say
}

// Item is the next thing read: an article, a problem, or an article with a problem that it was kept in
// spite of.
type Item struct {
	Article *Article
	Problem *Problem
	Read    int64 // bytes of input read so far
}

// Read yields what lies under paths, in order: files by their ending (.txt, .html, .htm, .jsonl,
// .jsonl.gz), folders by the names of the files in them. Files with other endings are a problem where
// named, and passed over in folders.
func (r *Reader) Read(paths ...string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		s := &session{Reader: r, yield: yield}
		for _, p := range paths {
			if s.path(p); s.stopped {
				return
			}
		}
	}
}

// Size returns how many bytes lie under paths, as far as that can be told; for a progress display.
func (r *Reader) Size(paths ...string) int64 {
	var total int64
	for _, p := range paths {
		_ = r.walk(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || reads(name) == nil {
				return nil
			}
			if info, err := d.Info(); err == nil {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}

func (r *Reader) maxArticle() int {
	if r.MaxArticle > 0 {
		return r.MaxArticle
	}
	return DefaultMaxArticle
}

func (r *Reader) walk(root string, fn fs.WalkDirFunc) error {
	if r.FS != nil {
		return fs.WalkDir(r.FS, root, fn)
	}
	return filepath.WalkDir(root, fn)
}

func (r *Reader) open(name string) (fs.File, error) {
	if r.FS != nil {
		return r.FS.Open(name)
	}
	return os.Open(name)
}

// session is one run of Read.
type session struct {
	*Reader
	yield   func(Item) bool
	stopped bool
	read    int64
}

func (s *session) emit(a *Article, p *Problem) {
	if !s.stopped {
		s.stopped = !s.yield(Item{Article: a, Problem: p, Read: s.read})
	}
}

func (s *session) reject(file string, line int, err error) {
	f := asFault(err)
	s.emit(nil, &Problem{File: file, Line: line, What: f.what, Remedy: f.remedy})
}

func (s *session) path(root string) {
	if root == Stdin {
		s.stdin()
		return
	}
	err := s.walk(root, func(name string, d fs.DirEntry, err error) error {
		if s.stopped {
			return fs.SkipAll
		}
		if err != nil {
			s.reject(name, 0, openFault(err))
			return nil
		}
		if d.IsDir() {
			if name != root && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		s.file(name, name == root)
		return nil
	})
	if err != nil {
		s.reject(root, 0, openFault(err))
	}
}

func (s *session) stdin() {
	if s.Reader.Stdin == nil {
		s.reject(Stdin, 0, &fault{"no standard input", "name a file"})
		return
	}
	s.lines("stdin", s.counting(s.Reader.Stdin))
}

type readFunc func(s *session, name string, f fs.File)

// reads returns how files of that name are read; nil where they are not.
func reads(name string) readFunc {
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".txt"):
		return (*session).textFile
	case strings.HasSuffix(lower, ".html"), strings.HasSuffix(lower, ".htm"):
		return (*session).htmlFile
	case strings.HasSuffix(lower, ".jsonl"):
		return (*session).jsonlFile
	case strings.HasSuffix(lower, ".jsonl.gz"):
		return (*session).gzipFile
	}
	return nil
}

func (s *session) file(name string, named bool) {
	read := reads(name)
	if read == nil {
		if named {
			s.reject(name, 0, &fault{"unknown kind of file", "give .txt, .html, .jsonl or .jsonl.gz"})
		}
		return
	}
	if !utf8.ValidString(name) {
		s.reject(strings.ToValidUTF8(name, "?"), 0, &fault{"the name of the file is not UTF-8", "rename it"})
		return
	}
	f, err := s.open(name)
	if err != nil {
		s.reject(name, 0, openFault(err))
		return
	}
	defer f.Close()
	read(s, name, f)
}

func openFault(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &fault{"no such file or folder", "check the path"}
	case errors.Is(err, fs.ErrPermission):
		return &fault{"may not be read", "allow it with chmod, or run as its owner"}
	}
	return err
}

func (s *session) textFile(name string, f fs.File) {
	b, err := s.slurp(f, s.maxArticle())
	if err == nil {
		err = checkText(b)
	}
	if err != nil {
		s.reject(name, 0, err)
		return
	}
	a := s.article(name)
	a.Text = string(b)
	s.emit(a, nil)
}

func (s *session) jsonlFile(name string, f fs.File) { s.lines(name, s.counting(f)) }

func (s *session) gzipFile(name string, f fs.File) {
	z, err := gzip.NewReader(s.counting(f))
	if err != nil {
		s.reject(name, 0, &fault{"not a gzip file", "compress it again, or rename it to .jsonl"})
		return
	}
	s.lines(name, z)
}

// article returns an article that is the whole of file.
func (s *session) article(file string) *Article {
	base := path.Base(filepath.ToSlash(file))
	return &Article{
		Key: path.Clean(filepath.ToSlash(file)), Name: strings.TrimSuffix(base, path.Ext(base)),
		Outlet: s.Outlet, Published: s.Published, File: file,
	}
}

// slurp reads all of f, or fails where that is more than limit bytes, without reading them.
func (s *session) slurp(f fs.File, limit int) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at file: %w", err)
	}
	if info.Size() > int64(limit) {
		s.read += info.Size()
		return nil, tooLarge(info.Size(), limit)
	}
	b, err := io.ReadAll(io.LimitReader(s.counting(f), int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if len(b) > limit {
		return nil, tooLarge(int64(len(b)), limit)
	}
	return b, nil
}

func tooLarge(size int64, limit int) error {
	return &fault{
		fmt.Sprintf("%.1f MiB, more than an article may have (%.1f MiB)", float64(size)/(1<<20), float64(limit)/(1<<20)),
		"split it into its articles, or raise --max-article",
	}
}

type countingReader struct {
	io.Reader
	n *int64
}

func (c countingReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}

func (s *session) counting(r io.Reader) io.Reader { return countingReader{r, &s.read} }
