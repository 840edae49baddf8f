package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/boost"
)

// roleModel names the model of a role.
type roleModel struct {
	name   string
	slot   int // 0 agents, 1 patients, 2 places
	places bool
}

var roleModels = []roleModel{{"agent", 0, false}, {"patient", 1, false}, {"place", 2, true}}

// Models are the learned parts of an Extractor, by name. What is missing is left to the rules.
type Models map[string]*boost.Model

// rank lets the models settle what the rules proposed.
func (d *document) rank() {
	d.number()
	d.tallyRoles()
	d.chainOccurrences()
	if len(d.models) > 0 {
		d.settleRoles()
	}
}

// chainOccurrences links each occurrence with those told before and behind it.
func (d *document) chainOccurrences() {
	var prev *occurrence
	var same [32]*occurrence
	for _, s := range d.sentences {
		occs := slices.Clone(s.occs)
		slices.SortStableFunc(occs, func(a, b *occurrence) int { return a.at - b.at })
		for _, o := range occs {
			if !o.event() || o.dead {
				continue
			}
			if o.prev = prev; prev != nil {
				prev.next = o
			}
			t := typeNumber[o.typ]
			o.prevSame, same[t], prev = same[t], o, o
		}
	}
}

// settleRoles gives each occurrence the participants that the models choose.
func (d *document) settleRoles() {
	type choice struct {
		o     *occurrence
		roles [3][]arg
	}
	var all []choice
	v := &vector{}
	for _, s := range d.sentences {
		for _, o := range s.occs {
			if !o.event() || o.dead {
				continue
			}
			all = append(all, choice{o, d.chooseRoles(v, o)})
		}
	}
	for _, c := range all {
		c.o.agents, c.o.patients, c.o.places = c.roles[0], c.roles[1], c.roles[2]
	}
}

// threshold is the probability from which a candidate takes a role.
const threshold = 0.5

func (d *document) chooseRoles(v *vector, o *occurrence) [3][]arg {
	out := [3][]arg{o.agents, o.patients, o.places}
	v.x = v.x[:0]
	d.describe(v, o)
	base := len(v.x)
	var actors []candidate
	var p [3][]float32
	for _, m := range roleModels {
		model := d.models[m.name]
		if model == nil {
			return out
		}
		if m.slot != 1 {
			actors = d.candidates(o, m.places)
		}
		p[m.slot] = make([]float32, len(actors))
		for i := range actors {
			v.x = v.x[:base]
			d.roleFeatures(v, o, &actors[i], actors)
			p[m.slot][i] = model.Probability(v.x)
		}
		if m.slot == 1 {
			out[0], out[1] = d.choose(o, actors, p[0], p[1], 0), d.choose(o, actors, p[1], p[0], 1)
		}
	}
	out[2] = d.choose(o, actors, p[2], nil, 2)
	return out
}

// choose returns the candidates for which p is high enough and higher than rival.
func (d *document) choose(o *occurrence, all []candidate, p, rival []float32, slot int) []arg {
	var out []arg
	for i := range all {
		if p[i] < threshold || rival != nil && rival[i] > p[i] {
			continue
		}
		out = append(out, d.argOf(o, &all[i], slot))
	}
	return out
}

// argOf makes an argument of a candidate, with the span that the rules gave it where they had.
func (d *document) argOf(o *occurrence, c *candidate, slot int) arg {
	for _, a := range [][]arg{o.agents, o.patients, o.places}[slot] {
		if a.entity == c.e {
			return a
		}
	}
	a := arg{entity: c.e, inferred: true}
	if c.at.s != nil {
		a.span = d.phraseSpan(c.at.s, &c.at.s.phrases[c.at.phrase])
		a.inferred = c.at.s != o.s
	}
	return a
}
