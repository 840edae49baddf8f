package resolvers

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// StreamOptions bounds subscriptions. The zero value of each field takes the default.
type StreamOptions struct {
	Max       int           // at once; 100
	Heartbeat time.Duration // of silence before a comment is sent, so that no proxy takes the stream for dead; 15 s
	Stall     time.Duration // to take one event; who is slower is cut off; 30 s
	MaxBehind int           // revisions that a reader may be behind; 10,000
}

func (o StreamOptions) withDefaults() StreamOptions {
	o.Max = orDefault(o.Max, 100)
	o.Heartbeat = orDefault(o.Heartbeat, 15*time.Second)
	o.Stall = orDefault(o.Stall, 30*time.Second)
	o.MaxBehind = orDefault(o.MaxBehind, 10_000)
	return o
}

const typeStream = "text/event-stream"

// takesStreams reports whether a client names event streams among what it takes.
func takesStreams(accept []string) bool {
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		kind, args, err := mime.ParseMediaType(part)
		if err != nil || kind != typeStream || !isUTF8(args["charset"]) {
			continue
		}
		if q, err := strconv.ParseFloat(args["q"], 64); args["q"] == "" || err != nil || q > 0 {
			return true
		}
	}
	return false
}

type stoppingKey struct{}

// stopping returns what is closed when the server is to stop; nil where it never is.
func stopping(ctx context.Context) <-chan struct{} {
	c, _ := ctx.Value(stoppingKey{}).(<-chan struct{})
	return c
}

// stream answers p as the «distinct connections mode» of GraphQL over SSE has it: an event «next» for
// each answer, then «complete». What goes wrong from here on is told in an event.
func (s *Schema) stream(ctx context.Context, w http.ResponseWriter, r *http.Request, p params, kind ast.Operation, refusal *Response) *Response {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		return refuse(CodeTooManyStreams, "%d streams are open, and more are not served: try again later", cap(s.streams))
	}
	out := open(w, s.opts.HTTP.Streams.Stall)
	defer out.close()
	ended := refusal
	switch {
	case refusal != nil:
	case kind == ast.Subscription:
		ended = s.run(ctx, r, p, out)
	default:
		ended = s.inTime(ctx, p)
	}
	visitOf(ctx).note(ended)
	if ended != nil && ended.status != statusGone {
		_ = out.next(ended)
	}
	if out.err == nil {
		_ = out.event("complete", nil)
	}
	if out.err != nil && out.stalled.Load() {
		s.metrics.dropped.Add(1)
		s.opts.Log.WarnContext(ctx, "a reader did not take what a subscription told, and was cut off", "error", out.err)
	}
	return nil
}

// inTime answers what is no subscription.
func (s *Schema) inTime(ctx context.Context, p params) *Response {
	ctx, cancel := context.WithTimeout(ctx, s.opts.HTTP.Timeout)
	defer cancel()
	return s.execScreened(ctx, p)
}

// statusGone marks a stream that nobody reads any more.
const statusGone = 499

// run tells what p gives until there is no more, and returns the reason where that was cut short.
func (s *Schema) run(ctx context.Context, r *http.Request, p params, out *events) *Response {
	ctx, end := context.WithCancel(ctx)
	defer end()
	f := &following{ctx: ctx}
	beat := time.NewTimer(s.opts.HTTP.Streams.Heartbeat)
	defer beat.Stop()
	for {
		answer, on := s.turn(ctx, p, f)
		if !on || ctx.Err() != nil {
			return s.ending(ctx, answer)
		}
		if answer != nil && out.next(answer) != nil {
			return &Response{status: statusGone}
		}
		if reason := s.pause(ctx, r, f, beat, out, answer != nil); reason != nil {
			return reason
		}
	}
}

// ending is the last answer of a stream; it counts those that were dropped.
func (s *Schema) ending(ctx context.Context, answer *Response) *Response {
	if ctx.Err() != nil {
		return &Response{status: statusGone}
	}
	if answer != nil && len(answer.Errors) > 0 && answer.Errors[0].Code() == CodeSlowReader {
		s.metrics.dropped.Add(1)
		s.opts.Log.WarnContext(ctx, "a reader was too slow for its subscription, and was dropped")
	}
	return answer
}

// pause waits until f may have something to tell, and returns the reason where it is to end. Where there
// may be more already, it does not wait.
func (s *Schema) pause(ctx context.Context, r *http.Request, f *following, beat *time.Timer, out *events, more bool) *Response {
	ready := make(chan struct{})
	if more {
		close(ready)
	}
	for {
		if _, refusal := s.admit(r); refusal != nil { // tokens expire
			return refusal
		}
		beat.Reset(s.opts.HTTP.Streams.Heartbeat)
		select {
		case <-stopping(ctx):
			return refuse(CodeCancelled, "the server stops: subscribe again")
		case <-ctx.Done():
			return &Response{status: statusGone}
		default:
		}
		select {
		case <-ready:
			return nil
		case _, open := <-f.source.wake():
			if !open {
				return closed()
			}
			return nil
		case <-beat.C:
			if out.comment() != nil {
				return &Response{status: statusGone}
			}
		case <-stopping(ctx):
		case <-ctx.Done():
		}
	}
}

// closed ends a stream whose store was closed.
func closed() *Response {
	return refuse(CodeCancelled, "nothing more will come: the store was closed")
}

// events writes server-sent events.
type events struct {
	w     http.ResponseWriter
	conn  *http.ResponseController
	stall time.Duration
	err   error // of the first write that failed

	stalled atomic.Bool // it failed because nobody read
}

// open begins a stream.
func open(w http.ResponseWriter, stall time.Duration) *events {
	e := &events{w: w, conn: http.NewResponseController(w), stall: stall}
	_ = e.conn.SetReadDeadline(time.Time{}) // those of the server are for requests that end
	_ = e.conn.SetWriteDeadline(time.Time{})
	h := w.Header()
	h.Set("Content-Type", typeStream+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // of nginx
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusOK)
	e.err = e.conn.Flush()
	return e
}

func (e *events) next(answer *Response) error {
	var b bytes.Buffer
	_, _ = answer.WriteTo(&b) // a buffer takes everything
	return e.event("next", b.Bytes())
}

// event writes one. JSON as the executor writes it has no line breaks.
func (e *events) event(name string, data []byte) error {
	return e.write(fmt.Appendf(nil, "event: %s\ndata: %s\n\n", name, bytes.ReplaceAll(data, []byte("\n"), []byte(" "))))
}

func (e *events) comment() error { return e.write([]byte(":\n\n")) }

// write sends b. A reader that does not take it within the stall is given up.
func (e *events) write(b []byte) error {
	if e.err != nil {
		return e.err
	}
	late := time.AfterFunc(e.stall, func() {
		e.stalled.Store(true)
		_ = e.conn.SetWriteDeadline(time.Unix(1, 0))
	})
	defer late.Stop()
	if _, e.err = e.w.Write(b); e.err == nil {
		e.err = e.conn.Flush()
	}
	return e.err
}

// close lets nothing of a stream linger on a connection that nobody reads.
func (e *events) close() {
	if e.err != nil {
		_ = e.conn.SetWriteDeadline(time.Unix(1, 0))
	}
}
