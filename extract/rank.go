package extract

import (
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/temporal"
	"github.com/isnad-graph/isnad/schema"
)

// roleModel names the model of a role.
type roleModel struct {
	name   string
	slot   int // 0 agents, 1 patients, 2 places
	places bool
}

var roleModels = []roleModel{{"agent", 0, false}, {"patient", 1, false}, {"place", 2, true}}

// in returns the model of a role for a pass.
func (m roleModel) in(pass string) roleModel {
	m.name += pass
	return m
}

// rank lets the models settle what the rules proposed.
func (d *document) rank() {
	d.dropUnlearned()
	for o := range d.events() {
		d.armed = d.armed || !o.loose && d.warlike(o)
	}
	d.tallyRoles()
	d.chainOccurrences()
	if d.brief() {
		return
	}
	for o := range d.events() {
		d.arm(o)
		o.read, o.ranked = [3][]arg{o.agents, o.patients, o.places}, true
		o.settleFirm()
		d.settleFirmTime(o)
	}
	d.dropUnlikely()
	for _, pass := range passes {
		if d.models.Trees["agent"+pass] == nil {
			break
		}
		d.settleSlots(pass)
		d.tallyRoles()
	}
	for o := range d.events() {
		o.share()
	}
	d.settleEvents()
}

// share lets those whom an attack killed or wounded have fallen by those who made it, and both where either was, as far as
// the models left that open.
func (o *occurrence) share() {
	c := o.cause
	if c != nil && c.dead && c.echoes != nil {
		c = c.echoes
	}
	if c == nil || c.dead || !c.event() || o.typ != schema.Kill && o.typ != schema.Injure || c.typ != schema.Attack && c.typ != schema.Raid || c.status != schema.Happened {
		return
	}
	switch {
	case len(o.agents) == 0:
		o.agents = without(inferred(c.agents), o.patients)
	case len(c.agents) == 0:
		c.agents = without(inferred(o.agents), c.patients)
	}
	if len(c.patients) == 0 {
		c.patients = without(inferred(o.patients), c.agents)
	}
	switch {
	case o.unplaced():
		o.places = inferred(c.places)
	case c.unplaced():
		c.places = inferred(o.places)
	}
	if o.period == (Period{}) {
		o.period, o.time = c.period, c.time
	}
}

// minSentences is the least number of sentences from which the models speak: they learned from articles, and a
// text of a few sentences has little of what they go by but the clause, which the rules read. Nor do they
// speak on articles without armed conflict, which none of theirs was.
const minSentences = 4

func (d *document) brief() bool { return len(d.sentences) < minSentences || !d.armed }

// learned reports whether a model speaks on this article.
func (d *document) learned(name string) bool { return d.models.Trees[name] != nil && !d.brief() }

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
	odds    []odds
}

// odds is how likely a candidate is to play a role.
type odds struct {
	e    *entity
	slot int
	p    float32
}

func (o *occurrence) odd(e *entity, slot int) float32 {
	for _, x := range o.odds {
		if x.e == e && x.slot == slot {
			return x.p
		}
	}
	return 0
}

// hope is the most likely that a pass before this one found e in a role of o, if it was asked.
func (o *occurrence) hope(e *entity) (p float32, known bool) {
	for _, x := range o.odds {
		if x.e == e {
			p, known = max(p, x.p), true
		}
	}
	return p, known
}

// passes are the endings of the names of the models of slots. The second pass sees what the first made of
// the occurrences around.
var passes = []string{"", "2"}

// settleSlots gives each occurrence the participants, source, date and number that the models choose. They
// all look at what the rules chose, so nothing is changed before all are chosen.
func (d *document) settleSlots(pass string) {
	v := &d.buf.vector
	for some := range slices.Chunk(slices.Collect(d.events()), together) {
		for _, o := range some {
			o.chosen = &choice{sources: o.sources, time: o.time, period: o.period}
			d.chooseTime(v, o, d.models.Trees["time"+pass])
			d.chooseTally(v, o, d.models.Trees["tally"+pass])
		}
		d.chooseRoles(v, some, pass)
		d.chooseSources(v, some, d.models.Trees["source"+pass])
		for _, o := range some {
			o.keepFirm()
		}
	}
	for o := range d.events() {
		c := o.chosen
		o.agents, o.patients, o.places = c.roles[0], c.roles[1], c.roles[2]
		o.sources, o.time, o.period, o.tally = c.sources, c.time, c.period, c.tally
		o.odds, o.chosen = c.odds, nil
	}
	for o := range d.events() {
		if l := o.hold.list; l != nil && len(o.sources) == 0 {
			o.sources, o.stance = l.sources, l.stance // who tells one toll of a list tells all
		}
	}
}

// thresholds holds the probabilities from which the models say yes. The first pass is stricter than the second one, which
// goes by what the first one gave.
var thresholds = map[string]float32{"agent": 0.4, "patient": 0.4, "place": 0.45, "agent2": 0.4, "patient2": 0.35, "place2": 0.4, "time": 0.4, "tally": 0.4, "source": 0.25, "event": 0.55, "coref": 0.28, "lasting": 0.4}

// together is how many occurrences go through a model at once: its trees are read from memory once for all.
const together = 16

// contest is the candidates for the roles of an occurrence, by slot, and how likely each is.
type contest struct {
	o    *occurrence
	all  [3][]candidate
	p    [3][]float32
	rows [3][]int // the candidates that a model is asked about
}

