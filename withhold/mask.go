package withhold

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// masked is a text with parts of it taken out, and the way from places in the old one to places in the new one.
type masked struct {
	text  string
	was   []graph.Span // what was taken out, ascending and apart
	token []graph.Span // what stands there now
}

// mask takes spans of text out, which ascend and do not touch each other.
func mask(text string, spans []graph.Span) *masked {
	m := &masked{was: spans}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		start := b.Len()
		b.WriteString(Token)
		m.token = append(m.token, graph.Span{Start: start, End: b.Len()})
		at = s.End
	}
	b.WriteString(text[at:])
	m.text = b.String()
	return m
}

// span returns where s of the old text is in the new one. An end inside of what was taken out takes in the whole token.
func (m *masked) span(s graph.Span) graph.Span {
	if s.IsZero() {
		return s
	}
	return graph.Span{Start: m.place(s.Start, true), End: m.place(s.End, false)}
}

func (m *masked) place(p int, start bool) int {
	i, exact := slices.BinarySearchFunc(m.was, p, func(s graph.Span, p int) int { return s.Start - p })
	if exact {
		return m.token[i].Start
	}
	if i == 0 {
		return p
	}
	was, token := m.was[i-1], m.token[i-1]
	switch {
	case p >= was.End:
		return token.End + p - was.End
	case start:
		return token.Start
	}
	return token.End
}

// before returns where p, a place of the new text that is not inside of a token, is in the old one.
func (m *masked) before(p int) int {
	i, _ := slices.BinarySearchFunc(m.token, p, func(t graph.Span, p int) int { return t.End - 1 - p })
	if i == 0 {
		return p
	}
	return m.was[i-1].End + p - m.token[i-1].End
}

// cut returns the words at s, a span of the new text.
func (m *masked) cut(s graph.Span) string { return m.text[s.Start:s.End] }

// mask returns text without the names in it.
func (n *names) mask(text string) string {
	return mask(text, n.cover(text, nil)).text
}
