package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// A column is one attribute of a node or an edge, the same in every format that has attributes.
type column[T any] struct {
	name  string
	kind  valueKind
	value func(T) string // empty: not told
}

// valueKind is what the values of a column are. Days are text: no format of this package has a type
// for a day that may be unknown.
type valueKind string

// Kinds of values, by their GraphML names.
const (
	textValue    valueKind = "string"
	integerValue valueKind = "int"
	realValue    valueKind = "double"
	flagValue    valueKind = "boolean"
)

// quoted is how many witnesses an edge quotes.
const quoted = 3

var nodeColumns = []column[*graph.Entity]{
	{"label", textValue, func(e *graph.Entity) string { return e.Name }},
	{"kind", textValue, func(e *graph.Entity) string { return string(e.Kind) }},
	{"key", textValue, func(e *graph.Entity) string { return e.Key }},
	{"english", textValue, english},
	{"aliases", textValue, aliases},
	{"class", textValue, func(e *graph.Entity) string { return e.Class }},
	{"parent", textValue, func(e *graph.Entity) string { return e.Parent }},
	{"latitude", realValue, func(e *graph.Entity) string { return degrees(e.Point, func(p *graph.Point) float64 { return p.Lat }) }},
	{"longitude", realValue, func(e *graph.Entity) string { return degrees(e.Point, func(p *graph.Point) float64 { return p.Lon }) }},
	{"wikidata", textValue, func(e *graph.Entity) string { return e.External["wikidata"] }},
	{"geonames", textValue, func(e *graph.Entity) string { return e.External["geonames"] }},
	{"pcode", textValue, func(e *graph.Entity) string { return e.External["pcode"] }},
}

var edgeColumns = []column[edge]{
	{"label", textValue, func(e edge) string { return string(e.Predicate) }},
	{"weight", realValue, func(e edge) string { return strconv.Itoa(len(e.Supporting)) }},
	{"symmetric", flagValue, func(e edge) string { return strconv.FormatBool(e.Predicate.IsSymmetric()) }},
	{"supporting", integerValue, func(e edge) string { return strconv.Itoa(len(e.Supporting)) }},
	{"denying", integerValue, func(e edge) string { return strconv.Itoa(len(e.Denying)) }},
	{"documents", integerValue, func(e edge) string { return strconv.Itoa(e.Documents) }},
	{"source-count", integerValue, func(e edge) string { return strconv.Itoa(e.Sources) }},
	{"from", textValue, func(e edge) string { return string(e.From) }},
	{"to", textValue, func(e edge) string { return string(e.To) }},
	{"sources", textValue, sources},
	{"claims", textValue, func(e edge) string { return joinFirst(e, " ", func(w witness) string { return w.claim.String() }) }},
	{"quotes", textValue, func(e edge) string { return joinFirst(e, "\n", func(w witness) string { return w.quote }) }},
}

func english(e *graph.Entity) string {
	for _, n := range e.Names {
		if n.Lang == "en" {
			return n.Text
		}
	}
	return ""
}

func aliases(e *graph.Entity) string {
	var out []string
	for _, n := range e.Names {
		if n.Text != e.Name && n.Text != english(e) {
			out = append(out, n.Text)
		}
	}
	return strings.Join(out, "; ")
}

func degrees(p *graph.Point, axis func(*graph.Point) float64) string {
	if p == nil {
		return ""
	}
	return strconv.FormatFloat(axis(p), 'f', -1, 64)
}

func sources(e edge) string {
	var names []string
	for _, w := range e.witnesses {
		names = append(names, w.source)
	}
	return join(sortedTexts(names))
}

func joinFirst(e edge, sep string, field func(witness) string) string {
	var out []string
	for _, w := range e.witnesses[:min(quoted, len(e.witnesses))] {
		out = append(out, field(w))
	}
	return strings.Join(out, sep)
}

// join puts names into one text.
func join(names []string) string { return strings.Join(names, "; ") }

// sortedTexts sorts texts and drops doubles.
func sortedTexts(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
