package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// nation is what an adjective of a nation can mean: the state, its force, or its land. The land is -1 where
// the table names none.
type nation struct{ state, force, country int32 }

// loadNations fills the adjectives of nations by their singulars and by their plurals.
func (x *Extractor) loadNations(rows []lexicon.Row) error {
	x.nisba, x.nisbaMany, x.forceOf = map[string]nation{}, map[string]nation{}, map[int32]int32{}
	countryOf := map[int32]int32{} // of a state
	x.stateLand = countryOf
	for _, r := range rows {
		n, err := x.nationOf(r)
		if err != nil {
			return err
		}
		if _, ok := x.forceOf[n.state]; !ok {
			x.forceOf[n.state] = n.force
		}
		if n.country >= 0 {
			countryOf[n.state] = n.country
		}
		stem := arabic.Normalize(r.Get("form"))
		for _, end := range []rune{arabic.Heh, arabic.Alef} {
			x.nisba[stem], x.nisba[stem+string(end)] = n, n
		}
		for _, end := range []rune{arabic.Yeh, arabic.Waw, arabic.Alef} {
			x.nisbaMany[stem+string([]rune{end, arabic.Noon})] = n
		}
		if plural := arabic.Normalize(r.Get("plural")); plural != "" {
			x.nisbaMany[plural] = n
		}
	}
	x.landOf = map[int32]int32{}
	for at := range x.lex.Entries {
		if land, ok := x.land(&x.lex.Entries[at], countryOf); ok {
			x.landOf[int32(at)] = land
		}
	}
	return nil
}

// land returns the country of the state that a force outside the theatres belongs to, perhaps by way of other forces.
func (x *Extractor) land(e *lexicon.Entry, countryOf map[int32]int32) (int32, bool) {
	for n := 0; n < 4 && e.Kind == schema.Military && e.Theatre == world && e.Parent != ""; n++ {
		p := x.lex.Index(e.Parent)
		if p < 0 {
			break
		}
		if land, ok := countryOf[int32(p)]; ok {
			return land, true
		}
		e = &x.lex.Entries[p]
	}
	return 0, false
}

func (x *Extractor) nationOf(r lexicon.Row) (nation, error) {
	n := nation{-1, -1, -1}
	for _, c := range []struct {
		to    *int32
		group string
		id    string
	}{{&n.state, "actors", r.ID}, {&n.force, "actors", r.Get("force")}, {&n.country, "places", r.Get("country")}} {
		if c.id == "" {
			continue
		}
		k := x.lex.Index(lexicon.Key(c.group, c.id))
		if k < 0 {
			return n, r.Errorf("no entity %q among the %s", c.id, c.group)
		}
		*c.to = int32(k)
	}
	if n.force < 0 {
		n.force = n.state
	}
	return n, nil
}

// nationOf reads «Turkish aircraft», «American soldiers» as their state.
func (p *parser) nationOf(i int, ph *phrase) bool {
	for j := i + 1; j <= i+2; j++ {
		it := p.item(j)
		n, ok := p.nationMany(it)
		ok = ok && p.item(i).is(p.c.Soldier) && definite(it.norm) == p.item(i).def
		if !ok {
			if !p.plainWord(j) {
				return false
			}
			n, ok = p.d.nisba[it.stem]
		}
		if ok {
			ph.actor, ph.last = p.d.entryEntity(p.forceFor(i, n)), j
			ph.actor.addName(p.words(i, j))
			return true
		}
		if !it.unknown() && !it.isAny(p.c.SourceAdj, p.c.ModeAir) {
			return false
		}
	}
	return false
}

// forceFor returns which force of a nation the noun at item i is of: policemen are of its police, or else of the state, and
// of no army.
func (p *parser) forceFor(i int, n nation) int32 {
	if !p.item(i).is(p.c.Policeman) {
		return n.force
	}
	at, _ := p.d.best(p.d.police, func(x *lexicon.Entry) bool { return p.d.ofCountry(int32(p.d.lex.Index(x.Key)), n.country) })
	if at >= 0 {
		return at
	}
	if at = p.d.stateOf(n); at >= 0 {
		return at
	}
	return n.force
}

