package extract

import "github.com/isnad-graph/isnad/schema"

// office is what the titles before a name tell of the office that its bearer has.
type office struct {
	chief, minister, deputy, former bool
}

// read notes what one word among titles tells.
func (o *office) read(p *parser, it *item) {
	if !it.isWord() {
		return
	}
	o.chief = o.chief || it.is(p.c.Chief)
	o.minister = o.minister || it.is(p.c.Minister)
	o.deputy = o.deputy || it.is(p.c.Deputy)
	o.former = o.former || it.is(p.c.Former)
}

// body returns whom the office is of: the adjective of a nation behind it means the state and not its army,
// which is what the adjective means of soldiers and strikes.
func (o *office) body(d *document, e *entity) *entity {
	if !o.chief && !o.minister || e.kind != schema.Military || !d.nationsForce(e) {
		return e
	}
	if i := d.lex.Parent(int(e.entry)); i >= 0 && d.lex.Entries[i].Kind == schema.State {
		return d.entryEntity(int32(i))
	}
	return e
}

// nationsForce reports whether e is the force that the adjective of a nation means.
func (d *document) nationsForce(e *entity) bool {
	for _, n := range d.nisba {
		if n.state == e.entry {
			return e.entry >= 0
		}
	}
	return false
}

// role returns how the bearer stands to org: who heads a state leads it; a minister, a deputy and «a senior
// member of» belong to it.
func (o *office) role(r schema.Type, org *entity) schema.Type {
	switch {
	case r == schema.SpeaksFor:
		return r
	case o.minister || o.deputy:
		return schema.MemberOf
	case o.chief && !o.former && org.kind == schema.State:
		return schema.Leads
	}
	return r
}
