package badgerstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// children are what the test binary does as a process to be killed; none of them returns.
var children = map[string]func(dir string){
	"":     ingestUntilKilled,
	"care": careUntilKilled,
	"full": fillDisk,
}

// chainLength is how many backups follow one another before a whole one is made again.
const chainLength = 4

// careUntilKilled changes a store, backs it up and restores the backups, over and over. It says what it
// begins, and what was done.
func careUntilKilled(dir string) {
	ctx := context.Background()
	must := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	s, err := badgerstore.Open(ctx, filepath.Join(dir, "store"), crashOptions)
	must(err)
	deltas := graphtest.Generate(1, 10)
	judged := 0
	must(s.View(ctx, func(r graph.Reader) error {
		acts, err := r.Judgements(ctx)
		judged = len(acts)
		return err
	}))
	for n := len(backupsIn(dir)); ; n++ {
		d := deltas[n%len(deltas)]
		fmt.Println("apply")
		must(s.Apply(ctx, d))
		if n%3 == 2 {
			fmt.Println("remove")
			_, err := s.Remove(ctx, d.Document.ID)
			must(err)
		}
		fmt.Println("judge")
		judged++
		_, err := s.Judge(ctx, rejection(judged, d, nil))
		must(err)
		chain := currentChain(backupsIn(dir))
		opts := badgerstore.BackupOptions{Compressed: true}
		if len(chain) > 0 && n%chainLength != 0 {
			opts.Since = chain[len(chain)-1]
		} else {
			chain = nil
		}
		file := filepath.Join(dir, fmt.Sprintf("backup-%06d-%d", n, min(1, len(chain))))
		fmt.Println("backup")
		_, err = s.Backup(ctx, file, opts)
		must(err)
		fmt.Println("made " + file)
		fmt.Println("restore")
		to := filepath.Join(dir, fmt.Sprintf("restored-%06d", n))
		_, err = badgerstore.Restore(ctx, to, append(chain, file), badgerstore.RestoreOptions{})
		must(err)
		fmt.Println("made " + to)
	}
}

// backupsIn returns the backups in dir, the oldest first.
func backupsIn(dir string) []string {
	found, err := filepath.Glob(filepath.Join(dir, "backup-*"))
	if err != nil {
		panic(err)
	}
	return found
}

// currentChain returns the last whole backup and those that follow it; the name of a whole one ends in 0.
func currentChain(backups []string) []string {
	for i := len(backups) - 1; i >= 0; i-- {
		if strings.HasSuffix(backups[i], "-0") {
			return backups[i:]
		}
	}
	return nil
}

// TestKilledCareLosesNothing kills a process that changes, backs up and restores, at any moment.
func TestKilledCareLosesNothing(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	restoredOnce, often := false, 10
	if testing.Short() {
		often = 4
	}
	for range rounds(often) {
		for _, made := range killCare(t, dir, 1+random.IntN(25), time.Duration(random.IntN(15000))*time.Microsecond) {
			if _, err := os.Stat(made); err != nil {
				t.Errorf("acknowledged, and not there: %v", err)
			}
		}
		s := open(t, filepath.Join(dir, "store"), crashOptions)
		verify(t, s)
		mustClose(t, s)
		if chain := currentChain(backupsIn(dir)); len(chain) > 0 {
			restored(t, badgerstore.RestoreOptions{}, chain...)
		}
		for _, to := range restoredIn(t, dir) {
			restoredOnce = true
			s := open(t, to, badgerstore.Options{ReadOnly: true})
			verify(t, s)
			mustClose(t, s)
			if err := os.RemoveAll(to); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !restoredOnce {
		t.Error("no process came to restore anything")
	}
}

// restoredIn returns the stores that were restored in dir, without what a killed process left beside.
func restoredIn(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "restored-??????"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// killCare runs the process until it has said so many things and a time longer, so that it is killed
// anywhere in what it does, and returns what it said it had made.
func killCare(t *testing.T, dir string, lines int, then time.Duration) (made []string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir, crashDir+"_DOES=care")
	var said strings.Builder
	child.Stderr = &said
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() {
		if err := child.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Error(err)
		}
	}
	n := 0
	for scan := bufio.NewScanner(out); scan.Scan(); {
		if file, ok := strings.CutPrefix(scan.Text(), "made "); ok {
			made = append(made, file)
		}
		if n++; n == lines {
			defer time.AfterFunc(then, kill).Stop()
		}
	}
	if err := child.Wait(); err == nil || n < lines {
		t.Fatalf("the process ended by itself after %d lines: %v %s", n, err, said.String())
	}
	return made
}

// TestRestoreAfterAKilledOne finds what a killed restore left, and makes the store all the same.
func TestRestoreAfterAKilledOne(t *testing.T) {
	work := t.TempDir()
	file, dir := filepath.Join(work, "full"), filepath.Join(work, "store")
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, graphtest.Generate(2, 2)...)
	backup(t, s, file, badgerstore.BackupOptions{})
	if err := os.MkdirAll(filepath.Join(dir+".partial", "store"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"RESTORING", "store/FORMAT", "store/000001.sst"} {
		if err := os.WriteFile(filepath.Join(dir+".partial", left), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := badgerstore.Restore(t.Context(), dir, []string{file}, badgerstore.RestoreOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir + ".partial"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was left is still there: %v", err)
	}
	verify(t, open(t, dir, badgerstore.Options{}))
}
