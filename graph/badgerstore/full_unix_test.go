//go:build unix

package badgerstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// limitFiles lets no file of this process grow beyond so many bytes: the nearest thing to a full disk
// that needs no rights.
func limitFiles(bytes uint64) error {
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: syscall.RLIM_INFINITY & (1<<63 - 1)})
}

// fillDisk stores articles until the disk refuses, tries everything else, and ends with code 0 where
// all of it was refused with a clear error. It prints the number of each article acknowledged.
func fillDisk(dir string) {
	ctx := context.Background()
	must := func(ok bool, what string, err error) {
		if !ok {
			fmt.Fprintln(os.Stderr, what, err)
			os.Exit(1)
		}
	}
	s, err := badgerstore.Open(ctx, filepath.Join(dir, "store"), crashOptions)
	must(err == nil, "open", err)
	err = limitFiles(6 << 20) // below that of a log of memory, above that of a table
	must(err == nil, "limit", err)
	deltas := graphtest.Generate(1, 400)
	for i, d := range deltas {
		if err = s.Apply(ctx, d); err != nil {
			break
		}
		fmt.Println(i)
	}
	must(errors.Is(err, badgerstore.ErrFailed), "apply", err)
	must(strings.Contains(err.Error(), "make room, and open it again"), "apply", err)
	err = s.Apply(ctx, deltas[0])
	must(errors.Is(err, badgerstore.ErrFailed), "apply again", err)
	_, err = s.Remove(ctx, deltas[0].Document.ID)
	must(errors.Is(err, badgerstore.ErrFailed), "remove", err)
	err = s.View(ctx, func(graph.Reader) error { return nil })
	must(errors.Is(err, badgerstore.ErrFailed), "view", err)
	err = s.Close()
	must(err == nil, "close", err)

	_, err = badgerstore.Restore(ctx, filepath.Join(dir, "restored"), []string{filepath.Join(dir, "backup")}, badgerstore.RestoreOptions{})
	must(errors.Is(err, syscall.EFBIG) || err != nil && strings.Contains(err.Error(), syscall.EFBIG.Error()), "restore", err)
	err = limitFiles(10 << 10)
	must(err == nil, "limit", err)
	s, err = badgerstore.Open(ctx, filepath.Join(dir, "source"), badgerstore.Options{ReadOnly: true})
	must(err == nil, "open source", err)
	_, err = s.Backup(ctx, filepath.Join(dir, "second"), badgerstore.BackupOptions{})
	must(errors.Is(err, syscall.EFBIG), "backup", err)
	must(s.Close() == nil, "close source", nil)
	os.Exit(0)
}

// TestFullDisk lets the disk refuse what a process writes.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	deltas := graphtest.Generate(1, 400)
	source := open(t, filepath.Join(dir, "source"), badgerstore.Options{})
	apply(t, source, deltas[:3]...)
	backup(t, source, filepath.Join(dir, "backup"), badgerstore.BackupOptions{})
	mustClose(t, source)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir, crashDir+"_DOES=full")
	var said strings.Builder
	child.Stderr = &said
	out, err := child.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	s := open(t, filepath.Join(dir, "store"), crashOptions)
	verify(t, s)
	acknowledged := 0
	err = s.View(t.Context(), func(r graph.Reader) error {
		for scan := bufio.NewScanner(strings.NewReader(string(out))); scan.Scan(); acknowledged++ {
			i, err := strconv.Atoi(scan.Text())
			if err != nil {
				return err
			}
			docs, err := r.Documents(t.Context(), []graph.ID{deltas[i].Document.ID})
			if err != nil || docs[0] == nil {
				t.Errorf("article %d was acknowledged and is not there: %v", i, err)
			}
		}
		return nil
	})
	if err != nil || acknowledged == 0 {
		t.Fatalf("%d articles acknowledged, %v", acknowledged, err)
	}
	apply(t, s, deltas[0])
	for _, pattern := range []string{"restored*", "second*", ".second*"} {
		if left, err := filepath.Glob(filepath.Join(dir, pattern)); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}
