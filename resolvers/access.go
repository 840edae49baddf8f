package resolvers

import (
	"bufio"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// Role says what somebody may do; each may do what those before it may.
type Role string

// Roles.
const (
	Reader  Role = "reader"  // ask
	Curator Role = "curator" // judge and undo
	Admin   Role = "admin"   // ingest and remove articles, take backups
)

// Roles lists the roles, the least first.
var Roles = []Role{Reader, Curator, Admin}

// may reports whether r covers what needs the role needed.
func (r Role) may(needed Role) bool { return slices.Index(Roles, r) >= slices.Index(Roles, needed) }

// Principal is who asks.
type Principal struct {
	Name string // empty where nobody had to say
	Role Role
}

type principalKey struct{}

// As returns ctx for requests that p makes.
func As(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

func principalOf(ctx context.Context) Principal {
	p, _ := ctx.Value(principalKey{}).(Principal)
	return p
}

// ErrTokens: a token file that is none.
var ErrTokens = errors.New("not a token file")

// Tokens knows who may send which bearer token. It keeps their hashes only. It is safe for concurrent use.
type Tokens struct{ entries []tokenEntry }

type tokenEntry struct {
	principal Principal
	hash      [sha256.Size]byte
	expires   graph.Day // the last day on which it holds; empty: for ever
}

// TokenLine returns the line of a token file for a token: name, role, last day («-»: none) and hash,
// with tabs between them. It returns an error that wraps ErrTokens where one of them does not do.
func TokenLine(token, name string, role Role, expires graph.Day) (string, error) {
	sum := sha256.Sum256([]byte(token))
	last := string(expires)
	if last == "" {
		last = "-"
	}
	line := strings.Join([]string{name, string(role), last, hex.EncodeToString(sum[:])}, "\t")
	if _, err := parseToken(line); err != nil {
		return "", fmt.Errorf("%w: %v", ErrTokens, err)
	}
	return line, nil
}

// ReadTokens reads a token file: lines of TokenLine, blank lines, and comments after «#». It returns an
// error that wraps ErrTokens and names the line where one is not so, and where there is no token at all.
func ReadTokens(r io.Reader) (*Tokens, error) {
	t := &Tokens{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r ")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, err := parseToken(line)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %v", ErrTokens, n, err)
		}
		t.entries = append(t.entries, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	if len(t.entries) == 0 {
		return nil, fmt.Errorf("%w: it has no token; `isnad token` makes one", ErrTokens)
	}
	return t, nil
}

func parseToken(line string) (tokenEntry, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 4 {
		return tokenEntry{}, fmt.Errorf("want name, role, last day and hash with tabs between them")
	}
	e := tokenEntry{principal: Principal{Name: fields[0], Role: Role(fields[1])}}
	if strings.TrimSpace(e.principal.Name) == "" {
		return e, fmt.Errorf("no name")
	}
	if !slices.Contains(Roles, e.principal.Role) {
		return e, fmt.Errorf("no role is called %q; there are reader, curator and admin", fields[1])
	}
	if fields[2] != "-" {
		day, err := graph.ParseDay(fields[2])
		if err != nil || day == "" {
			return e, fmt.Errorf("%q is no day: want YYYY-MM-DD, or -", fields[2])
		}
		e.expires = day
	}
	sum, err := hex.DecodeString(fields[3])
	if err != nil || len(sum) != sha256.Size {
		return e, fmt.Errorf("the hash is no SHA-256 in hex")
	}
	e.hash = [sha256.Size]byte(sum)
	return e, nil
}

// find returns who may send token. All hashes are compared, in constant time each.
func (t *Tokens) find(token string) (e tokenEntry, known bool) {
	sum := sha256.Sum256([]byte(token))
	for _, have := range t.entries {
		if subtle.ConstantTimeCompare(have.hash[:], sum[:]) == 1 {
			e, known = have, true
		}
	}
	return e, known
}

// admit finds out who makes a request. The response refuses it.
func (s *Schema) admit(r *http.Request) (Principal, *Response) {
	for _, name := range []string{"access_token", "token"} {
		if r.URL.Query().Has(name) {
			return Principal{}, refuse(CodeBadRequest, "a token goes into the Authorization header, never into an address")
		}
	}
	if s.opts.Tokens == nil {
		return s.opts.Anonymous, nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return Principal{}, refuse(CodeUnauthenticated, "send a bearer token in the Authorization header")
	}
	e, known := s.opts.Tokens.find(token)
	if !known {
		return Principal{}, refuse(CodeUnauthenticated, "the token is not known here")
	}
	if e.expires != "" && s.today() > e.expires {
		return Principal{}, refuse(CodeUnauthenticated, "the token has expired")
	}
	return e.principal, nil
}

func (s *Schema) today() graph.Day {
	if s.opts.Now == nil {
		return ""
	}
	return graph.Day(s.opts.Now().UTC().Format(time.DateOnly))
}
