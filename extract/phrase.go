package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// phrase is a noun phrase that names or refers to somebody or somewhere.
type phrase struct {
	first, last int         // items, both included
	actor       *entity     // its reading as somebody, or nil
	place       *entity     // its reading as somewhere, or nil
	chain       []*entity   // the places that it is told to lie in, nearest first
	org         *entity     // whom a person or an official belongs to
	role        schema.Type // of a person towards org
	tally       *Tally
	nature      nature
	anaphor     anaphor
	gender      byte
	plural      bool
	def         bool
	rel         lexicon.Class // the preposition that governs it, or NoClass
	relItem     int           // the item of that preposition
	prep        byte          // a preposition written together with it
	and         int           // the phrase that a conjunction joins to it, or -1
	both        []*entity     // the two sides that it means
	joined      bool          // it is joined to an earlier one
	joint       bool          // «dead and wounded»
	loaded      []Span
	taken       bool
	source      bool // names a source: «local sources»
	quantified  bool
}

// nature says what a phrase shows of an actor.
type nature uint8

const (
	whole    nature = iota // the actor itself
	members                // fighters, officers, leaders of it: persons
	forces                 // units, vehicles, craft of it
	sites                  // positions, houses, headquarters of it
	civils                 // unnamed persons who do not fight
	families               // families of such
)

// anaphor says how a phrase refers back.
type anaphor uint8

const (
	noAnaphor      anaphor = iota
	orgAnaphor             // the organisation, the group
	latterAnaphor          // the latter
	bothAnaphor            // the two sides
	pronounAnaphor         // a pronoun on a noun: his fighters
	selfAnaphor            // our forces
	theseAnaphor           // these
	bareAnaphor            // gunmen, fighters: of nobody named
	placeAnaphor           // the town, the area
)

// parser reads the phrases of one sentence.
type parser struct {
	d *document
	s *sentence
	c *classes
}

// findPhrases fills s.phrases, left to right.
func (d *document) findPhrases(s *sentence) {
	p := parser{d, s, &d.cls}
	for i := 0; i < len(s.items); {
		ph := p.parse(i)
		if ph == nil {
			i++
			continue
		}
		p.governor(ph)
		ph.and = -1
		k := len(s.phrases)
		for j := ph.first; j <= ph.last; j++ {
			s.items[j].np = k
		}
		s.phrases = append(s.phrases, *ph)
		i = ph.last + 1
	}
	p.coordinate()
}

func (p *parser) item(i int) *item {
	if i < 0 || i >= len(p.s.items) {
		return nil
	}
	return &p.s.items[i]
}

// quote skips quotation marks and a lone dash from i on.
func (p *parser) quote(i int) int {
	for it := p.item(i); it != nil && it.punct == `"`; it = p.item(i) {
		i++
	}
	return i
}

// parse returns the phrase that begins at item i, or nil.
func (p *parser) parse(i int) *phrase {
	it := p.item(i)
	if it.punct != "" || it.time != nil {
		return nil
	}
	ph := &phrase{first: i, last: i, prep: it.prep, def: it.def}
	j := p.determiner(i, ph)
	if ok := p.head(j, ph, j > i); !ok {
		if ph.tally != nil && ph.quantified {
			return p.bareNumber(i, j, ph)
		}
		if prev := p.item(i - 1); j > i && p.item(i).is(p.c.Others) && prev != nil && prev.trig != nil {
			ph.last, ph.nature, ph.anaphor = i, members, bareAnaphor
			return ph
		}
		return nil
	}
	p.trailer(ph)
	return ph
}

// bareNumber reads «two were killed», «ten others»: persons counted without a noun.
func (p *parser) bareNumber(i, j int, ph *phrase) *phrase {
	if p.s.items[i].qty == nil || ph.tally.Unit != "" {
		return nil
	}
	if next := p.item(j); next != nil && next.isWord() && !next.is(p.c.Others) && !next.finite() && next.unknown() {
		return nil
	}
	ph.last = j - 1
	ph.nature, ph.anaphor = members, bareAnaphor
	if it := p.item(j); it != nil && it.is(p.c.Others) {
		ph.last = j
	}
	return ph
}

