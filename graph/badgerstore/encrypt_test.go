package badgerstore_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

var (
	key16 = bytes.Repeat([]byte{7}, 16)
	key32 = bytes.Repeat([]byte{9}, 32)
)

func TestParseKey(t *testing.T) {
	raw := "0123456789abcdefghijklmnopqrstuv"
	for content, want := range map[string]string{
		raw:                                 raw,
		raw + "\n":                          raw,
		raw[:16]:                            raw[:16],
		raw[:24] + "\r\n":                   raw[:24],
		hex.EncodeToString(key32):           string(key32),
		hex.EncodeToString(key16) + "\n":    string(key16),
		strings.Repeat("\xFF", 31) + "\n":   strings.Repeat("\xFF", 31) + "\n",
		"00000000000000000000000000000000 ": strings.Repeat("\x00", 16),
	} {
		if got, err := badgerstore.ParseKey([]byte(content)); err != nil || string(got) != want {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
	for _, content := range []string{"", "secret", raw + raw, raw[:17], hex.EncodeToString(key32[:20]) + "00"} {
		_, err := badgerstore.ParseKey([]byte(content))
		wantError(t, err, badgerstore.ErrKey, "16, 24 or 32", "openssl rand -hex 32")
	}
}

// mustHide checks that no file in dir has any of words in it.
func mustHide(t *testing.T, dir string, words ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("%s has %q in it", path, w)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEncryptedStore(t *testing.T) {
	for _, key := range [][]byte{key16, key32[:24], key32} {
		dir := filepath.Join(t.TempDir(), "store")
		deltas := graphtest.Generate(1, 3)
		s := open(t, dir, badgerstore.Options{Key: key})
		apply(t, s, deltas...)
		mustHide(t, dir, deltas[0].Document.Key, deltas[0].Document.Text[:20])
		want := dump(t, s)
		mustClose(t, s)
		mustHide(t, dir, deltas[0].Document.Key, deltas[0].Document.Text[:20])
		for _, readOnly := range []bool{false, true} {
			s := open(t, dir, badgerstore.Options{Key: key, ReadOnly: readOnly})
			verify(t, s)
			if dump(t, s) != want {
				t.Error("the graph differs after the store was opened again")
			}
			mustClose(t, s)
		}
	}
}

func TestWrongKeyIsTold(t *testing.T) {
	work := t.TempDir()
	locked, plain := filepath.Join(work, "locked"), filepath.Join(work, "plain")
	s := open(t, locked, badgerstore.Options{Key: key32})
	apply(t, s, graphtest.Generate(1, 1)...)
	mustClose(t, s)
	mustClose(t, open(t, plain, badgerstore.Options{}))
	for _, c := range []struct {
		dir, says string
		key       []byte
	}{
		{locked, "is encrypted; give the file", nil},
		{locked, "not the one that the store was made with", key16},
		{locked, "not the one that the store was made with", append(bytes.Clone(key32[1:]), 1)},
		{plain, "not encrypted; open it without", key32},
		{filepath.Join(work, "new"), "want 16, 24 or 32", []byte("short")},
	} {
		for _, readOnly := range []bool{false, true} {
			if readOnly && strings.HasSuffix(c.dir, "new") {
				continue
			}
			_, err := badgerstore.Open(t.Context(), c.dir, badgerstore.Options{Key: c.key, ReadOnly: readOnly})
			wantError(t, err, badgerstore.ErrKey, c.dir, c.says)
		}
	}
	s = open(t, locked, badgerstore.Options{Key: key32})
	verify(t, s)
	if _, err := os.Stat(filepath.Join(work, "new")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a store was made with a bad key")
	}
}

// TestEncryptedBackups covers the ways between stores with one key, another key and none.
func TestEncryptedBackups(t *testing.T) {
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	deltas := graphtest.Generate(1, 3)
	s := open(t, t.TempDir(), badgerstore.Options{Key: key16})
	apply(t, s, deltas[:2]...)
	backup(t, s, at("0"), badgerstore.BackupOptions{})
	apply(t, s, deltas[2])
	remove(t, s, deltas[0])
	b := backup(t, s, at("1"), badgerstore.BackupOptions{Since: at("0"), Compressed: true})
	if !b.Encrypted || b.Gone == 0 {
		t.Errorf("receipt %+v", b)
	}
	mustHide(t, work, deltas[0].Document.Key, deltas[0].Document.Text[:20])
	want := dump(t, s)
	for _, opts := range []badgerstore.RestoreOptions{
		{Key: key16}, {Key: key32, BackupKey: key16}, {BackupKey: key16},
	} {
		if restored(t, opts, at("0"), at("1")) != want {
			t.Errorf("%v: the restored store differs", opts)
		}
	}
	for _, opts := range []badgerstore.RestoreOptions{{}, {Key: key32}, {Key: key16, BackupKey: key32}} {
		_, err := badgerstore.Restore(t.Context(), at("store"), []string{at("0"), at("1")}, opts)
		wantError(t, err, badgerstore.ErrKey, at("store"))
	}
	if b := backup(t, s, at("plain"), badgerstore.BackupOptions{Plain: true}); b.Encrypted {
		t.Errorf("receipt %+v", b)
	}
	if restored(t, badgerstore.RestoreOptions{Key: key32}, at("plain")) != want {
		t.Error("the store that was encrypted on its way differs")
	}
}

// TestForgedBackupIsRefused changes an encrypted backup and makes its hash right again, as somebody could
// who has no key.
func TestForgedBackupIsRefused(t *testing.T) {
	work := t.TempDir()
	file := filepath.Join(work, "full")
	s := open(t, t.TempDir(), badgerstore.Options{Key: key16})
	apply(t, s, graphtest.Generate(1, 1)...)
	backup(t, s, file, badgerstore.BackupOptions{})
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{`"until":`, ``} {
		forged := bytes.Clone(whole)
		at := len(forged) / 2
		if place != "" {
			at = bytes.Index(forged, []byte(place)) + len(place)
		}
		forged[at] ^= 1
		rehash(forged)
		if err := os.WriteFile(file, forged, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := badgerstore.Restore(t.Context(), filepath.Join(work, "store"), []string{file}, badgerstore.RestoreOptions{Key: key16})
		wantError(t, err, badgerstore.ErrKey)
	}
}

// rehash puts the hash at the end of a backup that fits the rest.
func rehash(b []byte) {
	sum := sha256.Sum256(b[:len(b)-sha256.Size])
	copy(b[len(b)-sha256.Size:], sum[:])
}
