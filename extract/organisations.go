package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// orgHead reads organisations beyond the lexicon, and «the organisation» as a reference back.
func (p *parser) orgHead(i int, ph *phrase) bool {
	it := p.item(i)
	kind := p.orgKind(it)
	if it.pron != "" || it.isAny(p.c.LedBy, p.c.AgentBy) {
		return false
	}
	if p.numbered(i, kind, ph) || p.ordinalUnit(i, ph) {
		return true
	}
	if it.def {
		if j := p.described(i, kind); j > i {
			return p.newOrg(i, j, kind, ph)
		}
		if kind == schema.Community {
			return p.newOrg(i, i, kind, ph)
		}
		if kind == schema.ArmedGroup {
			ph.anaphor, ph.gender = orgAnaphor, p.nounGender(it)
		}
		return kind == schema.ArmedGroup
	}
	if it.quoted && p.quotedWhole(i, kind, ph) {
		return true
	}
	if q := p.item(i + 1); q != nil && q.punct == `"` {
		if end := p.closing(i + 1); end > 0 && end-i <= 6 && p.item(i+2).name == nil {
			ok := p.newOrg(i, end-1, kind, ph)
			ph.last = end
			return ok
		}
		return false
	}
	j := p.orgEnd(i, kind)
	if k := p.officeOf(i, kind); k > i {
		j = k
	}
	if next := p.item(i + 1); j == i && kind == schema.Body && next != nil && next.isWord() && next.conj == 0 && next.prep == 0 {
		if _, nation := p.d.nisba[next.norm]; nation {
			j = i + 1 // «a Libyan court»
		}
	}
	if j == i || p.item(j).isAny(p.c.PRegion, p.c.PSettlement) {
		return false
	}
	if !p.newOrg(i, j, kind, ph) {
		return false
	}
	p.portfolios(i, ph)
	return true
}

// numbered reads a unit that a number tells apart: «the 22nd brigade».
func (p *parser) numbered(i int, kind schema.Kind, ph *phrase) bool {
	next := p.item(i + 1)
	if next == nil || next.time != nil || next.conj != 0 || next.first != next.last || p.s.tokens[next.first].Kind != arabic.Number {
		return false
	}
	return (kind == schema.Military || kind == schema.ArmedGroup && p.item(i).is(p.c.Unit)) && p.newOrg(i, i+1, schema.Military, ph)
}

// ordinalUnit reads a unit that an ordinal tells apart: «the first infantry brigade».
func (p *parser) ordinalUnit(i int, ph *phrase) bool {
	it := p.item(i)
	if !it.is(p.c.Unit) || !it.isAny(p.c.OArmed, p.c.OMilitary) || it.pron != "" || !p.ordinal(i+1) {
		return false
	}
	last := i + 1
	if p.ordinal(last + 1) {
		last++ // «the twelfth» has two words
	}
	return p.newOrg(i, p.arm(last), schema.Military, ph)
}

func (p *parser) ordinal(i int) bool {
	return p.plainWord(i) && slices.Contains(p.item(i).near, p.c.Ordinal)
}

// namedForce reads a force by its task or its home: «the rapid intervention force», «the brigades of X».
func (p *parser) namedForce(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if it.def || it.pron != "" || next == nil || next.conj != 0 || next.prep != 0 {
		return false
	}
	if it.is(p.c.OArmed) && next.name != nil && p.nounNumber(it) == 'p' {
		at, _ := p.d.best(next.name, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() })
		return at >= 0 && !p.actorName(next) && p.newOrg(i, i+1, schema.ArmedGroup, ph)
	}
	if !it.is(p.c.Unit) || !next.unknown() || !next.def {
		return false
	}
	last := i + 1
	if after := p.item(i + 2); after != nil && after.unknown() && after.def && after.conj == 0 && after.prep == 0 {
		last++
	}
	return p.newOrg(i, last, schema.Military, ph)
}

// described returns the last item of an organisation with the article and the adjectives that tell which one
// it is, «the Central Criminal Court»; i where there is none.
func (p *parser) described(i int, kind schema.Kind) int {
	j := i
	for n := 0; n < 3; n++ {
		next := p.item(j + 1)
		if next == nil || next.conj != 0 || next.prep != 0 || !next.isWord() || !definite(next.norm) || next.is(p.c.Loaded) {
			break
		}
		known := kind == schema.Body && next.isAny(p.c.SourceAdj, p.c.AdjCommon)
		if !next.unknown() && !known || n > 0 && next.unknown() && !feminine(next) {
			break
		}
		j++
	}
	return j
}

func feminine(it *item) bool { return strings.HasSuffix(it.norm, string(rune(arabic.Heh))) }

