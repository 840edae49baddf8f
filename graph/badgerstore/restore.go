package badgerstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// RestoreOptions say how backups are read and what store is made of them. The zero value is for backups
// that are not encrypted.
type RestoreOptions struct {
	Key       []byte // of the store to be made; nil: not encrypted
	BackupKey []byte // of the stores that were backed up; nil: Key
	MinFree   int64  // as in Options
}

// Restored tells what Restore did.
type Restored struct {
	Store   string `json:"store"`
	Files   int    `json:"files"`
	Records int    `json:"records"`
	graph.Stats
}

// restoring lies in a directory that Restore fills, so that a later one knows what a killed one left.
const restoring = "RESTORING"

// Restore makes the store in dir, which must be absent or empty, of backups: a whole one, then those
// that continue it, in their order. It fills a directory beside, checks it as Verify does, and gives it
// its name at the end: the store is there whole or not at all.
//
// Errors: ErrExists where dir has something in it, ErrBackup where a backup is damaged, ErrChain where
// one does not continue the one before, ErrKey, graph.ErrFormat where they are of another version,
// graph.ErrLocked where another process restores to dir, ctx's, and those of the disk.
func Restore(ctx context.Context, dir string, backups []string, opts RestoreOptions) (*Restored, error) {
	r, err := restore(ctx, filepath.Clean(dir), backups, opts)
	if err != nil {
		return nil, fmt.Errorf("restore to %s: %w", dir, err)
	}
	return r, nil
}

func restore(ctx context.Context, dir string, backups []string, opts RestoreOptions) (*Restored, error) {
	if err := checkVacant(dir); err != nil {
		return nil, err
	}
	chain, err := checkChain(ctx, backups)
	if err != nil {
		return nil, err
	}
	beside := dir + partial
	unlock, err := makeRoom(beside)
	if err != nil {
		return nil, err
	}
	defer unlock()
	r, err := fill(ctx, filepath.Join(beside, "store"), chain, opts)
	if err == nil {
		err = moveTo(dir, filepath.Join(beside, "store"))
	}
	if err := errors.Join(err, os.RemoveAll(beside)); err != nil {
		return nil, err
	}
	r.Store = dir
	return r, nil
}

// checkVacant returns an error where dir is anything but absent or an empty directory.
func checkVacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("%w: the directory is not empty (%s); restore to another one, and put that in its place by hand",
			ErrExists, entries[0].Name())
	}
	return nil
}

// link is a backup in its place of a chain.
type link struct {
	path string
	*frameReader
}

// checkChain checks that each of backups is whole and continues the one before.
func checkChain(ctx context.Context, backups []string) ([]link, error) {
	if len(backups) == 0 {
		return nil, fmt.Errorf("%w: no backup is named", ErrChain)
	}
	var chain []link
	for _, path := range backups {
		f, err := checkBackup(ctx, path)
		if err != nil {
			return nil, err
		}
		if err := follows(chain, path, f.header); err != nil {
			return nil, err
		}
		chain = append(chain, link{path, f})
	}
	return chain, nil
}

// follows returns an error where the backup in path does not come next.
func follows(chain []link, path string, h header) error {
	if err := checkFormat(h.StoreFormat); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if len(chain) == 0 {
		if !h.whole() {
			return fmt.Errorf("%w: %s continues an earlier one; name the whole backup first, then all up to it, in their order", ErrChain, path)
		}
		return nil
	}
	last := chain[len(chain)-1]
	switch {
	case h.whole():
		return fmt.Errorf("%w: %s is a whole backup and continues nothing; name it first, or alone", ErrChain, path)
	case h.Store != last.header.Store:
		return fmt.Errorf("%w: %s is of another store than %s", ErrChain, path, last.path)
	case h.Previous != last.sum || h.Since != last.header.Until:
		return fmt.Errorf("%w: %s does not continue %s: one between them is missing, or the order is another", ErrChain, path, last.path)
	}
	return nil
}

