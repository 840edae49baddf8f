package llm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func ask(t testing.TB, c *Client) (string, error) {
	t.Helper()
	return c.ask(t.Context(), question{system: "s", user: "u", schema: []byte("{}")})
}

func TestBadAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   error
		says   string
	}{
		"no JSON":             {200, "<html>maintenance</html>", ErrAnswer, "not a chat completion"},
		"nothing":             {200, "", ErrAnswer, "not a chat completion"},
		"another object":      {200, `{"ok": true}`, ErrAnswer, "no choices"},
		"no content":          {200, `{"choices": [{"message": {"content": null}}]}`, ErrAnswer, "empty"},
		"refused":             {200, `{"choices": [{"message": {"content": null, "refusal": "I cannot read about violence."}, "finish_reason": "stop"}]}`, ErrAnswer, "I cannot read about violence"},
		"cut off":             {200, `{"choices": [{"message": {"content": "{\"claims\": [{"}, "finish_reason": "length"}]}`, ErrAnswer, "cut off at the model's limit"},
		"filtered":            {200, `{"choices": [{"message": {"content": "x"}, "finish_reason": "content_filter"}]}`, ErrAnswer, "filter"},
		"too large":           {200, completed(t, strings.Repeat("x", 5000)), ErrAnswer, "more than 4096 bytes"},
		"too large an error":  {400, strings.Repeat("x", 5000), ErrAnswer, "more than 4096 bytes"},
		"a wrong key":         {401, `{"error": {"message": "Incorrect API key provided: secret-7."}}`, ErrEndpoint, "401 Unauthorized: Incorrect API key provided: ***."},
		"forbidden":           {403, "", ErrEndpoint, "403 Forbidden"},
		"no such path":        {404, "404 page not found", ErrEndpoint, "404 Not Found"},
		"no such model":       {400, `{"error": {"message": "no model x", "param": "model"}}`, ErrEndpoint, "no model x"},
		"no form of answers":  {400, `{"error": {"message": "json_schema is not supported", "param": "response_format"}}`, ErrEndpoint, "not supported"},
		"no money":            {429, `{"error": {"message": "You exceeded your quota.\nSee billing.", "code": "insufficient_quota"}}`, ErrEndpoint, "You exceeded your quota. See billing."},
		"too long an article": {400, `{"error": {"message": "maximum context length is 4096 tokens", "code": "context_length_exceeded"}}`, ErrRequest, "maximum context length"},
		"an unheard status":   {418, "", ErrRequest, "418"},
	} {
		e := serve(t, says(c.status, c.body))
		_, err := ask(t, e.client(t, ClientOptions{Key: "secret-7", MaxAnswer: 4096}))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %v with %q", name, err, c.want, c.says)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\r") || strings.Contains(fmt.Sprint(err), "secret-7") {
			t.Errorf("%s: the error has a line break or the key: %v", name, err)
		}
		if len(e.asked) != 1 || len(e.waits) != 0 {
			t.Errorf("%s: asked %d times", name, len(e.asked))
		}
	}
}

func TestAsksAgain(t *testing.T) {
	good := says(200, completed(t, "fine"))
	date := "Tue, 27 Nov 2018 10:00:00 GMT"
	for name, c := range map[string]struct {
		plays []http.HandlerFunc
		waits []time.Duration
	}{
		"500 twice":                 {[]http.HandlerFunc{says(500, "x"), says(503, "x"), good}, []time.Duration{time.Second, 2 * time.Second}},
		"busy, with seconds":        {[]http.HandlerFunc{says(429, "", "Retry-After", "7"), good}, []time.Duration{7 * time.Second}},
		"busy, with an instant":     {[]http.HandlerFunc{says(429, "", "Date", date, "Retry-After", "Tue, 27 Nov 2018 10:00:20 GMT"), good}, []time.Duration{20 * time.Second}},
		"busy, with nonsense":       {[]http.HandlerFunc{says(429, "", "Retry-After", "soon"), good}, []time.Duration{time.Second}},
		"busy, with a past instant": {[]http.HandlerFunc{says(429, "", "Date", date, "Retry-After", "Tue, 27 Nov 2017 10:00:20 GMT"), good}, []time.Duration{time.Second}},
		"less than the usual wait":  {[]http.HandlerFunc{says(503, ""), says(503, "", "Retry-After", "1"), good}, []time.Duration{time.Second, 2 * time.Second}},
		"a negative wait":           {[]http.HandlerFunc{says(429, "", "Retry-After", "-5"), good}, []time.Duration{time.Second}},
		"breaks off":                {[]http.HandlerFunc{breaksOff, good}, []time.Duration{time.Second}},
		"hangs up":                  {[]http.HandlerFunc{hangsUp, good}, []time.Duration{time.Second}},
		"at once":                   {[]http.HandlerFunc{good}, nil},
	} {
		e := serve(t, c.plays...)
		answer, err := ask(t, e.client(t, ClientOptions{}))
		if err != nil || answer != "fine" || !slices.Equal(e.waits, c.waits) {
			t.Errorf("%s: %q, %v, waited %v, want %v", name, answer, err, e.waits, c.waits)
		}
	}
}

// breaksOff promises more than it sends.
func breaksOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte(`{"choices": [{"mess`))
}

