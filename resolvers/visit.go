package resolvers

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"
)

// visit is what is known of one HTTP request, for logs, metrics and traces.
type visit struct {
	id        string
	operation string // query, mutation or subscription; «none» where it did not come to one
	who       Principal
	codes     []string // of the errors in the answer
}

func (v *visit) outcome() string {
	if len(v.codes) > 0 {
		return "error"
	}
	return "ok"
}

func (v *visit) note(answer *Response) {
	if answer == nil {
		return
	}
	for _, e := range answer.Errors {
		v.codes = append(v.codes, e.Code())
	}
}

type visitKey struct{}

// visitOf returns the visit that ctx belongs to; one that nobody looks at where it belongs to none.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{operation: "none"}
}

// RequestID returns the id of the HTTP request that ctx belongs to; empty where it belongs to none.
func RequestID(ctx context.Context) string { return visitOf(ctx).id }

// idLog adds the id of the request to what is logged while it is answered.
type idLog struct{ slog.Handler }

func (l idLog) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return l.Handler.Handle(ctx, r)
}

func (l idLog) WithAttrs(attrs []slog.Attr) slog.Handler { return idLog{l.Handler.WithAttrs(attrs)} }
func (l idLog) WithGroup(name string) slog.Handler       { return idLog{l.Handler.WithGroup(name)} }

var requestID = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,128}$`)

// statusWriter notes the status that is written.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = cmp.Or(w.status, status)
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController through.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// watched gives each request an id, its own or a new one, and logs it once it is over.
func (s *Schema) watched(next http.Handler) http.Handler {
	var count atomic.Uint64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{id: r.Header.Get("X-Request-Id"), operation: "none"}
		if !requestID.MatchString(v.id) {
			v.id = s.newRequestID(count.Add(1))
		}
		w.Header().Set("X-Request-Id", v.id)
		ctx, end := s.traced(context.WithValue(r.Context(), visitKey{}, v), r)
		out, elapsed := &statusWriter{ResponseWriter: w}, s.clock()
		inner := r.WithContext(ctx)
		defer func() { end(v, inner, out.status) }()
		next.ServeHTTP(out, inner)
		attrs := []slog.Attr{
			slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", cmp.Or(out.status, http.StatusOK)),
			slog.Duration("took", max(0, elapsed())), slog.String("operation", v.operation),
		}
		if v.who.Name != "" {
			attrs = append(attrs, slog.String("who", v.who.Name))
		}
		if len(v.codes) > 0 {
			attrs = append(attrs, slog.Any("codes", v.codes))
		}
		s.opts.Log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
	})
}

func (s *Schema) newRequestID(n uint64) string {
	if s.opts.NewRequestID != nil {
		return s.opts.NewRequestID()
	}
	return strconv.FormatUint(n, 10)
}

// clock returns what tells the time since now; -1 where there is no clock.
func (s *Schema) clock() func() time.Duration {
	if s.opts.Now == nil {
		return func() time.Duration { return -1 }
	}
	started := s.opts.Now()
	return func() time.Duration { return s.opts.Now().Sub(started) }
}
