package extract

import (
	"slices"

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
	origin      *entity     // where those whom it means come from
	site        *entity     // the place that it names too: the house of whom it means
	leader      *entity     // whom the name tells: the state that leads a coalition, the person to whom a force is loyal
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
	areaNoun    string        // of «the deserts of A and B»: one such area for each
	listed      schema.Kind   // of «the villages of A and B»: each member is of that kind
	joined      bool          // it is joined to an earlier one
	under       bool          // it begins a list of groups that belong to the phrase before it
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
	case slices.Contains(it.near, p.c.Capital):
		return p.capitalHead(i, ph)
	case p.homelandHead(i, ph):
		ph.anaphor = placeAnaphor
		return true
	case len(it.reads) == 0:
		return it.first < it.last && p.firstIs(it, p.c.Road) && p.roadHead(i, ph) || p.peopleHead(i, ph) || p.aliasHead(i, ph) || p.quotedPerson(i, ph) || p.expectedPerson(i, ph) || p.agedPerson(i, ph) || p.quotedPlace(i, ph) || p.companion(i, ph)
	case it.isAny(p.c.Given, p.c.GivenWeak, p.c.GivenNoun, p.c.Kunya, p.c.KunyaName) && (p.person(i, ph, false) || p.surnameHead(i, ph) || p.expectedPerson(i, ph) || p.agedPerson(i, ph)):
		return true
	case it.is(p.c.Named) && p.calledHead(i, ph):
		return true
	case it.isAny(p.c.Spokes, p.c.Title, p.c.LeaderOf) && p.titled(i, ph):
		return true
	case it.is(p.c.Tribesmen):
		return p.tribesmen(i, ph)
	case p.peopleHead(i, ph):
		return true
	case it.is(p.c.LoadedNoun):
		return p.loadedHead(i, ph)
	case it.is(p.c.These) && p.theseAlone(i+1):
		ph.anaphor, ph.plural = theseAnaphor, true
		return true
	case p.surnameAlone(i) && p.aliasHead(i, ph):
		return true
	case it.finite() && it.form.Kind != 0 && !determined && p.onlyVerb(it):
		return false
	case p.unknowns(i, ph):
		return true
	case it.isAny(p.c.Source, p.c.Official) && p.sourceHead(i, ph):
		return true
	case it.is(p.c.LoyalMen) && p.loyalMen(i, ph):
		return true
	case it.isAny(p.c.ISMember, p.c.HouthiMember):
		return p.memberName(i, ph)
	case it.is(p.c.Lands) && p.landHead(i, ph), it.is(p.c.Border) && (p.borderHead(i, ph) || p.borderItself(i, ph)), it.is(p.c.Direction) && p.partHead(i, ph):
		return true
	case it.isAny(p.c.Site) && p.owned(i, ph, sites):
		return true
	case it.is(p.c.Road) && p.roadHead(i, ph):
		return true
	case p.d.placeNoun(it) != "" && p.placeHead(i, ph):
		return true
	case it.is(p.c.Seat) && p.builtHead(i, ph):
		return true
	case it.isAny(p.c.NaturalItself, p.c.FacilityItself):
		return p.selfHead(i, ph)
	case it.is(p.c.Policeman):
		return p.owned(i, ph, members) || p.policeman(i, ph) || p.bare(i, ph)
	case it.is(p.c.Fighter) && p.describesEvent(i):
		return false
	case it.isAny(p.c.Fighter, p.c.Leader):
		return p.band(i, ph) || p.owned(i, ph, members) || p.bare(i, ph)
	case it.is(p.c.Force):
		return p.owned(i, ph, forces) || p.armedBand(i, ph) || p.namedForce(i, ph) || p.bareForce(i, ph)
	case it.isAny(p.c.OArmed, p.c.OBody, p.c.OMilitary, p.c.OCommunity) && p.orgHead(i, ph):
		return true
	case it.is(p.c.OArmed) && p.armedBand(i, ph):
		return true
	case it.is(p.c.Civil) && p.describesDeed(i):
		return false
	case it.is(p.c.Civil):
		return p.civilHead(i, ph, civils)
	case it.is(p.c.Family) && !p.capture(i):
		return p.civilHead(i, ph, families)
	case it.is(p.c.Latter):
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

// describesEvent reports whether a loaded word only describes the occurrence before it: «the terrorist attack».
func (p *parser) describesEvent(i int) bool {
	it, prev := p.item(i), p.item(i-1)
	return prev != nil && prev.isWord() && prev.np < 0 && prev.trig != nil && prev.def && definite(it.norm) && it.conj == 0 && it.prep == 0 &&
		it.is(p.c.Loaded) && p.nounNumber(it) != 'p'
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

// capture reports whether a word that is spelled like «families» tells the capture of those behind it.
func (p *parser) capture(i int) bool {
	it, next := p.item(i), p.item(i+1)
	if it.trig == nil || it.def || next == nil {
		return false
	}
	return next.qty != nil || next.isWord() && next.isAny(p.c.Fighter, p.c.Some)
}
