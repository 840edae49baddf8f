package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"github.com/isnad-graph/isnad/graph"
)

// stix writes one bundle of STIX 2.1. What STIX has no word for stands in an extension, whose definition
// comes first.
var stix = format{
	Format: Format{
		Name:        "stix",
		Description: "STIX 2.1 bundle, for threat intelligence platforms",
		Keeps: "actors as identities, places as locations, what happened as incidents with sightings by their sources, what was denied or " +
			"planned as notes, relations with their denials as opinions, articles as reports; all else of a claim in an extension",
		Loses: "texts, sentences and mentions, spans; relations that every witness denies, but for the notes; which claims tell of one occurrence; " +
			"days without a date become instants of UTC; control characters",
		Extension: ".json",
	},
	version: 1,
	write:   writeSTIX,
}

// stixSpace is the space of ids of objects that the graph has no id for.
const stixSpace graph.Space = "stix"

func stixID(kind string, fields ...string) string {
	return kind + "--" + graph.NewID(stixSpace, append([]string{kind}, fields...)...).String()
}

var (
	stixProducer  = stixID("identity", "producer")
	stixExtension = stixID("extension-definition", "1")
)

func writeSTIX(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := newSTIXWriter(f, out.counts)
	w.put("identities", stixIdentity{stixCommon: newCommon("identity", stixProducer, ""), Name: "Isnad", Class: "system"})
	w.put("extensions", newExtensionDefinition())
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		w.entity(e)
	}
	if err := w.documents(ctx, g); err != nil {
		return err
	}
	if err := w.relations(ctx, g); err != nil {
		return err
	}
	return w.close()
}

// stixWriter writes objects and keeps the first error.
type stixWriter struct {
	w      io.Writer
	sum    hash.Hash
	counts map[string]int
	more   bool
	err    error
}

func newSTIXWriter(w io.Writer, counts map[string]int) *stixWriter {
	sum := sha256.New()
	s := &stixWriter{w: io.MultiWriter(w, sum), sum: sum, counts: counts}
	s.print(`{"type":"bundle","objects":[`)
	return s
}

func (w *stixWriter) print(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.w, text)
	}
}

// put writes one object on a line of its own.
func (w *stixWriter) put(what string, object any) {
	if w.err != nil {
		return
	}
	b, err := marshalPlain(object)
	if err != nil {
		w.err = err
		return
	}
	if w.more {
		w.print(",")
	}
	w.more = true
	w.print("\n" + string(b))
	w.counts[what]++
}

// close ends the bundle, whose id comes from all that is in it.
func (w *stixWriter) close() error {
	id := stixID("bundle", hex.EncodeToString(w.sum.Sum(nil)))
	w.print("\n],\"id\":\"" + id + "\"}\n")
	if w.err != nil {
		return fmt.Errorf("write objects: %w", w.err)
	}
	return nil
}

// marshalPlain encodes v without escapes for HTML and without a line end.
func marshalPlain(v any) ([]byte, error) {
	var b trimmed
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b, err
}

// trimmed is a buffer that drops the line end of a JSON encoder.
type trimmed []byte

func (t *trimmed) Write(p []byte) (int, error) {
	n := len(p)
	if n > 0 && p[n-1] == '\n' {
		p = p[:n-1]
	}
	*t = append(*t, p...)
	return n, nil
}

func (w *stixWriter) documents(ctx context.Context, g *subgraph) error {
	outlets := firsts{}
	for t, err := range g.reports(ctx) {
		if err != nil {
			return err
		}
		entities, err := g.entitiesIn(ctx, t.claims)
		if err != nil {
			return err
		}
		if err := w.document(t, entities, outlets); err != nil {
			return err
		}
		if w.err != nil {
			break
		}
	}
	return w.err
}

func (w *stixWriter) relations(ctx context.Context, g *subgraph) error {
	for batch, err := range batches(g.relations(ctx), batchSize) {
		if err != nil {
			return err
		}
		kept, denied := supportedOnly(batch)
		w.counts["deniedOnly"] += denied
		ends, err := g.joinEnds(ctx, kept)
		if err != nil {
			return err
		}
		for _, r := range ends {
			if err := w.relation(ctx, g, r); err != nil {
				return err
			}
		}
		if w.err != nil {
			break
		}
	}
	return w.err
}
