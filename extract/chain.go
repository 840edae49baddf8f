package extract

import "github.com/isnad-graph/isnad/schema"

// chain reads what a place is told to lie in: «in the east of X», «which belongs to Y», «in Z province».
func (p *parser) chain(ph *phrase) {
	for n := 0; n < 4; n++ {
		i := ph.last + 1
		it := p.item(i)
		if it == nil || it.conj != 0 || it.punct != "" && it.punct != "," && it.punct != `"` {
			return
		}
		if last := p.onRoad(i); last > i {
			ph.last = last
			continue
		}
		j, directed, bare := i, false, true
		if it.punct != "" {
			p.apposed(ph)
			return
		}
		for k := p.item(j); k != nil && k.isWord() && k.conj == 0 && k.isAny(p.c.Located, p.c.Fi, p.c.Direction, p.c.DirAdj, p.c.Near) && p.d.placeNoun(k) == ""; k = p.item(j) {
			directed = directed || k.isAny(p.c.Direction, p.c.Located, p.c.Near)
			bare = bare && k.isAny(p.c.Direction, p.c.DirAdj) && !k.isAny(p.c.Located, p.c.Fi)
			j++
		}
		next := p.item(j)
		if next == nil || next.conj != 0 || j == i && next.prep != 'b' || next.prep != 0 && next.prep != 'b' && next.prep != 'l' {
			return
		}
		inner := &phrase{}
		if directed && next.prep == 0 && p.homelandHead(j, inner) {
			ph.last = inner.last // «X, in the north of the country»
			return
		}
		if !p.place(j, inner) && !(inner.anaphor == placeAnaphor && inner.place != nil && levels[ph.place.kind] <= 2) {
			return
		}
		last := ph.place
		if len(ph.chain) > 0 {
			last = ph.chain[len(ph.chain)-1]
		}
		if bare && directed && inner.place != last && p.d.onlyBearing(last, inner.place) {
			ph.last = inner.last
			return
		}
		if inner.place == last || !p.wider(last, inner.place, directed) {
			return
		}
		if len(ph.chain) == 0 && !directed && p.d.twoLands(ph.place, inner.place) {
			p.namesake(ph, inner.place)
		}
		ph.chain = append(append(ph.chain, inner.place), inner.chain...)
		ph.last = inner.last
	}
}

// twoLands reports whether the lexicon knows a and b in two countries.
func (d *document) twoLands(a, b *entity) bool {
	x, y := d.countryOf(a.entry), d.countryOf(b.entry)
	return x >= 0 && y >= 0 && x != y
}

// countryOf returns the entry of the country in which the lexicon has an entry, -1 where it has none.
func (x *Extractor) countryOf(entry int32) int {
	i := int(entry)
	for range len(levels) {
		if i < 0 || x.lex.Entries[i].Kind == schema.Country {
			break
		}
		i = x.lex.Parent(i)
	}
	return i
}

// namesake takes, for the place of ph, the one of its name that lies in outer, or a new one where the lexicon has none
// there: a quarter of a town of this country is not that of another one.
func (p *parser) namesake(ph *phrase, outer *entity) {
	d, was := p.d, ph.place
	for i := ph.first; i <= ph.last; i++ {
		for _, r := range p.item(i).name {
			x := &d.lex.Entries[r.Entry]
			if x.Kind != was.kind || d.countryOf(r.Entry) != d.countryOf(outer.entry) {
				continue
			}
			ph.place = d.entryEntity(r.Entry)
			ph.place.addName(p.words(ph.first, ph.last))
			return
		}
	}
	name := p.words(ph.last, ph.last)
	for i := ph.first; i <= ph.last; i++ {
		if p.item(i).name != nil {
			name = p.words(i, ph.last)
			break
		}
	}
	ph.place = d.intern(was.kind, name)
	ph.place.addName(name)
	ph.place.addName(p.words(ph.first, ph.last))
}

// onlyBearing reports whether «a, south of b» says where a lies and not what it lies in: the lexicon knows a outside of b, or b is
// a town.
func (d *document) onlyBearing(a, b *entity) bool {
	if a.entry >= 0 && b.entry >= 0 {
		if around := d.lex.Parent(int(b.entry)); around >= 0 && d.lex.Entries[around].Kind != schema.Country && d.lex.Within(int(a.entry), around) {
			return false // a and b lie in one region, which the name of its town stands for
		}
		return b.kind != schema.Country && !d.lex.Within(int(a.entry), int(b.entry))
	}
	return b.kind == schema.Settlement || b.kind == schema.Facility
}

// apposed reads the region behind a comma, perhaps outside the quotation, in which a place is told to lie: «in X, in the
// countryside of Y».
func (p *parser) apposed(ph *phrase) {
	i := ph.last + 1
	for it := p.item(i); it != nil && (it.punct == `"` || it.punct == ","); it = p.item(i) {
		i++
	}
	it, inner := p.item(i), &phrase{}
	if i > ph.last+3 || p.item(i-1).punct != "," || it == nil || it.prep != 'b' || it.conj != 0 || !it.is(p.c.SubArea) || !p.place(i, inner) {
		return
	}
	last := ph.place
	if len(ph.chain) > 0 {
		last = ph.chain[len(ph.chain)-1]
	}
	if inner.place.kind != schema.Region || !p.wider(last, inner.place, false) || levels[last.kind] >= levels[schema.Region] {
		return
	}
	ph.chain = append(append(ph.chain, inner.place), inner.chain...)
	ph.last = inner.last
}

// onRoad returns the last item of «on the road X - Y», which only says where a place lies, or i.
func (p *parser) onRoad(i int) int {
	road, inner := p.item(i+1), &phrase{}
	if !p.item(i).is(p.c.Ala) || road == nil || !road.is(p.c.PFacility) || !road.is(p.c.PlaceHead) || road.def || !p.place(i+1, inner) {
		return i
	}
	if dash, end := p.item(inner.last+1), p.item(inner.last+2); dash != nil && dash.punct == "-" && end != nil && end.name != nil {
		return inner.last + 2
	}
	return inner.last
}

func (p *parser) wider(a, b *entity, directed bool) bool {
	la, lb := levels[a.kind], levels[b.kind]
	if a.nameKey() == b.nameKey() {
		return false
	}
	return lb > la || lb == la && (directed || la == 5 || la == 3)
}
