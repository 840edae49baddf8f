package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// innerNames notes the shorter names that a name of several words holds: the name in quotation marks of
// «the agency "X"», and every beginning or end of it that the lexicon has as a name of the same entity.
func (p *parser) innerNames(it *item, e *entity) {
	if it.first == it.last || e.entry < 0 {
		return
	}
	p.quotedName(it, e)
	for last := it.last; last > it.first; {
		last = p.nameWithin(it.first, last-1, e)
	}
	for first := it.first + 1; first <= it.last; first++ {
		if p.s.tokens[first].Kind == arabic.Word {
			p.nameWithin(first, it.last, e)
		}
	}
}

// nameWithin notes the longest name at token first that ends at token last or before and means e, and
// returns its last token; first where there is none.
func (p *parser) nameWithin(first, last int, e *entity) int {
	d := p.d
	var n lexicon.Name
	n, d.buf.splits = d.lex.FindName(p.s.tokens[:last+1], first, d.buf.splits)
	if len(n.Refs) == 0 {
		return first
	}
	for _, r := range n.Refs {
		if r.Entry == e.entry {
			start := p.s.tokens[first].Start
			start += arabic.StemStart(d.text(start, p.s.tokens[first].End), n.Split.Skip)
			e.addName(trimMarks(d.text(start, p.s.tokens[n.Last].End)))
		}
	}
	return max(n.Last, first)
}

// quotedName notes the words of a name that stand in quotation marks or brackets of their own.
func (p *parser) quotedName(it *item, e *entity) {
	t := p.s.tokens
	for k := it.first + 1; k < it.last; k++ {
		if t[k].Kind != arabic.Punct || t[k].Norm != `"` && t[k].Norm != "(" || it.quoted {
			continue
		}
		end := k + 1
		for end < it.last && t[end+1].Kind != arabic.Punct {
			end++
		}
		e.addName(trimMarks(p.d.text(t[k+1].Start, t[end].End)))
		return
	}
}

// siblingOpen reports whether a gated name of a place follows «X and», X a place of the same place above.
func (d *document) siblingOpen(s *sentence, n *lexicon.Name) bool {
	if n.Split.Conj != 'w' || n.Split.Prep != 0 || len(s.items) == 0 {
		return false
	}
	for _, r := range s.items[len(s.items)-1].name {
		x := &d.lex.Entries[r.Entry]
		for _, g := range n.Refs {
			if y := &d.lex.Entries[g.Entry]; g.Gated && !r.Gated && x.Kind.IsPlace() && y.Kind.IsPlace() && y.Parent != "" && x.Parent == y.Parent {
				return true
			}
		}
	}
	return false
}
