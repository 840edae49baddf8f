package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/load"
	"github.com/isnad-graph/isnad/graph"
)

// What GraphQL over HTTP and exports are asked for, on a store of a million claims and two processors.
const (
	askedHops  = "2000 or more"
	askedTail  = "under 20"
	askedPage  = "under 60"
	askedPeak  = "under 300"
	askedJSONL = "50000 or more"
	askedQuads = "30000 or more"
)

// hopQuery asks for what is one hop away from an entity; pageQuery for the largest page there is, with evidence.
const (
	hopQuery  = `query ($id: ID!) { entity(ref: {id: $id}) { name relations(first: 20) { nodes { id predicate sourceCount subject { name } object { name } } } } }`
	pageQuery = `{ relations(first: 500) { nodes { id predicate subject { name } object { name } supporting(first: 1) { nodes { evidence { sentence { text } document { outlet published } } } } } } }`
)

// doors measures the ways out of the store: exports of the whole of it, then a server, asked over HTTP by clients on the
// same machine. Each is a process of its own, so that its memory is its own; and it is begun before this one reads the
// store, since a process begins with the peak of the one that begins it.
func (b *bench) doors(ctx context.Context) error {
	if _, err := b.existing(); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	dir, err := os.MkdirTemp("", "isnad-bench-")
	if err != nil {
		return fmt.Errorf("make a directory for exports: %w", err)
	}
	defer os.RemoveAll(dir)
	exports := []exporting{{format: "jsonl", asked: askedJSONL}, {format: "nquads", asked: askedQuads}}
	for i := range exports {
		if err := b.exports(ctx, self, dir, &exports[i]); err != nil {
			return err
		}
	}
	claims, err := b.overHTTP(ctx, self)
	if err != nil {
		return err
	}
	for _, e := range exports {
		b.asked("export "+e.format, float64(claims)/e.took.Seconds(), "claims/s", e.asked)
		b.peak("export "+e.format+", peak memory", e.process, askedPeak)
	}
	return nil
}

// exporting is an export of the whole store.
type exporting struct {
	format, asked string
	took          time.Duration
	process       *exec.Cmd
}

func (b *bench) exports(ctx context.Context, self, dir string, e *exporting) error {
	to, start := filepath.Join(dir, e.format), time.Now()
	e.process = b.command(ctx, self, "export", e.format, "--to", to)
	if out, err := e.process.CombinedOutput(); err != nil {
		return fmt.Errorf("export %s: %w: %s", e.format, err, out)
	}
	e.took = time.Since(start)
	return os.Remove(to)
}

// known returns entities to ask about, and how many claims there are.
func (b *bench) known(ctx context.Context) (ids []graph.ID, claims int, err error) {
	store, err := b.openStore(ctx, true)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if ids, err = sample(ctx, store, b.entities); err != nil {
		return nil, 0, err
	}
	err = store.View(ctx, func(r graph.Reader) error {
		s, err := r.Stats(ctx)
		claims = s.Claims
		return err
	})
	return ids, claims, err
}

// command returns this program run with a verb on the store.
func (b *bench) command(ctx context.Context, self string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, self, append(args, "--store", b.store)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	return cmd
}

// overHTTP starts a server and asks it. It returns how many claims the store has.
func (b *bench) overHTTP(ctx context.Context, self string) (claims int, err error) {
	serving, stop := context.WithCancel(ctx)
	defer stop()
	cmd := b.command(serving, self, "serve", "--listen", "127.0.0.1:0")
	talk, err := cmd.StderrPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("start a server: %w", err)
	}
	var ids []graph.ID
	url, err := addressIn(bufio.NewScanner(talk))
	if err == nil {
		ids, claims, err = b.known(ctx)
	}
	if err == nil {
		err = b.ask(ctx, url, ids)
	}
	stop()
	_ = cmd.Wait() // it was interrupted, or failed before, which it said
	if err != nil {
		return 0, fmt.Errorf("ask over HTTP: %w", err)
	}
	b.peak("server, peak memory", cmd, "")
	return claims, nil
}

// addressIn returns where a server says that it answers.
func addressIn(talk *bufio.Scanner) (string, error) {
	var said []string
	for talk.Scan() {
		if _, rest, ok := strings.Cut(talk.Text(), "GraphQL at "); ok {
			url, _, _ := strings.Cut(rest, ";")
			return url, nil
		}
		said = append(said, talk.Text())
	}
	return "", fmt.Errorf("the server did not start: %s", strings.Join(said, "\n"))
}

func (b *bench) ask(ctx context.Context, url string, ids []graph.ID) error {
	hop := func(i int) []byte {
		return body(hopQuery, map[string]any{"id": ids[i%len(ids)].String()})
	}
	// Each entity is asked about once before, so that what is measured is a server that has been running.
	if _, err := load.Run(ctx, url, load.Options{Clients: b.clients, Requests: len(ids), Body: hop}); err != nil {
		return err
	}
	r, err := load.Run(ctx, url, load.Options{Clients: b.clients, Requests: b.requests, Body: hop})
	if err != nil {
		return err
	}
	b.asked("one hop over HTTP", r.PerSecond(), "queries/s", askedHops)
	b.asked("one hop over HTTP, p50", millis(r.Quantile(0.5)), "ms", "")
	b.asked("one hop over HTTP, p99", millis(r.Quantile(0.99)), "ms", askedTail)
	page := func(int) []byte { return body(pageQuery, nil) }
	for _, of := range []struct {
		name     string
		requests int
	}{{"page of 500 relations with evidence, first", 1}, {"page of 500 relations with evidence", 20}} {
		r, err := load.Run(ctx, url, load.Options{Requests: of.requests, Body: page})
		if err != nil {
			return err
		}
		b.asked(of.name, millis(r.Quantile(0.5)), "ms", askedPage)
	}
	return nil
}

func body(query string, variables map[string]any) []byte {
	text, _ := json.Marshal(map[string]any{"query": query, "variables": variables}) // strings, which always go
	return text
}

// peak adds the most memory that a process had, which is over, where the system tells.
func (b *bench) peak(name string, cmd *exec.Cmd, asked string) {
	if bytes, ok := peakBytes(cmd.ProcessState); ok {
		b.asked(name, bytes/(1<<20), "MiB", asked)
	}
}

func (b *bench) asked(name string, value float64, unit, asked string) {
	b.measures = append(b.measures, measure{name, value, unit, asked})
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }
