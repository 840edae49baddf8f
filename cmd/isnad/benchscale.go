package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/synth"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
)

// scale measures a store of --claims claims of random content, built in --keep or in a temporary directory.
func (b *bench) scale(ctx context.Context) (err error) {
	b.store = b.keep
	if b.keep == "" {
		dir, err := os.MkdirTemp("", "isnad-bench-")
		if err != nil {
			return fmt.Errorf("make a temporary store: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		b.store = filepath.Join(dir, "store")
	}
	if _, err := os.Stat(b.store); errors.Is(err, os.ErrNotExist) {
		if err := b.build(ctx); err != nil {
			return err
		}
	}
	if err := b.opening(ctx); err != nil {
		return err
	}
	if err := b.room(ctx); err != nil {
		return err
	}
	return b.questions(ctx)
}

// applied is how many articles one write takes.
const applied = 16

func (b *bench) build(ctx context.Context) (err error) {
	store, err := b.openStore(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	claims, text, start := 0, 0, time.Now()
	var batch []*graph.Delta
	flush := func() error {
		defer func() { batch = batch[:0] }()
		return store.Apply(ctx, batch...)
	}
	for d := range (synth.World{Seed: 1, Claims: b.claims}).Deltas() {
		claims += len(d.Claims)
		text += len(d.Document.Text)
		if batch = append(batch, d); len(batch) == applied {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	took := time.Since(start).Seconds()
	b.add("made and stored", float64(claims)/took, "claims/s")
	b.add("text", float64(text)/float64(claims), "bytes a claim")
	return nil
}

// opening measures how long the store takes to open, and how much memory it needs once it is.
func (b *bench) opening(ctx context.Context) error {
	debug.FreeOSMemory()
	start := time.Now()
	store, err := badgerstore.Open(ctx, b.store, badgerstore.Options{})
	if err != nil {
		return err
	}
	b.add("open", float64(time.Since(start).Milliseconds()), "ms")
	b.memory("memory once open")
	return store.Close()
}

// memory adds how much memory the process has now, where the system tells.
func (b *bench) memory(name string) {
	debug.FreeOSMemory()
	if kib, ok := status("VmRSS"); ok {
		b.add(name, float64(kib)/1024, "MiB")
	}
}

// status reads a size in KiB from what Linux says of this process.
func status(field string) (kib int64, ok bool) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, found := strings.CutPrefix(lines.Text(), field+":"); found {
			_, err := fmt.Sscanf(rest, "%d kB", &kib)
			return kib, err == nil
		}
	}
	return 0, false
}
