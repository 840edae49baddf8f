package extract

import (
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/schema"
)

// headcounts counts those whom the words name one by one: the killing of X, and nobody else, is that of one.
func (d *document) headcounts() {
	for _, o := range d.claims {
		n := len(o.patients)
		if o.tally != nil || n == 0 || !o.typ.HasTally() || o.typ == schema.Displace || o.hold.tally.is(firm) {
			continue
		}
		if at := o.patients[0].span; at.End > at.Start && !anyOf(o.patients, func(e *entity) bool { return e.kind != schema.Person }) {
			o.tally = &Tally{Min: n, Max: n, Comparator: quantity.Eq, Span: at, Surface: d.text(at.Start, at.End)}
		}
	}
}
