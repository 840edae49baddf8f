package extract

import (
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/temporal"
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
	d.tallyRoles()
	d.chainOccurrences()
	if len(d.models) > 0 {
		d.settleSlots()
		d.settleEvents()
	}
}

// events goes through the living occurrences of the article, as they stand.
func (d *document) events() iter.Seq[*occurrence] {
	return func(yield func(*occurrence) bool) {
		for _, s := range d.sentences {
			for _, o := range s.occs {
				if o.event() && !o.dead && !yield(o) {
					return
				}
			}
		}
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

// choice is what the models choose for an occurrence.
type choice struct {
	roles   [3][]arg
	sources []arg
	time    *temporal.Expr
	period  Period
	tally   *Tally
}

// settleSlots gives each occurrence the participants, source, date and number that the models choose. They
// all look at what the rules chose, so nothing is changed before all are chosen.
func (d *document) settleSlots() {
	v := &vector{}
	for o := range d.events() {
		o.chosen = &choice{sources: o.sources, time: o.time, period: o.period}
		d.chooseRoles(v, o)
		d.chooseTime(v, o)
		d.chooseTally(v, o)
		d.chooseSources(v, o)
	}
	for o := range d.events() {
		c := o.chosen
		o.agents, o.patients, o.places = c.roles[0], c.roles[1], c.roles[2]
		o.sources, o.time, o.period, o.tally = c.sources, c.time, c.period, c.tally
		o.chosen = nil
	}
}

// threshold is the probability from which the models say yes.
const threshold = 0.5

func (d *document) chooseRoles(v *vector, o *occurrence) {
	o.chosen.roles = [3][]arg{o.agents, o.patients, o.places}
	if d.models["agent"] == nil {
		return
	}
	v.x = v.x[:0]
	d.describe(v, o)
	base := len(v.x)
	var p [3][]float32
	var all [3][]candidate
	all[0], all[2] = d.candidates(o, false), d.candidates(o, true)
	all[1] = all[0]
	for slot, m := range roleModels {
		p[slot] = make([]float32, len(all[slot]))
		o.likeliest[slot] = 0
		for i := range all[slot] {
			v.x = v.x[:base]
			d.roleFeatures(v, o, &all[slot][i], all[slot])
			p[slot][i] = d.models[m.name].Probability(v.x)
			o.likeliest[slot] = max(o.likeliest[slot], p[slot][i])
		}
	}
	o.chosen.roles = [3][]arg{d.choose(o, all[0], p[0], p[1], 0), d.choose(o, all[1], p[1], p[0], 1), d.choose(o, all[2], p[2], nil, 2)}
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
