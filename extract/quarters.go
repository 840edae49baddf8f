package extract

import "github.com/isnad-graph/isnad/schema"

// quarterHead reads a part of a town or of a country that is told by its side, its age or its use: «the northern quarters»,
// «the old town», «the southern areas of» a country.
func (p *parser) quarterHead(i int, kind schema.Kind, ph *phrase) bool {
	it, adj := p.item(i), p.item(i+1)
	if !it.def || !p.plainWord(i+1) || !definite(adj.norm) {
		return false
	}
	kind = p.quarterKind(it, adj, kind)
	if kind == "" {
		return false
	}
	whole := &phrase{}
	last := p.wholeBehind(i+2, whole)
	if kind == schema.Region && (whole.place == nil || whole.place.kind != schema.Country) {
		return false // «the southern provinces»: of what, the article leaves open
	}
	name := p.words(i, i+1)
	ph.place, ph.last = p.d.intern(kind, name), last
	ph.place.addName(name)
	ph.place.addName(p.words(i, last))
	if whole.place != nil {
		ph.chain = append([]*entity{whole.place}, whole.chain...)
	}
	p.chain(ph)
	return true
}

// quarterKind returns of which kind the part is that an adjective makes of a place, or "" where it only describes the place.
func (p *parser) quarterKind(it, adj *item, kind schema.Kind) schema.Kind {
	use, side := p.d.spells(trimArticle(adj.norm), p.c.QuarterAdj), adj.is(p.c.DirAdj)
	switch {
	case kind == schema.Settlement && use && p.single(it), kind == schema.Neighbourhood && p.d.spells(it.stem, p.c.Quarter) && (use || side):
		return schema.Neighbourhood
	case kind == schema.Region && side && !p.single(it):
		return schema.Region
	}
	return ""
}

// wholeBehind reads at item j the whole of which a place is a part, «of the city of X», and returns its last item; the item
// before j where there is none.
func (p *parser) wholeBehind(j int, whole *phrase) int {
	it, k, inner := p.item(j), j, &phrase{}
	switch {
	case it == nil || it.conj != 0:
		return j - 1
	case it.isWord() && it.prep == 0 && it.is(p.c.Min):
		k++
	case it.prep != 'l':
		return j - 1
	}
	if p.item(k) == nil || !p.areaBase(k, inner) {
		return j - 1
	}
	*whole = *inner
	return inner.last
}
