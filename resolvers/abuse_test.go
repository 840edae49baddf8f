package resolvers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestASlowBodyIsCutOff: who sends a body byte by byte, or stops, holds a connection no longer than the
// time that a request has to arrive; others are served meanwhile.
func TestASlowBodyIsCutOff(t *testing.T) {
	h := schemaOf(t, storeOf(t, battle(t)...), Options{}).Site(http.NotFoundHandler())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, h, ServeOptions{Timeout: 100 * time.Millisecond}) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	var slow []net.Conn
	for range 20 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
		slow = append(slow, c)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get("http://" + l.Addr().String() + "/graphql?query=%7Bstats%7Bclaims%7D%7D")
	if err != nil || response.StatusCode != 200 {
		t.Errorf("beside slow bodies: %v %v", response, err)
	}
	response.Body.Close()
	for _, c := range slow { // each ends by itself: with an answer, or without one
		answer, _ := io.ReadAll(c)
		if len(answer) > 0 && !strings.Contains(string(answer), CodeBadRequest) {
			t.Errorf("answered %s", answer)
		}
	}
}

// TestManyClients: 200 at once get their answers, and what clients leave behind is cleared.
func TestManyClients(t *testing.T) {
	schema := schemaOf(t, storeOf(t, chronicle(t, 100)...), Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, schema.Site(http.NotFoundHandler()), ServeOptions{}) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	const query = "/graphql?query=%7Bclaims(first%3A100)%7Bnodes%7Bid%20evidence%7Bsentence%7Btext%7D%7D%7D%7D%7D"
	var clients sync.WaitGroup
	for i := range 200 {
		clients.Go(func() {
			if i%4 == 0 { // leaves as soon as it has asked
				c, err := net.Dial("tcp", l.Addr().String())
				if err != nil {
					t.Error(err)
					return
				}
				fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", query)
				c.Close()
				return
			}
			response, err := client.Get("http://" + l.Addr().String() + query)
			if err != nil {
				t.Error(err)
				return
			}
			defer response.Body.Close()
			if body, err := io.ReadAll(response.Body); err != nil || response.StatusCode != 200 || strings.Count(string(body), `"sentence"`) != 100 {
				t.Errorf("%d %v %.200s", response.StatusCode, err, body)
			}
		})
	}
	clients.Wait()
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if n := schema.metrics.under.Load(); n != 0 {
		t.Errorf("%d requests are under way after the server has stopped", n)
	}
}

// TestOddRequests: what no client of HTTP sends is answered or dropped, and says nothing of the machine.
func TestOddRequests(t *testing.T) {
	server := listen(t, schemaOf(t, storeOf(t, battle(t)...), Options{}).Site(http.NotFoundHandler()))
	for _, request := range []string{
		"GET /../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET /playground/%2e%2e/%2e%2e/go.mod HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET //etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET /graphql%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET /schema.graphql/../../x HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
		"GET /graphql HTTP/1.1\r\n\r\n",
		"\x00\x01\x02\r\n\r\n",
	} {
		c, err := net.Dial("tcp", strings.TrimPrefix(server.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(c, request)
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Errorf("%q: %v", request, err)
			continue
		}
		body, _ := io.ReadAll(response.Body)
		if response.StatusCode < 300 || strings.Contains(string(body), "root:") || strings.Contains(string(body), "module ") {
			t.Errorf("%q: %d %s", request, response.StatusCode, body)
		}
		response.Body.Close()
		c.Close()
	}
}
