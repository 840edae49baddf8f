package extract

import (
	"github.com/isnad-graph/isnad/schema"
)

// orgHead reads organisations beyond the lexicon, and «the organisation» as a reference back.
func (p *parser) orgHead(i int, ph *phrase) bool {
	it := p.item(i)
	kind := p.orgKind(it)
	if it.pron != "" || it.isAny(p.c.LedBy, p.c.AgentBy) {
		return false
	}
	if it.def {
		next := p.item(i + 1)
		if next != nil && next.unknown() && next.def && next.conj == 0 && next.prep == 0 {
			return p.newOrg(i, i+1, kind, ph)
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
	j := i
	for n := 0; n < 3; n++ {
		next := p.item(j + 1)
		if next == nil || next.conj != 0 || next.prep != 0 || next.punct != "" {
			break
		}
		if !next.unknown() && (next.name == nil || n > 0 && !next.def) && !next.isAny(p.c.Given, p.c.Kunya, p.c.PRegion, p.c.PSettlement) {
			break
		}
		if next.is(p.c.AdjCommon) || next.name != nil && n == 0 && kind == schema.ArmedGroup && p.actorName(next) {
			break
		}
		j++
	}
	if j == i || p.item(j).isAny(p.c.PRegion, p.c.PSettlement) {
		return false
	}
	return p.newOrg(i, j, kind, ph)
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
	name := trimMarks(p.d.text(p.item(i).start, p.item(j).end))
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
