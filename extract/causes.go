package extract

import (
	"github.com/isnad-graph/isnad/schema"
)

// byPreposition finds what brought a harm about behind «in», «by», «during», «as a result of».
func (b *binder) byPreposition(o *occurrence) {
	if !o.event() || !o.noun || harm(o.typ) && o.typ != schema.Detain {
		return
	}
	it := b.item(o.at)
	prev := b.d.prev(b.s, o.at)
	means := o.trig.Frame.ID == "means"
	o.dead = o.dead || means // unless it brought something about
	linked := it.prep == 'b' || means || prev != nil && prev.np < 0 && prev.isAny(b.c.Fi, b.c.AfterCause, b.c.During)
	if !linked {
		return
	}
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		p := b.s.occs[k]
		if p.at >= o.at || !p.event() || p.dead {
			continue
		}
		if b.parted(p.at, o.at) {
			return
		}
		if harm(p.typ) && p.cause == nil {
			p.cause = o
			o.dead = o.dead && !means
			p.step("cause.preposition", "brought about by what the preposition governs", Span{it.start, it.end})
			continue
		}
	}
}

// parted reports whether a clause ends between items i and j.
func (b *binder) parted(i, j int) bool { return b.d.hardBreak(b.s, i, j) }

// causes binds what a causing verb names behind it to what stands before it.
func (b *binder) causes(o *occurrence) {
	var left *occurrence
	for _, p := range b.s.occs {
		if p.at < o.at && p.event() && !p.dead && !harm(p.typ) && (left == nil || !p.relative) {
			left = p
		}
	}
	if q := b.causing(o); q != nil {
		left = q
	}
	if left == nil {
		left = b.d.lastScene()
	}
	for _, p := range b.s.occs {
		if p.at <= o.at || p == left || !p.event() || p.dead || p.cause != nil {
			continue
		}
		if p.at-o.at > 14 || b.clauseBetween(o.at, p.at) {
			break
		}
		if o.dead {
			b.negated(p)
			continue
		}
		if left == nil {
			b.lendHarm(p, o.agents)
			continue
		}
		if p.typ == left.typ && !harm(p.typ) {
			continue
		}
		p.cause = left
		p.step("cause.verb", "brought about by what stands before the verb", Span{b.item(o.at).start, b.item(o.at).end})
	}
}

// causing returns the occurrence that is the subject of a causing verb and stands right behind it, or nil.
func (b *binder) causing(o *occurrence) *occurrence {
	q := b.at[o.at+1]
	if o.noun || q == nil || !q.event() || q.dead || !q.noun || harm(q.typ) || b.item(q.at).prep != 0 || b.item(q.at).conj != 0 {
		return nil
	}
	return q
}

// lendHarm makes the subject of a causing verb responsible for the harm that it names.
func (b *binder) lendHarm(p *occurrence, agents []arg) {
	if !harm(p.typ) || len(p.agents) > 0 {
		return
	}
	for _, a := range agents {
		if !has(p.patients, a.entity) && !a.entity.isPlace() {
			p.agents = addArg(p.agents, a)
		}
	}
}

func (b *binder) clauseBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if it := b.item(k); it.np < 0 && it.isWord() && it.is(b.c.Clause) && !it.is(b.c.ReportPart) {
			return true
		}
	}
	return false
}

// lastScene returns the latest attack, clash or raid of the sentences before in this paragraph.
func (d *document) lastScene() *occurrence {
	for s := range d.backwards(1) {
		if s.occs == nil || !s.done || s.zone == CaptionZone {
			continue
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			if o := s.occs[n]; o.event() && !o.dead && (o.typ == schema.Attack || o.typ == schema.Clash || o.typ == schema.Raid) {
				return o
			}
		}
		return nil
	}
	return nil
}
