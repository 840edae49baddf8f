package extract

import (
	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/quantity"
)

// tallyRef is a number of the sentence that could count those whom an occurrence befell.
type tallyRef struct {
	tally *Tally
	ph    *phrase // the phrase that it counts, or nil
	at    int     // item
}

// talliesAround lists the numbers of the sentence of o, and the one that the rules gave it.
func (d *document) talliesAround(o *occurrence) []tallyRef {
	var out []tallyRef
	p := parser{d: d, s: o.s, c: &d.cls}
	for i := range o.s.items {
		it := &o.s.items[i]
		if it.qty == nil || it.qty.Unit != "" {
			continue
		}
		t := p.tally(it)
		if t == nil {
			continue
		}
		r := tallyRef{tally: t, at: i}
		if it.np >= 0 {
			r.ph = &o.s.phrases[it.np]
		}
		out = append(out, r)
	}
	for k := range o.s.phrases {
		if ph := &o.s.phrases[k]; ph.tally != nil && !ph.quantified {
			out = append(out, tallyRef{ph.tally, ph, ph.first})
		}
	}
	if o.tally == nil {
		return out
	}
	for i := range out {
		if sameTally(out[i].tally, o.tally) && out[i].tally.Span == o.tally.Span {
			return out
		}
	}
	return append(out, tallyRef{tally: o.tally, at: o.at})
}

func sameTally(a, b *Tally) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Min == b.Min && a.Max == b.Max
}

var comparators = []string{quantity.Eq, quantity.Ge, quantity.Gt, quantity.Le, quantity.Lt, quantity.Approx, quantity.Vague}

// tallyFeatures tells the features of a number for an occurrence.
func (d *document) tallyFeatures(v *vector, o *occurrence, t *tallyRef, all []tallyRef) {
	d.buf.cues.ofTally(o, t)
	d.wordOdds(v, "tally")
	v.cat("comparator", comparators, position(comparators, t.tally.Comparator))
	v.flag("rule-tally", o.tally != nil && o.tally.Span == t.tally.Span && sameTally(o.tally, t.tally))
	v.flag("rule-equal", sameTally(o.tally, t.tally))
	v.num("figure", max(t.tally.Min, t.tally.Max), 100)
	ph := t.ph
	if ph == nil {
		ph = &phrase{}
	}
	v.cat("counted-nature", natureList, gate(t.ph != nil, int(ph.nature)))
	v.flag("counted-quantified", ph.quantified)
	v.flag("counted-actor", ph.actor != nil)
	v.flag("counted-place", ph.place != nil)
	v.flag("counts-patient", ph.actor != nil && has(o.patients, ph.actor))
	v.flag("counts-agent", ph.actor != nil && has(o.agents, ph.actor))
	v.cat("counted-governor", d.governorList, gate(t.ph != nil, d.governedBy(ph)))
	at := &phrase{first: t.at, last: t.at}
	p := d.route(o, at)
	v.flag("tally-before", t.at < o.at)
	v.flag("tally-here", t.at == o.at)
	v.num("tally-distance", signed(p.items, t.at < o.at), 30)
	v.num("tally-events", p.events, 4)
	v.num("tally-triggers", p.triggers, 4)
	v.num("tally-phrases", p.phrases, 5)
	v.num("tally-commas", p.commas, 3)
	v.flag("tally-barrier", p.barrier)
	v.flag("tally-nearest", nearestEvent(o, at))
	nearer, larger := 0, 0
	for i := range all {
		if all[i].at != t.at {
			nearer += b2i(gap(&phrase{first: all[i].at, last: all[i].at}, o.at) < gap(at, o.at))
			larger += b2i(max(all[i].tally.Min, all[i].tally.Max) > max(t.tally.Min, t.tally.Max))
		}
	}
	v.num("nearer-tallies", nearer, 4)
	v.num("larger-tallies", larger, 4)
	v.num("tallies", len(all), 6)
	v.flag("among-before", t.at > 0 && o.s.items[t.at-1].isWord() && o.s.items[t.at-1].is(d.cls.Among))
	v.flag("to-before", t.at > 0 && o.s.items[t.at-1].isWord() && o.s.items[t.at-1].is(d.cls.Ila))
}

// chooseTally counts o by the likeliest number around it, if it is likely enough.
func (d *document) chooseTally(v *vector, o *occurrence, model *boost.Model) {
	o.chosen.tally = o.tally
	if model == nil || !o.typ.HasTally() {
		return
	}
	all := d.talliesAround(o)
	o.chosen.tally = nil
	most := thresholds["tally"]
	base := d.about(v, o)
	for i := range all {
		v.x = v.x[:base]
		d.tallyFeatures(v, o, &all[i], all)
		if p := model.Probability(v.x); p > most {
			o.chosen.tally, most = all[i].tally, p
		}
	}
}

func (d *document) collectTallies(ex *Examples, pass string, o *occurrence, g *GoldEvent, weight float32) {
	if !o.typ.HasTally() {
		return
	}
	all := d.talliesAround(o)
	for i := range all {
		v := &vector{named: ex.Features["tally"+pass] == nil}
		d.describe(v, o)
		d.tallyFeatures(v, o, &all[i], all)
		ex.add("tally"+pass, v, sameTally(all[i].tally, g.Count), weight)
	}
}
