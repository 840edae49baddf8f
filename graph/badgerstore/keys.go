package badgerstore

import (
	"encoding/binary"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Every key is one byte that names its space, then parts of fixed width, numbers big-endian; a part of
// free length comes once in a key, so that the length of the key tells where it ends. Nothing separates
// the parts.
//
//	space          parts                       value
//	spaceStats     –                           what the store counts
//	spaceMeta      –                           id of the store, number of its revision
//	spaceDocument  document                    its record without the text
//	spaceText      document, chunk (uint32)    a part of its text
//	spaceKey       key of a document (free)    document
//	spaceManifest  document                    what it contributes: digest, entities, claims
//	spaceMentions  document                    its mentions
//	spaceRead      document, chunk (uint32)    a part of what it contributes before judgements, where that differs
//	spaceSketch    document                    the sketch of its text
//	spaceEntity    entity                      what its contributions make together
//	spaceContrib   entity, document            what the document says of it
//	spaceBorrowed  entity, document            as spaceContrib, where the document names only what is judged to be the entity
//	spaceNamed     entity, name, document      –: the document calls it so
//	spaceName      search form (free), entity  –
//	spaceClaim     claim                       its record, with all provenance
//	spaceRole      entity, role (byte), claim  –
//	spaceWitness   relation, claim             edge, and what the claim says of it
//	spaceAct       judgement                   its record
//	spaceChange    number (uint64)             what the revision with the number changed
//	spaceGone      hash of the value           hashes of the keys that one change deleted, see gone.go
//
// A relation has no record of its own: it is there as long as a witness is. Walks over the graph read
// spaceWitness, or the edges kept in memory, and never a claim.
//
// What documents contribute is stored as the judgements that stand make it; spaceRead keeps what was read
// where that is something else. spaceMeta, spaceAct and spaceChange tell how the store came to what it
// holds; nothing else depends on them but for the judgements.
const (
	spaceStats    = 0x01
	spaceMeta     = 0x02
	spaceDocument = 0x10
	spaceText     = 0x11
	spaceKey      = 0x12
	spaceManifest = 0x13
	spaceMentions = 0x14
	spaceRead     = 0x15
	spaceSketch   = 0x16
	spaceEntity   = 0x20
	spaceContrib  = 0x21
	spaceNamed    = 0x22
	spaceName     = 0x23
	spaceBorrowed = 0x24
	spaceClaim    = 0x30
	spaceRole     = 0x31
	spaceWitness  = 0x40
	spaceAct      = 0x50
	spaceChange   = 0x51
	spaceGone     = 0x7F
)

const idSize = len(graph.ID{})

// spaceNames says how Verify calls a record of a space.
var spaceNames = map[byte]string{
	spaceStats: "counts", spaceDocument: "document", spaceText: "text", spaceKey: "document key",
	spaceManifest: "manifest", spaceMentions: "mentions", spaceEntity: "entity", spaceContrib: "contribution",
	spaceNamed: "use of a name", spaceName: "name", spaceClaim: "claim", spaceRole: "role", spaceWitness: "witness",
	spaceSketch: "sketch", spaceMeta: "revision", spaceRead: "reading", spaceBorrowed: "borrowed contribution", spaceAct: "judgement", spaceChange: "change",
}

// key returns the key of ids, all of fixed width, in space.
func key(space byte, ids ...graph.ID) []byte {
	k := make([]byte, 1, 1+3*idSize)
	k[0] = space
	for _, id := range ids {
		k = append(k, id[:]...)
	}
	return k
}

func textKey(doc graph.ID, chunk int) []byte { return chunkKey(spaceText, doc, chunk) }

func chunkKey(space byte, doc graph.ID, chunk int) []byte {
	return binary.BigEndian.AppendUint32(key(space, doc), uint32(chunk))
}

func changeKey(number uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{spaceChange}, number)
}

func docKey(k string) []byte { return append([]byte{spaceKey}, k...) }

func namedKey(entity graph.ID, n graph.Name, doc graph.ID) []byte {
	return append(namedPrefix(entity, n), doc[:]...)
}

func namedPrefix(entity graph.ID, n graph.Name) []byte {
	return key(spaceNamed, entity, graph.NewID("name", n.Text, n.Lang, n.Script))
}

func nameKey(form string, entity graph.ID) []byte { return append(namePrefix(form), entity[:]...) }

func namePrefix(form string) []byte { return append([]byte{spaceName}, form...) }

func roleKey(entity graph.ID, role schema.Role, claim graph.ID) []byte {
	return append(rolePrefix(entity, role), claim[:]...)
}

func rolePrefix(entity graph.ID, role schema.Role) []byte {
	return append(key(spaceRole, entity), roleCodes[role])
}

// roleCodes are part of the format: a code, once given, stays.
var roleCodes = map[schema.Role]byte{schema.Agent: 1, schema.Patient: 2, schema.Place: 3, schema.Source: 4}

// lastID returns the id at the end of k, zero where k is too short to have one.
func lastID(k []byte) graph.ID {
	if len(k) < 1+idSize {
		return graph.ID{}
	}
	return graph.ID(k[len(k)-idSize:])
}

// firstID returns the id after the space of k, zero where k is too short to have one.
func firstID(k []byte) graph.ID {
	if len(k) < 1+idSize {
		return graph.ID{}
	}
	return graph.ID(k[1:])
}

// following returns the least key that comes after all keys of id in space; the zero id gives the first
// key of the space.
func following(space byte, id graph.ID) []byte {
	if id.IsZero() {
		return []byte{space}
	}
	k := key(space, id)
	for i := len(k) - 1; i >= 0; i-- {
		if k[i]++; k[i] != 0 {
			break
		}
	}
	return k
}
