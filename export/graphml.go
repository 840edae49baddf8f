package export

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// graphML writes entities as nodes and relations as edges, each edge with an id of its own so that
// parallel edges stay apart. All edges are written as directed, because readers refuse a graph of both
// sorts; the attribute symmetric says which of them have no direction.
var graphML = format{
	Format: Format{
		Name:        "graphml",
		Description: "GraphML, for Gephi, yEd, Cytoscape, igraph and networkx",
		Keeps: "entities with names, class, place and outside ids; relations with counts, days, sources and the " +
			"ids and quotes of their first witnesses",
		Loses:     "texts, mentions, claims, relations that every witness denies; characters that XML forbids",
		Extension: ".graphml",
	},
	version: 1,
	write:   writeGraphML,
}

const graphMLHead = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
	`xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`

func writeGraphML(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := &graphMLWriter{w: f}
	w.printf("%s", graphMLHead)
	writeKeys(w, "node", nodeColumns)
	writeKeys(w, "edge", edgeColumns)
	w.printf("  <graph id=\"isnad\" edgedefault=\"directed\">\n")
	if err := w.nodes(ctx, g, out.counts); err != nil {
		return err
	}
	if err := w.edges(ctx, g, out.counts); err != nil {
		return err
	}
	w.printf("  </graph>\n</graphml>\n")
	return w.err
}

// graphMLWriter writes elements and keeps the first error.
type graphMLWriter struct {
	w   io.Writer
	err error
}

func (w *graphMLWriter) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

// print writes texts one after the other: what printf does, without its cost for each attribute.
func (w *graphMLWriter) print(texts ...string) {
	for _, s := range texts {
		if w.err == nil {
			_, w.err = io.WriteString(w.w, s)
		}
	}
}

func (w *graphMLWriter) nodes(ctx context.Context, g *subgraph, counts map[string]int) error {
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		w.printf("    <node id=\"%s\">\n", e.ID)
		writeData(w, "node", nodeColumns, e)
		w.printf("    </node>\n")
		counts["nodes"]++
	}
	return w.err
}

func (w *graphMLWriter) edges(ctx context.Context, g *subgraph, counts map[string]int) error {
	denied := 0
	for e, err := range g.edges(ctx, &denied) {
		if err != nil {
			return err
		}
		w.printf("    <edge id=\"%s\" source=\"%s\" target=\"%s\">\n", e.ID, e.Subject, e.Object)
		writeData(w, "edge", edgeColumns, e)
		w.printf("    </edge>\n")
		counts["edges"]++
	}
	counts["deniedOnly"] = denied
	return w.err
}

func writeKeys[T any](w *graphMLWriter, element string, columns []column[T]) {
	for _, c := range columns {
		w.printf("  <key id=\"%s-%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", element, c.name, element, c.name, c.kind)
	}
}

func writeData[T any](w *graphMLWriter, element string, columns []column[T], x T) {
	for _, c := range columns {
		if v := c.value(x); v != "" {
			w.print(`      <data key="`, element, "-", c.name, `">`, xmlText(v), "</data>\n")
		}
	}
}

// xmlText escapes s for the content of an element. It drops what XML 1.0 cannot carry and keeps every
// letter, joiner and direction mark. Readers turn a bare carriage return into a line feed, hence its escape.
func xmlText(s string) string { return xmlEscapes.Replace(clean(s)) }

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
