package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// turtle writes the statements of nquads without their graphs.
var turtle = format{
	Format: Format{
		Name:        "turtle",
		Description: "RDF Turtle, for people, triple stores and SHACL",
		Keeps:       "what nquads keeps",
		Loses:       rdfLoses + "; which claim an edge stands for, but for the list of its claims",
		Extension:   ".ttl",
		Increments:  true,
	},
	version: 1,
	write: func(ctx context.Context, g *subgraph, out *output) error {
		f, err := out.create("")
		if err != nil {
			return err
		}
		return writeRDF(ctx, g, out, &turtleWriter{w: f})
	},
}

func (w *turtleWriter) part(to *scratch) rdfWriter { return &turtleWriter{w: to} }

func (w *turtleWriter) whole(b []byte) {
	if w.failed == nil {
		_, w.failed = w.w.Write(b)
	}
}

// turtleWriter writes nodes and keeps the first error.
type turtleWriter struct {
	w      io.Writer
	buf    []byte
	failed error
}

func (w *turtleWriter) begin() {
	var head strings.Builder
	for _, p := range prefixes {
		fmt.Fprintf(&head, "@prefix %s: <%s> .\n", p[0], p[1])
	}
	_, w.failed = io.WriteString(w.w, head.String())
}

func (w *turtleWriter) end() {}

func (w *turtleWriter) err() error {
	if w.failed != nil {
		return fmt.Errorf("write nodes: %w", w.failed)
	}
	return nil
}

func (w *turtleWriter) write(_ *graph.ID, nodes []node) {
	if w.failed != nil {
		return
	}
	b := w.buf[:0]
	for _, n := range nodes {
		if len(n.statements) > 0 {
			b = appendNode(append(b, '\n'), n)
		}
	}
	w.buf = b
	_, w.failed = w.w.Write(b)
}

// appendNode appends a node with one line for each property.
func appendNode(b []byte, n node) []byte {
	b = appendTerm(b, n.subject)
	for i, s := range n.statements {
		switch {
		case i > 0 && n.statements[i-1].property == s.property:
			b = append(b, ", "...)
		case i > 0:
			b = appendProperty(append(b, " ;\n   "...), s.property)
		default:
			b = appendProperty(b, s.property)
		}
		b = appendShort(b, s.value)
	}
	return append(b, " .\n"...)
}

func appendProperty(b []byte, p *word) []byte {
	if p == rdfType {
		return append(b, " a "...)
	}
	return append(append(append(b, ' '), p.curie...), ' ')
}

// appendShort appends t with prefixes where they help.
func appendShort(b []byte, t term) []byte {
	switch {
	case t.sort == wordTerm:
		return append(b, t.word.curie...)
	case t.sort == literalTerm && t.word == xsdInteger, t.sort == literalTerm && t.word == xsdBoolean:
		return append(b, t.text...)
	case t.sort == literalTerm && t.word != nil:
		return append(append(appendQuoted(b, t.text), "^^"...), t.word.curie...)
	}
	return appendTerm(b, t)
}
