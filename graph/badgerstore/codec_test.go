package badgerstore

import (
	"bytes"
	"errors"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

// decoders reads and writes again a value of each space that has one.
var decoders = map[byte]func(graph.ID, []byte) ([]byte, error){
	spaceStats: func(_ graph.ID, b []byte) ([]byte, error) {
		s, err := decodeStats(b)
		return encodeStats(s), err
	},
	spaceDocument: func(id graph.ID, b []byte) ([]byte, error) {
		d, err := decodeDocument(id, b)
		return d.encode(), err
	},
	spaceManifest: func(_ graph.ID, b []byte) ([]byte, error) {
		m, err := decodeManifest(b)
		return m.encode(), err
	},
	spaceMentions: func(_ graph.ID, b []byte) ([]byte, error) {
		m, err := decodeMentions(b)
		return encodeMentions(m), err
	},
	spaceEntity: func(id graph.ID, b []byte) ([]byte, error) {
		e, err := decodeEntity(id, b)
		return encodeEntity(e), err
	},
	spaceClaim: func(id graph.ID, b []byte) ([]byte, error) {
		c, err := decodeClaim(id, b)
		return encodeClaim(c), err
	},
	spaceRead: func(_ graph.ID, b []byte) ([]byte, error) {
		d, err := decodeReading(b)
		if err != nil {
			return nil, err
		}
		return encodeReading(d), nil
	},
	spaceAct: func(id graph.ID, b []byte) ([]byte, error) {
		j, err := decodeAct(id, b)
		if err != nil {
			return nil, err
		}
		return encodeAct(j)
	},
	spaceChange: func(_ graph.ID, b []byte) ([]byte, error) {
		c, err := decodeChange(1, b)
		if err != nil {
			return nil, err
		}
		return encodeChange(c), nil
	},
	spaceMeta: func(_ graph.ID, b []byte) ([]byte, error) {
		r, err := decodeMeta(b)
		return encodeMeta(r), err
	},
	spaceWitness: func(id graph.ID, b []byte) ([]byte, error) {
		w, err := decodeWitness(id, b)
		return w.encode(), err
	},
}

// samples returns values of a generated article by their spaces.
func samples() []record {
	recs := []record{
		{key(spaceStats), encodeStats(graph.Stats{Documents: 1, Claims: 300})},
		{key(spaceMeta), encodeMeta(graph.Revision{Store: graph.EntityID("store"), Number: 300})},
	}
	for _, d := range graphtest.Generate(5, 3) {
		j := judgedSame(d.Entities[0])
		act, err := encodeAct(j)
		if err != nil {
			panic(err)
		}
		change := graph.Change{Number: 1, Recorded: j.Time, Reasons: []graph.Reason{graph.ReasonOf(j)}, Claims: []graph.Touch{{ID: d.Claims[0].ID, Op: graph.Changed}}}
		recs = append(recs, record{key(spaceAct, j.ID), act}, record{changeKey(1), encodeChange(&change)},
			record{chunkKey(spaceRead, d.Document.ID, 0), encodeReading(d)})
		for _, r := range contributionOf(graph.Curated{Delta: d}, d).records {
			if r.key[0] == spaceContrib {
				r.key[0] = spaceEntity
			}
			if decoders[r.key[0]] != nil {
				recs = append(recs, r)
			}
		}
	}
	return recs
}

func TestRecordsComeBackAsTheyWere(t *testing.T) {
	for _, r := range samples() {
		again, err := decoders[r.key[0]](graph.ID{}, r.value)
		if err != nil || !bytes.Equal(again, r.value) {
			t.Fatalf("%s: %v\nwrote %x\nread  %x", spaceNames[r.key[0]], err, r.value, again)
		}
	}
}

func TestTruncatedRecordsAreCorrupt(t *testing.T) {
	seen := map[byte]bool{}
	for _, r := range samples() {
		if seen[r.key[0]] {
			continue
		}
		seen[r.key[0]] = true
		for n := range r.value {
			if _, err := decoders[r.key[0]](graph.ID{}, r.value[:n]); !errors.Is(err, graph.ErrCorrupt) {
				t.Errorf("%s cut at %d: %v, want ErrCorrupt", spaceNames[r.key[0]], n, err)
			}
		}
		if _, err := decoders[r.key[0]](graph.ID{}, append(bytes.Clone(r.value), 0)); !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("%s with a byte more: %v, want ErrCorrupt", spaceNames[r.key[0]], err)
		}
	}
}

// FuzzDecode: no stored bytes make a decoder panic, and what it accepts it writes back to what it
// reads as the same.
func FuzzDecode(f *testing.F) {
	for _, r := range samples() {
		f.Add(r.key[0], r.value)
	}
	f.Fuzz(func(t *testing.T, space byte, value []byte) {
		decode := decoders[space]
		if decode == nil {
			return
		}
		once, err := decode(graph.ID{}, value)
		if err != nil {
			if !errors.Is(err, graph.ErrCorrupt) {
				t.Errorf("%v, want ErrCorrupt", err)
			}
			return
		}
		twice, err := decode(graph.ID{}, once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s: %v\nonce  %x\ntwice %x", spaceNames[space], err, once, twice)
		}
	})
}

func TestKeysKeepOrder(t *testing.T) {
	low, high := graph.ID{0: 1, 15: 0xFF}, graph.ID{0: 2}
	if bytes.Compare(key(spaceClaim, low), key(spaceClaim, high)) >= 0 {
		t.Error("keys do not ascend as their ids do")
	}
	next := following(spaceClaim, low)
	if bytes.Compare(key(spaceClaim, low, high), next) >= 0 || bytes.Compare(next, key(spaceClaim, high)) > 0 {
		t.Errorf("%x does not follow %s", next, low)
	}
	all := graph.ID(bytes.Repeat([]byte{0xFF}, idSize))
	if got := following(spaceClaim, all); bytes.HasPrefix(got, []byte{spaceClaim}) {
		t.Errorf("%x follows the last id and is of its space", got)
	}
	k := roleKey(low, "agent", high)
	if firstID(k) != low || lastID(k) != high || firstID(nil) != (graph.ID{}) || lastID([]byte{1, 2}) != (graph.ID{}) {
		t.Error("ids do not come back from keys")
	}
}