// stateOf returns the state of a nation, also where its adjective means the army that belongs to it; or -1.
func (x *Extractor) stateOf(n nation) int32 {
	e := &x.lex.Entries[n.state]
	if e.Kind == schema.State {
		return n.state
	}
	if at := x.lex.Parent(int(n.state)); e.Kind == schema.Military && at >= 0 && x.lex.Entries[at].Kind == schema.State {
		return int32(at)
	}
	return -1
}

// deedReach is how far behind the noun of a deed the adjective of whose deed it is may stand: «the heavy Saudi shelling».
const deedReach = 3

// describesDeed reports whether the adjective of a nation at item i tells whose deed the noun before it is: «the Saudi shelling»,
// «an Egyptian air strike». «The killing of a Saudi» is that of a person.
func (p *parser) describesDeed(i int) bool {
	it := p.item(i)
	if _, ok := p.d.nisba[it.stem]; !ok || it.conj != 0 || it.prep != 0 || it.pron != "" {
		return false
	}
	for j := i - 1; j >= i-deedReach; j-- {
		prev := p.item(j)
		if prev == nil || !prev.isWord() || prev.np >= 0 {
			return false
		}
		if prev.trig == nil {
			continue
		}
		own := definite(prev.norm) || prev.trig.Frame != nil && prev.trig.Frame.Gen == lexicon.AgentSlot
		return prev.trig.Kind == "event" && !prev.finite() && definite(prev.norm) == definite(it.norm) && own && p.adjectives(j+1, deedReach-1) >= i
	}
	return false
}

// nationMany returns the nation whose adjective it is in the plural, which also names its people: «the Turkish (soldiers)».
func (p *parser) nationMany(it *item) (nation, bool) {
	if it == nil || it.punct != "" || it.conj != 0 || it.prep != 0 || it.first != it.last {
		return nation{}, false
	}
	n, ok := p.d.nisbaMany[trimArticle(it.norm)]
	return n, ok
}

// landHead reads «the Syrian lands» as the country.
func (p *parser) landHead(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if next == nil || next.punct != "" || next.conj != 0 || next.prep != 0 {
		return false
	}
	n, ok := p.d.nisba[trimArticle(next.norm)]
	if !ok || n.country < 0 || definite(it.norm) != definite(next.norm) {
		return false
	}
	ph.place, ph.last = p.d.entryEntity(n.country), i+1
	ph.place.addName(p.words(i, i+1))
	return true
}

// borderHead reads «the Syrian-Turkish border», «the border with Syria», «the border between A and B».
func (p *parser) borderHead(i int, ph *phrase) bool {
	if p.behindPlace(i) {
		return false
	}
	last := i
	for n := 0; n < 2; n++ {
		j := last + 1
		if it := p.item(j); n > 0 && it != nil && it.punct == "-" {
			j++
		}
		it := p.item(j)
		if it == nil || it.conj != 0 || it.prep != 0 || it.punct != "" {
			break
		}
		if _, ok := p.d.nisba[trimArticle(it.norm)]; !ok && !p.countryName(j) || definite(it.norm) != definite(p.item(i).norm) && it.name == nil {
			break
		}
		last = j
	}
	if it := p.item(last + 1); last == i && it != nil && it.isAny(p.c.Maa, p.c.Bayn) && p.countryName(i+2) {
		last = i + 2
		if and := p.item(i + 3); it.is(p.c.Bayn) && and != nil && and.conj == 'w' && p.countryName(i+3) {
			last = i + 3
		}
	}
	if last == i {
		return false
	}
	name := p.words(i, last)
	ph.place, ph.last = p.d.intern(schema.Natural, name), last
	ph.place.addName(name)
	return true
}

