package badgerstore

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/isnad-graph/isnad/graph"
)

// formatVersion is the version of keys and records. Any change of them raises it.
const formatVersion = 2

// formatFile lies beside Badger's files and says what they are, so that a store of another format is
// known before a byte of it is touched.
const (
	formatFile = "FORMAT"
	partial    = ".partial"
	formatLine = "isnad graph store, format %d\n"
)

func readFormat(dir string) (int, error) {
	b, err := os.ReadFile(filepath.Join(dir, formatFile))
	if err != nil {
		return 0, err
	}
	version := 0
	if _, err := fmt.Sscanf(string(b), formatLine, &version); err != nil {
		return 0, fmt.Errorf("%w: %s is not that of an isnad store; choose another directory", graph.ErrFormat, formatFile)
	}
	return version, nil
}

func checkFormat(version int) error {
	switch {
	case version > formatVersion:
		return fmt.Errorf("%w: it has format %d, this program reads %d; use a newer isnad", graph.ErrFormat, version, formatVersion)
	case version < formatVersion:
		return fmt.Errorf("%w: it has format %d, this program reads %d; ingest its articles into a new store, or use the isnad that wrote it",
			graph.ErrFormat, version, formatVersion)
	}
	return nil
}

// writeFormat makes dir a store of this version, at once or not at all.
func writeFormat(dir string) error {
	path := filepath.Join(dir, formatFile)
	if err := writeSynced(path+partial, fmt.Sprintf(formatLine, formatVersion)); err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	if err := os.Rename(path+partial, path); err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	return nil
}

func writeSynced(path, text string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}()
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	return f.Sync()
}
