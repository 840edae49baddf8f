package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// accuses lets whoever is accused be the doer of the deed t: «A accused B of shelling P». That two stood together is what
// accusers say of each other, and is not told so.
func (b *binder) accuses(o, t *occurrence) {
	accused := b.accused(o)
	span := Span{b.item(o.at).start, b.item(o.at).end}
	if o.noun || mutual(t.typ) || t.typ == schema.Support || !b.chargedWith(o, t) {
		t.dead = true
		t.step("status.denied", o.trig.ID, span)
		return
	}
	if len(accused) == 0 {
		return // nobody says who did it
	}
	for _, e := range b.s.occs {
		if e == t || e.event() && e.noun && e.at > t.at && b.item(e.at).conj == 'w' && !b.barred(t.at, e.at) && !mutual(e.typ) && e.typ != schema.Support {
			b.blame(o, e, accused)
		}
	}
}

// accused returns whom the accusation o is laid on: its object, or the one phrase that its verb has, right before the deed.
func (b *binder) accused(o *occurrence) []arg {
	switch {
	case len(o.losers) > 0:
		return o.losers
	case o.subjAt < 0 || b.s.phrases[o.subjAt].first < o.at || b.item(o.at).pron != "": // «whom A accuses»
		return nil
	}
	k := o.subjAt
	for b.s.phrases[k].and >= 0 {
		k = b.s.phrases[k].and
	}
	i := b.s.phrases[k].last + 1
	for b.item(i) != nil && (b.item(i).isWord() && b.item(i).is(b.c.AlsoAdj) || b.item(i).time != nil) {
		i++
	}
	if next := b.item(i); next == nil || next.prep != 'b' && !b.d.ownWord(next, "charge") {
		return nil // somebody whose name is not read is accused
	}
	return o.agents
}

// chargedWith reports whether t is what the accusation o is about: a noun with the preposition of the charge, be it of the
// deed, of carrying it out, or of standing behind it, or a further one of a list: «of a breach of the truce and shelling».
func (b *binder) chargedWith(o, t *occurrence) bool {
	further := b.item(t.at).conj == 'w' && b.item(t.at).prep == 0
	for i := o.at + 1; i <= t.at; i++ {
		it := b.item(i)
		if it.np >= 0 || !it.isWord() {
			continue
		}
		if b.d.ownWord(it, "charge") || it.unknown() && further && []rune(it.norm)[0] == arabic.Beh {
			return true
		}
		if it.prep == 'b' {
			return i == t.at || b.at[i] != nil || further
		}
	}
	return false
}

// blame makes those accused the doers of t. Whom its noun has in the genitive then is whom it befell.
func (b *binder) blame(o, t *occurrence, accused []arg) {
	if t.trig.Frame.Subj != lexicon.AgentSlot || t.blamed {
		return
	}
	if t.trig.Frame.Obj == lexicon.PatientSlot && t.did("role.genitive") {
		for _, a := range t.agents {
			if !a.entity.isPlace() && !a.inferred {
				t.patients = addArg(t.patients, a)
			}
		}
	}
	t.blamed, t.certainty = true, schema.Alleged
	t.agents = slices.Clone(accused)
	b.accusersOwn(o, t)
	t.patients = without(t.patients, accused)
	t.hold.roles[0] = closed | firm
	t.step("role.accused", "whoever is accused of it", Span{b.item(o.at).start, b.item(o.at).end})
}

// accusersOwn lets a pronoun that cannot mean the accused mean the accuser: «A accused B of the arrest of five of its members».
func (b *binder) accusersOwn(o, t *occurrence) {
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.first < t.at || ph.anaphor != pronounAnaphor || !has(t.agents, ph.actor) || !slices.Contains(t.told, k) {
			continue
		}
		for _, a := range o.subj {
			if organised(a.entity) && !has(t.agents, a.entity) && agrees(a.entity, ph.gender, ph.plural) {
				t.patients = addArg(t.patients, arg{a.entity, b.d.phraseSpan(b.s, ph), false})
			}
		}
	}
}

// charge makes the scope of an accusation: the accuser tells what the accused did, to the end of the clause or the next
// speaker.
func (d *document) charge(s *sentence, o *occurrence) {
	first := slices.IndexFunc(s.occs, func(e *occurrence) bool { return e.blamed && e.at > o.at })
	if o.noun || first < 0 || len(o.losers) == 0 {
		return
	}
	speakers := d.speakers(s, o)
	if len(speakers) == 0 {
		return
	}
	d.focus.speaker = entitiesOf(speakers)
	to := d.forth(s, s.occs[first].at)
	for _, p := range s.occs {
		if (p.trig.Kind == "report" || p.trig.Kind == o.trig.Kind) && !p.noun && p.at > o.at {
			to = min(to, p.at-1)
		}
	}
	s.sources = append(s.sources, sourceScope{from: o.at, to: to, sources: speakers, stance: schema.Neutral, rule: "source.verb." + o.trig.ID, at: o.at})
}
