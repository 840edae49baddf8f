package extract

import (
	"github.com/isnad-graph/isnad/extract/linear"
	"github.com/isnad-graph/isnad/schema"
)

// collectCues adds the examples of the models that weigh words.
func (d *document) collectCues(ex *Examples, a *alignment) {
	v := &cues{}
	for o := range d.events() {
		i, ok := a.event[o]
		weight := a.weight(o)
		v.ofEvent(o)
		ex.addCues("event", v, ok, weight)
		if !ok {
			continue
		}
		g := &a.gold.Events[i]
		for _, m := range roleModels {
			all := d.candidates(nil, o, m.places)
			for k := range all {
				v.ofRole(d, o, &all[k])
				ex.addCues(m.name, v, a.plays(all[k].e, m.slot, g), weight)
			}
		}
		d.collectCuesAround(ex, v, a, o, g)
		for e := o.prevSame; e != nil; e = e.prevSame {
			if h, ok := a.event[e]; ok {
				v.ofCoref(e, o)
				ex.addCues("coref", v, h == i, a.weight(e, o))
			}
		}
	}
	d.collectPairCues(ex, v, a)
}

// collectPairCues adds the examples of lasting relations.
func (d *document) collectPairCues(ex *Examples, v *cues, a *alignment) {
	for _, p := range d.pairs() {
		v.ofPair(&p)
		for _, t := range schema.LastingTypes {
			ex.addCues(string(t), v, a.relates(t, &p), 1)
		}
	}
}

// collectCuesAround adds the examples of the sources, dates and numbers around an occurrence.
func (d *document) collectCuesAround(ex *Examples, v *cues, a *alignment, o *occurrence, g *GoldEvent) {
	weight := a.weight(o)
	for _, t := range d.timesAround(o) {
		v.ofTime(o, t)
		ex.addCues("time", v, g.on(d.period(t.s, t.i, t.expr())), weight)
	}
	tallies := d.talliesAround(o)
	for k := range tallies {
		if o.typ.HasTally() {
			v.ofTally(o, &tallies[k])
			ex.addCues("tally", v, sameTally(tallies[k].tally, g.Count), weight)
		}
	}
	sources := d.sourcesAround(o)
	for k := range sources {
		v.ofSource(d, o, &sources[k])
		ex.addCues("source", v, a.tells(sources[k].a.entity, g), weight)
	}
}

// on reports whether g is dated, and by p.
func (g *GoldEvent) on(p Period) bool {
	return g.From+g.To != "" && p.From == g.From && p.To == g.To
}

func (ex *Examples) addCues(name string, v *cues, y bool, weight float32) {
	if weight <= 0 {
		return
	}
	if ex.Cues == nil {
		ex.Cues = map[string][]linear.Row{}
	}
	ex.Cues[name] = append(ex.Cues[name], linear.Row{Features: append([]uint64{}, v.x...), Y: y, Weight: weight})
}
