package badgerstore

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
)

// A backup file is
//
//	magic (8), format (uint32), length of the header (uint32), header (JSON)
//	frames: kind (byte), length (uint32), payload
//	SHA-256 of all before (32)
//
// with numbers big-endian. The last frame, and only that, is of the kind frameEnd. The payload of the
// others is records: length of the key, key, length of the value, value. docs/decisions/0035 says why.
const (
	backupMagic  = "ISNADBAK"
	backupFormat = 1

	frameRecords = 1
	frameEnd     = 2

	frameSize = 1 << 20  // of a frame that is full, before it is compressed
	maxFrame  = 64 << 20 // of any frame
	maxHeader = 64 << 10
)

// header is what a backup says of itself; it is never encrypted.
type header struct {
	Store       string `json:"store"`              // id of the store
	StoreFormat int    `json:"storeFormat"`        // of its keys and records
	Since       uint64 `json:"since"`              // what has a version above that is in it
	Until       uint64 `json:"until"`              // up to this one
	Previous    string `json:"previous,omitempty"` // SHA-256 of the backup that it continues
	Compression string `json:"compression,omitempty"`
	Encryption  string `json:"encryption,omitempty"`
	Salt        []byte `json:"salt,omitempty"`
}

// whole reports whether the backup continues no other. The first that continues one of an empty store
// begins at the same version as that.
func (h header) whole() bool { return h.Previous == "" }

// counts is what the last frame of a backup says.
type counts struct {
	Records int `json:"records"` // live records
	Gone    int `json:"gone"`    // keys that were deleted
}

// frameWriter writes a backup.
type frameWriter struct {
	out  *bufio.Writer
	hash hash.Hash
	seal *sealer
	buf  encoder
	size int64
}

func newFrameWriter(w io.Writer, h header, key []byte) (*frameWriter, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	head := binary.BigEndian.AppendUint32([]byte(backupMagic), backupFormat)
	head = append(binary.BigEndian.AppendUint32(head, uint32(len(text))), text...)
	f := &frameWriter{out: bufio.NewWriterSize(w, 1<<16), hash: sha256.New()}
	if f.seal, err = newSealer(h, head, key); err != nil {
		return nil, err
	}
	return f, f.write(head)
}

func (f *frameWriter) write(b []byte) error {
	f.hash.Write(b)
	f.size += int64(len(b))
	_, err := f.out.Write(b)
	return err
}

// add adds one record.
func (f *frameWriter) add(key, value []byte) error {
	f.buf.count(len(key))
	f.buf.raw(key)
	f.buf.count(len(value))
	f.buf.raw(value)
	if len(f.buf.b) < frameSize {
		return nil
	}
	return f.flush()
}

func (f *frameWriter) flush() error {
	if len(f.buf.b) == 0 {
		return nil
	}
	err := f.frame(frameRecords, f.buf.b)
	f.buf.b = f.buf.b[:0]
	return err
}

func (f *frameWriter) frame(kind byte, plain []byte) error {
	payload := f.seal.seal(kind, plain)
	if err := f.write(binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(payload)))); err != nil {
		return err
	}
	return f.write(payload)
}

// finish writes the end, and returns the hash and the size of the file.
func (f *frameWriter) finish(c counts) (sum string, size int64, err error) {
	text, err := json.Marshal(c)
	if err != nil {
		return "", 0, err
	}
	if err := errors.Join(f.flush(), f.frame(frameEnd, text)); err != nil {
		return "", 0, err
	}
	digest := f.hash.Sum(nil)
	if _, err := f.out.Write(digest); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(digest), f.size + int64(len(digest)), f.out.Flush()
}

// frameReader reads a backup.
type frameReader struct {
	in     *bufio.Reader
	hash   hash.Hash
	header header
	head   []byte
	seal   *sealer // nil: frames are passed over, not opened
	sum    string  // of the file, at its end
	size   int64
}

func broken(format string, args ...any) error {
	return fmt.Errorf("%w: %s; use another copy, or an earlier backup", ErrBackup, fmt.Sprintf(format, args...))
}

// newFrameReader reads the header.
func newFrameReader(r io.Reader) (*frameReader, error) {
	f := &frameReader{in: bufio.NewReaderSize(r, 1<<16), hash: sha256.New()}
	fixed, err := f.read(len(backupMagic) + 8)
	if err != nil || string(fixed[:len(backupMagic)]) != backupMagic {
		return nil, fmt.Errorf("%w: the file does not begin as a backup does", ErrBackup)
	}
	version := binary.BigEndian.Uint32(fixed[len(backupMagic):])
	length := binary.BigEndian.Uint32(fixed[len(backupMagic)+4:])
	if version != backupFormat {
		return nil, fmt.Errorf("%w: it has format %d, this program reads %d; use another isnad", ErrBackup, version, backupFormat)
	}
	if length > maxHeader {
		return nil, broken("its header was changed")
	}
	text, err := f.read(int(length))
	if err != nil {
		return nil, err
	}
	f.head = append(fixed, text...)
	if err := json.Unmarshal(text, &f.header); err != nil {
		return nil, broken("its header was changed")
	}
	return f, nil
}

// unlock makes next open frames with key, where they are encrypted.
func (f *frameReader) unlock(key []byte) (err error) {
	f.seal, err = newSealer(f.header, f.head, key)
	return err
}

func (f *frameReader) read(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(f.in, b); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, broken("it ends after %d bytes, in the middle", f.size)
	} else if err != nil {
		return nil, err
	}
	f.hash.Write(b)
	f.size += int64(n)
	return b, nil
}

// next returns the next frame: io.EOF after the last, once the hash of the whole file was found right.
// Without unlock the payload is as it lies in the file.
func (f *frameReader) next() (kind byte, payload []byte, err error) {
	if f.sum != "" {
		return 0, nil, io.EOF
	}
	head, err := f.read(5)
	if err != nil {
		return 0, nil, err
	}
	kind, length := head[0], binary.BigEndian.Uint32(head[1:])
	if kind != frameRecords && kind != frameEnd || length > maxFrame {
		return 0, nil, broken("it was changed near byte %d", f.size)
	}
	if payload, err = f.read(int(length)); err != nil {
		return 0, nil, err
	}
	if f.seal != nil {
		if payload, err = f.seal.open(kind, payload); err != nil {
			return 0, nil, err
		}
	}
	if kind == frameEnd {
		err = f.end()
	}
	return kind, payload, err
}

// end compares the hash at the end of the file.
func (f *frameReader) end() error {
	want := f.hash.Sum(nil)
	have, err := f.read(len(want))
	if err != nil {
		return err
	}
	if string(have) != string(want) {
		return broken("its bytes are not those that were written")
	}
	if _, err := f.in.ReadByte(); !errors.Is(err, io.EOF) {
		return broken("it goes on after its end")
	}
	f.sum = hex.EncodeToString(want)
	return nil
}

// eachRecord calls fn for each record of a payload.
func eachRecord(payload []byte, fn func(key, value []byte) error) error {
	d := decoder{b: payload}
	for d.err == nil && len(d.b) > 0 {
		key := d.take(d.count(), "a key")
		value := d.take(d.count(), "a value")
		if d.err != nil || len(key) == 0 {
			break
		}
		if err := fn(key, value); err != nil {
			return err
		}
	}
	if d.err != nil || len(d.b) > 0 {
		return broken("a record in it ends too early")
	}
	return nil
}