// hopeless is the probability below which the second pass leaves a candidate at what the first made of it. Of the roles
// that the second pass gave, asked about all, one in ten thousand had so little in the first, and of the candidates two thirds.
const hopeless = 0.08

// enter makes all the candidates for a slot. Those that have no hope are not asked about.
func (c *contest) enter(slot int, all []candidate) {
	c.all[slot], c.rows[slot] = all, make([]int, 0, len(all))
	for k := range all {
		p, known := c.o.hope(all[k].e)
		if !known || p >= hopeless {
			c.rows[slot] = append(c.rows[slot], k)
		}
	}
}

// chooseRoles gives some occurrences the participants and places that the models choose.
func (d *document) chooseRoles(v *vector, some []*occurrence, pass string) {
	list := make([]contest, len(some))
	d.buf.candidates = d.buf.candidates[:0]
	for i, o := range some {
		list[i].o = o
		list[i].enter(0, d.candidatesHere(o, false))
		list[i].all[1], list[i].rows[1] = list[i].all[0], list[i].rows[0]
		list[i].enter(2, d.candidatesHere(o, true))
		if o.cues == nil {
			o.cues = make([]cueOdds, 0, len(list[i].all[0])+len(list[i].all[2]))
		}
	}
	for slot, m := range roleModels {
		if slot != 1 { // the features are the same for agents and patients
			d.roleRows(v, list, slot)
		}
		p := d.probabilities(d.models.Trees[m.name+pass])
		for i := range list {
			p = list[i].weigh(slot, p)
		}
	}
	for i := range list {
		d.settleContest(&list[i], pass)
	}
}

// weigh takes from p what a model says of the candidates for a slot, and returns the rest.
func (c *contest) weigh(slot int, p []float32) []float32 {
	out := make([]float32, len(c.all[slot]))
	for k := range out {
		out[k] = c.o.odd(c.all[slot][k].e, slot)
	}
	for i, k := range c.rows[slot] {
		out[k] = p[i]
	}
	c.p[slot] = out
	return p[len(c.rows[slot]):]
}

func (d *document) settleContest(c *contest, pass string) {
	o := c.o
	o.likeliest, o.chosen.odds = [3]float32{}, make([]odds, 0, 2*len(c.all[0])+len(c.all[2]))
	for slot, all := range c.all {
		for i, p := range c.p[slot] {
			o.likeliest[slot] = max(o.likeliest[slot], p)
			o.chosen.odds = append(o.chosen.odds, odds{all[i].e, slot, p})
		}
	}
	o.chosen.roles = [3][]arg{
		d.choose(o, c.all[0], c.p[0], c.p[1], roleModels[0].in(pass)),
		d.choose(o, c.all[1], c.p[1], c.p[0], roleModels[1].in(pass)),
		d.choose(o, c.all[2], c.p[2], nil, roleModels[2].in(pass)),
	}
}

// probabilities returns what m says of each row of the buffer. It is good until the next call.
func (d *document) probabilities(m *boost.Model) []float32 {
	b := d.buf
	b.odds = slices.Grow(b.odds[:0], b.count)[:b.count]
	m.Probabilities(b.rows, b.odds)
	return b.odds
}

// roleRows fills the buffer with the features of the candidates for a role; those of the occurrence itself stand
// at the head of each row.
func (d *document) roleRows(v *vector, list []contest, slot int) {
	d.buf.clearRows()
	for i := range list {
		o, all := list[i].o, list[i].all[slot]
		base := d.about(v, o)
		for _, k := range list[i].rows[slot] {
			v.x = v.x[:base]
			d.roleFeatures(v, o, &all[k], all)
			d.buf.addRow(v)
		}
	}
}

// choose returns the candidates for which p is high enough and higher than rival.
func (d *document) choose(o *occurrence, all []candidate, p, rival []float32, m roleModel) []arg {
	var out []arg
	for i := range all {
		if o.s.zone == CaptionZone && all[i].at.s != o.s {
			continue // a caption tells of its picture, not of the article
		}
		if m.slot < 2 && d.strayed(o, &all[i]) {
			continue
		}
		bar := o.bar(all[i].e, m)
		if d.speaksAgainst(o, &all[i], m) || d.turned(o, &all[i], m) {
			bar = max(bar, otherBar)
		}
		if p[i] < bar || bar > toldClosedBar && rival != nil && rival[i] > p[i] {
			continue
		}
		out = append(out, d.argOf(o, &all[i], m.slot))
	}
	if m.slot == 0 && !mutual(o.typ) || m.slot == 1 && o.typ == schema.Support {
		out = d.oneSide(o, out, all, p, m)
	}
	return out
}

// enmity is how often two have to fight each other in an article to be no partners in anything it tells.
const enmity = 2

// oneSide takes out of those who stand on one side of a deed whoever fights a likelier one of them, unless the words of the clause name both.
func (d *document) oneSide(o *occurrence, chosen []arg, all []candidate, p []float32, m roleModel) []arg {
	if len(chosen) < 2 || len(d.foes) == 0 {
		return chosen
	}
	likely := func(a arg) float32 {
		if told, _ := inRole(o.read[m.slot], a.entity); told {
			return 2
		}
		return p[slices.IndexFunc(all, func(c candidate) bool { return c.e == a.entity })]
	}
	return slices.DeleteFunc(slices.Clone(chosen), func(a arg) bool {
		return slices.ContainsFunc(chosen, func(b arg) bool {
			return d.foes[[2]*entity{a.entity, b.entity}] >= enmity && likely(b) > likely(a)
		})
	})
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
