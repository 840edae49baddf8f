package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
)

// Badger's logs, as version 4 writes them: a head, then entries, each with flags, the lengths of key and
// value and an expiry as varints, key, value and a checksum. A log is made at its full length and all
// zeros, so that only one that was cut short ends inside an entry.
const (
	logHead    = 20
	flagTxn    = 1 << 6
	flagTxnEnd = 1 << 7
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// logFiles returns the logs of the store in dir.
func logFiles(dir string) ([]string, error) {
	var logs []string
	for _, pattern := range []string{"*.mem", "*.vlog"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		logs = append(logs, found...)
	}
	return logs, nil
}

// checkLogs checks that no log of the store in dir was cut short.
func checkLogs(dir string) error {
	logs, err := logFiles(dir)
	if err != nil {
		return err
	}
	for _, path := range logs {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if isCut(b) {
			return damaged(filepath.Base(path), "was cut short")
		}
	}
	return nil
}

// dropEmptyLogs deletes logs of no length, which Badger would not open: what a process leaves that is
// killed while it makes one.
func dropEmptyLogs(dir string) error {
	logs, err := logFiles(dir)
	if err != nil {
		return err
	}
	for _, path := range logs {
		info, err := os.Stat(path)
		if err == nil && info.Size() == 0 {
			err = os.Remove(path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isCut reports whether a log ends inside its head, an entry or a transaction.
func isCut(log []byte) bool {
	if len(log) < logHead {
		return len(log) > 0
	}
	rest, open := log[logHead:], false
	for len(rest) > 0 {
		size, state := entrySize(rest)
		switch state {
		case lastEntry:
			return false
		case cutEntry:
			return true
		}
		open = rest[0]&flagTxn != 0 && rest[0]&flagTxnEnd == 0
		rest = rest[size:]
	}
	return open
}

// entryState is what the beginning of a part of a log is.
type entryState int

const (
	wholeEntry entryState = iota
	cutEntry              // there is less of it than it says
	lastEntry             // zeros, or what a killed process did not write to its end
)

// entrySize returns how long the entry is with which log begins.
func entrySize(log []byte) (int, entryState) {
	at := min(2, len(log))
	var fields [3]uint64
	for i := range fields {
		v, n := binary.Uvarint(log[at:])
		if n < 0 {
			return 0, lastEntry
		}
		if n == 0 {
			return 0, cutEntry
		}
		fields[i] = v
		at += n
	}
	keyLen, valueLen := fields[0], fields[1]
	if keyLen == 0 || keyLen > 1<<16 {
		return 0, lastEntry
	}
	if keyLen+valueLen+crc32.Size > uint64(len(log)-at) || valueLen > uint64(len(log)) {
		return 0, cutEntry
	}
	end := at + int(keyLen+valueLen)
	if binary.BigEndian.Uint32(log[end:]) != crc32.Checksum(log[:end], castagnoli) {
		return 0, lastEntry
	}
	return end + crc32.Size, wholeEntry
}
