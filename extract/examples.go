package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/linear"
)

// Examples are rows to learn from, by the name of the model.
type Examples struct {
	Features map[string][]string
	Rows     map[string][]boost.Row
	Cues     map[string][]linear.Row
}

// Stages are the learned stages in the order in which they are trained: each sees what those before it
// made of an article.
var Stages = []string{"cues", "slots", "slots2", "events", "coref", "lasting"}

// Collect adds the examples of one article for a stage to ex.
func (x *Extractor) Collect(ex *Examples, stage string, doc Document, gold *Gold) {
	d := x.begin(doc)
	d.propose()
	if len(d.sentences) == 0 {
		return
	}
	a := d.align(gold) // by what the rules propose, before models drop any
	d.rank()
	switch stage {
	case "cues":
		d.collectCues(ex, a)
	case "slots", "slots2":
		d.collectSlots(ex, a, strings.TrimPrefix(stage, "slots"))
	case "events":
		d.collectEvents(ex, a)
	case "coref":
		d.collectCoref(ex, a)
	case "lasting":
		d.gather()
		d.collectLasting(ex, a)
	}
}

// Append adds the rows of more to ex.
func (ex *Examples) Append(more *Examples) {
	if ex.Features == nil {
		ex.Features, ex.Rows = map[string][]string{}, map[string][]boost.Row{}
	}
	if ex.Cues == nil {
		ex.Cues = map[string][]linear.Row{}
	}
	for name, rows := range more.Cues {
		ex.Cues[name] = append(ex.Cues[name], rows...)
	}
	for name, rows := range more.Rows {
		ex.Features[name] = more.Features[name]
		ex.Rows[name] = append(ex.Rows[name], rows...)
	}
}

func (ex *Examples) add(name string, v *vector, y bool, weight float32) {
	if ex.Features == nil {
		ex.Features, ex.Rows = map[string][]string{}, map[string][]boost.Row{}
	}
	if ex.Features[name] == nil {
		ex.Features[name] = v.names
	}
	ex.Rows[name] = append(ex.Rows[name], boost.Row{X: v.x, Y: y, Weight: weight})
}

func (d *document) collectSlots(ex *Examples, a *alignment, pass string) {
	for o := range d.events() {
		i, ok := a.event[o]
		if !ok {
			continue
		}
		g, weight := &a.gold.Events[i], a.weight(o)
		for _, m := range roleModels {
			d.collectRole(ex, pass, a, o, g, m, weight)
		}
		d.collectTimes(ex, pass, o, g, weight)
		d.collectTallies(ex, pass, o, g, weight)
		d.collectSources(ex, pass, a, o, g, weight)
	}
}

func (d *document) collectRole(ex *Examples, pass string, a *alignment, o *occurrence, g *GoldEvent, m roleModel, weight float32) {
	all := d.candidates(nil, o, m.places)
	base := &vector{named: ex.Features[m.name+pass] == nil}
	d.describe(base, o)
	for i := range all {
		v := &vector{x: append([]float32{}, base.x...), names: append([]string{}, base.names...), named: base.named}
		d.roleFeatures(v, o, &all[i], all)
		ex.add(m.name+pass, v, a.plays(all[i].e, m.slot, g), weight)
	}
}
