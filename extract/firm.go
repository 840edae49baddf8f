package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/extract/temporal"
	"github.com/isnad-graph/isnad/schema"
)

// firmness is how far the words of a clause settle a slot of an occurrence, before the models weigh it. The
// models choose where grammar leaves a choice; what it settles survives them, however they were trained. Zero leaves
// the choice to them.
type firmness uint8

const (
	closed firmness = 1 << iota // who is told there stays, and nobody else comes in without being all but certain
	firm                        // stands as the rules read it
)

// hold says of each slot of an occurrence how firm it is.
type hold struct {
	roles                [3]firmness // agents, patients, places
	sources, time, tally firmness
	counted              bool        // its number stands with the noun of those whom it befell
	list                 *occurrence // the first member of a list of tolls that it is one of
}

// What a slot that is told plainly asks for: of those whom the words name, and of anybody else.
const toldClosedBar = 0.05

var closedBar = [3]float32{0.75, 0.6, 0.85} // of agents, of patients, of places

// with adds g where a condition holds.
func (f firmness) with(g firmness, yes bool) firmness {
	if yes {
		f |= g
	}
	return f
}

func (f firmness) is(g firmness) bool { return f&g != 0 }

// settleFirm notes which slots of o its words settle, as far as their binding has not done so.
func (o *occurrence) settleFirm() {
	r := &o.hold.roles
	agents := o.did("role.by") && shown(o.agents) > 0 || // «at the hands of X»
		mutual(o.typ) && (o.did("role.between") && shown(o.agents) > 1 || o.bothSides()) || // «between X and Y»
		o.filled(0, "li") || o.carriedOn() || // «an attack by X», «X came and …»
		o.did("role.nation") || // «an American raid»
		o.noun && o.filled(0, "genitive") && o.filled(1, "object") // «X's targeting of Y»
	patients := o.filled(1, "on") || o.filled(1, "against") || // «attacked X's positions»
		harm(o.typ) && o.hold.counted && shown(o.patients) > 0 && !slices.ContainsFunc(o.patients, unsure) || // «killed five of X»
		o.passive && shown(o.patients) > 0 && harm(o.typ) || // «X was wounded»
		o.noun && harm(o.typ) && o.filled(1, "genitive") && !slices.ContainsFunc(o.patients, unsure) // «the death of X»
	agents = agents || o.noun && o.pronounFills(o.agents)                              // «its retreat»
	patients = patients || !o.noun && !ambiguousVoice(o) && o.pronounFills(o.patients) // «struck it», «struck them both»
	if c := o.cause; harm(o.typ) && c != nil && c.at != o.at && len(o.read[0]) > 0 && covered(o.read[0], c.read[0]) {
		agents = agents || c.hold.roles[0].is(closed) || c.did("role.nation") // «five were killed in an American raid»
	}
	r[0], r[1] = r[0].with(closed, agents), r[1].with(closed, patients)
	o.hold.sources = o.hold.sources.with(closed, o.reported())
}

// settleFirmTime notes where a day stands alone with the verb for o in its clause: «three days ago X shelled P» has no
// other date.
func (d *document) settleFirmTime(o *occurrence) {
	if o.time == nil || o.time.Until {
		return
	}
	named := o.did("time."+temporal.KindPeriod) && (!o.time.Since || o.lasts()) // «last week», «at the end of May» stand with it
	if !named && (o.noun || o.time.Since || o.time.Precision != "day") {
		return
	}
	switch o.time.Kind {
	case temporal.KindAgo, temporal.KindWeekday, temporal.KindDate:
	default:
		if !named {
			return // «today» is often just «now»
		}
	}
	at := -1
	for i := range o.s.items {
		x := o.s.items[i].time
		switch {
		case !datable(x):
		case x != o.time:
			return
		default:
			at = i
		}
	}
	if at < 0 || d.besideReport(timeRef{o.s, at}) {
		return
	}
	if named {
		o.hold.time |= firm
		return
	}
	p := d.route(o, &phrase{first: at, last: at})
	o.hold.time = o.hold.time.with(firm, p.triggers == 0 && !p.barrier && !p.relative)
}

