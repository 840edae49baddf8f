package withhold

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/graph"
)

// minLetters is how many letters a name has at least that is looked for.
const minLetters = 2

// names finds names in texts: where a name begins with a word, or behind its clitics, and ends with one. How the letters
// between are spaced, and which words have the article, does not matter. It is safe for concurrent use once it is made.
type names struct {
	nodes []node
	forms map[string]bool // of the names
	heads []string        // signs that names begin with, before their first letter
	tails []string        // signs that names end in, behind their last letter
}

type node struct {
	next map[rune]int32
	ends bool
}

func newNames() *names { return &names{nodes: make([]node, 1), forms: map[string]bool{}} }

// add adds a name. It reports whether it has letters enough to be found.
func (n *names) add(name string) bool {
	form := formOf(name)
	if len([]rune(form)) < minLetters {
		return false
	}
	n.forms[form] = true
	n.insert(form)
	n.insert(bareForm(name))
	words := wordsOf(name)
	n.heads = addSigns(n.heads, name[:words[0].letters[0].start])
	n.tails = addSigns(n.tails, name[words[len(words)-1].end():])
	return true
}

// addSigns adds signs at an end of a name to those of others. What is left of a name would tell its shape.
func addSigns(all []string, signs string) []string {
	if strings.TrimSpace(signs) == "" || strings.ContainsAny(signs, Token) || slices.Contains(all, signs) {
		return all
	}
	return append(all, signs)
}

// widen returns s, a name in text, with the signs around it that names have.
func (n *names) widen(text string, s graph.Span) graph.Span {
	out := s
	for _, head := range n.heads {
		if strings.HasSuffix(text[:s.Start], head) {
			out.Start = min(out.Start, s.Start-len(head))
		}
	}
	for _, tail := range n.tails {
		if strings.HasPrefix(text[s.End:], tail) {
			out.End = max(out.End, s.End+len(tail))
		}
	}
	return out
}

// formOf returns the letters of a name, folded.
func formOf(name string) string {
	var b strings.Builder
	for _, w := range wordsOf(name) {
		b.WriteString(w.form())
	}
	return b.String()
}

// bareForm is formOf without articles.
func bareForm(name string) string {
	var b strings.Builder
	for _, w := range wordsOf(name) {
		if article(w.letters) {
			w.letters = w.letters[2:]
		}
		b.WriteString(w.form())
	}
	return b.String()
}

func (n *names) insert(form string) {
	at := int32(0)
	for _, r := range form {
		next, ok := n.nodes[at].next[r]
		if !ok {
			next = int32(len(n.nodes))
			n.nodes = append(n.nodes, node{})
			if n.nodes[at].next == nil {
				n.nodes[at].next = map[rune]int32{}
			}
			n.nodes[at].next[r] = next
		}
		at = next
	}
	n.nodes[at].ends = at != 0
}

// cover returns spans of text, ascending and apart, that hold spans and all names, those too that would only stand there
// once the rest was taken out.
func (n *names) cover(text string, spans []graph.Span) []graph.Span {
	spans = union(spans)
	for {
		m := mask(text, spans)
		var found []graph.Span
		n.each(m.text, func(s graph.Span) bool {
			found = append(found, graph.Span{Start: m.before(s.Start), End: m.before(s.End)})
			return true
		})
		if len(found) == 0 {
			return spans
		}
		spans = union(append(found, spans...))
	}
}

// holds reports whether a name stands in one of texts.
func (n *names) holds(texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		held := false
		n.each(text, func(graph.Span) bool {
			held = true
			return false
		})
		return held
	})
}

// each calls found with the longest name that begins at each word of text, until that returns false.
func (n *names) each(text string, found func(graph.Span) bool) {
	if len(n.forms) == 0 || text == "" {
		return
	}
	words := wordsOf(text)
	var buf [16]arabic.Split
	for i := range words {
		for _, from := range starts(words[i], buf[:0]) {
			if end := n.longest(words[i:], from, 0); end > 0 && !found(n.widen(text, graph.Span{Start: words[i].letters[from].start, End: end})) {
				return
			}
		}
	}
}

// longest returns the end of the longest name that goes on from node at with the letters of the first of words from
// a certain one on; 0 where there is none.
func (n *names) longest(words []wordOf, from int, at int32) int {
	for _, l := range words[0].letters[from:] {
		next, ok := n.nodes[at].next[l.r]
		if !ok {
			return 0
		}
		at = next
	}
	end := 0
	if n.nodes[at].ends {
		end = words[0].end()
	}
	if len(words) > 1 && !words[1].sealed && n.nodes[at].next != nil {
		end = max(end, n.longest(words[1:], 0, at))
		if article(words[1].letters) {
			end = max(end, n.longest(words[1:], 2, at))
		}
	}
	return end
}

// union returns spans sorted, those that overlap or touch made one, empty ones left out.
func union(spans []graph.Span) []graph.Span {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s graph.Span) bool { return s.Len() <= 0 })
	slices.SortFunc(spans, func(a, b graph.Span) int { return a.Start - b.Start })
	var out []graph.Span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
