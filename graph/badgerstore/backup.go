package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
)

// BackupOptions say what goes into a backup. The zero value is a whole backup.
type BackupOptions struct {
	Since      string // an earlier backup of this store: only what changed after it
	Plain      bool   // do not encrypt the backup of an encrypted store
	Compressed bool   // with zstd
}

// Backup describes a backup file.
type Backup struct {
	File      string `json:"file"`
	Whole     bool   `json:"whole"` // continues no other
	Since     uint64 `json:"since"` // version of the store after which it begins
	Until     uint64 `json:"until"` // version of the store that it leads to
	Records   int    `json:"records"`
	Gone      int    `json:"gone"` // records deleted since
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
	Encrypted bool   `json:"encrypted"`
}

// Backup writes what the store holds at this moment to the file to, which must not exist yet, beside
// which the store can be used. The file is there whole and on the disk, or not at all.
//
// It backs up no damaged store: where a table does not have its checksum the error wraps
// graph.ErrCorrupt. Other errors: ErrExists, ErrChain where opts.Since is no earlier backup of this
// store, ErrBackup where that is damaged, graph.ErrClosed, ctx's, and those of the disk.
func (s *Store) Backup(ctx context.Context, to string, opts BackupOptions) (*Backup, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	defer leave()
	b, err := s.backup(ctx, to, opts)
	if err != nil {
		return nil, fmt.Errorf("backup to %s: %w", to, err)
	}
	return b, nil
}

func (s *Store) backup(ctx context.Context, to string, opts BackupOptions) (*Backup, error) {
	if err := absent(to); err != nil {
		return nil, err
	}
	stream := StreamOptions{Plain: opts.Plain, Compressed: opts.Compressed}
	if opts.Since != "" {
		base, err := BaseOf(ctx, opts.Since)
		if err != nil {
			return nil, err
		}
		stream.Since = base
	}
	h, err := s.header(stream)
	if errors.Is(err, ErrChain) {
		err = fmt.Errorf("%s: %w", opts.Since, err)
	}
	if err != nil {
		return nil, err
	}
	var b *Backup
	err = writeWhole(to, func(w io.Writer) error {
		b, err = s.writeBackup(ctx, w, h)
		return err
	})
	if err != nil {
		return nil, err
	}
	b.File = to
	return b, nil
}

// absent returns an error unless there is nothing at path, where a backup goes.
func absent(path string) error {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, fmt.Errorf("%w: choose another name; a backup is never written over", ErrExists))
}

// header returns the header of a backup, but for the version that it leads to.
func (s *Store) header(opts StreamOptions) (header, error) {
	h := header{Store: s.id().String(), StoreFormat: formatVersion}
	if opts.Compressed {
		h.Compression = compressionZstd
	}
	if len(s.opts.Key) > 0 && !opts.Plain {
		salt, err := newSalt()
		if err != nil {
			return h, err
		}
		h.Encryption, h.Salt = encryptionAESGCM, salt
	}
	if opts.Since == nil {
		return h, nil
	}
	if opts.Since.Store != h.Store {
		return h, fmt.Errorf("%w: it is of another store, or of this one before it was restored; make a whole backup", ErrChain)
	}
	h.Since, h.Previous = opts.Since.Until, opts.Since.SHA256
	return h, nil
}

// id is that of the store and no copy of it: a restored store has another.
func (s *Store) id() graph.ID {
	s.publish.RLock()
	defer s.publish.RUnlock()
	return s.state.revision.Store
}

// sound makes sure that what a snapshot says, which was taken before, is on the disk, and that the tables have their
// checksums: Badger's iterators end where a block is damaged, without a word.
func (s *Store) sound() error {
	if !s.opts.ReadOnly && !s.opts.InMemory {
		if err := s.db.Sync(); err != nil {
			return err
		}
	}
	if err := s.checksums(); err != nil {
		return fmt.Errorf("%w: %v; %s", graph.ErrCorrupt, err, remedy)
	}
	return nil
}

// writeBackup writes one state of the store. Badger's own Backup reads with many transactions, each of
// another moment.
func (s *Store) writeBackup(ctx context.Context, w io.Writer, h header) (*Backup, error) {
	r := s.snapshot()
	defer r.close()
	if err := s.sound(); err != nil {
		return nil, err
	}
	var b *Backup
	err := r.read(ctx, func(txn *badger.Txn) error {
		h.Until = txn.ReadTs()
		if h.Since > h.Until {
			return fmt.Errorf("%w: the store is older than the backup that this one should continue; make a whole backup", ErrChain)
		}
		f, err := newFrameWriter(w, h, s.opts.Key)
		if err != nil {
			return err
		}
		defer f.seal.close()
		c, err := f.addAll(ctx, txn, h)
		if err != nil {
			return err
		}
		b = &Backup{Whole: h.whole(), Since: h.Since, Until: h.Until, Records: c.Records, Gone: c.Gone, Encrypted: h.Encryption != ""}
		b.SHA256, b.Bytes, err = f.finish(c)
		return err
	})
	return b, err
}

// addAll adds all records that a backup with header h holds. A whole one has no use for what is gone.
func (f *frameWriter) addAll(ctx context.Context, txn *badger.Txn, h header) (c counts, err error) {
	options := badger.DefaultIteratorOptions
	options.SinceTs = h.Since
	it := txn.NewIterator(options)
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		item := it.Item()
		gone := item.Key()[0] == spaceGone
		if gone && h.whole() {
			continue
		}
		err := item.Value(func(value []byte) error {
			if gone {
				c.Gone += len(value) / len(goneHash{})
			} else {
				c.Records++
			}
			return f.add(item.Key(), value)
		})
		if err := errors.Join(err, ctx.Err()); err != nil {
			return c, err
		}
	}
	return c, nil
}

// writeWhole writes the file at path whole and to the disk, or not at all.
func writeWhole(path string, fill func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*"+partial)
	if err != nil {
		return err
	}
	err = errors.Join(fill(f), f.Chmod(0o600))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(path))
}
