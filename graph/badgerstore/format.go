package badgerstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// formatVersion is the version of keys and records. Any change of them raises it.
const formatVersion = 5

// formatFile lies beside Badger's files and says what they are, so that a store of another format is
// known before a byte of it is touched: a line with the format and, where it is so, one that says
// «encrypted».
const (
	formatFile    = "FORMAT"
	partial       = ".partial"
	formatLine    = "isnad graph store, format %d\n"
	encryptedLine = "encrypted"
)

// identity is what the format file says of a store.
type identity struct {
	format    int
	encrypted bool
}

func newIdentity(encrypted bool) identity {
	return identity{format: formatVersion, encrypted: encrypted}
}

func (i identity) String() string {
	text := fmt.Sprintf(formatLine, i.format)
	if i.encrypted {
		text += encryptedLine + "\n"
	}
	return text
}

func readIdentity(dir string) (identity, error) {
	b, err := os.ReadFile(filepath.Join(dir, formatFile))
	if err != nil {
		return identity{}, err
	}
	return parseIdentity(string(b))
}

func parseIdentity(text string) (identity, error) {
	i := identity{}
	if _, err := fmt.Sscanf(text, formatLine, &i.format); err != nil {
		return i, fmt.Errorf("%w: %s is not that of an isnad store; choose another directory", graph.ErrFormat, formatFile)
	}
	if err := checkFormat(i.format); err != nil {
		return i, err
	}
	for line := range strings.Lines(text) {
		i.encrypted = i.encrypted || strings.TrimSpace(line) == encryptedLine
	}
	return i, nil
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

// writeIdentity makes dir a store of this version, at once or not at all.
func writeIdentity(dir string, i identity) error {
	path := filepath.Join(dir, formatFile)
	err := writeSynced(path+partial, i.String())
	if err == nil {
		err = os.Rename(path+partial, path)
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	return nil
}

func writeSynced(path, text string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	return f.Sync()
}

// syncDir makes names that came into dir, or left it, outlast a power cut.
func syncDir(dir string) (err error) {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.Sync()
}
