package resolvers

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// BackupPath is where admins read backups of a store that a server writes, which no other process can open.
const BackupPath = "/backup"

// BackupRequest says what backup somebody asks for. The zero value is a whole one.
type BackupRequest struct {
	Store      string // id of the store of the backup that this one continues; empty: it continues none
	Since      uint64 // version of the store to which that one leads
	Previous   string // its SHA-256, in hex
	Plain      bool   // do not encrypt the backup of an encrypted store
	Compressed bool
}

// BackupReceipt tells what a backup holds.
type BackupReceipt struct {
	Since, Until uint64 // versions of the store
	Bytes        int64
	SHA256       string
}

// typeBackup is the media type of a backup.
const typeBackup = "application/vnd.isnad.backup"

// serveBackup streams a backup to an admin. Nobody else is told more than that they are not one. One is made at a time.
func (s *Schema) serveBackup(w http.ResponseWriter, r *http.Request) {
	if refusal := s.backup(w, r); refusal != nil {
		challenge(w, refusal)
		refusal.malformed = true // it is no answer of GraphQL
		write(w, typeJSON, refusal)
	}
}

func (s *Schema) backup(w http.ResponseWriter, r *http.Request) *Response {
	if r.Method != http.MethodGet { // HEAD, which would read all of the store for nothing
		return refuse(CodeBadRequest, "a backup is asked for by GET")
	}
	who, refusal := s.admit(r)
	if refusal != nil {
		return refusal
	}
	ctx := As(r.Context(), who)
	if _, err := s.begin(ctx, "backup", Admin); err != nil {
		return s.failed(ctx, err)
	}
	want, err := backupRequest(r)
	if err != nil {
		return refuse(CodeBadRequest, "%s", err)
	}
	select {
	case s.backups <- struct{}{}:
		defer func() { <-s.backups }()
	default:
		return refuse(CodeTooManyStreams, "a backup is being made already: try again later")
	}
	return s.sendBackup(ctx, w, who, want)
}

func (s *Schema) sendBackup(ctx context.Context, w http.ResponseWriter, who Principal, want BackupRequest) *Response {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // who has waited long for a backup waits less long for the end of the server
		select {
		case <-stopping(ctx):
			stop()
		case <-ctx.Done():
		}
	}()
	out := &download{events: &events{w: w, conn: http.NewResponseController(w), stall: s.opts.HTTP.Streams.Stall}}
	_ = out.conn.SetReadDeadline(time.Time{}) // those of the server are for answers that are short
	_ = out.conn.SetWriteDeadline(time.Time{})
	receipt, err := s.opts.Writing.Backup(ctx, out, want)
	attrs := []slog.Attr{slog.Uint64("since", want.Since), slog.Int64("bytes", out.sent)}
	if err == nil {
		attrs = append(attrs, slog.Uint64("until", receipt.Until), slog.String("sha256", receipt.SHA256))
	} else {
		attrs = append(attrs, slog.Bool("failed", true))
	}
	s.audit(context.WithoutCancel(ctx), "backup", who, attrs...)
	switch {
	case err == nil:
		return nil
	case out.sent > 0 || out.err != nil:
		s.opts.Log.WarnContext(ctx, "a backup was cut off", "error", err)
		out.close()
		panic(http.ErrAbortHandler) // so that who reads sees that it is not whole
	case errors.Is(err, graph.ErrConflict):
		return (&coded{code: CodeConflict, message: "the backup to continue is of another store, of this one before it was restored, or newer than it: make a whole one"}).
			response(http.StatusConflict)
	}
	return s.failed(ctx, err)
}

// download sends the pieces of a backup.
type download struct {
	*events
	sent int64
}

// Write implements io.Writer.
func (d *download) Write(b []byte) (int, error) {
	if d.sent == 0 {
		h := d.w.Header()
		h.Set("Content-Type", typeBackup)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
	}
	if err := d.write(b); err != nil {
		return 0, err
	}
	d.sent += int64(len(b))
	return len(b), nil
}

var _ io.Writer = (*download)(nil)

var errBackupRequest = errors.New("want since, store and previous together, of the backup to continue, or none of them; plain and compress are true or false")

// backupRequest reads what a request asks for from its address.
func backupRequest(r *http.Request) (BackupRequest, error) {
	q := r.URL.Query()
	b := BackupRequest{Store: q.Get("store"), Previous: q.Get("previous"), Compressed: true}
	if q.Has("since") != (b.Store != "") || q.Has("since") != (b.Previous != "") {
		return b, errBackupRequest
	}
	if q.Has("since") {
		var err error
		if b.Since, err = strconv.ParseUint(q.Get("since"), 10, 64); err != nil {
			return b, errBackupRequest
		}
	}
	for name, flag := range map[string]*bool{"plain": &b.Plain, "compress": &b.Compressed} {
		if !q.Has(name) {
			continue
		}
		v, err := strconv.ParseBool(q.Get(name))
		if err != nil {
			return b, errBackupRequest
		}
		*flag = v
	}
	return b, nil
}
