package resolvers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// ErrTrusted: a file of trusted documents that is none, or a document in it that the schema refuses.
var ErrTrusted = errors.New("not trusted documents")

// TrustedDocuments are GraphQL documents that clients may ask for by id. It is safe for concurrent use.
type TrustedDocuments struct {
	Only bool // run no other document

	byID   map[string]string
	hashes map[[sha256.Size]byte]bool // of their texts
}

var (
	hashID = regexp.MustCompile(`^(?:sha256:)?([0-9a-f]{64})$`)
	nameID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)
)

// ReadTrusted reads a JSON object from ids to documents. An id is the SHA-256 of its document in hex, with
// or without «sha256:» before it, or else a name of letters, digits, dots, dashes and underscores. It
// returns an error that wraps ErrTrusted and names the id where something is not so.
func ReadTrusted(r io.Reader) (*TrustedDocuments, error) {
	t := &TrustedDocuments{hashes: map[[sha256.Size]byte]bool{}}
	d := json.NewDecoder(r)
	if err := d.Decode(&t.byID); err != nil {
		return nil, fmt.Errorf("%w: want a JSON object from ids to documents: %v", ErrTrusted, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows the JSON object", ErrTrusted)
	}
	if len(t.byID) == 0 {
		return nil, fmt.Errorf("%w: there is none in it", ErrTrusted)
	}
	for _, id := range slices.Sorted(maps.Keys(t.byID)) {
		sum := sha256.Sum256([]byte(t.byID[id]))
		if m := hashID.FindStringSubmatch(id); m != nil && m[1] != hex.EncodeToString(sum[:]) {
			return nil, fmt.Errorf("%w: %s is not the SHA-256 of its document, which is %s", ErrTrusted, id, hex.EncodeToString(sum[:]))
		}
		if !hashID.MatchString(id) && !nameID.MatchString(id) {
			return nil, fmt.Errorf("%w: id %.140q: want a SHA-256 in hex, or a name of letters, digits, dots, dashes and underscores", ErrTrusted, id)
		}
		t.hashes[sum] = true
	}
	return t, nil
}

// checkTrusted returns an error where the schema refuses one of the trusted documents.
func (s *Schema) checkTrusted() error {
	t := s.opts.Trusted
	if t == nil {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(t.byID)) {
		for _, err := range s.engine.Validate(t.byID[id]) {
			if err.Rule != "VariablesOfCorrectType" { // there are none yet
				return fmt.Errorf("%w: %s: %v", ErrTrusted, id, err)
			}
		}
	}
	return nil
}

// trust puts the document that p names into it, and refuses one that may not run here.
func (s *Schema) trust(p params) (params, *Response) {
	t := s.opts.Trusted
	switch {
	case p.DocumentID == "" && t != nil && t.Only && !t.hashes[sha256.Sum256([]byte(p.Query))]:
		return p, refuse(CodeUntrusted, "this server runs trusted documents only: send documentId in the place of query")
	case p.DocumentID == "":
		return p, nil
	case t == nil:
		return p, refuse(CodeUnknownDocument, "this server has no trusted documents: send query; its operator may start it with --trusted-documents")
	}
	query, known := t.byID[p.DocumentID]
	if !known {
		return p, refuse(CodeUnknownDocument, "no trusted document has this id")
	}
	p.Query = query
	return p, nil
}

// tag returns the entity tag of the answer to p: it is another one when the document, its variables, the
// store, the schema, the media type or what the role may see is another.
func (s *Schema) tag(ctx context.Context, p params, as string) (string, error) {
	var revision graph.Revision
	err := s.view(ctx, func(r graph.Reader) (err error) {
		revision, err = r.Revision(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	variables, err := json.Marshal(p.Variables) // keys in their order
	if err != nil {
		return "", fmt.Errorf("write variables: %w", err)
	}
	h := sha256.New()
	for _, part := range []string{
		p.Query, p.OperationName, string(variables), revision.String(), schema.SDL, as, string(principalOf(ctx).Role),
	} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part) // a hash takes everything
	}
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`, nil
}

// fresh sets the headers by which a client may keep the answer to p, and reports whether it has it already.
func (s *Schema) fresh(ctx context.Context, w http.ResponseWriter, r *http.Request, p params, as string) bool {
	tag, err := s.tag(ctx, p, as)
	if err != nil {
		return false // the answer itself says what is wrong
	}
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache") // keep it, and ask before it is used again
	h.Set("Vary", "Accept, Authorization")
	if !tagMatches(r.Header.Values("If-None-Match"), tag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

func tagMatches(headers []string, tag string) bool {
	for _, candidate := range strings.Split(strings.Join(headers, ","), ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
			return true
		}
	}
	return false
}
