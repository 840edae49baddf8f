package ingest

import (
	"context"
	"errors"
	"strings"

	"github.com/isnad-graph/isnad/extract"
)

// ErrUnavailable says that an extractor can read no article at all: there is no sense in trying the next.
var ErrUnavailable = errors.New("the extractor is not available")

// Extractor reads articles, and may fail. It must be safe for concurrent use.
//
// An error rejects the article and not the rest, unless it wraps ErrUnavailable, which ends the run, or is
// that of the context.
type Extractor interface {
	Extract(ctx context.Context, doc extract.Document) (*extract.Result, error)
	Version() string // of the data: equal data, equal version
}

// Rules makes an Extractor of one that cannot fail, as *extract.Extractor is.
func Rules(x interface {
	Extract(extract.Document) *extract.Result
	Version() string
}) Extractor {
	return sure{x.Extract, x.Version()}
}

type sure struct {
	extract func(extract.Document) *extract.Result
	version string
}

func (s sure) Extract(_ context.Context, doc extract.Document) (*extract.Result, error) {
	return s.extract(doc), nil
}

func (s sure) Version() string { return s.version }

// Extract reads a with x. An error is a *Problem where it is one of this article only.
func (a *Article) Extract(ctx context.Context, x Extractor) (*extract.Result, error) {
	res, err := x.Extract(ctx, a.Input())
	switch {
	case err == nil:
		return res, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, ErrUnavailable):
		return nil, err
	}
	return nil, a.problem("nothing of it was kept; the same command tries it again", "could not be read: %v", err)
}

// Refusal is a claim that an extractor proposed and that was not admitted.
type Refusal struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Key    string `json:"key"`
	Reason string `json:"reason"` // one of the gate's words
	What   string `json:"what"`
}

// refusals returns the claims of a that were not admitted.
func (a *Article) refusals(res *extract.Result) []Refusal {
	var out []Refusal
	for _, d := range res.Diagnostics {
		if reason, ok := strings.CutPrefix(d.Code, extract.RefusedPrefix); ok {
			out = append(out, Refusal{a.File, a.Line, a.Key, reason, d.Message})
		}
	}
	return out
}

// Outcome returns what became of a, of which res was read.
func (a *Article) Outcome(status Status, res *extract.Result) Outcome {
	return Outcome{Status: status, Sentences: res.Sentences, Claims: len(res.Claims), Refusals: a.refusals(res)}
}