// hangsUp closes the connection without an answer.
func hangsUp(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

func TestGivesUp(t *testing.T) {
	e := serve(t, says(502, "x"))
	if _, err := ask(t, e.client(t, ClientOptions{Attempts: 3})); !errors.Is(err, ErrServer) || len(e.asked) != 3 || !strings.Contains(err.Error(), "502 Bad Gateway, 3 times") {
		t.Errorf("%v, asked %d times", err, len(e.asked))
	}
	e = serve(t, says(429, "", "Retry-After", "3600"))
	if _, err := ask(t, e.client(t, ClientOptions{})); !errors.Is(err, ErrServer) || len(e.asked) != 1 || !strings.Contains(err.Error(), "asks to wait 1h0m0s") {
		t.Errorf("a long wait: %v, asked %d times", err, len(e.asked))
	}
}

// TestWaitsGrow: to a bound, whatever the number of attempts.
func TestWaitsGrow(t *testing.T) {
	e := serve(t, says(500, ""))
	_, err := ask(t, e.client(t, ClientOptions{Attempts: 80}))
	if !errors.Is(err, ErrServer) || len(e.waits) != 79 || e.waits[2] != 4*time.Second || slices.Max(e.waits) != longestWait || slices.Min(e.waits) != firstWait {
		t.Errorf("%v, waits %v", err, e.waits)
	}
}

func TestSlowAnswers(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	slow := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`{"choices": [`))
		w.(http.Flusher).Flush()
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}
	e := serve(t, slow)
	_, err := ask(t, e.client(t, ClientOptions{Timeout: 50 * time.Millisecond, Attempts: 2}))
	if !errors.Is(err, ErrServer) || !strings.Contains(err.Error(), "not whole within 50ms, 2 times") {
		t.Errorf("a slow body: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	e = serve(t, func(w http.ResponseWriter, r *http.Request) { cancel(); slow(w, r) })
	if _, err := e.client(t, ClientOptions{}).ask(ctx, question{}); !errors.Is(err, context.Canceled) || len(e.asked) != 1 {
		t.Errorf("cancelled: %v, asked %d times", err, len(e.asked))
	}
}

// TestWaitsEnd: a wait ends with the run.
func TestWaitsEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e := serve(t, func(w http.ResponseWriter, r *http.Request) { says(500, "")(w, r) })
	c, err := NewClient(e.URL, "m", ClientOptions{Sleep: func(ctx context.Context, d time.Duration) error {
		cancel()
		return sleep(ctx, time.Hour)
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.ask(ctx, question{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := sleep(t.Context(), time.Nanosecond); err != nil {
		t.Error(err)
	}
}

func TestNobodyAnswers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	var waits int
	c, err := NewClient("http://"+address, "m", ClientOptions{Sleep: func(context.Context, time.Duration) error { waits++; return nil }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ask(t, c); !errors.Is(err, ErrEndpoint) || waits != DefaultAttempts-1 || !strings.Contains(err.Error(), "nobody answers") {
		t.Errorf("%v, %d waits", err, waits)
	}
}

// TestStaysWithItsHost: neither the article nor the key goes where the user did not send them.
func TestStaysWithItsHost(t *testing.T) {
	other := serve(t, says(200, completed(t, "fine")))
	for _, status := range []int{301, 302, 307, 308} {
		e := serve(t, says(status, "", "Location", other.URL))
		_, err := ask(t, e.client(t, ClientOptions{Key: "k"}))
		if !errors.Is(err, ErrEndpoint) || !strings.Contains(err.Error(), "redirects to "+other.URL) {
			t.Errorf("%d: %v", status, err)
		}
	}
	if len(other.asked) != 0 {
		t.Errorf("the other host was asked %d times", len(other.asked))
	}
}

func TestModelsOfOneTemperature(t *testing.T) {
	e := serve(t, says(400, `{"error": {"message": "Unsupported value", "param": "temperature"}}`), says(200, completed(t, "fine")))
	answer, err := ask(t, e.client(t, ClientOptions{}))
	if err != nil || answer != "fine" || len(e.asked) != 2 || e.asked[0].Temperature == nil || e.asked[1].Temperature != nil || len(e.waits) != 0 {
		t.Errorf("%q, %v, asked %+v", answer, err, e.asked)
	}
	e = serve(t, says(400, `{"error": {"message": "Unsupported value", "param": "temperature"}}`))
	if _, err := ask(t, e.client(t, ClientOptions{})); !errors.Is(err, ErrRequest) || len(e.asked) != 2 {
		t.Errorf("%v, asked %d times", err, len(e.asked))
	}
}

func TestEndpoints(t *testing.T) {
	for endpoint, want := range map[string]string{
		"http://localhost:11434/v1":                "http://localhost:11434/v1/chat/completions",
		"http://localhost:11434/v1/":               "http://localhost:11434/v1/chat/completions",
		"https://h.example/v1/chat/completions":    "https://h.example/v1/chat/completions",
		"https://h.example":                        "https://h.example/chat/completions",
		"https://h.example/x?api-version=2024-1-1": "https://h.example/x/chat/completions?api-version=2024-1-1",
	} {
		if c, err := NewClient(endpoint, "m", ClientOptions{}); err != nil || c.Endpoint().String() != want {
			t.Errorf("%s: %v, %v", endpoint, c, err)
		}
	}
	for _, endpoint := range []string{"", "localhost:11434", "ftp://h.example", "http://", "http:///v1", "http://user:pass@h.example", "http://h.example/#x", "http://u:pass@[::1", "/v1"} {
		_, err := NewClient(endpoint, "m", ClientOptions{})
		if !errors.Is(err, ErrEndpoint) || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	for _, model := range []string{"", "a b", "a\nb", strings.Repeat("m", 101)} {
		if _, err := NewClient("http://h.example", model, ClientOptions{}); !errors.Is(err, ErrEndpoint) {
			t.Errorf("model %q: %v", model, err)
		}
	}
}
