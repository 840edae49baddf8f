package export

import (
	"context"

	"github.com/isnad-graph/isnad/graph"
)

// statement is a property of a node.
type statement struct {
	property *word
	value    term
}

// node is a thing and what is said of it; statements of one property stand together.
type node struct {
	subject    term
	statements []statement
}

func (n *node) add(property *word, values ...term) {
	for _, v := range values {
		n.statements = append(n.statements, statement{property, v})
	}
}

func (n *node) is(classes ...*word) {
	for _, c := range classes {
		n.add(rdfType, ofWord(c))
	}
}

// text adds a literal where s says something.
func (n *node) text(property *word, s, lang string) {
	if t := langLiteral(s, lang); t.text != "" {
		n.add(property, t)
	}
}

// rdfWriter writes nodes in one syntax. A nil graph is the default one; syntaxes without named graphs
// write all into one.
type rdfWriter interface {
	begin()
	write(in *graph.ID, nodes []node)
	end()
	err() error
}

// writeRDF describes the subgraph: entities, then documents each with its claims, then relations. No
// node is blank, so that two exports can be compared line by line.
func writeRDF(ctx context.Context, g *subgraph, out *output, w rdfWriter) error {
	w.begin()
	for _, r := range g.gone {
		n := node{subject: thing(r.ID)}
		n.is(ownRetracted)
		w.write(nil, []node{n})
	}
	if err := writeNodes(out, w, "entities", g.entities(ctx), describeEntity); err != nil {
		return err
	}
	if err := writeTold(ctx, g, out, w); err != nil {
		return err
	}
	if err := writeNodes(out, w, "relations", g.relations(ctx), describeRelation); err != nil {
		return err
	}
	w.end()
	return w.err()
}

// writeTold describes documents with their claims. Where the syntax lets it, several blocks of them are read and
// described at once.
func writeTold(ctx context.Context, g *subgraph, out *output, w rdfWriter) error {
	outlets := firsts{}
	if parts, ok := w.(rdfParts); ok {
		return writeBlocks(ctx, g, out, parts, outlets)
	}
	told := describer{w: w, counts: out.counts}
	for t, err := range g.reports(ctx) {
		if err == nil {
			err = told.report(t, describeDocument(t.Document, outlets))
		}
		if err != nil {
			return err
		}
		if w.err() != nil {
			break
		}
	}
	return w.err()
}
