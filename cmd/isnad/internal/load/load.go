// Package load asks an HTTP server the same sort of question from several clients at once, and measures how it bears that.
package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options says how to ask. Its zero value asks once, from one client.
type Options struct {
	Clients  int // at once; each sends its next question when it has the answer to its last one
	Requests int // in all
	// Body returns the body of a request, a POST of JSON; it has to be there. It is called from several goroutines.
	Body func(i int) []byte
}

// Result is what was measured.
type Result struct {
	Took  time.Duration   // from the first request to the last answer
	Times []time.Duration // of the requests, ascending
	Bytes int64           // of all answers
}

// PerSecond returns how many requests were answered in a second.
func (r *Result) PerSecond() float64 { return float64(len(r.Times)) / r.Took.Seconds() }

// Quantile returns the time within which that share of the requests was answered; 0 where there were none.
func (r *Result) Quantile(share float64) time.Duration {
	if len(r.Times) == 0 {
		return 0
	}
	return r.Times[min(len(r.Times)-1, int(share*float64(len(r.Times))))]
}

// ErrAnswer: an answer that is none.
var ErrAnswer = errors.New("the server did not answer what was asked")

// Run sends requests to url until all are answered, and ends with the first one that is not: by an error of the connection,
// another status than 200, or an answer of GraphQL that has errors.
func Run(ctx context.Context, url string, opts Options) (*Result, error) {
	clients, requests := max(1, opts.Clients), max(1, opts.Requests)
	d := &driver{url: url, opts: opts, requests: int64(requests), times: make([]time.Duration, requests)}
	d.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}}
	defer d.client.CloseIdleConnections()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	start := time.Now()
	var running sync.WaitGroup
	for range clients {
		running.Go(func() {
			if err := d.ask(ctx); err != nil {
				stop(err)
			}
		})
	}
	running.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	took := time.Since(start)
	slices.Sort(d.times)
	return &Result{Took: took, Times: d.times, Bytes: d.bytes.Load()}, nil
}

type driver struct {
	url      string
	opts     Options
	client   *http.Client
	requests int64
	next     atomic.Int64
	bytes    atomic.Int64
	times    []time.Duration // each client writes at the places that it took
}

// ask sends requests, one after the other, as long as there are any.
func (d *driver) ask(ctx context.Context) error {
	for i := d.next.Add(1) - 1; i < d.requests; i = d.next.Add(1) - 1 {
		start := time.Now()
		if err := d.one(ctx, int(i)); err != nil {
			return fmt.Errorf("request %d: %w", i, err)
		}
		d.times[i] = time.Since(start)
	}
	return nil
}

func (d *driver) one(ctx context.Context, i int) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url, bytes.NewReader(d.opts.Body(i)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := d.client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	d.bytes.Add(int64(len(body)))
	var answer struct{ Errors []struct{ Message string } }
	switch {
	case res.StatusCode != http.StatusOK:
		return fmt.Errorf("%w: %s: %.300s", ErrAnswer, res.Status, body)
	case !bytes.Contains(body[:min(len(body), 200)], []byte(`"errors"`)): // which come first; most answers need not be read
		return nil
	case json.Unmarshal(body, &answer) == nil && len(answer.Errors) > 0:
		return fmt.Errorf("%w: %s", ErrAnswer, answer.Errors[0].Message)
	}
	return nil
}
