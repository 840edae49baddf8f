package export

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// Compression is how the files of an export are packed.
type Compression string

// Compressions. The same bytes are packed to the same bytes, whatever the machine.
const (
	Plain Compression = ""
	Gzip  Compression = "gzip"
	Zstd  Compression = "zstd"
)

// endings of the names of packed files.
var endings = map[Compression]string{Gzip: ".gz", Zstd: ".zst"}

// packers make what packs a stream; nil where nothing does.
var packers = map[Compression]func(io.Writer) (io.WriteCloser, error){
	Plain: func(io.Writer) (io.WriteCloser, error) { return nil, nil },
	Gzip:  func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
	Zstd:  func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) },
}

// of returns c or, where it is empty and f is one file, what the ending of dst says.
func (c Compression) of(f format, dst string) Compression {
	if c != Plain || f.Directory {
		return c
	}
	for compression, ending := range endings {
		if filepath.Ext(dst) == ending {
			return compression
		}
	}
	return Plain
}

// fits returns an error where files of f are not packed with c, or one at dst should not be; the empty dst is a stream.
func (c Compression) fits(f format, dst string) error {
	switch ending := endings[c]; {
	case c == Plain:
		return nil
	case f.packed:
		return fmt.Errorf("%w: %s is packed already; name it %s, without %s", ErrOptions, f.Name, "…"+f.Extension, c)
	case !f.Directory && dst != "" && filepath.Ext(dst) != ending:
		return fmt.Errorf("%w: %s does not tell that it is packed with %s: name it %s, or leave out %[3]s", ErrOptions, dst, c, dst+ending)
	}
	return nil
}

// name returns what a file of a directory is called when it is packed.
func (c Compression) name(name string) string {
	if name == "" {
		return ""
	}
	return name + endings[c]
}

// unpacked returns r without the compression that its first bytes tell of. Close releases what it needs.
func unpacked(r *bufio.Reader) (io.ReadCloser, error) {
	head, _ := r.Peek(4) // less where there is less; what is wrong with it shows when it is read
	switch {
	case len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b:
		return gzip.NewReader(r)
	case string(head) == "\x28\xb5\x2f\xfd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, fmt.Errorf("read zstd: %w", err)
		}
		return z.IOReadCloser(), nil
	}
	return io.NopCloser(r), nil
}
