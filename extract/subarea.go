package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// subAreaNoun reports whether it is a noun like «countryside», with or without the article.
func (p *parser) subAreaNoun(it *item) bool {
	if it.is(p.c.SubArea) || !it.def {
		return it.is(p.c.SubArea)
	}
	var bare []lexicon.Reading
	bare, p.d.buf.splits = p.d.lex.Readings(trimArticle(it.norm), p.d.buf.splits, nil)
	return slices.ContainsFunc(bare, func(r lexicon.Reading) bool { return r.Sense.Class == p.c.SubArea })
}
