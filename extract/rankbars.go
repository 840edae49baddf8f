package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// What the words of a clause tell outright weighs more than what is likely: a role that the rules read off
// them needs less, any other role for the same entity more.
const (
	toldBar  = 0.3
	otherBar = 0.8
)

// bar is the probability that e needs to take the role of m in o.
func (o *occurrence) bar(e *entity, m roleModel) float32 {
	told, taken, other := false, false, false
	for slot := range o.read {
		t, i := inRole(o.read[slot], e)
		taken = taken || i && slot == m.slot
		told = told || t && slot == m.slot
		other = other || t && slot != m.slot
	}
	switch {
	case o.hold.roles[m.slot].is(closed) && told:
		return toldClosedBar
	case o.hold.roles[m.slot].is(closed) && taken:
		return toldBar
	case o.hold.roles[m.slot].is(closed) && !o.admits(e, m.slot):
		return closedBar[m.slot]
	case told:
		return toldBar
	case other || m.slot == 0 && (o.repels(e) || o.loses(e) || o.forcedBy(e)):
		return otherBar
	}
	return thresholds[m.name]
}

// admits reports whether e may be those whom the words call civilians: a community, or the people of a body.
func (o *occurrence) admits(e *entity, slot int) bool {
	return slot == 1 && !force(e) && !slices.ContainsFunc(o.read[1], func(a arg) bool { return a.entity.kind != schema.Civilians })
}

// speaksAgainst reports whether the word that governs a mention in the sentence of o speaks against the role:
// whom something is done against does not do it, and by whom or with whose help it is done does not suffer it.
func (d *document) speaksAgainst(o *occurrence, c *candidate, m roleModel) bool {
	if c.at.s != o.s {
		return false
	}
	b := binder{d: d, s: o.s, c: &d.cls}
	k := b.listHead(c.at.phrase)
	head := &o.s.phrases[k]
	told, _ := inRole(o.read[m.slot], c.e)
	switch {
	case told:
		return false
	case m.slot == 0:
		return head.rel == d.cls.Didd || head.rel == d.cls.Facing
	case m.slot == 2:
		return head.rel == d.cls.Near && b.bearing(k) || b.located(head) || head.rel == d.cls.Ila && !reaches(o.typ)
	case m.slot == 1:
		return head.rel == d.cls.AgentBy || head.rel == d.cls.WithSupport || head.rel == d.cls.Per || head.rel == d.cls.Alongside
	}
	return false
}

// strayed reports whether a candidate is an army of one theatre, named in another sentence, while the clause of o names a
// place in another theatre: an article on two wars does not mix who fights where.
func (d *document) strayed(o *occurrence, c *candidate) bool {
	if c.at.s == o.s || c.e.entry < 0 || c.e.kind != schema.Military {
		return false
	}
	at := d.lex.Entries[c.e.entry].Theatre
	return at != world && slices.ContainsFunc(outright(o.read[2]), func(a arg) bool {
		there := d.theatreOf(a.entity)
		return there != world && there != at
	})
}

// world is the theatre of those who belong to none.
const world = "world"

// theatreOf returns in which theatre the lexicon has a place.
func (d *document) theatreOf(e *entity) string {
	if e.entry < 0 {
		return world
	}
	x := &d.lex.Entries[e.entry]
	if th := countryTheatre[x.Key]; th != "" {
		return th
	}
	return x.Theatre
}

// turned reports whether the text turns to something else between the mention of a candidate and o: «on the other hand».
// What it told before then plays no part that the words of the clause do not give it.
func (d *document) turned(o *occurrence, c *candidate, m roleModel) bool {
	if told, taken := inRole(o.read[m.slot], c.e); told || taken && c.at.s == o.s || c.at.s == nil || c.at.s.n > o.s.n || c.at.s.zone == TitleZone {
		return false
	}
	if c.at.s == o.s {
		return o.s.turns(c.at.s.phrases[c.at.phrase].last, o.at)
	}
	for n := c.at.s.n + 1; n < o.s.n; n++ {
		if d.sentences[n].turns(-1, opening) {
			return true
		}
	}
	return o.s.turns(-1, o.at)
}

// opening is how many items into a sentence a word opens it.
const opening = 3

// turns reports whether a word that turns to something else opens a clause between items i and j.
func (s *sentence) turns(i, j int) bool {
	return slices.ContainsFunc(s.turning, func(k int) bool { return k > i && k < j })
}

// noteTurns notes where the sentence turns to something else, and where the outlet itself goes on.
func (s *sentence) noteTurns(turn, aside lexicon.Class) {
	for k := range s.items {
		it := &s.items[k]
		if it.np >= 0 || !it.isWord() || k > 0 && it.conj == 0 && s.items[k-1].punct == "" {
			continue
		}
		if it.is(turn) {
			s.turning = append(s.turning, k)
		}
		if it.is(aside) {
			s.asides = append(s.asides, k)
		}
	}
}

// reaches reports whether what somebody goes to can be where an occurrence of that type is.
func reaches(t schema.Type) bool {
	switch t {
	case schema.Deploy, schema.Displace, schema.Withdraw, schema.Attack, schema.Raid, schema.Support, schema.Meet:
		return true
	}
	return false
}

// loses reports whether o takes a place from e: «from X», «from X's control».
func (o *occurrence) loses(e *entity) bool {
	return has(o.losers, e) || slices.ContainsFunc(o.s.occs, func(p *occurrence) bool { return p.gain == o && has(p.agents, e) })
}

// forcedBy reports whether e is the subject of a verb that brings a withdrawal about: «X forced Y to leave».
func (o *occurrence) forcedBy(e *entity) bool {
	return o.typ == schema.Withdraw && slices.ContainsFunc(o.s.occs, func(p *occurrence) bool {
		return p.trig.Kind == "cause" && p.at < o.at && has(p.subj, e)
	})
}

// repels reports whether e is the subject of a verb that repels or foils o.
func (o *occurrence) repels(e *entity) bool {
	for _, p := range o.s.occs {
		if (p.trig.Kind == "repel" || p.trig.Kind == "deny" || p.trig.Kind == "accuse" || p.trig.Kind == "suffer") && p.target() == o && (has(p.subj, e) || has(p.patients, e) || has(p.agents, e)) {
			return true
		}
	}
	return false
}
