package extract

import (
	"github.com/isnad-graph/isnad/schema"
)

// binder gives the occurrences of one sentence their arguments.
type binder struct {
	d  *document
	s  *sentence
	c  *classes
	at map[int]*occurrence // by item
}

func (d *document) bind(s *sentence) {
	b := binder{d, s, &d.cls, make(map[int]*occurrence, len(s.occs))}
	for _, o := range s.occs {
		b.at[o.at] = o
	}
	for _, o := range s.occs {
		if o.trig.Kind == "aux" {
			continue
		}
		b.bindOne(o)
		if !o.noun {
			d.focus.keep(o)
		}
	}
	for _, o := range s.occs[:len(s.occs):len(s.occs)] {
		b.splitTolls(o)
	}
	for _, o := range b.s.occs {
		b.among(o)
	}
	b.shareCoordinated()
	b.jointTolls()
	b.links()
	for _, o := range b.s.occs {
		b.flight(o)
		b.otherPlaces(o)
	}
}

// bindOne gives o its arguments.
func (b *binder) bindOne(o *occurrence) {
	if !o.noun {
		b.subject(o)
	} else if o.trig.Frame.ID == "held" || o.participle() {
		b.neighbour(o)
	}
	if o.typ == schema.Control && o.noun && o.phase == schema.Gain {
		b.held(o)
	}
	b.complements(o)
	if !o.noun && o.subjAt == -1 {
		b.dropped(o)
	}
	b.pronoun(o)
	b.onIt(o)
	b.selfHarm(o)
	if !o.noun {
		b.settleVoice(o)
	}
}

func (b *binder) item(i int) *item {
	if i < 0 || i >= len(b.s.items) {
		return nil
	}
	return &b.s.items[i]
}

// barrier reports whether a clause ends at item i.
func (b *binder) barrier(i int) bool {
	it := b.item(i)
	if it.punct != "" {
		return it.punct != `"` && it.punct != "," && it.punct != "(" && it.punct != ")" && it.punct != "-" && it.punct != "!"
	}
	if it.np >= 0 || !it.isWord() {
		return false
	}
	return it.isAny(b.c.Comp, b.c.Rel, b.c.RelMa, b.c.Clause)
}
