package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// placeHead reads a type noun with the name behind it, known or not: «the village of X», «X field»,
// «the eastern countryside of X»; or «the town» alone as a reference back.
func (p *parser) placeHead(i int, ph *phrase) bool {
	it := p.item(i)
	kind := p.d.placeNoun(it)
	if it.pron != "" {
		return false
	}
	ph.last = i
	switch {
	case p.subAreaNoun(it) && p.subArea(i, ph), p.quarterHead(i, kind, ph):
		return true
	case p.namedPlace(i, kind, ph):
		return true
	case p.newPlace(i, kind, ph):
		return true
	case (kind == schema.Facility || kind == schema.Natural) && !it.is(p.c.Civil) && p.builtHead(i, ph):
		return true
	}
	if it.def && it.conj == 0 && !it.is(p.c.Civil) && p.nounNumber(it) != 'p' {
		ph.anaphor, ph.last = placeAnaphor, i
		if it.is(p.c.PArea) {
			kind = ""
		}
		ph.place = p.placeCalled(kind, it.stem)
		return ph.place != nil
	}
	return false
}

func (p *parser) nounNumber(it *item) byte {
	for k := range it.reads {
		if n := it.reads[k].Sense.Form.Number; n != 0 {
			return n
		}
	}
	return 0
}

// namedPlace reads a type noun before a name of the lexicon.
func (p *parser) namedPlace(i int, kind schema.Kind, ph *phrase) bool {
	j := p.quote(i + 1)
	next := p.item(j)
	if next == nil || next.name == nil || next.prep != 0 || next.conj != 0 || next.first == next.last && next.is(p.c.PlaceHead) && p.placeEnd(j) > j && p.item(j+1).name == nil {
		return false
	}
	d := p.d
	of := kind
	if p.item(i).is(p.c.PArea) && p.d.kindTold(next.name) {
		of = "" // «the areas of X» are of the X that the article speaks of
	}
	at, cands := d.best(next.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() && placeKind(of, x) })
	if at < 0 {
		at, cands = d.best(next.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
		if at >= 0 && (kind == schema.Facility || kind == schema.Natural) {
			at = -1
			return p.newPlace(i, kind, ph)
		}
	}
	if at < 0 {
		return false
	}
	ph.place = d.entryEntity(at)
	ph.place.addName(d.surface(next))
	ph.place.addName(trimMarks(d.text(p.item(i).start, next.end)))
	ph.place.noteCandidates(cands)
	if n := p.nounNumber(p.item(i)); n == 'p' || n == 'd' {
		if ph.listed = kind; p.item(i).is(p.c.PArea) {
			ph.listed = schema.Settlement
		}
	}
	ph.last = p.unquote(j)
	p.chain(ph)
	return true
}

// unquote takes the closing quotation mark behind item j where one opened before it.
func (p *parser) unquote(j int) int {
	if it := p.item(j + 1); it != nil && it.punct == `"` && p.item(j).quoted {
		return j + 1
	}
	return j
}

// newPlace reads a type noun before a word that the lexicon does not know.
func (p *parser) newPlace(i int, kind schema.Kind, ph *phrase) bool {
	it := p.item(i)
	j := p.quote(i + 1)
	next := p.item(j)
	switch {
	case !it.is(p.c.PArea):
	case next != nil && next.def && next.is(p.c.PFacility):
		kind = schema.Neighbourhood // «the airport area»
	default:
		kind = schema.Settlement // an area with a name is where people live
	}
	listed := p.nounNumber(it) != 's' && p.nounNumber(it) != 0
	two := p.nounNumber(it) == 'd' && next != nil && next.unknown() && next.conj == 0 && next.prep == 0 && p.listMember(j+1)
	if next == nil || !two && !p.nameWord(next, kind, it.is(p.c.PArea)) && !(it.def && kind == schema.Facility && p.which(next)) || listed && p.nounNumber(it) == 'p' && kind != schema.Neighbourhood && !p.listFollows(j, kind) && !(kind == schema.Natural && next.name != nil) {
		return false
	}
	if it.def && !(kind == schema.Facility && (next.def && next.unknown() || p.which(next))) || it.is(p.c.OBody) && next.is(p.c.Portfolio) {
		return false
	}
	if listed {
		ph.listed = kind
	}
	last := p.placeEnd(j)
	if last < 0 {
		return false
	}
	if it.is(p.c.Crossing) {
		last = p.otherEnd(last)
	}
	short := last
	if kind == schema.Facility {
		last = p.nameTail(j, last)
	}
	d := p.d
	full := trimMarks(d.text(it.start, p.item(last).end))
	name := trimMarks(d.text(next.start, p.item(last).end))
	if kind == schema.Facility || kind == schema.Natural || it.def || next.is(p.c.PFacility) && it.is(p.c.PArea) {
		name = full
	}
	ph.place = d.intern(kind, name)
	ph.place.addName(name)
	ph.place.addName(full)
	if last > short {
		ph.place.addName(p.words(i, short))
	}
	if last > j && kind != schema.Facility {
		ph.place.addName(trimMarks(d.text(next.start, next.end)))
	}
	p.fuller(i, j, last, ph.place)
	ph.last = p.unquote(last)
	p.chain(ph)
	return true
}

