package resolvers

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// asked sends a request as a browser does, and returns the answer.
func asked(h http.Handler, method, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", typeJSON)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func corsHeaders(r *http.Response) (names []string) {
	for name := range r.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			names = append(names, name)
		}
	}
	return names
}

const ours, theirs, anyQuery = "https://app.example.org", "https://elsewhere.example", `{"query":"{ __typename }"}`

// TestCORSIsOff: unless an operator names origins, no page of another site may ask, and nothing says that one might.
func TestCORSIsOff(t *testing.T) {
	h := schemaOf(t, storeOf(t), Options{}).Handler()
	for method, want := range map[string]int{"POST": 403, "OPTIONS": 405} {
		r := asked(h, method, anyQuery, "Origin: "+ours, "Sec-Fetch-Site: cross-site", "Access-Control-Request-Method: POST")
		if r.StatusCode != want || len(corsHeaders(r)) > 0 || r.Header.Get("Vary") != "" {
			t.Errorf("%s: %d %v", method, r.StatusCode, r.Header)
		}
	}
}

// TestCORSIsForNamedOrigins: pages of those may ask, and no others.
func TestCORSIsForNamedOrigins(t *testing.T) {
	h := schemaOf(t, storeOf(t), Options{HTTP: HTTPOptions{Origins: []string{ours}}}).Handler()
	may := asked(h, "OPTIONS", "", "Origin: "+ours, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type")
	if h := may.Header; may.StatusCode != 204 || h.Get("Access-Control-Allow-Origin") != ours || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") ||
		h.Get("Access-Control-Allow-Methods") != "GET, POST" || h.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%d %v", may.StatusCode, may.Header)
	}
	answer := asked(h, "POST", anyQuery, "Origin: "+ours, "Sec-Fetch-Site: cross-site")
	if answer.StatusCode != 200 || answer.Header.Get("Access-Control-Allow-Origin") != ours || answer.Header.Get("Vary") != "Origin" {
		t.Errorf("%d %v", answer.StatusCode, answer.Header)
	}
	for _, origin := range []string{theirs, "null", ours + ".evil.example", "http://app.example.org"} {
		for method, want := range map[string]int{"POST": 403, "OPTIONS": 405} {
			r := asked(h, method, anyQuery, "Origin: "+origin, "Sec-Fetch-Site: cross-site", "Access-Control-Request-Method: POST")
			if r.StatusCode != want || len(corsHeaders(r)) > 0 || r.Header.Get("Vary") != "Origin" {
				t.Errorf("%s of %s: %d %v", method, origin, r.StatusCode, r.Header)
			}
		}
	}
}

func TestOrigins(t *testing.T) {
	for _, origin := range []string{"*", "null", "app.example.org", "https://", "https://app.example.org/", "https://app.example.org/x", "https://u@app.example.org", "ftp://app.example.org", "https://a\n"} {
		if _, err := New(storeOf(t), Options{HTTP: HTTPOptions{Origins: []string{origin}}}); !errors.Is(err, ErrOrigin) {
			t.Errorf("%q: %v", origin, err)
		}
	}
	for _, origin := range []string{"http://localhost:3000", "https://app.example.org:8443", "http://[::1]:5173"} {
		if err := CheckOrigin(origin); err != nil {
			t.Error(err)
		}
	}
}

// TestTokenLimit: a document of as many tokens as may be is answered, one of more is told what to do.
func TestTokenLimit(t *testing.T) {
	const most = 12
	s := schemaOf(t, storeOf(t), Options{MaxTokens: most})
	ask(t, s, "{ stats { claims documents relations } }", nil)
	r := s.Exec(t.Context(), "{ stats { claims documents relations entities "+strings.Repeat("claims ", most)+"} }", "", nil)
	if len(r.Errors) != 1 || r.Errors[0].Code() != CodeTooLong || !strings.Contains(r.Errors[0].Message, "more than 12 tokens") || !strings.Contains(r.Errors[0].Message, "send several requests") {
		t.Errorf("%+v", r.Errors)
	}
}