// behindPlace reports whether the words before item i say where a place lies: «X on the border with Y».
func (p *parser) behindPlace(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		it := p.item(j)
		if it.np >= 0 {
			return p.s.phrases[it.np].isPlaceOnly()
		}
		if !it.isWord() || !it.isAny(p.c.Ala, p.c.An, p.c.Near, p.c.Direction, p.c.Located) {
			return false
		}
	}
	return false
}

// countryName reports whether item i names a country or a territory.
func (p *parser) countryName(i int) bool {
	it := p.item(i)
	if it == nil || it.name == nil {
		return false
	}
	at, _ := p.d.best(it.name, func(x *lexicon.Entry) bool { return x.Kind == schema.Country || x.Kind == schema.Region })
	return at >= 0
}

// partHead reads «the north of X», X a country, as a region of it.
func (p *parser) partHead(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if whole := (&phrase{}); !it.def && p.homelandHead(i+1, whole) && next.prep == 0 && next.conj == 0 {
		return p.homelandPart(i, whole.place, ph)
	}
	if it.def || next == nil || next.name == nil || next.prep != 0 || next.conj != 0 {
		return false
	}
	at, _ := p.d.best(next.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
	if at < 0 || p.d.lex.Entries[at].Kind != schema.Country {
		return false
	}
	name, whole := p.words(i, i+1), p.d.entryEntity(at)
	whole.addName(p.d.surface(next))
	ph.place, ph.last, ph.chain = p.d.intern(schema.Region, name), i+1, []*entity{whole}
	ph.place.addName(name)
	return true
}

// homelandPart reads «the north of the country» as the region that «the north of X» names.
func (p *parser) homelandPart(i int, land *entity, ph *phrase) bool {
	name := p.words(i, i) + " " + land.name
	known, _ := p.d.lex.FindName(arabic.Tokenize(name, 0, len(name)), 0, nil)
	if at, _ := p.d.best(known.Refs, func(x *lexicon.Entry) bool { return x.Kind == schema.Region }); at >= 0 && known.First < known.Last {
		ph.place = p.d.entryEntity(at)
	} else {
		ph.place = p.d.intern(schema.Region, name)
	}
	ph.place.addName(p.words(i, i+1))
	ph.last, ph.chain = i+1, []*entity{land}
	return true
}

// listedNation reads the second adjective of «the Iranian and Iraqi militias» as the militias that bear that name.
func (p *parser) listedNation(i int) *phrase {
	it, n := p.item(i), len(p.s.phrases)
	if n == 0 || it.conj != 'w' || it.prep != 0 || !it.def || it.name != nil {
		return nil
	}
	prev := &p.s.phrases[n-1]
	if _, ok := p.d.nisba[trimArticle(it.stem)]; !ok || prev.actor == nil || prev.actor.entry < 0 || prev.last != i-1 {
		return nil
	}
	words := strings.Fields(p.words(prev.first, prev.last))
	if len(words) < 2 {
		return nil
	}
	text := strings.Join(words[:len(words)-1], " ") + " " + p.words(i, i)
	name, _ := p.d.lex.FindName(arabic.Tokenize(text, 0, len(text)), 0, nil)
	at, _ := p.d.best(name.Refs, func(x *lexicon.Entry) bool { return !x.Kind.IsPlace() })
	if at < 0 || name.Last != len(words)-1 {
		return nil
	}
	ph := &phrase{first: i, last: i, def: true, actor: p.d.entryEntity(at)}
	ph.actor.addName(text)
	return ph
}

// arm lets the forces of a state make the attack that the adjective of its nation describes, where the article speaks of
// them: «the Turkish bombing» is theirs.
func (d *document) arm(o *occurrence) {
	if !o.did("role.nation") {
		return
	}
	for i, a := range o.agents {
		force, ok := d.forceOf[a.entity.entry]
		if !ok {
			continue
		}
		if e := d.entities[d.lex.Entries[force].Key]; e != nil && !has(o.agents, e) {
			o.agents[i].entity = e
		}
	}
}
