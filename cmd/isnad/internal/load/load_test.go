package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestRunAsksEachOnce(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		asked[string(body)]++
		mu.Unlock()
		fmt.Fprint(w, `{"data":{}}`)
	}))
	defer server.Close()
	r, err := Run(t.Context(), server.URL, Options{Clients: 4, Requests: 50, Body: func(i int) []byte { return fmt.Append(nil, i) }})
	if err != nil || len(r.Times) != 50 || len(asked) != 50 || r.Bytes != 50*11 || r.PerSecond() <= 0 {
		t.Fatalf("%+v, %d asked, %v", r, len(asked), err)
	}
	if r.Quantile(0) > r.Quantile(0.5) || r.Quantile(0.5) > r.Quantile(1) || r.Quantile(1) != r.Times[49] || r.Took < r.Times[49] {
		t.Errorf("%v, in all %v", r.Times, r.Took)
	}
}

func TestRunEndsWithWhatIsNoAnswer(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"status": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusTeapot) },
		"graphql": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"errors":[{"message":"not so"}],"data":null}`)
		},
	} {
		server := httptest.NewServer(handler)
		_, err := Run(t.Context(), server.URL, Options{Clients: 3, Requests: 100, Body: func(int) []byte { return nil }})
		server.Close()
		if !errors.Is(err, ErrAnswer) || !strings.Contains(err.Error(), "no") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Run(t.Context(), "http://127.0.0.1:1/", Options{Body: func(int) []byte { return nil }}); err == nil {
		t.Error("no error where nobody listens")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Run(ctx, "http://127.0.0.1:1/", Options{Body: func(int) []byte { return nil }}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
