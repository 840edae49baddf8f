package badgerstore

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// documentRecord is a document but for its text, which has its own keys, and its id, which is its key.
type documentRecord struct {
	document graph.Document
	textLen  int
}

func (r documentRecord) encode() []byte {
	e, d := newEncoder(), r.document
	text(&e, d.Key)
	text(&e, d.Title)
	text(&e, d.Outlet)
	text(&e, d.URL)
	text(&e, d.Published)
	text(&e, d.SHA256)
	e.count(r.textLen)
	return e.b
}

func decodeDocument(id graph.ID, b []byte) (documentRecord, error) {
	d := decoder{b: b}
	r := documentRecord{document: graph.Document{
		ID: id, Key: d.text(), Title: d.text(), Outlet: d.text(), URL: d.text(),
		Published: graph.Day(d.text()), SHA256: d.text(),
	}, textLen: d.count()}
	return r, d.end()
}

func decodeDocumentRecord(id graph.ID, b []byte) (*documentRecord, error) {
	r, err := decodeDocument(id, b)
	return &r, err
}

// manifest lists what a document contributes, so that it can be taken away without a search.
type manifest struct {
	digest   [32]byte // of all that the document contributes
	mentions int
	entities []graph.ID // ascending
	claims   []graph.ID // ascending
}

func (m manifest) encode() []byte {
	e := newEncoder()
	e.raw(m.digest[:])
	e.count(m.mentions)
	list(&e, m.entities, (*encoder).id)
	list(&e, m.claims, (*encoder).id)
	return e.b
}

func decodeManifest(b []byte) (manifest, error) {
	d, m := decoder{b: b}, manifest{}
	copy(m.digest[:], d.take(len(m.digest), "a digest"))
	m.mentions = d.count()
	m.entities = items(&d, (*decoder).id)
	m.claims = items(&d, (*decoder).id)
	return m, d.end()
}

func encodeMentions(mentions []graph.Mention) []byte {
	e := newEncoder()
	list(&e, mentions, func(e *encoder, m graph.Mention) {
		e.id(m.Entity)
		e.span(m.Span)
		text(e, m.Form)
	})
	return e.b
}

func decodeMentions(b []byte) ([]graph.Mention, error) {
	d := decoder{b: b}
	mentions := items(&d, func(d *decoder) graph.Mention {
		return graph.Mention{Entity: d.id(), Span: d.span(), Form: graph.MentionForm(d.word())}
	})
	return mentions, d.end()
}

// encodeEntity writes one entity, as a document contributes it or as its contributions make it.
func encodeEntity(v *graph.Entity) []byte {
	e := newEncoder()
	text(&e, v.Key)
	text(&e, v.Kind)
	text(&e, v.Name)
	text(&e, v.Class)
	text(&e, v.Parent)
	list(&e, sortedNames(v.Names), func(e *encoder, n graph.Name) {
		text(e, n.Text)
		text(e, n.Lang)
		text(e, n.Script)
	})
	e.flag(v.Point != nil)
	if v.Point != nil {
		e.float(v.Point.Lat)
		e.float(v.Point.Lon)
	}
	list(&e, slices.Sorted(maps.Keys(v.External)), func(e *encoder, k string) {
		text(e, k)
		text(e, v.External[k])
	})
	return e.b
}

// sortedNames returns names as graph.SortNames does, and those that are so already without a copy.
func sortedNames(names []graph.Name) []graph.Name {
	for i := 1; i < len(names); i++ {
		if graph.CompareNames(names[i-1], names[i]) >= 0 {
			return graph.SortNames(names)
		}
	}
	return names
}

func decodeEntity(id graph.ID, b []byte) (*graph.Entity, error) {
	d := decoder{b: b}
	v := &graph.Entity{
		ID: id, Key: d.text(), Kind: schema.Kind(d.word()), Name: d.text(), Class: d.word(), Parent: d.text(),
	}
	v.Names = items(&d, func(d *decoder) graph.Name {
		return graph.Name{Text: d.text(), Lang: d.word(), Script: d.word()}
	})
	if d.flag() {
		v.Point = &graph.Point{Lat: d.float(), Lon: d.float()}
	}
	external := items(&d, func(d *decoder) [2]string { return [2]string{d.word(), d.text()} })
	if len(external) > 0 {
		v.External = make(map[string]string, len(external))
	}
	for _, pair := range external {
		v.External[pair[0]] = pair[1]
	}
	return v, d.end()
}

// witnessRecord is one witness of an edge. Its relation and its claim are its key.
type witnessRecord struct {
	edge    graph.Edge
	witness graph.Witness
}

func (r witnessRecord) encode() []byte {
	e, w := newEncoder(), r.witness
	text(&e, r.edge.Predicate)
	e.id(r.edge.Subject)
	e.id(r.edge.Object)
	e.id(w.Doc)
	e.flag(w.Denies)
	text(&e, w.From)
	text(&e, w.To)
	e.count(slices.Index(schema.Statuses, w.Status))
	e.flag(!w.Origin.Source.IsZero())
	if w.Origin.Source.IsZero() {
		text(&e, w.Origin.Outlet)
	} else {
		e.id(w.Origin.Source)
	}
	return e.b
}

func decodeWitness(claim graph.ID, b []byte) (witnessRecord, error) {
	d := decoder{b: b}
	r := witnessRecord{
		edge: graph.Edge{Predicate: schema.Predicate(d.word()), Subject: d.id(), Object: d.id()},
		witness: graph.Witness{
			Claim: claim, Doc: d.id(), Denies: d.flag(), From: graph.Day(d.text()), To: graph.Day(d.text()), Status: d.status(),
		},
	}
	if d.flag() {
		r.witness.Origin.Source = d.id()
	} else {
		r.witness.Origin.Outlet = d.word()
	}
	return r, d.end()
}

// status takes a status by its place in the vocabulary, to which words are only ever added at the end.
func (d *decoder) status() schema.Status {
	i := d.count()
	if i >= len(schema.Statuses) {
		d.fail("a status")
		return ""
	}
	return schema.Statuses[i]
}

func encodeSketch(s graph.Sketch) []byte {
	e := encoder{make([]byte, 0, 4+4*len(s.Lowest))}
	e.count(s.Size)
	for _, h := range s.Lowest {
		e.b = binary.BigEndian.AppendUint32(e.b, h)
	}
	return e.b
}

func decodeSketch(b []byte) (graph.Sketch, error) {
	d := decoder{b: b}
	s := graph.Sketch{Size: d.count()}
	n := min(s.Size, graph.SketchSize)
	if hashes := d.take(4*n, "a hash"); n > 0 && hashes != nil {
		s.Lowest = make([]uint32, n)
		for i := range s.Lowest {
			s.Lowest[i] = binary.BigEndian.Uint32(hashes[4*i:])
		}
	}
	return s, d.end()
}

func encodeStats(s graph.Stats) []byte {
	e := newEncoder()
	for _, n := range []int{s.Documents, s.Entities, s.Claims, s.Relations, s.Mentions} {
		e.count(n)
	}
	return e.b
}

func decodeStats(b []byte) (graph.Stats, error) {
	d := decoder{b: b}
	s := graph.Stats{Documents: d.count(), Entities: d.count(), Claims: d.count(), Relations: d.count(), Mentions: d.count()}
	return s, d.end()
}
