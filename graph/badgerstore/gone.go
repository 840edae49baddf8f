package badgerstore

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Badger forgets that a key was deleted as soon as nothing below it in the tree has the key, and so an
// incremental backup cannot learn from Badger what is gone. Each change that deletes keys therefore
// keeps their hashes: hashes, because a removed document should leave no word behind.

// goneHash is what is kept of a deleted key.
type goneHash [16]byte

// goneChunk is how many hashes one record holds at most.
const goneChunk = 8192

func hashKey(k []byte) goneHash {
	sum := sha256.Sum256(k)
	return goneHash(sum[:])
}

// gone returns the records that tell which keys t deletes.
func (t *tx) gone() []record {
	var hashes []goneHash
	t.changes.Scan(func(key string, c change) bool {
		if c.deleted {
			hashes = append(hashes, hashKey([]byte(key)))
		}
		return true
	})
	slices.SortFunc(hashes, func(a, b goneHash) int { return bytes.Compare(a[:], b[:]) })
	var recs []record
	for chunk := range slices.Chunk(hashes, goneChunk) {
		value := make([]byte, 0, len(chunk)*len(goneHash{}))
		for _, h := range chunk {
			value = append(value, h[:]...)
		}
		recs = append(recs, record{goneKey(value), value})
	}
	return recs
}

// goneKey follows from the value, so that the same deletion made again takes the place of the record.
func goneKey(value []byte) []byte {
	sum := sha256.Sum256(value)
	return append([]byte{spaceGone}, sum[:idSize]...)
}

// goneHashes reads a record back.
func goneHashes(key, value []byte) ([]goneHash, error) {
	if len(value)%len(goneHash{}) != 0 || !bytes.Equal(key, goneKey(value)) {
		return nil, fmt.Errorf("%w: a record of deleted keys is not what its key says", graph.ErrCorrupt)
	}
	hashes := make([]goneHash, 0, len(value)/len(goneHash{}))
	for h := range slices.Chunk(value, len(goneHash{})) {
		hashes = append(hashes, goneHash(h))
	}
	return hashes, nil
}
