package badgerstore

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// Badger maps its tables, and what was read of them counts as memory of the process until the system needs it
// elsewhere: after a walk over a store, all of the store. The system keeps a page that is let go of in its own memory, but
// to come by it again costs microseconds, so that pages stay while there is room, and some in any case.
const (
	leastMapped = 16 << 20 // bytes of files, beyond those in memory at the start, that may always stay
	easeEvery   = 2        // calls of ease, for one that looks
)

// mappedTables lets go of pages of tables. The nil one does nothing. It is safe for concurrent use.
type mappedTables struct {
	spans   []span
	room    int64 // see Options.Resident
	atStart int64 // bytes of files in memory
	calls   atomic.Uint32
}

// newMappedTables finds the tables in dir; nil where the system does not tell them. They must not change, and not be used
// once they are unmapped: what stands at their addresses is let go of.
func newMappedTables(dir string, room int64) *mappedTables {
	spans, err := tableSpans(dir)
	if err != nil || len(spans) == 0 {
		return nil
	}
	_, files, err := resident()
	if err != nil {
		return nil
	}
	return &mappedTables{spans: spans, room: room, atStart: files}
}

// ease lets go of the tables where the process has more memory in use than it should. Whoever reads much calls it every
// now and then: it costs little.
func (m *mappedTables) ease() {
	if m == nil || m.calls.Add(1)%easeEvery != 0 {
		return
	}
	if all, files, err := resident(); err == nil && all > m.room && files > m.atStart+leastMapped {
		letGo(m.spans)
	}
}

// span is a range of addresses.
type span struct{ start, end uintptr }

// letGo takes the pages of spans out of the memory of the process. They are read anew when they are used. A span that cannot
// be let go of stays.
func letGo(spans []span) {
	for _, s := range spans {
		syscall.Syscall(syscall.SYS_MADVISE, s.start, s.end-s.start, syscall.MADV_DONTNEED)
	}
}

// tableSpans returns where the tables in dir are mapped, from proc_pid_maps(5).
func tableSpans(dir string) ([]span, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil, err
	}
	var spans []span
	for lines := bufio.NewScanner(bytes.NewReader(maps)); lines.Scan(); {
		at, path, found := strings.Cut(lines.Text(), "/")
		if !found || filepath.Dir("/"+path) != dir || filepath.Ext(path) != ".sst" {
			continue
		}
		var s span
		if _, err := fmt.Sscanf(at, "%x-%x", &s.start, &s.end); err != nil {
			return nil, fmt.Errorf("read /proc/self/maps: %w", err)
		}
		spans = append(spans, s)
	}
	return spans, nil
}

// resident returns how many bytes of memory the process has in use, and how many of them are pages of files, from
// proc_pid_statm(5).
func resident() (all, files int64, err error) {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, 0, err
	}
	var size int64
	if _, err := fmt.Sscan(string(statm), &size, &all, &files); err != nil {
		return 0, 0, fmt.Errorf("read /proc/self/statm: %w", err)
	}
	page := int64(os.Getpagesize())
	return all * page, files * page, nil
}
