package badgerstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/badger/v4/y"

	"github.com/isnad-graph/isnad/graph"
)

// Badger ends the whole process when it opens a table that was cut short, leaves out one whose index
// was changed, and deletes the tables that a manifest cut short no longer names. So its files are
// looked at before it sees them.

// preflight checks the files of the store in dir. It returns an error that wraps graph.ErrLocked where
// another process uses the store, and graph.ErrCorrupt with the file and the remedy where one is damaged.
func preflight(dir string, opts Options) error {
	unlock, err := lockDir(dir, opts.ReadOnly)
	if err != nil {
		return err
	}
	defer unlock()
	if err := checkClean(dir); err != nil {
		return err
	}
	if err := errors.Join(checkTables(dir), checkLogs(dir)); err != nil {
		return err
	}
	if opts.ReadOnly {
		return nil
	}
	return errors.Join(dropEmptyLogs(dir), unmarkClean(dir))
}

func damaged(file, format string, args ...any) error {
	return fmt.Errorf("%w: file %s %s; %s", graph.ErrCorrupt, file, fmt.Sprintf(format, args...), remedy)
}

// checkTables checks that each table which the manifest names is there and has a sound end.
func checkTables(dir string) error {
	f, err := os.Open(filepath.Join(dir, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		return checkNoTables(dir)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	manifest, end, err := badger.ReplayManifestFile(f, 0, badger.DefaultOptions(dir).WithLogger(nil))
	if err != nil {
		return damaged(badger.ManifestFilename, "cannot be read (%v)", err)
	}
	if err := checkStrays(dir, f, manifest, end); err != nil {
		return err
	}
	for id := range manifest.Tables {
		name := fmt.Sprintf(tableName, id)
		if err := checkTable(filepath.Join(dir, name)); err != nil {
			return damaged(name, "%v", err)
		}
	}
	return nil
}

// tableName is how Badger calls a table.
const tableName = "%06d.sst"

// checkStrays checks that there are no more tables than a manifest leaves out which is whole but for what a
// killed process did not come to write: one that it was filling from memory, and those that it was
// making of tables which are named. Badger deletes the others, and with them what they hold.
func checkStrays(dir string, f *os.File, manifest badger.Manifest, end int64) error {
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	strays := 0
	for _, path := range tables {
		id := uint64(0)
		if _, err := fmt.Sscanf(filepath.Base(path), tableName, &id); err != nil {
			continue
		}
		if _, named := manifest.Tables[id]; !named {
			strays++
		}
	}
	if cut := end < info.Size(); cut && strays > 0 || len(manifest.Tables) == 0 && strays > 1 {
		return damaged(badger.ManifestFilename, "was cut short: it does not name %d of the tables", strays)
	}
	return nil
}

// checkNoTables checks that there are no tables where no manifest is: Badger would delete them.
func checkNoTables(dir string) error {
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err == nil && len(tables) > 0 {
		return damaged(badger.ManifestFilename, "is missing")
	}
	return err
}

// checkTable checks the end of a table: index, its length, its checksum, the length of that.
func checkTable(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("is missing")
	}
	if err != nil {
		return err
	}
	defer f.Close()
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	footer := &tail{file: f, end: end}
	sum, ok := readChecksum(footer.sized())
	index := footer.sized()
	if footer.err != nil {
		return footer.err
	}
	if !ok || len(index) == 0 || y.VerifyChecksum(index, sum) != nil {
		return errors.New("was cut short, or changed")
	}
	return nil
}

// readChecksum reads the two numbers that Badger's message of a checksum has.
func readChecksum(b []byte) (*pb.Checksum, bool) {
	sum := &pb.Checksum{}
	for len(b) > 0 {
		v, n := binary.Uvarint(b[1:])
		if n <= 0 {
			return nil, false
		}
		switch b[0] {
		case 1 << 3:
			sum.Algo = pb.Checksum_Algorithm(v)
		case 2 << 3:
			sum.Sum = v
		default:
			return nil, false
		}
		b = b[1+n:]
	}
	return sum, sum.Algo == pb.Checksum_CRC32C || sum.Algo == pb.Checksum_XXHash64
}

// tail reads a file from its end.
type tail struct {
	file io.ReaderAt
	end  int64
	err  error
}

// sized takes a part that has its length after it.
func (t *tail) sized() []byte {
	n := t.take(4)
	if t.err != nil {
		return nil
	}
	return t.take(int64(binary.BigEndian.Uint32(n)))
}

func (t *tail) take(n int64) []byte {
	if t.err == nil && n > t.end {
		t.err = errors.New("was cut short")
	}
	if t.err != nil {
		return nil
	}
	t.end -= n
	b := make([]byte, n)
	_, t.err = t.file.ReadAt(b, t.end)
	return b
}