// determiner reads numbers and quantifiers before the head and returns where the head begins.
func (p *parser) determiner(i int, ph *phrase) int {
	j := i
	for n := 0; n < 4; n++ {
		it := p.item(j)
		if it == nil {
			break
		}
		switch {
		case it.qty != nil:
			if it.qty.Unit != "" {
				return j
			}
			ph.tally = p.tally(it)
			ph.quantified = true
		case it.isWord() && it.isAny(p.c.OneOf):
			ph.tally, ph.quantified = &Tally{Min: 1, Max: 1, Comparator: "eq", Span: Span{it.start, it.end}}, true
		case it.isWord() && it.isAny(p.c.Some, p.c.Others) && (n > 0 || p.d.placeNoun(it) == ""):
		case it.isWord() && it.is(p.c.Min) && j > i:
		case it.punct == `"` && j > i:
		default:
			return j
		}
		j++
	}
	return j
}

func (p *parser) tally(it *item) *Tally {
	q := it.qty
	t := &Tally{Min: q.Min, Max: q.Max, Comparator: q.Comparator, Span: Span{it.start, it.end}}
	t.Surface = p.d.text(it.start, it.end)
	if q.Comparator == "vague" && q.Min < 0 && q.Max < 0 {
		return nil
	}
	return t
}

// head reads the head of a phrase at item i, with what belongs to it. Determined says that a number or
// a quantifier stands before it.
func (p *parser) head(i int, ph *phrase, determined bool) bool {
	i = p.quote(i)
	it := p.item(i)
	if it == nil || it.punct != "" || it.time != nil || it.qty != nil {
		return false
	}
	ph.last = i
	switch {
	case it.name != nil:
		return p.nameHead(i, ph)
	case len(it.reads) == 0:
		return p.aliasHead(i, ph)
	case it.isAny(p.c.Given, p.c.GivenWeak, p.c.Kunya) && p.person(i, ph, false):
		return true
	case it.isAny(p.c.Spokes, p.c.Title, p.c.LeaderOf) && p.titled(i, ph):
		return true
	case it.is(p.c.LoadedNoun):
		return p.loadedHead(i, ph)
	case it.finite() && it.form.Kind != 0 && !determined && p.onlyVerb(it):
		return false
	case p.unknowns(i, ph):
		return true
	case it.isAny(p.c.Source, p.c.Official) && p.sourceHead(i, ph):
		return true
	case it.isAny(p.c.ISMember, p.c.HouthiMember):
		return p.memberName(i, ph)
	case it.isAny(p.c.Site) && p.owned(i, ph, sites):
		return true
	case p.d.placeNoun(it) != "" && p.placeHead(i, ph):
		return true
	case it.isAny(p.c.Fighter, p.c.Leader):
		return p.owned(i, ph, members) || p.bare(i, ph)
	case it.is(p.c.Force):
		return p.owned(i, ph, forces) || p.bareForce(i, ph)
	case it.isAny(p.c.OArmed, p.c.OBody, p.c.OMilitary, p.c.OCommunity) && p.orgHead(i, ph):
		return true
	case it.is(p.c.Civil):
		return p.civilHead(i, ph, civils)
	case it.is(p.c.Family):
		return p.civilHead(i, ph, families)
	case it.isAny(p.c.Latter) && it.def || it.is(p.c.Latter):
		return p.latter(i, ph)
	case it.is(p.c.BothSides):
		ph.anaphor, ph.plural = bothAnaphor, true
		return true
	case it.is(p.c.SelfGroup):
		ph.anaphor, ph.nature, ph.plural = selfAnaphor, forces, true
		return true
	}
	return false
}

// onlyVerb reports whether a word that can be a finite verb has no noun reading that a head could use.
func (p *parser) onlyVerb(it *item) bool {
	return !it.isAny(p.c.Fighter, p.c.Leader, p.c.Force, p.c.Site, p.c.Civil, p.c.Family, p.c.Source, p.c.Official,
		p.c.OArmed, p.c.OBody, p.c.OMilitary, p.c.OCommunity) && p.d.placeNoun(it) == ""
}

func (p *parser) latter(i int, ph *phrase) bool {
	it := p.item(i)
	if prev := p.item(i - 1); prev != nil && prev.np < 0 && prev.isWord() && prev.def && it.prep == 0 && it.conj == 0 && prev.trig == nil {
		return false // an adjective: «the last pocket»
	}
	if prev := p.item(i - 1); prev != nil && prev.punct == "" && prev.np >= 0 && it.prep == 0 && it.conj == 0 {
		return false
	}
	ph.anaphor = latterAnaphor
	ph.gender = latterGender(it.norm)
	return true
}

func latterGender(norm string) byte {
	r := []rune(norm)
	if r[len(r)-1] == arabic.Heh {
		return 'f'
	}
	return 'm'
}

