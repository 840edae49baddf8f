package query

import (
	"fmt"
	"unicode/utf16"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Passage is some words of a document and where they stand, in each unit that readers count in. All
// spans are half-open.
type Passage struct {
	Text       string
	Bytes      graph.Span // as the store counts
	UTF16      graph.Span // code units, as browsers count
	CodePoints graph.Span // as the facts files count
}

// Evidence is the words that carry a claim. A passage that the claim does not point at is zero.
type Evidence struct {
	Sentence Passage
	Trigger  Passage
	Quote    Passage
	Period   Passage
	Args     []ArgPassage
}

// ArgPassage is the words that put an entity into a role.
type ArgPassage struct {
	Role    schema.Role
	Entity  graph.ID
	Passage Passage
}

// EvidenceOf cuts the evidence of c out of d, which needs its text. It returns an error that wraps
// graph.ErrCorrupt where c is no claim of d or points outside of its text.
func EvidenceOf(d *graph.Document, c *graph.Claim) (*Evidence, error) {
	if d.ID != c.Doc {
		return nil, fmt.Errorf("evidence of claim %s: %w: document %s is not its own", c.ID, graph.ErrCorrupt, d.ID)
	}
	cutter := cutter{text: d.Text}
	e := &Evidence{
		Sentence: cutter.passage(c.Evidence.Sentence),
		Trigger:  cutter.passage(c.Evidence.Trigger),
		Quote:    cutter.passage(c.Evidence.Quote),
		Period:   cutter.passage(c.Period.Span),
	}
	for _, role := range schema.Roles {
		for _, a := range c.Args(role) {
			e.Args = append(e.Args, ArgPassage{Role: role, Entity: a.Entity, Passage: cutter.passage(a.Span)})
		}
	}
	if cutter.err != nil {
		return nil, fmt.Errorf("evidence of claim %s: %w", c.ID, cutter.err)
	}
	return e, nil
}

// PassageAt returns the words of text at span, a range of bytes; the zero Passage for the zero Span. It
// returns an error that wraps graph.ErrCorrupt where span does not lie in text.
func PassageAt(text string, span graph.Span) (Passage, error) {
	c := cutter{text: text}
	p := c.passage(span)
	return p, c.err
}

// cutter cuts passages out of a text and keeps the first error.
type cutter struct {
	text string
	err  error
}

func (c *cutter) passage(span graph.Span) Passage {
	if span.IsZero() {
		return Passage{}
	}
	words, ok := cut(c.text, span)
	if !ok {
		c.err = fmt.Errorf("%w: span %d..%d of a text of %d bytes", graph.ErrCorrupt, span.Start, span.End, len(c.text))
		return Passage{}
	}
	points, units := count(c.text[:span.Start])
	p, u := count(words)
	return Passage{
		Text:       words,
		Bytes:      span,
		UTF16:      graph.Span{Start: units, End: units + u},
		CodePoints: graph.Span{Start: points, End: points + p},
	}
}

// count returns how many code points and UTF-16 code units s has.
func count(s string) (points, units int) {
	for _, r := range s {
		points++
		units += utf16.RuneLen(r)
	}
	return points, units
}
