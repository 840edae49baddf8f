package badgerstore_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

func remove(t testing.TB, s graph.Store, deltas ...*graph.Delta) {
	t.Helper()
	for _, d := range deltas {
		if _, err := s.Remove(t.Context(), d.Document.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// rejection returns judgement number n: that the first claim of d is wrong; with undoes, that an earlier
// one is.
func rejection(n int, d *graph.Delta, undoes *graph.Judgement) *graph.Judgement {
	j := &graph.Judgement{
		Kind: graph.Reject, Claims: []graph.ID{d.Claims[0].ID}, Author: "analyst", Note: "no",
		Time: time.Date(2020, 1, 1, 0, 0, n, 0, time.UTC),
	}
	binary.BigEndian.PutUint64(j.ID[:], uint64(n)<<16) // the last two bytes say the version
	j.ID[6], j.ID[8] = 0x70, 0x80
	if undoes != nil {
		j.Kind, j.Claims, j.Undoes = graph.Undo, nil, undoes.ID
	}
	return j
}

func judge(t testing.TB, s graph.Store, acts ...*graph.Judgement) {
	t.Helper()
	if _, err := s.Judge(t.Context(), acts...); err != nil {
		t.Fatal(err)
	}
}

func backup(t testing.TB, s *badgerstore.Store, to string, opts badgerstore.BackupOptions) *badgerstore.Backup {
	t.Helper()
	b, err := s.Backup(t.Context(), to, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// restored makes a store of backups and returns its dump; Restore verifies it.
func restored(t testing.TB, opts badgerstore.RestoreOptions, backups ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "restored")
	if _, err := badgerstore.Restore(t.Context(), dir, backups, opts); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, badgerstore.Options{Key: opts.Key, ReadOnly: true})
	defer mustClose(t, s)
	return dump(t, s)
}

func TestBackupAndRestore(t *testing.T) {
	dir, work := t.TempDir(), t.TempDir()
	deltas := graphtest.Generate(2, 8)
	s := open(t, dir, badgerstore.Options{})
	apply(t, s, deltas...)
	remove(t, s, deltas[3])
	for _, compressed := range []bool{false, true} {
		file := filepath.Join(work, fmt.Sprint("full-", compressed))
		b := backup(t, s, file, badgerstore.BackupOptions{Compressed: compressed})
		if info, err := os.Stat(file); err != nil || info.Size() != b.Bytes || b.Records == 0 || !b.Whole {
			t.Errorf("receipt %+v of a file %v, %v", b, info, err)
		}
		if restored(t, badgerstore.RestoreOptions{}, file) != dump(t, s) {
			t.Error("the restored store differs")
		}
	}
	if left, err := os.ReadDir(work); err != nil || len(left) != 2 {
		t.Errorf("%v besides the backups, %v", left, err)
	}
}

func TestRestoredStoreGoesOn(t *testing.T) {
	work := t.TempDir()
	file, dir := filepath.Join(work, "full"), filepath.Join(work, "store")
	deltas := graphtest.Generate(2, 6)
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, deltas[:4]...)
	backup(t, s, file, badgerstore.BackupOptions{})
	r, err := badgerstore.Restore(t.Context(), dir, []string{file}, badgerstore.RestoreOptions{})
	if err != nil || r.Documents != 4 || r.Store != dir {
		t.Fatalf("%+v, %v", r, err)
	}
	copied := open(t, dir, badgerstore.Options{})
	for _, store := range []*badgerstore.Store{s, copied} {
		apply(t, store, deltas[4:]...)
		remove(t, store, deltas[0])
		verify(t, store)
	}
	if dump(t, s) != dump(t, copied) {
		t.Error("the stores differ after the same changes")
	}
	_, err = copied.Backup(t.Context(), filepath.Join(work, "next"), badgerstore.BackupOptions{Since: file})
	wantError(t, err, badgerstore.ErrChain, "of another store", "make a whole backup")
}

// TestBackupsFromNothing continues the backup of a store in which nothing ever was.
func TestBackupsFromNothing(t *testing.T) {
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	deltas := graphtest.Generate(2, 2)
	s := open(t, t.TempDir(), badgerstore.Options{})
	backup(t, s, at("0"), badgerstore.BackupOptions{})
	apply(t, s, deltas...)
	remove(t, s, deltas[0])
	if b := backup(t, s, at("1"), badgerstore.BackupOptions{Since: at("0")}); b.Whole || b.Gone == 0 {
		t.Errorf("receipt %+v", b)
	}
	if restored(t, badgerstore.RestoreOptions{}, at("0"), at("1")) != dump(t, s) {
		t.Error("the restored store differs")
	}
}

// TestBackupsOfARandomHistory backs up after random changes, with the store opened anew in between, and
// restores to each moment.
func TestBackupsOfARandomHistory(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for seed := range uint64(rounds) {
		random := rand.New(rand.NewPCG(seed, 9))
		dir, work := t.TempDir(), t.TempDir()
		deltas := graphtest.Generate(seed, 12)
		var chain, dumps []string
		for n := range 5 {
			s := open(t, dir, badgerstore.Options{MemTable: 4 << 20})
			for range random.IntN(8) {
				d := deltas[random.IntN(len(deltas))]
				if _, err := s.Remove(t.Context(), d.Document.ID); errors.Is(err, graph.ErrNotFound) {
					apply(t, s, d)
				} else if err != nil {
					t.Fatal(err)
				}
			}
			file, opts := filepath.Join(work, fmt.Sprint(n)), badgerstore.BackupOptions{Compressed: n%2 == 0}
			if n > 0 {
				opts.Since = chain[n-1]
			}
			act := rejection(2*n+1, deltas[n], nil)
			if judge(t, s, act); n%2 == 1 {
				judge(t, s, rejection(2*n+2, deltas[n], act))
			}
			backup(t, s, file, opts)
			chain, dumps = append(chain, file), append(dumps, dump(t, s))
			mustClose(t, s)
		}
		for n := range chain {
			if restored(t, badgerstore.RestoreOptions{}, chain[:n+1]...) != dumps[n] {
				t.Errorf("seed %d: restored to moment %d, the store differs", seed, n)
			}
		}
	}
}

// TestBackupWhileOthersWrite backs up while articles come and go. Each backup must be one of the states
// that the store had, and they must follow one another.
func TestBackupWhileOthersWrite(t *testing.T) {
	s := open(t, t.TempDir(), badgerstore.Options{MemTable: 4 << 20})
	deltas := graphtest.Generate(4, 10)
	states := map[string]bool{dump(t, s): true}
	var mu sync.Mutex
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- func() error {
			for n := 0; ; n++ {
				err := s.Apply(ctx, deltas[n%len(deltas)])
				if err == nil && n%3 == 2 {
					_, err = s.Remove(ctx, deltas[(n-1)%len(deltas)].Document.ID)
				}
				if errors.Is(err, context.Canceled) {
					return nil
				}
				if err != nil {
					return err
				}
				mu.Lock()
				states[dump(t, s)] = true
				mu.Unlock()
			}
		}()
	}()
	work := t.TempDir()
	var chain []string
	for n := range 8 {
		opts, file := badgerstore.BackupOptions{}, filepath.Join(work, fmt.Sprint(n))
		if n > 0 {
			opts.Since = chain[n-1]
		}
		backup(t, s, file, opts)
		chain = append(chain, file)
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for n := range chain {
		got := restored(t, badgerstore.RestoreOptions{}, chain[:n+1]...)
		mu.Lock()
		if !states[got] && !isBetween(t, got, deltas) {
			t.Errorf("backup %d is no state that the store had", n)
		}
		mu.Unlock()
	}
}

// isBetween reports whether a dump is that of some of deltas: the state after an Apply that a Remove
// followed at once was not noted.
func isBetween(t *testing.T, got string, deltas []*graph.Delta) bool {
	s := inMemory(t)
	var there []*graph.Delta
	for _, d := range deltas {
		if bytes.Contains([]byte(got), []byte("claims in "+d.Document.ID.String())) {
			there = append(there, d)
		}
	}
	apply(t, s, there...)
	return dump(t, s) == got
}

func TestDamagedBackupIsRefused(t *testing.T) {
	work := t.TempDir()
	file, dir := filepath.Join(work, "full"), filepath.Join(work, "store")
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, graphtest.Generate(2, 2)...)
	backup(t, s, file, badgerstore.BackupOptions{Compressed: true})
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damages := map[string][]byte{"empty": {}, "longer": append(bytes.Clone(whole), 0)}
	for i := 0; i < len(whole); i += 1 + len(whole)/97 {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x10
		damages[fmt.Sprint("bit of byte ", i)] = flipped
		damages[fmt.Sprint("cut at ", i)] = whole[:i]
	}
	for _, i := range []int{0, 8, 11, 12, 15, 16, len(whole) - 1, len(whole) - 32, len(whole) - 33} {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 1
		damages[fmt.Sprint("last bit of byte ", i)] = flipped
	}
	for what, b := range damages {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := badgerstore.Restore(t.Context(), dir, []string{file}, badgerstore.RestoreOptions{})
		if !errors.Is(err, badgerstore.ErrBackup) {
			t.Errorf("%s: %v", what, err)
		}
		_, err = s.Backup(t.Context(), filepath.Join(work, "next"), badgerstore.BackupOptions{Since: file})
		if !errors.Is(err, badgerstore.ErrBackup) {
			t.Errorf("%s: continued: %v", what, err)
		}
	}
	if left, err := os.ReadDir(work); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestChainIsChecked(t *testing.T) {
	work := t.TempDir()
	deltas := graphtest.Generate(2, 4)
	at := func(name string) string { return filepath.Join(work, name) }
	s, other := open(t, t.TempDir(), badgerstore.Options{}), open(t, t.TempDir(), badgerstore.Options{})
	for i, name := range []string{"0", "1", "2"} {
		apply(t, s, deltas[i])
		opts := badgerstore.BackupOptions{}
		if i > 0 {
			opts.Since = at(fmt.Sprint(i - 1))
		}
		backup(t, s, at(name), opts)
	}
	backup(t, s, at("1b"), badgerstore.BackupOptions{Since: at("0")})
	backup(t, other, at("other"), badgerstore.BackupOptions{})
	for _, c := range []struct {
		says  string
		files []string
	}{
		{"no backup is named", nil},
		{"continues an earlier one", []string{at("1")}},
		{"does not continue", []string{at("0"), at("2")}},
		{"does not continue", []string{at("0"), at("1b"), at("2")}},
		{"does not continue", []string{at("0"), at("2"), at("1")}},
		{"does not continue", []string{at("0"), at("1"), at("1")}},
		{"continues nothing", []string{at("0"), at("0")}},
		{"of another store", []string{at("other"), at("1")}},
	} {
		dir := at("store")
		_, err := badgerstore.Restore(t.Context(), dir, c.files, badgerstore.RestoreOptions{})
		wantError(t, err, badgerstore.ErrChain, dir, c.says)
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is there", dir)
		}
	}
	_, err := other.Backup(t.Context(), at("next"), badgerstore.BackupOptions{Since: at("0")})
	wantError(t, err, badgerstore.ErrChain, "of another store")
}

func TestRestoreTouchesNothing(t *testing.T) {
	work := t.TempDir()
	file, used := filepath.Join(work, "full"), filepath.Join(work, "used")
	s := open(t, used, badgerstore.Options{})
	apply(t, s, graphtest.Generate(2, 2)...)
	want := dump(t, s)
	backup(t, s, file, badgerstore.BackupOptions{})
	_, err := badgerstore.Restore(t.Context(), used, []string{file}, badgerstore.RestoreOptions{})
	wantError(t, err, badgerstore.ErrExists, used, "not empty")
	verify(t, s)
	if dump(t, s) != want {
		t.Error("the store in use changed")
	}
	beside := filepath.Join(work, "new.partial")
	if err := os.MkdirAll(filepath.Join(beside, "store"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err = badgerstore.Restore(t.Context(), filepath.Join(work, "new"), []string{file}, badgerstore.RestoreOptions{})
	wantError(t, err, badgerstore.ErrExists, beside, "not from a restore")
	if _, err := os.Stat(filepath.Join(beside, "store")); err != nil {
		t.Errorf("what is not ours was deleted: %v", err)
	}
}

func TestRestoreIntoAnEmptyDirectory(t *testing.T) {
	work := t.TempDir()
	file, dir := filepath.Join(work, "full"), filepath.Join(work, "empty")
	s := open(t, t.TempDir(), badgerstore.Options{})
	backup(t, s, file, badgerstore.BackupOptions{})
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := badgerstore.Restore(t.Context(), dir+"/", []string{file}, badgerstore.RestoreOptions{}); err != nil {
		t.Fatal(err)
	}
	verify(t, open(t, dir, badgerstore.Options{}))
	_, err := s.Backup(t.Context(), file, badgerstore.BackupOptions{})
	wantError(t, err, badgerstore.ErrExists, file, "never written over")
}

func TestStoppedRestoreLeavesNothing(t *testing.T) {
	work := t.TempDir()
	file := filepath.Join(work, "full")
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, graphtest.Generate(2, 2)...)
	backup(t, s, file, badgerstore.BackupOptions{})
	_, err := badgerstore.Restore(t.Context(), filepath.Join(work, "store"), []string{file}, badgerstore.RestoreOptions{MinFree: 1 << 62})
	if err == nil {
		t.Fatal("restored to a disk without room")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = badgerstore.Restore(ctx, filepath.Join(work, "store"), []string{file}, badgerstore.RestoreOptions{})
	wantError(t, err, context.Canceled)
	_, err = s.Backup(ctx, filepath.Join(work, "other"), badgerstore.BackupOptions{})
	wantError(t, err, context.Canceled)
	if left, err := os.ReadDir(work); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