// makeRoom makes dir, and empties it of what a killed Restore left. It is locked until unlock is called.
func makeRoom(dir string) (unlock func(), err error) {
	err = os.Mkdir(dir, 0o755)
	if errors.Is(err, fs.ErrExist) {
		if _, err := os.Stat(filepath.Join(dir, restoring)); err != nil {
			return nil, fmt.Errorf("%w: %s, which is needed for the work, and is not from a restore; move it away", ErrExists, dir)
		}
	} else if err != nil {
		return nil, err
	}
	if unlock, err = lockDir(dir, false); err != nil {
		return nil, err
	}
	err = errors.Join(writeSynced(filepath.Join(dir, restoring), ""), os.RemoveAll(filepath.Join(dir, "store")))
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// fill makes a store in dir of chain and checks it.
func fill(ctx context.Context, dir string, chain []link, opts RestoreOptions) (r *Restored, err error) {
	s, err := Open(ctx, dir, Options{Key: opts.Key, MinFree: opts.MinFree})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if len(opts.BackupKey) == 0 {
		opts.BackupKey = opts.Key
	}
	l := &loader{store: s, key: opts.BackupKey, known: map[goneHash]struct{}{}}
	for i, backup := range slices.Backward(chain) {
		if err := l.load(ctx, backup, i > 0); err != nil {
			return nil, fmt.Errorf("%s: %w", backup.path, err)
		}
	}
	r = &Restored{Files: len(chain), Records: l.written}
	r.Stats, err = s.settle(ctx)
	return r, err
}

// settle makes a store whose records were written past Apply fit for use, and returns what is in it. It is
// a store of its own: who followed the changes of the one that was backed up, or continues its backups,
// must not take it for that.
func (s *Store) settle(ctx context.Context) (stats graph.Stats, err error) {
	if err := s.load(ctx); err != nil {
		return stats, err
	}
	if err := s.christen(); err != nil {
		return stats, err
	}
	faults, err := s.Verify(ctx)
	if err != nil {
		return stats, err
	}
	if len(faults) > 0 {
		return stats, fmt.Errorf("%w: the store that they make has %d faults, the first: %s %s; use an earlier backup",
			ErrBackup, len(faults), faults[0].Where, faults[0].What)
	}
	err = s.View(ctx, func(r graph.Reader) error {
		stats, err = r.Stats(ctx)
		return err
	})
	stats.Bytes = 0
	return stats, err
}

// loader writes backups into a new store, the latest first, so that each key is written once: what a
// later backup has, or says is gone, is passed over in the earlier ones.
type loader struct {
	store   *Store
	key     []byte
	known   map[goneHash]struct{} // keys that later backups decide
	written int
}

// load writes one backup; its keys decide where others come before it.
func (l *loader) load(ctx context.Context, backup link, decides bool) error {
	file, err := os.Open(backup.path)
	if err != nil {
		return err
	}
	defer file.Close()
	f, err := newFrameReader(file)
	if err != nil {
		return err
	}
	if err := f.unlock(l.key); err != nil {
		return err
	}
	defer f.seal.close()
	p := pass{loader: l, batch: l.store.db.NewWriteBatch(), decides: decides}
	defer p.batch.Cancel()
	if err := p.read(ctx, f); err != nil {
		return err
	}
	if err := p.batch.Flush(); err != nil {
		return err
	}
	if f.sum != backup.sum {
		return fmt.Errorf("%w: it was changed while it was read", ErrBackup)
	}
	for _, h := range p.decided {
		l.known[h] = struct{}{}
	}
	return nil
}

// pass is the loading of one backup.
type pass struct {
	*loader
	batch   *badger.WriteBatch
	decides bool
	decided []goneHash // keys that this backup decides, once it is read
	have    counts
}

func (p *pass) read(ctx context.Context, f *frameReader) error {
	for {
		kind, payload, err := f.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err := errors.Join(err, p.store.writable(ctx)); err != nil {
			return err
		}
		if kind == frameEnd {
			err = p.have.check(payload)
		} else {
			err = eachRecord(payload, p.record)
		}
		if err != nil {
			return err
		}
	}
}

// record writes one record, unless a later backup decides its key.
func (p *pass) record(key, value []byte) error {
	if key[0] == spaceGone {
		hashes, err := goneHashes(key, value)
		p.decided = append(p.decided, hashes...)
		p.have.Gone += len(hashes)
		return err
	}
	p.have.Records++
	h := hashKey(key)
	if p.decides {
		p.decided = append(p.decided, h)
	}
	if _, later := p.known[h]; later {
		return nil
	}
	p.written++
	return p.batch.Set(key, value)
}

// check compares what was read with what the last frame says.
func (c counts) check(last []byte) error {
	var want counts
	if err := json.Unmarshal(last, &want); err != nil || want != c {
		return broken("it has %d records, and its end says %d", c.Records, want.Records)
	}
	return nil
}

// moveTo gives the store at from its place.
func moveTo(dir, from string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w; restore to a directory inside of it", ErrExists, err)
	}
	if err := os.Rename(from, dir); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}
