package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/isnad-graph/isnad/graph"
)

// jsonLD writes the statements and graphs of nquads. Its context is inline and asks nothing of the
// network; every value says what it is, so that the context holds prefixes only.
var jsonLD = format{
	Format: Format{
		Name:        "jsonld",
		Description: "JSON-LD with its context inline, one node a line, for web tools",
		Keeps:       "what nquads keeps, with its graphs",
		Loses:       rdfLoses,
		Extension:   ".jsonld",
		Increments:  true,
	},
	version: 1,
	write: func(ctx context.Context, g *subgraph, out *output) error {
		f, err := out.create("")
		if err != nil {
			return err
		}
		return writeRDF(ctx, g, out, &jsonLDWriter{w: f})
	},
}

// jsonLDWriter writes node objects and keeps the first error.
type jsonLDWriter struct {
	w      io.Writer
	buf    []byte
	more   bool // not the first node
	failed error
}

func (w *jsonLDWriter) begin() {
	context := map[string]string{}
	for _, p := range prefixes {
		context[p[0]] = p[1]
	}
	b, err := json.Marshal(context)
	if err == nil {
		_, err = fmt.Fprintf(w.w, "{\"@context\":%s,\"@graph\":[", b)
	}
	w.failed = err
}

func (w *jsonLDWriter) end() {
	if w.failed == nil {
		_, w.failed = io.WriteString(w.w, "\n]}\n")
	}
}

func (w *jsonLDWriter) err() error {
	if w.failed != nil {
		return fmt.Errorf("write nodes: %w", w.failed)
	}
	return nil
}

func (w *jsonLDWriter) write(in *graph.ID, nodes []node) {
	if w.failed != nil {
		return
	}
	b := w.buf[:0]
	if in == nil {
		for _, n := range nodes {
			b = appendObject(w.next(b), n)
		}
	} else {
		b = append(w.next(b), `{"@id":"`...)
		b = append(appendThing(b, *in, ""), `","@graph":[`...)
		for i, n := range nodes {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendObject(b, n)
		}
		b = append(b, "]}"...)
	}
	w.buf = b
	_, w.failed = w.w.Write(b)
}

// next begins the line of another node.
func (w *jsonLDWriter) next(b []byte) []byte {
	if w.more {
		b = append(b, ',')
	}
	w.more = true
	return append(b, '\n')
}

func appendObject(b []byte, n node) []byte {
	b = append(b, `{"@id":"`...)
	b = append(appendThing(b, n.subject.id, n.subject.part), '"')
	for i, s := range n.statements {
		if i > 0 && n.statements[i-1].property == s.property {
			b = append(b, ',')
		} else {
			if i > 0 {
				b = append(b, ']')
			}
			b = appendKey(b, s.property)
		}
		b = appendValue(b, s)
	}
	if len(n.statements) > 0 {
		b = append(b, ']')
	}
	return append(b, '}')
}

func appendKey(b []byte, p *word) []byte {
	if p == rdfType {
		return append(b, `,"@type":[`...)
	}
	return append(append(append(b, `,"`...), p.curie...), `":[`...)
}

func appendValue(b []byte, s statement) []byte {
	t := s.value
	switch {
	case s.property == rdfType:
		return append(append(append(b, '"'), t.word.curie...), '"')
	case t.sort == wordTerm:
		return append(append(append(b, `{"@id":"`...), t.word.curie...), `"}`...)
	case t.sort == thingTerm:
		return append(appendThing(append(b, `{"@id":"`...), t.id, t.part), `"}`...)
	case t.sort == addressTerm:
		return append(appendQuoted(append(b, `{"@id":`...), t.text), '}')
	}
	b = appendQuoted(append(b, `{"@value":`...), t.text)
	switch {
	case t.lang != "":
		b = append(append(append(b, `,"@language":"`...), t.lang...), '"')
	case t.word != nil:
		b = append(append(append(b, `,"@type":"`...), t.word.curie...), '"')
	}
	return append(b, '}')
}
