package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// opener makes the file that a format calls name.
type opener func(name string) (io.Writer, error)

// output is where a format writes its files and counts its records.
type output struct {
	open     opener
	bom      bool
	compress Compression
	temp     string // directory of what waits; empty: the system's
	files    []*file
	counts   map[string]int
}

// file is a buffered writer that knows how much went through it and its hash.
type file struct {
	*bufio.Writer
	name  string
	bytes int64
	sum   hash.Hash
	pack  io.WriteCloser // what compresses; nil: nothing does
}

// create begins the file name; the empty name is the one file of a format that has one.
func (o *output) create(name string) (*file, error) {
	w, err := o.open(o.compress.name(name))
	if err != nil {
		return nil, err
	}
	f := &file{name: o.compress.name(name), sum: sha256.New()}
	w = io.MultiWriter(w, f.sum, (*counter)(&f.bytes))
	if f.pack, err = packers[o.compress](w); err != nil {
		return nil, fmt.Errorf("compress %s: %w", name, err)
	}
	if f.pack != nil {
		w = f.pack
	}
	f.Writer = bufio.NewWriterSize(w, 1<<16)
	o.files = append(o.files, f)
	return f, nil
}

func (o *output) flush() error {
	for _, f := range o.files {
		if err := f.finish(); err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return nil
}

func (f *file) finish() error {
	if err := f.Flush(); err != nil || f.pack == nil {
		return err
	}
	return f.pack.Close()
}

func (f *file) hex() string { return hex.EncodeToString(f.sum.Sum(nil)) }

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// stage holds the files of one export under temporary names until they are whole.
type stage struct {
	format format
	dst    string
	parts  []part
	made   string // the directory that this export made, removed again where it fails
}

type part struct {
	file  *os.File
	final string
}

func newStage(f format, dst string) *stage { return &stage{format: f, dst: dst} }

// check returns ErrExists where the export would replace something that it may not.
func (s *stage) check(overwrite bool) error {
	if s.format.Directory {
		return freeDirectory(s.dst, overwrite)
	}
	if err := freeFile(s.dst, overwrite); err != nil {
		return err
	}
	return freeFile(s.format.manifestPath(s.dst), overwrite)
}

// freeFile accepts a path where nothing is or, to overwrite, a plain file: never a device or a link.
func freeFile(path string, overwrite bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at target: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: %s is not a plain file; name another", ErrBlocked, path)
	case !overwrite:
		return fmt.Errorf("%w: %s; name another, or allow it to be overwritten", ErrExists, path)
	}
	return nil
}

// freeDirectory accepts a directory that is missing or empty or, to overwrite, any.
func freeDirectory(dir string, overwrite bool) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%w: %s is a file, and this format is a directory of files; name another", ErrBlocked, dir)
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at target: %w", err)
	case len(entries) > 0 && !overwrite:
		return fmt.Errorf("%w: %s is not empty; name another, or allow it to be overwritten", ErrExists, dir)
	}
	return nil
}

// create is an opener: it makes a temporary file beside the final one.
func (s *stage) create(name string) (io.Writer, error) {
	if s.format.Directory {
		if err := s.mkdir(); err != nil {
			return nil, err
		}
	}
	return s.part(s.format.target(s.dst, name))
}

func (s *stage) mkdir() error {
	switch err := os.Mkdir(s.dst, 0o777); {
	case err == nil:
		s.made = s.dst
		return nil
	case errors.Is(err, fs.ErrExist):
		return nil
	default:
		return fmt.Errorf("make target directory: %w", pathless(err))
	}
}

// pathless returns what is wrong with a path that the message names already.
func pathless(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func (s *stage) part(final string) (*os.File, error) {
	f, err := createPartial(final)
	if err != nil {
		return nil, err
	}
	s.parts = append(s.parts, part{f, final})
	return f, nil
}

// createPartial makes a new file beside final. It does not use os.CreateTemp, whose files only their
// owner may read.
func createPartial(final string) (*os.File, error) {
	const attempts = 100
	for i := range attempts {
		name := fmt.Sprintf("%s.%d.partial", final, i)
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("create file: %w", pathless(err))
		}
	}
	return nil, fmt.Errorf("create file: %d left-over %s.*.partial are in the way; remove them", attempts, filepath.Base(final))
}

// commit writes the manifest and renames all files into place, the manifest last: a target with a
// manifest is whole.
func (s *stage) commit(m *Manifest) error {
	for i := range m.Files {
		m.Files[i].Name = filepath.Base(s.format.target(s.dst, m.Files[i].Name))
	}
	manifest := s.format.manifestPath(s.dst)
	leftover, err := s.leftover(manifest, m)
	if err != nil {
		return err
	}
	w, err := s.part(manifest)
	if err != nil {
		return err
	}
	if err := m.encode(w); err != nil {
		return err
	}
	if err := s.close(); err != nil {
		return err
	}
	if err := os.Remove(manifest); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove old manifest: %w", err)
	}
	for _, name := range leftover {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove what an earlier export wrote: %w", err)
		}
	}
	return s.place()
}

// leftover returns the files in the directory of the export that an earlier one wrote there, as its manifest lists them, and m
// does not: a reader of the whole directory would take them for part of this one. What no manifest lists is somebody else's.
func (s *stage) leftover(manifest string, m *Manifest) ([]string, error) {
	if !s.format.Directory {
		return nil, nil
	}
	b, err := os.ReadFile(manifest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read old manifest: %w", err)
	}
	var earlier struct{ Files []File }
	if json.Unmarshal(b, &earlier) != nil {
		return nil, nil // no export made it
	}
	var out []string
	for _, f := range earlier.Files {
		again := slices.ContainsFunc(m.Files, func(g File) bool { return g.Name == f.Name })
		if !again && filepath.IsLocal(f.Name) && filepath.Base(f.Name) == f.Name {
			out = append(out, filepath.Join(s.dst, f.Name))
		}
	}
	return out, nil
}

// place moves all files, which are closed, to where they belong.
func (s *stage) place() error {
	for _, p := range s.parts {
		if err := os.Rename(p.file.Name(), p.final); err != nil {
			return fmt.Errorf("move into place: %w", err)
		}
	}
	s.parts, s.made = nil, ""
	return nil
}

// close brings every file to the disk.
func (s *stage) close() error {
	for _, p := range s.parts {
		if err := errors.Join(p.file.Sync(), p.file.Close()); err != nil {
			return fmt.Errorf("finish file: %w", err)
		}
	}
	return nil
}

// discard removes what was not committed. Its errors do not matter: the export has failed already.
func (s *stage) discard() {
	for _, p := range s.parts {
		p.file.Close()
		os.Remove(p.file.Name())
	}
	if s.made != "" {
		os.Remove(s.made)
	}
}
