package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"github.com/isnad-graph/isnad/graph"
)

// Options configure a Store. The zero value is right for most.
type Options struct {
	ReadOnly   bool         // refuse to write, and to create a store where there is none
	InMemory   bool         // keep nothing on disk; for tests
	SyncWrites bool         // make every Apply outlast a power cut, at a twentieth of the speed; else see Sync
	Logger     *slog.Logger // for what Badger says; nil is silence
	MemTable   int64        // bytes of a table in memory, of which an Apply fills at most 15 %; 0: 32 MiB, at least 4
	Key        []byte       // encrypts what is on disk, with AES: 16, 24 or 32 bytes; nil: not encrypted
	EdgesLater bool         // read the edges when they are first asked for and not at open, of a store that is only read
	Resident   int64        // bytes of memory in use above which pages of tables are let go of, where the store is only read, on Linux; 0: left to the system
	MinFree    int64        // bytes of free disk below which Apply refuses; 0: 128 MiB, negative: none

	Now func() time.Time // when changes are recorded; nil records no time
}

// Defaults and bounds of Options.
const (
	defaultMemTable = 32 << 20
	minMemTable     = 4 << 20 // an Apply has to hold a chunk of text
	defaultMinFree  = 128 << 20
)

// Open opens the store in dir, and creates it there if dir is absent or empty. One process at a time can
// have a store open, or several that only read.
//
// Errors: one that wraps graph.ErrLocked where another process has the store, graph.ErrFormat where it
// is of another format or dir holds something else, graph.ErrNotFound where it is absent and opts is
// read-only, graph.ErrCorrupt where a file is missing, cut short or changed, ErrKey where the key is not
// that of the store; each names dir and the remedy.
func Open(ctx context.Context, dir string, opts Options) (*Store, error) {
	s, err := open(ctx, dir, opts)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", dir, err)
	}
	return s, nil
}

func open(ctx context.Context, dir string, opts Options) (*Store, error) {
	if opts.InMemory {
		dir = ""
	} else if err := prepare(dir, opts); err != nil {
		return nil, err
	} else if err := preflight(dir, opts); err != nil {
		return nil, err
	}
	db, err := openBadger(dir, opts)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, dir: dir, opts: opts, free: freeBytes}
	if opts.ReadOnly && opts.Resident > 0 {
		s.mapped = newMappedTables(dir, opts.Resident)
	}
	if err := s.load(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// prepare checks that dir holds a store that this version reads with the key of opts, or makes it a new one.
func prepare(dir string, opts Options) error {
	who, err := readIdentity(dir)
	if err == nil {
		return checkKey(who, opts)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := checkEmpty(dir); err != nil {
		return err
	}
	if opts.ReadOnly {
		return fmt.Errorf("%w: no store there; `ingest` makes one", graph.ErrNotFound)
	}
	who = newIdentity(len(opts.Key) > 0)
	if err := checkKey(who, opts); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return writeIdentity(dir, who)
}

// checkEmpty returns an error where dir holds anything that a new store should not lie among.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != "lost+found" && e.Name() != formatFile+partial {
			return fmt.Errorf("%w: not an isnad store, and not empty (%s); choose another directory", graph.ErrFormat, e.Name())
		}
	}
	return nil
}

func openBadger(dir string, opts Options) (*badger.DB, error) {
	if opts.ReadOnly {
		if err := recoverLog(dir, opts); err != nil {
			return nil, err
		}
	}
	db, err := tryOpen(badgerOptions(dir, opts))
	switch {
	case err == nil:
		return db, nil
	case says(err, "Cannot acquire directory lock"):
		return nil, locked(dir)
	case isWrongKey(err):
		return nil, fmt.Errorf("%w: it is not the one that the store was made with", ErrKey)
	case isOfSystem(err):
		return nil, err
	}
	return nil, fmt.Errorf("%w: %v; %s", graph.ErrCorrupt, err, remedy)
}

func locked(dir string) error {
	return fmt.Errorf("%w: another process%s uses it; stop that, or choose another directory", graph.ErrLocked, owner(dir))
}

// tryOpen opens Badger; where it panics over what it finds, that is an error.
func tryOpen(o badger.Options) (db *badger.DB, err error) {
	defer func() {
		if r := recover(); r != nil {
			db, err = nil, fmt.Errorf("%w: %v", graph.ErrCorrupt, r)
		}
	}()
	return badger.Open(o)
}

// isOfSystem reports whether err is the machine's and not the store's; Badger hides what it wraps.
func isOfSystem(err error) bool {
	for _, e := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EFBIG, syscall.EMFILE, syscall.ENOMEM, syscall.EROFS, syscall.EDQUOT, syscall.EIO} {
		if errors.Is(err, e) || says(err, e.Error()) {
			return true
		}
	}
	return false
}

// recoverLog brings a store whose process was killed to where readers can open it: Badger cannot read
// the log that such a process leaves without writing, nor a store that it has not come to make.
func recoverLog(dir string, opts Options) error {
	logs, err := filepath.Glob(filepath.Join(dir, "*.mem"))
	if err != nil {
		return err
	}
	_, err = os.Stat(filepath.Join(dir, badger.ManifestFilename))
	if err == nil && len(logs) == 0 {
		return nil
	}
	opts.ReadOnly = false
	err = preflight(dir, opts)
	if errors.Is(err, graph.ErrLocked) {
		return err // not killed: at work
	}
	var db *badger.DB
	if err == nil {
		db, err = openBadger(dir, opts)
	}
	if err == nil {
		err = db.Close()
	}
	if err == nil {
		err = markClean(dir)
	}
	if err != nil {
		return fmt.Errorf("recover what a killed process left: %w", err)
	}
	return nil
}

// says reports whether err has text in it: Badger wraps its errors so that errors.Is does not see them.
func says(err error, text string) bool { return err != nil && strings.Contains(err.Error(), text) }

// owner names the process that Badger's lock file tells, if it does.
func owner(dir string) string {
	pid, err := os.ReadFile(filepath.Join(dir, "LOCK"))
	if err != nil || len(pid) == 0 {
		return ""
	}
	return " (" + strings.TrimSpace(string(pid)) + ")"
}

// badgerOptions keep memory low, all values in the tree and the value log empty.
func badgerOptions(dir string, opts Options) badger.Options {
	if opts.MemTable <= 0 {
		opts.MemTable = defaultMemTable
	}
	opts.MemTable = max(opts.MemTable, minMemTable)
	o := badger.DefaultOptions(dir).
		WithInMemory(opts.InMemory).
		WithReadOnly(opts.ReadOnly).
		WithSyncWrites(opts.SyncWrites).
		WithLogger(logger{opts.Logger}).
		WithMemTableSize(opts.MemTable).
		WithNumMemtables(3).
		WithBlockCacheSize(32 << 20).
		WithCompression(options.Snappy).
		WithValueThreshold(2 * chunkSize).
		WithValueLogFileSize(1 << 20).
		WithNumCompactors(2).
		WithMetricsEnabled(false).
		WithDetectConflicts(false).
		WithChecksumVerificationMode(options.OnBlockRead)
	return withKey(o, opts.Key)
}
