package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// relates enters a lasting relation.
func (d *document) relates(o *occurrence) {
	d.lasting = append(d.lasting, o)
	a := o.agents[0].entity
	a.relations = append(a.relations, o)
}

// relateAnew replaces all lasting relations.
func (d *document) relateAnew(list []*occurrence) {
	for _, o := range d.lasting {
		o.agents[0].entity.relations = nil
	}
	d.lasting = nil
	for _, o := range list {
		d.relates(o)
	}
}

// relation returns the lasting relation of type t from a to b that the article tells, or nil.
func relation(t schema.Type, a, b *entity) *occurrence {
	i := slices.IndexFunc(a.relations, func(o *occurrence) bool { return o.typ == t && o.patients[0].entity == b })
	if i < 0 {
		return nil
	}
	return a.relations[i]
}
