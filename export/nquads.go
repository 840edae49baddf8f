package export

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/isnad-graph/isnad/graph"
)

const rdfLoses = "texts of articles beyond the sentences that claims cite; mentions; spans of single roles; which " +
	"claims tell of one occurrence; control characters"

// nquads writes one statement a line. What a claim tells stands in the graph that has the claim's name;
// all else, also who tells it and in which words, in the default graph.
var nquads = format{
	Format: Format{
		Name:        "nquads",
		Description: "RDF N-Quads, for quad stores; each claim is a named graph",
		Keeps: "entities, documents, claims with source chain, quote and sentence, relations with supporting and denying claims, " +
			"in the terms of SEM, PROV-O and schema.org; days, months and years as told",
		Loses:      rdfLoses,
		Extension:  ".nq",
		Increments: true,
	},
	version: 1,
	write: func(ctx context.Context, g *subgraph, out *output) error {
		f, err := out.create("")
		if err != nil {
			return err
		}
		return writeRDF(ctx, g, out, &nquadsWriter{w: f})
	},
}

func (w *nquadsWriter) part(to *scratch) rdfWriter { return &nquadsWriter{w: to} }

func (w *nquadsWriter) whole(b []byte) {
	if w.failed == nil {
		_, w.failed = w.w.Write(b)
	}
}

// nquadsWriter writes statements and keeps the first error.
type nquadsWriter struct {
	w      io.Writer
	buf    []byte
	failed error
}

func (w *nquadsWriter) begin() {}
func (w *nquadsWriter) end()   {}

func (w *nquadsWriter) err() error {
	if w.failed != nil {
		return fmt.Errorf("write statements: %w", w.failed)
	}
	return nil
}

func (w *nquadsWriter) write(in *graph.ID, nodes []node) {
	if w.failed != nil {
		return
	}
	b := w.buf[:0]
	for _, n := range nodes {
		start := len(b)
		b = appendTerm(b, n.subject)
		subject := b[start:len(b):len(b)]
		for i, s := range n.statements {
			if i > 0 {
				b = append(b, subject...)
			}
			b = append(append(append(b, ' ', '<'), s.property.iri...), '>', ' ')
			b = appendTerm(b, s.value)
			if in != nil {
				b = appendTerm(append(b, ' '), thing(*in))
			}
			b = append(b, " .\n"...)
		}
	}
	w.buf = b
	_, w.failed = w.w.Write(b)
}

// appendTerm appends t as N-Triples has it.
func appendTerm(b []byte, t term) []byte {
	switch t.sort {
	case wordTerm:
		return append(append(append(b, '<'), t.word.iri...), '>')
	case thingTerm:
		return append(appendThing(append(b, '<'), t.id, t.part), '>')
	case addressTerm:
		return append(append(append(b, '<'), t.text...), '>')
	}
	b = appendQuoted(b, t.text)
	switch {
	case t.lang != "":
		b = append(append(b, '@'), t.lang...)
	case t.word != nil:
		b = append(append(append(b, "^^<"...), t.word.iri...), '>')
	}
	return b
}

// appendThing appends the IRI of a thing of the graph: its id as a UUID URN, a part of it as a fragment.
func appendThing(b []byte, id graph.ID, part string) []byte {
	b = append(b, "urn:uuid:"...)
	b = appendID(b, id)
	if part != "" {
		b = append(append(b, '#'), part...)
	}
	return b
}

func appendID(b []byte, id graph.ID) []byte {
	for i, size := range [...]int{4, 2, 2, 2, 6} {
		if i > 0 {
			b = append(b, '-')
		}
		at := [...]int{0, 4, 6, 8, 10}[i]
		b = hex.AppendEncode(b, id[at:at+size])
	}
	return b
}

// appendQuoted appends s in double quotes. Only what ends a literal or a line is escaped.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\\':
			b = append(b, '\\', s[i])
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, s[i])
		}
	}
	return append(b, '"')
}
