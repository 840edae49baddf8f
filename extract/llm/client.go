package llm

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Defaults of a Client.
const (
	DefaultTimeout   = 5 * time.Minute
	DefaultAttempts  = 4
	DefaultMaxAnswer = 4 << 20 // bytes
)

// ClientOptions sets how a Client asks. The zero value is that of the defaults.
type ClientOptions struct {
	Key       string        // sent as bearer token; empty: none
	Timeout   time.Duration // of one attempt, with the whole of its answer; 0: DefaultTimeout
	Attempts  int           // how often one question is asked at most; 0: DefaultAttempts
	MaxAnswer int64         // bytes; 0: DefaultMaxAnswer

	// Proxy returns the proxy for a request; nil: connections are direct.
	Proxy func(*http.Request) (*url.URL, error)
	// Sleep waits, or returns the error of ctx if that ends before; nil: a timer.
	Sleep func(ctx context.Context, d time.Duration) error
}

// Client asks a server that speaks OpenAI's chat completions. It connects to the host of its endpoint and to
// no other: redirects are not followed. It is safe for concurrent use.
type Client struct {
	url   *url.URL
	model string
	opts  ClientOptions
	http  *http.Client
}

// NewClient returns a client for the model behind endpoint, an http or https URL such as
// "http://localhost:11434/v1"; "/chat/completions" is added where it is not there. It connects to nothing.
// An error wraps ErrEndpoint.
func NewClient(endpoint, model string, opts ClientOptions) (*Client, error) {
	u, err := completions(endpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEndpoint, err)
	}
	if !isModel(model) {
		return nil, fmt.Errorf("%w: %.40q is no name of a model", ErrEndpoint, model)
	}
	opts.Timeout = cmp.Or(opts.Timeout, DefaultTimeout)
	opts.Attempts = cmp.Or(opts.Attempts, DefaultAttempts)
	opts.MaxAnswer = cmp.Or(opts.MaxAnswer, DefaultMaxAnswer)
	if opts.Sleep == nil {
		opts.Sleep = sleep
	}
	transport := &http.Transport{
		Proxy: opts.Proxy, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 15 * time.Second, IdleConnTimeout: 90 * time.Second,
		MaxIdleConnsPerHost: 16,
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{u, model, opts, &http.Client{Transport: transport, CheckRedirect: stay}}, nil
}

// Endpoint returns the address that questions are sent to.
func (c *Client) Endpoint() *url.URL { return c.url.JoinPath() }

// Close closes connections that are not in use.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func completions(endpoint string) (*url.URL, error) {
	u, err := url.Parse(endpoint)
	switch {
	case err != nil:
		return nil, errors.New("its address is no URL") // which may have a password in it
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, fmt.Errorf("address %.100q: want http://HOST/PATH or https://HOST/PATH", endpoint)
	case u.User != nil || u.Fragment != "":
		return nil, fmt.Errorf("address of host %s: no name, password or fragment may be in it", u.Host)
	}
	const path = "/chat/completions"
	if !strings.HasSuffix(u.Path, path) {
		u = u.JoinPath(path)
	}
	return u, nil
}

const modelLength = 100

// isModel reports whether name can be that of a model: it becomes part of the rule of each claim.
func isModel(name string) bool {
	return name != "" && len(name) <= modelLength && !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7F })
}

// question is one request: what the model is told, what it is asked, and the form of the answer.
type question struct {
	system, user string
	schema       json.RawMessage
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// request is a request for a chat completion.
type request struct {
	Model          string    `json:"model"`
	Messages       []message `json:"messages"`
	Temperature    *float64  `json:"temperature,omitempty"`
	ResponseFormat any       `json:"response_format"`
}

func (c *Client) request(q question) request {
	return request{
		Model:       c.model,
		Messages:    []message{{"system", q.system}, {"user", q.user}},
		Temperature: new(float64),
		ResponseFormat: map[string]any{
			"type": "json_schema", "json_schema": map[string]any{"name": "claims", "strict": true, "schema": q.schema},
		},
	}
}

// ask returns the text of the model's answer. Where the server is busy or fails it asks again, later and
// later, as long as the server asks to wait. Errors wrap one of the package's, or are ctx's.
func (c *Client) ask(ctx context.Context, q question) (string, error) {
	req := c.request(q)
	for n := 1; ; n++ {
		answer, err := c.attempt(ctx, req)
		var f *failure
		switch {
		case err == nil:
			return answer, nil
		case ctx.Err() != nil:
			return "", ctx.Err()
		case errors.Is(err, errTemperature) && req.Temperature != nil:
			req.Temperature = nil
			continue
		case !errors.As(err, &f) || !f.again || n >= c.opts.Attempts:
			return "", attempts(err, n)
		}
		wait := max(backoff(n), f.wait.duration())
		if wait > maxWait {
			return "", fmt.Errorf("%w; it asks to wait %s", err, wait)
		}
		if err := c.opts.Sleep(ctx, wait); err != nil {
			return "", err
		}
	}
}

func attempts(err error, n int) error {
	if n == 1 {
		return err
	}
	return fmt.Errorf("%w, %d times", err, n)
}

// attempt asks once.
func (c *Client) attempt(ctx context.Context, req request) (string, error) {
	body, err := json.Marshal(req)
	if err != nil {
		return "", fmt.Errorf("write request: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url.String(), bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrEndpoint, err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "isnad")
	if c.opts.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.opts.Key)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return "", c.broken(ctx, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, c.opts.MaxAnswer+1))
	switch {
	case err != nil:
		return "", c.broken(ctx, err)
	case int64(len(b)) > c.opts.MaxAnswer:
		return "", fmt.Errorf("%w: more than %d bytes", ErrAnswer, c.opts.MaxAnswer)
	case resp.StatusCode != http.StatusOK:
		return "", c.status(resp, b)
	}
	return content(b)
}
