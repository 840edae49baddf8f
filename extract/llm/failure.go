package llm

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Waits between attempts.
const (
	firstWait   = time.Second
	longestWait = 30 * time.Second // that the client takes by itself
	maxWait     = 2 * time.Minute  // that it takes where the server asks for it
)

// backoff returns the wait behind attempt n: twice as long each time.
func backoff(n int) time.Duration {
	return min(firstWait<<min(n-1, 10), longestWait)
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// seconds are whole seconds.
type seconds int

func (s seconds) duration() time.Duration { return time.Duration(s) * time.Second }

// retryAfter reads how long a server asks to wait: seconds, or an instant, which is held against the
// server's own clock.
func retryAfter(h http.Header) seconds {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(value); err == nil {
		return seconds(min(max(n, 0), int(24*time.Hour/time.Second)))
	}
	until, err1 := http.ParseTime(value)
	now, err2 := http.ParseTime(h.Get("Date"))
	if err1 != nil || err2 != nil {
		return 0
	}
	return seconds(max(until.Sub(now), 0) / time.Second)
}

// broken says what it means that a request or the reading of its answer broke off.
func (c *Client) broken(ctx context.Context, err error) error {
	var dial *net.OpError
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &failure{err: fmt.Errorf("%w: not whole within %s", ErrServer, c.opts.Timeout), again: true}
	case errors.As(err, &certificate):
		return fmt.Errorf("%w: %w", ErrEndpoint, certificate)
	case errors.As(err, &name), errors.As(err, &dial) && dial.Op == "dial":
		return &failure{err: fmt.Errorf("%w: nobody answers: %w", ErrEndpoint, err), again: true}
	}
	return &failure{err: fmt.Errorf("%w: %w", ErrServer, err), again: true}
}

// errTemperature says that the model takes no temperature but its own.
var errTemperature = fmt.Errorf("%w: no temperature", ErrRequest)

// apiError is the body of an answer that tells an error.
type apiError struct {
	Error struct {
		Message string `json:"message"`
		Code    any    `json:"code"`
		Param   string `json:"param"`
	} `json:"error"`
}

// status says what an answer with another status than 200 means.
func (c *Client) status(resp *http.Response, body []byte) error {
	var told apiError
	_ = json.Unmarshal(body, &told) // an answer of another form tells nothing more than its status
	said := resp.Status
	if m := c.clean(told.Error.Message); m != "" {
		said += ": " + m
	}
	code := resp.StatusCode
	switch {
	case code >= 300 && code < 400:
		return fmt.Errorf("%w: it redirects to %s; name that, if you mean it", ErrEndpoint, c.clean(resp.Header.Get("Location")))
	case code == http.StatusUnauthorized, code == http.StatusForbidden, code == http.StatusNotFound, code == http.StatusMethodNotAllowed,
		code == http.StatusPaymentRequired, told.Error.Code == "insufficient_quota",
		told.Error.Param == "model", told.Error.Param == "response_format":
		return fmt.Errorf("%w: %s", ErrEndpoint, said)
	case code == http.StatusBadRequest && told.Error.Param == "temperature":
		return errTemperature
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests, code >= 500:
		return &failure{err: fmt.Errorf("%w: %s", ErrServer, said), again: true, wait: retryAfter(resp.Header)}
	}
	return fmt.Errorf("%w: %s", ErrRequest, said)
}

const saidLength = 200 // runes of a server's words in an error

// clean makes a server's words fit for one line of an error. Servers like to repeat the key that they refuse.
func (c *Client) clean(s string) string {
	if c.opts.Key != "" {
		s = strings.ReplaceAll(s, c.opts.Key, "***")
	}
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > saidLength {
		return string(r[:saidLength]) + "…"
	}
	return s
}

// completion is an answer with status 200.
type completion struct {
	Choices []struct {
		FinishReason string `json:"finish_reason"`
		Message      struct {
			Content string `json:"content"`
			Refusal string `json:"refusal"`
		} `json:"message"`
	} `json:"choices"`
}

// content returns the text of the first choice.
func content(b []byte) (string, error) {
	var answer completion
	if err := json.Unmarshal(b, &answer); err != nil {
		return "", fmt.Errorf("%w: not a chat completion: %w", ErrAnswer, err)
	}
	if len(answer.Choices) == 0 {
		return "", fmt.Errorf("%w: not a chat completion: no choices", ErrAnswer)
	}
	choice := &answer.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return "", fmt.Errorf("%w: the model refuses: %.200q", ErrAnswer, choice.Message.Refusal)
	case choice.FinishReason == "length":
		return "", fmt.Errorf("%w: cut off at the model's limit of tokens", ErrAnswer)
	case choice.FinishReason == "content_filter":
		return "", fmt.Errorf("%w: held back by the server's filter", ErrAnswer)
	case choice.Message.Content == "":
		return "", fmt.Errorf("%w: empty", ErrAnswer)
	}
	return choice.Message.Content, nil
}
