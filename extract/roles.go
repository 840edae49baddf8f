package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

func (d *document) phraseSpan(s *sentence, ph *phrase) Span {
	return Span{s.items[ph.first].start, s.items[ph.last].end}
}

// args returns the entities of the list that phrase k begins. AsPlace prefers their reading as places.
func (d *document) args(s *sentence, k int, asPlace bool) []arg {
	var out []arg
	for n := k; n >= 0; n = s.phrases[n].and {
		ph := &s.phrases[n]
		for _, e := range ph.both {
			out = addArg(out, arg{e, d.phraseSpan(s, ph), true})
		}
		e := ph.actor
		if asPlace || e == nil {
			e = ph.place
		}
		if e == nil && !asPlace {
			continue
		}
		out = addArg(out, arg{e, d.phraseSpan(s, ph), ph.anaphor != noAnaphor})
	}
	return out
}

// fill gives the entities of phrase k a role in o.
func (b *binder) fill(o *occurrence, slot lexicon.Slot, k int, how string) {
	if slot == lexicon.NoSlot || slot == lexicon.DestSlot {
		return
	}
	for n := k; n >= 0; n = b.s.phrases[n].and {
		ph := &b.s.phrases[n]
		if o.participle() && b.s.phrases[k].last < o.at && ph.first > o.at {
			break // «between A, backed by B, and C»: only A is
		}
		span := b.d.phraseSpan(b.s, ph)
		for _, e := range ph.both {
			b.put(o, slot, arg{e, span, true})
		}
		if o.typ == schema.Displace && o.phase == schema.Flee && ph.origin != nil {
			b.put(o, lexicon.PlaceSlot, arg{ph.origin, span, false}) // whoever flees leaves where they come from
			o.hold.roles[2] |= firm
		}
		e := b.d.asRole(o, ph, slot)
		if e != nil && ph.anaphor == pronounAnaphor && slot == lexicon.PatientSlot && has(o.agents, e) {
			owners := b.otherOwners(o, n)
			e = nil
			for _, x := range owners {
				b.put(o, slot, arg{x, span, false})
				e = x
			}
		}
		if e == nil {
			if ph.tally != nil && slot == lexicon.PatientSlot {
				b.count(o, ph)
			}
			continue
		}
		ph.taken = true
		o.told = append(o.told, n)
		o.loaded = append(o.loaded, ph.loaded...)
		s := slot
		if e.isPlace() && (s == lexicon.AgentSlot || s == lexicon.PatientSlot) {
			s = lexicon.PlaceSlot
		}
		b.put(o, s, arg{e, span, ph.anaphor == bareAnaphor})
		o.hold.roles[2] = o.hold.roles[2].with(firm, slot == lexicon.PlaceSlot && o.typ == schema.Displace && ph.anaphor == noAnaphor)
		if s == lexicon.PatientSlot || s == lexicon.AgentSlot && o.trig.Frame.Subj == lexicon.AgentSlot {
			b.count(o, ph)
		}
		if ph.actor != nil && ph.place != nil && !e.isPlace() && len(ph.chain) > 0 {
			continue
		}
	}
	if o.typ == schema.Clash && slot == lexicon.AgentSlot {
		b.sides(o, k)
	}
	o.step("role."+how, string(slot), b.d.phraseSpan(b.s, &b.s.phrases[k]))
}

// otherOwners returns whom the pronoun in phrase k means where it cannot mean the doer of o: «A repelled an attack of
// B on their positions» tells of the positions of A, and of those who back A where the pronoun is in the plural.
func (b *binder) otherOwners(o *occurrence, k int) []*entity {
	ph := &b.s.phrases[k]
	other := func(x *entity) bool {
		return x != nil && organised(x) && !has(o.agents, x) && agrees(x, ph.gender, ph.plural)
	}
	for n := k - 1; n >= 0; n-- {
		p := &b.s.phrases[n]
		if p.rel != lexicon.NoClass || p.prep != 0 || !other(p.actor) {
			continue
		}
		if next := &b.s.phrases[n+1]; ph.plural && n+1 < k && next.prep == 'b' && other(next.actor) && b.backed(p.last+1) {
			return []*entity{p.actor, next.actor}
		}
		if ph.plural || ph.gender == 'f' { // the feminine stands for all members of a list too
			return entitiesOf(slices.DeleteFunc(b.d.args(b.s, b.listHead(n), false), func(a arg) bool { return !organised(a.entity) || has(o.agents, a.entity) }))
		}
		return []*entity{p.actor}
	}
	if e := b.d.focus.find(other); e != nil {
		return []*entity{e}
	}
	return nil
}

