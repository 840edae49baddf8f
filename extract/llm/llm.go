// Package llm is an extractor that asks a language model: any server that speaks OpenAI's chat completions,
// at an address that the user names. It sends the whole article, asks for claims in the article's own words,
// and lets package gate decide which of them the article bears out.
//
// Unlike extraction by rules it is no pure function: a model can answer the same question in two ways, and
// a server can fail. What is admitted from an answer is a pure function of article, answer and data.
package llm

import (
	"context"
	"fmt"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/gate"
)

// DefaultMaxArticle is how many bytes of text are sent at most: beyond it models lose the thread long
// before they say so.
const DefaultMaxArticle = 256 << 10

// Options sets what is sent. The zero value is that of the defaults.
type Options struct {
	MaxArticle int // bytes of text; 0: DefaultMaxArticle
}

// Extractor reads articles by asking a model. It is safe for concurrent use.
type Extractor struct {
	gate   *gate.Gate
	client *Client
	prompt *prompt
	opts   Options
}

// New returns an extractor that asks client and checks against what rules know. It connects to nothing.
func New(rules *extract.Extractor, client *Client, opts Options) (*Extractor, error) {
	p, err := newPrompt()
	if err != nil {
		return nil, err
	}
	if opts.MaxArticle == 0 {
		opts.MaxArticle = DefaultMaxArticle
	}
	return &Extractor{gate.New(rules), client, p, opts}, nil
}

// Version names the data that claims are checked against.
func (x *Extractor) Version() string { return x.gate.Version() }

// rulePrefix begins the rule of every claim that a model told.
const rulePrefix = "llm/"

// Rule names what makes the claims: the model, and the version of what it is told.
func (x *Extractor) Rule() string { return rulePrefix + x.client.model + "@" + x.prompt.version }

// IsRule reports whether a claim with that rule was told by a model.
func IsRule(rule string) bool { return strings.HasPrefix(rule, rulePrefix) }

// Extract asks the model about doc and returns the claims that the text bears out, with the refused ones as
// diagnostics. Errors wrap one of the package's, or are ctx's.
func (x *Extractor) Extract(ctx context.Context, doc extract.Document) (*extract.Result, error) {
	if len(doc.Text) > x.opts.MaxArticle {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, len(doc.Text), x.opts.MaxArticle)
	}
	said, err := x.client.ask(ctx, x.prompt.question(doc))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", x.client.model, err)
	}
	answer, err := gate.ParseAnswer([]byte(said))
	if err != nil {
		return nil, fmt.Errorf("answer of %s: %w: %w", x.client.model, ErrAnswer, err)
	}
	return x.gate.Admit(doc, answer, x.Rule()), nil
}