// orgEnd returns the last item of the name that follows the noun of an organisation; i where none follows.
// The name of a person, who heads a body, is not part of its name.
func (p *parser) orgEnd(i int, kind schema.Kind) int {
	j := i
	for n := 0; n < 3; n++ {
		next := p.item(j + 1)
		if next == nil || next.conj != 0 || next.prep != 0 || next.punct != "" {
			break
		}
		whose := next.is(p.c.Portfolio) || kind == schema.Body && next.def && next.is(p.c.Civil)
		if !whose && !next.unknown() && (next.name == nil || n > 0 && !next.def) && !next.isAny(p.c.Given, p.c.Kunya, p.c.PRegion, p.c.PSettlement) {
			break
		}
		if !whose && next.is(p.c.AdjCommon) || next.name != nil && n == 0 && kind == schema.ArmedGroup && p.actorName(next) {
			break
		}
		if (kind == schema.Body && n > 0 || n == 0 && definite(p.item(i).norm)) && p.personAt(j+1) && !p.item(j).is(p.c.Kunya) || p.isOn(next) {
			break
		}
		j++
	}
	return j
}

// officeOf returns the last item of «the office of the governor of P», «the office of the head of X», whose noun is at item
// i; i where it is none.
func (p *parser) officeOf(i int, kind schema.Kind) int {
	if kind != schema.Body || !p.item(i).is(p.c.Seat) || !p.plainWord(i+1) || !p.item(i+1).is(p.c.LeaderOf) {
		return i
	}
	if p.item(i + 1).def {
		return i + 1
	}
	j := i + 2
	if it := p.item(j); it == nil || it.conj != 0 || it.prep != 0 || it.punct != "" {
		return i
	}
	inner := &phrase{}
	if p.head(j, inner, false) && inner.anaphor == noAnaphor && (inner.actor == nil || inner.actor.kind != schema.Person) {
		return inner.last
	}
	if !p.item(j).unknown() || !p.item(j).def {
		return i
	}
	return p.adjectives(j+1, 2) - 1
}

// personAt reports whether the name of a person begins at item i.
func (p *parser) personAt(i int) bool {
	it, next := p.item(i), p.item(i+1)
	if it.isAny(p.c.Given, p.c.Kunya) || !it.def && next != nil && next.conj == 0 && next.is(p.c.Given) {
		return true
	}
	for _, r := range it.name {
		if p.d.lex.Entries[r.Entry].Kind == schema.Person {
			return true
		}
	}
	return false
}

// portfolios lets «the ministries of A and B» go on: the second is named by its portfolio alone.
func (p *parser) portfolios(i int, ph *phrase) {
	if n := p.nounNumber(p.item(i)); n != 'd' && n != 'p' || !p.item(i+1).is(p.c.Portfolio) {
		return
	}
	ph.actor.addName(p.words(i+1, i+1))
	ph.listed = schema.Body
}

// listedOffice reads a further member of «the ministries of A and B».
func (p *parser) listedOffice(i int) *phrase {
	n := len(p.s.phrases)
	it := p.item(i)
	if n == 0 || p.s.phrases[n-1].listed != schema.Body || i != p.s.phrases[n-1].last+1 || it.conj != 'w' || !it.is(p.c.Portfolio) {
		return nil
	}
	ph := &phrase{first: i, last: i, def: true, listed: schema.Body}
	p.newOrg(i, i, schema.Body, ph)
	return ph
}

// quotedWhole reads an organisation whose whole name stands in quotation marks: «"Military Council of X"».
func (p *parser) quotedWhole(i int, kind schema.Kind, ph *phrase) bool {
	if prev := p.item(i - 1); prev == nil || prev.punct != `"` {
		return false
	}
	for j := i + 1; j < len(p.s.items) && j < i+7; j++ {
		it := p.item(j)
		if it.punct == `"` {
			return j > i+1 && p.newOrg(i, j-1, kind, ph)
		}
		if it.punct != "" || it.finite() {
			return false
		}
	}
	return false
}

func (p *parser) actorName(it *item) bool {
	for _, r := range it.name {
		if k := p.d.lex.Entries[r.Entry].Kind; !k.IsPlace() && k != schema.Person {
			return true
		}
	}
	return false
}

func (p *parser) orgKind(it *item) schema.Kind {
	switch {
	case it.is(p.c.OArmed):
		return schema.ArmedGroup
	case it.is(p.c.OMilitary):
		return schema.Military
	case it.is(p.c.OCommunity):
		return schema.Community
	}
	return schema.Body
}

func (p *parser) newOrg(i, j int, kind schema.Kind, ph *phrase) bool {
	name := p.words(i, j)
	ph.actor = p.d.intern(kind, name)
	ph.actor.addName(name)
	if ph.actor.gender == 0 {
		ph.actor.gender = p.nounGender(p.item(i))
	}
	ph.gender, ph.last = ph.actor.gender, j
	return true
}

func (p *parser) nounGender(it *item) byte {
	for k := range it.reads {
		if g := it.reads[k].Sense.Form.Gender; g != 0 && it.reads[k].Sense.Trigger == nil {
			if it.reads[k].Sense.Form.Number == 'p' {
				return 'f'
			}
			return g
		}
	}
	return 0
}
