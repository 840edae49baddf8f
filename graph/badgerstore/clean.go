package badgerstore

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// cleanFile is there while a store is closed and was closed in order: the name and size of each of its
// files, and the hash of those that Badger takes on trust. Whoever opens the store to write takes it
// away first, so that what a killed process leaves is judged by its own checksums alone.
const cleanFile = "CLEAN"

// hashed are the files of which Badger drops what it cannot read, and believes the rest.
var hashed = map[string]bool{"MANIFEST": true, "KEYREGISTRY": true}

// inventory describes the files of the store in dir.
func inventory(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, e := range entries {
		if !e.Type().IsRegular() || e.Name() == cleanFile || e.Name() == "LOCK" || strings.HasSuffix(e.Name(), partial) {
			continue
		}
		line, err := describeFile(dir, e)
		if err != nil {
			return "", err
		}
		b.WriteString(line)
	}
	return b.String(), nil
}

func describeFile(dir string, e fs.DirEntry) (string, error) {
	info, err := e.Info()
	if err != nil {
		return "", err
	}
	if !hashed[e.Name()] {
		return fmt.Sprintf("%s %d\n", e.Name(), info.Size()), nil
	}
	content, err := os.ReadFile(filepath.Join(dir, e.Name()))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %d %x\n", e.Name(), info.Size(), sha256.Sum256(content)), nil
}

// markClean notes that the store in dir was closed in order.
func markClean(dir string) error {
	files, err := inventory(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, cleanFile)
	if err := writeSynced(path+partial, files); err != nil {
		return err
	}
	return os.Rename(path+partial, path)
}

// unmarkClean takes the mark away.
func unmarkClean(dir string) error {
	err := os.Remove(filepath.Join(dir, cleanFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, syncDir(dir))
}

// checkClean returns an error that wraps graph.ErrCorrupt and names the file that is not as it was when
// the store was closed; nothing where the store was not closed in order.
func checkClean(dir string) error {
	want, err := os.ReadFile(filepath.Join(dir, cleanFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	have, err := inventory(dir)
	if err != nil {
		return err
	}
	if file, ok := firstOther(string(want), have); ok {
		return fmt.Errorf("%w: %s is not as it was when the store was closed; %s", graph.ErrCorrupt, file, remedy)
	}
	return nil
}

// firstOther names a file whose line in want is not in have.
func firstOther(want, have string) (file string, other bool) {
	lines := map[string]bool{}
	for line := range strings.Lines(have) {
		lines[line] = true
	}
	for line := range strings.Lines(want) {
		if !lines[line] {
			file, _, _ = strings.Cut(line, " ")
			return file, true
		}
	}
	return "", false
}
