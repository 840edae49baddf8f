package badgerstore

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// record is one key and its value.
type record struct{ key, value []byte }

// chunkSize is how much text one record holds, well below Badger's threshold for its value log.
const chunkSize = 256 << 10

// contribution is a document and what it says, with the records that it owns in the store: whatever is
// there because of it alone. To write them adds the document, to delete them takes it away, and Verify
// expects them to be there. The manifest comes last.
type contribution struct {
	delta   *graph.Delta // as judgements make it
	records []record
	edges   []bearing
}

// bearing is an edge that a claim bears on.
type bearing struct {
	relation graph.ID
	edge     graph.Edge
	denies   bool
}

// contributionOf returns c with its records. Read is what its document contributes before judgements.
func contributionOf(c graph.Curated, read *graph.Delta) contribution {
	d := c.Delta
	made := contribution{delta: d, records: slices.Grow(documentRecords(d), 4*len(d.Entities)+6*len(d.Claims))}
	if d != read {
		made.records = append(made.records, chunks(spaceRead, d.Document.ID, encodeReading(read))...)
	}
	m := manifest{mentions: len(d.Mentions)}
	for _, e := range byID(d.Entities) {
		m.entities = append(m.entities, e.ID)
		made.records = append(made.records, entityRecords(d.Document.ID, e, c.Borrowed[e.ID])...)
	}
	for _, c := range d.Claims {
		m.claims = append(m.claims, c.ID)
		made.claim(c)
	}
	m.digest = digest(made.records)
	made.records = append(made.records, record{key(spaceManifest, d.Document.ID), m.encode()})
	return made
}

