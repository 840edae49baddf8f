package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// outletAt returns the reading of a name as the outlet that is called by a common word or a place, or -1: in
// quotation marks or brackets of its own, it is who was told («told "Riyadh"») or whose source or reporter it is.
func (d *document) outletAt(s *sentence, n *lexicon.Name) int {
	at := slices.IndexFunc(n.Refs, func(r lexicon.NameRef) bool { return r.Gated && d.lex.Entries[r.Entry].Kind == schema.Media })
	if at < 0 || !d.alone(s, n) || len(s.items) < 2 {
		return -1
	}
	if t := s.tokens[n.First-2]; t.Norm == lam || t.Norm == lam+lam {
		return at
	}
	if s.items[len(s.items)-2].isAny(d.cls.Source, d.cls.MediaNoun) {
		return at
	}
	return -1
}

var lam = string(rune(arabic.Lam))

// alone reports whether marks stand on both sides of a name.
func (d *document) alone(s *sentence, n *lexicon.Name) bool {
	if n.First < 2 || n.Last+1 >= len(s.tokens) || n.Split.Skip > 0 {
		return false
	}
	before, after := s.tokens[n.First-1].Norm, s.tokens[n.Last+1].Norm
	return before == `"` && after == `"` || before == "(" && after == ")"
}
