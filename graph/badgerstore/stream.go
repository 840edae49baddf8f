package badgerstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/isnad-graph/isnad/graph"
)

// Base is what an incremental backup has to know of the one that it continues.
type Base struct {
	Store  string // id of the store
	Until  uint64 // version of the store to which it leads
	SHA256 string // of the file, in hex
}

// BaseOf reads the backup at path through to its hash, without opening its frames. Errors: ErrBackup where it is damaged,
// graph.ErrNotFound, ctx's, and those of the disk.
func BaseOf(ctx context.Context, path string) (*Base, error) {
	f, err := checkBackup(ctx, path)
	if err != nil {
		return nil, err
	}
	return &Base{f.header.Store, f.header.Until, f.sum}, nil
}

// StreamOptions say what goes into a backup that is no file yet. The zero value is a whole backup.
type StreamOptions struct {
	Since      *Base // only what changed after it; nil: everything
	Plain      bool  // do not encrypt the backup of an encrypted store
	Compressed bool  // with zstd
}

// StreamBackup writes what the store holds at this moment to w, as Backup writes it to a file; the store can be used
// meanwhile. Nothing is written before it is known that the store is sound. Errors: ErrChain where opts.Since is no earlier backup
// of this store, graph.ErrCorrupt, graph.ErrClosed, ctx's, and those of w; what was written is then of no use.
func (s *Store) StreamBackup(ctx context.Context, w io.Writer, opts StreamOptions) (*Backup, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	defer leave()
	h, err := s.header(opts)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	b, err := s.writeBackup(ctx, w, h)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return b, nil
}

// ReceiveOptions say what backup is awaited. The zero value awaits a whole one.
type ReceiveOptions struct {
	Since *Base  // the backup that it has to continue; nil: it is whole
	Key   []byte // opens an encrypted one, so that its frames are checked too; empty: only its hash is
}

// ReceiveBackup reads a backup from r, which ends with it, and writes it to the file to, which must not exist yet. The file
// is there whole, on the disk and checked, or not at all. Of a backup that Key does not open, Records is -1.
//
// Errors: ErrExists; ErrBackup where what comes is no whole and unchanged backup; ErrChain where it is another one than
// opts await; ErrKey; ctx's, and those of r and the disk.
func ReceiveBackup(ctx context.Context, to string, r io.Reader, opts ReceiveOptions) (b *Backup, err error) {
	if err := absent(to); err != nil {
		return nil, fmt.Errorf("backup to %s: %w", to, err)
	}
	err = writeWhole(to, func(w io.Writer) error {
		b, err = receive(ctx, io.TeeReader(r, w), opts)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("backup to %s: %w", to, err)
	}
	b.File = to
	return b, nil
}

func receive(ctx context.Context, r io.Reader, opts ReceiveOptions) (*Backup, error) {
	f, err := newFrameReader(r)
	if err != nil {
		return nil, err
	}
	if err := f.header.awaited(opts.Since); err != nil {
		return nil, err
	}
	c := counts{Records: -1}
	opens := f.header.Encryption == "" || len(opts.Key) > 0
	if opens {
		if err := f.unlock(opts.Key); err != nil {
			return nil, err
		}
		defer f.seal.close()
	}
	for {
		kind, payload, err := f.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && opens && kind == frameEnd {
			err = json.Unmarshal(payload, &c)
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
	}
	h := f.header
	return &Backup{
		Whole: h.whole(), Since: h.Since, Until: h.Until, Records: c.Records, Gone: c.Gone, Bytes: f.size, SHA256: f.sum, Encrypted: h.Encryption != "",
	}, nil
}

// awaited returns an error unless h is the header of a backup that continues since; of a whole one where that is nil.
func (h header) awaited(since *Base) error {
	switch {
	case since == nil && !h.whole():
		return fmt.Errorf("%w: what came is no whole backup", ErrChain)
	case since != nil && (h.Store != since.Store || h.Since != since.Until || h.Previous != since.SHA256):
		return fmt.Errorf("%w: what came does not continue that backup", ErrChain)
	}
	return nil
}

// checkBackup reads a backup through to its hash, without opening its frames.
func checkBackup(ctx context.Context, path string) (*frameReader, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("backup %s: %w", path, graph.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	f, err := newFrameReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for err == nil {
		if _, _, err = f.next(); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}