// backed reports whether the word at item i says that somebody has the support of those named behind it.
func (b *binder) backed(i int) bool {
	it := b.item(i)
	return it != nil && it.isWord() && (it.is(b.c.WithSupport) || it.trig != nil && it.trig.Frame.ID == "backed")
}

// sides notes who stands with whom in a list of parties that «on one side», «on the other» divides.
func (b *binder) sides(o *occurrence, k int) {
	groups := [][]*entity{nil}
	for n := k; n >= 0; n = b.s.phrases[n].and {
		ph := &b.s.phrases[n]
		if ph.actor != nil {
			groups[len(groups)-1] = append(groups[len(groups)-1], ph.actor)
		}
		if ph.and >= 0 && b.marked(ph.last, b.s.phrases[ph.and].first) {
			groups = append(groups, nil)
		}
	}
	if len(groups) == 2 && len(groups[0]) > 0 && len(groups[1]) > 0 {
		o.sides = groups
	}
}

// marked reports whether a mark of sides stands between items i and j.
func (b *binder) marked(i, j int) bool {
	for m := i + 1; m < j; m++ {
		if it := b.item(m); it.isWord() && it.is(b.c.SideMark) {
			return true
		}
	}
	return false
}

// asRole picks the reading of a phrase that can fill slot.
func (d *document) asRole(o *occurrence, ph *phrase, slot lexicon.Slot) *entity {
	switch slot {
	case lexicon.PlaceSlot:
		return ph.place
	case lexicon.LoserSlot:
		return ph.actor
	case lexicon.AgentSlot:
		if ph.actor == nil && ph.anaphor == bareAnaphor {
			return d.bareAgent(o, ph)
		}
		if ph.actor == nil {
			return ph.place
		}
		return ph.actor
	}
	if ph.actor != nil && ph.place != nil && ph.actor.kind == schema.State && ph.place.kind != schema.Country {
		return ph.place
	}
	if ph.actor == nil && ph.anaphor == bareAnaphor {
		return d.barePatient(o, ph)
	}
	if ph.actor == nil {
		return ph.place
	}
	return ph.actor
}

func (d *document) bareAgent(o *occurrence, ph *phrase) *entity {
	if ph.nature == members && !ph.def && (o.event() || o.trig.Kind == "light") {
		return d.generic(schema.Unknown)
	}
	if ph.nature == members && ph.def && o.typ == schema.Clash {
		// «clashes between X and the gunmen»: those that the article spoke of last
		return d.otherSide(o, schema.ArmedGroup)
	}
	return nil
}

// otherSide returns whoever of a kind the text spoke of last and who does not do o.
func (d *document) otherSide(o *occurrence, k schema.Kind) *entity {
	return d.focus.find(func(e *entity) bool { return e.kind == k && !has(o.agents, e) })
}

// barePatient tells who gunmen of nobody named are: the group that the text spoke of last; persons
// counted without a noun are unnamed civilians.
func (d *document) barePatient(o *occurrence, ph *phrase) *entity {
	if ph.tally != nil && ph.first == ph.last && o.s.items[ph.first].qty != nil || o.s.items[ph.last].is(d.cls.Others) {
		if e := d.lastPatient(o); e != nil {
			return e
		}
		return d.generic(schema.Civilians)
	}
	if o.s.items[ph.last].is(d.cls.Soldier) || o.s.items[ph.first].is(d.cls.Soldier) {
		if e := d.otherSide(o, schema.Military); e != nil {
			return e // soldiers are an army's, where one is spoken of
		}
		if len(o.patients) > 0 && force(o.patients[0].entity) {
			return o.patients[0].entity // «five of X's soldiers, two officers among them»
		}
		return nil // and never those of whom else the text spoke
	}
	return d.otherSide(o, schema.ArmedGroup)
}

