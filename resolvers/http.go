package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// HTTPOptions bounds requests over HTTP. The zero value of each field takes the default.
type HTTPOptions struct {
	MaxBody int64         // bytes of a body; 1 MiB
	Timeout time.Duration // to answer a request; 30 s

	// Hosts are the names by which clients may reach the server, besides IP addresses and localhost;
	// "*" is every name. A page of another site that has its own name point here is thus refused.
	Hosts []string
}

func (o HTTPOptions) withDefaults() HTTPOptions {
	o.MaxBody = orDefault(o.MaxBody, 1<<20)
	o.Timeout = orDefault(o.Timeout, 30*time.Second)
	return o
}

// Media types of GraphQL over HTTP.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
)

// Handler returns what answers GraphQL over HTTP: GET and POST, as the specification has it.
func (s *Schema) Handler() http.Handler {
	sites := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		as, acceptable := negotiate(r.Header.Values("Accept"))
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			w.Header().Set("Allow", "GET, POST")
			write(w, as, refuse(CodeMethod, "use GET or POST"))
			return
		}
		if !acceptable {
			write(w, as, refuse(CodeNotAcceptable, "answers are %s or %s", typeResponse, typeJSON))
			return
		}
		if sites.Check(r) != nil {
			write(w, as, refuse(CodeForbidden, "another site may not ask"))
			return
		}
		write(w, as, s.serve(w, r))
	})
}

func (s *Schema) serve(w http.ResponseWriter, r *http.Request) *Response {
	who, refusal := s.admit(r)
	if refusal != nil {
		refusal.malformed = true
		if refusal.status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="isnad"`)
		}
		return refusal
	}
	p, refusal := readParams(w, r, s.opts.HTTP.MaxBody)
	if refusal != nil {
		refusal.malformed = true
		return refusal
	}
	ctx, cancel := context.WithTimeout(As(r.Context(), who), s.opts.HTTP.Timeout)
	defer cancel()
	answer := s.exec(ctx, p, r.Method == http.MethodGet)
	if answer.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "POST")
	}
	return answer
}

func refuse(code, format string, args ...any) *Response {
	return (&coded{code: code, message: fmt.Sprintf(format, args...)}).response(statusOf(code))
}

// write sends answer as a media type. Under application/json a GraphQL request that was well formed
// and refused is 200, under application/graphql-response+json it is what it is.
func write(w http.ResponseWriter, as string, answer *Response) {
	status := answer.status
	if status == 0 || status == http.StatusBadRequest && as == typeJSON && !answer.malformed {
		status = http.StatusOK
	}
	var body bytes.Buffer
	_, _ = answer.WriteTo(&body) // a buffer takes everything
	h := w.Header()
	h.Set("Content-Type", as+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = body.WriteTo(w) // a client that went away is its own affair
}

// WriteTo writes r as JSON, its data as the executor wrote them.
func (r *Response) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	if len(r.Errors) > 0 {
		list, err := json.Marshal(r.Errors)
		if err != nil {
			return 0, fmt.Errorf("write errors: %w", err)
		}
		b.WriteString(`"errors":`)
		b.Write(list)
	}
	if r.Data != nil {
		if len(r.Errors) > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"data":`)
		b.Write(r.Data)
	}
	if err := r.writeExtensions(&b); err != nil {
		return 0, err
	}
	b.WriteByte('}')
	return b.WriteTo(w)
}

// negotiate chooses the media type of the answer by the Accept headers of a request, and reports
// whether the client takes it. Without a header, and for wildcards, it is application/json.
func negotiate(accept []string) (string, bool) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return typeJSON, true
	}
	quality := map[string]float64{}
	for _, part := range strings.Split(header, ",") {
		kind, args, err := mime.ParseMediaType(part)
		if err != nil || !isUTF8(args["charset"]) {
			continue
		}
		if kind == "*/*" || kind == "application/*" {
			kind = typeJSON
		}
		q, err := strconv.ParseFloat(args["q"], 64)
		if args["q"] == "" || err != nil {
			q = 1
		}
		quality[kind] = max(quality[kind], q)
	}
	switch response, plain := quality[typeResponse], quality[typeJSON]; {
	case response > 0 && response >= plain:
		return typeResponse, true
	case plain > 0:
		return typeJSON, true
	}
	return typeJSON, false
}
