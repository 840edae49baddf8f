package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// pronoun gives a pronoun on a verb its object, and one on a verbal noun its genitive, from what was
// named before.
func (b *binder) pronoun(o *occurrence) {
	it := b.item(o.at)
	if it.pron == "" || !o.event() || o.inner != nil {
		return
	}
	slot := o.trig.Frame.Obj
	if o.noun {
		slot = o.trig.Frame.Gen
	}
	switch slot {
	case lexicon.PatientSlot:
		if len(o.patients) > 0 {
			if !o.noun || o.trig.Frame.Obj != lexicon.PatientSlot || len(o.agents) > 0 {
				return
			}
			slot = lexicon.AgentSlot // «their targeting of X»
		}
	case lexicon.AgentSlot:
		if len(o.agents) > 0 {
			return
		}
	case lexicon.PlaceSlot:
		if e := b.placeMeant(o); e != nil && len(o.places) == 0 && !o.noun {
			o.places = addArg(o.places, arg{e, Span{it.start, it.end}, true})
		}
		return
	default:
		return
	}
	for _, e := range b.referents(o, it.pron, slot == lexicon.AgentSlot && o.typ != schema.Displace && o.typ != schema.Protest) {
		if slot == lexicon.AgentSlot && !organised(e) && o.typ != schema.Displace && o.typ != schema.Protest {
			continue
		}
		if slot == lexicon.PatientSlot && has(o.agents, e) || slot == lexicon.AgentSlot && has(o.patients, e) {
			continue
		}
		b.put(o, slot, arg{e, Span{it.start, it.end}, true})
		o.step("pronoun", e.name, Span{it.start, it.end})
	}
}

// placeMeant returns the place that a pronoun on o means: the nearest before it; in a clause that opens its sentence
// the first behind it; else the latest that the text spoke of.
func (b *binder) placeMeant(o *occurrence) *entity {
	for k := len(b.s.phrases) - 1; k >= 0; k-- {
		if ph := &b.s.phrases[k]; ph.last < o.at && ph.place != nil {
			return ph.place
		}
	}
	if o.at > 0 && b.item(o.at-1).is(b.c.Clause) && o.at <= 2 {
		for k := range b.s.phrases {
			if ph := &b.s.phrases[k]; ph.isPlaceOnly() && !b.parted(o.at, ph.first) {
				return ph.place
			}
		}
	}
	if n := len(b.d.focus.places); n > 0 {
		return b.d.focus.places[n-1]
	}
	return nil
}

// referents returns whom a pronoun means: the nearest phrase before it that agrees, or two for a dual.
func (b *binder) referents(o *occurrence, suffix string, bodies bool) []*entity {
	gender, plural := pronounGender(suffix)
	dual := strings.HasSuffix(suffix, string([]rune{arabic.Meem, arabic.Alef}))
	var out []*entity
	take := func(e *entity) bool {
		if e == nil || e.isPlace() || e.kind == schema.Media || slices.Contains(out, e) || bodies && !organised(e) {
			return false
		}
		out = append(out, e)
		return !dual || len(out) == 2
	}
	for k := len(b.s.phrases) - 1; k >= 0; k-- {
		ph := &b.s.phrases[k]
		if ph.last >= o.at || ph.actor == nil || !plural && !agrees(ph.actor, gender, false) || !dual && has(o.agents, ph.actor) {
			continue
		}
		if dual && has(o.agents, ph.actor) {
			continue
		}
		for n := b.listHead(k); n >= 0 && plural; n = b.s.phrases[n].and {
			if take(b.s.phrases[n].actor) {
				return out
			}
		}
		if plural && len(out) > 0 && !dual {
			return out
		}
		if !plural && take(ph.actor) {
			return out
		}
	}
	for k := len(b.d.focus.actors) - 1; k >= 0; k-- {
		e := b.d.focus.actors[k]
		if !has(o.agents, e) && agrees(e, gender, plural) && !b.ahead(o, e) && take(e) {
			return out
		}
	}
	return out
}

// neighbour binds a participle to the phrase right before it: «X, supported by Y», «X, held by Y».
func (b *binder) neighbour(o *occurrence) {
	for i := o.at - 1; i >= 0; i-- {
		it := b.item(i)
		switch {
		case it.np >= 0:
			slot := o.trig.Frame.Subj
			if o.form.Passive && o.trig.Frame.Obj != lexicon.NoSlot {
				slot = o.trig.Frame.Obj
			}
			b.fill(o, slot, b.listHead(it.np), "neighbour")
			return
		case b.at[i] != nil && b.at[i].trig.Kind == "aux":
		case b.at[i] != nil && b.at[i].event() && b.at[i].noun:
			o.cause = b.at[i] // «its operations, supported by X»: X supports who carries them out
			return
		case it.punct == `"` || it.punct == "," || it.punct == ")" || it.punct == "(" || it.isWord() && it.isAny(b.c.Rel, b.c.Loaded):
		default:
			return
		}
	}
}

// held reads «areas of X's control», «under X's control» as holding.
func (b *binder) held(o *occurrence) {
	prev := b.d.prev(b.s, o.at)
	if prev != nil && prev.isWord() && prev.np < 0 && prev.is(b.c.Min) && b.takenFrom(o) {
		o.dead = true // «freed from X's control»: the loser of another claim
		return
	}
	if prev == nil || prev.conj != 0 && prev.np >= 0 || !(prev.isWord() && (prev.is(b.c.Under) || prev.np < 0 && b.d.placeNoun(prev) != "")) {
		return
	}
	o.phase = schema.Hold
	o.step("phase.hold", "under control", Span{prev.start, prev.end})
}

// takenFrom reports whether what is told before a control that stands behind «from» takes a place out of
// it. «Was able to take control of» stands behind that word too.
func (b *binder) takenFrom(o *occurrence) bool {
	if b.item(o.at).def || o.at > 1 && b.item(o.at-2).time != nil {
		return false // «a day after X's taking of Y»
	}
	for i := o.at - 1; i >= 0; i-- {
		if e := b.at[i]; e != nil {
			o.gain = e
			return e.event() && (e.typ == schema.Control || e.typ == schema.Attack)
		}
	}
	return true
}

// ahead reports whether e is named only behind o, in its sentence: a pronoun does not mean whom the text has
// not told of yet.
func (b *binder) ahead(o *occurrence, e *entity) bool {
	behind := false
	for k := range b.s.phrases {
		if ph := &b.s.phrases[k]; ph.actor == e {
			if ph.first < o.at {
				return false
			}
			behind = true
		}
	}
	if !behind {
		return false
	}
	return !e.seen
}
