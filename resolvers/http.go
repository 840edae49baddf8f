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

	"github.com/vektah/gqlparser/v2/ast"
)

// HTTPOptions bounds requests over HTTP. The zero value of each field takes the default.
type HTTPOptions struct {
	MaxBody int64         // bytes of a body; 1 MiB
	Timeout time.Duration // to answer a request; 30 s

	// Hosts are the names by which clients may reach the server, besides IP addresses and localhost;
	// "*" is every name. A page of another site that has its own name point here is thus refused.
	Hosts []string

	// Origins are those of the pages of other sites that may ask, as browsers send them; see CheckOrigin. None: no page of
	// another site may, and no header of CORS is sent.
	Origins []string

	Streams StreamOptions
}

func (o HTTPOptions) withDefaults() HTTPOptions {
	o.MaxBody = orDefault(o.MaxBody, 1<<20)
	o.Timeout = orDefault(o.Timeout, 30*time.Second)
	o.Streams = o.Streams.withDefaults()
	return o
}

// Media types of GraphQL over HTTP.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
)

// Handler returns what answers GraphQL over HTTP: GET and POST, as the specification has it, and
// subscriptions as streams of events.
func (s *Schema) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.cors.greet(w, r) {
			return
		}
		v, elapsed := visitOf(r.Context()), s.clock()
		s.metrics.under.Add(1)
		defer s.metrics.under.Add(-1)
		as, acceptable := negotiate(r.Header.Values("Accept"))
		c := call{schema: s, visit: v, as: as, streams: takesStreams(r.Header.Values("Accept"))}
		c.onlyStreams = c.streams && !acceptable
		answer := c.refusal(w, r, acceptable)
		if answer == nil {
			answer = c.serve(w, r)
		}
		if answer != nil {
			v.note(answer)
			write(w, as, answer)
		}
		s.metrics.observe(v, elapsed())
	})
}

// call is one GraphQL request over HTTP.
type call struct {
	schema      *Schema
	visit       *visit
	as          string // media type of the answer
	streams     bool   // the client takes event streams
	onlyStreams bool   // and nothing else
}

// refusal answers what is no request for this server.
func (c *call) refusal(w http.ResponseWriter, r *http.Request, acceptable bool) *Response {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, POST")
		return refuse(CodeMethod, "use GET or POST")
	case !acceptable && !c.streams:
		return refuse(CodeNotAcceptable, "answers are %s or %s, and %s for subscriptions", typeResponse, typeJSON, typeStream)
	case c.schema.cors.sites.Check(r) != nil:
		return refuse(CodeForbidden, "another site may not ask; the operator of this server may allow its origin")
	}
	return nil
}

// serve answers a request; nil where the answer is written already.
func (c *call) serve(w http.ResponseWriter, r *http.Request) *Response {
	who, refusal := c.schema.admit(r)
	if refusal != nil {
		refusal.malformed = true
		challenge(w, refusal)
		return refusal
	}
	c.visit.who = who
	p, refusal := readParams(w, r, c.schema.opts.HTTP.MaxBody)
	if refusal != nil {
		refusal.malformed = true
		return refusal
	}
	answer := c.answer(As(r.Context(), who), w, r, p)
	if answer != nil && answer.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "POST")
	}
	return answer
}

// answer runs what p asks for.
func (c *call) answer(ctx context.Context, w http.ResponseWriter, r *http.Request, p params) *Response {
	s := c.schema
	p, refusal := s.trust(p)
	if refusal != nil {
		return refusal
	}
	kind, refusal := s.parse(ctx, p, r.Method == http.MethodGet)
	if kind != "" {
		c.visit.operation = string(kind)
	}
	switch {
	case c.onlyStreams || c.streams && kind == ast.Subscription:
		return s.stream(ctx, w, r, p, kind, refusal)
	case refusal != nil:
		return refusal
	case kind == ast.Subscription:
		return refuse(CodeNotAcceptable, "a subscription is a stream: accept %s", typeStream)
	}
	ctx, cancel := context.WithTimeout(ctx, s.opts.HTTP.Timeout)
	defer cancel()
	if r.Method == http.MethodGet && p.DocumentID != "" && p.figures == nil && s.fresh(ctx, w, r, p, c.as) {
		return nil
	}
	return s.execScreened(ctx, p)
}

// challenge says how to come in.
func challenge(w http.ResponseWriter, refusal *Response) {
	if refusal.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="isnad"`)
	}
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
	if len(answer.Errors) > 0 {
		h.Del("ETag") // what went wrong now need not go wrong again
	}
	if h.Get("ETag") == "" {
		h.Set("Cache-Control", "no-store")
	}
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