// byID returns entities in ascending order; a delta may have them in any.
func byID(entities []*graph.Entity) []*graph.Entity {
	return slices.SortedFunc(slices.Values(entities), func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
}

// digest returns a hash of recs, which are in an order that only depends on the delta.
func digest(recs []record) [32]byte {
	hash, e := sha256.New(), encoder{}
	for _, r := range recs {
		e.b = e.b[:0]
		e.count(len(r.key))
		e.count(len(r.value))
		e.raw(r.key)
		e.raw(r.value)
		hash.Write(e.b)
	}
	return [32]byte(hash.Sum(nil))
}

func documentRecords(d *graph.Delta) []record {
	id, doc := d.Document.ID, *d.Document
	recs := []record{
		{key(spaceDocument, id), documentRecord{document: doc, textLen: len(doc.Text)}.encode()},
		{docKey(doc.Key), id[:]},
		{key(spaceMentions, id), encodeMentions(d.Mentions)},
		{key(spaceSketch, id), encodeSketch(graph.SketchOf(doc.Text))},
	}
	return append(recs, chunks(spaceText, id, []byte(doc.Text))...)
}

// chunks cuts b into records of a size that the store takes.
func chunks(space byte, doc graph.ID, b []byte) []record {
	var recs []record
	for chunk := range slices.Chunk(b, chunkSize) {
		recs = append(recs, record{chunkKey(space, doc, len(recs)), chunk})
	}
	return recs
}

func entityRecords(doc graph.ID, e *graph.Entity, borrowed bool) []record {
	space := byte(spaceContrib)
	if borrowed {
		space = spaceBorrowed
	}
	recs := []record{{key(space, e.ID, doc), encodeEntity(e)}}
	for _, n := range sortedNames(e.Names) {
		recs = append(recs, record{namedKey(e.ID, n, doc), nil})
	}
	return recs
}

// claim adds the records of a claim.
func (c *contribution) claim(claim *graph.Claim) {
	c.records = append(c.records, record{key(spaceClaim, claim.ID), encodeClaim(claim)})
	for _, role := range schema.Roles {
		for _, entity := range distinct(claim.Args(role)) {
			c.records = append(c.records, record{roleKey(entity, role, claim.ID), nil})
		}
	}
	edges, w := graph.Witnesses(c.delta.Document, claim)
	for _, e := range edges {
		b := bearing{relation: e.ID(), edge: e, denies: w.Denies}
		c.records = append(c.records, record{key(spaceWitness, b.relation, claim.ID), witnessRecord{e, w}.encode()})
		c.edges = append(c.edges, b)
	}
}

func distinct(args []graph.Arg) []graph.ID {
	ids := make([]graph.ID, 0, len(args))
	for _, a := range args {
		ids = append(ids, a.Entity)
	}
	slices.SortFunc(ids, graph.ID.Compare)
	return slices.Compact(ids)
}

// getter reads one value, nil where there is none.
type getter func(key []byte) ([]byte, error)

// loadDelta reads back what doc contributes; nothing where it is not stored.
func loadDelta(get getter, doc graph.ID) (graph.Curated, error) {
	m, err := loadManifest(get, doc)
	if err != nil || m == nil {
		return graph.Curated{}, err
	}
	d, borrowed := &graph.Delta{}, map[graph.ID]bool{}
	failed := func(err error) (graph.Curated, error) { return graph.Curated{}, err }
	if d.Document, err = loadDocument(get, doc, true); err != nil {
		return failed(err)
	}
	if d.Mentions, err = loadMentions(get, doc); err != nil {
		return failed(err)
	}
	for _, id := range m.entities {
		e, err := load(get, key(spaceContrib, id, doc), id, decodeEntity)
		if err == nil && e == nil {
			borrowed[id] = true
			e, err = load(get, key(spaceBorrowed, id, doc), id, decodeEntity)
		}
		if err != nil {
			return failed(err)
		}
		d.Entities = append(d.Entities, e)
	}
	for _, id := range m.claims {
		c, err := load(get, key(spaceClaim, id), id, decodeClaim)
		if err != nil {
			return failed(err)
		}
		d.Claims = append(d.Claims, c)
	}
	return graph.Curated{Delta: d, Borrowed: borrowed}, complete(d)
}

// loadRead reads back what doc contributes before judgements, of which c is what they make.
func loadRead(get getter, doc graph.ID, c graph.Curated) (*graph.Delta, error) {
	b, err := loadChunks(get, spaceRead, doc)
	if err != nil || len(b) == 0 {
		return c.Delta, err
	}
	d, err := decodeReading(b)
	if err != nil {
		return nil, fmt.Errorf("reading of document %s: %w", doc, err)
	}
	d.Document = c.Document
	return d, nil
}

// loadChunks reads chunks up to the first that is absent.
func loadChunks(get getter, space byte, doc graph.ID) ([]byte, error) {
	var all []byte
	for chunk := 0; ; chunk++ {
		b, err := get(chunkKey(space, doc, chunk))
		if err != nil || b == nil {
			return all, err
		}
		all = append(all, b...)
	}
}

// complete returns an error where a record that the manifest of d names is missing.
func complete(d *graph.Delta) error {
	if d.Document == nil || slices.Contains(d.Entities, nil) || slices.Contains(d.Claims, nil) {
		return fmt.Errorf("%w: a record that the manifest names is missing", graph.ErrCorrupt)
	}
	return nil
}

// load reads and decodes one record; nil where it is not stored.
func load[T any](get getter, key []byte, id graph.ID, decode func(graph.ID, []byte) (*T, error)) (*T, error) {
	b, err := get(key)
	if err != nil || b == nil {
		return nil, err
	}
	v, err := decode(id, b)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", spaceNames[key[0]], id, err)
	}
	return v, nil
}

func loadManifest(get getter, doc graph.ID) (*manifest, error) {
	return load(get, key(spaceManifest, doc), doc, func(_ graph.ID, b []byte) (*manifest, error) {
		m, err := decodeManifest(b)
		return &m, err
	})
}

func loadDocument(get getter, id graph.ID, withText bool) (*graph.Document, error) {
	r, err := load(get, key(spaceDocument, id), id, func(id graph.ID, b []byte) (*documentRecord, error) {
		r, err := decodeDocument(id, b)
		return &r, err
	})
	if err != nil || r == nil {
		return nil, err
	}
	if withText {
		r.document.Text, err = loadText(get, id, r.textLen)
	}
	return &r.document, err
}

func loadText(get getter, doc graph.ID, length int) (string, error) {
	var text []byte
	for chunk := 0; len(text) < length; chunk++ {
		b, err := get(textKey(doc, chunk))
		if err != nil {
			return "", err
		}
		if len(b) == 0 {
			return "", fmt.Errorf("text of document %s: %w: ends after %d of %d bytes", doc, graph.ErrCorrupt, len(text), length)
		}
		text = append(text, b...)
	}
	return string(text), nil
}

func loadMentions(get getter, doc graph.ID) ([]graph.Mention, error) {
	mentions, err := load(get, key(spaceMentions, doc), doc, func(_ graph.ID, b []byte) (*[]graph.Mention, error) {
		m, err := decodeMentions(b)
		return &m, err
	})
	if err != nil || mentions == nil {
		return nil, err
	}
	return *mentions, nil
}
