package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// fixed marks what the words of a clause tell of an occurrence beyond doubt. What is marked stands as the
// rules read it: the models choose where grammar leaves a choice.
type fixed struct {
	agents, patients, places, tally, time bool
	counted                               bool        // its number stands with the noun of those whom it befell
	list                                  *occurrence // the first member of a list of tolls that it is one of
}

// keepFixed puts back what is told beyond doubt into what the models chose.
func (o *occurrence) keepFixed() {
	c := o.chosen
	if o.fixed.agents {
		c.roles[0] = o.agents
		c.roles[1] = without(c.roles[1], o.agents)
	}
	if o.fixed.patients && len(o.patients) > 0 && !slices.ContainsFunc(o.patients, unsure) {
		c.roles[1] = o.patients
		c.roles[0] = without(c.roles[0], o.patients)
	}
	if o.fixed.places {
		c.roles[2] = o.places
	}
	if o.fixed.time {
		c.time, c.period = o.time, o.period
	}
	if o.fixed.tally {
		c.tally = o.tally
	}
}

// besideVerb reports whether nothing but words that describe stands between the verb of o and a date behind it.
func besideVerb(o *occurrence, i int) bool {
	if o.noun || o.at > i {
		return false
	}
	for k := o.at + 1; k < i; k++ {
		if it := &o.s.items[k]; it.np >= 0 || !it.isWord() || it.trig != nil || it.conj != 0 || it.time != nil {
			return false
		}
	}
	return true
}

// selfHarm reads «blew himself up», «the blowing up of themselves by X»: whoever does that is the attacker.
func (b *binder) selfHarm(o *occurrence) {
	if !o.event() || o.trig.Frame.ID != "blast" {
		return
	}
	for i := o.at + 1; i < len(b.s.items) && i <= o.at+4; i++ {
		it := b.item(i)
		switch {
		case it.np >= 0 || it.punct == `"`:
			continue
		case !it.isWord() || !it.is(b.c.Self):
			return
		}
		o.mode = schema.Suicide
		if o.noun && len(o.agents) == 0 {
			o.agents, o.patients = o.patients, nil
		}
		o.fixed.agents = len(o.agents) > 0
		o.step("self", "the attacker is whom the attack destroys", Span{it.start, it.end})
		return
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
	case e.fixed.list != nil && e.fixed.list == o.fixed.list:
		return true
	case e.zone() == TitleZone || len(e.patients) == 0 || len(o.patients) == 0:
		return false
	case e.fixed.patients || o.fixed.patients, vague(e) && vague(o):
		return !covered(e.patients, o.patients) || !covered(o.patients, e.patients)
	}
	return false
}

// vague reports whether o counts those whom it befell by a word like «tens».
func vague(o *occurrence) bool {
	return o.fixed.counted && o.tally != nil && o.tally.Comparator == quantity.Vague
}
