package graph

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// ID names a node, an edge, a claim or a document: a version 5 UUID over length-prefixed fields.
// The zero ID names nothing.
type ID uuid.UUID

// Space is the namespace of one sort of ID.
type Space string

// Spaces.
const (
	SpaceDocument Space = "document"
	SpaceEntity   Space = "entity"
	SpaceClaim    Space = "claim"
	SpaceRelation Space = "relation"
)

// root is the namespace of all ids of the project, itself derived from its module path.
var root = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/isnad-graph/isnad"))

// NewID returns the ID of fields in space. Each field is hashed with its length before it, so that
// ("ab", "c") and ("a", "bc") differ.
func NewID(space Space, fields ...string) ID {
	var room [512]byte // enough for nearly all: ids are made by the hundred for each article
	b := appendField(append(room[:0], root[:]...), string(space))
	for _, f := range fields {
		b = appendField(b, f)
	}
	sum := sha1.Sum(b)
	id := ID(sum[:len(ID{})])
	id[6], id[8] = id[6]&0x0F|0x50, id[8]&0x3F|0x80 // version 5, variant of RFC 9562
	return id
}

func appendField(b []byte, f string) []byte {
	return append(binary.BigEndian.AppendUint64(b, uint64(len(f))), f...)
}

// DocumentID returns the ID of the article that is read under key and has text.
func DocumentID(key, text string) ID { return NewID(SpaceDocument, key, HashText(text)) }

// HashText returns the sha256 of text in hex, as documents have it.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// ParseID reads the canonical 36-character form. It returns an error that wraps ErrBadID otherwise.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return ID{}, fmt.Errorf("%w: %d characters, want 36", ErrBadID, len(s))
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return ID{}, fmt.Errorf("%w: %v", ErrBadID, err)
	}
	return ID(u), nil
}

// String returns the canonical 36-character form.
func (id ID) String() string { return uuid.UUID(id).String() }

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// Compare orders ids by their bytes, as a store iterates over them.
func (id ID) Compare(other ID) int { return bytes.Compare(id[:], other[:]) }

// MarshalText implements encoding.TextMarshaler.
func (id ID) MarshalText() ([]byte, error) { return id.AppendText(make([]byte, 0, 36)) }

// AppendText implements encoding.TextAppender.
func (id ID) AppendText(b []byte) ([]byte, error) {
	for i, part := range [...][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return b, nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *ID) UnmarshalText(b []byte) error {
	parsed, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}