// nameHead reads a name of the lexicon.
func (p *parser) nameHead(i int, ph *phrase) bool {
	it := p.item(i)
	ph.last = i
	p.fromRefs(it, ph)
	if ph.actor == nil && ph.place == nil {
		return false
	}
	ph.gender = genderOf(ph)
	if ph.isPlaceOnly() {
		p.placeAdjective(ph)
		p.chain(ph)
	}
	if ph.actor != nil && ph.actor.kind == schema.Media {
		ph.source = true
	}
	return true
}

func genderOf(ph *phrase) byte {
	if ph.actor != nil && ph.actor.gender != 0 {
		return ph.actor.gender
	}
	return 0
}

// fromRefs gives ph the readings of a name as somebody and as somewhere.
func (p *parser) fromRefs(it *item, ph *phrase) {
	d := p.d
	surface := d.surface(it)
	actor, cands := d.best(it.name, func(x *lexicon.Entry) bool { return !x.Kind.IsPlace() })
	if actor >= 0 {
		ph.actor = d.entryEntity(actor)
		ph.actor.addName(surface)
		ph.actor.noteCandidates(cands)
	}
	place, cands := d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
	if place >= 0 {
		ph.place = d.entryEntity(place)
		ph.place.addName(surface)
		ph.place.noteCandidates(cands)
	}
}

func (e *entity) noteCandidates(keys []string) {
	if len(keys) > len(e.candidates) {
		e.candidates = keys
	}
}

// surface returns the words of a name as the text has them, clitics and quotes removed.
func (d *document) surface(it *item) string {
	text := trimMarks(d.text(it.start, it.end))
	if it.prep == 'l' && it.def {
		return d.definite + text
	}
	return text
}

// aliasHead reads a word that an earlier mention made a name: the last name of a person.
func (p *parser) aliasHead(i int, ph *phrase) bool {
	it := p.item(i)
	e := p.d.byWord[it.stem]
	if e == nil || it.quoted && e.kind == schema.Person {
		return false
	}
	ph.actor, ph.last, ph.gender = e, i, e.gender
	e.addName(p.d.surfaceWord(it))
	return true
}

func (d *document) surfaceWord(it *item) string {
	return trimMarks(d.text(it.start, it.end))
}

// loadedHead reads «the militia X», «the remnants of X» as X, and keeps the loaded word apart.
func (p *parser) loadedHead(i int, ph *phrase) bool {
	it := p.item(i)
	inner := &phrase{}
	if !p.head(i+1, inner, false) || inner.actor == nil && inner.anaphor == noAnaphor {
		if it.def && it.isAny(p.c.OArmed) {
			ph.anaphor, ph.gender = orgAnaphor, 'f'
			return true
		}
		return false
	}
	first, prep, def, tally := ph.first, ph.prep, ph.def, ph.tally
	quantified := ph.quantified
	*ph = *inner
	ph.first, ph.prep, ph.def, ph.quantified = first, prep, def, quantified
	if tally != nil {
		ph.tally = tally
	}
	ph.loaded = append(ph.loaded, Span{it.start, it.end})
	return true
}

// trailer takes in what stands behind a head without changing it: loaded adjectives, «so-and-so many
// at least», an alias in brackets or behind a dash.
func (p *parser) trailer(ph *phrase) {
	for n := 0; n < 6; n++ {
		i := ph.last + 1
		it := p.item(i)
		if it == nil {
			return
		}
		switch {
		case it.punct == `"`:
			nx := p.item(i + 1)
			if nx == nil || !it.quoted || !(nx.isWord() && nx.is(p.c.Loaded) || nx.punct == "(" && p.alias(i+1, ph)) {
				return
			}
			if nx.punct == "(" {
				continue
			}
			ph.last = i
		case it.isWord() && it.is(p.c.Loaded) && it.prep == 0 && it.conj == 0:
			ph.loaded = append(ph.loaded, Span{it.start, it.end})
			ph.last = i
		case it.isWord() && it.isAny(p.c.SourceAdj) && it.prep == 0 && it.conj == 0 && ph.actor != nil:
			ph.last = i
		case it.punct == "(" || it.punct == "-":
			if !p.alias(i, ph) {
				return
			}
		default:
			return
		}
	}
}