// fuller gives a place of one unknown word the name with the next word too, where that can belong to it: «village X Y», «the
// building of the X of Y».
func (p *parser) fuller(i, j, last int, e *entity) {
	it, next := p.item(j), p.item(j+1)
	if last > j || next == nil || !it.unknown() && !(e.kind == schema.Facility && p.onlyName(it)) || it.def || !next.unknown() || next.conj != 0 || next.prep != 0 {
		return
	}
	if e.kind == schema.Facility && next.def || !next.def && !verbal(next.norm) && !conjoined(next.norm) && !relational(next.norm) {
		e.addName(p.words(j, j+1))
		e.addName(p.words(i, j+1))
	}
}

// placeEnd returns the last item of a name of a place that begins at item j, or -1 where its first word asks
// for a second that is not there.
func (p *parser) placeEnd(j int) int {
	it, after := p.item(j), p.item(j+1)
	free := after != nil && after.conj == 0 && after.prep == 0
	if it.is(p.c.PlaceHead) || it.is(p.c.Kunya) {
		switch {
		case free && (after.unknown() || after.name != nil || after.is(p.c.Given)):
			return j + 1
		case !it.def:
			return -1
		}
		return j
	}
	if free && after.unknown() && after.def && it.def {
		return j + 1
	}
	return j
}

// nameTail returns the last item of a facility's name that ends at item last so far: the adjectives behind it that tell
// which is meant, and the rest of a person's name that begins at item j.
func (p *parser) nameTail(j, last int) int {
	inner := &phrase{}
	if it := p.item(j); it.qty == nil && p.person(j, inner, false) && inner.last > last {
		return inner.last
	}
	if !definite(p.item(last).norm) {
		return last
	}
	for p.plainWord(last+1) && definite(p.item(last+1).norm) && (p.item(last+1).is(p.c.DirAdj) || p.sortAdjective(p.item(last+1))) {
		last++
	}
	return last
}

// otherEnd takes in the second end of a crossing that is named by both: «the crossing X – Y».
func (p *parser) otherEnd(last int) int {
	dash, it := p.item(last+1), p.item(last+2)
	if dash == nil || dash.punct != "-" || it == nil || it.conj != 0 || it.prep != 0 || it.punct != "" {
		return last
	}
	if it.name != nil || it.unknown() && it.def {
		return last + 2
	}
	return last
}

// nameWord reports whether a word behind a type noun can be a name. Behind «area» an unknown word in the feminine
// is an adjective.
func (p *parser) nameWord(it *item, kind schema.Kind, area bool) bool {
	if it.conj != 0 || it.prep != 0 || it.punct != "" || it.time != nil {
		return false
	}
	if it.qty != nil {
		return kind == schema.Facility && (it.qty.Digits || it.first == it.last && (it.qty.Unit == "" || it.qty.Unit == quantity.UnitLabel) && definite(it.norm))
	}
	if it.name != nil {
		return kind == schema.Facility || kind == schema.Natural
	}
	if it.isAny(p.c.AdjCommon, p.c.SourceAdj, p.c.DirAdj, p.c.Loaded, p.c.Others) {
		return false
	}
	if it.unknown() {
		return p.d.surfaceWord(it) != "" && !strings.HasSuffix(it.norm, string([]rune{arabic.Heh, arabic.Alef})) && len([]rune(it.stem)) >= 3 && (it.def || kind != schema.Region && !(area && feminine(it)))
	}
	if it.def && it.is(p.c.PFacility) && (kind == schema.Facility || kind == schema.Neighbourhood) {
		return true // «Airport Street»
	}
	return (it.isAny(p.c.PlaceHead, p.c.Given, p.c.Kunya, p.c.Portfolio) || kind == schema.Facility && p.onlyName(it)) && !it.isAny(p.c.Fi, p.c.Min)
}