// filled reports whether a phrase that the words name plays a role of o, which the rules read by that construction. «Their
// positions» may be those of more than one.
func (o *occurrence) filled(slot int, how string) bool {
	for k := range o.s.phrases {
		ph := &o.s.phrases[k]
		at := Span{o.s.items[ph.first].start, o.s.items[ph.last].end}
		if o.didAt("role."+how, at) && !(ph.plural && ph.anaphor == pronounAnaphor) {
			return slices.ContainsFunc(outright(o.read[slot]), func(a arg) bool { return a.span == at })
		}
	}
	return false
}

// pronounFills reports whether a pronoun joined to the word for o means all of args: of a plural that is not sure, nor of
// the feminine, which stands for many too.
func (o *occurrence) pronounFills(args []arg) bool {
	it := &o.s.items[o.at]
	if it.pron == "" {
		return false
	}
	n := 0
	for _, a := range args {
		n += b2i(a.span == Span{it.start, it.end})
	}
	gender, plural := pronounGender(it.pron)
	return n == 1 && gender == 'm' && !plural || n == 2
}

// carriedOn reports whether o goes on with the clause before by «and», its subject the same.
func (o *occurrence) carriedOn() bool {
	return !o.noun && o.s.items[o.at].conj == 'w' && !ambiguousVoice(o) && o.did("subject.carried")
}

// bothSides reports whether the words name somebody before the word for what o is, and with whom they have to do:
// «A fought battles with B».
func (o *occurrence) bothSides() bool {
	at, named := o.trigger(), outright(o.agents)
	before := slices.ContainsFunc(named, func(a arg) bool { return a.span.End <= at.Start && a.span.Start >= o.s.span.Start })
	return before && slices.ContainsFunc(named, func(a arg) bool { return o.didAt("role.with", a.span) })
}

// shown counts the arguments that a word of the clause names or means, a pronoun too.
func shown(args []arg) int {
	n := 0
	for _, a := range args {
		n += b2i(!a.inferred || a.span != Span{})
	}
	return n
}

// keepFirm puts what is firm back into what the models chose. Whom a deed befell is put back where that is people
// who fall in fighting, told in so many words or chosen by the models of the pass before.
func (o *occurrence) keepFirm() {
	c := o.chosen
	if o.hold.roles[0].is(firm) {
		c.roles[0] = o.agents
		c.roles[1] = without(c.roles[1], o.agents)
	}
	if o.hold.roles[1].is(firm) && len(o.patients) > 0 && !slices.ContainsFunc(o.patients, unsure) {
		c.roles[1] = o.patients
		c.roles[0] = without(c.roles[0], o.patients)
	}
	if o.hold.roles[2].is(firm) {
		c.roles[2] = o.places
	}
	if o.hold.time.is(firm) {
		c.time, c.period = o.time, o.period
	}
	if o.hold.tally.is(firm) {
		c.tally = o.tally
	}
}

// unsure reports whether a is taken over from elsewhere, or no one who falls in fighting.
func unsure(a arg) bool {
	return a.inferred || !force(a.entity) && !civil(a.entity) && a.entity.kind != schema.Person
}

// without returns the arguments that are none of others.
func without(args, others []arg) []arg {
	var out []arg
	for _, a := range args {
		if !has(others, a.entity) {
			out = append(out, a)
		}
	}
	return out
}

// apart reports whether the text sets two occurrences apart: they are members of one list of tolls, or one
// is the toll of a side alone and the other is not. That both tell of «tens» makes them no more alike.
func apart(e, o *occurrence) bool {
	switch {
	case e.hold.list != nil && e.hold.list == o.hold.list:
		return true
	case e.zone() == TitleZone || len(e.patients) == 0 || len(o.patients) == 0:
		return false
	case e.hold.roles[1].is(firm) || o.hold.roles[1].is(firm), vague(e) && vague(o):
		return !covered(e.patients, o.patients) || !covered(o.patients, e.patients)
	}
	return false
}

// vague reports whether o counts those whom it befell by a word like «tens».
func vague(o *occurrence) bool {
	return o.hold.counted && o.tally != nil && o.tally.Comparator == quantity.Vague
}
