package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// tollReach is how far before its trigger the word that makes a number a toll may stand.
const tollReach = 6

// totals drops the toll that adds up what the paragraph told part by part before it.
func (d *document) totals() {
	parts := map[tollKey][]*occurrence{}
	for _, o := range d.claims {
		if exact(o.tally) {
			k := tollKey{o.s.para, o.typ}
			parts[k] = append(parts[k], o)
		}
	}
	d.claims = slices.DeleteFunc(d.claims, func(o *occurrence) bool {
		if o.typ != schema.Kill && o.typ != schema.Injure || !exact(o.tally) || !d.toll(o) {
			return false
		}
		return addsUp(o, parts[tollKey{o.s.para, o.typ}])
	})
}

// tollKey parts the claims that a toll can add up from the others.
type tollKey struct {
	para int
	typ  schema.Type
}

// addsUp reports whether the tally of o is the sum of those told before it, two or more.
func addsUp(o *occurrence, list []*occurrence) bool {
	parts, sum := 0, 0
	for _, e := range list {
		if e != o && e.trigger().Start < o.trigger().Start {
			parts, sum = parts+1, sum+e.tally.Max
		}
		if sum > o.tally.Max {
			return false
		}
	}
	return parts > 1 && sum == o.tally.Max
}

func exact(t *Tally) bool { return t != nil && t.Max > 0 && t.Min == t.Max }

// toll reports whether o is told as a toll: «the number of the dead rose to seven».
func (d *document) toll(o *occurrence) bool {
	before := o.s.items[max(0, o.at-tollReach):o.at]
	return slices.ContainsFunc(before, func(it item) bool { return it.is(d.cls.TollWord) })
}
