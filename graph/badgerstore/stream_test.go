package badgerstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// writingWhile does something before each write to it.
type writingWhile struct {
	io.Writer
	before func()
}

func (w writingWhile) Write(b []byte) (int, error) {
	w.before()
	return w.Writer.Write(b)
}

func receive(t testing.TB, to string, from io.Reader, opts badgerstore.ReceiveOptions) *badgerstore.Backup {
	t.Helper()
	b, err := badgerstore.ReceiveBackup(t.Context(), to, from, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestStreamedBackupIsOneState: articles come, go and are judged while a backup is read; what is restored is the store as it
// was when the backup began, and the next backup brings what happened meanwhile.
func TestStreamedBackupIsOneState(t *testing.T) {
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	deltas := graphtest.Generate(3, 40)
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, deltas[:20]...)
	began, written := dump(t, s), 0
	var stream bytes.Buffer
	sent, err := s.StreamBackup(t.Context(), writingWhile{&stream, func() {
		if i := 20 + written; i < len(deltas) {
			apply(t, s, deltas[i])
			remove(t, s, deltas[written])
			judge(t, s, rejection(written+1, deltas[i], nil))
		}
		written++
	}}, badgerstore.StreamOptions{})
	if err != nil || written == 0 {
		t.Fatalf("%d writes, %v", written, err)
	}
	got := receive(t, at("whole"), &stream, badgerstore.ReceiveOptions{})
	if got.SHA256 != sent.SHA256 || got.Records != sent.Records || got.Bytes != sent.Bytes || !got.Whole {
		t.Errorf("received %+v, sent %+v", got, sent)
	}
	if restored(t, badgerstore.RestoreOptions{}, at("whole")) != began {
		t.Error("what was restored is not the store as it was when the backup began")
	}
	base, err := badgerstore.BaseOf(t.Context(), at("whole"))
	if err != nil {
		t.Fatal(err)
	}
	stream.Reset()
	if _, err := s.StreamBackup(t.Context(), &stream, badgerstore.StreamOptions{Since: base, Compressed: true}); err != nil {
		t.Fatal(err)
	}
	if b := receive(t, at("next"), &stream, badgerstore.ReceiveOptions{Since: base}); b.Whole || b.Gone == 0 {
		t.Errorf("received %+v", b)
	}
	if restored(t, badgerstore.RestoreOptions{}, at("whole"), at("next")) != dump(t, s) {
		t.Error("the store that was restored of both differs")
	}
	verify(t, s)
}

// TestStreamedBackupStops where nobody reads it, or the context ends.
func TestStreamedBackupStops(t *testing.T) {
	s := open(t, t.TempDir(), badgerstore.Options{})
	apply(t, s, graphtest.Generate(3, 30)...)
	gone := errors.New("nobody reads")
	r, w := io.Pipe()
	go func() {
		_, _ = r.Read(make([]byte, 1))
		_ = r.CloseWithError(gone)
	}()
	if _, err := s.StreamBackup(t.Context(), w, badgerstore.StreamOptions{}); !errors.Is(err, gone) {
		t.Errorf("nobody reads: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.StreamBackup(ctx, io.Discard, badgerstore.StreamOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	_, err := s.StreamBackup(t.Context(), io.Discard, badgerstore.StreamOptions{Since: &badgerstore.Base{Store: "another"}})
	wantError(t, err, badgerstore.ErrChain, "of another store")
}

// TestReceivedBackupIsChecked: of what is cut, changed, longer, or not what was asked for, nothing is left.
func TestReceivedBackupIsChecked(t *testing.T) {
	key, work := bytes.Repeat([]byte{7}, 32), t.TempDir()
	s := open(t, t.TempDir(), badgerstore.Options{Key: key})
	apply(t, s, graphtest.Generate(3, 3)...)
	var sent bytes.Buffer
	if _, err := s.StreamBackup(t.Context(), &sent, badgerstore.StreamOptions{}); err != nil {
		t.Fatal(err)
	}
	whole := sent.Bytes()
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	for what, c := range map[string]struct {
		bytes []byte
		opts  badgerstore.ReceiveOptions
		want  error
	}{
		"cut":          {whole[:len(whole)-40], badgerstore.ReceiveOptions{}, badgerstore.ErrBackup},
		"changed":      {changed, badgerstore.ReceiveOptions{}, badgerstore.ErrBackup},
		"longer":       {append(bytes.Clone(whole), 0), badgerstore.ReceiveOptions{}, badgerstore.ErrBackup},
		"no backup":    {[]byte(`{"errors": []}`), badgerstore.ReceiveOptions{}, badgerstore.ErrBackup},
		"whole":        {whole, badgerstore.ReceiveOptions{Since: &badgerstore.Base{}}, badgerstore.ErrChain},
		"another key":  {whole, badgerstore.ReceiveOptions{Key: bytes.Repeat([]byte{8}, 32)}, badgerstore.ErrKey},
		"there before": {whole, badgerstore.ReceiveOptions{}, badgerstore.ErrExists},
	} {
		to := filepath.Join(work, "backup")
		if what == "there before" {
			if err := os.WriteFile(to, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := badgerstore.ReceiveBackup(t.Context(), to, bytes.NewReader(c.bytes), c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		if err := os.Remove(to); (err == nil) != (what == "there before") {
			t.Errorf("%s: remove what is left: %v", what, err)
		}
	}
	if left, err := os.ReadDir(work); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if b := receive(t, filepath.Join(work, "closed"), bytes.NewReader(whole), badgerstore.ReceiveOptions{}); b.Records != -1 || !b.Encrypted {
		t.Errorf("without the key: %+v", b)
	}
	if b := receive(t, filepath.Join(work, "open"), bytes.NewReader(whole), badgerstore.ReceiveOptions{Key: key}); b.Records <= 0 {
		t.Errorf("with the key: %+v", b)
	}
}
