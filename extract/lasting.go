package extract

import (
	"github.com/isnad-graph/isnad/schema"
)

// lastingOf finds the standing relations that the phrases of s tell.
func (d *document) lastingOf(s *sentence) {
	for k := range s.phrases {
		ph := &s.phrases[k]
		for n := k; ph.under && n >= 0 && s.phrases[n].actor != nil; n = s.phrases[n].and {
			d.relate(s, schema.MemberOf, s.phrases[n].actor, s.phrases[k-1].actor, &s.phrases[n], &s.phrases[k-1])
		}
		d.chainOf(s, ph)
		d.leadOf(s, ph)
		d.loyalOf(s, ph)
		d.backRelation(s, k)
		if ph.org == nil && ph.actor != nil && ph.actor.kind == schema.Person {
			d.spokesBefore(s, k)
		}
		if ph.org != nil && ph.actor != nil && ph.actor.kind == schema.Person && ph.org != ph.actor {
			d.relate(s, ph.role, ph.actor, ph.org, ph, ph)
		}
	}
}

// backRelation reads «A, which belongs to it», «A, allied with it»: the pronoun means who stands before A.
func (d *document) backRelation(s *sentence, k int) {
	ph := &s.phrases[k]
	p := parser{d: d, s: s, c: &d.cls}
	i := p.unquoted(ph.last + 1)
	it := p.item(i)
	if ph.actor == nil || !organised(ph.actor) || it == nil || !it.isWord() {
		return
	}
	typ, pron := schema.AllyOf, it
	if it.is(d.cls.Affiliated) {
		typ, pron = schema.MemberOf, p.item(i+1)
		if pron == nil || !pron.isWord() || !pron.is(d.cls.Resumptive) {
			return
		}
	} else if !it.is(d.cls.AllyBack) {
		return
	}
	gender, plural := pronounGender(pron.norm)
	for n := k - 1; n >= 0; n-- {
		x := &s.phrases[n]
		if x.actor == nil || x.actor == ph.actor || !organised(x.actor) || !agrees(x.actor, gender, plural) {
			continue
		}
		d.relate(s, typ, ph.actor, x.actor, ph, x)
		return
	}
}

// unquoted skips the marks that end a quotation or a bracket from item i on.
func (p *parser) unquoted(i int) int {
	for it := p.item(i); it != nil && (it.punct == `"` || it.punct == ")"); it = p.item(i) {
		i++
	}
	return i
}

// spokesBefore finds «the spokesman of …, X» where more than the body's name stands between.
func (d *document) spokesBefore(s *sentence, k int) {
	ph := &s.phrases[k]
	var org *entity
	for i := ph.first - 1; i >= 0 && i > ph.first-16; i-- {
		it := &s.items[i]
		if it.np >= 0 {
			p := &s.phrases[it.np]
			if p.actor != nil && p.actor.kind == schema.Person {
				return
			}
			if p.actor != nil && organised(p.actor) {
				org = p.actor
			}
			continue
		}
		if it.isWord() && it.isAny(d.cls.Comp) || it.punct == ":" {
			return
		}
		if it.isWord() && it.is(d.cls.Spokes) && org != nil {
			ph.org, ph.role = org, schema.SpeaksFor
			return
		}
	}
}

func (d *document) chainOf(s *sentence, ph *phrase) {
	if ph.place == nil || ph.anaphor != noAnaphor {
		return
	}
	if ph.and >= 0 && len(ph.chain) == 0 {
		d.sharedChain(s, ph)
	}
	inner := ph.place
	for _, outer := range ph.chain {
		if inner != outer {
			d.relate(s, schema.PartOf, inner, outer, ph, ph)
		}
		inner = outer
	}
}

// sharedChain puts a member of a list of places into what the last of them is told to lie in: «the
// villages A and B in C».
func (d *document) sharedChain(s *sentence, ph *phrase) {
	last := ph
	for last.and >= 0 {
		last = &s.phrases[last.and]
	}
	if len(last.chain) == 0 || last.place == nil || levels[last.place.kind] > 2 && levels[last.place.kind] != levels[ph.place.kind] || levels[ph.place.kind] >= levels[last.chain[0].kind] || last.chain[0] == ph.place {
		return
	}
	d.relate(s, schema.PartOf, ph.place, last.chain[0], ph, last)
}

func (d *document) relate(s *sentence, t schema.Type, subject, object *entity, a, b *phrase) {
	if t == "" {
		t = schema.MemberOf
	}
	d.relateBy("lasting."+string(t), s, t, subject, object, a, b)
}

// relateBy notes a relation under the name of the rule that read it.
func (d *document) relateBy(rule string, s *sentence, t schema.Type, subject, object *entity, a, b *phrase) {
	if relation(t, subject, object) != nil {
		return
	}
	sa, sb := d.phraseSpan(s, a), d.phraseSpan(s, b)
	o := &occurrence{
		typ: t, status: schema.Happened, certainty: schema.Asserted, s: s, at: a.first, subjAt: -1,
		agents: []arg{{subject, sa, false}}, patients: []arg{{object, sb, false}}, rule: rule,
	}
	o.stance = d.stanceTo(a, b)
	o.step(o.rule, "told by the words between", Span{min(sa.Start, sb.Start), max(sa.End, sb.End)})
	d.relates(o)
}

// stanceTo returns the stance of the outlet towards what two phrases name: «the so-called X» keeps away from it.
func (d *document) stanceTo(phrases ...*phrase) schema.Stance {
	for _, ph := range phrases {
		if ph.rel == d.cls.SoCalled {
			return schema.Distances
		}
	}
	return ""
}
