package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// office is what the titles before a name tell of the office that its bearer has.
type office struct {
	chief, minister, deputy, former bool

	definite bool // the deputy is one whom a name can follow: «the senior member in X», not «a senior member in X»
}

// read notes what one word among titles tells.
func (o *office) read(p *parser, it *item) {
	if !it.isWord() {
		return
	}
	o.chief = o.chief || it.is(p.c.Chief)
	o.minister = o.minister || it.is(p.c.Minister)
	o.deputy = o.deputy || it.is(p.c.Deputy)
	o.definite = o.definite || it.is(p.c.Deputy) && definite(it.norm)
	o.former = o.former || it.is(p.c.Former)
}

// another reports whether a word begins the titles of somebody else: «the Turkish minister met the Syrian president».
func (o *office) another(p *parser, it *item) bool {
	return (o.chief || o.minister) && it.isWord() && it.is(p.c.Chief) && it.def
}

// within reports whether the body that the office is in can follow it: «the minister of justice in X».
func (o *office) within(p *parser, it *item) bool {
	return (o.minister || o.definite) && it.conj == 0 && (it.isWord() && it.is(p.c.Fi) || it.prep == 'l')
}

// body returns whom the office is of: the adjective of a nation behind it means the state and not its army,
// which is what the adjective means of soldiers and strikes.
func (o *office) body(d *document, e *entity) *entity {
	if _, nations := d.forceOf[e.entry]; !nations || !o.chief && !o.minister {
		return e
	}
	if at := d.stateOf(nation{state: e.entry}); at >= 0 {
		return d.entryEntity(at)
	}
	return e
}

// role returns how the bearer stands to org: who heads a state leads it; a minister, a deputy and «a senior
// member of» belong to it.
func (o *office) role(r schema.Type, org *entity) schema.Type {
	switch {
	case r == schema.SpeaksFor:
		return r
	case o.minister || o.deputy:
		return schema.MemberOf
	case o.chief && org.kind == schema.State:
		return schema.Leads
	}
	return r
}

// namedLeader notes the state that the name of a coalition ends with: «the coalition led by S» is one name, and S belongs to it.
func (p *parser) namedLeader(it *item, ph *phrase) {
	if ph.actor.kind != schema.Coalition {
		return
	}
	for first := it.first + 2; first <= it.last; first++ {
		var n lexicon.Name
		n, p.d.buf.splits = p.d.lex.FindName(p.s.tokens[:it.last+1], first, p.d.buf.splits)
		if len(n.Refs) == 0 || n.Last != it.last || !p.ledBefore(first) {
			continue
		}
		at, _ := p.d.best(n.Refs, func(x *lexicon.Entry) bool { return x.Kind == schema.State })
		if at >= 0 {
			ph.leader = p.d.entryEntity(at)
			return
		}
	}
}

// ledBefore reports whether the words before token i tell who leads: «led by», «which is led by».
func (p *parser) ledBefore(i int) bool {
	last := p.s.tokens[i-1].Norm
	return p.d.spells(last, p.c.LedBy) || p.d.spells(last, p.c.LeadsIt)
}

// leadOf tells that the state which the name of a coalition tells to lead it belongs to it.
func (d *document) leadOf(s *sentence, ph *phrase) {
	if ph.leader != nil && ph.leader.kind == schema.State && ph.actor != nil && ph.leader != ph.actor {
		d.relateBy("member-of.led-by", s, schema.MemberOf, ph.leader, ph.actor, ph, ph)
	}
}

// loyalOf tells that a force which its name tells to be loyal to a person is on his side: «the forces loyal to P».
func (d *document) loyalOf(s *sentence, ph *phrase) {
	if ph.actor == nil || ph.anaphor != noAnaphor || ph.actor.kind != schema.Military && ph.actor.kind != schema.ArmedGroup {
		return
	}
	loyal, last := false, s.items[ph.last].last
	for i := s.items[ph.first].first; i <= last; i++ {
		if !loyal {
			loyal = d.spells(s.tokens[i].Norm, d.cls.LoyalWord)
			continue
		}
		var n lexicon.Name
		n, d.buf.splits = d.lex.FindName(s.tokens[:last+1], i, d.buf.splits)
		if len(n.Refs) == 0 || n.Last != last {
			continue
		}
		if at, _ := d.best(n.Refs, func(x *lexicon.Entry) bool { return x.Kind == schema.Person }); at >= 0 && !d.ownForce(ph.actor, d.entryEntity(at)) {
			ph.leader = d.entryEntity(at)
			ph.leader.addName(d.text(s.tokens[i].Start+arabic.StemStart(d.text(s.tokens[i].Start, s.tokens[i].End), n.Split.Skip), s.tokens[last].End))
			d.relateBy("ally-of.loyal-name", s, schema.AllyOf, ph.actor, ph.leader, ph, ph)
		}
		return
	}
}

// ownForce reports whether a force is called after a person: «the forces of P» are his, and not on his side.
func (d *document) ownForce(force, person *entity) bool {
	last := arabic.Tokenize(person.name, 0, len(person.name))
	return len(last) == 0 || strings.Contains(force.name, person.name[last[len(last)-1].Start:])
}