// alias reads «(SDF)» or «– SDF» behind a name as another name of it.
func (p *parser) alias(i int, ph *phrase) bool {
	if ph.actor == nil || ph.actor.isPlace() {
		return false
	}
	j := p.quote(i + 1)
	it := p.item(j)
	if it == nil || it.prep != 0 || it.conj != 0 {
		return false
	}
	end := p.quote(j + 1)
	if p.item(i).punct == "(" {
		closing := p.item(end)
		if closing == nil || closing.punct != ")" {
			return false
		}
		end++
	}
	switch {
	case it.name != nil:
		other := &phrase{}
		p.fromRefs(it, other)
		if other.actor != ph.actor {
			return false
		}
	case it.unknown() && p.item(i).punct == "(" && ph.actor.kind != schema.Person:
		p.d.byWord[it.stem] = ph.actor
		ph.actor.addName(p.d.surfaceWord(it))
	default:
		return false
	}
	ph.last = end - 1
	return true
}

// governor notes the preposition before a phrase.
func (p *parser) governor(ph *phrase) {
	ph.relItem = -1
	if ph.prep != 0 {
		return
	}
	for i := ph.first - 1; i >= 0; i-- {
		it := p.item(i)
		if it.punct == `"` {
			continue
		}
		if !it.isWord() {
			return
		}
		if it.is(p.c.Direction) && it.prep == 'b' {
			ph.rel, ph.relItem = p.c.Near, i
			return
		}
		for _, c := range p.governors() {
			if it.is(c) {
				ph.rel, ph.relItem = c, i
				if it.prep == 'b' || it.prep == 'l' {
					ph.prep = 0
				}
				return
			}
		}
		if it.unknown() && !it.def && it.conj == 0 && i == ph.first-1 && ph.rel == lexicon.NoClass && len([]rune(it.stem)) > 2 {
			continue // the head of a genitive whose preposition stands before it: «against practices of X»
		}
		if it.is(p.c.AlsoAdj) {
			continue
		}
		if !it.is(p.c.Direction) {
			return
		}
		ph.rel, ph.relItem = p.c.Near, i
	}
}

func (p *parser) governors() []lexicon.Class {
	c := p.c
	return []lexicon.Class{
		c.AgentBy, c.WithSupport, c.Facing, c.Per, c.Didd, c.Bayn, c.Maa, c.Fi, c.Ala, c.Ila, c.An, c.Min, c.Near, c.Across,
		c.Beside, c.LedBy, c.Affiliated, c.AfterCause, c.During, c.After, c.Before, c.SoCalled,
	}
}

// coordinate joins «A and B» where both are of one sort and nothing but quotes stands between them.
func (p *parser) coordinate() {
	ps := p.s.phrases
	for k := 1; k < len(ps); k++ {
		a, b := &ps[k-1], &ps[k]
		first := p.item(b.first)
		if first.conj != 'w' && !p.commaList(k) && !p.bayn(b) || !p.adjacent(a, b) || !alike(a, b) {
			continue
		}
		if b.prep != 0 && b.prep != a.prep || b.rel != lexicon.NoClass && !(b.rel == a.rel && b.rel == p.c.Bayn) {
			continue
		}
		a.and, b.joined = k, true
		if a.anaphor == bareAnaphor && a.actor == nil && b.nature == members && a.nature == members {
			a.actor = b.actor // «a commander and two fighters of X»
		}
	}
}

// bayn reports whether b follows «and between».
func (p *parser) bayn(b *phrase) bool {
	return b.rel == p.c.Bayn && b.relItem >= 0 && p.item(b.relItem).conj == 'w'
}

// commaList reports whether phrase k stands behind a comma in a list that a conjunction ends.
func (p *parser) commaList(k int) bool {
	ps := p.s.phrases
	it := p.item(ps[k].first - 1)
	if it == nil || it.punct != "," {
		return false
	}
	for n := k + 1; n < len(ps) && n < k+5; n++ {
		if !p.adjacent(&ps[n-1], &ps[n]) {
			return false
		}
		if p.item(ps[n].first).conj == 'w' {
			return alike(&ps[k], &ps[n])
		}
	}
	return false
}

func (p *parser) adjacent(a, b *phrase) bool {
	for i := a.last + 1; i < b.first; i++ {
		if it := p.item(i); it.punct != `"` && it.punct != "," && it.punct != ")" && it.punct != "(" && !it.is(p.c.Bayn) {
			return false
		}
	}
	return true
}

// alike reports whether a and b can be members of one list.
func alike(a, b *phrase) bool {
	if a.isPlaceOnly() || b.isPlaceOnly() {
		return a.place != nil && b.place != nil
	}
	return true
}

func (ph *phrase) isPlaceOnly() bool {
	return ph.actor == nil && ph.anaphor == noAnaphor && ph.place != nil
}
