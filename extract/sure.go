package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// sure marks what the words of a clause tell of an occurrence beyond doubt. What is marked stands as the
// rules read it: the models choose where grammar leaves a choice.
type sure struct {
	patients, places, tally bool
	counted                 bool        // its number stands with the noun of those whom it befell
	list                    *occurrence // the first member of a list of tolls that it is one of
}

// keepSure puts back what is told beyond doubt into what the models chose.
func (o *occurrence) keepSure() {
	c := o.chosen
	if o.sure.patients && len(o.patients) > 0 && !slices.ContainsFunc(o.patients, unsure) {
		c.roles[1] = o.patients
		c.roles[0] = without(c.roles[0], o.patients)
	}
	if o.sure.places {
		c.roles[2] = o.places
	}
	if o.sure.tally {
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
	case e.sure.list != nil && e.sure.list == o.sure.list:
		return true
	case e.zone() == TitleZone || len(e.patients) == 0 || len(o.patients) == 0:
		return false
	case e.sure.patients || o.sure.patients, vague(e) && vague(o):
		return !covered(e.patients, o.patients) || !covered(o.patients, e.patients)
	}
	return false
}

// vague reports whether o counts those whom it befell by a word like «tens».
func vague(o *occurrence) bool {
	return o.sure.counted && o.tally != nil && o.tally.Comparator == quantity.Vague
}
