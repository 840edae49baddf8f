package extract

// subAreaNoun reports whether it is a noun like «countryside», with or without the article.
func (p *parser) subAreaNoun(it *item) bool {
	return it.is(p.c.SubArea) || it.def && p.d.spells(trimArticle(it.norm), p.c.SubArea)
}
