package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// play is what an endpoint of the scripts answers to one article.
type play struct {
	Article string            `json:"article"` // words by which the article is known
	Status  int               `json:"status"`  // 0: 200
	Headers map[string]string `json:"headers"`
	Answer  json.RawMessage   `json:"answer"` // of the model, as JSON; or
	Text    string            `json:"text"`   // of the model, as text; or
	Body    string            `json:"body"`   // of the server, whole
	Delay   string            `json:"delay"`  // in the middle of the body
	Once    bool              `json:"once"`   // the next time, the next play of the article answers
	Key     string            `json:"key"`    // that must have been sent
}

// endpoint FILE serves chat completions as the plays in FILE tell, until the script ends, and puts the
// address into $ENDPOINT. An article that no play knows gets status 418.
func endpoint(ts *testscript.TestScript, _ bool, args []string) {
	var plays []*play
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &plays))
	var mu sync.Mutex
	next := func(article string) *play {
		mu.Lock()
		defer mu.Unlock()
		for i, p := range plays {
			if strings.Contains(article, p.Article) {
				if p.Once {
					plays = append(plays[:i:i], plays[i+1:]...)
				}
				return p
			}
		}
		return &play{Status: http.StatusTeapot}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Messages []struct{ Content string } `json:"messages"`
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || len(asked.Messages) != 2 || r.URL.Path != "/v1/chat/completions" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		next(asked.Messages[1].Content).answer(w, r)
	}))
	ts.Defer(server.Close)
	ts.Setenv("ENDPOINT", server.URL+"/v1")
}

func (p *play) answer(w http.ResponseWriter, r *http.Request) {
	if p.Key != "" && r.Header.Get("Authorization") != "Bearer "+p.Key {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	for name, value := range p.Headers {
		w.Header().Set(name, value)
	}
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	body := p.body()
	half := len(body) / 2
	_, _ = io.WriteString(w, body[:half])
	if d, err := time.ParseDuration(p.Delay); err == nil {
		w.(http.Flusher).Flush()
		select {
		case <-time.After(d):
		case <-r.Context().Done():
		}
	}
	_, _ = io.WriteString(w, body[half:])
}

func (p *play) body() string {
	content := p.Text
	switch {
	case len(p.Answer) > 0:
		content = string(p.Answer)
	case p.Text == "":
		return p.Body
	}
	b, err := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"content": content}}}})
	if err != nil {
		return err.Error()
	}
	return string(b)
}