// which reports whether an adjective tells which facility is meant: «the military hospital».
func (p *parser) which(it *item) bool {
	return it.isWord() && definite(it.norm) && it.conj == 0 && it.prep == 0 && it.isAny(p.c.SourceAdj, p.c.Soldier)
}

func definite(norm string) bool { return trimArticle(norm) != norm }

// subArea reads the countryside, desert or outskirts of a place, with its point of the compass.
func (p *parser) subArea(i int, ph *phrase) bool {
	it := p.item(i)
	j := i + 1
	var dir []string
	for p.plainWord(j) && p.item(j).is(p.c.DirAdj) {
		dir = append(dir, p.words(j, j))
		j++
	}
	base := p.item(p.quote(j))
	if base == nil || base.conj != 0 {
		return false
	}
	inner := &phrase{}
	switch {
	case len(dir) == 0 && base.prep == 0 && !it.def:
	case len(dir) > 0 && (base.prep == 'l' || base.prep == 0 && base.is(p.c.Min)):
	default:
		return false
	}
	if !p.areaBase(p.quote(j), inner) {
		return false
	}
	last := inner.last
	k := last + 1
	for p.plainWord(k) && p.item(k).is(p.c.DirAdj) && len(dir) < 2 {
		dir = append(dir, p.words(k, k))
		last = k
		k++
	}
	d := p.d
	noun := trimArticle(d.nounOf(it))
	name := noun + " " + inner.place.name
	for _, w := range dir {
		name += " " + w
	}
	kind := schema.Region
	if p.d.placeNoun(it) == schema.Neighbourhood {
		kind = schema.Neighbourhood
	}
	e := d.intern(kind, name)
	e.addName(name)
	e.addName(trimMarks(d.text(it.start, p.item(last).end)))
	if known := d.lex.Index("place/sy-rif-dimashq"); known >= 0 && arabic.Normalize(d.lex.Entries[known].Name) == arabic.Normalize(name) {
		e = d.entryEntity(int32(known))
	}
	if p.nounNumber(it) == 'd' {
		ph.areaNoun = noun
	}
	ph.place, ph.last = e, last
	ph.chain = append([]*entity{inner.place}, inner.chain...)
	p.chain(ph)
	return true
}

// areaBase reads the place whose countryside is meant.
func (p *parser) areaBase(i int, ph *phrase) bool {
	it := p.item(i)
	if it.name != nil {
		at, _ := p.d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
		if at < 0 {
			return false
		}
		ph.place, ph.last = p.d.entryEntity(at), i
		ph.place.addName(p.d.surface(it))
		return true
	}
	if kind := p.d.placeNoun(it); kind != "" && !it.is(p.c.SubArea) {
		if it.def {
			ph.place, ph.last = p.d.focus.place(kind), i
			return ph.place != nil
		}
		return p.namedPlace(i, kind, ph)
	}
	if it.unknown() && it.def && it.prep == 0 {
		name := p.words(i, i)
		ph.place, ph.last = p.d.intern(schema.Settlement, name), i
		ph.place.addName(name)
		return true
	}
	return false
}

func (p *parser) words(i, j int) string {
	return p.d.surfaceSpan(p.item(i), p.item(j).end)
}

// levels ranks kinds of places from the narrow to the wide.
var levels = map[schema.Kind]int{
	schema.Facility: 1, schema.Natural: 1, schema.Neighbourhood: 2, schema.Settlement: 3, schema.District: 4,
	schema.Region: 5, schema.Country: 7,
}

// placeAdjective takes in an adjective that is part of the name of a facility: «the X oil field».
func (p *parser) placeAdjective(ph *phrase) {
	next := p.item(ph.last + 1)
	if next == nil || !next.isWord() || !next.def || next.conj != 0 || next.prep != 0 || ph.place.kind != schema.Facility {
		return
	}
	if next.unknown() || next.isAny(p.c.SourceAdj) {
		ph.last++
		ph.place.addName(p.words(ph.last-1, ph.last))
	}
}

// place reads a phrase that names a place and nothing else.
func (p *parser) place(i int, ph *phrase) bool {
	it := p.item(i)
	ph.first, ph.last, ph.def, ph.prep = i, i, it.def, it.prep
	if it.name != nil {
		at, cands := p.d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
		if at < 0 {
			return false
		}
		ph.place = p.d.entryEntity(at)
		ph.place.addName(p.d.surface(it))
		ph.place.noteCandidates(cands)
		p.chain(ph)
		return true
	}
	return it.isWord() && p.d.placeNoun(it) != "" && p.placeHead(i, ph) && ph.anaphor == noAnaphor
}
