package gazetteer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// folder of the tables in a user's own lexicon.
const folder = "places"

// files returns the names of the tables below the directory, and what fills them.
func (p *Places) files() map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		filepath.Join(folder, p.name+".tsv"):       p.writePlaces,
		filepath.Join(folder, p.name+".names.tsv"): p.writeNames,
	}
}

// Len returns how many places there are.
func (p *Places) Len() int { return len(p.list) }

// Write writes the tables into directory dir, whole or not at all: under a temporary name beside it, which is renamed at
// the end. It returns ErrExists where there is something, unless it may overwrite: then what such a run wrote before is
// replaced, and nothing else.
func (p *Places) Write(dir string, overwrite bool) error {
	dir = filepath.Clean(dir)
	if err := p.free(dir, overwrite); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the folder around %s: %w", dir, err)
	}
	part, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+".*.partial")
	if err != nil {
		return fmt.Errorf("make a folder beside %s: %w", dir, err)
	}
	if err := errors.Join(p.fill(part), os.Chmod(part, 0o755)); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", dir, err), os.RemoveAll(part))
	}
	return replace(part, dir)
}

// replace renames part to dir. What was there goes last, so that a run that breaks off loses nothing.
func replace(part, dir string) error {
	old := part + ".old"
	moved := os.Rename(dir, old)
	if moved != nil && !errors.Is(moved, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("replace %s: %w", dir, moved), os.RemoveAll(part))
	}
	if err := os.Rename(part, dir); err != nil {
		err = errors.Join(fmt.Errorf("write %s: %w", dir, err), os.RemoveAll(part))
		if moved == nil {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("remove what was in %s: %w", dir, err)
	}
	return nil
}

// free accepts a directory that is missing or empty or, to overwrite, one with nothing but the tables of such a run.
func (p *Places) free(dir string, overwrite bool) error {
	files := p.files()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		_, ours := files[below]
		switch {
		case d.IsDir() && (below == "." || below == folder):
			return nil
		case !overwrite:
			return fmt.Errorf("%s %w: name another directory, or allow it to be overwritten", dir, ErrExists)
		case !ours || !d.Type().IsRegular():
			return fmt.Errorf("%s %w, which is not overwritten: name a directory with nothing else in it", path, ErrExists)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// fill writes the tables below dir.
func (p *Places) fill(dir string) error {
	if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
		return err
	}
	for name, write := range p.files() {
		if err := fillFile(filepath.Join(dir, name), write); err != nil {
			return err
		}
	}
	return nil
}

func fillFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	return errors.Join(write(out), out.Flush(), f.Sync(), f.Close())
}

func (p *Places) writePlaces(w io.Writer) error {
	fmt.Fprintf(w, "# %s\nid\tkind\tparent\tlat\tlon\tlevel\ten\tpcode\tgeonames\n", p.origin)
	for _, x := range p.list {
		lat, lon, level := "", "", ""
		if x.hasPoint {
			lat, lon = degrees(x.lat), degrees(x.lon)
		}
		if x.level >= 0 {
			level = strconv.Itoa(x.level)
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", x.id, x.kind, x.parent, lat, lon, level, x.en, x.pcode, x.geonames); err != nil {
			return err
		}
	}
	return nil
}

func (p *Places) writeNames(w io.Writer) error {
	fmt.Fprintf(w, "# %s\nid\tname\tuse\n", p.origin)
	for _, x := range p.list {
		for i, n := range x.names {
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", x.id, n.text, n.use(i == 0)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n name) use(main bool) string {
	switch {
	case main && n.gated:
		return "main,gated"
	case main:
		return "main"
	case n.gated:
		return "gated"
	}
	return "alias"
}
