package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/isnad-graph/isnad/graph"
)

// begin checks that the request may do an act that needs a role, and returns who makes it. The audit is told where not.
func (s *Schema) begin(ctx context.Context, act string, needed Role) (Principal, error) {
	who, err := s.may(ctx, needed)
	var refusal *coded
	if errors.As(err, &refusal) && refusal.code == CodeForbidden {
		s.audit(context.WithoutCancel(ctx), act, who, slog.String("refused", refusal.code))
	}
	return who, err
}

// may checks that the request may do what needs a role, and returns who makes it.
func (s *Schema) may(ctx context.Context, needed Role) (Principal, error) {
	who := principalOf(ctx)
	if s.opts.Writing == nil {
		return who, &coded{code: CodeReadOnly, message: "this server changes nothing; its operator may start it with --writable"}
	}
	if s.withholds(ctx) {
		return who, errWithheld
	}
	if !who.Role.may(needed) {
		return who, &coded{code: CodeForbidden, message: fmt.Sprintf("this needs the role %s", needed)}
	}
	return who, nil
}

// end tells the audit of an act that was done, however the request fares, and lets the rest of the request see the
// store as it is now. It returns the revision reached, if it is known, also with an error.
func (s *Schema) end(ctx context.Context, act string, who Principal, attrs ...slog.Attr) (string, error) {
	lasting := context.WithoutCancel(ctx)
	var reached string
	err := s.store.View(lasting, func(r graph.Reader) error {
		revision, err := r.Revision(lasting)
		reached = revision.String()
		return err
	})
	if err != nil {
		s.audit(lasting, act, who, attrs...)
		return "", fmt.Errorf("read the revision of what was written: %w", err)
	}
	s.audit(lasting, act, who, append(attrs, slog.String("revision", reached))...)
	requestOf(ctx).reached.Store(&reached)
	if err := requestOf(ctx).renew(ctx, s.store); err != nil {
		return reached, afterWrite(err, reached)
	}
	return reached, nil
}

func (s *Schema) audit(ctx context.Context, act string, who Principal, attrs ...slog.Attr) {
	if s.opts.Writing.Audit != nil {
		s.opts.Writing.Audit(ctx, act, who, attrs...)
	}
}

// longestKey is how many code points of the key of an article the audit is told.
const longestKey = 200

// ingested is what the audit is told of articles: how many came, how many changed the store, their keys, and whether
// more would have come.
func ingested(came int, outcomes []ArticleOutcome, cut error) []slog.Attr {
	keys := []string{}
	for _, o := range outcomes {
		if o.Status == "new" || o.Status == "replaced" {
			keys = append(keys, shorten(o.Key, longestKey))
		}
	}
	attrs := []slog.Attr{slog.Int("articles", came), slog.Int("stored", len(keys)), slog.Any("keys", keys)}
	if cut != nil {
		attrs = append(attrs, slog.Bool("cut", true))
	}
	return attrs
}

// writtenError is what ended a request that had changed the store.
type writtenError struct {
	error
	revision string // that it reached
}

func (e *writtenError) Unwrap() error { return e.error }

func afterWrite(err error, revision string) error {
	if revision == "" {
		return err
	}
	return &writtenError{err, revision}
}

// since adds to what clients are told of err the revision that the store had reached.
func (e *coded) since(err error) *coded {
	var w *writtenError
	if !errors.As(err, &w) {
		return e
	}
	more := map[string]any{"revision": w.revision}
	for k, v := range e.more {
		more[k] = v
	}
	return &coded{e.code, e.message, more}
}

// wrote adds to what ended r the revision that r had reached, if it changed the store.
func (r *request) wrote(err error) error {
	if r == nil || r.reached.Load() == nil {
		return err
	}
	return afterWrite(err, *r.reached.Load())
}