func (d *document) lastPatient(o *occurrence) *entity {
	for k := len(o.s.occs) - 1; k >= 0; k-- {
		p := o.s.occs[k]
		if p.at < o.at && (p.typ == schema.Kill || p.typ == schema.Injure) && len(p.patients) > 0 {
			return p.patients[0].entity
		}
	}
	return nil
}

func (b *binder) put(o *occurrence, slot lexicon.Slot, a arg) {
	switch slot {
	case lexicon.AgentSlot:
		o.agents = addArg(o.agents, a)
	case lexicon.PatientSlot:
		o.patients = addArg(o.patients, a)
	case lexicon.PlaceSlot:
		o.places = addArg(o.places, a)
	case lexicon.LoserSlot:
		o.losers = addArg(o.losers, a)
	}
}

// splitTolls makes an occurrence of its own of each member of a list that has a number of its own: «five
// civilians and three of X's fighters were killed».
func (b *binder) splitTolls(o *occurrence) {
	if !o.event() || !o.typ.HasTally() || len(o.told) < 2 || len(o.patients) < 2 {
		return
	}
	var counted []int
	quantified := false // by a word of its own; nouns show one and two by themselves
	for _, k := range o.told {
		ph := &b.s.phrases[k]
		quantified = quantified || ph.quantified
		if ph.countsPersons() && has(o.patients, b.d.asRole(o, ph, lexicon.PatientSlot)) {
			counted = append(counted, k)
		}
	}
	if len(counted) < 2 || !quantified {
		return
	}
	first := &b.s.phrases[counted[0]]
	for _, k := range counted[1:] {
		ph := &b.s.phrases[k]
		e := b.d.asRole(o, ph, lexicon.PatientSlot)
		if e == b.d.asRole(o, first, lexicon.PatientSlot) {
			continue
		}
		n := *o
		tally := *ph.tally
		n.split, n.tally, n.patients, n.told = true, &tally, []arg{{e, b.d.phraseSpan(b.s, ph), false}}, nil
		n.hold = hold{roles: [3]firmness{1: firm}, tally: firm, list: o}
		n.steps = append(append([]Step{}, o.steps...), Step{"toll.split", "a number of its own", n.patients[0].span})
		b.s.occs = append(b.s.occs, &n)
		o.patients = slices.DeleteFunc(slices.Clone(o.patients), func(a arg) bool { return a.entity == e })
	}
	tally := *first.tally
	o.tally, o.hold = &tally, hold{roles: [3]firmness{1: firm}, tally: firm, list: o}
}

// countsPersons reports whether a number of persons stands with ph: families and vehicles count none.
func (ph *phrase) countsPersons() bool {
	return ph.tally != nil && ph.nature != families && ph.nature != sites && ph.nature != forces
}

// count takes the number of a phrase as the tally of o.
func (b *binder) count(o *occurrence, ph *phrase) {
	if !o.typ.HasTally() || !ph.countsPersons() {
		return
	}
	if o.tally == nil {
		t := *ph.tally
		o.tally = &t
		o.hold.counted = ph.quantified
		return
	}
	if ph.joined {
		// «five of A and three of B» share one occurrence only where the text gives one number.
		o.tally = sum(o.tally, ph.tally)
	}
}

func sum(a, b *Tally) *Tally {
	t := *a
	if a.Min >= 0 && b.Min >= 0 {
		t.Min = a.Min + b.Min
	}
	if a.Max >= 0 && b.Max >= 0 {
		t.Max = a.Max + b.Max
	} else {
		t.Max = -1
	}
	return &t
}
